"""Reading a request of the SPARQL 1.1 Protocol."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request

from .errors import Problem

LONGEST_QUERY = 1 << 16
_OVERRIDES = ("format", "output", "results")
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
Parameters = list[tuple[str, str]]


@dataclass(frozen=True)
class Operation:
    """A query, the graphs its dataset is made of (none: what the query says), and the formats asked for by name."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


def read(request: Request) -> Operation | None:
    """The operation of a request, None for a bare GET; raises Problem for what isn't one query."""
    parameters = _decoded(request.query_string, "query string")
    if len(request.query_string) > 2 * LONGEST_QUERY:
        raise Problem("address-too-long", "The query is too long for an address; send it by POST.")
    if request.method == "POST":
        parameters = parameters + _posted(request)
    _refuse_update(parameters)
    queries = _values(parameters, "query")
    if not queries and request.method != "POST" and {name for name, _ in parameters} <= set(_OVERRIDES):
        return None
    return _operation(queries, parameters)


def _operation(queries: list[str], parameters: Parameters) -> Operation:
    if len(queries) != 1 or not queries[0].strip():
        count = "no query" if not any(queries) else f"{len(queries)} queries"
        raise Problem("query-missing", f"The request has {count}; send exactly one.")
    if len(queries[0].encode()) > LONGEST_QUERY:
        raise Problem("too-large", f"The query has more than {LONGEST_QUERY} bytes.")
    return Operation(
        queries[0],
        tuple(_values(parameters, "default-graph-uri")),
        tuple(_values(parameters, "named-graph-uri")),
        tuple(value for name in _OVERRIDES for value in _values(parameters, name)),
    )


def _posted(request: Request) -> Parameters:
    if request.mimetype not in (_FORM, _QUERY, _UPDATE):
        raise Problem("media-type", f"POST a form or {_QUERY}, not {request.mimetype or 'a body without a type'!r}.")
    if request.mimetype == _UPDATE:
        raise Problem("read-only", "This service is read only and takes no updates.")
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Problem("media-type", "A query is sent in UTF-8.")
    body = request.get_data()
    return _decoded(body, "form") if request.mimetype == _FORM else [("query", _text(body))]


def _decoded(raw: bytes, what: str) -> Parameters:
    try:
        return parse_qsl(raw.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise Problem("bad-request", f"The {what} is not UTF-8, or has too many fields.") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("bad-request", "The query is not UTF-8.") from None


def _refuse_update(parameters: Parameters) -> None:
    if _values(parameters, "update"):
        raise Problem("read-only", "This service is read only and takes no updates.")


def _values(parameters: Parameters, wanted: str) -> list[str]:
    return [value for name, value in parameters if name == wanted]
