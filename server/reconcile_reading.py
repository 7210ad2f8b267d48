"""Reading queries of both versions of the reconciliation API; Problem for what neither knows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .errors import Problem
from .reconcile_match import DEFAULT_LIMIT, MOST_CANDIDATES, Condition, Query, property_id
from .reconcile_types import Types

MOST_QUERIES = 200
_MOST_VALUES = 1_000_000


def parsed(text: str, what: str) -> Any:
    """The JSON of a parameter or body; Problem if it is none."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Problem("bad-request", f"{what} is not JSON: {error}.") from None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def batch(content: Any, types: Types) -> dict[str, Query]:
    """The queries of version 0.2 by key; Problem for anything but an object of objects, or too many."""
    if not isinstance(content, dict):
        raise Problem("bad-request", 'queries must be an object such as {"q0": {"query": "Nara"}}.')
    _count(len(content))
    return {key: _query(each, types, f"queries.{key}") for key, each in content.items()}


def _query(each: Any, types: Types, where: str) -> Query:
    if isinstance(each, str):
        each = {"query": each}
    if not isinstance(each, dict) or not isinstance(each.get("query", ""), str):
        raise Problem("bad-request", f"{where} must be an object with the text in query.")
    given = each.get("type") or each.get("types") or []
    wanted = [given] if isinstance(given, str) else given
    properties = each.get("properties") or []
    if not isinstance(wanted, list) or not isinstance(properties, list):
        raise Problem("bad-request", f"{where}: type is a text or a list, properties is a list.")
    return Query(
        each.get("query", ""),
        tuple(types.known(_identifier(kind)) for kind in wanted),
        tuple(found for given in properties if (found := _condition(given, "pid", "v", where))),
        _limit(each.get("limit")),
    )


def conditions(content: Any, types: Types) -> list[Query]:
    """The queries of version 1.0-draft in their order; Problem as `batch`."""
    queries = content.get("queries") if isinstance(content, dict) else content
    if not isinstance(queries, list):
        raise Problem("bad-request", "The body must be an object with a list in queries.")
    _count(len(queries))
    return [_conditioned(each, types, f"queries.{number}") for number, each in enumerate(queries)]


def _conditioned(each: Any, types: Types, where: str) -> Query:
    given = each.get("conditions") if isinstance(each, dict) else None
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        raise Problem("bad-request", f"{where} must be an object with conditions, at least one.")
    named = [one for one in given if one.get("matchType") in ("name", "id")]
    texts = [text for one in named for text in _texts(one.get("propertyValue"))]
    found = [
        _condition(one, "propertyId", "propertyValue", where) for one in given if one.get("matchType") == "property"
    ]
    if any(one.get("matchType") not in ("name", "id", "property") for one in given):
        raise Problem("bad-request", f"{where}: matchType is name, id or property.")
    kind = [types.known(each["type"])] if isinstance(each.get("type"), str) and each["type"] else []
    return Query(texts[0] if texts else "", tuple(kind), tuple(one for one in found if one), _limit(each.get("limit")))


def _condition(given: Any, name: str, value: str, where: str) -> Condition | None:
    """A condition on one of our properties; others are passed over, unless required."""
    if not isinstance(given, dict) or not isinstance(given.get(name), str) or value not in given:
        raise Problem("bad-request", f"{where}: a property needs {name} and {value}.")
    known = property_id(given[name])
    required = given.get("required") is True
    texts = tuple(text for text in _texts(given[value]) if text)
    if known is None and required:
        raise Problem("bad-request", f"{where}: there is no property {given[name]!r} here.")
    quantifier = given.get("matchQuantifier", "any")
    if quantifier not in ("any", "all", "none"):
        raise Problem("bad-request", f"{where}: matchQuantifier is any, all or none.")
    return Condition(known, texts, required, quantifier) if known and texts else None


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [_identifier(each).strip() for each in values if each is not None]


def _identifier(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("id") or value.get("name") or "")
    return str(value)


def _limit(value: Any) -> int:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(max(1, min(value, MOST_CANDIDATES))) if number else DEFAULT_LIMIT


def _count(number: int) -> None:
    if number > MOST_QUERIES:
        raise Problem("too-large", f"A batch has at most {MOST_QUERIES} queries, not {number}.")


def extension(content: Any) -> tuple[list[str], list[tuple[str, int]]]:
    """(ids, (property, most values)) of an extension query, the same in both versions; Problem for anything else."""
    ids = content.get("ids") if isinstance(content, dict) else None
    properties = content.get("properties") if isinstance(content, dict) else None
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise Problem("bad-request", "An extension query has ids and properties, both lists.")
    _count(len(ids) // 10)
    return [str(each) for each in ids], [_asked(each) for each in properties]


def _asked(given: Any) -> tuple[str, int]:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise Problem("bad-request", "Each of properties is an object with an id.")
    settings = given.get("settings")
    most = settings.get("limit") if isinstance(settings, dict) else None
    written = int(most) if isinstance(most, str) and most.isdecimal() and len(most) < 10 else most
    number = written if isinstance(written, int | float) else 0
    return given["id"], int(min(number, _MOST_VALUES)) if number >= 1 else MOST_CANDIDATES
