"""A query worker: evaluates one job at a time until it is killed, used up, or no longer needed."""

from __future__ import annotations

import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable

from ..engine import Engine
from ..errors import Problem
from ..negotiation import Format
from ..protocol import Operation
from .frames import LARGEST_INLINE, Jobs, Outcome, Stored, send_outcome
from .limits import Limits
from .sandbox import confine, die_with_parent, resident

_MOST_JOBS = 20_000
_MOST_GROWTH = 100 << 20
_LONG = 0.1


def work(connection: socket.socket, opened: Callable[[], Engine], limits: Limits, remote: bool = False) -> None:
    """Answer the jobs that come over a connection, in a process of its own, until it closes or this one is used up."""
    die_with_parent()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    engine = opened()
    confine((limits.memory + limits.result) << 20, remote)
    jobs, most, grown = Jobs(connection), limits.result << 20, resident() + _MOST_GROWTH
    for left in range(_MOST_JOBS, 0, -1):
        asked = jobs.receive()
        if asked is None:
            return
        outcome = _evaluated(engine, *asked, most)
        used_up = left == 1 or outcome.seconds > _LONG and resident() > grown
        send_outcome(connection, outcome, used_up)
        if used_up:
            return


def _evaluated(engine: Engine, operation: Operation, known: Format, seconds: float, most: int) -> Outcome:
    """Evaluate under the alarm: whatever the query does, the kernel ends this process at the deadline."""
    output, start = Spool(most), time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        cut = engine.write(operation, known, output)
        return Outcome(output.finished(), cut, None, time.perf_counter() - start)
    except Problem as problem:
        return Outcome(problem=problem, seconds=time.perf_counter() - start)
    except MemoryError:
        return Outcome(problem=Problem("too-complex", "The query needs more memory than it may have."))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class Spool:
    """Collects an answer: a small one in memory, a large one in a file without a name."""

    def __init__(self, most: int):
        self._most, self._size = most, 0
        self._pieces: list[bytes] = []
        self._kept = 0
        self._file: int | None = None

    def write(self, data: bytes, /) -> int:
        """Take a piece; raises Problem when the answer grows beyond its bound."""
        self._size += len(data)
        if self._size > self._most:
            raise Problem("result-too-large", f"The answer has more than {self._most >> 20} MB.")
        self._pieces.append(bytes(data))
        self._kept += len(data)
        if self._kept > LARGEST_INLINE:
            self._store()
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def finished(self) -> bytes | Stored:
        """The whole answer."""
        if self._file is None:
            return b"".join(self._pieces)
        self._store()
        return Stored(self._file, self._size)

    def _store(self) -> None:
        if self._file is None:
            self._file = _nameless()
        rest = memoryview(b"".join(self._pieces))
        while rest:
            rest = rest[os.write(self._file, rest) :]
        self._pieces, self._kept = [], 0


def _nameless() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("onemoon-answer")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
