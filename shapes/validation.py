"""Data against the shapes: what breaks which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemoon.ontology import files
from onemoon.shapes.core import core_results, core_shapes
from onemoon.shapes.queries import Query, queries
from onemoon.shapes.report import REPORT, Report, Violation
from onemoon.shapes.rulebook import Rule, order, rules, shapes_graph
from onemoon.shapes.terms import Data, read

if TYPE_CHECKING:
    from pyoxigraph import Store, Triple
    from rdflib import Graph

ASKED_OF_THE_ONTOLOGY = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://www.w3.org/2004/02/skos/core#broader",
    "http://www.w3.org/2004/02/skos/core#inScheme",
)


@dataclass(frozen=True)
class Validator:
    """Shapes and ontology made ready once, to hold many data sets to them."""

    rules: tuple[Rule, ...]
    core: Graph
    queries: tuple[Query, ...]
    context: tuple[Triple, ...]

    def validate(self, data: Data, *, at: str = REPORT) -> Report:
        """Every breach of the shapes in a graph, a store's default graph or N-Triples (SyntaxError if they are none).

        `at` is the IRI of the document that the report is published as.
        """
        known = {rule.number: rule for rule in self.rules}
        triples = [*read(data), *self.context]
        store = _store(triples)
        found = set(core_results(self.core, known, triples))
        found |= {each for query in self.queries for each in query.results(store)}
        return Report(tuple(sorted(found, key=_key)), self.rules, at)


def validator(shapes: Graph | None = None, extra: Data | None = None) -> Validator:
    """A validator with shapes and the classes and concepts that data may use, by default the project's own."""
    graph = shapes_graph() if shapes is None else shapes
    stated = rules(graph)
    known = {rule.number: rule for rule in stated}
    context = _context(_ontology() if extra is None else read(extra))
    return Validator(tuple(stated), core_shapes(graph), tuple(queries(graph, known)), tuple(context))


def validate(data: Data, *, shapes: Graph | None = None, extra: Data | None = None, at: str = REPORT) -> Report:
    """Every breach of the shapes in a graph, a store's default graph or N-Triples; see `validator`."""
    return validator(shapes, extra).validate(data, at=at)


def _ontology() -> Iterator[Triple]:
    from pyoxigraph import RdfFormat, parse

    for file in files(alignments=False):
        yield from (quad.triple for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE))


def _context(triples: Iterable[Triple]) -> Iterator[Triple]:
    """What shapes ask of the ontology, so that nothing else in it is taken for data."""
    from pyoxigraph import NamedNode

    asked = {NamedNode(iri) for iri in ASKED_OF_THE_ONTOLOGY}
    return (
        each
        for each in triples
        if each.predicate in asked and isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode)
    )


def _store(triples: Iterable[Triple]) -> Store:
    from pyoxigraph import Quad, Store

    store = Store()
    store.bulk_extend(Quad(each.subject, each.predicate, each.object) for each in triples)
    return store


def _key(each: Violation) -> tuple[tuple[int, str], str, str, str, str]:
    return order(each.number), each.node, each.path or "", each.value or "", each.component
