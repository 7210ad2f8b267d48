"""Data against the shapes: what breaks which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onemoon.ontology import files
from onemoon.shapes.report import REPORT, Report, Violation
from onemoon.shapes.rules import order, rules, shapes_graph
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


def validate(data: Data, *, shapes: Graph | None = None, extra: Data | None = None, at: str = REPORT) -> Report:
    """Every breach of the shapes (by default the project's) in a graph, a store's default graph or N-Triples.

    `extra` has the classes and concepts that the data uses, by default the ontology's; `at` is the report's own IRI.
    SyntaxError for bytes that are no N-Triples, ShapesError for shapes that can't be used.
    """
    from onemoon.shapes.core import core_results
    from onemoon.shapes.queries import query_results

    graph = shapes_graph() if shapes is None else shapes
    stated = rules(graph)
    known = {rule.number: rule for rule in stated}
    triples = [*read(data), *_context(_ontology() if extra is None else read(extra))]
    found = {*core_results(graph, known, triples), *query_results(graph, known, _store(triples))}
    return Report(tuple(sorted(found, key=_key)), tuple(stated), at)


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
