"""Designations in tables and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.programmes import Programme

HEADED = re.compile(
    r"(?:designat|title|hono[u]r|host cit|winner|previous|earlier|past|award|culture cit|cultural cit|"
    r"editions?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Honour:
    """A title conferred, read from a text."""

    place: Item
    title: str
    year: str | None
    rule: str
    confidence: float
    spans: tuple[tuple[int, int], ...]


def row_honours(
    found: Sequence[Sentence], mentions: dict[int, Mention], programme: Programme | None, anchor: str | None
) -> list[Honour]:
    """Rows and items of a year and places, under a heading that speaks of a title."""
    honours: list[Honour] = []
    for _, group in groupby(found, key=lambda sentence: sentence.block.start):
        cells = list(group)
        block = cells[0].block
        if block.kind not in ("row", "item") or not (
            HEADED.search(block.section) or any(HEADED.search(title) for title in block.header)
        ):
            continue
        titles = [tag.value for cell in cells for tag in cell.tags if tag.kind == "T"]
        title = titles[0] if titles else programme
        years = [tag.value.year for cell in cells for tag in cell.tags if tag.kind == "D" and tag.value.year]
        year = str(years[0]) if years else title.year if title else None
        lead = re.match(r"\s*[-*•|]?\s*(?:19|20)\d\d", cells[0].text)
        if not title or not year or not (lead or block.kind == "row"):
            continue
        for cell in cells:
            for tag in cell.tags:
                mention = mentions.get(tag.start) if tag.kind == "P" else None
                if mention:
                    honours.append(
                        Honour(
                            Item(mention.place, tag.start, tag.end),
                            title.title,
                            year,
                            "row",
                            0.9,
                            ((block.start, block.end),),
                        )
                    )
    return honours


def unique(honours: Sequence[Honour]) -> list[Honour]:
    """One honour a place and title and year; one without a year gives way to one with it."""
    dated = {(one.place.place, one.title) for one in honours if one.year}
    chosen: dict[tuple[object, str, str | None], Honour] = {}
    for one in honours:
        if one.year or (one.place.place, one.title) not in dated:
            chosen.setdefault((one.place.place, one.title, one.year), one)
    return list(chosen.values())
