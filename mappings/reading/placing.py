"""Which place a name means: candidates weighed by what stands beside them and by the countries of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onemoon.mappings.reading.gazetteer import CITY_TYPES, NEAR, Place
from onemoon.mappings.reading.lexicons import stops
from onemoon.mappings.reading.names import fold, mccune
from onemoon.mappings.reading.placewords import FUNCTION, Spot
from onemoon.mappings.reading.tag import Tag
from onemoon.mappings.reading.tagged import Sentence
from onemoon.mappings.reading.topics import TOPIC


@dataclass(frozen=True)
class Mention:
    """A place where it stands, and the place it was taken for; runner_up is the next likeliest."""

    start: int
    end: int
    form: str
    place: Place
    runner_up: Place | None = None
    weak: bool = False


COMMON = re.compile(r"(?<![\w'’-])[a-z]{3,}(?![\w-])")


def resolve_places(found: Sequence[Sentence]) -> dict[int, Mention]:
    """The mention at each offset: candidates weighed by the countries that the document speaks of."""
    context = _countries(found)
    mentions: dict[int, Mention] = {}
    common = {word for sentence in found for word in COMMON.findall(sentence.text)}
    for sentence in found:
        for index, tag in enumerate(sentence.tags):
            if tag.kind == "P" and isinstance(tag.value, Spot):
                hint, within = _hints(sentence, index)
                ranked = rank(tag.value, hint, within, context)
                if ranked:
                    weak = (
                        (tag.value.weak or tag.value.name.lower() in common and not tag.value.type)
                        and not hint
                        and not within
                        and not tag.value.told
                    )
                    mentions[tag.start] = Mention(
                        tag.start,
                        tag.end,
                        sentence.text[tag.start - sentence.start : tag.end - sentence.start],
                        ranked[0],
                        ranked[1] if len(ranked) > 1 else None,
                        weak,
                    )
    if any(TOPIC.search(sentence.text) for sentence in found):
        people = {word for s in found for tag in s.tags if tag.kind == "H" for word in _text(s, tag).split()}
        for sentence in found:
            promoted(sentence, mentions, people)
    return _consistent(found, _listed(found, mentions))


def _countries(found: Sequence[Sentence]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for sentence in found:
        for tag in sentence.tags:
            if tag.kind == "C":
                counts[tag.value[0]] += 2
            elif tag.kind == "P" and not tag.value.weak and _is_called(tag.value):
                counts[tag.value.candidates[0].country] += 1
    return counts


def _is_called(spot: Spot) -> bool:
    """Whether only one country has a place of a name, or the likeliest one is known by just that name."""
    first = spot.candidates[0]
    return len(spot.candidates) == 1 or fold(first.name) == fold(spot.name)


def _hints(sentence: Sentence, index: int) -> tuple[str, str]:
    """(country, first-level unit) that stand right beside the place at that index."""
    tag, country, within = sentence.tags[index], "", ""
    for other in sentence.tags[index + 1 : index + 3]:
        gap = sentence.text[tag.end - sentence.start : other.start - sentence.start]
        if not _qualifies(gap):
            break
        if other.kind == "C" and not (other.value[2] and gap.strip() != "("):
            country = other.value[0]
            break
        if other.kind == "P" and gap.strip() in (",", ", in", "in", "(", ", of"):
            within = within or other.value.candidates[0].name
        else:
            break
    if not country and index:
        before = sentence.tags[index - 1]
        gap = sentence.text[before.end - sentence.start : tag.start - sentence.start]
        if before.kind == "C" and _introduces(gap, bool(before.value[2])):
            country = before.value[0]
        elif before.kind == "C" and gap == " " and before.value[0] in {place.country for place in tag.value.candidates}:
            country = before.value[0]
    return country, within


def _qualifies(gap: str) -> bool:
    return bool(QUALIFIES.fullmatch(gap))


QUALIFIES = re.compile(
    r"\s*(?:,|/|\(|,? in|,? of|, also in| \([\w ]{0,20},)?\s*(?:the\s+|south |north |western |"
    r"eastern )?(?:\w+ (?:state|province|island) of )?"
)


def _introduces(gap: str, adjective: bool) -> bool:
    if adjective:
        return bool(
            re.fullmatch(
                r"\s+(?:[\w-]+\s){0,3}(?:city|port|town|province|capital|prefecture|region|metropolis|"
                r"harbour|harbor|county|island|state)(?: (?:city|town))?(?: of|,)?\s+",
                gap,
            )
        )
    return bool(re.fullmatch(r"['’]s\s+(?:(?!sister|twin|friend|partner|with\b|to\b)[\w-]+\s){0,3}(?:of\s+)?", gap))


def rank(spot: Spot, country: str, within: str, context: Counter[str]) -> list[Place]:
    """The candidates of a spot, likeliest first; those outside the country named beside it fall away."""
    candidates = list(spot.candidates)
    if country:
        inside = [
            place for place in candidates if place.country in (country, "") or {place.country, country} == {"CN", "TW"}
        ]
        candidates = inside or [Place(spot.name, country, candidates[0].level if spot.type else 2, type=spot.type)]
    if within:
        inside = [
            place for place in candidates if place.admin and within in (place.admin, place.admin.removesuffix(" Sheng"))
        ]
        candidates = inside or candidates
    return sorted(candidates, key=lambda place: -_score(place, spot, context))


def _score(place: Place, spot: Spot, context: Counter[str]) -> float:
    name = spot.name.title() if spot.name.isupper() else spot.name
    own = 110.0 if place.name == name or place.name.startswith(name + " ") else 0.0
    if place.country == "KR" and not own and mccune(fold(place.name)) == fold(name):
        own = 110.0
    near = 60.0 if place.country in NEAR else 0.0
    size = min(place.population, 3000) / 50
    known = 30.0 if place.ref else 0.0
    level = 0.0 if place.level != 1 or place.type in CITY_TYPES or spot.type == "first" else -70.0
    if place.level == 3:
        level -= 30
    return own + near + size + known + level + 12 * min(context.get(place.country, 0), 6)


def _listed(found: Sequence[Sentence], mentions: dict[int, Mention]) -> dict[int, Mention]:
    """Weak mentions that stand in a list with strong ones become strong."""
    for sentence in found:
        spots = [mentions[tag.start] for tag in sentence.tags if tag.start in mentions and tag.kind == "P"]
        for _ in range(2):
            for first, second in zip(spots, spots[1:], strict=False):
                gap = sentence.text[first.end - sentence.start : second.start - sentence.start]
                weak_end = (first if first.weak else second).end - sentence.start
                if (
                    first.weak != second.weak
                    and not FULL_NAME.match(sentence.text, weak_end)
                    and re.fullmatch(
                        r"\s*(?:\([^()]{0,40}\))?\s*(?:,|;|/|and|&|or|, and|as well as)\s*(?:in |with |of )?", gap
                    )
                ):
                    weak = first if first.weak else second
                    mentions[weak.start] = replace(weak, weak=False)
            spots = [mentions[tag.start] for tag in sentence.tags if tag.start in mentions and tag.kind == "P"]
    return mentions


def _consistent(found: Sequence[Sentence], mentions: dict[int, Mention]) -> dict[int, Mention]:
    """One form means one place in a document unless a type word or country says otherwise; a weak one follows a strong
    one, and a bare name abroad the one that was named with its country or type.
    """
    strong: dict[str, Place] = {}
    full: dict[str, Place] = {}
    names_ = {tag.start: tag.value for sentence in found for tag in sentence.tags if tag.kind == "P"}
    for start, mention in mentions.items():
        spot = names_.get(start)
        if not mention.weak:
            strong.setdefault(mention.form, mention.place)
        if isinstance(spot, Spot) and spot.type and mention.place.country not in NEAR:
            full.setdefault(spot.name, mention.place)
    return {
        start: _same(mention, full.get(mention.form) or strong.get(mention.form)) for start, mention in mentions.items()
    }


def _same(mention: Mention, place: Place | None) -> Mention:
    if place is None or not mention.weak and place is mention.place:
        return mention
    return replace(mention, weak=False, place=place)


FULL_NAME = re.compile(r"\s[A-ZÀ-Þ][a-z]+[ -]")
BESIDE = re.compile(r"[A-ZÀ-Þ][\w'’-]* $")
OPENS = re.compile(r",|'s\b| (?:is|was|has|had|came|comes|follow\w*|join\w*|became|took|made|\(|and\b)")


def _text(sentence: Sentence, tag: Tag) -> str:
    return sentence.text[tag.start - sentence.start : tag.end - sentence.start]


def promoted(sentence: Sentence, mentions: dict[int, Mention], people: set[str] | None = None) -> None:
    """Where a text counts partners, small places and names that are words too count if nothing beside them says no."""
    for tag in sentence.tags:
        mention = mentions.get(tag.start) if tag.kind == "P" else None
        if not mention or not mention.weak or len(mention.form) < 4:
            continue
        before = sentence.text[: tag.start - sentence.start]
        after = sentence.text[tag.end - sentence.start :]
        if people is not None and (fold(mention.form) in stops() or mention.place.country in NEAR):
            continue
        if people and mention.form.split()[-1] in people:
            continue
        sized = mention.place.country in NEAR or mention.place.population >= (30 if people is None else 15)
        beside = BESIDE.search(before) and not FUNCTION.search(before)
        alone = not re.match(r"[ -][A-ZÀ-Þ]", after) and not beside
        if sized and alone and (before.strip(' -*•"“') or OPENS.match(after)):
            mentions[tag.start] = replace(mention, weak=False)
