"""Writing answers over a socket as fast as its peer takes them."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable

from .cache import File

_PIECE = 1 << 20
_WRITE_TIME, _SLOW_AFTER = 20.0, 60.0
_LEAST_RATE = 1024
Part = memoryview | File


class Writer:
    """Sends parts in order; tells when all are sent, and when the peer is gone."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        sock: socket.socket,
        written: Callable[[], None],
        lost: Callable[[], None],
    ):
        self._loop, self._sock, self._written, self._lost = loop, sock, written, lost
        self._descriptor = sock.fileno()
        self._unsent: list[Part] = []
        self.progress = self.begun = 0.0
        self.sent = 0

    def __bool__(self) -> bool:
        return bool(self._unsent)

    def send(self, parts: list[Part]) -> None:
        """Send parts behind those that wait."""
        waiting = bool(self._unsent)
        self._unsent += parts
        self.progress = self._loop.time()
        if not waiting:
            self.begun, self.sent = self.progress, 0
            self._go_on(first=True)

    def too_slow(self, now: float) -> bool:
        """Whether the peer takes nothing, or next to nothing for long."""
        lasted = now - self.begun
        return now - self.progress > _WRITE_TIME or lasted > _SLOW_AFTER and self.sent < lasted * _LEAST_RATE

    def close(self) -> None:
        """Send nothing more."""
        self._loop.remove_writer(self._descriptor)
        self._unsent.clear()

    def _go_on(self, first: bool = False) -> None:
        try:
            while self._unsent:
                self._send_some()
        except (BlockingIOError, InterruptedError):
            if first:
                self._loop.add_writer(self._descriptor, self._go_on)
            return
        except OSError:
            self._lost()
            return
        if not first:
            self._loop.remove_writer(self._descriptor)
        self._written()

    def _send_some(self) -> None:
        part = self._unsent[0]
        if isinstance(part, File):
            sent = os.sendfile(self._descriptor, part.descriptor, part.offset, min(part.size, _PIECE))
            if not sent:
                raise OSError("the file ended early")
            part.offset += sent
            part.size -= sent
            left = part.size
        else:
            sent = self._sock.send(part)
            left = len(part) - sent
            self._unsent[0] = part[sent:]
        self.progress = self._loop.time()
        self.sent += sent
        if not left:
            self._unsent.pop(0)
