"""A document analysed: its sentences with their tags, its date, its places resolved, its host."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onemoon.mappings.reading.calledevents import called_events
from onemoon.mappings.reading.capitals import Name, names
from onemoon.mappings.reading.companions import with_companions
from onemoon.mappings.reading.dateforms import find
from onemoon.mappings.reading.gazetteer import Gazetteer
from onemoon.mappings.reading.layout import Block
from onemoon.mappings.reading.networknames import network_tags
from onemoon.mappings.reading.people import persons
from onemoon.mappings.reading.placetags import place_tags
from onemoon.mappings.reading.placewords import Spot
from onemoon.mappings.reading.programmes import programme_tags
from onemoon.mappings.reading.sentences import sentences
from onemoon.mappings.reading.source import Source
from onemoon.mappings.reading.tag import Tag, lattice
from onemoon.mappings.reading.tagged import Sentence

__all__ = ["Sentence", "analyse", "tag_text"]
SKIPPED = {"navigation", "caption", "ruler", "imprint"}


def analyse(source: Source, gazetteer: Gazetteer) -> list[Sentence]:
    """The sentences of a source, tagged; navigation, captions and imprints stay out."""
    acronyms = frozenset(_acronyms(source))
    found: list[Sentence] = []
    for block in source.blocks:
        if block.kind in SKIPPED:
            continue
        for start, end in _units(source, block):
            text = source.plain[start:end].replace("\n", " ")
            tags = tuple(tag.shifted(start) for tag in tag_text(text, gazetteer, acronyms))
            found.append(Sentence(start, end, text, tags, block, len(found)))
    return with_companions(found, gazetteer)


def _units(source: Source, block: Block) -> list[tuple[int, int]]:
    if block.cells:
        return [(a, b) for a, b in block.cells if source.plain[a:b].strip()]
    if block.kind == "title":
        return [(block.start, block.end)]
    return [
        (block.start + a, block.start + b)
        for a, b in sentences(source.plain[block.start : block.end].replace("\n", " "))
    ]


def tag_text(text: str, gazetteer: Gazetteer, acronyms: frozenset[str] = frozenset()) -> list[Tag]:
    """The tags of a sentence: one lattice, the longest first."""
    dates = [Tag(one.start, one.end, "D", one) for one in find(text)]
    people = list(persons(text, acronyms, frozenset()))
    spots = list(place_tags(text, gazetteer))
    people = [tag for tag in people if not _is_place(text, tag, spots)]
    bodies = list(network_tags(text))
    called = [_apart(one, bodies, text) for tag in names(text) if (one := _unmanned(tag, people, text))]
    met = {(tag.start, tag.end) for tag in called if tag.kind == "E"}
    bodies = [tag for tag in bodies if (tag.start, tag.end) not in met]
    events = [_event(text, *one) for one in called_events(text)]
    return lattice([*dates, *programme_tags(text), *people, *spots, *bodies, *called, *events])


def _event(text: str, start: int, end: int, head: str) -> Tag:
    return Tag(start, end, "E", Name(" ".join(text[start:end].split()), head=head))


OF = re.compile(r"\s(?:of|for)(?:\sthe)?\s$")


def _apart(tag: Tag, bodies: Sequence[Tag], text: str) -> Tag:
    """An event's name without the body whose event it is: `the 10th General Meeting of the Organization for …`."""
    for body in bodies:
        if tag.kind == "E" and tag.start < body.start < tag.end <= body.end:
            if cut := OF.search(text[tag.start : body.start]):
                end = tag.start + cut.start()
                return tag._replace(end=end, value=replace(tag.value, text=text[tag.start : end]))
    return tag


SEATED = re.compile(r",?\s(?:of|at|from|for)\s(?:the\s)?")


def _unmanned(tag: Tag, people: Sequence[Tag], text: str) -> Tag | None:
    """An organisation's name without the officer who stands before it; none if nothing but the officer is left."""
    for human in people:
        if tag.kind in "OF" and tag.start <= human.start < tag.end and human.value.office:
            seat = SEATED.match(text, human.end)
            if not seat or seat.end() >= tag.end:
                return None
            return tag._replace(
                start=seat.end(), value=replace(tag.value, text=text[seat.end() : tag.end].split(" (")[0])
            )
    return tag


NUMBERED = re.compile(r"(?:[IVX]{1,4}|[A-Z])\.\s+")


def _is_place(text: str, human: Tag, spots: Sequence[Tag]) -> bool:
    """Whether what looks like a person is a known place, such as `Mayor of Los Angeles` or the heading `I. NARA`."""
    numbered = NUMBERED.match(text) if human.start == 0 else None
    if numbered and any((tag.start, tag.end) == (numbered.end(), len(text)) for tag in spots):
        return True
    return any(
        tag.start <= human.start
        and tag.end >= human.end
        and (tag.kind == "C" or _known(tag.value, bool(getattr(human.value, "office", ""))))
        for tag in spots
    )


def _known(spot: Spot, titled: bool) -> bool:
    """Whether a place is too well known to be a surname; after an office only a province or a big city is."""
    best = spot.candidates[0]
    if titled and not spot.type:
        return best.level == 1 and " " in spot.name or best.population >= 1000
    return not spot.weak or bool(spot.type)


def _acronyms(source: Source) -> set[str]:
    return {"CCEA", "TCS", "NEAR", "MOU", "UNESCO", "ASEAN", "EATOF", *re.findall(r"\(([A-Z]{2,8})\)", source.plain)}
