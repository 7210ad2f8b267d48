"""Terms of pyoxigraph as terms of rdflib; data of any form as triples whose blank nodes are named in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple
    from rdflib import Graph
    from rdflib.term import Node

Data: TypeAlias = "Graph | Store | bytes"


def read(data: Data) -> list[Triple]:
    """The triples of an rdflib graph, of a store's default graph or of N-Triples; SyntaxError if these are none."""
    from pyoxigraph import DefaultGraph, RdfFormat, Store, parse

    if isinstance(data, Store):
        quads = data.quads_for_pattern(None, None, None, DefaultGraph())
    else:
        text = data if isinstance(data, bytes) else data.serialize(format="nt", encoding="utf-8")
        quads = parse(text, format=RdfFormat.N_TRIPLES)
    return list(named_in_order((quad.triple for quad in quads), {}))


def named_in_order(triples: Iterable[Triple], names: dict[BlankNode, BlankNode]) -> Iterator[Triple]:
    """Triples whose blank nodes are b0, b1, …; `names` holds those that were named before."""
    from pyoxigraph import BlankNode, Triple

    for triple in triples:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            triple = Triple(_named(triple.subject, names), triple.predicate, _named(triple.object, names))
        yield triple


def _named(term: Any, names: dict[BlankNode, BlankNode]) -> Any:
    from pyoxigraph import BlankNode

    return names.setdefault(term, BlankNode(f"b{len(names)}")) if isinstance(term, BlankNode) else term


def to_rdflib(triples: Iterable[Triple]) -> Iterator[tuple[Node, Node, Node]]:
    """Triples in rdflib's terms; a term that comes twice is made once."""
    term = cache(_term)
    return ((term(each.subject), term(each.predicate), term(each.object)) for each in triples)


def _term(term: NamedNode | BlankNode | Literal) -> Node:
    from pyoxigraph import BlankNode, NamedNode
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def from_rdflib(term: Node) -> NamedNode | BlankNode | Literal:
    """A term of rdflib as one of pyoxigraph."""
    import rdflib
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if not isinstance(term, rdflib.Literal):
        return BlankNode(str(term))
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
