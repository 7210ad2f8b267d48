"""Problems: a status and a sentence, made where they are known, answered here in the form the client asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from .negotiation import HTML, PROBLEM, PROBLEMS, TEXT, choose


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its status, its title and what to do about it."""

    status: int
    title: str
    advice: str


KINDS = {
    "bad-request": Kind(400, "Bad request", "The request can't be read; the detail says which part."),
    "query-missing": Kind(400, "No single query", "Send exactly one query parameter, or the query as the body."),
    "query-syntax": Kind(400, "Syntax error in the query", "Correct the query at the line and column given."),
    "query-refused": Kind(
        400, "The query can't be evaluated", "Use what SPARQL 1.1 defines; the detail names the rest."
    ),
    "unknown-format": Kind(400, "Unknown format", "Use one of the formats named in the detail."),
    "read-only": Kind(403, "Read only", "This service answers queries and takes no updates."),
    "federation": Kind(403, "No federation", "Query the other endpoint from your side; this service calls nobody."),
    "not-found": Kind(404, "Not found", "Look at the address, or begin at the home page."),
    "gone": Kind(410, "Gone", "Look at the page of changes: an earlier version may have it, or a newer one."),
    "method": Kind(405, "Method not allowed", "Use one of the methods in the Allow header."),
    "not-acceptable": Kind(406, "Not acceptable", "Ask for one of the variants listed."),
    "too-large": Kind(413, "Too large", "Send a shorter query."),
    "address-too-long": Kind(414, "Address too long", "Send the query by POST."),
    "media-type": Kind(415, "Unsupported media type", "POST a form or application/sparql-query, in UTF-8."),
    "too-many": Kind(429, "Too many requests", "Wait as long as Retry-After says; the allowance is for each client."),
    "result-too-large": Kind(403, "The answer is too large", "Ask for less, in parts with LIMIT, or take the dumps."),
    "busy": Kind(503, "Too busy", "Wait as long as Retry-After says, then ask again."),
    "too-complex": Kind(503, "The query needs too much", "Make the query simpler, or ask for less at a time."),
    "store": Kind(502, "The store fails", "Try again later; tell us if it stays."),
    "too-slow": Kind(504, "The query takes too long", "Ask for less at a time, or take the dumps home."),
    "too-slow-to-read": Kind(408, "Too slow", "Send the whole request at once."),
    "head-too-large": Kind(431, "Head too large", "Send the query by POST, and fewer headers."),
    "internal": Kind(500, "Internal error", "Try again; tell us if it stays."),
}


class Problem(Exception):
    """A request that can't be answered: its kind, one sentence, and further members of the problem document."""

    def __init__(self, kind: str, detail: str, **members: object):
        super().__init__(detail)
        self.kind, self.detail, self.members = kind, detail, members


def install(app: Flask) -> None:
    """Answer every problem of the application, and every error of the framework, in one form."""
    app.register_error_handler(Problem, lambda problem: _answer(problem, KINDS[problem.kind].status))
    app.register_error_handler(HTTPException, _from_framework)


def _from_framework(error: HTTPException) -> Response:
    status = error.code or 500
    known = {
        KINDS[kind].status: kind
        for kind in ("bad-request", "not-found", "method", "too-large", "address-too-long", "media-type", "internal")
    }
    response = _answer(Problem(known.get(status, "bad-request"), _sentence(status)), status)
    response.headers.extend(
        [(name, value) for name, value in error.get_headers() if name in ("Allow", "Content-Range")]
    )
    return response


def _sentence(status: int) -> str:
    return {
        404: f"There is nothing at {request.path}.",
        405: f"{request.method} is not possible at {request.path}.",
        413: "The request is too large.",
        500: "Something went wrong here, not in your request.",
    }.get(
        status, f"{HTTPStatus(status).phrase}: {HTTPStatus(status).description or 'the request could not be served'}."
    )


def _answer(problem: Problem, status: int) -> Response:
    form = HTML if request.path.endswith(".html") else choose(request.headers.get("Accept"), PROBLEMS) or PROBLEM
    if form == HTML:
        kind = KINDS[problem.kind]
        body = render_template("error.html", problem=problem, status=status, kind=kind, **problem.members)
    else:
        body = document(problem, status, form.key, request.script_root)
    response = Response(body, status, content_type=form.content_type)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache"
    response.headers.update(retry(status))
    return response


def retry(status: int) -> dict[str, str]:
    """When to come back, for the statuses that pass."""
    return {"Retry-After": "5"} if status in (429, 503) else {}


def document(problem: Problem, status: int, form: str, prefix: str = "") -> str:
    """A problem as text, or as problem details (RFC 9457); `prefix` is the path that our own paths are below."""
    kind = KINDS[problem.kind]
    if form == TEXT.key:
        lines = [f"{status} {kind.title}", problem.detail]
        lines += [f"{each['type']} {each['href']}" for each in _variants(problem, prefix)]
        return "\n".join(lines) + "\n"
    told = f"{prefix}/problems#{problem.kind}"
    content = {"type": told, "title": kind.title, "status": status, "detail": problem.detail}
    members = {name: value for name, value in problem.members.items() if name not in ("query", "variants")}
    members |= {"variants": found} if (found := _variants(problem, prefix)) else {}
    return json.dumps(content | members, ensure_ascii=False, indent=2) + "\n"


def _variants(problem: Problem, prefix: str) -> list[dict[str, str]]:
    """What is offered instead, by type and address."""
    found = problem.members.get("variants", [])
    variants = found if isinstance(found, list) else []
    return [{**each, "href": prefix + each["href"] if each["href"][:1] == "/" else each["href"]} for each in variants]
