"""What the data holds, counted once when it is opened."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode

from .data import Data
from .terms import OM, RDF


@dataclass(frozen=True)
class Section:
    """The things of one kind: the segment of their IRIs, the class most of them have, and their IRIs in order."""

    segment: str
    kind: NamedNode
    things: tuple[str, ...]


@dataclass(frozen=True)
class Survey:
    """Counts over the union, and of each named graph."""

    triples: int
    classes: dict[NamedNode, int]
    properties: dict[NamedNode, int]
    graphs: dict[NamedNode, int]
    sections: tuple[Section, ...]


def survey(data: Data) -> Survey:
    """Count what a data set holds."""
    properties = _counts(data, "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY ?x")
    classes = _counts(data, "SELECT ?x (COUNT(*) AS ?n) { ?s a ?x } GROUP BY ?x ORDER BY ?x")
    graphs = _counts(data, "SELECT ?x (COUNT(*) AS ?n) { GRAPH ?x { ?s ?p ?o } } GROUP BY ?x ORDER BY ?x")
    return Survey(sum(properties.values()), classes, properties, graphs, tuple(_sections(data)))


def _counts(data: Data, query: str) -> dict[NamedNode, int]:
    return {row["x"]: int(row["n"].value) for row in data.store.query(query) if isinstance(row["x"], NamedNode)}


def _sections(data: Data) -> list[Section]:
    things: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, Counter[NamedNode]] = defaultdict(Counter)
    for quad in data.store.quads_for_pattern(None, RDF.type, None, DefaultGraph()):
        name = data.addresses.name(quad.subject.value) if isinstance(quad.subject, NamedNode) else None
        if name and "#" not in name and "/" in name and not name.startswith("graph/"):
            segment = name.partition("/")[0]
            things[segment].add(quad.subject.value)
            kinds[segment][quad.object] += 1
    return [Section(segment, _main(kinds[segment]), tuple(sorted(found))) for segment, found in sorted(things.items())]


def _main(kinds: Counter[NamedNode]) -> NamedNode:
    """The commonest class, ours before others."""
    return max(kinds, key=lambda kind: (kind.value.startswith(OM.iri), kinds[kind], kind.value))
