"""Persons: family names in capitals, titles and offices before or after a name, names in apposition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onemoon.mappings.reading.lexicons import heads
from onemoon.mappings.reading.nameforms import CAPS, FULL, HONORIFIC, INITIAL, LOW, LOWOFFICE, NAME, OFFICES, UP, WORD
from onemoon.mappings.reading.tag import Tag

TITLED = re.compile(rf"(?=[A-Z])(?P<office>{OFFICES})(?:\s*[,:])?\s+(?:{HONORIFIC}\s+)?(?P<name>{NAME})")
BRACKETED = re.compile(
    rf"(?=[A-Z])(?P<office>{OFFICES}|Member)(?:\s+No\.\s?\d+)?\s+\((?P<name>{FULL})\)(?=[:,.]|\s+[a-z])"
)
UNPARTED = re.compile(
    rf"\b(?P<office>{OFFICES}|{LOWOFFICE})(?P<of>\s+of\s+{WORD})\s+"
    rf"(?P<name>{INITIAL}\s?{WORD}|{WORD}\s{WORD})(?=,|\.|\s[a-z])"
)
HONOURED = re.compile(rf"{HONORIFIC}\s+(?P<name>{NAME})")
FAMILY = re.compile(
    rf"(?<![\w])(?P<name>{CAPS}(?:\s+(?:{WORD}))(?:[ -]{WORD})?|(?:{WORD}|"
    rf"{INITIAL})(?:\s+{WORD})?\s+[{UP}]{{3,}}(?:-[{UP}]+)?)(?![\w])"
)
APPOSED = re.compile(
    rf"(?<![\w])(?P<name>{FULL})\s*(?:,\s+(?:who (?:[a-z]+ ){{0,4}}?(?:is|was|heads|chairs|leads|holds|"
    rf"served|attended|came|spoke|took part|participated|acted)\b\s*(?:as\s+)?)?|\s+\(|"
    rf"\s+(?:is|was|has been|became|(?:continues|serves|served|acts|acted|stays on|"
    rf"was re-elected|was elected|was appointed|was named) as|was elected|was appointed|remains)\s+|\s+[-–—]\s+)"
    rf"(?:(?:the|a|an|its|his|her|then|our)\s+)?"
    rf"(?P<office>(?:(?!(?:who|whose|met|his|her|their|has|had|said|is|was|and|as)\b)[a-zA-Z-]+(?:['’]s)?\s+){{0,3}}?"
    rf"(?:{LOWOFFICE}|{OFFICES}))\b(?P<rest>[^,;.()]{{0,80}})"
)
LOWTITLED = re.compile(
    rf"\b(?P<office>{LOWOFFICE})(?P<of>\s+(?:of|for|at|"
    rf"from)\s+(?:the\s+)?[\w\s'’-]{{2,50}}?(?:, [A-Z][\w ]{{2,20}})?,|\s+of\s+(?:our|the|this|that)\s+"
    rf"(?:city|town|province|prefecture|county|region|district|state)(?=\s[A-Z]))?[,:]?\s+(?:{HONORIFIC}\s+)?"
    rf"(?P<name>{FULL}|{WORD}(?=[:,]))"
)
FILLED = re.compile(
    rf"\b(?:[Tt]he|[Ii]ts|[Oo]ur|[Tt]heir|whose|[Tt]oday's) (?:new |present |current )?"
    rf"(?P<office>{LOWOFFICE}|{OFFICES})"
    rf"(?P<of>\s+(?:of|for|at)\s+(?:the\s+)?[\w '’-]{{2,40}}?)?\s+(?:is|was|remains|became)\s+"
    rf"(?:now |currently |again |at present )?(?:{HONORIFIC}\s+)?(?P<name>{FULL})"
)
AS = re.compile(
    rf"(?<![\w])(?P<name>{FULL})(?:\s+[a-z]{{2,12}}){{0,2}}?\s+as\s+(?:the\s+)?(?P<office>{LOWOFFICE}|{OFFICES})\b"
    rf"(?P<rest>(?:\s+of\b[^,;.()]{{0,60}}?(?=\s+and\b|[,;.()]|$))?)"
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
    rf"P<first>{FULL})(?:\s+of\s+(?P<of>[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,2}})|\s+for\s+[\w' -]{{3,30}}?)?\s+and\s+"
    rf"(?P<second>{FULL})(?:\s+of\s+(?P<also>[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,2}}))?"
)
LISTED = re.compile(
    rf"\b(?P<office>(?:Vice |Deputy )?(?:Councill?or|Mayor|Governor|Professor|Director|Alderman|Commissioner))s:?\s+"
    rf"(?P<names>{NAME}(?:\s+\([^()]{{2,30}}\))?(?:,\s+{NAME}){{0,12}}(?:,?\s+and\s+{NAME})?)\b"
)
NOT_NAMES = re.compile(
    r"^(?:The|A|An|In|On|At|For|City|Town|January|February|March|April|June|July|August|"
    r"September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|This|That|It|He|She|We|They|"
    r"Our|But|And|After|As|Both|No|Yes|"
    r"What|When|Where|Who|How|Why|Which|If|From|With|During|Photo|New|North|South|East|West|"
    r"Friends|Friendship|Sister|Last)$"
)
SURNAMED = re.compile(r"(?:An|No|In|On|So|May|West) [A-Z][a-z]+-[A-Za-z][a-z]+\b")
COMMON = re.compile(
    r"^(?:General|Elect|Office|Association|Council|Committee|Meeting|Forum|City|Cities|"
    r"Province|Prefecture|County|District|Secretariat|Dialogue|Summit|Conference|Festival|"
    r"Ceremony|Tour|Symposium|Government|University|Republic|Day|Week|Year|Park|Hall|Center|"
    r"Centre|Agreement|Initiative|Network|Mayors|Governors|Sister|International|Metropolitan|"
    r"National|Culture|Cultural|Asia|Asian|Exchange|Office|Relations|Division|Team|Section|"
    r"Department|Affairs|Foreign|Cooperation|Exchange|Planning|Bureau|Youth|Forum|Member|Members|Area|Region|Time|TIME|Plaza)s?$"
)


OFFICIAL = re.compile(
    "|".join(
        "mayor governor president chair secretary director professor ambassador consul minister commissioner "
        "councillor councilor speaker premier coordinator manager officer principal dean rector head chief spokes "
        "leader researcher curator representative prefect predecessor successor counterpart opposite colleague "
        "planner treasurer founder editor lecturer advis conductor captain clerk fellow chancellor alderman leads "
        "directs runs holds presides archivist librarian compiler inspector attach counsel magistrate superintendent "
        "engineer architect organi administrator envoy delegate legislator senator coach contact registrar "
        "conven".split()
    )
)
HONOURABLE = re.compile("SG|M[rs]|Miss|Dr|Prof|Amb|Atty|Hon|Sir|Madam|Mme|Rev|Gov|Sen|Rep")
CAPITALS = re.compile(rf"[{UP}]{{2}}")


HONOURS = {
    "Prof": "Professor",
    "Amb": "Ambassador",
    "Gov": "Governor",
    "Atty": "Attorney",
    "Sen": "Senator",
    "Rep": "Representative",
}
HEADS_OF_NAMES = heads("organization") | heads("facility") | heads("event")
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
        yield from _listed(text)
    for pattern, by_office, bit in (
        (OFTITLED, True, ","),
        (HEADS, True, ", who "),
        (APPOSED, True, ""),
        (FILLED, True, " "),
        (AS, True, " as "),
        (TITLED, True, ""),
        (BRACKETED, True, "("),
        (UNPARTED, True, " of "),
        (LOWTITLED, True, ""),
        (HONOURED, False, ""),
        (FAMILY, False, ""),
        (OWNED, False, "s "),
    ):
        if pattern is FAMILY and not family or bit not in text:
            continue
        for match in pattern.finditer(text):
            if tag := _person(match, acronyms, by_office, pattern is FAMILY):
                yield tag


def _official(text: str) -> bool:
    """Whether a sentence may name an office: cheap, so that most sentences meet no long pattern."""
    return bool(OFFICIAL.search(text.lower()) or HONOURABLE.search(text))


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
    if tokens[-1] in HEADS_OF_NAMES and len(tokens) > 1:
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
        if NOT_NAMES.match(head) and not SURNAMED.match(name) or head.lower() in heads("office"):
            if not rest:
                return None
            lead += len(head) + 1 + len(rest) - len(rest.lstrip())
            name = rest.lstrip()
            continue
        break
    tokens = re.findall(r"\S+", name)
    keep = 0
    for token in tokens:
        if NOT_NAMES.match(token) and not (keep == 0 and SURNAMED.match(name)) or keep and COMMON.match(token):
            break
        keep += 1
    if not keep:
        return None
    last = list(re.finditer(r"\S+", name))[keep - 1]
    return lead, name[: last.end()]


def _listed(text: str) -> Iterator[Tag]:
    """The names after an office in the plural: `Councillors Ambrose, Pelham and Whitmore`."""
    for match in LISTED.finditer(text):
        for name in re.finditer(NAME, match["names"]):
            start = match.start("names") + name.start()
            trimmed = _trim(name.group())
            if trimmed and trimmed[1] == name.group() and not trimmed[1].isupper():
                yield Tag(start, start + len(name.group()), "H", Human(name.group(), match["office"]))


def _pairs(text: str) -> Iterator[Tag]:
    for match in PLURAL.finditer(text):
        office = f"{match['office'].strip()} {match['head']}".strip()
        former = "then" in office or "former" in office
        clean = re.sub(r"^(?:then|two|both|former)\s*", "", office)
        for group, index in (("first", 0), ("second", 1)):
            places = re.findall(r"[A-Z][\w'-]+", match["rest"])
            rest = match["of" if index == 0 else "also"] or (places[index] if index < len(places) else "")
            yield Tag(match.start(group), match.end(group), "H", Human(match[group], clean, rest, former))
