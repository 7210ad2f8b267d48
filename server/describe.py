"""The document about a thing: what the union says of it, bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeGuard, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from .data import Data
from .evidence import annotations_of
from .indexed import IndexedStore
from .terms import DCTERMS, FOAF, OA, PROV, RDF, RDFS, SKOS, VOID

MOST_INCOMING = 200
MOST_OF_A_GRAPH = 2000
_DATASET_FACTS = (DCTERMS.license, DCTERMS.modified, PROV.wasGeneratedBy)


@dataclass(frozen=True)
class Incoming:
    """The statements that point at a thing by one property: a bounded number of them, and how many there are."""

    predicate: NamedNode
    quads: list[Quad]
    total: int


def known(store: Store, node: NamedNode) -> bool:
    """Whether the store says anything about a node, or has a graph of that name."""
    return next(store.quads_for_pattern(node, None, None, None), None) is not None or store.contains_named_graph(node)


def document(data: Data, thing: NamedNode, page: str) -> list[Triple]:
    """The triples of the document with the IRI `page` about a thing, in the order to write them."""
    own = list(outgoing(data.store, thing))
    read_from = [quad for node in annotations_of(data.store, thing) for quad in outgoing(data.store, node)]
    pointing = incoming(data.store, thing)
    links = [quad for group in pointing for quad in group.quads if group.predicate != OA.hasBody]
    content = list(islice(data.store.quads_for_pattern(None, None, None, thing), MOST_OF_A_GRAPH))
    about = [*_about_document(data, thing, NamedNode(page)), *_cuts(NamedNode(page), pointing)]
    rest = [_triple(quad) for part in (read_from, links, content) for quad in part]
    said = [_triple(quad) for quad in own]
    parts = (said, about, rest + _labels(data, said + rest))
    return list(dict.fromkeys(triple for part in parts for triple in _sorted(part)))


def solutions(store: Store, query: str) -> QuerySolutions:
    """The rows of a SELECT of our own."""
    return cast(QuerySolutions, store.query(query))


def outgoing(store: Store, thing: NamedNode) -> Iterator[Quad]:
    """The statements of the union about a thing and the parts of it that are named with a fragment.

    What only a source's graph knows, the evidence of a statement that the review did not follow, is told from there.
    """
    waiting, seen = [thing], {thing}
    while waiting:
        for quad in _said_of(store, waiting.pop(0)):
            yield quad
            if is_part(quad.object, thing) and quad.object not in seen:
                seen.add(quad.object)
                waiting.append(quad.object)


def _said_of(store: Store, node: NamedNode) -> list[Quad]:
    union = list(store.quads_for_pattern(node, None, None, DefaultGraph()))
    return union or list(store.quads_for_pattern(node, None, None, None))


def is_part(node: object, thing: NamedNode) -> TypeGuard[NamedNode]:
    """Whether a node is a part of the thing: its IRI with a fragment."""
    return isinstance(node, NamedNode) and node.value.startswith(thing.value + "#")


def incoming(store: Store, thing: NamedNode, most: int | None = MOST_INCOMING) -> list[Incoming]:
    """The statements of the union that point at a thing, by property; at most so many of each."""
    found = _totals(store, thing)
    return [Incoming(predicate, _pointing(store, predicate, thing, most), total) for predicate, total in found]


def _totals(store: Store, thing: NamedNode) -> list[tuple[NamedNode, int]]:
    if isinstance(store, IndexedStore):
        return store.totals(thing)
    counted = solutions(store, f"SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p {thing} }} GROUP BY ?p ORDER BY ?p")
    return [(row["p"], int(row["n"].value)) for row in counted]


def _pointing(store: Store, predicate: NamedNode, thing: NamedNode, most: int | None) -> list[Quad]:
    quads = store.quads_for_pattern(None, predicate, thing, DefaultGraph())
    return list(islice((quad for quad in quads if not is_part(quad.subject, thing)), most))


def _about_document(data: Data, thing: NamedNode, page: NamedNode) -> Iterator[Triple]:
    yield Triple(page, RDF.type, FOAF.Document)
    yield Triple(page, FOAF.primaryTopic, thing)
    dataset = data.dataset()
    if dataset:
        yield Triple(page, DCTERMS.isPartOf, dataset)
        yield Triple(page, VOID.inDataset, dataset)
        for fact in _DATASET_FACTS:
            for quad in data.store.quads_for_pattern(dataset, fact, None, DefaultGraph()):
                yield Triple(page, fact, quad.object)


def _cuts(page: NamedNode, pointing: list[Incoming]) -> Iterator[Triple]:
    """Say what is left out, since a reader can't see it."""
    for group in pointing:
        if group.total > MOST_INCOMING:
            yield Triple(
                page,
                RDFS.comment,
                Literal(
                    f"Only {MOST_INCOMING} of the {group.total} statements that point here by {group.predicate.value} "
                    "are in this document.",
                    language="en",
                ),
            )


def _labels(data: Data, triples: list[Triple]) -> list[Triple]:
    """The names of everything the document mentions."""
    mentioned = {node for triple in triples for node in (triple.subject, triple.object) if isinstance(node, NamedNode)}
    return [triple for node in mentioned for triple in _names(data, node)]


def _names(data: Data, node: NamedNode) -> list[Triple]:
    patterns = ((store, name) for store in (data.store, data.ontology) for name in (RDFS.label, SKOS.prefLabel))
    found = (list(store.quads_for_pattern(node, name, None, DefaultGraph())) for store, name in patterns)
    return [_triple(quad) for quad in next(filter(None, found), [])]


def _triple(quad: Quad) -> Triple:
    return Triple(quad.subject, quad.predicate, quad.object)


def _sorted(triples: Iterable[Triple]) -> list[Triple]:
    """By subject, types first, then property and value: a reader finds a thing's statements together."""
    return sorted(
        triples,
        key=lambda triple: (
            getattr(triple.subject, "value", ""),
            triple.predicate != RDF.type,
            triple.predicate.value,
            str(triple.object),
        ),
    )
