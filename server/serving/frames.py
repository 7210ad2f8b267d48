"""What the web process and a worker say to each other over a Unix socket: one job, one outcome, in turn."""

from __future__ import annotations

import json
import os
import socket
import struct
from dataclasses import dataclass

from ..errors import Problem
from ..negotiation import Format
from ..protocol import Operation
from ..queries import unwritten

_JOB = struct.Struct("!Id")
_HEAD = struct.Struct("!IQ?")
LARGEST_INLINE = 1 << 18


@dataclass
class Stored:
    """Bytes in a file without a name: passed between processes by its descriptor, sent by the kernel."""

    descriptor: int
    size: int

    def read(self) -> bytes:
        """All of it."""
        return os.pread(self.descriptor, self.size, 0)

    def __del__(self) -> None:
        os.close(self.descriptor)


@dataclass(frozen=True)
class Outcome:
    """What a worker answered: a body and where it was cut, or a problem; `last` before it ends."""

    body: bytes | Stored = b""
    cut: int | None = None
    problem: Problem | None = None
    seconds: float = 0.0
    last: bool = False


def job(body: bytes, seconds: float) -> bytes:
    """A job as it goes to a worker."""
    return _JOB.pack(len(body), seconds) + body


def receive_job(connection: socket.socket) -> tuple[Operation, Format, float] | None:
    """The next job, None when there will be none."""
    data = connection.recv(1 << 18)
    if not data:
        return None
    size, seconds = _JOB.unpack_from(data)
    while len(data) < _JOB.size + size:
        more = connection.recv(1 << 18)
        if not more:
            return None
        data += more
    return *unwritten(data[_JOB.size :]), seconds


def send_outcome(connection: socket.socket, outcome: Outcome) -> None:
    """Answer a job; a stored body goes by its descriptor."""
    problem = outcome.problem
    told = (problem.kind, problem.detail, problem.members) if problem else None
    head = json.dumps((told, outcome.cut, outcome.seconds, outcome.last)).encode()
    stored = outcome.body if isinstance(outcome.body, Stored) else None
    size = stored.size if stored else len(outcome.body)  # type: ignore[arg-type]
    start = _HEAD.pack(len(head), size, stored is not None) + head
    if stored:
        socket.send_fds(connection, [start], [stored.descriptor])
    else:
        connection.sendall(start + outcome.body)  # type: ignore[operator]


class Incoming:
    """The pieces of an outcome as they arrive."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._descriptors: list[int] = []

    def feed(self, data: bytes, descriptors: list[int]) -> Outcome | None:
        """Take a piece; the outcome when it is whole."""
        self._data += data
        self._descriptors += descriptors
        if len(self._data) < _HEAD.size:
            return None
        length, size, stored = _HEAD.unpack_from(self._data)
        start = _HEAD.size + length
        if len(self._data) < start + (0 if stored else size):
            return None
        told, cut, seconds, last = json.loads(self._data[_HEAD.size : start])
        body = Stored(self._descriptors.pop(), size) if stored else bytes(self._data[start : start + size])
        problem = Problem(told[0], told[1], **told[2]) if told else None
        self._data.clear()
        return Outcome(body, cut, problem, seconds, last)

    def close(self) -> None:
        """Forget a broken outcome."""
        while self._descriptors:
            os.close(self._descriptors.pop())
