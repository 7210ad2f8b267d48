"""Titles in bare lines under or after the title's name: `2014 - Nara, Ningbo and Jeju`, `City of Film: Busan 2014`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from onemoon.mappings.reading.certainty import certainty
from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.honourlists import Honour
from onemoon.mappings.reading.memberlists import bare_line, spots, without
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.programmes import Programme
from onemoon.mappings.reading.tag import Tag
from onemoon.mappings.reading.titlecues import patterns

ANNOUNCING = re.compile(r"(?::|as follows\.?|the following\.?)\s*$")
FIELD = re.compile(
    r"\W*(?:in (?:the field of )?)?(literature|film|music|gastronomy|design|media arts|crafts and folk arts?|"
    r"architecture)\b",
    re.IGNORECASE,
)
YEAR = r"((?:19|20)\d\d)\b(?!\s?[-–]\s?\d)"
OWN_YEAR = re.compile(rf"[\s,:(–—-]{{0,4}}(?:[A-Z][\w. ]{{2,24}}[,(] ?\(?)?(?:since |in |from |for )?{YEAR}")
LEAD_YEAR = re.compile(rf"\W*{YEAR}")
LEAD_YEARS = re.compile(rf"(?:\A\W*{YEAR}|\s\W{{0,3}}{YEAR}(?=\s?[:–—-]\s))")
WITHIN = re.compile(r"\b(?:district|ward|part|suburb|county|town|borough) (?:of|in) (?:the )?\Z", re.IGNORECASE)
ASIDE = re.compile(r"\s(?:--|[–—])\s?[a-z]|[;,] (?:but|after|before|where|while)\b")
AFTER = re.compile(r"\s*[:|.,(–—-]|\s{2}|\s*$")
UNSETTLED = re.compile(r"\b(?:pending|unsuccessful|in preparation|without success|former)\b", re.IGNORECASE)
LISTED = re.compile(r"[\s,;&/·|]*(?:and\s)?\s*")


@dataclass
class Scope:
    """The title whose holders the lines of a list name, the one of which it is a field, the row and its year."""

    title: Programme | None = None
    family: Programme | None = None
    row: object = None
    year: str | None = None


def line_honours(found: Sequence[Sentence], mentions: Mapping[int, Mention]) -> Iterator[Honour]:
    """A title for each place of the lines under or after its name."""
    scope = Scope()
    for sentence in found:
        titles = [tag for tag in sentence.tags if tag.kind == "T"]
        if not (titles or scope.title or scope.family):
            continue
        named = _named(sentence, mentions)
        label = _label(sentence, titles, scope)
        after = [item for item in named if label and item.start >= label.end]
        if label and after == named and _heads(sentence) and _bare(sentence, label, bool(named)):
            scope.title, scope.row, scope.year = label.value, sentence.block, label.value.year
            if sentence.block.kind == "title" and not named:
                scope.family = label.value
            yield from _line(scope, named, sentence)
        elif scope.title and not titles and bare_line(sentence) and _goes_on(sentence, named, scope):
            yield from _line(scope, named, sentence)
        elif sentence.block is not scope.row:
            scope = Scope(family=None if sentence.block.kind == "title" else scope.family)


def _named(sentence: Sentence, mentions: Mapping[int, Mention]) -> list[Item]:
    """The certain places of a line, but for those in which another lies."""
    return [
        item
        for item in spots(sentence, mentions)
        if not mentions[item.start].weak
        and not WITHIN.search(sentence.text, max(0, item.start - sentence.start - 24), item.start - sentence.start)
    ]


def _label(sentence: Sentence, titles: Sequence[Tag], scope: Scope) -> Tag | None:
    """The one title of a line; under a heading on Creative Cities the field at the head of a line."""
    if titles:
        return titles[0] if len(titles) == 1 else None
    field = FIELD.match(sentence.text)
    if field and scope.family and scope.family.title == "Creative City":
        title = Programme(f"Creative City of {field.group(1)}", scope.family.year)
        return Tag(sentence.start + field.start(1), sentence.start + field.end(1), "T", title)
    return None


def _heads(sentence: Sentence) -> bool:
    """Whether a line can head a list: any but a later cell of a row."""
    return sentence.block.kind != "row" or sentence.start - sentence.block.start < 4


def _bare(sentence: Sentence, label: Tag, named: bool) -> bool:
    """Whether a line is a title's name, alone, announcing a list, or with a list of dated places."""
    if not named and (sentence.block.kind == "title" or ANNOUNCING.search(sentence.text)):
        return True
    called = sentence.text[label.start - sentence.start : label.end - sentence.start]
    rest = without(sentence, "PCD").replace(called, " ", 1)
    apart = not named or AFTER.match(sentence.text, label.end - sentence.start)
    return bool(apart) and len(re.findall(r"[^\W\d_]{3,}", rest)) <= 1


def _goes_on(sentence: Sentence, named: Sequence[Item], scope: Scope) -> bool:
    """Whether a bare line belongs to the list: it names places, or countries that head them, or is of the same row."""
    if sentence.block.kind == "row" and not named and (lead := LEAD_YEAR.fullmatch(sentence.text.strip())):
        scope.row, scope.year = sentence.block, lead.group(1)
    if UNSETTLED.search(sentence.text) or patterns()["barred"].search(sentence.text):
        return False
    return bool(named) or sentence.block is scope.row or any(tag.kind == "C" for tag in sentence.tags)


def _line(scope: Scope, named: Sequence[Item], sentence: Sentence) -> Iterator[Honour]:
    """The holders of a line: the year beside a place or its list, else the line's first one, else the heading's."""
    text, low = sentence.text, sentence.start
    dates = [tag.value for tag in sentence.tags if tag.kind == "D"]
    years = [str(one.year) for one in dates if one.year]
    if not named or any(one.day for one in dates) or not (years or scope.year):
        return
    aside = ASIDE.search(text, named[0].end - low)
    leads = [(one.start(), one.group(1) or one.group(2)) for one in LEAD_YEARS.finditer(text)]
    year, next_ = None, len(text)
    for item in reversed([one for one in named if not aside or one.start - low < aside.start()]):
        if own := OWN_YEAR.match(text, item.end - low):
            year = own.group(1)
        elif not LISTED.fullmatch(text, item.end - low, next_):
            year = None
        next_ = item.start - low
        while leads and leads[-1][0] >= next_:
            leads.pop()
        when = leads[-1][1] if leads else year or (years[0] if len(years) == 1 else scope.year)
        if scope.title and when:
            yield _honour(item, scope.title, when, sentence)


def _honour(item: Item, title: Programme, year: str, sentence: Sentence) -> Honour:
    span = (sentence.block.start, sentence.block.end)
    return Honour(item, title.title, year, "list", certainty("title-list"), (span,))


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
        if len(titles) == 1 and len(years) == 1 and not named:
            words = " ".join(cell.text for cell in cells)
            if not patterns()["barred"].search(words):
                spot, span = Item(host, block.start, block.start), (block.start, block.end)
                yield Honour(spot, titles[0].title, str(years[0]), "own-row", certainty("title-own-row"), (span,))
