"""Places in a sentence: gazetteer names, names with a type word, candidates with the hints that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onemoon.mappings.reading.gazetteer import CITY_TYPES, NEAR, Gazetteer, Place
from onemoon.mappings.reading.lexicons import countries, heads, never, stops
from onemoon.mappings.reading.names import fold, words
from onemoon.mappings.reading.tag import Tag

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
COUNTRY_NAMES = "|".join(
    re.escape(name) for name, row in sorted(countries().items(), key=lambda row: -len(row[0])) if not row[2]
)
SUFFIX = re.compile(
    r"(?:\s+|-)(metropolitan city|metropolitan government|metropolitan|special self-governing city|special self-governing province|"
    r"special city|autonomous region|autonomous prefecture|autonomous oblast|autonomous okrug|municipal people's government|"
    r"provincial people's government|provincial government|prefectural government|municipal government|city government|city hall|"
    r"city|municipality|province|prefecture|krai|kray|oblast|aimag|aymag|territory|state|region|county|district|ward|"
    r"town|village|township|si|shi|do|gun|gu|ku|ken|fu|machi|cho|mura|son|eup|myeon|shire|soum|sum|borough|republic)\b",
    re.IGNORECASE,
)
LOWER_TYPES = {
    "city",
    "province",
    "prefecture",
    "county",
    "district",
    "town",
    "village",
    "si",
    "shi",
    "do",
    "gun",
    "gu",
    "ku",
    "ken",
    "fu",
    "machi",
    "cho",
    "mura",
    "son",
    "krai",
    "oblast",
    "aimag",
    "metropolitan city",
    "ward",
    "eup",
    "myeon",
}
PREFIX = re.compile(
    r"\b(?:(?:the\s+)?(city|town|village|province|prefecture|state|county|district|port|capital|republic|municipality|region|"
    r"port city|ward|island)\s+of|(town|village|city|port))\s+$",
    re.IGNORECASE,
)
UNKNOWN = re.compile(
    r"\b((?:[A-ZÀ-ÞĀŌŪÅÄÖŠŽ][\w'’]+[ -]){0,2}[A-ZÀ-ÞĀŌŪÅÄÖŠŽ][\w'’]+)(?:\s+(City|Province|Prefecture|County|District|Town|Village|Oblast|Krai|Aimag|"
    r"Township|Ward|Municipality|Shire|Soum|Voivodeship|Autonomous Region)\b|-(si|do|shi|gun|gu|ku|ken|cho|machi|eup|myeon)\b)"
)
TOWN_OF = re.compile(
    r"\b(?:city|town|village|province|prefecture|county|district|port|municipality|[Cc]ity hall)\s+of\s+(?:the\s+)?([A-ZÀ-ÞĀŌŪÅÄÖ][\w'’-]+(?:\s(?:[A-ZÀ-ÞÅÄÖ][\w'’-]+|d[aeo]s?|del))*)"
)
A_CITY = re.compile(
    r"(?<![\w.])([A-ZÀ-ÞÅÄÖ][\w'’-]+), (?:an? |the )(?:[\w-]+ ){0,2}(?:city|town|county|district|port|village|prefecture|province|municipality) (?:in|of|on|near)\b"
)
NOT_TYPED = {
    "Sister",
    "Friendship",
    "Twin",
    "Partner",
    "Culture",
    "Creative",
    "Smart",
    "Model",
    "The",
    "Our",
    "Inner",
    "Host",
    "Eco-Future",
    "Old",
    "New",
    "Capital",
    "Global",
    "World",
    "Asian",
    "Cultural",
    "Healthy",
    "Future",
    "Environmental",
    "This",
    "That",
    "Their",
    "Its",
    "Home",
    "Partner",
    "Each",
    "Every",
    "Peace",
    "Member",
    "Garden",
    "Design",
    "Learning",
    "Port",
    "Forbidden",
    "Kansas",
    "Business",
    "Central",
    "Historic",
    "Historical",
    "International",
    "Friendly",
    "East",
    "North",
    "South",
    "West",
    "Exchange",
    "Fellow",
    "Guest",
    "In",
    "And",
    "Both",
    "Of",
    "From",
    "Seven",
    "A",
    "An",
    "Happy",
    "Safe",
    "Green",
    "Sustainable",
    "Resilient",
    "Literature",
    "Film",
    "Music",
    "Gastronomy",
    "Media",
    "Sports",
    "Games",
    "Candidate",
    "Special",
    "Metropolitan",
    "Autonomous",
    "Gateway",
    "Mayor",
    "Governor",
    "City",
    "Province",
    "Provincial",
    "Korean",
    "Chinese",
    "Japanese",
}
CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞĀŌŪÅÄÖŠŽİÇ]")
ADDRESSED = re.compile(r"\b(?:mayor|governor|city|people|council|residents|capital) of (?:the )?$", re.IGNORECASE)
FUNCTION = re.compile(
    r"\b(?:The|In|On|Mayor|Governor|At|From|And|Of|Gov|With|To|For|By|Both|Like|When|While|As|After|Before|Since|Between|Among|Our|Its|City|Province|"
    r"Prefecture|State|Republic|Japan|China|Korea|Mongolia|Russia|Vietnam|Council|Council's|Does|Did|Is|Are|Has|Have|Was|Why|How|What|Where|Can|But|If|So|Yes|No|Then|"
    r"Now|Today|Only|Also|Even|Next|Last|Sister|Visiting|Old|Ancient|Beyond|Unlike|Nearby|Neighbouring|Finally|Meanwhile|Elsewhere)\.?\s$"
)
GOVERNOR = re.compile(r"\b((?:vice[- ]|deputy )?(?:governor|mayor))s? of (?:the )?$", re.IGNORECASE)
COUNTRIED = re.compile(
    r"(?<![\w.])((?:[A-ZÀ-ÞÅÄÖØ][\w'’-]+ (?:d[aeo]s? |del? |la )?){0,2}[A-ZÀ-ÞÅÄÖØ][\w'’-]+)(?: \((?:now |formerly )?|, (?:in )?)(?=("
    + COUNTRY_NAMES
    + r")\b)"
)
STREET = re.compile(r"\s?(?:-(?:machi|cho|dong|ro|gil|chome)|\s(?:Street|Road|Avenue|Ave|St\.|Station))")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it stands in a text: its name there, the candidates, the type word and country beside it."""

    name: str
    candidates: tuple[Place, ...]
    type: str = ""
    country: str = ""
    weak: bool = False
    within: str = ""


def place_tags(text: str, gazetteer: Gazetteer) -> Iterator[Tag]:
    """Tags P for the places of a sentence and C for its countries."""
    yield from country_tags(text)
    tokens = words(text)
    index = 0
    while index < len(tokens):
        start, _, word = tokens[index]
        longest = gazetteer.first.get(word, 0)
        if longest and (CAPITALISED.match(text[start]) or _typed_lower(text, tokens, index)):
            if found := _match(text, tokens, index, longest, gazetteer):
                tag, used = found
                yield tag
                index += used
                continue
        index += 1
    yield from _unknown(text, gazetteer)


def _typed_lower(text: str, tokens: list[tuple[int, int, str]], index: int) -> bool:
    match = SUFFIX.match(text, tokens[index][1])
    return (
        bool(match)
        and match.group(1) in ("City", "Province", "Prefecture", "City Government")
        and tokens[index][2] not in stops()
    )


def _match(
    text: str, tokens: list[tuple[int, int, str]], index: int, longest: int, gazetteer: Gazetteer
) -> tuple[Tag, int] | None:
    start = tokens[index][0]
    for count in range(min(longest, len(tokens) - index), 0, -1):
        end = tokens[index + count - 1][1]
        if count > 1 and any(
            text[a[1] : b[0]].strip(" -'’\n." if a[2] in ("saint", "mount") else " -'’\n")
            for a, b in zip(tokens[index : index + count], tokens[index + 1 : index + count])
        ):
            continue
        key = " ".join(token[2] for token in tokens[index : index + count])
        candidates = gazetteer.by_key(key)
        if candidates and not (key in never() and not SUFFIX.match(text, end)):
            return _tag(text, start, end, key, candidates), count
    return None


def _tag(text: str, start: int, end: int, key: str, candidates: tuple[Place, ...]) -> Tag:
    kind, stop = _type(text, start, end, key)
    level = _own_level(text[start:end])
    fitting = fit(candidates, kind or level)
    name = text[start:end]
    weak = not kind and _weak(text, start, stop, key, fitting or candidates)
    if kind and not fitting:
        place = Place(
            _local_name(name, kind),
            candidates[0].country if candidates[0].country in NEAR else "",
            1 if kind == "first" else 2,
            type=kind,
        )
        fitting = (place,)
    return Tag(start, stop, "P", Spot(name, fitting or candidates, kind, "", weak))


def _local_name(name: str, kind: str) -> str:
    words_ = {"first": "Province", "county": "County", "district": "District", "town": "Town", "village": "Village"}
    return f"{name} {words_[kind]}" if kind in words_ else name


def _own_level(name: str) -> str:
    """The level that a name shows by itself: `Gyeongsangnam-do` is a province."""
    if re.search(r"-do$|\b(?:Province|Prefecture|Krai|Oblast|Aimag)$", name):
        return "first"
    if re.search(r"-(?:si|shi)$|\bCity$", name):
        return "city"
    return {"gun": "county", "gu": "district", "ku": "district"}.get(name.rpartition("-")[2], "") if "-" in name else ""


def _type(text: str, start: int, end: int, key: str) -> tuple[str, int]:
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


def _weak(text: str, start: int, end: int, key: str, candidates: tuple[Place, ...]) -> bool:
    """Whether a name alone is not enough: a word of the language, a small far town, or part of a longer name."""
    best = candidates[0]
    if key in stops() and best.country in NEAR and ADDRESSED.search(text[max(0, start - 24) : start]):
        return False
    if key in stops() or len(key) < 4 and best.country not in NEAR and key not in ("rio",):
        return True
    if re.match(r"(?:\s|-)+[A-Z][a-z]", text[end : end + 4]) or STREET.match(text, end):
        return True
    if re.search(r"(?:^|[\s(;,])[A-Z][a-z'’-]+\s$", text[max(0, start - 18) : start]) and not re.search(
        FUNCTION, text[:start]
    ):
        return True
    return best.country not in NEAR and best.level != 1 and best.population < 50 and " " not in key


def _unknown(text: str, gazetteer: Gazetteer) -> Iterator[Tag]:
    for match in UNKNOWN.finditer(text):
        tokens = match.group(1).split()
        while tokens and (tokens[0] in NOT_TYPED or tokens[0] in countries()):
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
        yield Tag(
            start,
            match.end(),
            "P",
            Spot(name, (Place(_local_name(name, kind), "", 1 if kind == "first" else 2, type=kind),), kind),
        )
    yield from _countried(text, gazetteer)
    for match in [*TOWN_OF.finditer(text), *A_CITY.finditer(text)]:
        name = match.group(1)
        if not gazetteer.by_key(fold(name)) and name.split()[0] not in NOT_TYPED:
            yield Tag(match.start(1), match.end(1), "P", Spot(name, (Place(name, "", 2),), "city"))


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


COUNTRY = re.compile(
    r"\b(?:" + "|".join(re.escape(name) for name in sorted(countries(), key=len, reverse=True)) + r")(?![\w])"
)
LEADS = {
    "The",
    "In",
    "On",
    "At",
    "From",
    "With",
    "Of",
    "And",
    "For",
    "By",
    "To",
    "A",
    "An",
    "As",
    "While",
    "When",
    "But",
    "Both",
    "Also",
}
HEADS = heads("organization") | heads("facility") | heads("event")


def country_tags(text: str) -> Iterator[Tag]:
    """Tags C: value (ISO code, key, adjective)."""
    for match in COUNTRY.finditer(text):
        yield Tag(match.start(), match.end(), "C", countries()[match.group()])
