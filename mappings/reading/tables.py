"""Twinnings in the rows of a table: which column is ours, which the partner's, the date and the kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.cues import Cues
from onemoon.mappings.reading.dateforms import Found, find
from onemoon.mappings.reading.dates import resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.force import force
from onemoon.mappings.reading.gazetteer import Gazetteer, Place
from onemoon.mappings.reading.legends import Mark, marked
from onemoon.mappings.reading.placewords import Spot
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.tag import Tag
from onemoon.mappings.reading.ties import Tie, comparable
from onemoon.mappings.reading.topics import PARTNER, SORT, TOPIC, WHEN, kind_of

KIND_CELL = re.compile(r"\s*(?:sister|friendship|friendly|twin|partner)\b(?: city| town)?[^\w]{0,8}", re.IGNORECASE)
NO_TIE = re.compile(r"\bmemorand|\bmou\b|\bobserver|\bexchange only|\bcooperation only", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """What the lists of a page share: its host, its date, what reading them needs, and whether it is about ties."""

    host: Place | None
    anchor: str | None
    cues: Cues
    gazetteer: Gazetteer
    mentions: dict[int, Mention]
    topic: bool
    legend: Mapping[str, Mark] = field(default_factory=dict)
    kind: str = ""
    status: str = ""


def tabled(page: Page, cells: Sequence[Sentence]) -> bool:
    """Whether a row is one of a table of ties."""
    block = cells[0].block
    return (
        page.topic
        or bool(TOPIC.search(block.section))
        or any(TOPIC.search(title) for title in block.header)
        or any(len(s.text) < 40 and (TOPIC.search(s.text) or KIND_CELL.fullmatch(s.text)) for s in cells)
    )


def columns_of(cells: Sequence[Sentence], above: Mapping[int, Sentence]) -> dict[int, Sentence]:
    """The cells of a row by their columns; a row short of cells leaves its first columns to the row above."""
    block = cells[0].block
    spanned = above and block.header and (SORT.match(block.header[0]) or any(map(THEIRS.search, block.header[1:])))
    short = max(0, len(block.header) - len(block.cells)) if spanned else 0
    ranges = {a: index + short for index, (a, _) in enumerate(block.cells)}
    own = {ranges[cell.start]: cell for cell in cells if cell.start in ranges}
    return {**{index: cell for index, cell in above.items() if index < short}, **own}


def row_ties(page: Page, cells: Sequence[Sentence], columns: Mapping[int, Sentence]) -> list[Tie]:
    """The ties of a table's row: those of the host, or of the place in the column of our side."""
    block = cells[0].block
    titled = dict(enumerate(block.header))
    ours, theirs = _sides(page, columns, titled)
    mark = _mark(page, columns)
    if block.header and not any(PARTNER.match(title) for title in block.header) or mark and mark.status is None:
        return []
    partner = _partner(theirs, titled, page.mentions, page.gazetteer) if theirs else None
    if not ours or not partner:
        return []
    sorts = [cell.text for index, cell in columns.items() if SORT.match(titled.get(index, ""))]
    if any(NO_TIE.search(text) and not KIND_CELL.match(text) for text in sorts):
        return []
    date = _row_date(columns, titled)
    when = resolve(date, page.anchor) if date else None
    kind, status = _row_kind(columns, titled, block.section), _row_status(columns, titled, page.cues)
    if mark:
        kind, status = mark.kind or kind, mark.status if status == "in-force" and mark.status else status
    when = None if status == "ended" and date and UNTIL.search(_around(columns, date)) else when
    return [
        Tie(
            ours,
            item,
            kind,
            status,
            resolve(item.date, page.anchor) if item.date else when,
            "table-row",
            ((block.start, block.end),),
        )
        for item in partner
        if comparable(ours.place, item.place)
    ]


def _mark(page: Page, columns: Mapping[int, Sentence]) -> Mark | None:
    """What the mark of the page's legend that fills a cell of a row means."""
    found = (marked(cell.text, page.legend) for cell in columns.values() if len(cell.text) < 12)
    return next((one for one in found if one), None)


OWN = re.compile(
    r"^(?:municipality|our\b.*|local .*|cit(?:y|ies)|town|prefecture|province|district|member|place|name)$", re.I
)
THEIRS = re.compile(r"sister|twin|friend|partner|counterpart", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till|ended|lapsed|to)\b", re.IGNORECASE)


OF_SEVERAL = re.compile(
    r"\b(?:municipalities|cities of|by city|by municipality|member cities|of our (?:cities|towns))\b", re.I
)


def _alone(page: Page, columns: Mapping[int, Sentence], placed: Mapping[int, Sequence[Tag]]) -> Item | None:
    """The place that a row of a table about several governments begins with, if its partners follow in other cells."""
    first = columns[min(columns)]
    tags = placed[min(columns)]
    rest = [index for index in columns if index != min(columns) and placed[index]]
    if not (len(tags) == 1 and rest and OF_SEVERAL.search(first.block.section)):
        return None
    return Item(page.mentions[tags[0].start].place, tags[0].start, tags[0].end)


def _around(columns: Mapping[int, Sentence], date: Found) -> str:
    return " ".join(cell.text for cell in columns.values() if re.search(rf"\b{date.year}\b", cell.text))


def _sides(
    page: Page, columns: Mapping[int, Sentence], titled: Mapping[int, str]
) -> tuple[Item | None, dict[int, Sentence]]:
    """(our side of a row, the columns in which the other stands): the host, or the place of a column of our own."""
    own = [index for index in columns if OWN.match(titled.get(index, "")) and not THEIRS.search(titled.get(index, ""))]
    other = [index for index in columns if THEIRS.search(titled.get(index, ""))]
    placed = {i: [t for t in cell.tags if t.kind == "P" and t.start in page.mentions] for i, cell in columns.items()}
    if own and other and placed[own[0]]:
        tag = placed[own[0]][0]
        page.mentions[tag.start] = replace(page.mentions[tag.start], weak=False)
        return Item(page.mentions[tag.start].place, tag.start, tag.end), {
            i: columns[i] for i in columns if i not in own
        }
    if not titled and len(columns) > 1 and (own_ := _alone(page, columns, placed)):
        return own_, {index: cell for index, cell in columns.items() if index != min(columns)}
    start = next(iter(columns.values())).start if columns else 0
    return (Item(page.host, start, start) if page.host else None), dict(columns)


def _row_kind(columns: Mapping[int, Sentence], titled: Mapping[int, str], section: str) -> str:
    for index, cell in columns.items():
        if SORT.match(titled.get(index, "")) or (index and not titled and len(cell.text) < 40):
            if kind := kind_of(cell.text):
                return kind
    return kind_of(section) or "sister"


def _row_status(columns: Mapping[int, Sentence], titled: Mapping[int, str], cues: Cues) -> str:
    text = " | ".join(
        cell.text
        for index, cell in columns.items()
        if SORT.match(titled.get(index, "")) or not WHEN.match(titled.get(index, "x"))
    )
    if re.search(r"\buntil (?:19|20)\d\d", text):
        return "ended"
    if any(STRUCK.match(cell.text) for cell in columns.values()):
        return "ended"
    return "in-force" if "dormant" in text else force(text, cues, 0) or "in-force"


STRUCK = re.compile(r"\s*~~")


def _partner(
    columns: Mapping[int, Sentence], titled: Mapping[int, str], mentions: dict[int, Mention], gazetteer: Gazetteer
) -> list[Item] | None:
    named = [index for index in columns if PARTNER.match(titled.get(index, ""))]
    order = named or [
        index
        for index in sorted(columns)
        if not titled.get(index)
        or not re.match(r"(?i)^(?:country|nation|no\.?$|#|where|continent|remarks?|note)", titled[index])
    ]
    for index in order:
        cell = columns[index]
        spots = [tag for tag in cell.tags if tag.kind == "P"]
        if not spots and named and re.fullmatch(r"\s*[A-ZÀ-Þ][\w'’ .-]{2,40}\s*", cell.text):
            country = _country_of(columns)
            name = " ".join(cell.text.split())
            close = gazetteer.near(name, country)
            mentions[cell.start] = Mention(
                cell.start, cell.end, name, close[0] if len(close) == 1 else Place(name, country, 2)
            )
            return [Item(mentions[cell.start].place, cell.start, cell.end)]
        found = []
        for tag in spots:
            mention = mentions.get(tag.start)
            if mention is None:
                continue
            mentions[tag.start] = mention = _in_country(mention, tag.value, _country_of(columns))
            found.append(Item(mention.place, tag.start, tag.end, _beside(cell, tag) if len(spots) > 1 else None))
        if found:
            return found[:1] if re.search(r"[,(]", cell.text) and not any(item.date for item in found) else found
    return None


def _beside(cell: Sentence, spot: Tag) -> Found | None:
    """The date between a place of a cell and the next."""
    for tag in cell.tags:
        if tag.start >= spot.end and tag.kind in "PD":
            return tag.value if tag.kind == "D" and tag.value.year else None
    return None


def _country_of(columns: Mapping[int, Sentence]) -> str:
    for cell in columns.values():
        for tag in cell.tags:
            if tag.kind == "C":
                return tag.value[0]
    return ""


def _in_country(mention: Mention, spot: Spot, country: str) -> Mention:
    if not country:
        return replace(mention, weak=False)
    inside = [
        place for place in spot.candidates if place.country in (country, "") or {place.country, country} == {"CN", "TW"}
    ]
    place = mention.place if mention.place in inside else inside[0] if inside else Place(mention.form, country, 2)
    return replace(mention, place=place, weak=False)


def _row_date(columns: Mapping[int, Sentence], titled: Mapping[int, str]) -> Found | None:
    order = sorted(columns, key=lambda index: not WHEN.match(titled.get(index, "")))
    for index in order:
        for found in find(columns[index].text):
            if found.year:
                return found
    return None
