"""Persons: family names in capitals, titles and offices before or after a name, names in apposition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onemoon.mappings.reading.lexicons import heads
from onemoon.mappings.reading.tag import Tag

UP = "A-ZÀ-ÖØ-ÞĀŌŪŠŽ"
LOW = "a-zà-öø-ÿāōūšžıń"
WORD = rf"[{UP}][{LOW}]+(?:['’][{UP}{LOW}][{LOW}]*)?(?:-[{UP}{LOW}][{LOW}]+)*"
CAPS = rf"[{UP}]{{2,}}(?:[-'][{UP}]+)*"
INITIAL = rf"[{UP}]\.(?:-?[{UP}]\.)?"
PART = r"(?:van|von|de|der|bin|al|da|dos|del|la|Thi)"
NAME = rf"(?:{INITIAL}\s?)*(?:{WORD}|{CAPS})(?:\s+(?:{PART}\s+)?(?:{WORD}|{CAPS}|{INITIAL})){{0,3}}"
FULL = rf"(?:{INITIAL}\s?)*(?:{WORD}|{CAPS})(?:\s+(?:{PART}\s+)?(?:{WORD}|{CAPS}|{INITIAL})){{1,3}}"
HONORIFIC = r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Amb|Atty|Hon|Sir|Madam|Mme|Rev|Gov|Sen|Rep)\b\.?"
RANK = (
    r"(?:Vice|Deputy|Acting|Executive|Former|Assistant|First|Senior|Honorary|Lord|Then|Party|"
    r"Chief|Associate|Second|Third|Interim|Incumbent|Standing|Managing|Provincial|City|"
    r"Municipal|Metropolitan|Prefectural|County|Town)"
)
OFFICE = (
    r"(?:Mayor|Governor|President|Chair(?:man|woman|person)?|Secretary[- ]General|Secretary|"
    r"Director[- ]General|Director|Professor|Ambassador|Consul[- ]General|Consul|Minister|"
    r"Commissioner|Councill?or|Speaker|Premier|Coordinator|Manager|Officer|Principal|Dean|"
    r"Rector|Chancellor|Head|Chief|Spokes(?:man|woman|person)|Team leader|Team Leader|Section "
    r"Chief|Researcher|Curator|Fellow|Mayor-elect|Governor-General|Alderman|Representative|"
    r"General Manager|DSG|SG)"
)
OFFICES = rf"(?:{RANK}[- ])*{OFFICE}(?:\s+General)?(?:\s+and\s+(?:{RANK}[- ])*{OFFICE})?"
LOWOFFICE = (
    r"(?:(?:vice|deputy|acting|executive|former|then|assistant|senior|honorary|party|chief|"
    r"associate|first|long-time|city|provincial|previous|current|new)[- ])*(?:mayor|governor|"
    r"president|chair(?:man|woman|person)?|secretary[- ]general|secretary|director[- ]general|"
    r"director|professor|ambassador|consul[- ]general|consul|minister|commissioner|"
    r"councill?or|speaker|premier|coordinator|manager|officer|principal|dean|rector|head|"
    r"chief|spokes(?:man|woman|person)|leader|researcher|curator|representative|prefect|"
    r"predecessor|successor|counterpart|opposite number|colleague|planner|treasurer|founder|"
    r"editor|lecturer|adviser|advisor|conductor|captain|clerk|section chief|team leader)"
)

TITLED = re.compile(rf"(?=[A-Z])(?P<office>{OFFICES})(?:\s*,)?\s+(?:{HONORIFIC}\s+)?(?P<name>{NAME})")
HONOURED = re.compile(rf"{HONORIFIC}\s+(?P<name>{NAME})")
FAMILY = re.compile(
    rf"(?<![\w])(?P<name>{CAPS}(?:\s+(?:{WORD}))(?:[ -]{WORD})?|(?:{WORD}|"
    rf"{INITIAL})(?:\s+{WORD})?\s+[{UP}]{{3,}}(?:-[{UP}]+)?)(?![\w])"
)
APPOSED = re.compile(
    rf"(?<![\w])(?P<name>{FULL})\s*(?:,\s+(?:who (?:is|was|heads|chairs|leads|holds|"
    rf"served)\b\s*(?:as\s+)?)?|\s+\(|\s+(?:is|was|has been|became|serves as)\s+|\s+[-–—]\s+)(?:(?:the|a|an|its|"
    rf"his|her|"
    rf"then|our)\s+)?"
    rf"(?P<office>(?:(?!(?:who|met|his|her|their|has|had|said|is|was|and|"
    rf"as)\b)[a-zA-Z-]+\s+){{0,3}}?(?:{LOWOFFICE}|{OFFICES}))\b(?P<rest>[^,;.()]{{0,80}})"
)
LOWTITLED = re.compile(
    rf"\b(?P<office>{LOWOFFICE})(?P<of>\s+(?:of|for|at|"
    rf"from)\s+(?:the\s+)?[\w\s'’-]{{2,50}}?(?:, [A-Z][\w ]{{2,20}})?,)?,?\s+(?:{HONORIFIC}\s+)?(?P<name>{FULL}|"
    rf"{WORD}(?=[:,]))"
)
OFTITLED = re.compile(
    rf"\b(?P<office>{OFFICES})(?P<of>\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w "
    rf"'’-]{{2,45}}?(?:, [A-Z][\w ]{{2,20}})?),\s+(?:{HONORIFIC}\s+)?(?P<name>{FULL})"
)
HEADS = re.compile(
    rf"(?<![\w])(?P<name>{FULL}),\s+who\s+(?P<office>heads?|chairs?|leads?|directs?|presides over|runs|"
    rf"holds)\s+(?P<rest>[^,;.]{{2,80}})"
)
OWNED = re.compile(rf"(?<=['’]s )(?P<name>{FULL})(?=,? (?:will|is|was|has|had|said|told|who|and)\b)")
PLURAL = re.compile(
    rf"\b(?P<office>(?:(?:then|two|deputy|vice|former|both)[- ])*)(?P<head>mayor|governor|"
    rf"president|director|ambassador)s\b(?P<rest>[^.;]{{0,90}}?)[,:]\s+(?:respectively,?\s+)?(?"
    rf"P<first>{FULL})\s+and\s+(?P<second>{FULL})"
)
NOT_NAMES = re.compile(
    r"^(?:The|A|An|In|On|At|For|City|Town|January|February|March|April|June|July|August|"
    r"September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|This|That|It|He|She|We|They|"
    r"Our|But|And|After|As|Both|No|Yes|"
    r"What|When|Where|Who|How|Why|Which|If|From|With|During|Photo|New|North|South|East|West|"
    r"Friends|Friendship|Sister|Last)$"
)
COMMON = re.compile(
    r"^(?:General|Elect|Office|Association|Council|Committee|Meeting|Forum|City|Cities|"
    r"Province|Prefecture|County|District|Secretariat|Dialogue|Summit|Conference|Festival|"
    r"Ceremony|Tour|Symposium|Government|University|Republic|Day|Week|Year|Park|Hall|Center|"
    r"Centre|Agreement|Initiative|Network|Mayors|Governors|Sister|International|Metropolitan|"
    r"National|Culture|Cultural|Asia|Asian|Exchange|Office|Relations|Division|Team|Section|"
    r"Department|Youth|Forum|Member|Members|Area|Region|Time|TIME|Plaza)s?$"
)


OFFICIAL = tuple(
    "mayor governor president chair secretary director professor ambassador consul minister commissioner councillor "
    "councilor speaker premier coordinator manager officer principal dean rector head chief spokes leader researcher "
    "curator representative prefect predecessor successor counterpart opposite colleague planner treasurer founder "
    "editor lecturer advis conductor captain clerk fellow chancellor alderman leads directs runs holds presides".split()
)
HONOURABLE = (
    "SG",
    "Mr",
    "Ms",
    "Miss",
    "Dr",
    "Prof",
    "Amb",
    "Atty",
    "Hon",
    "Sir",
    "Madam",
    "Mme",
    "Rev",
    "Gov",
    "Sen",
    "Rep",
)
CAPITALS = re.compile(rf"[{UP}]{{2}}")


HONOURS = {
    "Prof": "Professor",
    "Amb": "Ambassador",
    "Gov": "Governor",
    "Atty": "Attorney",
    "Sen": "Senator",
    "Rep": "Representative",
}
HEADLINE = set(
    "Leads Visits Signs Meets Attends Holds Welcomes Regrets Says Opens Hosts Joins Receives "
    "Calls Speaks Takes Makes Gives Sends Tells Gets Becomes Wins Marks".split()
)


@dataclass(frozen=True, slots=True)
class Human:
    """A person as named: the name as printed, the office, and the text that says where."""

    name: str
    office: str = ""
    rest: str = ""
    former: bool = False


def persons(text: str, acronyms: frozenset[str], places: frozenset[str]) -> Iterator[Tag]:
    """Tags H of a sentence. acronyms are never family names; places are folded names that are no given names."""
    family = bool(CAPITALS.search(text))
    if not _official(text) and not (family and FAMILY.search(text)):
        yield from (tag for match in OWNED.finditer(text) if (tag := _person(match, acronyms, False, False)))
        return
    if "s" in text:
        yield from _pairs(text)
    for pattern, by_office in (
        (OFTITLED, True),
        (HEADS, True),
        (APPOSED, True),
        (TITLED, True),
        (LOWTITLED, True),
        (HONOURED, False),
        (FAMILY, False),
        (OWNED, False),
    ):
        if pattern is FAMILY and not family:
            continue
        for match in pattern.finditer(text):
            if tag := _person(match, acronyms, by_office, pattern is FAMILY):
                yield tag


def _official(text: str) -> bool:
    """Whether a sentence may name an office: cheap, so that most sentences meet no long pattern."""
    low = text.lower()
    return any(word in low for word in OFFICIAL) or any(word in text for word in HONOURABLE)


def _person(match: re.Match[str], acronyms: frozenset[str], by_office: bool, family: bool) -> Tag | None:
    groups = match.groupdict()
    trimmed = _trim(groups["name"])
    if trimmed is None:
        return None
    lead, name = trimmed
    tokens = name.split()
    if re.search(r"['’]s\b", name) or tokens[0] in HEADLINE or tokens[-1] in HEADLINE:
        return None
    caps = [token for token in tokens if re.fullmatch(CAPS, token)]
    if family and (len(caps) != 1 or caps[0] in acronyms or len(caps[0]) > 14 or len(tokens) < 2):
        return None
    if len(caps) > 1 or (caps and caps[0] in acronyms) or any(COMMON.match(token) for token in (tokens[1:] or tokens)):
        return None
    if not family and not re.search(rf"[{LOW}]|\. ", name) and len(name) < 5:
        return None
    start = match.start("name") + lead
    office = " ".join((groups.get("office") or HONOURS.get(match.group().split()[0].rstrip("."), "")).split())
    former = bool(
        re.match(r"(?:former|then|previous)\b", office, re.IGNORECASE)
        or "was" in match.group()[: match.start("office") - match.start()]
        if "office" in groups
        else False
    )
    rest = " ".join(((groups.get("of") or "") + (groups.get("rest") or "")).split())
    return Tag(start, start + len(name), "H", Human(name, office, rest, former))


def _trim(name: str) -> tuple[int, str] | None:
    """(characters dropped in front, name) without words that are no names."""
    lead = 0
    name = re.sub(
        r"(?:\s+(?:[Vv]ice|[Dd]eputy|Acting))*\s+(?:Mayor|Governor|President|Chair\w*|Director|Secretary)$", "", name
    )
    inner = [m for m in re.finditer(r"\S+\s+", name) if m.group().strip().lower() in heads("office")]
    if inner:
        lead, name = inner[-1].end(), name[inner[-1].end() :]
    while name:
        head, _, rest = name.partition(" ")
        if NOT_NAMES.match(head) or head.lower() in heads("office"):
            if not rest:
                return None
            lead += len(head) + 1 + len(rest) - len(rest.lstrip())
            name = rest.lstrip()
            continue
        break
    tokens = re.findall(r"\S+", name)
    keep = 0
    for token in tokens:
        if NOT_NAMES.match(token) or keep and COMMON.match(token):
            break
        keep += 1
    if not keep:
        return None
    last = list(re.finditer(r"\S+", name))[keep - 1]
    return lead, name[: last.end()]


def _pairs(text: str) -> Iterator[Tag]:
    for match in PLURAL.finditer(text):
        office = f"{match['office'].strip()} {match['head']}".strip()
        former = "then" in office or "former" in office
        clean = re.sub(r"^(?:then|two|both|former)\s*", "", office)
        for group, index in (("first", 0), ("second", 1)):
            places = re.findall(r"[A-Z][\w'-]+", match["rest"])
            rest = places[index] if index < len(places) else ""
            yield Tag(match.start(group), match.end(group), "H", Human(match[group], clean, rest, former))
