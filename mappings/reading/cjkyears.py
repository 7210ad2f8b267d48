"""Which date belongs to which place of a Korean, Japanese or Chinese clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onemoon.mappings.reading.cjkdates import Day
from onemoon.mappings.reading.cjkscene import Line
from onemoon.mappings.reading.cjkspots import Spot
from onemoon.mappings.reading.dates import When


def when_of(line: Line, objects: Sequence[Spot], start: int, end: int) -> dict[Spot, When]:
    """The date of each object: in brackets behind it, beside it where there are several, or the clause's only one."""
    dates = [(day, when) for day, when in line.dates if start <= day.start < end]
    bound: dict[Spot, When] = {}
    free: list[tuple[Day, When]] = []
    for day, when in dates:
        owner = next((one for one in reversed(objects) if one.end <= day.start), None)
        if owner and _bracketed(line.text, owner.end, day.start):
            for one in _sharing(line.text, owner, objects):
                bound.setdefault(one, when)
        else:
            free.append((day, when))
    rest = [one for one in objects if one not in bound]
    free = [pair for pair in free if not ASIDE.match(line.text, pair[0].end)]
    if len(free) > 1 and len(rest) > 1:
        _nearest(rest, free, bound)
    elif free and not (len(bound) > 0 and not rest):
        bound.update({one: free[0][1] for one in rest})
    return bound


ASIDE = re.compile(r"\s*(?:밝혔|까지|현재|より停止|から行き|から提携を停止|起与|起と|末现在|为止|に向け)")


def _sharing(text: str, owner: Spot, objects: Sequence[Spot]) -> list[Spot]:
    """Whom a date in brackets is for: `A与B（同于…）` gives both."""
    both = re.match(r"\s*[(（](?:同|均|皆|모두|ともに|いずれも)", text[owner.end :])
    before = [one for one in objects if one.end < owner.start and re.fullmatch(r".{1,2}", text[one.end : owner.start])]
    return [*before[-1:], owner] if both else [owner]


def _bracketed(text: str, start: int, end: int) -> bool:
    gap = text[start:end]
    return bool(re.match(r"\s*[(（]", gap)) and not re.search(r"[)）]", gap)


def _nearest(rest: Sequence[Spot], free: Sequence[tuple[Day, When]], bound: dict[Spot, When]) -> None:
    """Dates and places in turn: date first if the first date stands before the first place."""
    leading = free[0][0].start < rest[0].start
    for day, when in free:
        if leading:
            owned = [
                one
                for one in rest
                if one.start > day.start and not any(day.start < d.start < one.start for d, _ in free)
            ]
        else:
            owned = [one for one in rest if one.end <= day.start][-1:]
        for one in owned:
            bound.setdefault(one, when)
