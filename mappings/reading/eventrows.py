"""Events in tables and programmes: one a row, with its date, place, organisers and attendance from the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.eventcues import HEAD, VOID
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.happenings import Happening
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.topics import TOPIC

NAMED = re.compile(r"(?i)^(?:events?|name|what|title|programmes?|activit(?:y|ies)|meetings?|item)\b")
WHERE = re.compile(r"(?i)^(?:location|place|venue|where|host cit(?:y|ies)|city)\b")
BY = re.compile(r"(?i)^(?:organi[sz]ers?|organi[sz]ed by|hosts?|hosted by)\b")
CAME = re.compile(r"(?i)^(?:participants?|attendance|visitors|attendees|persons?)\b")
COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
PHRASE = re.compile(r"[^.:;(–—]{4,80}")
SPEAKS = re.compile(rf"\b{HEAD}\b", re.IGNORECASE)


def row_events(found: Sequence[Sentence], mentions: dict[int, Mention], anchor: str | None) -> list[Happening]:
    """The events of a document's rows: those that name an event, or stand in a column of events, with a date."""
    events = []
    for block, group in groupby(found, key=lambda sentence: sentence.block):
        if block.kind == "row" and (one := _row(list(group), mentions, anchor)):
            events.append(one)
    return events


def _row(cells: Sequence[Sentence], mentions: dict[int, Mention], anchor: str | None) -> Happening | None:
    when = _when(cells, anchor)
    named = _name(cells)
    if when is None or named is None or any(VOID.search(cell.text) or "CANCELLED" in cell.text for cell in cells):
        return None
    cell, name, head, edition = named
    organizers, attendance = _column(cells, BY), _column(cells, CAME)
    count = COUNT.search(attendance.text) if attendance else None
    return Happening(
        name,
        when,
        _where(cells, cell, mentions),
        ((cells[0].start, cells[-1].end),),
        head,
        cell.index,
        (" ".join(organizers.text.split()),) if organizers else (),
        int(count.group().replace(",", "")) if count else None,
        None,
        edition,
        rule="row",
        confidence=0.85,
    )


def _column(cells: Sequence[Sentence], title: re.Pattern[str]) -> Sentence | None:
    """The cell under a heading."""
    for cell in cells:
        index = next((i for i, (low, high) in enumerate(cell.block.cells) if low <= cell.start < high), None)
        if index is not None and index < len(cell.block.header) and title.match(cell.block.header[index]):
            return cell
    return None


def _name(cells: Sequence[Sentence]) -> tuple[Sentence, str, str, int | None] | None:
    """(cell, name, head noun, edition): a named event, else the words of a column of events that speak of one."""
    for cell in cells:
        for tag in cell.tags:
            if tag.kind == "E" and isinstance(tag.value, Name):
                return cell, tag.value.text, tag.value.head.lower(), tag.value.edition
    titled = _column(cells, NAMED) or _beside_day(cells)
    phrase = PHRASE.match(titled.text.strip()) if titled else None
    if titled and phrase and (head := SPEAKS.search(phrase.group())):
        return titled, " ".join(phrase.group().split()), head.group().lower().split()[-1], None
    return None


def _beside_day(cells: Sequence[Sentence]) -> Sentence | None:
    """The cell after one that is nothing but a day."""
    for day, cell in pairwise(cells):
        tag = next((one for one in day.tags if one.kind == "D" and one.value.day), None)
        bare = len(re.sub(r"[\W_]+", "", day.text))
        if tag and bare <= len(re.sub(r"[\W_]+", "", day.text[tag.start - day.start : tag.end - day.start])):
            return None if TOPIC.search(cell.text) or AGREES.search(cell.text) else cell
    return None


AGREES = re.compile(r"\b(?:sign|agreement|memorand|pact|accord|concluded|established)", re.IGNORECASE)


def _when(cells: Sequence[Sentence], anchor: str | None) -> When | None:
    for cell in cells:
        for tag in cell.tags:
            if tag.kind == "D" and isinstance(tag.value, Found):
                if when := resolve(tag.value, anchor, None, tag.value.year is not None):
                    return when
    return None


AT = re.compile(r"(?:,| in| at|:)\s$")


def _own(cell: Sentence, mentions: dict[int, Mention]) -> Place | None:
    """The place that stands behind an event's name in its own cell: `Lantern evening, Kitami`."""
    spots = [tag for tag in cell.tags if tag.start in mentions and AT.search(cell.text[: tag.start - cell.start])]
    return mentions[spots[0].start].place if spots else None


def _where(cells: Sequence[Sentence], named: Sentence, mentions: dict[int, Mention]) -> Place | None:
    """The place of the column of places, else the only one of the other cells."""
    column = _column(cells, WHERE)
    others = [column] if column else [cell for cell in cells if cell is not named]
    if not column and (own := _own(named, mentions)):
        return own
    places = [mentions[tag.start].place for cell in others for tag in cell.tags if tag.start in mentions]
    return places[0] if column and places else places[0] if len(set(places)) == 1 else None
