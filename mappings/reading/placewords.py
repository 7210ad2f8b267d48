"""The words that type a place: City, -gun, Prefecture, and the marks of what is no place by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onemoon.mappings.reading.gazetteer import CITY_TYPES, NEAR, Place
from onemoon.mappings.reading.lexicons import stops

TYPES = {
    "city": "city",
    "metropolitan city": "city",
    "special city": "city",
    "municipality": "city",
    "metropolitan government": "city",
    "municipal government": "city",
    "city government": "city",
    "city hall": "city",
    "si": "city",
    "shi": "city",
    "special self-governing city": "city",
    "municipal people's government": "city",
    "province": "first",
    "prefecture": "first",
    "provincial government": "first",
    "prefectural government": "first",
    "special self-governing province": "first",
    "autonomous region": "first",
    "krai": "first",
    "kray": "first",
    "oblast": "first",
    "aimag": "first",
    "aymag": "first",
    "territory": "first",
    "state": "first",
    "do": "first",
    "ken": "first",
    "fu": "first",
    "provincial people's government": "first",
    "autonomous oblast": "first",
    "autonomous okrug": "first",
    "republic": "first",
    "region": "first",
    "voivodeship": "first",
    "canton": "first",
    "county": "county",
    "gun": "county",
    "district": "district",
    "gu": "district",
    "ku": "district",
    "ward": "district",
    "duureg": "district",
    "shire": "county",
    "town": "town",
    "village": "village",
    "machi": "town",
    "cho": "town",
    "mura": "village",
    "son": "village",
    "township": "town",
    "eup": "town",
    "myeon": "town",
    "sum": "district",
    "soum": "district",
    "borough": "district",
    "autonomous prefecture": "prefecture",
}

SUFFIX = re.compile(
    r"(?:\s+|-)(metropolitan city|metropolitan government|metropolitan|special self-governing "
    r"city|special self-governing province|"
    r"special city|autonomous region|autonomous prefecture|autonomous oblast|autonomous okrug|"
    r"municipal people's government|"
    r"provincial people's government|provincial government|prefectural government|municipal "
    r"government|city government|city hall|"
    r"city|municipality|province|prefecture|krai|kray|oblast|aimag|aymag|territory|state|region|county|district|ward|"
    r"town|village|township|si|shi|do|gun|gu|ku|ken|fu|machi|cho|mura|son|eup|myeon|shire|soum|sum|borough|"
    r"republic)\b",
    re.IGNORECASE,
)

LOWER_TYPES = frozenset(
    (
        "city province prefecture county district town village si shi do gun gu ku ken fu machi cho "
        "mura son krai oblast aimag ward eup myeon"
    ).split()
) | {"metropolitan city"}

PREFIX = re.compile(
    r"(?<!sister )(?<!sister-)(?<!twin )(?<!partner )(?<!friendship )\b(?:(?:the\s+)?(city|town|village|"
    r"province|prefecture|state|county|district|port|"
    r"capital|republic|municipality|region|shire|borough|commune|township|"
    r"port city|ward|island)\s+of|(town|village|city|port))\s+$",
    re.IGNORECASE,
)

ADDRESSED = re.compile(r"\b(?:mayor|governor|city|people|council|residents|capital) of (?:the )?$", re.IGNORECASE)

TIED = (
    r"(?:(?:sister|twin|friend(?:ship|ly)|partner)[- ](?:cit(?:y|ies)|towns?|provinces?|prefectures?|states?|regions?|"
    r"count(?:y|ies)|districts?|communit(?:y|ies))|twinned|twinning)"
)
PARTNERED = re.compile(
    rf"\b{TIED}(?: (?:relations?(?:hips?)?|ties?|agreements?|pacts?|links?|status|partnerships?))?"
    rf"(?: (?:of|with|to|is|are|was|include[sd]?|including|like|between|and)|:|,)? (?:the |both )?$",
    re.IGNORECASE,
)
OWNS = re.compile(rf"['’]s (?:[\w-]+ ){{0,2}}{TIED}", re.IGNORECASE)

FUNCTION = re.compile(
    r"\b(?:The|In|On|Mayor|Governor|At|From|And|Of|Gov|With|To|For|By|Both|Like|When|While|As|"
    r"After|Before|Since|Between|Among|Our|Its|City|Province|"
    r"Prefecture|State|Republic|Japan|China|Korea|Mongolia|Russia|Vietnam|Council|Council's|"
    r"Does|Did|Is|Are|Has|Have|Was|Why|How|What|Where|Can|But|If|So|Yes|No|Then|"
    r"Now|Today|Only|Also|Even|Next|Last|Sister|Visiting|Old|Ancient|Beyond|Unlike|Nearby|"
    r"Neighbouring|Finally|Meanwhile|Elsewhere|That|Whether|Though|Although|Because|Until|There['’]s|Here['’]s|That['’]s|It['’]s)\.?\s$"
)

GOVERNOR = re.compile(r"\b((?:vice[- ]|deputy )?(?:governor|mayor))s? of (?:the )?$", re.IGNORECASE)

STREET = re.compile(r"\s?(?:-(?:machi|cho|dong|ro|gil|chome)|\s(?:Street|Road|Avenue|Ave|St\.|Station))")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it stands in a text: its name there, the candidates, the type word and country beside it; weak if the
    name alone is not enough, told if the company it keeps is.
    """

    name: str
    candidates: tuple[Place, ...]
    type: str = ""
    country: str = ""
    weak: bool = False
    within: str = ""
    told: bool = False


def local_name(name: str, kind: str) -> str:
    words_ = {"first": "Province", "county": "County", "district": "District", "town": "Town", "village": "Village"}
    return f"{name} {words_[kind]}" if kind in words_ else name


FIRST = re.compile(r"-do$|\b(?:Province|Prefecture|Krai|Oblast|Aimag)$")
CITY = re.compile(r"-(?:si|shi)$|\bCity$")


def own_level(name: str) -> str:
    """The level that a name shows by itself: `Gyeongsangnam-do` is a province."""
    if FIRST.search(name):
        return "first"
    if CITY.search(name):
        return "city"
    return {"gun": "county", "gu": "district", "ku": "district"}.get(name.rpartition("-")[2], "") if "-" in name else ""


def type_beside(text: str, start: int, end: int, key: str) -> tuple[str, int]:
    """(type word beside the name, end of the name with it)."""
    match = SUFFIX.match(text, end)
    if match:
        word = match.group(1).lower()
        joined = match.group().startswith("-")
        small = match.group(1).islower()
        short = len(word) <= 3 or word in ("machi", "mura", "myeon")
        if (
            (joined or not short)
            and (not small or joined or word in LOWER_TYPES)
            and not (small and not joined and word in ("state", "region", "town", "village", "district"))
        ):
            word = "city" if word == "metropolitan" else word
            after = text[match.end() : match.end() + 12]
            if not re.match(
                r"\s(?:of|Hall|Park|Day|Association|Forum|Council|Library|Museum)\b", after
            ) or word.endswith(("hall", "government")):
                return TYPES.get(word, ""), match.end()
            return TYPES.get(word, ""), match.end()
    if own_level(text[start:end]):
        return "", end
    if match_ := GOVERNOR.search(text[max(0, start - 40) : start]):
        return ("first" if match_.group(1).lower().endswith("governor") else "city"), end
    before = PREFIX.search(text[max(0, start - 40) : start])
    if before:
        word = (before.group(1) or before.group(2)).lower()
        return {"port": "city", "capital": "city", "port city": "city", "island": "", "republic": "first"}.get(
            word, TYPES.get(word, "")
        ), end
    return "", end


def fit(candidates: tuple[Place, ...], kind: str) -> tuple[Place, ...]:
    """The candidates that a type word allows."""
    if not kind:
        return candidates
    if kind == "first":
        return tuple(place for place in candidates if place.level == 1)
    if kind == "city":
        return tuple(
            place for place in candidates if place.level == 2 or place.type in CITY_TYPES or place.type == "city"
        )
    if kind == "prefecture":
        return tuple(place for place in candidates if place.level == 2)
    named = tuple(place for place in candidates if place.level >= 2 and place.type == kind)
    return named or tuple(
        place for place in candidates if place.level >= 2 and not place.type and place.population < 100
    )


ERAS = frozenset(("meiji", "taisho", "showa", "heisei", "reiwa"))
REGNAL = re.compile(r"\s\d{1,2}\b")
GOES_ON = re.compile(r"(?:\s+|-)(?!(?:Vice|Deputy|Mayor|Governor|Councill?or)\b)[A-Z][a-z]")
PRECEDED = re.compile(r"(?:^|[\s(;,])[A-Z][a-z'’-]+\s$")


def weak_alone(text: str, start: int, end: int, key: str, candidates: tuple[Place, ...]) -> bool:
    """Whether a name alone is not enough: a word of the language, a small far town, or part of a longer name."""
    best = candidates[0]
    if key in stops() and best.country in NEAR and ADDRESSED.search(text[max(0, start - 24) : start]):
        return False
    if (best.country in NEAR or best.population >= 20) and PARTNERED.search(text[max(0, start - 60) : start]):
        return False
    if (best.country in NEAR or best.population >= 20) and OWNS.match(text, end):
        return False
    if key in stops() or len(key) < 4 and best.country not in NEAR and key not in ("rio",):
        return True
    if GOES_ON.match(text[end : end + 12]) or STREET.match(text, end):
        return True
    if key in ERAS and REGNAL.match(text, end):
        return True
    if PRECEDED.search(text[max(0, start - 18) : start]) and not FUNCTION.search(text[max(0, start - 24) : start]):
        return True
    return best.country not in NEAR and best.level != 1 and best.population < 50 and " " not in key
