"""Places that no gazetteer has, found by their form: a type word, a country beside them; and countries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onemoon.mappings.reading.gazetteer import Gazetteer, Place
from onemoon.mappings.reading.lexicons import countries, heads, never, stops
from onemoon.mappings.reading.names import fold
from onemoon.mappings.reading.placewords import TYPES, Spot, local_name
from onemoon.mappings.reading.tag import Tag

COUNTRY_NAMES = "|".join(
    re.escape(name) for name, row in sorted(countries().items(), key=lambda row: -len(row[0])) if not row[2]
)

UNKNOWN = re.compile(
    r"\b((?:[A-ZÀ-ÞĀŌŪÅÄÖŠŽ][\w'’]+[ -]){0,2}[A-ZÀ-ÞĀŌŪÅÄÖŠŽ][\w'’]+)(?:\s+(City|Province|"
    r"Prefecture|County|District|Town|Village|Oblast|Krai|Aimag|"
    r"Township|Ward|Municipality|Shire|Soum|Voivodeship|Autonomous Region)\b|-(si|do|shi|gun|"
    r"gu|ku|ken|cho|machi|eup|myeon)\b)"
)

TOWN_OF = re.compile(
    r"\b(?:city|town|village|province|prefecture|county|district|port|municipality|[Cc]ity "
    r"hall)\s+of\s+(?:the\s+)?([A-ZÀ-ÞĀŌŪÅÄÖ][\w'’-]+(?:\s(?:[A-ZÀ-ÞÅÄÖ][\w'’-]+|d[aeo]s?|"
    r"del))*)"
)

A_CITY = re.compile(
    r"(?<![\w.])([A-ZÀ-ÞÅÄÖ][\w'’-]+), (?:an? |the )(?:[\w-]+ ){0,2}(?:city|town|county|"
    r"district|port|village|prefecture|province|municipality) (?:in|of|on|near)\b"
)

TIED_TO = re.compile(
    r"\b(?:(?:[Ss]ister|[Tt]win|[Ff]riendship|[Ff]riendly|[Pp]artner)[- ](?:city|cities|town|towns|province|county|"
    r"prefecture|"
    r"district|region)|[Tt]winned|[Tt]winning|[Ff]riendship|[Ss]isterhood)(?: (?:relations?(?:hips?)?|ties?|"
    r"agreements?|"
    r"pacts?|links?|status))? (?:with|of) ([A-ZÀ-ÞĀŌŪÅÄÖ][\w'’-]+(?:\s[A-ZÀ-ÞÅÄÖ][\w'’-]+)?)(?!\s[A-Z(])(?=[,.;]|"
    r" (?:in|has|have|"
    r"had|is|was|and|on|since|will|for)\b|$)"
)

TIED_PARTS = ("ister", "win", "riend", "artner")
"""What a word for a tie has in it: looked for before the pattern is."""

NOT_TYPED = frozenset(
    (
        "Sister Friendship Twin Partner Culture Creative Smart Model The Our Inner Host Eco-Future Old New Capital "
        "Global World Asian Cultural Healthy Future Environmental This That Their Its Home Each Every Peace Member "
        "Garden Design Learning Port Forbidden Kansas Business Central Historic Historical International Friendly "
        "East North South West Exchange Fellow Guest In And Both Of From Seven A An Happy Safe Green Sustainable "
        "Resilient Literature Film Music Gastronomy Media Sports Games Candidate Special Metropolitan Autonomous "
        "Gateway Mayor Governor City Province Provincial Korean Chinese Japanese"
    ).split()
)

COUNTRIED = re.compile(
    r"(?<![\w.])((?:[A-ZÀ-ÞÅÄÖØ][\w'’-]+ (?:d[aeo]s? |del? |la "
    r")?){0,2}[A-ZÀ-ÞÅÄÖØ][\w'’-]+)(?: \((?:now |formerly )?|, (?:in )?)(?=(" + COUNTRY_NAMES + r")\b)"
)


def unknown_places(text: str, gazetteer: Gazetteer, abroad: bool = True) -> Iterator[Tag]:
    """Tags P for what looks like a place; abroad: whether the sentence names a country."""
    for match in UNKNOWN.finditer(text):
        tokens = match.group(1).split()
        while tokens and (tokens[0] in NOT_TYPED or tokens[0] in countries()):
            tokens.pop(0)
        code = ""
        while tokens and (owner := re.sub(r"['’]s$", "", tokens[0])) in countries():
            code = countries()[owner][0]
            tokens.pop(0)
        if not tokens or any(
            part in countries() or part.lower() in never() for token in tokens for part in token.split("-")
        ):
            continue
        if tokens[-1] in NOT_TYPED or fold(" ".join(tokens)) in stops():
            continue
        name = " ".join(tokens)
        kind = TYPES.get((match.group(2) or match.group(3)).lower(), "")
        start = match.end(1) - len(name)
        if gazetteer.by_key(fold(name)) or any(gazetteer.by_key(fold(part)) for part in tokens) and len(tokens) > 1:
            continue
        close = gazetteer.near(name, code) if code else ()
        place = Place(local_name(name, kind), code, 1 if kind == "first" else 2, type=kind)
        yield Tag(start, match.end(), "P", Spot(name, close if len(close) == 1 else (place,), kind, code))
    if abroad:
        yield from _countried(text, gazetteer)
        yield from _owned(text, gazetteer)
    named = [*TOWN_OF.finditer(text), *A_CITY.finditer(text)] if " of " in text or ", " in text else []
    for match in [*named, *_tied(text)]:
        name = match.group(1)
        if not gazetteer.by_key(fold(name)) and name.split()[0] not in NOT_TYPED:
            yield Tag(match.start(1), match.end(1), "P", Spot(name, (Place(name, "", 2),), "city"))


def _tied(text: str) -> Iterable[re.Match[str]]:
    return TIED_TO.finditer(text) if any(part in text for part in TIED_PARTS) else ()


def _owned(text: str, gazetteer: Gazetteer) -> Iterator[Tag]:
    """A capitalised name after a country's, `Finland's Ylöjärvi`: a place, a weak one if no gazetteer has it."""
    for match in OWNED.finditer(text) if "'s " in text or "’s " in text else ():
        name, code = match.group(2), countries()[match.group(1)][0]
        if gazetteer.by_key(fold(name)) or name in HEADS | NOT_TYPED or fold(name) in stops() or fold(name) in never():
            continue
        close = gazetteer.near(name, code)
        place = close[0] if len(close) == 1 else Place(name, code, 2)
        kind = "city" if match.group(3) else ""
        yield Tag(match.start(2), match.end(), "P", Spot(name, (place,), kind, code, weak=not close and not kind))


OWNED = re.compile(
    r"\b("
    + COUNTRY_NAMES
    + r")['’]s ([A-ZÀ-ÞÅÄÖØ][\w’-]{3,}?)( [Cc]ity\b)?(?=['’]s\b|[,.;]| (?:and|has|have|is|was|in|on|for|"
    r"become|became|comes?|came|follow|join)\w*\b)"
)


def _countried(text: str, gazetteer: Gazetteer) -> Iterator[Tag]:
    """A capitalised name right before its country, `Biot, France`, is a place even if no gazetteer has it."""
    for match in COUNTRIED.finditer(text):
        name, start = match.group(1), match.start(1)
        while name.split()[0] in LEADS and " " in name:
            start += len(name.split()[0]) + 1
            name = name.partition(" ")[2]
        if (
            name in LEADS
            or name in countries()
            or fold(name) in never()
            or gazetteer.by_key(fold(name))
            or name.split()[-1] in NOT_TYPED | HEADS
        ):
            continue
        code = countries()[match.group(2)][0]
        rest = name.partition(" ")[2]
        if rest and any(place.country == code for place in gazetteer.by_key(fold(rest))):
            continue
        close = gazetteer.near(name, code)
        yield Tag(
            start,
            start + len(name),
            "P",
            Spot(
                name,
                close[:1] if close else (Place(name, code, 2),),
                "",
                code,
                weak=" " in name or text[:start].rstrip().endswith((".", "?")) or not text[:start].strip(),
            ),
        )


def _by_initial(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of names, longest first, that looks at nothing but their initials until one stands there."""
    rows: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        rows.setdefault(name[0], []).append(re.escape(name[1:]))
    return re.compile("(?:" + "|".join(rf"{a}(?<!\w{a})(?:{'|'.join(rest)})(?!\w)" for a, rest in rows.items()) + ")")


COUNTRY = _by_initial(countries())

LEADS = frozenset("The In On At From With Of And For By To A An As While When But Both Also".split())

HEADS = heads("organization") | heads("facility") | heads("event")


def country_tags(text: str) -> Iterator[Tag]:
    """Tags C: value (ISO code, key, adjective)."""
    for match in COUNTRY.finditer(text):
        yield Tag(match.start(), match.end(), "C", countries()[match.group()])
