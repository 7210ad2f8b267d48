"""What the rows of a result look like besides a table: a map of the places in them, and a timeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from .chart import Chart, Place, Tie, chart, coordinates
from .labels import Node
from .languages import Wording
from .terms import OM, SCHEMA, XSD
from .values import Link, Values, marks

_MOST = 400
_WHERE = (OM.party, OM.designee, SCHEMA.location, SCHEMA.observationAbout)
_DATES = frozenset((XSD.date, XSD.gYear, XSD.gYearMonth, XSD.dateTime))
_ASKED = re.compile(r"#\s*defaultView\s*:\s*(map|timeline|table)\b", re.IGNORECASE)
Cells = Sequence[Node | None]


@dataclass(frozen=True)
class Moment:
    """A row at a time: the time as the reader's language writes it, and what else stands in the row."""

    iso: str
    text: str
    links: tuple[Link, ...]


def asked_view(query: str, parameter: str) -> str:
    """The view that is open at first: what the address asks for, else a comment of the query, else the table."""
    found = _ASKED.search(query)
    return parameter if parameter in ("map", "timeline") else found[1].lower() if found and not parameter else "table"


def map_of(store: Store, rows: Iterable[Cells], values: Values) -> Chart | None:
    """The places that the rows name, or that the things in them are at, and ties where a row joins two."""
    places: dict[Place, Link] = {}
    ties: list[Tie] = []
    for row in list(rows)[:_MOST]:
        named = [node for node in row if isinstance(node, NamedNode | Literal)]
        here = [node for node in dict.fromkeys(named) if coordinates(store, node)]
        if here:
            alike = [node for node in here if _folder(node) == _folder(here[0])]
            ties += _joined(alike, False, " – ".join(values.link(node).label.text for node in alike))
        else:
            here, found = _around(store, named, values)
            ties += found
        places |= {node: _shown(node, named, values) for node in here}
    return chart(store, places, ties, None)


def timeline_of(rows: Iterable[Cells], values: Values, words: Wording) -> list[tuple[int, list[Moment]]]:
    """The rows by year, the earliest first; empty when they name fewer than two years."""
    years: dict[int, list[Moment]] = {}
    for moment in sorted(_moments(rows, values, words), key=lambda moment: moment.iso):
        years.setdefault(int(moment.iso[:4]), []).append(moment)
    return list(years.items()) if len(years) > 1 else []


def _moments(rows: Iterable[Cells], values: Values, words: Wording) -> Iterator[Moment]:
    for row in list(rows)[:_MOST]:
        date = next((node for node in row if _is_date(node)), None)
        if isinstance(date, Literal):
            links = (values.shown(node) for node in row if node is not None and node != date)
            yield Moment(date.value, words.date(date.value[:10]), tuple(links))


def _is_date(node: Node | None) -> bool:
    return isinstance(node, Literal) and node.datatype in _DATES and node.value[:4].isdecimal()


def _around(store: Store, named: Iterable[Place], values: Values) -> tuple[list[Place], list[Tie]]:
    """Where the things of a row are: a twinning joins its parties, an event is at its location."""
    places: list[Place] = []
    ties: list[Tie] = []
    for node in named:
        if isinstance(node, NamedNode):
            parties = _objects(store, node, OM.party)
            ties += _joined(parties, "planned" in marks(store, node), values.link(node).label.text)
            places += [each for predicate in _WHERE for each in _objects(store, node, predicate)]
    return list(dict.fromkeys(places)), ties


def _folder(node: Place) -> str:
    return node.value.rpartition("/")[0] if isinstance(node, NamedNode) else ""


def _joined(nodes: Sequence[Place], planned: bool, title: str) -> list[Tie]:
    return [(nodes[0], each, planned, title) for each in nodes[1:]]


def _objects(store: Store, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
    quads = store.quads_for_pattern(node, predicate, None, DefaultGraph())
    return sorted((q.object for q in quads if isinstance(q.object, NamedNode)), key=lambda each: each.value)


def _shown(node: Place, named: Iterable[Place], values: Values) -> Link:
    """A place by its name; a bare point by what else stands in its row."""
    if isinstance(node, NamedNode):
        return values.link(node)
    return next((values.link(each) for each in named if each != node), values.link(node))
