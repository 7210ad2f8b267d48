"""Places in a sentence: gazetteer names, names with a type word, candidates with the hints that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onemoon.mappings.reading.gazetteer import NEAR, Gazetteer, Place
from onemoon.mappings.reading.lexicons import never, stops
from onemoon.mappings.reading.names import words
from onemoon.mappings.reading.placeforms import country_tags, unknown_places
from onemoon.mappings.reading.placewords import SUFFIX, Spot, fit, local_name, own_level, type_beside, weak_alone
from onemoon.mappings.reading.tag import Tag

CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞĀŌŪÅÄÖŠŽİÇ]")


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
    yield from unknown_places(text, gazetteer)


def _typed_lower(text: str, tokens: list[tuple[int, int, str]], index: int) -> bool:
    match = SUFFIX.match(text, tokens[index][1])
    return (
        match is not None
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
            for a, b in zip(tokens[index : index + count], tokens[index + 1 : index + count], strict=False)
        ):
            continue
        key = " ".join(token[2] for token in tokens[index : index + count])
        candidates = gazetteer.by_key(key)
        if candidates and not (key in never() and not SUFFIX.match(text, end)):
            return _tag(text, start, end, key, candidates), count
    return None


def _tag(text: str, start: int, end: int, key: str, candidates: tuple[Place, ...]) -> Tag:
    kind, stop = type_beside(text, start, end, key)
    level = own_level(text[start:end])
    fitting = fit(candidates, kind or level)
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
