"""An ontology, and data that uses it, against the rules for ontologies: by queries, and by a reasoner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING

from onemoon.build.reasoner import reasoned
from onemoon.ontology import files
from onemoon.shapes import Report, ontology_rules, validator
from onemoon.shapes.terms import to_rdflib

if TYPE_CHECKING:
    from pyoxigraph import Store
    from rdflib import Graph

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@contextmanager
def our_ontology() -> Iterator[tuple[str, ...]]:
    """The files of our ontology, for as long as the context lasts."""
    with ExitStack() as stack:
        yield tuple(str(stack.enter_context(as_file(file))) for file in files(alignments=False))


def check_ontology(ntriples: Sequence[Path]) -> Report:
    """What breaks the rules, and who reasoned; data without an ontology is held to ours."""
    store = _read(ntriples)
    report = validator(ontology_rules(), extra=b"").validate(store, engine="pyshacl")
    found, reasoner = reasoned(_graph(store), report.rules)
    results = tuple(sorted({*report.results, *found}, key=lambda each: (each.number, each.node, each.value or "")))
    return replace(report, results=results, engine=reasoner)


def _read(ntriples: Sequence[Path]) -> Store:
    from pyoxigraph import NamedNode, RdfFormat, Store, parse

    store = Store()
    for path in ntriples:
        store.bulk_extend(parse(path=path, format=RdfFormat.N_TRIPLES))
    ontology, kind = NamedNode("http://www.w3.org/2002/07/owl#Ontology"), NamedNode(RDF_TYPE)
    if not any(store.quads_for_pattern(None, kind, ontology)):
        for file in files(alignments=False):
            store.bulk_extend(parse(file.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True))
    return store


def _graph(store: Store) -> Graph:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for triple in to_rdflib(quad.triple for quad in store):
        graph.add(triple)
    return graph
