"""Places in a sentence: gazetteer names, names with a type word, candidates with the hints that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onemoon.mappings.reading.gazetteer import NEAR, Gazetteer, Place
from onemoon.mappings.reading.lexicons import never, stops
from onemoon.mappings.reading.names import WORD, fold
from onemoon.mappings.reading.placeforms import country_tags, unknown_places
from onemoon.mappings.reading.placewords import SUFFIX, TYPES, Spot, fit, local_name, own_level, type_beside, weak_alone
from onemoon.mappings.reading.tag import Tag

CAPITALS = "A-ZÀ-ÖØ-ÞĀŌŪÅÄÖŠŽİÇ"
CAPITAL = re.compile(rf"(?<![^\W\d_])(?<![^\W\d_]['’‘ʼ])[{CAPITALS}]")
LETTER = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]['’‘ʼ])[^\W\d_]")
RIVER = re.compile(r"\b(?:on|along|across|up|down) the $")
TYPED = re.compile("City|Pr(?:ovince|efecture)")


def place_tags(text: str, gazetteer: Gazetteer) -> Iterator[Tag]:
    """Tags P for the places of a sentence and C for its countries."""
    named = list(country_tags(text))
    yield from named
    position = 0
    for initial in (LETTER if TYPED.search(text) else CAPITAL).finditer(text):
        if initial.start() < position or not (first := WORD.match(text, initial.start())):
            continue
        longest = gazetteer.first.get(fold(first.group()), 0)
        if longest and (initial.group().isupper() or _typed_lower(text, first)):
            if found := _match(text, first, longest, gazetteer):
                tag, position = found
                if (
                    tag.value.type
                    or not text.startswith("the ", tag.start - 4)
                    or not RIVER.search(text[max(0, tag.start - 12) : tag.start])
                ):
                    yield tag
    yield from unknown_places(text, gazetteer, bool(named))


def _typed_lower(text: str, first: re.Match[str]) -> bool:
    match = SUFFIX.match(text, first.end())
    return (
        match is not None
        and match.group(1) in ("City", "Province", "Prefecture", "City Government")
        and fold(first.group()) not in stops()
    )


def _match(text: str, first: re.Match[str], longest: int, gazetteer: Gazetteer) -> tuple[Tag, int] | None:
    """The place of the longest name that begins with a word, and where the name ends."""
    keys = [(fold(first.group()), first.end(), True)]
    while len(keys) < longest and (word := WORD.search(text, keys[-1][1])):
        last = keys[-1][0].rpartition(" ")[2]
        if text[keys[-1][1] : word.start()].strip(" -'’\n." if last in ("saint", "mount") else " -'’\n"):
            break
        named = text[word.start()].isupper() or word.group().lower() in TYPES
        keys.append((f"{keys[-1][0]} {fold(word.group())}", word.end(), named))
    for key, end, named in reversed(keys):
        candidates = gazetteer.by_key(key) if named else ()
        if candidates and not (key in never() and not SUFFIX.match(text, end)):
            return _tag(text, first.start(), end, key, candidates), end
    return None


def _tag(text: str, start: int, end: int, key: str, candidates: tuple[Place, ...]) -> Tag:
    kind, stop = type_beside(text, start, end, key)
    level = own_level(text[start:end])
    fitting = fit(candidates, kind or level)
    if not fitting and stop == end and kind in ("district", "county", "town", "village"):
        kind, fitting = "", candidates
    name = text[start:end]
    weak = not kind and weak_alone(text, start, stop, key, fitting or candidates)
    if kind and not fitting:
        place = Place(
            local_name(name, kind),
            candidates[0].country if candidates[0].country in NEAR else "",
            1 if kind == "first" else 2,
            type=kind,
        )
        fitting = (place,)
    return Tag(start, stop, "P", Spot(name, fitting or candidates, kind, "", weak))
