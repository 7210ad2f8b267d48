"""What every room of the server uses: the form asked for, the answer in it, and the headers all answers share."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from typing import NamedTuple

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from .errors import Problem
from .negotiation import Format, choose, named, takes_gzip, variants
from .queries import FRESH

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, ETag, Content-Location, Retry-After, Server-Timing, "
    "Content-Disposition, Memento-Datetime, X-Result-Truncated, Query-Id, RateLimit, RateLimit-Policy",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, Accept-Datetime, Prefer",
    "Access-Control-Max-Age": "86400",
}
_SMALL = 1000
_LONG, _LONGEST_ADDRESS = ("/sparql", "/embed/query", "/reconcile/"), 8 << 10
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Rule(NamedTuple):
    """A path, the view that answers it, and the methods besides HEAD and OPTIONS."""

    path: str
    view: Callable[..., AnyResponse]
    methods: tuple[str, ...] = ("GET",)


def asked(offered: Sequence[Format], addresses: list[str]) -> Format:
    """The form the request asks for, by parameter or Accept; raises Problem when it isn't offered."""
    parameter = request.args.get("format")
    if parameter is not None:
        return _by_parameter(parameter, offered)
    form = choose(request.headers.get("Accept"), offered)
    if form is None:
        links = [
            {"type": each.media_type, "href": address}
            for each, address in zip(variants(offered), addresses, strict=True)
        ]
        raise Problem("not-acceptable", "None of the types in the Accept header is offered here.", variants=links)
    return form


def _by_parameter(parameter: str, offered: Sequence[Format]) -> Format:
    form = named(parameter, offered)
    if form is None:
        names = ", ".join(each.key for each in variants(offered))
        raise Problem("unknown-format", f"There is no format {parameter!r}; there are {names}.")
    return form


def answer(body: bytes | str, known: Format, status: int = 200, cache: str = FRESH) -> Response:
    """A complete answer in a format, with the validator that conditional requests need."""
    response = Response(body, status, content_type=known.content_type)
    response.add_etag()
    response.headers["Cache-Control"] = cache
    return response


def negotiated(response: Response, location: str) -> Response:
    """Say that the answer depends on Accept, and where this representation has its own address."""
    response.vary.add("Accept")
    response.headers["Content-Location"] = location
    return response


def install(app: Flask) -> None:
    """Finish every answer of the application, errors included."""
    app.before_request(_check_address)
    app.after_request(_finish)


def _check_address() -> None:
    """A page repeats its address in many links; only queries may be long."""
    if len(request.query_string) > _LONGEST_ADDRESS and not request.path.startswith(_LONG):
        raise Problem("address-too-long", "The address is too long.")


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.allow:
        response.headers["Allow"] = ", ".join(method for method in _METHODS if method in response.allow)
    if request.method == "OPTIONS" and response.status_code == 200:
        return _preflight(response)
    if response.status_code == 200 and not response.direct_passthrough:
        _compress(response)
        response.make_conditional(request)
    return response


def _preflight(response: Response) -> Response:
    response.status_code = 204
    del response.headers["Content-Type"]
    response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
    response.headers.update(_PREFLIGHT)
    return response


def _compress(response: Response) -> None:
    """Gzip what is worth it; the validator tells the codings apart."""
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < _SMALL or not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return
    response.set_data(gzip.compress(body, 6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(f"{etag}-gzip")
