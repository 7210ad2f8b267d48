"""What the data holds, counted once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import DefaultGraph, NamedNode

from .data import Data
from .describe import solutions
from .terms import RDF

_FIRST = ("twinning", "designation", "agreement", "event", "series", "government", "organization", "person", "document")


@dataclass(frozen=True)
class Section:
    """The things of one kind: the segment of their IRIs, and the IRIs in order."""

    segment: str
    things: tuple[str, ...]


class Survey:
    """Counts over the union, and of each named graph; each is made when it is first asked for."""

    def __init__(self, data: Data):
        self._data = data

    @cached_property
    def triples(self) -> int:
        """Of the union."""
        return sum(self.properties.values())

    @cached_property
    def classes(self) -> dict[NamedNode, int]:
        """How many things have each type."""
        return _counts(self._data, "SELECT ?x (COUNT(*) AS ?n) { ?s a ?x } GROUP BY ?x ORDER BY ?x")

    @cached_property
    def properties(self) -> dict[NamedNode, int]:
        """How many statements use each property."""
        return _counts(self._data, "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY ?x")

    @cached_property
    def graphs(self) -> dict[NamedNode, int]:
        """How many statements each named graph holds."""
        return _counts(self._data, "SELECT ?x (COUNT(*) AS ?n) { GRAPH ?x { ?s ?p ?o } } GROUP BY ?x ORDER BY ?x")

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The things by their kinds."""
        return tuple(_sections(self._data))


def survey(data: Data) -> Survey:
    """Count what a data set holds, when it is asked for."""
    return Survey(data)


def _counts(data: Data, query: str) -> dict[NamedNode, int]:
    return {row["x"]: int(row["n"].value) for row in solutions(data.store, query) if isinstance(row["x"], NamedNode)}


def _sections(data: Data) -> list[Section]:
    things: dict[str, set[str]] = defaultdict(set)
    for quad in data.store.quads_for_pattern(None, RDF.type, None, DefaultGraph()):
        if not isinstance(quad.subject, NamedNode):
            continue
        name = data.addresses.name(quad.subject.value)
        if name and "#" not in name and "/" in name and not name.startswith("graph/"):
            things[name.partition("/")[0]].add(quad.subject.value)
    return [Section(segment, tuple(sorted(things[segment]))) for segment in sorted(things, key=_order)]


def _order(segment: str) -> tuple[int, str]:
    return (_FIRST.index(segment) if segment in _FIRST else len(_FIRST), segment)
