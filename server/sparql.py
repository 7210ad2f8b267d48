"""The SPARQL endpoint: queries by GET and POST, its own description, and a form for people."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from flask import Response, redirect, render_template, request
from pyoxigraph import Literal, NamedNode
from werkzeug.wrappers import Response as AnyResponse

from . import guard
from .answers import FRESH, Rule, answer, asked
from .data import Data
from .engine import Engine
from .errors import Problem
from .labels import Labels
from .negotiation import DESCRIPTIONS, GRAPHS, HTML, JSON, TABLES, TURTLE, Format, choose, named, variants
from .protocol import Operation, read
from .representations import serialise
from .service import description
from .site import examples
from .survey import Survey
from .values import Link, Values

_METHODS = ("GET", "POST")
_MOST_ROWS = 1000
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)


class Sparql:
    """Answers queries, each evaluated by the engine."""

    def __init__(self, data: Data, engine: Engine, found: Survey):
        self._data, self._engine, self._survey = data, engine, found

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/sparql", self.endpoint, _METHODS), Rule("/sparql/", self.canonical, _METHODS)]

    def canonical(self) -> AnyResponse:
        """One address for the endpoint, the method and the body kept."""
        query = request.query_string.decode("latin-1")
        return redirect("/sparql" + ("?" + query if query else ""), 308)

    def endpoint(self) -> Response:
        """Answer a query; without one, the description of the service, or the form for people."""
        operation = read(request)
        response = self._answered(operation) if operation else self._described()
        response.vary.add("Accept")
        return response

    def _answered(self, operation: Operation) -> Response:
        form = guard.form(operation.text)
        guard.refuse_service(operation.text)
        offered = GRAPHS if form in ("CONSTRUCT", "DESCRIBE") else TABLES
        known = _form(operation, offered) if form else JSON
        passing = request.method == "POST" or _CHANGING.search(operation.text)
        body = self._shown(operation, offered) if known == HTML else self._engine.query(operation, known)
        return answer(body, known, cache="no-store" if passing else FRESH)

    def _shown(self, operation: Operation, offered: Sequence[Format]) -> str:
        known = TURTLE if offered is GRAPHS else JSON
        body = self._engine.query(operation, known).decode()
        result = _table(body, Values(self._data, Labels(self._data))) if known == JSON else {"graph": body}
        return self._page(operation, result, [each for each in variants(offered) if each != HTML])

    def _described(self) -> Response:
        known = asked(DESCRIPTIONS, ["/sparql?format=" + each.key for each in variants(DESCRIPTIONS)])
        if known == HTML:
            return answer(self._page(None, None, []), HTML)
        triples = description(self._data, self._survey, request.base_url)
        return answer(serialise(triples, known, self._data.prefixes), known)

    def _page(self, operation: Operation | None, result: Mapping[str, object] | None, formats: list[Format]) -> str:
        return render_template(
            "sparql.html",
            query=operation.text if operation else _opening(self._data),
            operation=operation,
            result=result,
            formats=formats,
            examples=examples(),
        )


def _form(operation: Operation, offered: tuple[Format, ...]) -> Format:
    """The format asked for by a parameter that is known here, else by Accept."""
    by_name = (named(name, offered) for name in operation.formats)
    known = next((form for form in by_name if form), None) or choose(request.headers.get("Accept"), offered)
    if known is None:
        links = [{"type": form.media_type, "href": f"/sparql?format={form.key}"} for form in variants(offered)]
        raise Problem(
            "not-acceptable", "None of the types in the Accept header fits the form of this query.", variants=links
        )
    return known


def _opening(data: Data) -> str:
    """Our prefixes, ready to use."""
    names = ("om", "schema", "org", "skos", "dcterms", "oa", "prov", "wd")
    lines = [f"PREFIX {name}: <{data.prefixes[name]}>" for name in names if name in data.prefixes]
    return "\n".join([*lines, "", "SELECT * {", "  ?s ?p ?o", "}", "LIMIT 10"])


def _table(body: str, values: Values) -> dict[str, object]:
    """The rows of a result to show, from its JSON."""
    result = json.loads(body)
    if "boolean" in result:
        return {"boolean": result["boolean"]}
    variables, rows = result["head"]["vars"], result["results"]["bindings"]
    shown = [[_cell(row.get(each), values) for each in variables] for row in rows[:_MOST_ROWS]]
    return {"variables": variables, "rows": shown, "total": len(rows)}


def _cell(term: dict[str, str] | None, values: Values) -> Link | None:
    if term is None:
        return None
    if term["type"] == "uri":
        return values.link(NamedNode(term["value"]))
    if term["type"] == "literal":
        language, datatype = term.get("xml:lang"), term.get("datatype")
        return values.link(
            Literal(term["value"], language=language)
            if language
            else Literal(term["value"], datatype=NamedNode(datatype) if datatype else None)
        )
    return values.link(Literal(json.dumps(term["value"]) if isinstance(term["value"], dict) else "_:" + term["value"]))
