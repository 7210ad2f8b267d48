"""Reference within a document: our city, the two cities, the latter, the Chinese province."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.described import HIS_CITY, THE_CITY, THE_HOSTS, UPPER, fitting, his_city
from onemoon.mappings.reading.gazetteer import CITY_TYPES, Place

UNIT = (
    r"(?:cit(?:y|ies)|towns?|prefectures?|provinces?|count(?:y|ies)|districts?|regions?|"
    r"municipalit(?:y|ies)|capitals?|islands?|ports?|states?|villages?|metropolis|"
    r"metropolises|local governments?|governments?|places?|partners?(?! cit)|sides?|parties|"
    r"city halls?)"
)
PLURAL = re.compile(
    r"\b[Tt]he (?:cities|capitals|towns|prefectures|provinces|municipalities|regions|"
    r"neighbours|neighbors|partners)\b(?! of| ⟦| \w+ (?:is|are) )"
)
COUNT = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "pair": 2, "trio": 3, "duo": 2}
HOST = re.compile(
    r"\b(?:[Oo]ur|[Tt]his|[Mm]y) (?:own |young |old |ancient |small |(?!sister|friend|partner|"
    r"twin)\w+ )?(?:city|town|prefecture|province|county|district|region|municipality|capital|"
    r"island|port|village|side)\b(?!\s+(?:of|hall|council))|\b[Ww]e\b|\b[Uu]s\b|\bourselves\b|"
    r"\bthe (?:City|Town|Prefecture|Province|County|District|Council|Municipality)\b(?! of| "
    r"Hall| Council)"
)
SETS = re.compile(
    rf"\b(?:(?:[Tt]he|[Tt]hese|[Tt]hose|[Oo]ur|[Aa]ll|its) )?(two|three|four|five|[Bb]oth)(?: "
    rf"(?!sister|friend|twin|partner)"
    rf"\w+)? {UNIT}\b|\b[Tt]he (pair|two|trio|duo|three)\b(?! \w+s\b)|\b[Aa]ll (two|three|four|"
    rf"five)\b(?! \w+s\b)|\b([Bb]oth)\b(?= (?:signed|agreed|are|were|have|became))"
)
ORDER = re.compile(r"\b[Tt]he (former|latter)\b(?! \w+ (?:of|mayor|governor))")
NATION = re.compile(
    rf"\b[Tt]he ⟦C(\d+)⟧ (?:(?:\w+ )?({UNIT})|one|host|guests?|counterpart|partner)\b(?! of ⟦|"
    rf" ⟦[PR])"
)
THEIR = re.compile(
    r"(?:(?<=^)|(?<=[;] ))Their\b(?= (?:designation|sister|friend|twin|relation|ties?|partner|exchange))"
)
THE_TIE = re.compile(
    r"(?:(?<=^)|(?<=[;] ))(?:The|This)\b(?= (?:sister|friendship|twin|partner)[- ]?\w* (?:\w+ )?(?:relation\w*|ties?|"
    r"agreement|partnership|link|pact|bond|twinning)\b)"
)
THEY = re.compile(r"(?:(?<=^)|(?<=[;,] )|(?<=and ))[Tt]hey\b|\b[Tt]hem\b")
HERS = re.compile(
    r"\b(?:his|her|their|its) (?:city|town|province|prefecture|county)(?=,? and (?:mine|ours|(?:my|our) (?:city|town)))"
)
MINE = re.compile(r"\b(?:mine|ours)\b(?=[,.;]| (?:became|are|were|have|signed))")
IT = re.compile(
    r"\bthe (?:port|mining|host|ancient|island|river|garden|copper|capital) city\b|(?:(?<=^)|"
    r"(?<=[;] ))It\b(?! (?:is|was|has been|will be) (?:the \w+ time|expected|also planned|"
    r"said|agreed|known|hoped|reported|planned|the thing|the schedule)|"
    r" (?:is|was) (?:not |only |also |just )*(?:in|on|before|until|after|from|there|with|at|through|by|during|then|"
    r"here|"
    r"⟦D\d+⟧)\b|"
    r" (?:is|was) [^.;]{2,60} (?:that|who|which) )|\b(?:[Tt]he|[Tt]hat) "
    r"(?:city|town|province|prefecture|county|oblast|krai|municipality)\b(?! (?:of|hall|council|government|centre|"
    r"center|library|museum))"
)


@dataclass
class Salience:
    """What a reader has in mind: the host, the places of the sentences before, the subject of the last."""

    host: Place | None = None
    sets: list[list[Item]] = field(default_factory=list)
    subject: Item | None = None
    known: list[Item] = field(default_factory=list)
    fresh: bool = False

    def remember(self, groups: Iterable[list[Item]], subject: Item | None = None) -> None:
        """Take in the places of a sentence that was read, and which of them it was about."""
        flat = [item for group in groups for item in group]
        unique: dict[str, Item] = {}
        for item in flat:
            unique.setdefault(item.place.name, item)
        self.fresh = bool(unique)
        if unique:
            self.sets.insert(0, list(unique.values()))
            del self.sets[8:]
            self.subject = subject or next(iter(unique.values()))
            self.known = [item for item in self.known if item.place.name not in unique][-40:] + list(unique.values())


WORTH = re.compile(
    r"\b(?:[Tt]he(?:se|m|ir|y)?|[Oo]urs?|mine|[Mm]y|[Tt]his|[Tt]hat|[Tt]hose|[Bb]oth|[Aa]ll|[Ii]ts?|[Ww]e|[Uu]s|"
    r"ourselves|[Hh]is|[Hh]er)\b"
)

COUNTED = re.compile(r"\b(?:two|three|four|five|[Bb]oth|pair|trio|duo)\b")
OURS = {"our", "this", "my", "we", "us", "ourselves"}
THEIRS = {"they", "them", "their", "the", "this"}
ITS = {"it", "that"}


def refer(code: Code, salience: Salience) -> Code:
    """The code with its pronouns and descriptions of places replaced by symbols R where they can be told."""
    text = code.text
    seen = {word.lower() for word in WORTH.findall(text)}
    for pattern, meant in _ways(text, seen, code, salience) if seen else ():
        text = pattern.sub(partial(_replaced, code, meant), text)
    code.text = text
    return code


Way = tuple[re.Pattern[str], Callable[[re.Match[str]], list[Item]]]


def _replaced(code: Code, meant: Callable[[re.Match[str]], list[Item]], match: re.Match[str]) -> str:
    """The symbol for the places that a match means; the match itself if they can't be told."""
    items = meant(match)
    if not items:
        return match.group()
    code.references.append(items)
    return f"⟦R{len(code.references) - 1}⟧"


def _ways(text: str, seen: set[str], code: Code, salience: Salience) -> Iterator[Way]:
    """The patterns of reference that the words of a sentence allow, in order, each with what it means."""
    the = "the" in seen
    if the and "⟦C" in text:
        yield NATION, lambda m: _nation(code, m, salience)
    if COUNTED.search(text):
        yield SETS, lambda m: _set(m, salience, code)
    if the:
        yield PLURAL, lambda m: _plural(salience, code, m)
        yield THE_HOSTS, lambda m: _host(salience, code) or ([salience.subject] if salience.subject else [])
        yield THE_CITY, lambda m: fitting(m.group(1), salience.host, salience.known, code.start)
        yield ORDER, lambda m: _order(m, salience, code)
    if " and " in text and ("mine" in text or "our" in text):
        yield HERS, lambda m: [salience.subject] if salience.subject else []
        yield MINE, lambda m: _host(salience, code)
    if "his " in text.lower() or "her " in text.lower():
        yield HIS_CITY, lambda m: his_city(m, code, salience.host, salience.subject if salience.fresh else None)
    if the or not OURS.isdisjoint(seen):
        yield HOST, lambda m: _host(salience, code)
    if not THEIRS.isdisjoint(seen):
        yield from _plurals(len(code.items), salience)
    if the or not ITS.isdisjoint(seen):
        yield IT, lambda m: _it(salience, code, m.group())


def _plurals(places: int, salience: Salience) -> Iterator[Way]:
    """They, their and the tie: the places of the last sentence that named two."""
    both = salience.sets[0] if salience.sets and len(salience.sets[0]) >= 2 else []
    yield THEIR, lambda m: both
    if not places:
        yield THE_TIE, lambda m: _they(salience)
    if places <= 1:
        yield THEY, lambda m: _they(salience)


def _host(salience: Salience, code: Code) -> list[Item]:
    return [Item(salience.host, code.start, code.start)] if salience.host else []


def _it(salience: Salience, code: Code, form: str) -> list[Item]:
    named = {item.place for item in code.items.values()}
    if not form.startswith(("It", "it")) and not salience.host and salience.sets and len(salience.sets[0]) == 2:
        others = [item for item in salience.sets[0] if item.place not in named]
        if len(others) == 1:
            return others
    unit = form.split()[-1]
    if not form.startswith(("It", "it")) and (salience.host or unit in UPPER):
        return fitting(unit, salience.host, salience.known, code.start)
    if salience.subject and salience.host and salience.subject.place == salience.host:
        return [salience.subject]
    return [salience.subject] if salience.subject else _host(salience, code)


def _they(salience: Salience) -> list[Item]:
    return salience.sets[0] if salience.sets and len(salience.sets[0]) == 2 else []


def _set(match: re.Match[str], salience: Salience, code: Code) -> list[Item]:
    word = next(group for group in match.groups() if group).lower()
    size = COUNT[word]
    before = [item for index, item in code.items.items() if code.text.find(f"⟦P{index}⟧") < match.start()]
    own = {item.place.name: item for item in before}
    if len(own) == size:
        return list(own.values())
    later = {item.place.name: item for item in code.items.values()}
    if len(later) == size and match.start() < 25:
        return []
    return _of_the_last(size, own, salience) or _merged(size, salience, code)


def _of_the_last(size: int, own: Mapping[str, Item], salience: Salience) -> list[Item]:
    """The one place of the sentence and the one of the sentence before; else the last places that were as many."""
    last = salience.sets[0] if salience.sets and salience.fresh else []
    if size == 2 and len(own) == len(last) == 1 and last[0].place.name not in own:
        return [*last, *own.values()]
    return next((found for found in salience.sets if len(found) == size), [])


def _merged(size: int, salience: Salience, code: Code) -> list[Item]:
    """The places of the last three sentences together if they are as many, or the host and the other place."""
    merged: dict[str, Item] = {}
    for found in salience.sets[:3]:
        for item in found:
            merged.setdefault(item.place.name, item)
        if len(merged) == size:
            return list(merged.values())
    if salience.host and len(merged) >= 1 and size == 2:
        others = [item for item in salience.sets[0] if item.place != salience.host]
        if len(others) == 1:
            return [*_host(salience, code), *others]
    return []


def _plural(salience: Salience, code: Code, match: re.Match[str]) -> list[Item]:
    before = {i.place.name: i for n, i in code.items.items() if code.text.find(f"⟦P{n}⟧") < match.start()}
    if len(before) >= 2:
        return list(before.values())
    return next((found for found in salience.sets[:3] if len(found) >= 2), []) if not before else []


def _order(match: re.Match[str], salience: Salience, code: Code) -> list[Item]:
    index = 0 if match.group(1) == "former" else -1
    before = [item for number, item in sorted(code.items.items()) if code.text.find(f"⟦P{number}⟧") < match.start()]
    if len(before) >= 2:
        return [before[-2:][index]]
    for found in salience.sets:
        if len(found) >= 2:
            return [found[-2:][index]]
    return []


def _nation(code: Code, match: re.Match[str], salience: Salience) -> list[Item]:
    country = code.tags[int(match.group(1))].value[0]
    unit = (match.group(2) or "").lower()
    found = [item for item in reversed([*salience.known, *code.items.values()]) if item.place.country == country]
    if unit.startswith(("province", "prefecture", "state", "region")):
        found = [item for item in found if item.place.level == 1 and item.place.type not in CITY_TYPES] or found
    names = list({item.place.name: item for item in found}.values())
    return names[:1]
