"""One connection of HTTP/1.1: requests are read whole before anything runs, answers are written as fast as they go."""

from __future__ import annotations

import asyncio
import os
import socket
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import httptools

from .cache import File, Reply

LARGEST_HEAD = 160 << 10
LARGEST_BODY = 1 << 20
_MOST_HEADERS = 100
_MOST_PIPELINED = 50
_PIECE = 1 << 20
_HEAD_TIME, _BODY_TIME, _IDLE_TIME, _WRITE_TIME = 10.0, 20.0, 30.0, 20.0


@dataclass
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


class Web(Protocol):
    """Who answers requests."""

    loop: asyncio.AbstractEventLoop
    draining: bool

    def known(self, raw: bytes) -> Reply | None:
        """The reply to a request that came before, byte for byte."""

    def answer(self, connection: Connection, request: Request) -> None:
        """Reply to a request, now or later."""

    def refusal(self, status: int, detail: str) -> Reply:
        """The reply to a request that can't be read."""

    def closed(self, connection: Connection) -> None:
        """A connection has ended."""

    def date(self) -> bytes:
        """The Date header."""


class Connection:
    """Reads requests, one at a time in the order they came, and writes their answers."""

    def __init__(self, web: Web, sock: socket.socket, peer: str):
        self.web, self.sock, self.peer = web, sock, peer
        self.abandoned: Callable[[], None] | None = None
        self._descriptor = sock.fileno()
        self._parser = httptools.HttpRequestParser(self)
        self._request: Request | None = None
        self._current: Request | None = None
        self._ready: deque[Request] = deque()
        self._unsent: list[memoryview | File] = []
        self._size, self._ended, self._dead, self._closing, self._bad = 0, False, False, False, b""
        self._complete = self._paused = False
        self._until = web.loop.time() + _HEAD_TIME
        web.loop.add_reader(self._descriptor, self._readable)

    @property
    def busy(self) -> bool:
        """Whether a request waits for its answer or an answer is being written."""
        return bool(self._current or self._unsent)

    def sweep(self, now: float) -> bool:
        """Drop the connection when its peer is too slow; True when it was."""
        if self._dead or now < self._until or (self._current and not self._unsent):
            return False
        slow = bool(self._request or self._size or self._unsent)
        if slow and not self._unsent:
            self._refuse(Refused(408, "The request did not arrive in time."))
        self.close()
        return slow

    def _readable(self) -> None:
        try:
            data = self.sock.recv(1 << 16)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self._lost()
            return
        if not data:
            self._end()
            return
        if self._size == 0 and not self._current and not self._ready:
            reply = self.web.known(data)
            if reply is not None:
                self._current = Request(keep=True)
                self.reply(reply)
                return
        self._feed(data)

    def _feed(self, data: bytes) -> None:
        first = self._size == 0
        if first:
            self._until = self.web.loop.time() + _HEAD_TIME
        self._size += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._bad = b"upgrade"
        except (httptools.HttpParserError, Refused) as error:
            refused = error.__context__ if isinstance(error.__context__, Refused) else error
            self._fail(refused if isinstance(refused, Refused) else Refused(400, "The request is not HTTP/1.1."))
            return
        if self._request is not None and not self._complete and self._size > LARGEST_HEAD:
            self._fail(Refused(431, "The head of the request is too large."))
            return
        if first and len(self._ready) == 1 and self._size == 0:
            self._ready[0].raw = data
        self._next()

    def on_message_begin(self) -> None:
        """The parser found a request."""
        self._request, self._complete = Request(), False
        self._size = max(self._size, 1)

    def on_url(self, url: bytes) -> None:
        """A part of the target."""
        if self._request:
            self._request.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header."""
        if self._request:
            if len(self._request.headers) >= _MOST_HEADERS:
                raise Refused(431, "The request has too many headers.")
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
        request.keep = self._parser.should_keep_alive() and not self.web.draining
        self._complete = True
        version = self._parser.get_http_version()
        if version not in ("1.1", "1.0"):
            raise Refused(400, "The request is not HTTP/1.1.")
        if b"host" not in request.headers and version == "1.1":
            raise Refused(400, "A request has one Host header.")
        length = request.headers.get(b"content-length")
        if length is not None and (not length.isdigit() or int(length[:20]) > LARGEST_BODY):
            raise Refused(413, "The request is too large.")
        self._until = self.web.loop.time() + _BODY_TIME
        if request.headers.get(b"expect", b"").lower() == b"100-continue" and not self.busy:
            self._send([memoryview(b"HTTP/1.1 100 Continue\r\n\r\n")])

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        if self._request:
            self._request.body += body
            if len(self._request.body) > LARGEST_BODY:
                raise Refused(413, "The request is too large.")

    def on_message_complete(self) -> None:
        """The request is whole."""
        if self._request:
            self._ready.append(self._request)
        self._request, self._size = None, 0
        if len(self._ready) > _MOST_PIPELINED:
            raise Refused(429, "Too many requests at once on one connection.")

    def _next(self) -> None:
        """Answer the next request; while one is under way nothing more is read."""
        if self._current or self._unsent or self._dead:
            return
        if not self._ready:
            if self._ended or self._bad:
                self.close()
            return
        self._current = self._ready.popleft()
        self._pause()
        self.web.answer(self, self._current)

    def reply(self, reply: Reply) -> None:
        """Write the answer to the request under way."""
        request, self._current = self._current, None
        if self._dead or request is None:
            return
        self.abandoned = None
        keep = request.keep and not self._ended and not self._bad and not self.web.draining
        self._closing = not keep
        line = b"Connection: keep-alive\r\n\r\n" if keep else b"Connection: close\r\n\r\n"
        parts: list[memoryview | File] = [memoryview(reply.head() + self.web.date() + line)]
        if request.method != "HEAD" and reply.size:
            body = reply.body
            if isinstance(body, bytes) and len(body) < 1 << 14:
                parts = [memoryview(reply.head() + self.web.date() + line + body)]
            else:
                parts.append(File(body.descriptor, body.offset, body.size, body.owner) if isinstance(body, File)
                             else memoryview(body))  # fmt: skip
        self._send(parts)

    def _send(self, parts: list[memoryview | File]) -> None:
        waiting = bool(self._unsent)
        self._unsent += parts
        self._until = self.web.loop.time() + _WRITE_TIME
        if not waiting:
            self._writable(first=True)

    def _writable(self, first: bool = False) -> None:
        try:
            while self._unsent:
                if not self._send_some():
                    break
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            self._lost()
            return
        if self._unsent:
            if first:
                self.web.loop.add_writer(self._descriptor, self._writable)
            return
        if not first:
            self.web.loop.remove_writer(self._descriptor)
        self._written()

    def _send_some(self) -> bool:
        """Send a piece; False when the peer takes no more for now."""
        part = self._unsent[0]
        if isinstance(part, File):
            sent = os.sendfile(self._descriptor, part.descriptor, part.offset, min(part.size, _PIECE))
            if not sent:
                raise OSError("the file ended early")
            part.offset += sent
            part.size -= sent
            done = part.size == 0
        else:
            sent = self.sock.send(part)
            done = sent == len(part)
            self._unsent[0] = part if done else part[sent:]
        self._until = self.web.loop.time() + _WRITE_TIME
        if done:
            self._unsent.pop(0)
        return True

    def _written(self) -> None:
        if self._current or self._dead:
            return
        if self._closing:
            self._linger()
            return
        self._until = self.web.loop.time() + (_IDLE_TIME if self._size == 0 else _BODY_TIME)
        self._resume()
        if self._ready or self._ended:
            self.web.loop.call_soon(self._next)

    def _fail(self, refused: Refused) -> None:
        """Answer what came whole before, then refuse and close."""
        self._request = None
        self._refuse(refused)

    def _refuse(self, refused: Refused) -> None:
        self._ready.clear()
        if self._current:
            self.close()
            return
        self._current = Request(keep=False)
        self.reply(self.web.refusal(refused.status, refused.detail))

    def _end(self) -> None:
        """The peer sends no more; it may still read."""
        self._ended = True
        self.web.loop.remove_reader(self._descriptor)
        if not self.busy and not self._ready:
            self.close()

    def _pause(self) -> None:
        if not self._ended and self._ready and not self._paused:
            self._paused = True
            self.web.loop.remove_reader(self._descriptor)

    def _resume(self) -> None:
        if not self._ended and self._paused:
            self._paused = False
            self.web.loop.add_reader(self._descriptor, self._readable)

    def _linger(self) -> None:
        """Close so that the peer reads the answer even if it is still sending."""
        try:
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.close()
            return
        if self._ended:
            self.close()
            return
        self._until = self.web.loop.time() + 1.0
        self._size = 0
        self.web.loop.add_reader(self._descriptor, self._drain)

    def _drain(self) -> None:
        try:
            if self.sock.recv(1 << 16):
                return
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            pass
        self.close()

    def _lost(self) -> None:
        if self.abandoned:
            self.abandoned()
            self.abandoned = None
        self.close()

    def close(self) -> None:
        """End the connection."""
        if self._dead:
            return
        self._dead = True
        self.web.loop.remove_reader(self._descriptor)
        self.web.loop.remove_writer(self._descriptor)
        self._unsent.clear()
        self.sock.close()
        self.web.closed(self)
