"""The SPARQL endpoint: queries by GET and POST, its own description, and a form for people."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

from flask import Response, redirect, render_template, request
from pyoxigraph import Literal, NamedNode
from werkzeug.wrappers import Response as AnyResponse

from .answers import Rule, answer, asked
from .data import Data
from .engine import Answered, Engine
from .errors import Problem
from .labels import Labels
from .negotiation import DESCRIPTIONS, HTML, JSON, Format, variants
from .protocol import Call, Operation
from .queries import MOST_SHOWN, Plan, Timing, headers, plan
from .representations import serialise
from .service import description
from .site import examples
from .survey import Survey
from .values import Link, Values

OUTCOME = "onemoon.outcome"
_METHODS = ("GET", "POST")


class Sparql:
    """Answers queries, each evaluated by the engine."""

    def __init__(self, data: Data, engine: Engine, found: Survey, limits: str = ""):
        self._data, self._engine, self._survey, self._limits = data, engine, found, limits

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/sparql", self.endpoint, _METHODS), Rule("/sparql/", self.canonical, _METHODS)]

    def canonical(self) -> AnyResponse:
        """One address for the endpoint, the method and the body kept."""
        query = request.query_string.decode("latin-1")
        return redirect("/sparql" + ("?" + query if query else ""), 308)

    def endpoint(self) -> Response:
        """Answer a query; without one, the description of the service, or the form for people."""
        posted = request.get_data() if request.method == "POST" else b""
        accept, kind = request.headers.get("Accept"), request.headers.get("Content-Type", "")
        call = Call(request.method, request.query_string, accept, kind, posted)
        made = plan(call)
        response = self._answered(made, call) if made else self._described()
        response.vary.add("Accept")
        return response

    def _answered(self, made: Plan, call: Call) -> Response:
        answered, timing = self._outcome(made)
        known = made.known
        body = self._shown(made, answered) if known == HTML else answered.body
        response = answer(body, known)
        for name, value in headers(made, call, answered.cut, timing):
            response.headers[name] = value
        return response

    def _outcome(self, made: Plan) -> tuple[Answered, Timing]:
        """What the server around us found out already, else what the engine says."""
        outcome = request.environ.get(OUTCOME)
        if isinstance(outcome, Problem):
            raise outcome
        if outcome is not None:
            return outcome
        start = time.perf_counter()
        return self._engine.query(made.operation, made.evaluated), Timing(time.perf_counter() - start)

    def _shown(self, made: Plan, answered: Answered) -> str:
        body = answered.body.decode()
        if made.evaluated != JSON:
            result: dict[str, object] = {"graph": body, "cut": answered.cut}
        else:
            result = _table(body, answered.cut, Values(self._data, Labels(self._data)))
        return self._page(made.operation, result, [each for each in variants(made.offered) if each != HTML])

    def _described(self) -> Response:
        known = asked(DESCRIPTIONS, ["/sparql?format=" + each.key for each in variants(DESCRIPTIONS)])
        if known == HTML:
            return answer(self._page(None, None, []), HTML)
        triples = description(self._data, self._survey, request.base_url, self._limits)
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


def _opening(data: Data) -> str:
    """Our prefixes, ready to use."""
    names = ("om", "schema", "org", "skos", "dcterms", "oa", "prov", "wd")
    lines = [f"PREFIX {name}: <{data.prefixes[name]}>" for name in names if name in data.prefixes]
    return "\n".join([*lines, "", "SELECT * {", "  ?s ?p ?o", "}", "LIMIT 10"])


def _table(body: str, cut: int | None, values: Values) -> dict[str, object]:
    """The rows of a result to show, from its JSON."""
    result = json.loads(body)
    if "boolean" in result:
        return {"boolean": result["boolean"]}
    variables, rows = result["head"]["vars"], result["results"]["bindings"]
    shown = [[_cell(row.get(each), values) for each in variables] for row in rows[:MOST_SHOWN]]
    return {"variables": variables, "rows": shown, "cut": cut}


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
