"""From a call to a plan, and from an answer to a reply: what the endpoint does, whichever server runs it."""

from __future__ import annotations

import json
import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from . import guard
from .errors import Problem
from .negotiation import GRAPHS, HTML, JSON, TABLES, TURTLE, Format, choose, named, variants
from .protocol import Call, Operation, read

_FORMATS = {form.media_type: form for form in (*GRAPHS, *TABLES)}
FRESH = "public, max-age=60, stale-while-revalidate=3600"
MOST_SHOWN = 1000
_NOTHING_BESIDE = ((), (), None, 0, False)
_MOST_TRIPLES_SHOWN = 5000
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
_IN_CHANGING = ("NOW", "RAND", "UUID", "BNODE")


class Plan(NamedTuple):
    """A query to evaluate: the form of the answer, the format to evaluate it in, whether it is always the same, and
    what the engine needs to know, as it is sent; equal jobs have equal answers.
    """

    operation: Operation
    known: Format
    evaluated: Format
    offered: tuple[Format, ...]
    steady: bool
    job: bytes


class Timing(NamedTuple):
    """How an answer came about, for the Server-Timing header."""

    seconds: float
    kept: bool = False

    def __str__(self) -> str:
        return f"cache;dur={self.seconds * 1000:.1f}" if self.kept else f"query;dur={self.seconds * 1000:.1f}"


def plan(call: Call) -> Plan | None:
    """What a call asks for, None for the description of the service; raises Problem."""
    operation = read(call)
    if operation is None:
        return None
    form = guard.form(operation.text)
    guard.refuse_service(operation.text)
    offered = GRAPHS if form in ("CONSTRUCT", "DESCRIBE") else TABLES
    known = _form(operation, offered, call.accept) if form else JSON
    steady = not _changes(operation.text)
    if known != HTML:
        return Plan(operation, known, known, offered, steady, written(operation, known))
    most = min(operation.limit or MOST_SHOWN, MOST_SHOWN if offered is TABLES else _MOST_TRIPLES_SHOWN)
    shown, evaluated = operation._replace(limit=most), JSON if offered is TABLES else TURTLE
    return Plan(shown, HTML, evaluated, offered, steady, written(shown, evaluated))


def _changes(text: str) -> bool:
    """Whether a query may answer otherwise the next time, on the same data."""
    upper = text.upper()
    return any(word in upper for word in _IN_CHANGING) and bool(_CHANGING.search(text))


def written(operation: Operation, known: Format) -> bytes:
    """A query and the format of its answer as bytes: a line with what is asked for beside the text, then the text."""
    beside = (operation.default_graphs, operation.named_graphs, operation.limit, operation.offset, operation.bom)
    told = "" if beside == _NOTHING_BESIDE else json.dumps(beside)
    return f"{known.media_type} {told}\n{operation.text}".encode()


def unwritten(job: bytes) -> tuple[Operation, Format]:
    """The query and the format that such bytes hold."""
    first, _, text = job.decode().partition("\n")
    media_type, _, told = first.partition(" ")
    if not told:
        return Operation(text), _FORMATS[media_type]
    default, named, limit, offset, bom = json.loads(told)
    return Operation(text, tuple(default), tuple(named), (), None, limit, offset, "", bom), _FORMATS[media_type]


def _form(operation: Operation, offered: tuple[Format, ...], accept: str | None) -> Format:
    """The format asked for by a parameter that is known here, else by Accept."""
    by_name = (named(name, offered) for name in operation.formats)
    known = next((form for form in by_name if form), None) or choose(accept, offered)
    if known is None:
        links = [{"type": form.media_type, "href": f"/sparql?format={form.key}"} for form in variants(offered)]
        raise Problem(
            "not-acceptable", "None of the types in the Accept header fits the form of this query.", variants=links
        )
    return known


def headers(made: Plan, call: Call, cut: int | None, timing: Timing) -> list[tuple[str, str]]:
    """The headers of an answer, without those that depend on its bytes."""
    found = [
        ("Content-Type", made.known.content_type),
        ("Cache-Control", FRESH if made.steady and call.method != "POST" else "no-store"),
        ("Server-Timing", str(timing)),
    ]
    if cut is not None and made.known != HTML:
        found.append(("X-Result-Truncated", f"rows={cut}"))
        found += [("Link", f'<?{address}>; rel="next"') for address in _next(made, call, cut)]
    if made.operation.download:
        name = f"{made.operation.download.removesuffix('.' + made.known.key)}.{made.known.key}"
        found.append(("Content-Disposition", f'attachment; filename="{name}"'))
    return found


def _next(made: Plan, call: Call, cut: int) -> list[str]:
    """The query string of the rows that follow, for what came by address."""
    if call.method == "POST":
        return []
    asked = parse_qsl(call.query_string.decode(), keep_blank_values=True)
    return [urlencode([each for each in asked if each[0] != "offset"] + [("offset", made.operation.offset + cut)])]
