"""Which job runs when, and where: a brief lane that is always free soon, and a long lane that waits for its turn."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import struct
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..errors import Problem
from . import frames
from .frames import Incoming, Outcome
from .limits import Limits
from .stats import Stats

Done = Callable[[Outcome], None]
PID = struct.Struct("!I")
_TICK = 0.02
_MOST_KNOWN_LONG = 1000
_STILLBORN = 0.05
_SOON = 1.0
_LATE = 0.1
_PATIENT = 15


@dataclass(eq=False)
class Job:
    """A query under way, for everybody who waits for it."""

    key: bytes
    seconds: float
    client: str
    asked: float
    waiting: list[Done] = field(default_factory=list)
    long: bool = False
    again: bool = False


class Worker:
    """A process that evaluates, seen from here."""

    def __init__(self, connection: socket.socket, pid: int, now: float):
        self.connection, self.pid, self.born, self.started = connection, pid, now, 0.0
        self.job: Job | None = None
        self.long = self.patient = False
        self.incoming = Incoming()


class Queue:
    """Jobs of several clients, taken from each in turn."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, deque[Job]] = OrderedDict()
        self.size = 0

    def __iter__(self) -> Iterator[Job]:
        return (job for jobs in list(self._jobs.values()) for job in list(jobs))

    def put(self, job: Job) -> None:
        """Wait behind the other jobs of this client."""
        self._jobs.setdefault(job.client, deque()).append(job)
        self.size += 1

    def of(self, client: str) -> int:
        """How many jobs of a client wait."""
        return len(self._jobs.get(client, ()))

    def take(self, fit: Callable[[str], bool] = lambda client: True) -> Job | None:
        """The next job of the next client that fits."""
        client = next((each for each in self._jobs if fit(each)), None)
        if client is None:
            return None
        jobs = self._jobs[client]
        job = jobs.popleft()
        self._jobs.move_to_end(client)
        if not jobs:
            del self._jobs[client]
        self.size -= 1
        return job

    def remove(self, job: Job) -> None:
        """Wait no longer."""
        self._jobs[job.client].remove(job)
        if not self._jobs[job.client]:
            del self._jobs[job.client]
        self.size -= 1


class Pool:
    """Gives jobs to workers, and asks for a new worker whenever one is lost or lent to the long lane."""

    def __init__(self, loop: asyncio.AbstractEventLoop, control: socket.socket, limits: Limits, stats: Stats):
        self._loop, self._control, self._limits, self._stats = loop, control, limits, stats
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._brief, self._long = Queue(), Queue()
        self._flights: dict[bytes, Job] = {}
        self._known_long: OrderedDict[bytes, None] = OrderedDict()
        self._ticking = False
        self._closed = False
        control.setblocking(False)
        loop.add_reader(control.fileno(), self._born)
        self._expected = 0
        self._provide()

    @property
    def alive(self) -> bool:
        """Whether there is any worker."""
        return bool(self._idle or self._busy)

    def processes(self) -> list[int]:
        """The workers there are."""
        return [worker.pid for worker in (*self._idle, *self._busy)]

    def submit(self, key: bytes, seconds: float, client: str, local: bool, done: Done) -> Job:
        """Have a job evaluated, together with an equal one under way; raises Problem when there is no room."""
        job = self._flights.get(key)
        if job and job.seconds >= seconds:
            self._stats.shared += 1
            job.waiting.append(done)
            return job
        self._check_room(client, local)
        job = Job(key, seconds, client, self._loop.time(), [done], key in self._known_long)
        self._flights[key] = job
        (self._long if job.long else self._brief).put(job)
        self._dispatch()
        return job

    def leave(self, job: Job, done: Done) -> None:
        """Wait no longer for a job; nobody waiting, it ends."""
        if done in job.waiting:
            job.waiting.remove(done)
        if job.waiting:
            return
        worker = next((worker for worker in self._busy if worker.job is job), None)
        if worker:
            self._kill(worker)
            self._settle(job)
        elif job in (queued := self._long if job.long else self._brief):
            queued.remove(job)
            self._settle(job)

    def close(self) -> None:
        """Let every worker go."""
        self._closed = True
        self._loop.remove_reader(self._control.fileno())
        for worker in [*self._idle, *self._busy]:
            self._forget(worker)

    def _check_room(self, client: str, local: bool) -> None:
        queue = self._limits.queue
        if self._brief.size + self._long.size >= queue:
            self._stats.refused += 1
            raise Problem("busy", "Too many queries are waiting.")
        if not local and self._brief.of(client) + self._long.of(client) >= max(8, queue // 8):
            self._stats.refused += 1
            raise Problem("too-many", "Too many of your queries are waiting.")

    def _provide(self) -> None:
        """Ask for as many workers as the brief lane lacks."""
        there = len(self._idle) + len(self._busy) - self._lent() + self._expected
        for _ in range(0 if self._closed else self._limits.workers - there):
            self._expected += 1
            self._control.send(b"+")

    def _born(self) -> None:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, PID.size, 1)
        except BlockingIOError:
            return
        if not descriptors:
            self._loop.remove_reader(self._control.fileno())
            return
        connection = socket.socket(fileno=descriptors[0])
        connection.setblocking(False)
        worker = Worker(connection, PID.unpack(data)[0], self._loop.time())
        self._expected -= 1
        self._loop.add_reader(connection.fileno(), self._heard, worker)
        self._idle.append(worker)
        self._dispatch()

    def _dispatch(self) -> None:
        while self._idle and self._brief.size:
            self._start(self._idle.pop(), self._brief.take())
        while self._idle and self._long.size and self._lent() < self._limits.workers:
            job = self._long.take(self._may_run_long)
            if job is None:
                break
            worker = self._idle.pop()
            worker.long = True
            self._start(worker, job)
            self._provide()
        if not self._ticking and (self._busy or self._brief.size or self._long.size):
            self._ticking = True
            self._loop.call_later(_TICK, self._tick)

    def _start(self, worker: Worker, job: Job | None) -> None:
        if job is None:
            return
        worker.job, worker.started = job, self._loop.time()
        self._busy.add(worker)
        try:
            message = frames.job(job.key, job.seconds)
            sent = worker.connection.send(message)
        except (BrokenPipeError, ConnectionResetError):
            return  # the end of the connection is heard next
        if sent < len(message):
            self._kill(worker)
            self._finish(job, Outcome(problem=Problem("too-large", "The query and its graphs are too long.")))

    def _heard(self, worker: Worker) -> None:
        try:
            data, descriptors, _, _ = socket.recv_fds(worker.connection, 1 << 18, 1)
        except BlockingIOError:
            return
        except ConnectionResetError:
            data, descriptors = b"", []
        if not data:
            self._died(worker)
            return
        outcome = worker.incoming.feed(data, descriptors)
        if outcome is None or worker.job is None:
            return
        job, worker.job = worker.job, None
        self._busy.discard(worker)
        if worker.long and not outcome.last and (more := self._long.take(self._may_run_long)):
            self._start(worker, more)
        elif worker.patient or outcome.last:
            self._forget(worker)
            self._provide()
        else:
            worker.long = False
            self._idle.append(worker)
        self._finish(job, outcome)
        self._dispatch()

    def _died(self, worker: Worker) -> None:
        job, lived = worker.job, self._loop.time() - worker.born
        self._forget(worker)
        self._stats.lost += 1
        self._loop.call_later(0.5 if lived < _STILLBORN and not job else 0, self._provide)
        ran = self._loop.time() - worker.started
        if job and not job.again and ran < min(_SOON, job.seconds / 2):
            job.again, job.asked = True, self._loop.time()
            (self._long if job.long else self._brief).put(job)
        elif job:
            self._finish(job, Outcome(problem=_fate(job, ran), seconds=ran))
        self._dispatch()

    def _finish(self, job: Job, outcome: Outcome) -> None:
        self._settle(job)
        for done in job.waiting:
            done(outcome)

    def _settle(self, job: Job) -> None:
        if self._flights.get(job.key) is job:
            del self._flights[job.key]

    def _tick(self) -> None:
        self._ticking, now = False, self._loop.time()
        for worker in list(self._busy):
            job, ran = worker.job, now - worker.started
            if job and ran > job.seconds + _LATE:
                self._end(worker, job, ran)
            elif job and not worker.long and ran > self._limits.brief:
                self._overran(worker, job)
            elif worker.long and not worker.patient and ran > _SOON:
                self._slow_down(worker)
        for queue in (self._brief, self._long):
            for job in [job for job in queue if now - job.asked > self._limits.wait]:
                queue.remove(job)
                self._stats.refused += 1
                self._finish(job, Outcome(problem=Problem("busy", "The query waited too long for its turn.")))
        self._dispatch()

    def _end(self, worker: Worker, job: Job, ran: float) -> None:
        """Answer when the time is up, and not when the worker has given back its memory."""
        self._stats.lost += 1
        self._kill(worker)
        self._finish(job, Outcome(problem=_fate(job, ran), seconds=ran))

    def _overran(self, worker: Worker, job: Job) -> None:
        """A brief lane is for brief jobs: lend the worker to the long lane, or begin anew there when it has no room."""
        self._known_long[job.key] = None
        if len(self._known_long) > _MOST_KNOWN_LONG:
            self._known_long.popitem(last=False)
        if self._lent() < self._limits.workers and self._may_run_long(job.client):
            worker.long = True
            self._provide()
            return
        if self._idle or not self._brief.size:
            return  # nobody waits for this worker
        self._kill(worker)
        job.long, job.asked = True, self._loop.time()
        self._long.put(job)

    def _slow_down(self, worker: Worker) -> None:
        worker.patient = True
        try:
            os.setpriority(os.PRIO_PROCESS, worker.pid, _PATIENT)
        except OSError:
            pass  # it has just ended, which is heard next

    def _lent(self) -> int:
        return sum(worker.long for worker in self._busy)

    def _may_run_long(self, client: str) -> bool:
        """One place of the long lane stays free for somebody else."""
        running = sum(worker.long and worker.job.client == client for worker in self._busy if worker.job)
        return running < max(1, self._limits.workers - 1)

    def _kill(self, worker: Worker) -> None:
        try:
            os.kill(worker.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._forget(worker)
        self._provide()

    def _forget(self, worker: Worker) -> None:
        self._loop.remove_reader(worker.connection.fileno())
        worker.connection.close()
        worker.incoming.close()
        worker.job = None
        self._busy.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)


def _fate(job: Job, ran: float) -> Problem:
    """Why a worker died in the middle: its time was up, or the query needed more than it may have."""
    if ran >= job.seconds - 0.02:
        return Problem("too-slow", f"The query was still running after {job.seconds:g} seconds.")
    return Problem("too-complex", "The query ran out of memory, or is too deeply nested.")
