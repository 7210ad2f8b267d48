"""The SPARQL endpoint: queries by GET and POST, its own description, and a form for people."""

from __future__ import annotations

import time

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from .answers import Rule, answer, asked
from .data import Data
from .embed import FRAMED
from .engine import Answered, Engine
from .errors import Problem
from .negotiation import DESCRIPTIONS, HTML, variants
from .protocol import Call
from .queries import Plan, Timing, headers, plan
from .query_page import answer_page, embedded, form_page
from .representations import serialise
from .service import description
from .survey import Survey

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
        body = answer_page(self._data, made, answered) if known == HTML else answered.body
        response = answer(body, known)
        for name, value in headers(made, call, answered.cut, timing):
            response.headers[name] = value
        if known == HTML and embedded():
            response.headers["Content-Security-Policy"] = FRAMED
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

    def _described(self) -> Response:
        known = asked(DESCRIPTIONS, ["/sparql?format=" + each.key for each in variants(DESCRIPTIONS)])
        if known == HTML:
            return answer(form_page(self._data), HTML)
        triples = description(self._data, self._survey, request.base_url, self._limits)
        return answer(serialise(triples, known, self._data.prefixes), known)
