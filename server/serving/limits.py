"""What one query, one client and the whole server may take."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds, in seconds and megabytes; a rate of 0 and a number of rows of 0 mean no bound."""

    workers: int = max(2, os.cpu_count() or 1)
    timeout: float = 10.0
    memory: int = 1024
    result: int = 256
    rows: int = 0
    cache: int = 64
    unread: int = 512
    queue: int = 64
    wait: float = 5.0
    rate: int = 0
    brief: float = 0.1

    def sentence(self) -> str:
        """The bounds of one query, for the description of the service."""
        rows = f", {self.rows} rows" if self.rows else ""
        return f"One query has at most {self.timeout:g} seconds, {self.memory} MB of memory, {self.result} MB{rows}."

    def seconds(self, asked: float | None) -> float:
        """How long a query may run when so many seconds were asked for."""
        return min(asked or self.timeout, self.timeout)
