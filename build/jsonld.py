"""JSON-LD that a web developer can read: one object a thing, one context, no surprise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from onemoon.mappings.terms import Object, Triple, iri


def compact(triples: Iterable[Triple], names: Mapping[str, str]) -> bytes:
    """Triples, sorted by subject, as compact JSON-LD, one thing a line, with the prefixes as its context."""
    prefixes = sorted(names.items(), key=lambda item: len(item[1]), reverse=True)
    things = (_thing(subject, list(group), prefixes) for subject, group in groupby(triples, key=lambda t: t[0]))
    context = json.dumps(dict(sorted(names.items())), indent=1)
    graph = ",\n".join(json.dumps(thing, ensure_ascii=False) for thing in things)
    return f'{{"@context": {context},\n"@graph": [\n{graph}\n]}}\n'.encode()


def _thing(subject: str, triples: list[Triple], prefixes: list[tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": _short(subject, prefixes)}
    for property, group in groupby(triples, key=lambda t: t[1]):
        values = [value for _, _, value in group]
        if property == iri("rdf:type"):
            found["@type"] = [_short(value, prefixes) for value in values if isinstance(value, str)]
        else:
            found[_short(property, prefixes)] = [_value(value, prefixes) for value in values]
    return found


def _value(value: Object, prefixes: list[tuple[str, str]]) -> dict[str, str]:
    if isinstance(value, str):
        return {"@id": _short(value, prefixes)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype in (None, iri("xsd:string")):
        return {"@value": value.value}
    return {"@value": value.value, "@type": _short(value.datatype, prefixes)}


def _short(name: str, prefixes: list[tuple[str, str]]) -> str:
    for prefix, namespace in prefixes:
        local = name.removeprefix(namespace)
        if local != name and not local.startswith("//"):
            return f"{prefix}:{local}"
    return name
