"""Twinnings in lists and tables: the host from the page, the kind from the heading or a column, one row a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from onemoon.mappings.reading.coded import Code, Item, encode, fold_lists
from onemoon.mappings.reading.cues import Cues
from onemoon.mappings.reading.dateforms import Found, find
from onemoon.mappings.reading.dates import resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.force import force
from onemoon.mappings.reading.gazetteer import Gazetteer, Place
from onemoon.mappings.reading.placewords import Spot
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.ties import Tie, comparable
from onemoon.mappings.reading.topics import DENIED, PARTNER, SORT, TOPIC, WHEN, kind_of


def listed_ties(
    found: Sequence[Sentence],
    mentions: dict[int, Mention],
    host: Place | None,
    anchor: str | None,
    cues: Cues,
    gazetteer: Gazetteer,
) -> list[Tie]:
    """The twinnings of a page's lists and tables; needs the host."""
    if host is None:
        return []
    ties: list[Tie] = []
    topic = any(TOPIC.search(s.text) and not DENIED.search(s.text) for s in found[:8])
    for block, group in groupby(found, key=lambda sentence: sentence.block):
        sentences = list(group)
        if block.kind == "row" and (
            topic or TOPIC.search(block.section) or any(TOPIC.search(s.text) and len(s.text) < 40 for s in sentences)
        ):
            ties += _row(sentences, mentions, host, anchor, cues, gazetteer)
        elif block.kind in ("item", "paragraph") and TOPIC.search(block.section) and not DENIED.search(block.section):
            if block.kind == "item" or _bare(sentences):
                for sentence in sentences if block.kind == "paragraph" else sentences[:1]:
                    ties += _item(sentence, mentions, host, anchor, cues)
    return ties


def _bare(sentences: Sequence[Sentence]) -> bool:
    """Whether a paragraph is nothing but names of places, countries and dates."""
    text = sum(len(re.sub(r"[\W_]+", "", s.text)) for s in sentences)
    tagged = sum(
        len(re.sub(r"[\W_]+", "", s.text[t.start - s.start : t.end - s.start]))
        for s in sentences
        for t in s.tags
        if t.kind in "PCD"
    )
    return bool(text) and tagged / text > 0.72 and any(t.kind == "P" for s in sentences for t in s.tags)


def _row(
    cells: Sequence[Sentence],
    mentions: dict[int, Mention],
    host: Place,
    anchor: str | None,
    cues: Cues,
    gazetteer: Gazetteer,
) -> list[Tie]:
    block = cells[0].block
    ranges = {a: index for index, (a, _) in enumerate(block.cells)}
    titled = dict(enumerate(block.header))
    columns = {ranges[cell.start]: cell for cell in cells if cell.start in ranges}
    partner = _partner(columns, titled, mentions, gazetteer) if columns else None
    if partner is None or (block.header and not any(PARTNER.match(title) for title in block.header)):
        return []
    date = _row_date(columns, titled)
    when = resolve(date, anchor) if date else None
    kind, status = _row_kind(columns, titled, block.section), _row_status(columns, titled, cues)
    ours = Item(host, cells[0].start, cells[0].start)
    span = (block.start, block.end)
    return [
        Tie(ours, item, kind, status, None if status == "ended" else when, "table-row", (span,))
        for item in partner
        if comparable(host, item.place)
    ]


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
    return "in-force" if "dormant" in text else force(text, cues, 0) or "in-force"


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
            found.append(Item(mention.place, tag.start, tag.end))
        if found:
            return found[:1] if re.search(r"[,(]", cell.text) else found
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


def _item(sentence: Sentence, mentions: dict[int, Mention], host: Place, anchor: str | None, cues: Cues) -> list[Tie]:
    code = fold_lists(encode(sentence, _promoted(sentence, mentions), weak=True))
    groups = code.groups_in(0, len(code.text))
    status = force(sentence.text, cues, 0) or ("in-force" if not cues.negated.search(sentence.text.lower()) else None)
    if not groups or groups[0][0] > 22 or status is None or re.search(r"⟦[EH]\d+⟧", code.text[: groups[0][0]]):
        return []
    last = max((end for _, end, _ in groups), default=0)
    shared = [date for date in code.dates.values() if date.year]
    ties = []
    for item in _leading(code, groups):
        date = item.date or (shared[-1] if shared and not any(i.date for _, _, g in groups for i in g) else None)
        when = resolve(date, anchor) if date else None
        if comparable(host, item.place):
            own = kind_of(code.text[:last] if len(groups) == 1 else "") or kind_of(sentence.block.section) or "sister"
            ties.append(
                Tie(
                    Item(host, sentence.start, sentence.start),
                    item,
                    own,
                    status,
                    when,
                    "list-item",
                    ((sentence.start, sentence.end),),
                )
            )
    return ties


def _leading(code: Code, groups: Sequence[tuple[int, int, list[Item]]]) -> Iterator[Item]:
    position = 0
    for start, end, items in groups:
        if position and not re.fullmatch(
            r"[\s,;:]*(?:and|&)?[\s(]*(?:⟦[DC]\d+⟧[\s),;]*){0,2}(?:and )?", code.text[position:start]
        ):
            return
        yield from items
        position = end


def _promoted(sentence: Sentence, mentions: dict[int, Mention]) -> dict[int, Mention]:
    """In a list of partners the first name of an item is a place however weak."""
    spots = [tag for tag in sentence.tags if tag.kind == "P" and tag.start in mentions]
    lead = spots if _bare([sentence]) else spots[:1]
    for tag in lead:
        if tag is not spots[0] or tag.start - sentence.start < 8:
            mentions[tag.start] = replace(mentions[tag.start], weak=False)
    return mentions
