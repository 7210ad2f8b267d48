"""The page of the query form: the query, its answer as table, map and timeline, downloads, and how programs ask it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request
from pyoxigraph import BlankNode, Literal, NamedNode

from .assets import VENDOR, has
from .data import Data
from .engine import Answered
from .labels import Labels, Node
from .languages import wording
from .negotiation import HTML, JSON, Format, variants
from .protocol import Operation
from .queries import MOST_SHOWN, Plan
from .site import examples
from .snippets import snippets
from .values import Link, Values
from .views import asked_view, map_of, timeline_of

_PREFIXES = ("om", "schema", "org", "skos", "dcterms", "oa", "prov", "wd")


def form_page(data: Data) -> str:
    """The form before anything was asked."""
    return _page(data, None, None, ())


def answer_page(data: Data, made: Plan, answered: Answered) -> str:
    """The form with an answer below it; without the site around it where that is asked for."""
    body = answered.body.decode()
    shown = _table(data, body, made.operation, answered.cut) if made.evaluated == JSON else {"graph": body}
    others = [each for each in variants(made.offered) if each != HTML]
    return _page(data, made.operation, {"cut": answered.cut} | shown, others)


def embedded() -> bool:
    """Whether the answer alone is asked for, to stand in somebody else's page."""
    return request.args.get("embed") == "1"


def _page(data: Data, operation: Operation | None, result: dict[str, Any] | None, formats: Sequence[Format]) -> str:
    query = operation.text if operation else _opening(data)
    return render_template(
        "embed_query.html" if result and embedded() else "sparql.html",
        query=query,
        operation=operation,
        result=result,
        view=asked_view(query, request.args.get("view", "")),
        downloads=_downloads(operation, formats) if operation else [],
        snippets=snippets(query, request.base_url, JSON in formats) if result else [],
        examples=examples(),
        editor=has(f"{VENDOR}/yasqe.js"),
        root=request.url_root,
    )


def _opening(data: Data) -> str:
    """Our prefixes, ready to use."""
    lines = [f"PREFIX {name}: <{data.prefixes[name]}>" for name in _PREFIXES if name in data.prefixes]
    return "\n".join([*lines, "", "SELECT * {", "  ?s ?p ?o", "}", "LIMIT 10"])


def _downloads(operation: Operation, formats: Sequence[Format]) -> list[tuple[str, str]]:
    """The other forms of the answer, each with its address; a table also for Excel, which asks for a mark in front."""
    asked = [("query", operation.text)]
    asked += [("default-graph-uri", graph) for graph in operation.default_graphs]
    asked += [("named-graph-uri", graph) for graph in operation.named_graphs]
    found = [(each.title, [("format", each.key)]) for each in formats]
    if JSON in formats:
        found.insert(0, ("Excel (CSV)", [("format", "csv"), ("bom", "1"), ("download", "onemoon")]))
    return [(title, "/sparql?" + urlencode([*asked, *more])) for title, more in found]


def _table(data: Data, body: str, operation: Operation, cut: int | None) -> dict[str, Any]:
    """What there is to show of a result, from its JSON."""
    result = json.loads(body)
    if "boolean" in result:
        return {"boolean": result["boolean"]}
    labels = Labels(data)
    values, variables = Values(data, labels), result["head"]["vars"]
    rows = [[_node(row.get(each)) for each in variables] for row in result["results"]["bindings"][:MOST_SHOWN]]
    return {
        "variables": variables,
        "rows": [[_cell(node, values) for node in row] for row in rows],
        "cut": cut,
        "map": map_of(data.store, rows, values),
        "timeline": timeline_of(rows, values, wording(labels.lang)),
    }


def _cell(node: Node | None, values: Values) -> Link | None:
    return None if node is None else values.link(node)


def _node(term: dict[str, Any] | None) -> Node | None:
    if term is None:
        return None
    if term["type"] == "uri":
        return NamedNode(term["value"])
    if term["type"] == "bnode":
        return BlankNode(term["value"])
    if term["type"] != "literal":
        return Literal(json.dumps(term["value"]))
    language, datatype = term.get("xml:lang"), term.get("datatype")
    if language:
        return Literal(term["value"], language=language)
    return Literal(term["value"], datatype=NamedNode(datatype) if datatype else None)
