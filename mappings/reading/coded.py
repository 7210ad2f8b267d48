"""A sentence as a short code: each tag a symbol, lists of places one symbol with their dates, for short patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import CITY_TYPES, Place
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.tag import Tag

SYMBOL = re.compile(r"⟦([A-Z])(\d+)⟧")
P, C, D, G = r"⟦P\d+⟧", r"⟦C\d+⟧", r"⟦D\d+⟧", r"⟦G(\d+)⟧"
GROUPED = re.compile(G)
SINCE = (
    r"(?:both |all |each |since |from |in |as of |est\. |established (?:in |on )?|signed "
    r"(?:in |on )?|formed (?:in |on )?|concluded (?:in |on )?|sister (?:city )?since |"
    r"friendship (?:city )?since |already |only |of |dated )*"
)
WITHIN = re.compile(
    rf"({P})(?:,? in |,? of |, | \()(?:the )?(?:[\w.-]+ ){{0,3}}?(?:(?:state|province|"
    rf"prefecture|island|republic|ward) of )?({C}|{P})(?=[,;.:)'\s\-–]|$)(\))?"
)
COUNTRY = re.compile(WITHIN.pattern.replace(f"({C}|{P})", f"({C})"))
APPOSED = re.compile(
    rf"({P}), (?:a|an|the|its) (?:(?!sister|twin|friend|partner)[\w-]+ ){{0,2}}(?:district|ward|county|city|town|port|"
    rf"capital|part|borough|suburb|municipality|village)(?: city)? (?:of|in|on|within) (?:the "
    rf")?({P}|{C})(?:,(?= (?:is|was|has|are)))?"
)
RENAMED = re.compile(rf"({P}) \((?:now|also|formerly|today|once|or)[\w ,]{{0,24}}({P})\)")
OWNED = re.compile(rf"({P})'s ({P})")
INVERTED = re.compile(rf"{C} \(((?:[^()]*?{P},? {D}[^()⟦]*)+)\)")
FRONTED = re.compile(
    rf"(^[^⟦]{{0,30}}\b(?:[Bb]esides|[Ii]n addition to|[Aa]part from|[Aa]side from|[Aa]s well as|[Bb]eyond|[Ll]ike|"
    rf"[Uu]nlike|[Tt]winned with|[Cc]ity of|[Tt]own of|[Tt]ogether with|[Aa]longside|[Aa]fter|[Ww]ith) {P}"
    rf"(?: [^⟦.;,]{{0,30}})?), (?={P}(?:'s|,| (?!and ⟦P)))"
)
DATED = re.compile(
    rf"({P})(?:\s*\((?:[^()⟦⟧]{{0,30}}[,;] )?{SINCE}({D})[^()⟦⟧]{{0,60}}\)|\s*[–—-]\s*({D})|"
    rf":\s*({D}))"
)
BRACKET = re.compile(r"\s*\([^()⟦⟧]{0,120}\)")
OFTYPE = (
    r"(?:(?:the |a |its |our |their |nearby |neighbou?ring )*(?:⟦C\d+⟧(?:'s)? "
    r")?(?:(?!(?i:sister|friend|twin|partner|is\b|are\b|was\b|were\b|has\b|have\b|becom|"
    r"became|been\b|with\b|of\b|to\b|and\b|a\b|an\b|in\b|as\b))\w[\w-]* ){0,3}?"
    r"(?:City|Town|Prefecture|Province|County|cit(?:y|ies)|towns?|ports?|provinces?|prefectures?|states?|regions?|"
    r"capitals?(?! of)|districts?|county|"
    r"counties|harbour|harbor|metropolis|municipalit(?:y|ies)|village)(?: cit(?:y|ies)| "
    r"towns?)?(?: of| like| such as|,)? )"
)
NOT_AFTER = "".join(
    f"(?<!{word}[ -])"
    for word in ("sister", "Sister", "friendship", "Friendship", "friendly", "twin", "Twin", "partner", "Partner")
)
ITEM = (
    rf"(?:(?<![\w-]){NOT_AFTER}{OFTYPE}|(?:⟦C\d+⟧(?:'s)? |the |both |nearby |also "
    rf"){{1,2}})?⟦([PR])(\d+)⟧(?: (?:city|province|prefecture))?"
)
AND = (
    r"(?:,? (?:and|&|as well as|plus|or|along with|together with)(?: also| then| finally| "
    r"later)?(?: with| to| of| in| from)? |[,;/] ?(?:with |to )?|\s/\s)"
)
GROUP = re.compile(rf"{ITEM}(?:{AND}{ITEM}(?![\w⟦]))*")


@dataclass(frozen=True)
class Item:
    """A place in the code, the date written beside it, and where both stand."""

    place: Place
    start: int
    end: int
    date: Found | None = None
    shared: bool = False


@dataclass
class Code:
    """The code of a sentence; groups are lists of places, dates the dates by symbol number."""

    text: str
    start: int
    items: dict[int, Item] = field(default_factory=dict)
    groups: list[list[Item]] = field(default_factory=list)
    dates: dict[int, Found] = field(default_factory=dict)
    references: list[list[Item]] = field(default_factory=list)
    tags: Sequence[Tag] = ()
    qualifiers: set[int] = field(default_factory=set)

    def groups_in(self, start: int, end: int) -> list[tuple[int, int, list[Item]]]:
        """(start, end, items) of each group between two positions of the code."""
        if not self.groups:
            return []
        return [(m.start(), m.end(), self.groups[int(m.group(1))]) for m in GROUPED.finditer(self.text, start, end)]


DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2}(?:, [A-Z][\w. ]{2,24})?|[A-Z][\w' -]{2,30}?(?=,? \(|"
    r", [A-Z][a-z]{2,8}\.? \d))"
    r"(?:,? \([\w /.]{2,30}\)|, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)*,?\s+(?:--|[-—–])\s+(?=[A-Z“\"])"
)


def dateline(sentence: Sentence) -> int:
    """How many characters of a paragraph's sentence are its dateline, such as `SEOUL, June 3 (Wire) --`."""
    match = DATELINE.match(sentence.text) if sentence.block.kind == "paragraph" else None
    return match.end() if match and len(sentence.text) - match.end() > 30 else 0


def encode(sentence: Sentence, mentions: Mapping[int, Mention], weak: bool = False) -> Code:
    """The code of a sentence; with weak, uncertain places count too."""
    parts: list[str] = []
    position = low = sentence.start + dateline(sentence)
    code = Code("", sentence.start, tags=sentence.tags)
    for index, tag in enumerate(sentence.tags):
        if tag.start < low:
            continue
        kind = tag.kind
        if kind == "P":
            mention = mentions.get(tag.start)
            if not mention or (mention.weak and not weak):
                continue
            code.items[index] = Item(mention.place, tag.start, tag.end)
        if kind == "D":
            code.dates[index] = tag.value
        parts.append(sentence.text[position - sentence.start : tag.start - sentence.start])
        parts.append(f"⟦{kind}{index}⟧")
        position = tag.end
    parts.append(sentence.text[position - sentence.start :])
    text = re.sub(r"\s+", " ", "".join(parts)).replace("’", "'")
    code.text = re.sub(r" (?=[,;:.)])", "", text)
    return code


def fold_lists(code: Code) -> Code:
    """Qualifiers and dates go into their place; lists of places become one symbol G."""
    if "⟦P" not in code.text:
        code.text = GROUP.sub(lambda m: _group(code, m), BRACKET.sub("", code.text)) if "⟦R" in code.text else code.text
        return code
    code.text = RENAMED.sub(lambda m: m.group(2), code.text)
    text = APPOSED.sub(lambda m: _apposed(code, m), code.text)
    text = INVERTED.sub(lambda m: m.group(1), text)
    text = OWNED.sub(lambda m: _owned(code, m), text)
    text = COUNTRY.sub(lambda m: _within(code, m), text)
    text = WITHIN.sub(lambda m: _within(code, m), text)
    text = WITHIN.sub(lambda m: _within(code, m), text)
    text = DATED.sub(lambda m: _dated(code, m), text)
    text = BRACKET.sub("", text)
    code.text = GROUP.sub(lambda m: _group(code, m), FRONTED.sub(r"\1,  ", text))
    return code


def _number(symbol: str) -> int:
    return int(re.sub(r"\D", "", symbol))


def _apposed(code: Code, match: re.Match[str]) -> str:
    """`Yeonje-gu, a district of Busan`: the second only qualifies the first."""
    if match.group(2).startswith("⟦P"):
        code.qualifiers.add(code.items[_number(match.group(2))].start)
    return match.group(1)


def _owned(code: Code, match: re.Match[str]) -> str:
    """`Shanghai's Huangpu District`: the first only qualifies the second, if it is the larger."""
    first, second = code.items[_number(match.group(1))], code.items[_number(match.group(2))]
    if second.place.level > first.place.level or second.place.type == "district":
        code.qualifiers.add(first.start)
        return match.group(2)
    return match.group()


def _within(code: Code, match: re.Match[str]) -> str:
    inner, outer = _number(match.group(1)), _number(match.group(2))
    item = code.items[inner]
    opening = "(" in match.group()
    if opening and not match.group(3):
        keep = f"{match.group(1)} ("
    else:
        keep = match.group(1)
    if match.group(2).startswith("⟦C"):
        adjective = code.tags[outer].value[2]
        return match.group() if adjective else keep
    other = code.items[outer].place
    if other.level == 1 and item.place.level >= 2 and _inside(item.place, other):
        code.qualifiers.add(code.items[outer].start)
        return keep
    return match.group()


def _inside(place: Place, outer: Place) -> bool:
    if outer.type in CITY_TYPES and (place.level == 3 or place.type == "district"):
        return True
    if outer.type in CITY_TYPES and place.level == 2:
        return False
    if place.admin:
        return place.admin in (outer.name, outer.name.removesuffix(" Province"), *outer.also)
    return place.country in ("", outer.country)


def _dated(code: Code, match: re.Match[str]) -> str:
    index = _number(match.group(1))
    symbol = match.group(2) or match.group(3) or match.group(4)
    item = code.items[index]
    shared = bool(re.search(r"\b(?:both|all|each)\b", match.group()))
    code.items[index] = Item(item.place, item.start, item.end, code.dates[_number(symbol)], shared)
    return match.group(1)


def _group(code: Code, match: re.Match[str]) -> str:
    found: list[Item] = []
    for kind, number in SYMBOL.findall(match.group()):
        if kind == "P":
            found.append(code.items[int(number)])
        elif kind == "R":
            found.extend(code.references[int(number)])
    found = list({item.place: item for item in found}.values())
    shared = next((item.date for item in found if item.shared), None)
    found = [replace(item, date=shared) if shared and not item.date else item for item in found]
    code.groups.append(found)
    return f"⟦G{len(code.groups) - 1}⟧"
