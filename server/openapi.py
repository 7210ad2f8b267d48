"""The paths of the server as an OpenAPI 3.1 document, made from the rules themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Rules = Iterable[tuple[str, set[str], str]]
_OBJECT, _TEXT = {"type": "object"}, {"type": "string"}
_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
_PAGE = {"type": "integer", "minimum": 1, "maximum": 999_999}
_ROWS = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
_SECONDS = {"type": "number", "exclusiveMinimum": 0, "maximum": 999_999}
_TERM = {"type": "string", "format": "iri"}
_FLAG = {"type": "string", "enum": ["", "1"]}
_DOCUMENT = {"type": "string", "enum": ["html", "ttl", "nt", "jsonld", "rdf"]}
_WHOLE_GRAPH = {"type": "string", "enum": ["ttl", "nt", "rdf", "jsonld", "nq", "trig"]}
_DESCRIPTION = {"type": "string", "enum": ["ttl", "nt", "jsonld", "rdf"]}
_SHAPE_OF_JSON = {"type": "string", "enum": ["compacted", "expanded", "flattened", "framed"]}
_QUERIES: dict[str, dict[str, dict[str, Any]]] = {
    "/sparql": {"query": _TEXT, "default-graph-uri": _TERM, "named-graph-uri": _TERM, "format": _TEXT,
                "timeout": _SECONDS, "limit": _ROWS, "offset": _ROWS, "download": _TEXT, "bom": _FLAG},
    "/gsp": {"graph": _TERM, "default": _FLAG, "format": _WHOLE_GRAPH},
    "/graph/{name}": {"format": _WHOLE_GRAPH},
    "/search": {"q": _TEXT, "kind": _TEXT},
    "/search.json": {"q": _TEXT, "limit": {"type": "integer", "minimum": 1, "maximum": 99}},
    "/browse/{segment}": {"page": _PAGE, "country": _TEXT, "type": _TEXT, "year": _TEXT},
    "/links/{name}": {"kind": _TEXT, "page": _PAGE},
    "/doc/{name}": {"format": _DOCUMENT, "profile": _SHAPE_OF_JSON},
    "/linkset/{name}": {"format": {"type": "string", "enum": ["json", "txt"]}},
    "/v/{version}/doc/{name}": {"format": _DESCRIPTION},
    **dict.fromkeys(("/catalog", "/.well-known/void", "/ns", "/shapes", "/quality", "/changes", "/dumps/{version}/"),
                    {"format": _DOCUMENT}),
    **dict.fromkeys(("/.well-known/sparql-examples/", "/.well-known/sparql-examples/{name}"), {"format": _DESCRIPTION}),
}  # fmt: skip
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


def _structure(needed: Iterable[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(needed)}


def _many(items: dict[str, Any], **bounds: int) -> dict[str, Any]:
    return {"type": "array", "items": items, **bounds}


_NAMED = _structure(["matchType", "propertyValue"], matchType={"enum": ["name", "id"]}, propertyValue=_TEXT)
_PROPERTY = _structure(
    ["matchType", "propertyId", "propertyValue"],
    matchType={"const": "property"}, propertyId=_TEXT, propertyValue=_TEXT, required={"const": False},
)  # fmt: skip
_MATCH_QUERY = _structure(
    ["conditions"], conditions=_many({"anyOf": [_NAMED, _PROPERTY]}, minItems=1), type=_TEXT, limit={"type": "integer"}
)
_MATCH = _structure(["queries"], queries=_many(_MATCH_QUERY, maxItems=200))
_EXTEND = _structure(
    ["ids", "properties"], ids=_many(_TEXT, maxItems=2000), properties=_many(_structure(["id"], id=_TEXT))
)
_BATCH = {**_structure([], queries=_TEXT, extend=_TEXT), "minProperties": 1}
_BODIES = {
    "/sparql": {_FORM: _structure(["query"], query=_TEXT), "application/sparql-query": _TEXT},
    "/reconcile/{language}": {_FORM: _BATCH, _JSON: _MATCH},
    "/reconcile/{language}/": {_FORM: _BATCH, _JSON: _MATCH},
    "/reconcile/{language}/match": {_JSON: _MATCH},
    "/reconcile/{language}/extend": {_JSON: _EXTEND},
}


def described(rules: Rules, version: str, server: str) -> dict[str, Any]:
    """The document: each rule is (path, methods, sentence)."""
    paths: dict[str, dict[str, Any]] = {}
    for rule, methods, sentence in sorted(rules, key=lambda each: each[0]):
        path = _PLACE.sub(r"{\2}", rule)
        for method in sorted(methods & {"GET", "POST"}):
            paths.setdefault(path, {})[method.lower()] = _operation(path, rule, method, sentence)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "One Moon",
            "version": version or "0",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
            "description": "Linked data of local-government cooperation in Northeast Asia. Read only.",
        },
        "servers": [{"url": server}],
        "paths": paths,
    }


def _operation(path: str, rule: str, method: str, sentence: str) -> dict[str, Any]:
    kinds = {"int": {"type": "integer"}}
    places = [_parameter(name, "path", kinds.get(kind, _TEXT)) for kind, name in _PLACE.findall(rule)]
    asked = {} if method == "POST" else _QUERIES.get(path, {})
    queries = [_parameter(name, "query", kind) for name, kind in {**asked, "lang": _TEXT}.items()]
    problem = {"description": "A problem", "content": {"application/problem+json": {"schema": _OBJECT}}}
    found: dict[str, Any] = {
        "operationId": method.lower() + re.sub(r"[{}]", "", path.replace("/", "_")),
        "summary": (sentence.splitlines() or [""])[0],
        "parameters": [*places, *queries],
        "responses": {
            "200": {"description": "The answer, in the form negotiated by Accept"},
            "3XX": {"description": "Where the answer is"},
            "default": problem,
        },
    }
    if method == "POST":
        bodies = _BODIES.get(path, {_FORM: _OBJECT})
        found["requestBody"] = {"content": {kind: {"schema": body} for kind, body in bodies.items()}, "required": True}
    return found


def _parameter(name: str, where: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "schema": schema}
