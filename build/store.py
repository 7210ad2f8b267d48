"""Our triples as pyoxigraph's terms and back: the one place where they meet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store
from pyoxigraph import Triple as RdfTriple

from onemoon.mappings.terms import Object, Text, Triple

named = cache(NamedNode)


def term(value: Object) -> NamedNode | Literal:
    """An IRI or a literal as a term."""
    if isinstance(value, str):
        return named(value)
    if value.language:
        return Literal(value.value, language=value.language)
    return Literal(value.value, datatype=named(value.datatype)) if value.datatype else Literal(value.value)


def quads(triples: Iterable[Triple], graph: str | None = None) -> list[Quad]:
    """Triples as quads of a named graph, or of the default graph."""
    name = named(graph) if graph else DefaultGraph()
    return [Quad(named(s), named(p), term(o), name) for s, p, o in triples]


def triple(quad: Quad) -> Triple:
    """A quad as one of our triples, its graph left out; TypeError for a node that is no IRI."""
    if not isinstance(quad.subject, NamedNode):
        raise TypeError(f"{quad.subject} is no IRI")
    return quad.subject.value, quad.predicate.value, _object(quad.object)


def _object(value: NamedNode | Literal | BlankNode | RdfTriple) -> Object:
    if isinstance(value, Literal):
        return Text(value.value, None if value.language else value.datatype.value, value.language)
    if isinstance(value, NamedNode):
        return value.value
    raise TypeError(f"{value} is no IRI and no literal")


def store_of(triples: Iterable[Triple]) -> Store:
    """A store in memory with the triples in its default graph."""
    store = Store()
    store.bulk_extend(quads(triples))
    return store
