"""Which of several places a Korean, Japanese or Chinese name means: countries beside it, neighbours, size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onemoon.mappings.reading.cjkwords import Words
from onemoon.mappings.reading.gazetteer import CITY_TYPES, Place

HOME = {"ko": "KR", "ja": "JP", "zh": "CN"}
INSIDE = re.compile(
    r"(?:국제)?(?:공항|대학교?|문화회관|박물관|미술관|역(?= )|항(?= |을|에)|신문|일보|은행)|"
    r"(?:国際)?(?:空港|大学|高校|高等学校|新聞|銀行|文化会館|駅|港(?!市))|(?:国际)?(?:机场|大学|文化会馆|日报|银行|港口?(?!市))"
)


@dataclass(frozen=True)
class Spot:
    """A place in a sentence: typed with its unit's word, inside another name, container of the place after it."""

    start: int
    end: int
    form: str
    place: Place
    typed: bool
    inside: bool = False
    container: bool = False


@dataclass(frozen=True)
class Seen:
    """A name found, before it is decided which place it means."""

    start: int
    end: int
    places: tuple[Place, ...]
    typed: bool
    country: str


Best = dict[str, tuple[float, Place]]


def resolved(
    text: str, row: Sequence[Seen], words: Words, full: set[Place], context: Counter[str], best: Best
) -> list[Spot]:
    """The places of a sentence; a name that is said more plainly elsewhere means the same here."""
    chosen: list[Spot] = []
    for spot, score in _ranked(text, row, words, full, context):
        plainest = best.get(spot.form)
        if plainest and plainest[0] > score:
            spot = replace(spot, place=plainest[1])
        if chosen and _contains(chosen[-1], spot.place, text[chosen[-1].end : spot.start]):
            chosen[-1] = replace(chosen[-1], container=True)
        chosen.append(spot)
    return chosen


def _ranked(
    text: str, row: Sequence[Seen], words: Words, full: set[Place], context: Counter[str]
) -> Iterator[tuple[Spot, float]]:
    """The likeliest place of each name with its score."""
    shared = Counter(one.country or one.places[0].country for one in row if one.country or _lands(one) == 1)
    before: Spot | None = None
    for one in row:
        scores = {place: _score(place, one, before, text, words, full, context, shared) for place in one.places}
        place = max(scores, key=lambda each: scores[each])
        score = scores[place]
        if one.country and place.country != one.country and {place.country, one.country} != {"CN", "TW"}:
            place = Place(text[one.start : one.end], one.country, place.level, "", 0)
        inside = bool(INSIDE.match(text, one.end)) and not one.typed
        before = Spot(one.start, one.end, text[one.start : one.end], place, one.typed, inside)
        yield before, score


def _lands(one: Seen) -> int:
    return len({place.country for place in one.places})


def _contains(outer: Spot, inner: Place, gap: str) -> bool:
    """Whether a place only says where the next lies."""
    first = outer.place.level == 1 and inner.level > 1 and outer.place.country == inner.country
    return (
        (first or inner.admin == outer.place.name)
        and bool(re.fullmatch(r"[ ・·]?|의 |の", gap))
        and outer.place.name != inner.name
    )


def _score(
    place: Place,
    one: Seen,
    before: Spot | None,
    text: str,
    words: Words,
    full: set[Place],
    context: Counter[str],
    shared: Counter[str],
) -> float:
    score = 1000.0 * (place.country == one.country or {place.country, one.country} == {"CN", "TW"})
    if before and place.admin and before.place.level == 1 and before.place.name.startswith(place.admin):
        score += 400
    if not one.typed:
        score += 300 * (place in full) - 80 * (place.level == 1 and place.type not in CITY_TYPES)
    score += 60 * (place.country == HOME[words.language]) + 40 * bool(place.ref)
    score += 12 * min(context.get(place.country, 0), 4) + 80 * min(shared.get(place.country, 0), 2)
    score += 50 * (place.type in CITY_TYPES)
    if place.type in ("county", "district", "village"):
        score -= 30 * (text[one.end - 1] in "시市")
    return score + min(place.population, 3000) / 30


def plainest_of(texts: Sequence[str], seen: Sequence[Sequence[Seen]], words: Words, context: Counter[str]) -> Best:
    """The place that each full name means where it is said most plainly."""
    best: Best = {}
    for text, row in zip(texts, seen, strict=True):
        for spot, score in _ranked(text, row, words, set(), context):
            if score > best.get(spot.form, (-1e9, spot.place))[0]:
                best[spot.form] = (score, spot.place)
    return best
