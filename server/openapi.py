"""The paths of the server as an OpenAPI 3.1 document, made from the rules themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Rules = Iterable[tuple[str, set[str], str]]
_OBJECT = {"type": "object"}
_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
_QUERIES = {
    "/sparql": ("query", "default-graph-uri", "named-graph-uri", "format", "timeout", "limit", "offset", "download"),
    "/search": ("q", "kind"),
    "/search.json": ("q", "limit"),
    "/browse/{segment}": ("page", "country", "type", "year"),
    "/links/{name}": ("kind", "page"),
    "/doc/{name}": ("format",),
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
    kinds = {"int": "integer"}
    places = [_parameter(name, "path", kinds.get(kind, "string")) for kind, name in _PLACE.findall(rule)]
    queries = [_parameter(name, "query", "string") for name in (*_QUERIES.get(path, ()), "lang")]
    found: dict[str, Any] = {
        "operationId": f"{method.lower()} {path}",
        "summary": (sentence.splitlines() or [""])[0],
        "parameters": [*places, *queries],
        "responses": {
            "200": {"description": "The answer, in the form negotiated by Accept"},
            "default": {"description": "A problem", "content": {"application/problem+json": {"schema": _OBJECT}}},
        },
    }
    if method == "POST":
        found["requestBody"] = {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}}
    return found


def _parameter(name: str, where: str, kind: str) -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "schema": {"type": kind}}
