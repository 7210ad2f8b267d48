"""The query workers as the web process sees them: their connections, and what it does to them."""

from __future__ import annotations

import math
import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Iterator

from . import frames
from .frames import Incoming, Outcome
from .jobs import Job

_PROCESSOR = 2
PID = struct.Struct("!I")


class Worker:
    """A process that evaluates one job at a time."""

    def __init__(self, connection: socket.socket, pid: int, now: float):
        self.connection, self.pid, self.born, self.started = connection, pid, now, 0.0
        self.job: Job | None = None
        self.long = self.patient = False
        self._incoming = Incoming()
        self._clock: float | None = None

    def give(self, job: Job, now: float) -> bool:
        """Have a job evaluated; False when it is too long to be sent."""
        self.job, self.started, self._clock = job, now, None
        message = frames.job(job.key, job.seconds)
        try:
            return self.connection.send(message) == len(message)
        except (BrokenPipeError, ConnectionResetError):
            return True  # the end of the connection is heard next

    def hear(self) -> Outcome | None:
        """What the worker says, as far as it is whole; raises EOFError when it has ended."""
        try:
            return self._incoming.receive(self.connection)
        except BlockingIOError:
            return None
        except ConnectionResetError:
            raise EOFError from None

    def worked(self) -> float:
        """Seconds of processor that the job has had since this was first asked; endless where none can tell."""
        if sys.platform != "linux":
            return math.inf
        try:
            clock = time.clock_gettime(~self.pid << 3 | _PROCESSOR)
        except OSError:
            return 0.0  # it has just ended, which is heard next
        self._clock = clock if self._clock is None else self._clock
        return clock - self._clock

    def slow_down(self) -> None:
        """Let everything else go first from now on, which can't be taken back."""
        self.patient = True
        try:
            if hasattr(os, "SCHED_IDLE"):
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self.pid, 19)
        except OSError:
            pass  # it has just ended, which is heard next

    def kill(self) -> None:
        """End it at once."""
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def close(self) -> None:
        """Hear it no more; it ends by itself."""
        self.connection.close()
        self._incoming.close()
        self.job = None


class Crew:
    """The workers there are: free for brief jobs, free for long ones only, and at work."""

    def __init__(self, places: int):
        self._places = places
        self.idle: list[Worker] = []
        self.patient: list[Worker] = []
        self.busy: set[Worker] = set()

    def __iter__(self) -> Iterator[Worker]:
        return iter((*self.idle, *self.patient, *self.busy))

    def release(self, worker: Worker) -> None:
        """Its job is done."""
        worker.job, worker.long = None, False
        self.busy.discard(worker)
        (self.patient if worker.patient else self.idle).append(worker)

    def remove(self, worker: Worker) -> None:
        """It is lost, or needed no more."""
        worker.close()
        self.busy.discard(worker)
        for kept in (self.idle, self.patient):
            if worker in kept:
                kept.remove(worker)

    def for_long(self) -> Worker | None:
        """A free worker for a long job."""
        free = self.patient or self.idle
        return free.pop() if free else None

    def lent(self, client: str = "") -> int:
        """How many do long jobs, of everybody or of one client."""
        return sum(worker.long and client in ("", worker.job.client) for worker in self.busy if worker.job)

    def may_lend(self, client: str, others: bool) -> bool:
        """Whether a client may have one more place for a long job: when others are there, one stays free for them."""
        if not others:
            return self.lent() < 2 * self._places
        return self.lent() < self._places and self.lent(client) < max(1, self._places - 1)

    def surplus(self, before: float) -> list[Worker]:
        """Those beyond what the brief lane needs that have done nothing since a time."""
        beyond = self.idle[: max(0, len(self.idle) - self._places)]
        return [worker for worker in (*self.patient, *beyond) if max(worker.born, worker.started) < before]


def born(control: socket.socket, now: float) -> Worker:
    """A worker whose connection came over the control socket; raises EOFError when none will come any more."""
    data, descriptors, _, _ = socket.recv_fds(control, PID.size, 1)
    if not descriptors:
        raise EOFError
    connection = socket.socket(fileno=descriptors[0])
    connection.setblocking(False)
    return Worker(connection, PID.unpack(data)[0], now)
