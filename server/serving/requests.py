"""Requests of HTTP/1.1, read whole before anything runs."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import httptools

LARGEST_HEAD = 160 << 10
LARGEST_BODY = 1 << 20
_MOST_HEADERS = 100
_MOST_SENT = LARGEST_HEAD + 8 * LARGEST_BODY  # a body in the smallest chunks
_MOST_PIPELINED = 50


@dataclass(slots=True)
class Request:
    """A request read whole."""

    method: str = ""
    target: bytes = b""
    headers: dict[bytes, bytes] = field(default_factory=dict)
    body: bytes = b""
    keep: bool = True
    raw: bytes = b""


class Refused(Exception):
    """A request that ends its connection: the status and a sentence."""

    def __init__(self, status: int, detail: str):
        super().__init__(detail)
        self.status, self.detail = status, detail


class Reader:
    """Cuts what arrives into requests, which wait in `ready`, and refuses what is none or too large."""

    def __init__(self) -> None:
        self._parser = httptools.HttpRequestParser(self)
        self._request: Request | None = None
        self._size = self._headers = 0
        self.ready: deque[Request] = deque()
        self.head_whole = self.upgraded = self.expecting = False

    @property
    def begun(self) -> bool:
        """Whether a part of a request is there."""
        return self._size > 0

    def feed(self, data: bytes) -> None:
        """Take what arrived; raises Refused."""
        first = self._size == 0
        self._size += len(data)
        self._parse(data)
        if self._request is not None and not self.head_whole and self._size > LARGEST_HEAD:
            raise Refused(431, "The head of the request is too large.")
        if self._size > _MOST_SENT:
            raise Refused(413, "The request is too large.")
        if first and len(self.ready) == 1 and self._size == 0:
            self.ready[0].raw = data

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.upgraded = True
        except httptools.HttpParserError as error:
            why = error.__context__
            raise why if isinstance(why, Refused) else Refused(400, "The request is not HTTP/1.1.") from None

    def on_message_begin(self) -> None:
        """The parser found a request."""
        self._request, self.head_whole, self.expecting, self._headers = Request(), False, False, 0
        self._size = max(self._size, 1)

    def on_url(self, url: bytes) -> None:
        """A part of the target."""
        if self._request:
            self._request.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or behind the body a trailer, which is passed over."""
        self._headers += 1
        if self._headers > _MOST_HEADERS:
            raise Refused(431, "The request has too many headers.")
        if self._request and not self.head_whole:
            name, headers = name.lower(), self._request.headers
            if name in headers:
                if name == b"host":
                    raise Refused(400, "A request has one Host header.")
                value = headers[name] + b", " + value
            headers[name] = value

    def on_headers_complete(self) -> None:
        """The head is there: check it before any body is taken."""
        request = self._request
        if request is None:
            return
        request.method = self._parser.get_method().decode("ascii")
        request.keep = self._parser.should_keep_alive()
        self.head_whole = True
        _check_head(self._parser.get_http_version(), request.headers)
        self.expecting = request.headers.get(b"expect", b"").lower() == b"100-continue"

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        if self._request:
            self._request.body += body
            if len(self._request.body) > LARGEST_BODY:
                raise Refused(413, "The request is too large.")

    def on_message_complete(self) -> None:
        """The request is whole."""
        if self._request:
            self.ready.append(self._request)
        self._request, self._size = None, 0
        if len(self.ready) > _MOST_PIPELINED:
            raise Refused(429, "Too many requests at once on one connection.")


def _check_head(version: str, headers: dict[bytes, bytes]) -> None:
    if version not in ("1.1", "1.0"):
        raise Refused(400, "The request is not HTTP/1.1.")
    if b"host" not in headers and version == "1.1":
        raise Refused(400, "A request has one Host header.")
    length = headers.get(b"content-length")
    if length is not None and (not length.isdigit() or int(length[:20]) > LARGEST_BODY):
        raise Refused(413, "The request is too large.")
