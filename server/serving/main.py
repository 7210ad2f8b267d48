"""The loop of a web process: accepting, sweeping, and a decent end."""

from __future__ import annotations

import asyncio
import errno
import gc
import signal
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..data import DataError
from .alone import Threads
from .log import Log
from .pool import Pool
from .stats import Stats
from .web import Web

if TYPE_CHECKING:
    from .generation import Opened, Setting

_BURST = 64
_RARELY = (20_000, 20, 50)
_FILES_BESIDE = 100
_FILES_WITHOUT_LIMITS = 500
_LONGEST_IDLE = 1.0


def serve_web(setting: Setting, opened: Opened, listener: socket.socket, control: socket.socket, told: int) -> None:
    """Serve in this process until SIGTERM, then answer what is under way and end."""
    from .generation import tell

    try:
        application = opened.application()
    except DataError as error:
        tell(told, error=str(error))
        return
    loop, stats, log = _loop(), Stats(), Log(setting.log, setting.slow)
    pool = Pool(loop, control, setting.limits, stats)
    web = Web(loop, application, pool, setting.limits, setting.clients, stats, log)
    server = Server(loop, web, listener, setting.grace)
    gc.freeze()
    gc.set_threshold(*_RARELY)
    sys.setswitchinterval(0.001)
    try:
        loop.run_until_complete(server.run(lambda: tell(told, ready=True)))
    finally:
        web.close()
        pool.close()
        loop.close()


def serve_alone(setting: Setting, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve in this process alone until a signal; raises DataError."""
    opened = setting.open()
    loop, stats, log = asyncio.SelectorEventLoop(), Stats(), Log(setting.log, setting.slow)
    pool = Threads(loop, opened.engine(), setting.limits, stats)
    web = Web(loop, opened.application(), pool, setting.limits, setting.clients, stats, log)
    try:
        loop.run_until_complete(Server(loop, web, listener, setting.grace).run(ready))
    except KeyboardInterrupt:
        pass
    finally:
        web.close()
        pool.close()
        loop.close()


def _loop() -> asyncio.AbstractEventLoop:
    """The faster loop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


class Server:
    """Accepts connections for the web process, and stops doing so."""

    def __init__(self, loop: asyncio.AbstractEventLoop, web: Web, listener: socket.socket, grace: float):
        self._loop, self._web, self._listener, self._grace = loop, web, listener, grace
        self._most = _raise_file_limit() - _FILES_BESIDE
        self._stopping = asyncio.Event()

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until the signal, then as long as answers are under way and the grace lasts."""
        self._listener.setblocking(False)
        if sys.platform != "win32":
            self._loop.add_signal_handler(signal.SIGTERM, self._stopping.set)
        while not self._web.pool.alive:
            await asyncio.sleep(0.002)
        self._loop.add_reader(self._listener.fileno(), self._accept)
        ready()
        while not self._stopping.is_set():
            self._web.sweep()
            await self._pause(1.0)
        self._loop.remove_reader(self._listener.fileno())
        await self._drain()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            pass

    async def _drain(self) -> None:
        """Kept connections are told to close with their next answer; the idle ones end after a moment."""
        begun = self._loop.time()
        while self._web.connections:
            waited = self._loop.time() - begun
            if waited > self._grace or (self._web.drain() and waited > _LONGEST_IDLE):
                break
            self._web.sweep()
            await asyncio.sleep(0.02)

    def _accept(self) -> None:
        for _ in range(_BURST):
            try:
                sock, address = self._listener.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno in (errno.EMFILE, errno.ENFILE):
                    self._web.make_room()
                return
            if self._web.connections >= self._most:
                self._web.make_room()
            self._web.accept(sock, address[0] if isinstance(address, tuple) else "unix")


def _raise_file_limit() -> int:
    """As many files as this account may open."""
    try:
        import resource
    except ImportError:
        return _FILES_WITHOUT_LIMITS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 1 << 20)
