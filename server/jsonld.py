"""Triples as compact JSON-LD 1.1: prefixes in the context, names by language, no data lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .terms import DCTERMS, RDF, RDFS, SKOS, XSD

_BY_LANGUAGE = {
    "label": RDFS.label,
    "prefLabel": SKOS.prefLabel,
    "altLabel": SKOS.altLabel,
    "definition": SKOS.definition,
    "title": DCTERMS.title,
}
_NATIVE = {XSD.boolean: re.compile("true|false"), XSD.integer: re.compile(r"0|-?[1-9]\d{0,14}")}
_RDF_TYPE = RDF.type


def jsonld(triples: Iterable[Triple], prefixes: dict[str, str]) -> bytes:
    """The triples as one compact JSON-LD document; triple terms raise ValueError, JSON-LD can't say them."""
    statements = list(triples)
    used = _used_prefixes(_iris(statements), prefixes)
    shorten, terms = _shortener(used), _language_terms(statements)
    nodes: dict[str, dict[str, Any]] = {}
    for triple in statements:
        subject = _reference(triple.subject, shorten)
        _add(nodes.setdefault(subject, {"id": subject}), triple, shorten, terms)
    document = {"@context": _context(used, terms), "@graph": list(nodes.values())}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _context(prefixes: dict[str, str], terms: dict[NamedNode, str]) -> dict[str, Any]:
    by_language = {
        name: {"@id": term.value, "@container": "@language"}
        for term, name in sorted(terms.items(), key=lambda item: item[1])
    }
    return {"@version": 1.1, "id": "@id", "type": "@type", **prefixes, **by_language}


def _iris(triples: list[Triple]) -> set[str]:
    nodes = {node for triple in triples for node in (triple.subject, triple.predicate, triple.object)}
    kinds = {node.datatype for node in nodes if isinstance(node, Literal)}
    return {node.value for node in nodes | kinds if isinstance(node, NamedNode)}


def _used_prefixes(iris: set[str], prefixes: dict[str, str]) -> dict[str, str]:
    """The prefixes of these IRIs, but no scheme of one of them: `geo:37,126` would be read as a short form."""
    schemes = {iri.partition(":")[0] for iri in iris}
    return {
        name: namespace
        for name, namespace in sorted(prefixes.items())
        if name not in schemes and namespace[-1:] in ("/", "#") and any(iri.startswith(namespace) for iri in iris)
    }


def _shortener(prefixes: dict[str, str]) -> Callable[[str], str]:
    longest_first = sorted(prefixes.items(), key=lambda item: -len(item[1]))

    def shorten(iri: str) -> str:
        matching = (
            (name, iri.removeprefix(namespace)) for name, namespace in longest_first if iri.startswith(namespace)
        )
        name, local = next(matching, ("", ""))
        return f"{name}:{local}" if name and not local.startswith("//") else iri

    return shorten


def _language_terms(triples: list[Triple]) -> dict[NamedNode, str]:
    """The naming properties all of whose values here have a plain language."""
    unfit = {triple.predicate for triple in triples if not _in_a_language(triple.object)}
    present = {triple.predicate for triple in triples}
    return {term: name for name, term in _BY_LANGUAGE.items() if term in present - unfit}


def _in_a_language(node: object) -> bool:
    return isinstance(node, Literal) and bool(node.language) and not node.direction


def _add(node: dict[str, Any], triple: Triple, shorten: Callable[[str], str], terms: dict[NamedNode, str]) -> None:
    term, value = terms.get(triple.predicate), triple.object
    if term and isinstance(value, Literal):
        _append(node.setdefault(term, {}), str(value.language), value.value)
    elif triple.predicate == _RDF_TYPE and not isinstance(value, Literal):
        _append(node, "type", _reference(value, shorten))
    else:
        _append(node, shorten(triple.predicate.value), _value(value, shorten))


def _append(node: dict[str, Any], key: str, value: object) -> None:
    """One value stands alone, several in a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _reference(node: object, shorten: Callable[[str], str]) -> str:
    if isinstance(node, NamedNode):
        return shorten(node.value)
    if isinstance(node, BlankNode):
        return str(node)
    raise ValueError("JSON-LD has no triple terms")


def _value(node: object, shorten: Callable[[str], str]) -> object:
    if not isinstance(node, Literal):
        return {"id": _reference(node, shorten)}
    if node.language:
        direction = {"@direction": str(node.direction)} if node.direction else {}
        return {"@value": node.value, "@language": node.language, **direction}
    native = _NATIVE.get(node.datatype)
    if native and native.fullmatch(node.value):
        return json.loads(node.value)
    return node.value if node.datatype == XSD.string else {"@value": node.value, "@type": shorten(node.datatype.value)}
