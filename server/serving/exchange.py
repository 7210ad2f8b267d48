"""One request and how its answer comes about."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from ..answers import HEADERS
from ..engine import Answered
from ..errors import KINDS, Problem, document, retry
from ..negotiation import HTML, PROBLEM, PROBLEMS, choose, takes_gzip
from ..protocol import Call
from ..queries import Plan, Timing, headers, plan
from ..sparql import OUTCOME
from .cache import File, Reply, compressed, stored, tagged
from .clients import is_local
from .connection import Connection
from .frames import Outcome, Stored
from .requests import Request
from .wsgi import run, split

if TYPE_CHECKING:
    from .web import Web

_VARYING = (b"accept", b"accept-encoding", b"accept-language", b"accept-datetime", b"prefer")
_COMMON = list(HEADERS.items())
_ROOMS = ("sparql", "doc", "id", "graph", "gsp", "dumps", "ns", "browse", "reconcile")
_AT_ONCE = 1 << 15
_PUBLIC = b"\r\nCache-Control: public"
_MOST_COMPRESSED = 8 << 20


class Exchange:
    """A request, the connection it came over, and where its answer comes from."""

    def __init__(self, web: Web, connection: Connection, request: Request):
        self._web, self._connection, self._request = web, connection, request
        self._origin = web.clients.origin(request, connection.peer)
        self._id, self._start = web.number(), time.perf_counter()
        path, self._query = split(request.target)
        self._path = path.removeprefix(self._origin.prefix) or "/"
        self._plan: Plan | None = None
        self._allowance: list[tuple[str, str]] = []
        self._key = request.target, self._origin[1:], tuple(map(request.headers.get, _VARYING))

    def begin(self) -> None:
        """Find the answer, or have it made."""
        try:
            self._allowance = self._web.allowance.take(self._origin.client)
            if not self._from_cache():
                self._ask()
        except Problem as problem:
            self._refuse(problem)

    def _ask(self) -> None:
        if self._path == "/sparql" and self._request.method in ("GET", "HEAD", "POST"):
            self._sparql()
        elif self._path == "/readyz":
            self._ready()
        elif self._path == "/metrics" and self._web.clients.may_measure(self._origin):
            kind = "text/plain; version=0.0.4; charset=utf-8"
            self._send(Reply(200, [("Content-Type", kind), ("Cache-Control", "no-store")], self._web.metrics()))
        else:
            self._page({})

    def _from_cache(self) -> bool:
        if self._request.method not in ("GET", "HEAD") or self._request.headers.get(b"range"):
            return False
        found = self._web.kept(self._key)
        if found is None:
            return False
        self._web.stats.kept += 1
        self._send(found, "kept")
        return True

    def _sparql(self) -> None:
        accept = self._text(b"accept")
        call = Call(self._method(), self._query, accept, self._text(b"content-type") or "", self._request.body)
        self._plan = made = plan(call)
        if made is None:
            self._page({})
            return
        kept = self._web.cache.get(made.job) if made.steady else None
        if isinstance(kept, Answered):
            self._web.stats.kept += 1
            self._answered(call, kept.body, kept.cut, Timing(time.perf_counter() - self._start, True))
            return
        done = partial(self._evaluated, call)
        seconds = self._web.limits.seconds(made.operation.timeout)
        client = self._origin.client
        job = self._web.pool.submit(made.job, seconds, client, is_local(client), done)
        self._connection.abandoned = partial(self._web.pool.leave, job, done)  # type: ignore[arg-type]

    def _method(self) -> str:
        return "GET" if self._request.method == "HEAD" else self._request.method

    def _evaluated(self, call: Call, outcome: Outcome) -> None:
        made = self._plan
        self._web.stats.query(outcome.seconds)
        if self._web.log.on:
            self._web.log.query(self._id, call, made, outcome)
        if outcome.problem or made is None:
            self._refuse(outcome.problem or Problem("internal", "There was no plan."))
            return
        if made.steady and isinstance(outcome.body, bytes):
            self._web.cache.put(made.job, Answered(outcome.body, outcome.cut), len(outcome.body))
        self._answered(call, outcome.body, outcome.cut, Timing(outcome.seconds))

    def _answered(self, call: Call, body: bytes | Stored, cut: int | None, timing: Timing) -> None:
        made = self._plan
        assert made is not None
        if made.known == HTML:
            whole = body.read() if isinstance(body, Stored) else body
            self._page_or_problem({OUTCOME: (Answered(whole, cut), timing)})
            return
        told = [*_COMMON, ("Vary", "Accept, Accept-Encoding"), *headers(made, call, cut, timing)]
        if isinstance(body, Stored):
            self._send(Reply(200, told, stored(body)))
            return
        etag = tagged(body, made.known.content_type)
        self._pack(Reply(200, [*told, ("ETag", etag)], body, etag))

    def _pack(self, reply: Reply) -> None:
        """Compress if asked, beside the loop if that takes long; keep the result."""
        if not takes_gzip(self._text(b"accept-encoding") or "") or reply.size > _MOST_COMPRESSED:
            self._keep(reply)
        elif reply.size < _AT_ONCE:
            self._keep(compressed(reply))
        else:
            try:
                self._web.in_thread(partial(compressed, reply), self._keep)
            except Problem:
                self._send(reply)  # as it is, since nobody has time

    def _keep(self, reply: Reply) -> None:
        lasting = reply.status == 200 and not isinstance(reply.body, File) and _PUBLIC in reply.head()
        if lasting and self._request.method == "GET" and not self._request.headers.get(b"range"):
            self._web.cache.put(self._key, reply, reply.size)
            if not self._request.headers.get(b"if-none-match"):
                self._web.remember(self._request, self._key)
        self._send(reply)

    def _page_or_problem(self, environ: dict[str, Any]) -> None:
        try:
            self._page(environ)
        except Problem as problem:
            self._refuse(problem)

    def _page(self, environ: dict[str, Any]) -> None:
        work = partial(run, self._web.application, self._request, self._origin, environ)
        self._web.in_thread(work, self._pack)

    def _refuse(self, problem: Problem) -> None:
        accept = self._text(b"accept")
        form = choose(accept, PROBLEMS) or PROBLEM
        self._connection.abandoned = None
        if form == HTML and self._path == "/sparql" and problem.kind not in ("busy", "too-many"):
            self._page_or_problem({OUTCOME: problem})
            return
        reply = problem_reply(problem, self._id, accept, self._origin.prefix)
        if self._plan:
            reply.headers.append(("Server-Timing", str(Timing(time.perf_counter() - self._start))))
        self._send(reply)

    def _ready(self) -> None:
        there = self._web.pool.alive and not self._web.draining
        kind = [("Content-Type", "application/json"), ("Cache-Control", "no-store"), *_COMMON]
        self._send(Reply(200 if there else 503, kind, b'{"ready": true}\n' if there else b'{"ready": false}\n'))

    def _send(self, reply: Reply, room: str = "") -> None:
        asked = self._text(b"if-none-match")
        if reply.etag and reply.status == 200 and asked and _matches(reply.etag, asked):
            reply = reply.unchanged()
        if self._allowance:
            reply = Reply(reply.status, [*reply.headers, *self._allowance], reply.body, reply.etag)
        self._web.stats.request(room or self._room(), reply.status)
        if self._web.log.on:
            took = time.perf_counter() - self._start
            self._web.log.request(self._id, self._request.method, self._path, reply, took, room)
        self._connection.reply(reply)

    def _room(self) -> str:
        first = self._path[1:].partition("/")[0]
        return first if first in _ROOMS else "site"

    def _text(self, name: bytes) -> str | None:
        value = self._request.headers.get(name)
        return None if value is None else value.decode("latin-1")


def problem_reply(problem: Problem, number: str, accept: str | None = None, prefix: str = "") -> Reply:
    """A problem as a reply, as text to those who prefer that."""
    status = KINDS[problem.kind].status
    form = choose(accept, PROBLEMS) or PROBLEM
    form = PROBLEM if form == HTML else form
    told = Problem(problem.kind, problem.detail, **problem.members, **({"query-id": number} if number else {}))
    known = [
        ("Content-Type", form.content_type),
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept"),
        ("Query-Id", number),
    ]
    body = document(told, status, form.key, prefix).encode("utf-8", "replace")
    return Reply(status, [*_COMMON, *known, *retry(status).items()], body)


def _matches(etag: str, asked: str) -> bool:
    return asked.strip() == "*" or etag in (each.strip().removeprefix("W/") for each in asked.split(","))
