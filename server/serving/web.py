"""The web process of one version of the data: it accepts, keeps answers, and has queries and pages made."""

from __future__ import annotations

import asyncio
import secrets
import socket
import sys
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from email.utils import formatdate
from itertools import count

from ..errors import Problem
from .alone import Threads
from .backlog import Backlog
from .cache import Cache, File, Reply
from .clients import Allowance, Clients
from .connection import Connection
from .exchange import Exchange, problem_reply
from .frames import Stored
from .limits import Limits
from .log import Log
from .pool import Pool
from .requests import Request
from .stats import Metrics, Stats
from .wsgi import Application

_THREADS = 8
_MOST_WAITING = 256
_KEPT_AT_ONCE = 4096
_LONGEST_KEPT = 2048
_OURS = "Something went wrong here, not in your request."


class Web:
    """Answers requests: from what it keeps, from the query workers, or from the application in a thread."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        application: Application,
        pool: Pool | Threads,
        limits: Limits,
        clients: Clients,
        stats: Stats,
        log: Log,
    ):
        self.loop, self.draining = loop, False
        self.application, self.pool, self.limits, self.stats, self.log = application, pool, limits, stats, log
        self.clients, self.allowance = clients, Allowance(limits.rate)
        self.cache, self._backlog = Cache(limits.cache << 20), Backlog(limits.unread << 20)
        self._threads = ThreadPoolExecutor(_THREADS, "page")
        self._waiting = 0
        self._raw: dict[bytes, Hashable] = {}
        self._plain = not (limits.rate or clients.behind_proxy or log.on)
        self._connections: dict[Connection, None] = {}
        self._numbers, self._start = count(1), secrets.token_hex(3)
        self._date: tuple[int, bytes] = (0, b"")
        self._metrics = Metrics(stats, self._gauges)

    def accept(self, sock: socket.socket, peer: str) -> None:
        """Serve a new connection."""
        sock.setblocking(False)
        if sock.family != socket.AF_UNIX:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connections[Connection(self, sock, peer)] = None

    def sweep(self) -> None:
        """Drop whoever is too slow."""
        now = self.loop.time()
        self.stats.dropped += sum(connection.sweep(now) for connection in list(self._connections))

    def make_room(self) -> None:
        """Drop a connection that has nothing under way, the oldest first."""
        idle = next((each for each in self._connections if not each.busy), None)
        if idle:
            self.stats.dropped += 1
            idle.close()

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._connections)

    def drain(self) -> bool:
        """Answer what is under way and accept no more; True when nothing is left."""
        self.draining = True
        return not any(connection.busy for connection in self._connections)

    def close(self) -> None:
        """End every connection."""
        for connection in list(self._connections):
            connection.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def closed(self, connection: Connection) -> None:
        """A connection has ended."""
        self._connections.pop(connection, None)
        self._backlog.release(connection)

    def hold(self, connection: Connection, body: bytes | File) -> None:
        """Answers that wait for slow readers stay within their bound, files on disk apart."""
        owner = body.owner if isinstance(body, File) else body
        if not isinstance(owner, bytes | Stored):
            return
        for each in self._backlog.hold(connection, owner, len(owner) if isinstance(owner, bytes) else owner.size):
            self.stats.dropped += 1
            each.close()

    def release(self, connection: Connection) -> None:
        """A connection has taken its answer."""
        self._backlog.release(connection)

    def date(self) -> bytes:
        """The Date header, made once a second."""
        now = int(time.time())
        if now != self._date[0]:
            self._date = now, f"Date: {formatdate(now, usegmt=True)}\r\n".encode()
        return self._date[1]

    def number(self) -> str:
        """The next query id."""
        return f"{self._start}-{next(self._numbers):x}"

    def known(self, raw: bytes) -> Reply | None:
        """The reply to a request that came before, byte for byte."""
        key = self._raw.get(raw)
        reply = self.kept(key) if key else None
        if reply is None:
            return None
        self.stats.kept += 1
        self.stats.request("kept", reply.status)
        return reply

    def kept(self, key: Hashable) -> Reply | None:
        """The reply that is kept for a request."""
        reply = self.cache.get(key)
        if not isinstance(reply, Reply):
            return None
        if not reply.kept:
            reply = reply.from_now_on()
            self.cache.replace(key, reply)
        return reply

    def remember(self, request: Request, key: Hashable) -> None:
        """Know the request again by its bytes, as long as nothing but them decides about the answer."""
        if not self._plain or not request.keep or len(request.raw) > _LONGEST_KEPT or not request.raw:
            return
        if len(self._raw) >= _KEPT_AT_ONCE:
            self._raw.clear()
        self._raw[request.raw] = key

    def answer(self, connection: Connection, request: Request) -> None:
        """Reply to a request, now or later."""
        Exchange(self, connection, request).begin()

    def refusal(self, status: int, detail: str) -> Reply:
        """The reply to a request that can't be read."""
        self.stats.dropped += 1
        kind = {413: "too-large", 431: "head-too-large", 408: "too-slow-to-read", 429: "too-many"}.get(status)
        return problem_reply(Problem(kind or "bad-request", detail), self.number())

    def in_thread(self, work: Callable[[], Reply], done: Callable[[Reply], None]) -> None:
        """Have work done beside the loop; raises Problem when too much waits already."""
        if self._waiting >= _MOST_WAITING:
            self.stats.refused += 1
            raise Problem("busy", "Too many pages are waiting to be made.")
        self._waiting += 1

        def finish(made: Future[Reply]) -> None:
            self._waiting -= 1
            error = made.exception()
            if error:
                sys.excepthook(type(error), error, error.__traceback__)
            done(problem_reply(Problem("internal", _OURS), self.number()) if error else made.result())

        def tell(made: Future[Reply]) -> None:
            if not made.cancelled() and not self.loop.is_closed():
                self.loop.call_soon_threadsafe(finish, made)

        self._threads.submit(work).add_done_callback(tell)

    def metrics(self) -> bytes:
        """The counts in the words of Prometheus."""
        return self._metrics.text()

    def _gauges(self) -> dict[str, float]:
        return {
            "connections": len(self._connections),
            "workers": len(self.pool.processes()),
            "cache_bytes": self.cache.size,
            "unread_bytes": self._backlog.size,
            "pages_waiting": self._waiting,
        }
