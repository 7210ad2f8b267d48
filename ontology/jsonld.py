"""Triples as JSON-LD 1.1 for the dumps and the server: compact with a context, expanded, or as a tree; no data lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

VERSION = "v1"
Node = dict[str, Any]
Statement = Triple | Quad
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NATIVE = {f"{_XSD}boolean": re.compile("true|false"), f"{_XSD}integer": re.compile(r"0|-?[1-9]\d{0,14}")}
_KEYWORDS = {"@version": 1.1, "id": "@id", "type": "@type"}


@cache
def published() -> Mapping[str, Any]:
    """The terms of the context that is published; a published context never changes, a new one gets a new name."""
    content = json.loads(files("onemoon.ontology").joinpath(f"context-{VERSION}.jsonld").read_text(encoding="utf-8"))
    terms: Mapping[str, Any] = content["@context"]
    return terms


class Context:
    """The terms of a context, read once: namespaces by prefix, and properties by how their values are written."""

    def __init__(self, terms: Mapping[str, Any]):
        self.terms = terms
        named = {name: value for name, value in terms.items() if isinstance(value, str) and value[-1:] in ("/", "#")}
        self._prefixes = sorted(named.items(), key=lambda item: -len(item[1]))
        self._names = {self._spelt(each["@id"]): name for name, each in terms.items() if isinstance(each, dict)}
        self.short = lru_cache(1 << 16)(self._short)

    def nodes(self, statements: Iterable[Statement]) -> list[Node]:
        """One object a subject, in the order in which they come; raises ValueError for triple terms."""
        found: dict[str, Node] = {}
        for each in statements:
            subject = self._reference(each.subject)
            self._add(found.setdefault(subject, {"id": subject}), each)
        return list(found.values())

    def fits(self, statements: Iterable[Statement]) -> bool:
        """Whether no IRI has a scheme that the context has for a prefix: `geo:37,126` would be read as a short form."""
        return not _schemes(_iris(statements)).intersection(name for name, _ in self._prefixes)

    def used_by(self, statements: Iterable[Statement]) -> Context:
        """The context with only the prefixes and terms that the statements need, and none that would mislead."""
        iris = _iris(statements)
        schemes = _schemes(iris)
        spaces = {name: space for name, space in self._prefixes if any(iri.startswith(space) for iri in iris)}
        kept = {name: space for name, space in sorted(spaces.items()) if name not in schemes}
        names = {name: iri for iri, name in self._names.items() if iri in iris}
        spelt = {name: {**self.terms[name], "@id": iri} for name, iri in sorted(names.items())}
        return Context({**_KEYWORDS, **kept, **spelt})

    def is_reference(self, name: str) -> bool:
        """Whether a term's values are IRIs."""
        definition = self.terms.get(name)
        return isinstance(definition, dict) and definition.get("@type") == "@id"

    def _spelt(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        space = self.terms.get(prefix)
        return space + local if isinstance(space, str) and not local.startswith("//") else name

    def _short(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def _add(self, node: Node, statement: Statement) -> None:
        predicate, value = statement.predicate, statement.object
        if predicate == _RDF_TYPE and not isinstance(value, Literal):
            _append(node, "type", self._reference(value))
            return
        name = self._names.get(predicate.value, "")
        if self.is_reference(name) and not isinstance(value, Literal):
            _append(node, name, self._reference(value), self.terms[name].get("@container") == "@set")
        elif name and not self.is_reference(name) and _in_a_language(value):
            _append(node.setdefault(name, {}), value.language, value.value)  # type: ignore[arg-type, union-attr]
        else:
            _append(node, self.short(predicate.value), self._value(value))

    def _value(self, value: object) -> object:
        if not isinstance(value, Literal):
            return {"id": self._reference(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language} | _direction(value)
        kind = value.datatype.value
        native = _NATIVE.get(kind)
        if native and native.fullmatch(value.value):
            return json.loads(value.value)
        return value.value if kind == f"{_XSD}string" else {"@value": value.value, "@type": self.short(kind)}

    def _reference(self, node: object) -> str:
        if isinstance(node, NamedNode):
            return self.short(node.value)
        if isinstance(node, BlankNode):
            return str(node)
        raise ValueError("JSON-LD has no triple terms")


def compacted(statements: Iterable[Statement], terms: Mapping[str, Any], address: str = "") -> bytes:
    """The statements as one document that names a context by its address where that fits, else brings its own."""
    known, context = list(statements), Context(terms)
    if not address or not context.fits(known):
        address, context = "", context.used_by(known)
    return _written({"@context": address or context.terms, "@graph": context.nodes(known)})


def expanded(statements: Iterable[Statement]) -> bytes:
    """The statements without any context; since every node stands by itself, this is the flattened form as well."""
    found: dict[str, Node] = {}
    for each in statements:
        subject = _plain(each.subject)
        node = found.setdefault(subject, {"@id": subject})
        if each.predicate == _RDF_TYPE and not isinstance(each.object, Literal):
            node.setdefault("@type", []).append(_plain(each.object))
        else:
            node.setdefault(each.predicate.value, []).append(_expanded_value(each.object))
    return _written(list(found.values()))


def framed(statements: Iterable[Statement], terms: Mapping[str, Any], top: str, address: str = "") -> bytes:
    """The statements about one thing as a tree: what it points at stands inside it, each node once."""
    known, context = list(statements), Context(terms)
    if not address or not context.fits(known):
        address, context = "", context.used_by(known)
    nodes = {node["id"]: node for node in context.nodes(known)}
    tree = _embedded(nodes.get(context.short(top), {"id": context.short(top)}), nodes, context, set())
    return _written({"@context": address or context.terms, **tree})


def lines(statements: Iterable[Statement], terms: Mapping[str, Any]) -> bytes:
    """Many statements as compact JSON-LD that brings its context, one thing a line."""
    graph = ",\n".join(json.dumps(node, ensure_ascii=False) for node in Context(terms).nodes(statements))
    return f'{{"@context": {json.dumps(terms, indent=1)},\n"@graph": [\n{graph}\n]}}\n'.encode()


def _embedded(node: Node, nodes: Mapping[str, Node], context: Context, seen: set[str]) -> Node:
    seen.add(node["id"])

    def inside(name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [inside(name, each) for each in value]
        target = value if context.is_reference(name) else value.get("id") if isinstance(value, dict) else None
        if not isinstance(target, str) or target not in nodes or target in seen:
            return value
        return _embedded(nodes[target], nodes, context, seen)

    return {name: value if name in ("id", "type") else inside(name, value) for name, value in node.items()}


def _append(node: Node, key: str, value: object, always_list: bool = False) -> None:
    """One value stands alone, several in a list."""
    if key not in node:
        node[key] = [value] if always_list else value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _iris(statements: Iterable[Statement]) -> set[str]:
    nodes = {node for each in statements for node in (each.subject, each.predicate, each.object)}
    kinds = {node.datatype for node in nodes if isinstance(node, Literal)}
    return {node.value for node in nodes | kinds if isinstance(node, NamedNode)}


def _schemes(iris: Iterable[str]) -> set[str]:
    return {iri.partition(":")[0] for iri in iris}


def _in_a_language(node: object) -> bool:
    return isinstance(node, Literal) and bool(node.language) and not node.direction


def _direction(value: Literal) -> dict[str, str]:
    return {"@direction": str(value.direction)} if value.direction else {}


def _plain(node: object) -> str:
    if isinstance(node, NamedNode):
        return node.value
    if isinstance(node, BlankNode):
        return str(node)
    raise ValueError("JSON-LD has no triple terms")


def _expanded_value(value: object) -> Node:
    if not isinstance(value, Literal):
        return {"@id": _plain(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language} | _direction(value)
    kind = value.datatype.value
    return {"@value": value.value} | ({} if kind == f"{_XSD}string" else {"@type": kind})


def _written(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
