"""When something was, as text and as a key to sort by."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store

from .evidence import value
from .languages import Wording
from .terms import OM, SCHEMA

_POINTS = (OM.year, SCHEMA.startDate, SCHEMA.observationDate, SCHEMA.dateCreated, SCHEMA.datePublished)


class When(NamedTuple):
    """A time: as the reader's language writes it, as ISO 8601 begins it, and its year (0 when none is known)."""

    text: str
    iso: str
    year: int


def when(store: Store, node: NamedNode, words: Wording) -> When | None:
    """When a fact holds or an event was; None when the data does not say."""
    found = (value(store, node, point) for point in _POINTS)
    start = next((each.value for each in found if isinstance(each, Literal)), "")
    last = value(store, node, SCHEMA.endDate)
    end = last.value if isinstance(last, Literal) else ""
    if not start and not end:
        return None
    iso = start or end
    year = int(iso[:4]) if iso[:4].isdecimal() else 0
    return When(_span(start, end, words), iso, year)


def _span(start: str, end: str, words: Wording) -> str:
    if not end or end == start:
        return words.date(start)
    return f"{words.date(start)} – {words.date(end)}" if start else f"– {words.date(end)}"
