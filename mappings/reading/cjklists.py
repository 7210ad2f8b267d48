"""Twinnings in Korean, Japanese and Chinese lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onemoon.mappings.reading.cjkscene import Line, Scene
from onemoon.mappings.reading.cjkspots import Spot
from onemoon.mappings.reading.cjkties import force
from onemoon.mappings.reading.cjkwords import Words
from onemoon.mappings.reading.cjkyears import when_of
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.ties import Tie, comparable

LEAD = re.compile(r"[\s\-*+•·・○●◦▶►▷※\d.()（）①-⑳|、]*")
VERBAL = re.compile(r"[가-힣]{2,}(?:다|요)\.?$|(?:ます|です|した|した。|ません)。?$|。$")
STATEMENT = re.compile(r"^\s*(?:은|는|이|가|에서|は|が|で|と|과|와|을|를)(?![ァ-ヴ])")


def listed_ties(scene: Scene) -> Iterator[Tie]:
    """The twinnings of rows, and of items and lines under a heading that speaks of ties."""
    table, hosts = _tables(scene), _section_hosts(scene)
    item: Line | None = None
    for line in scene.lines:
        block = line.sentence.block
        if block.kind == "row":
            yield from _row(line, scene.words, table.get(block.section, ""))
        elif block.kind in ("item", "paragraph"):
            host = hosts.get(block.section.partition("\n")[0], line.host)
            if item is not None and item.sentence.block is block:
                continue
            if ties := list(_item(line, scene, host)):
                item = line
                yield from ties


def _tables(scene: Scene) -> dict[str, str]:
    """The kind of tie that each section's table speaks of, by its heading, header, or the text before it."""
    found: dict[str, str] = {}
    text = ""
    for line in scene.lines:
        block = line.sentence.block
        if block.kind == "row":
            near = f"{block.section} {' '.join(block.header)}"
            found.setdefault(block.section, scene.words.kind(near) or scene.words.kind(text))
        elif line.sentence.index < 12 or block.kind == "title":
            text = f"{line.text} {text}"[:400]
    return found


def _section_hosts(scene: Scene) -> dict[str, Place]:
    """The government that a heading names: its list is that government's."""
    found: dict[str, Place] = {}
    for line in scene.lines:
        own = [one.place for one in line.spots if not one.inside]
        if line.sentence.block.kind == "title" and line.sentence.index > 2 and len(own) == 1:
            found[line.text.strip("#■□◆◇▣★☆◈【】[] ")] = own[0]
    return found


def _row(line: Line, words: Words, kind: str) -> Iterator[Tie]:
    own = words.kind(line.text)
    spots = [one for one in line.spots if not one.container and not one.inside]
    if not (own or kind) or not spots or not line.host:
        return
    host, partner = line.host, spots[-1] if spots[0].place == line.host else spots[0]
    if len(spots) > 1 and spots[0].place != line.host and _cell(line, spots[0]) < _cell(line, spots[1]) == 1:
        host, partner = spots[0].place, spots[1]
    status = force(line.text, words)
    if status and comparable(host, partner.place):
        date = line.dates[0][1] if line.dates else None
        yield Tie(line.at(host), line.item(partner), own or kind, status, date, "table-row", (line.span,))


def _cell(line: Line, spot: Spot) -> int:
    start = line.sentence.start + spot.start
    return next((i for i, (a, b) in enumerate(line.sentence.block.cells) if a <= start < b), -1)


def _item(line: Line, scene: Scene, host: Place | None) -> Iterator[Tie]:
    """The ties of an item or a bare line of places under such a heading."""
    words, block = scene.words, line.sentence.block
    kind = words.kind(line.text) or words.kind(block.section)
    spots = [one for one in line.spots if not one.container and not one.inside]
    if not kind or not spots or not host or not words.kind(block.section):
        return
    if (
        not _leads(line, spots[0], words)
        or (block.kind == "paragraph" or VERBAL.search(line.text))
        and not _bare(line, words)
    ):
        return
    text = _whole(line, scene)
    status = force(text, words)
    if status is None:
        return
    objects = spots if block.kind == "paragraph" else [one for one in spots if _same_list(line, spots[0], one)]
    whens = when_of(line, objects, 0, len(line.text))
    for spot in objects:
        if comparable(host, spot.place):
            date = None if words["ended"].search(line.text) else whens.get(spot)
            yield Tie(line.at(host), line.item(spot), kind, status, date, "list-item", (line.span,))


def _bare(line: Line, words: Words) -> bool:
    """Whether a line is names and dates and hardly more (`・沿海地方(ロシア)平成3年。`)."""
    rest = re.sub(r"[(（][^()（）]*[)）]", "", words.countries.sub("", line.text))
    for form in (*(one.form for one in line.spots), *(line.text[day.start : day.end] for day, _ in line.dates)):
        rest = rest.replace(form, "")
    return len(re.sub(r"[\W_]+", "", rest)) <= 5


def _whole(line: Line, scene: Scene) -> str:
    """The item with its further sentences."""
    index = line.sentence.index
    more = (other.text for other in scene.lines[index : index + 3] if other.sentence.block is line.sentence.block)
    return " ".join(more)


def _leads(line: Line, spot: Spot, words: Words) -> bool:
    """Whether a line begins with the place, or with the country or province that it lies in."""
    lead = LEAD.sub("", line.text[: spot.start], count=1)
    lead = words.countries.sub("", lead)
    first = next((one for one in line.spots if one.container), None)
    if first and first.start < spot.start:
        lead = lead.replace(first.form, "")
    outer = re.sub(r"[가-힣一-鿿]{1,6}(?:도|省|県|州|시)", "", lead) if first else lead
    return len(re.sub(r"[\W_]+", "", outer)) == 0 and not STATEMENT.match(line.text[spot.end :])


def _same_list(line: Line, first: Spot, other: Spot) -> bool:
    """Whether a place stands in the item's leading list, not in what is said about it."""
    gap = line.text[first.end : other.start]
    return first is other or bool(re.fullmatch(r"(?:[(（][^()（）]{0,30}[)）])?\s*[,、，·・와과と与和]\s*\w{0,6}", gap))
