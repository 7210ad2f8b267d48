"""What is written down: one line of JSON for each request, and the shape of slow queries; never who asked."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from ..protocol import Call
from ..queries import Plan
from .cache import Reply
from .frames import Outcome

_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|(?<![\w:?$/#-])\d+(?:\.\d+)?|#[^\n<>]*\n')
_LONGEST = 4000


class Log:
    """Lines to a file, to standard error (`-`), or nowhere."""

    def __init__(self, where: str = "", slow: float = 1.0):
        self._slow = slow
        self._stream: IO[str] | None = None
        if where:
            self._stream = sys.stderr if where == "-" else Path(where).open("a", encoding="utf-8", buffering=1)

    @property
    def on(self) -> bool:
        """Whether anything is written."""
        return self._stream is not None

    def request(self, number: str, method: str, path: str, reply: Reply, seconds: float, room: str) -> None:
        """One answer: its query id, what was asked for (without the query), status, bytes, time, whether kept."""
        self._write(
            event="request", id=number, method=method, path=path[:200], status=reply.status, bytes=reply.size,
            ms=round(seconds * 1000, 2), kept=room == "kept",
        )  # fmt: skip

    def query(self, number: str, call: Call, made: Plan | None, outcome: Outcome) -> None:
        """A slow or failed query: its shape, without the literals and comments that may say something of a person."""
        failed = outcome.problem is not None and outcome.problem.kind in ("too-slow", "too-complex", "result-too-large")
        if self.on and made and (outcome.seconds >= self._slow or failed):
            shape = " ".join(_LITERAL.sub("_", made.operation.text).split())[:_LONGEST]
            ended = outcome.problem.kind if outcome.problem else "answered"
            self._write(event="slow", id=number, ms=round(outcome.seconds * 1000), ended=ended, query=shape)

    def say(self, sentence: str) -> None:
        """Something that the operator should know."""
        self._write(event="note", note=sentence)

    def _write(self, **members: object) -> None:
        if self._stream:
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            print(json.dumps({"time": now, **members}, ensure_ascii=False), file=self._stream)
