"""Triples as bytes, in each syntax the server offers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import IO, Protocol, cast

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from onemoon.ontology.jsonld import compacted, published

from .errors import Problem
from .negotiation import JSONLD, RDFXML, Format

_SYNTAX = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
}
_ABBREVIATED = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SMALL = 5000
_XML_NAME_AT_END = re.compile(r"[^\W\d][\w.\-·]*$")


def syntax(known: Format) -> RdfFormat:
    """The engine's own name of a format."""
    return RdfFormat.JSON_LD if known.key == JSONLD.key else _SYNTAX[known.key]


def serialise(triples: Sequence[Triple], known: Format, prefixes: dict[str, str]) -> bytes:
    """The triples in a syntax; raises Problem when the syntax has no words for them."""
    if known.key == JSONLD.key:
        return _jsonld(triples)
    if known.key == RDFXML.key:
        _check_for_xml(triples)
    syntax = _SYNTAX[known.key]
    if syntax not in _ABBREVIATED:
        return serialize(triples, format=syntax) or b""
    return _with_sorted_prefixes(serialize(triples, format=syntax, prefixes=_used(triples, prefixes)) or b"")


class Output(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take the next piece."""

    def flush(self) -> None:
        """There is no more for now."""


def write_triples(triples: Iterable[Triple], known: Format, prefixes: dict[str, str], output: Output) -> None:
    """Write the triples in a syntax: few of them as `serialise` does, many without holding them all in memory."""
    each = iter(triples)
    first = list(islice(each, _SMALL + 1))
    if len(first) <= _SMALL or known.key in (JSONLD.key, RDFXML.key):
        output.write(serialise(first + list(each), known, prefixes))
        return
    syntax = _SYNTAX[known.key]
    names = prefixes if syntax in _ABBREVIATED else None
    serialize(chain(first, each), cast(IO[bytes], _Sorted(output) if names else output), syntax, prefixes=names)


class _Sorted:
    """Puts the prefix declarations in order, all of which come with the first piece."""

    def __init__(self, output: Output):
        self._output, self._first = output, True

    def write(self, data: bytes, /) -> int:
        """Pass a piece on."""
        self._output.write(_with_sorted_prefixes(bytes(data)) if self._first else data)
        self._first = False
        return len(data)

    def flush(self) -> None:
        """Pass it on."""
        self._output.flush()


def _with_sorted_prefixes(body: bytes) -> bytes:
    """The writer declares prefixes in any order; the same triples are to give the same bytes."""
    declared = re.match(rb"(?:@prefix [^\n]*\n)+|<\?xml[^\n]*\n<rdf:RDF( [^\n>]*)>", body)
    if not declared:
        return body
    found = declared[1] or declared[0]
    pieces = sorted(found.split(b" ")[1:] if declared[1] else found.splitlines(keepends=True))
    return body.replace(found, b"".join(b" " + piece for piece in pieces) if declared[1] else b"".join(pieces), 1)


def check_xml(text: str) -> None:
    """Raises Problem when a text has characters that no XML document may hold."""
    if NOT_IN_XML.search(text):
        raise Problem("not-acceptable", "The answer has characters that XML can't hold; ask for another format.")


def _jsonld(triples: Sequence[Triple]) -> bytes:
    try:
        return compacted(triples, published())
    except ValueError:
        raise Problem(
            "not-acceptable", "The answer has triple terms, which JSON-LD can't hold; ask for Turtle."
        ) from None


def _check_for_xml(triples: Sequence[Triple]) -> None:
    for triple in triples:
        if isinstance(triple.object, Literal):
            check_xml(triple.object.value)
        if not _XML_NAME_AT_END.search(triple.predicate.value):
            raise Problem("not-acceptable", f"RDF/XML can't name the property {triple.predicate}; ask for Turtle.")


def _used(triples: Sequence[Triple], prefixes: dict[str, str]) -> dict[str, str]:
    nodes = {node for triple in triples for node in (triple.subject, triple.predicate, triple.object)}
    nodes |= {node.datatype for node in nodes if isinstance(node, Literal)}
    spaces = {
        re.sub(r"[^#]*$", "", node.value) if "#" in node.value else re.sub(r"[^/]*$", "", node.value)
        for node in nodes
        if isinstance(node, NamedNode)
    }
    return {name: iri for name, iri in sorted(prefixes.items()) if any(space.startswith(iri) for space in spaces)}
