"""Rows of tables in plain text: columns set apart by tabs, blanks or bars, cells flattened to one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

COLUMNS = re.compile(r"\t+| {2,}(?=\S)|\s\|\s")


@dataclass(frozen=True, slots=True)
class Block:
    """Characters start to end of a text; cells are the ranges of a table row's cells; section its heading's text."""

    start: int
    end: int
    kind: str
    section: str = ""
    cells: tuple[tuple[int, int], ...] = ()
    header: tuple[str, ...] = ()


HEADWORDS = re.compile(
    r"^(?:no\.?|#|name|city|cities|city or .*|country|nation|region|area|date.*|since|year.*|"
    r"partner.*|municipality|kind|type|"
    r"category|status|event|location|place|venue|where|when|what|who|item|content|remarks?|note.*|state|title.*|"
    r"established|signed|agreement.*|committee.*|sister.*|friendship.*|prefecture|province|"
    r"organi[sz]er.*|host.*|edition|form|agreed (?:on|in)|concluded.*|signature.*|our (?:city|side|.*)|"
    r"local government.*|relation.*|participants?|attendance|theme|period|schedule|continent|member.*|designation.*)$",
    re.IGNORECASE,
)


def is_header(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    hits = sum(bool(HEADWORDS.match(cell)) for cell in filled)
    return bool(filled) and hits * 2 >= len(filled) and not any(re.search(r"\d{4}", cell) for cell in filled)


def columns(text: str, lines: list[Block], first: int) -> list[Block]:
    """Two or more lines with the same two or more columns set apart by tabs or runs of spaces."""
    rows: list[Block] = []
    width = 0
    for line in lines[first:]:
        bare = text[line.start : line.end]
        ranges = list(_split(bare, line.start))
        if line.kind != "text" or len(ranges) < 2 or (width and len(ranges) != width):
            break
        width = len(ranges)
        rows.append(replace(line, kind="row", cells=tuple(ranges)))
    return rows if len(rows) > 1 else []


def stacked(text: str, lines: list[Block], first: int) -> list[Block]:
    """A table flattened to one cell a line: two to six lines of column heads, then as many lines for each row."""
    run: list[Block] = []
    for line in lines[first:]:
        if line.kind != "text" or line.end - line.start > 60:
            break
        run.append(line)
    width = _numbered([text[line.start : line.end].strip() for line in run[:24]]) or next(
        (n for n, line in enumerate(run) if not HEADWORDS.match(text[line.start : line.end].strip())), 0
    )
    if not 2 <= width <= 6 or len(run) < 2 * width:
        return []
    groups = [run[n : n + width] for n in range(0, len(run) - len(run) % width, width)]
    return [
        replace(cells[0], end=cells[-1].end, kind="row", cells=tuple((cell.start, cell.end) for cell in cells))
        for cells in groups
    ]


def _numbered(lines: list[str]) -> int:
    """How many lines make a row, if the first column counts the rows: the heads, then 1 …, then 2 …"""
    first = lines.index("1") if "1" in lines[:8] else 0
    second = lines.index("2", first) if "2" in lines[first:] else 0
    return first if 2 <= first == second - first and HEADWORDS.match(lines[0]) else 0


def _split(line: str, offset: int) -> Iterator[tuple[int, int]]:
    position = len(line) - len(line.lstrip())
    for match in COLUMNS.finditer(line, position, len(line.rstrip())):
        yield offset + position, offset + match.start()
        position = match.end()
    yield offset + position, offset + len(line.rstrip())


def cells_of(text: str, line: Block) -> Iterator[tuple[int, int]]:
    position = text.index("|", line.start) + 1
    while position < line.end:
        end = text.find("|", position, line.end)
        end = line.end if end < 0 else end
        if end < line.end or text[position:end].strip():
            yield position, end
        position = end + 1
