"""Queries that wait or run, and whose turn it is."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from ..errors import Problem
from .frames import Outcome

_MOST_KNOWN = 1000
_HABIT, _USUALLY, _SOMETIMES = 0.4, 0.6, 0.2
Done = Callable[[Outcome], None]


@dataclass(eq=False, slots=True)
class Job:
    """A query under way, for everybody who waits for it."""

    key: bytes
    seconds: float
    client: str
    asked: float
    waiting: list[Done] = field(default_factory=list)
    long: bool = False
    again: bool = False
    overran: bool = False

    def fate(self, ran: float) -> Problem:
        """Why its worker died in the middle: its time was up, or it needed more than it may have."""
        if ran >= self.seconds - 0.02:
            return Problem("too-slow", f"The query was still running after {self.seconds:g} seconds.")
        return Problem("too-complex", "The query ran out of memory, or is too deeply nested.")


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

    def of_others(self, client: str) -> int:
        """How many jobs of everybody else wait."""
        return self.size - self.of(client)

    def first(self, fit: Callable[[str], bool]) -> Job | None:
        """The next job of the next client that fits; it still waits."""
        return next((jobs[0] for client, jobs in self._jobs.items() if fit(client)), None)

    def take(self, first: Callable[[str], bool]) -> Job:
        """The next job of the next client, of some before all others; it waits no more. There must be one."""
        job = self.first(first) or next(iter(self._jobs.values()))[0]
        self.remove(job)
        return job

    def remove(self, job: Job) -> None:
        """Wait no longer; the next turn is somebody else's."""
        jobs = self._jobs[job.client]
        jobs.remove(job)
        self._jobs.move_to_end(job.client)
        if not jobs:
            del self._jobs[job.client]
        self.size -= 1


class Lanes:
    """The jobs that wait for the brief lane and for the long one."""

    def __init__(self, most: int):
        self._most = most
        self._known_long: OrderedDict[Hashable, float] = OrderedDict()
        self._habits: OrderedDict[Hashable, float] = OrderedDict()
        self._lately: set[str] = set()
        self._before: set[str] = set()
        self.brief, self.long = Queue(), Queue()

    def began(self, client: str) -> None:
        """A brief job of a client has begun."""
        self._lately.add(client)

    def others(self, client: str) -> bool:
        """Whether somebody else asks for brief queries now, or did a moment ago."""
        return bool(self.brief.of_others(client) or (self._lately | self._before) - {client})

    def age(self) -> None:
        """A moment has passed."""
        self._before, self._lately = self._lately, set()

    @property
    def size(self) -> int:
        """How many wait."""
        return self.brief.size + self.long.size

    def is_long(self, key: bytes, client: str) -> bool:
        """Whether such a job was long before, or nearly all jobs of this client are."""
        return key in self._known_long or self._habits.get(client, 0.0) > _USUALLY

    def take_brief(self) -> Job:
        """The next job for the brief lane: those go first whose jobs have been brief of late."""
        return self.brief.take(lambda client: self._habits.get(client, 0.0) < _SOMETIMES)

    def overran(self, job: Job) -> None:
        """A job is long."""
        if not job.overran:
            job.overran = True
            _put(self._known_long, job.key, 1.0)
            _put(self._habits, job.client, self._habits.get(job.client, 0.0) * (1 - _HABIT) + _HABIT)

    def ended(self, job: Job) -> None:
        """A job that was not long, or is known to be, has ended."""
        if not job.overran and job.client in self._habits:
            self._habits[job.client] *= 1 - _HABIT

    def check_room(self, client: str, local: bool) -> None:
        """Raises Problem when too many jobs wait already, of all clients or of this one."""
        if self.size >= self._most:
            raise Problem("busy", "Too many queries are waiting.")
        if not local and self.brief.of(client) + self.long.of(client) >= max(8, self._most // 8):
            raise Problem("too-many", "Too many of your queries are waiting.")

    def put(self, job: Job) -> None:
        """Wait in the lane of this job."""
        (self.long if job.long else self.brief).put(job)

    def remove(self, job: Job) -> None:
        """Wait no longer, if it does."""
        queue = self.long if job.long else self.brief
        if job in queue:
            queue.remove(job)

    def overdue(self, before: float) -> list[Job]:
        """Take out every job that has waited since before a time."""
        found = [job for queue in (self.brief, self.long) for job in queue if job.asked < before]
        for job in found:
            self.remove(job)
        return found


def _put(known: OrderedDict[Hashable, float], key: Hashable, value: float) -> None:
    """Keep a value, and forget the oldest when there are too many."""
    known[key] = value
    known.move_to_end(key)
    if len(known) > _MOST_KNOWN:
        known.popitem(last=False)
