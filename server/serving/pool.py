"""Which job runs when, and where: a brief lane that is always free soon, and a long lane that waits for its turn."""

from __future__ import annotations

import asyncio
import socket

from ..errors import Problem
from .frames import Outcome
from .hands import Crew, Worker, born
from .jobs import Done, Job, Lanes
from .limits import Limits
from .stats import Stats

_TICK, _LATE, _STILLBORN, _SURPLUS_FOR = 0.02, 0.1, 0.05, 2.0
_SOON = _AGAIN = 1.0
_OWN_PATIENCE = 5


class Pool:
    """Gives jobs to workers, and asks for a new worker whenever one is lost or lent to the long lane."""

    def __init__(self, loop: asyncio.AbstractEventLoop, control: socket.socket, limits: Limits, stats: Stats):
        self._loop, self._control, self._limits, self._stats = loop, control, limits, stats
        self._crew = Crew(limits.workers)
        self._waiting = Lanes(limits.queue)
        self._flights: dict[bytes, Job] = {}
        self._ticking = self._trimming = self._closed = False
        self._expected = 0
        control.setblocking(False)
        loop.add_reader(control.fileno(), self._born)
        self._provide()

    @property
    def alive(self) -> bool:
        """Whether there is any worker."""
        return any(self._crew)

    def processes(self) -> list[int]:
        """The workers there are."""
        return [worker.pid for worker in self._crew]

    def submit(self, key: bytes, seconds: float, client: str, local: bool, done: Done) -> Job:
        """Have a job evaluated, together with an equal one under way; raises Problem when there is no room."""
        job = self._flights.get(key)
        if job and job.seconds >= seconds:
            self._stats.shared += 1
            job.waiting.append(done)
            return job
        job = Job(key, seconds, client, self._loop.time(), [done], self._waiting.is_long(key, client))
        self._flights[key] = job
        if self._crew.idle and not self._waiting.size and not job.long:
            self._start(self._crew.idle.pop(), job)
        else:
            self._queue(job, local)
        return job

    def leave(self, job: Job, done: Done) -> None:
        """Wait no longer for a job; nobody waiting, it ends."""
        if done in job.waiting:
            job.waiting.remove(done)
        if job.waiting:
            return
        worker = next((worker for worker in self._crew.busy if worker.job is job), None)
        if worker:
            self._kill(worker)
        else:
            self._waiting.remove(job)
        self._settle(job)

    def close(self) -> None:
        """Let every worker go."""
        self._closed = True
        self._loop.remove_reader(self._control.fileno())
        for worker in list(self._crew):
            self._forget(worker)

    def _queue(self, job: Job, local: bool) -> None:
        try:
            self._waiting.check_room(job.client, local)
        except Problem:
            self._stats.refused += 1
            self._settle(job)
            raise
        self._waiting.put(job)
        self._dispatch()

    def _provide(self) -> None:
        """Ask for as many workers as the brief lane lacks."""
        now = self._loop.time()
        idle, busy = len(self._crew.idle), self._crew.busy
        free = idle + sum(not self._in_the_way(each, now) for each in busy)
        room = 2 * self._limits.workers + 1 - idle - len(busy)
        lacking = min(self._limits.workers - free, room) - self._expected
        for _ in range(0 if self._closed else lacking):
            self._expected += 1
            self._control.send(b"+")

    def _in_the_way(self, worker: Worker, now: float) -> bool:
        """Whether a job will keep its worker from others."""
        ran = now - worker.started
        if worker.long or worker.job is None or worker.job.overran:
            return True
        return ran > _TICK and self._waiting.others(worker.job.client)

    def _born(self) -> None:
        try:
            worker = born(self._control, self._loop.time())
        except BlockingIOError:
            return
        except EOFError:
            self._loop.remove_reader(self._control.fileno())
            return
        self._expected -= 1
        self._loop.add_reader(worker.connection.fileno(), self._heard, worker)
        self._crew.idle.insert(0, worker)  # those that have worked have memory of their own already
        self._dispatch()

    def _dispatch(self) -> None:
        while self._crew.idle and self._waiting.brief.size:
            self._start(self._crew.idle.pop(), self._waiting.take_brief())
        while (job := self._waiting.long.first(self._may_lend)) and (worker := self._crew.for_long()):
            self._waiting.long.remove(job)
            worker.long = True
            self._start(worker, job)
            self._provide()
        self._watch()

    def _watch(self) -> None:
        if not self._ticking and (self._crew.busy or self._waiting.size):
            self._ticking = True
            self._loop.call_later(_TICK, self._tick)
        if not self._trimming and (len(self._crew.idle) > self._limits.workers or self._crew.patient):
            self._trimming = True
            self._loop.call_later(_SURPLUS_FOR, self._trim)

    def _start(self, worker: Worker, job: Job) -> None:
        self._crew.busy.add(worker)
        if not worker.long:
            self._waiting.began(job.client)
        if not worker.give(job, self._loop.time()):
            self._kill(worker)
            self._finish(job, Outcome(problem=Problem("too-large", "The query and its graphs are too long.")))
        elif not self._ticking:
            self._watch()

    def _heard(self, worker: Worker) -> None:
        try:
            outcome = worker.hear()
        except EOFError:
            self._died(worker)
            return
        if outcome is None or worker.job is None:
            return
        job = worker.job
        self._crew.release(worker)
        if outcome.last:
            self._forget(worker)
            self._provide()
        self._waiting.ended(job)
        self._finish(job, outcome)
        if self._waiting.size:
            self._dispatch()

    def _died(self, worker: Worker) -> None:
        job, lived = worker.job, self._loop.time() - worker.born
        self._forget(worker)
        self._stats.lost += 1
        self._loop.call_later(0.5 if lived < _STILLBORN and not job else 0, self._provide)
        ran = self._loop.time() - worker.started
        if job and not job.again and ran < min(_AGAIN, job.seconds / 2):
            job.again, job.asked = True, self._loop.time()
            self._waiting.put(job)
        elif job:
            self._finish(job, Outcome(problem=job.fate(ran), seconds=ran))
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
        for worker in list(self._crew.busy):
            self._look_at(worker, now - worker.started)
        for job in self._waiting.overdue(now - self._limits.wait):
            self._stats.refused += 1
            self._finish(job, Outcome(problem=Problem("busy", "The query waited too long for its turn.")))
        self._provide()
        self._waiting.age()
        self._dispatch()

    def _look_at(self, worker: Worker, ran: float) -> None:
        """End, move or slow down a worker that has run for so long."""
        job, brief, worked = worker.job, self._limits.brief, worker.worked()
        if job and ran > job.seconds + _LATE:
            self._end(worker, job, ran)
            return
        if job is None or ran < brief or worked < brief / 2 and ran < _OWN_PATIENCE * brief:
            return  # it may only have waited for a processor
        self._waiting.overran(job)
        if not worker.long:
            self._make_room(worker, job, ran)
        elif not worker.patient and (ran > _SOON or self._waiting.others(job.client)):
            worker.slow_down()

    def _end(self, worker: Worker, job: Job, ran: float) -> None:
        """Answer when the time is up, and not when the worker has given back its memory."""
        self._stats.lost += 1
        self._kill(worker)
        self._finish(job, Outcome(problem=job.fate(ran), seconds=ran))

    def _make_room(self, worker: Worker, job: Job, ran: float) -> None:
        """A brief lane is for brief jobs: lend the worker to the long lane, or begin anew there when it has no room."""
        wanted = self._waiting.brief.size or self._waiting.others(job.client) or ran > _SOON
        if wanted and self._may_lend(job.client):
            worker.long = True
            self._provide()
            return
        patience = 1 if self._waiting.others(job.client) else _OWN_PATIENCE
        if self._crew.idle or not self._waiting.brief.size or ran < patience * self._limits.brief:
            return
        self._kill(worker)
        job.long, job.asked = True, self._loop.time()
        self._waiting.long.put(job)

    def _may_lend(self, client: str) -> bool:
        return self._crew.may_lend(client, self._waiting.others(client) or self._waiting.long.of_others(client) > 0)

    def _trim(self) -> None:
        """Let go of workers that nobody has needed for a while, the least used first."""
        self._trimming = False
        for worker in self._crew.surplus(self._loop.time() - _SURPLUS_FOR):
            self._forget(worker)
        self._watch()

    def _kill(self, worker: Worker) -> None:
        worker.kill()
        self._forget(worker)
        self._provide()

    def _forget(self, worker: Worker) -> None:
        self._loop.remove_reader(worker.connection.fileno())
        self._crew.remove(worker)
