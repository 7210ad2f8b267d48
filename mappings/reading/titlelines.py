"""Titles in bare lines under a heading or sentence that names the title: `2014 - Nara, Ningbo and Jeju`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.honourlists import Honour
from onemoon.mappings.reading.memberlists import bare_line, spots
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.programmes import Programme
from onemoon.mappings.reading.titlecues import patterns

ANNOUNCING = re.compile(r"(?::|as follows\.?|the following\.?)\s*$")


def line_honours(found: Sequence[Sentence], mentions: Mapping[int, Mention]) -> Iterator[Honour]:
    """A title for each place of a line of years and places under a heading with one title in it."""
    programme: Programme | None = None
    for sentence in found:
        titles = [tag.value for tag in sentence.tags if tag.kind == "T"]
        here = spots(sentence, mentions)
        years = [tag.value for tag in sentence.tags if tag.kind == "D" and tag.value.year]
        if programme and not titles and here and bare_line(sentence) and (programme.year or years):
            for item in here:
                yield _honour(item, programme, sentence, years)
        elif (
            titles
            and len(titles) == 1
            and not here
            and (sentence.block.kind == "title" or ANNOUNCING.search(sentence.text))
        ):
            programme = titles[0]
        else:
            programme = None


def row_titles(found: Sequence[Sentence], mentions: Mapping[int, Mention], host: Place | None) -> Iterator[Honour]:
    """A title of the host's own for each row of a chronicle that names a year and a title and no place."""
    for _, group in groupby(found, key=lambda sentence: sentence.block.start):
        cells = list(group)
        block = cells[0].block
        if block.kind != "row" or not host:
            continue
        titles = [tag.value for cell in cells for tag in cell.tags if tag.kind == "T"]
        years = [tag.value.year for cell in cells for tag in cell.tags if tag.kind == "D" and tag.value.year]
        named = any(spots(cell, mentions) for cell in cells)
        if host and len(titles) == 1 and len(years) == 1 and not named:
            words = " ".join(cell.text for cell in cells)
            if not patterns()["barred"].search(words):
                yield Honour(
                    Item(host, block.start, block.start),
                    titles[0].title,
                    str(years[0]),
                    "row",
                    0.85,
                    ((block.start, block.end),),
                )


def _honour(item: Item, programme: Programme, sentence: Sentence, years: Sequence[object]) -> Honour:
    """The year beside a place, else the line's first one, else that of the heading."""
    after = re.match(r"\s*\(?(?:[\w ]+, )?((?:19|20)\d\d)\b", sentence.text[item.end - sentence.start :])
    lead = re.match(r"\W*((?:19|20)\d\d)\b", sentence.text)
    first = next((str(getattr(one, "year", "")) for one in years), None)
    year = lead.group(1) if lead else after.group(1) if after else first
    return Honour(
        item, programme.title, year or programme.year, "row", 0.9, ((sentence.block.start, sentence.block.end),)
    )
