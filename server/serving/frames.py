"""What the web process and a worker say to each other over a Unix socket: one job, one outcome, in turn."""

from __future__ import annotations

import json
import os
import socket
import struct
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import Problem
from ..negotiation import Format
from ..protocol import Operation
from ..queries import unwritten

_JOB = struct.Struct("!Id")
_HEAD = struct.Struct("!BQqd")
_STORED, _LAST, _PROBLEM = 1, 2, 4
_WHOLE = -1
LARGEST_INLINE = 1 << 18
_DESCRIPTOR = socket.CMSG_SPACE(struct.calcsize("i")) if hasattr(socket, "CMSG_SPACE") else 0


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


class Outcome(NamedTuple):
    """What a worker answered: a body and where it was cut, or a problem; `last` before it ends."""

    body: bytes | Stored = b""
    cut: int | None = None
    problem: Problem | None = None
    seconds: float = 0.0
    last: bool = False


def job(body: bytes, seconds: float) -> bytes:
    """A job as it goes to a worker."""
    return _JOB.pack(len(body), seconds) + body


class Jobs:
    """The jobs that come over a connection, read into one piece of memory."""

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self._memory = memoryview(bytearray(1 << 18))

    def receive(self) -> tuple[Operation, Format, float] | None:
        """The next job, None when there will be none."""
        got, size = self._more(0), 0.0
        if not got:
            return None
        size, seconds = _JOB.unpack_from(self._memory)
        while got < _JOB.size + size:
            more = self._more(got)
            if not more:
                return None
            got += more
        return *unwritten(bytes(self._memory[_JOB.size : got])), seconds

    def _more(self, got: int) -> int:
        return self._connection.recv_into(self._memory[got:])


def send_outcome(connection: socket.socket, outcome: Outcome, last: bool = False) -> None:
    """Answer a job; a stored body goes by its descriptor, a problem as JSON."""
    body, problem = outcome.body, outcome.problem
    if problem:
        body = json.dumps((problem.kind, problem.detail, problem.members)).encode()
    stored = body if isinstance(body, Stored) else None
    size = stored.size if stored else len(body)  # type: ignore[arg-type]
    flags = (_STORED if stored else 0) | (_LAST if last else 0) | (_PROBLEM if problem else 0)
    head = _HEAD.pack(flags, size, _WHOLE if outcome.cut is None else outcome.cut, outcome.seconds)
    if stored:
        socket.send_fds(connection, [head], [stored.descriptor])
    else:
        connection.sendall(head + body)  # type: ignore[operator]


class Incoming:
    """The pieces of an outcome as they arrive."""

    def __init__(self) -> None:
        self._data = b""
        self._descriptors: list[int] = []

    def receive(self, connection: socket.socket) -> Outcome | None:
        """Take a piece; the outcome when it is whole. Raises EOFError at the end."""
        piece = _receive(connection, self._descriptors)
        data = self._data = self._data + piece if self._data else piece
        if len(data) < _HEAD.size:
            return None
        flags, size, cut, seconds = _HEAD.unpack_from(data)
        if not flags & _STORED and len(data) < _HEAD.size + size:
            return None
        body = Stored(self._descriptors.pop(), size) if flags & _STORED else data[_HEAD.size :]
        self._data = b""
        problem = _problem(body) if flags & _PROBLEM and isinstance(body, bytes) else None
        return Outcome(b"" if problem else body, None if cut < 0 else cut, problem, seconds, bool(flags & _LAST))

    def close(self) -> None:
        """Forget a broken outcome."""
        while self._descriptors:
            os.close(self._descriptors.pop())


_PIECE = 1 << 16


def _receive(connection: socket.socket, descriptors: list[int]) -> bytes:
    piece, told, _, _ = connection.recvmsg(_PIECE, _DESCRIPTOR)
    if not piece:
        raise EOFError
    for level, kind, data in told:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors += struct.unpack(f"{len(data) // 4}i", data)
    return piece


def _problem(body: bytes) -> Problem:
    kind, detail, members = json.loads(body)
    return Problem(kind, detail, **members)
