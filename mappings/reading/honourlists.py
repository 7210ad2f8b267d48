"""Designations in tables and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onemoon.mappings.reading.certainty import certainty
from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.memberlists import bare_line, without
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.programmes import Programme

HEADED = re.compile(
    r"(?:designat|title|label|distinction|accolade|hono[u]r|host cit|winner|previous|earlier|past|award|"
    r"culture cit|cultural cit|"
    r"editions?)",
    re.IGNORECASE,
)
GATHERED = re.compile(
    r"\b(?:gather|meeting|conference|forum|symposi|workshop|talk|visit|exchange|convened)", re.IGNORECASE
)
OTHER = re.compile(r"(?:[A-Z][\w'’-]+ )+(?:City|Capital|Town|Village|Region|Community)\b")


@dataclass(frozen=True)
class Honour:
    """A title conferred, read from a text."""

    place: Item
    title: str
    year: str | None
    rule: str
    confidence: float
    spans: tuple[tuple[int, int], ...]


def row_honours(found: Sequence[Sentence], mentions: dict[int, Mention]) -> list[Honour]:
    """Rows and items of a year and places, under a heading that speaks of a title."""
    honours: list[Honour] = []
    title: Programme | None = None
    for _, group in groupby(found, key=lambda sentence: sentence.block.start):
        cells = list(group)
        title = next((tag.value for cell in cells for tag in cell.tags if tag.kind == "T"), title)
        if (
            title
            and _headed(cells)
            and all(bare_line(cell, "PCDNT") for cell in cells)
            and (year := _year(cells, title))
        ):
            honours += _row(cells, mentions, title.title, year)
    return honours


def _headed(cells: Sequence[Sentence]) -> bool:
    """Whether a row or item stands under a heading that speaks of titles and of nothing that took place."""
    block = cells[0].block
    if block.kind not in ("row", "item") or GATHERED.search(block.section):
        return False
    if not HEADED.search(block.section) and not any(HEADED.search(title) for title in block.header):
        return False
    return not OTHER.search(" ".join(without(cell, "PCDTOEFHN") for cell in cells))


def _year(cells: Sequence[Sentence], title: Programme) -> str | None:
    years = [tag.value.year for cell in cells for tag in cell.tags if tag.kind == "D" and tag.value.year]
    year = str(years[0]) if years else title.year
    lead = re.match(r"\s*[-*•|]?\s*(?:19|20)\d\d", cells[0].text)
    return year if lead or cells[0].block.kind == "row" else None


def _row(cells: Sequence[Sentence], mentions: dict[int, Mention], title: str, year: str) -> Iterator[Honour]:
    span = (cells[0].block.start, cells[0].block.end)
    for cell in cells:
        for tag in cell.tags:
            mention = mentions.get(tag.start) if tag.kind == "P" else None
            if mention:
                spot = Item(mention.place, tag.start, tag.end)
                yield Honour(spot, title, year, "list", certainty("title-list"), (span,))


def unique(honours: Sequence[Honour]) -> list[Honour]:
    """One honour a place and title and year; one without a year gives way to one with it."""
    dated = {(one.place.place, one.title) for one in honours if one.year}
    chosen: dict[tuple[object, str, str | None], Honour] = {}
    for one in honours:
        if one.year or (one.place.place, one.title) not in dated:
            chosen.setdefault((one.place.place, one.title, one.year), one)
    return list(chosen.values())
