"""Serving in one process, where the system can't fork: queries run in threads, which nothing can end."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from ..engine import Engine
from ..errors import Problem
from ..queries import unwritten
from .frames import Outcome
from .limits import Limits
from .stats import Stats
from .worker import Spool

Done = Callable[[Outcome], None]


class Threads:
    """Stands where the pool of workers would: the same bounds on what waits and on answers, none on time and memory."""

    alive = True

    def __init__(self, loop: asyncio.AbstractEventLoop, engine: Engine, limits: Limits, stats: Stats):
        self._loop, self._engine, self._limits, self._stats = loop, engine, limits, stats
        self._threads = ThreadPoolExecutor(limits.workers, "query")
        self._waiting = 0

    def processes(self) -> list[int]:
        """This one."""
        return [os.getpid()]

    def submit(self, key: bytes, seconds: float, client: str, local: bool, done: Done) -> bytes:
        """Have a job evaluated; raises Problem when there is no room."""
        if self._waiting >= self._limits.queue:
            self._stats.refused += 1
            raise Problem("busy", "Too many queries are waiting.")
        self._waiting += 1
        self._threads.submit(self._evaluate, key, done)
        return key

    def leave(self, job: bytes, done: Done) -> None:
        """A thread can't be ended: the answer goes nowhere."""

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _evaluate(self, key: bytes, done: Done) -> None:
        output, start = Spool(self._limits.result << 20), time.perf_counter()
        try:
            cut = self._engine.write(*unwritten(key), output)
            outcome = Outcome(output.finished(), cut, None, time.perf_counter() - start)
        except Problem as problem:
            outcome = Outcome(problem=problem, seconds=time.perf_counter() - start)
        self._loop.call_soon_threadsafe(self._finish, outcome, done)

    def _finish(self, outcome: Outcome, done: Done) -> None:
        self._waiting -= 1
        done(outcome)
