"""Answers that wait in memory for slow readers, bounded in bytes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .connection import Connection


class _Held(NamedTuple):
    """The body that a connection still sends."""

    owner: object
    size: int
    client: str

    @property
    def body(self) -> int:
        """What tells it from other bodies."""
        return id(self.owner)


class Backlog:
    """Who is still reading what; a body that several read counts once."""

    def __init__(self, most: int):
        self._most = most
        self._held: dict[Connection, _Held] = {}
        self._readers: Counter[int] = Counter()
        self.size = 0

    def hold(self, connection: Connection, body: object, size: int) -> list[Connection]:
        """A connection has not taken its answer at once; gives the connections to drop so that the bound is kept."""
        held = _Held(body, size, connection.peer)
        self._held[connection] = held
        self._readers[held.body] += 1
        if self._readers[held.body] == 1:
            self.size += size
        return self._too_many() if self.size > self._most else []

    def release(self, connection: Connection) -> None:
        """A connection has taken its answer, or is gone."""
        held = self._held.pop(connection, None)
        if held is None:
            return
        self._readers[held.body] -= 1
        if not self._readers[held.body]:
            del self._readers[held.body]
            self.size -= held.size

    def _too_many(self) -> list[Connection]:
        """Connections of whoever holds most, the largest answers first, until the rest fits."""
        holds: Counter[str] = Counter()
        for held in self._held.values():
            holds[held.client] += held.size
        order = sorted(self._held.items(), key=lambda item: (-holds[item[1].client], -item[1].size))
        left, readers, dropped = self.size, self._readers.copy(), []
        for connection, held in order:
            if left <= self._most:
                break
            readers[held.body] -= 1
            left -= 0 if readers[held.body] else held.size
            dropped.append(connection)
        return dropped
