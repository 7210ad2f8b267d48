"""One connection of HTTP/1.1: its requests are answered one at a time, in the order they came."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Protocol

from .cache import File, Reply
from .requests import Reader, Refused, Request
from .writer import Part, Writer

_HEAD_TIME, _BODY_TIME, _IDLE_TIME, _LINGER_TIME = 10.0, 20.0, 30.0, 1.0
_AT_ONCE = 1 << 14
_KEEP, _CLOSE = b"Connection: keep-alive\r\n\r\n", b"Connection: close\r\n\r\n"


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

    def hold(self, connection: Connection, body: bytes | File) -> None:
        """A connection has not taken its answer at once."""

    def release(self, connection: Connection) -> None:
        """A connection has taken its answer."""

    def closed(self, connection: Connection) -> None:
        """A connection has ended."""

    def date(self) -> bytes:
        """The Date header."""


class Connection:
    """Reads requests and writes their answers."""

    def __init__(self, web: Web, sock: socket.socket, peer: str):
        self.web, self.sock, self.peer = web, sock, peer
        self.abandoned: Callable[[], None] | None = None
        self._descriptor = sock.fileno()
        self._reader = Reader()
        self._writer = Writer(web.loop, sock, self._written, self._lost)
        self._current: Request | None = None
        self._ended = self._dead = self._closing = self._paused = False
        self._until = web.loop.time() + _HEAD_TIME
        web.loop.add_reader(self._descriptor, self._readable)

    @property
    def busy(self) -> bool:
        """Whether a request waits for its answer or an answer is being written."""
        return bool(self._current or self._writer)

    def sweep(self, now: float) -> bool:
        """Drop the connection when its peer is too slow; True when it was."""
        late = self._writer.too_slow(now) if self._writer else now >= self._until and not self._current
        if self._dead or not late:
            return False
        slow = self._reader.begun or bool(self._writer)
        if slow and not self._writer:
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
        elif self._current or self._reader.begun or self._reader.ready or not self._known(data):
            self._feed(data)

    def _known(self, data: bytes) -> bool:
        reply = self.web.known(data)
        if reply is None:
            return False
        self._current = Request()
        self.reply(reply)
        return True

    def _feed(self, data: bytes) -> None:
        reader, now = self._reader, self.web.loop.time()
        before = reader.begun and reader.head_whole
        if not reader.begun:
            self._until = now + _HEAD_TIME
        try:
            reader.feed(data)
        except Refused as refused:
            self._refuse(refused)
            return
        if reader.head_whole and not before:
            self._until = now + _BODY_TIME
            if reader.expecting and not self.busy:
                self._writer.send([memoryview(b"HTTP/1.1 100 Continue\r\n\r\n")])
        self._next()

    def _next(self) -> None:
        """Answer the next request; while one is under way nothing more is read."""
        if self._dead or self.busy:
            return
        ready = self._reader.ready
        if not ready:
            if self._ended or self._reader.upgraded:
                self.close()
            return
        self._current = ready.popleft()
        if ready:
            self._pause()
        self.web.answer(self, self._current)

    def reply(self, reply: Reply) -> None:
        """Write the answer to the request under way."""
        request, self._current = self._current, None
        if self._dead or request is None:
            return
        self.abandoned = None
        keep = request.keep and not (self._ended or self._reader.upgraded or self.web.draining)
        self._closing = not keep
        head = reply.head() + self.web.date() + (_KEEP if keep else _CLOSE)
        body = reply.body if request.method != "HEAD" else b""
        self._writer.send(_parts(head, body))
        if self._writer:
            self.web.hold(self, body)

    def _written(self) -> None:
        self.web.release(self)
        if self._current or self._dead:
            return
        if self._closing:
            self._linger()
            return
        self._until = self.web.loop.time() + (_BODY_TIME if self._reader.begun else _IDLE_TIME)
        if self._paused:
            self._resume()
        if self._reader.ready or self._ended:
            self.web.loop.call_soon(self._next)

    def _refuse(self, refused: Refused) -> None:
        """Answer that the request is none, and close; while another is under way, only close."""
        self._reader.ready.clear()
        if self._current:
            self.close()
            return
        self._current = Request(keep=False)
        self.reply(self.web.refusal(refused.status, refused.detail))

    def _end(self) -> None:
        """The peer sends no more; it may still read."""
        self._ended = True
        self.web.loop.remove_reader(self._descriptor)
        if not self.busy and not self._reader.ready:
            self.close()

    def _pause(self) -> None:
        if not self._ended and not self._paused:
            self._paused = True
            self.web.loop.remove_reader(self._descriptor)

    def _resume(self) -> None:
        self._paused = False
        if not self._ended:
            self.web.loop.add_reader(self._descriptor, self._readable)

    def _linger(self) -> None:
        """Close so that the peer reads the answer even if it is still sending."""
        try:
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._ended = True
        if self._ended:
            self.close()
            return
        self._until = self.web.loop.time() + _LINGER_TIME
        self._reader = Reader()
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
        self._writer.close()
        self.sock.close()
        self.web.closed(self)


def _parts(head: bytes, body: bytes | File) -> list[Part]:
    """What to send: a small body together with its head."""
    if isinstance(body, File):
        return [memoryview(head), File(body.descriptor, body.offset, body.size, body.owner)] if body.size else [
            memoryview(head)]  # fmt: skip
    if len(body) < _AT_ONCE:
        return [memoryview(head + body)]
    return [memoryview(head), memoryview(body)]
