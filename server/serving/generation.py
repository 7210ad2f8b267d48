"""One version of the data being served: a process that opens it once, and forks everything else from itself."""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from ..data import DataError
from ..engine import Engine
from .clients import Clients
from .hands import PID
from .limits import Limits
from .sandbox import die_with_parent
from .wsgi import Application


class Opened(Protocol):
    """Data that is open as far as that can be before the processes part."""

    @property
    def remote(self) -> bool:
        """Whether queries go to another engine."""

    def application(self) -> Application:
        """The web application, called in the web process."""

    def engine(self) -> Engine:
        """The query engine, called in each worker."""


@dataclass(frozen=True)
class Setting:
    """How to serve: where the data comes from, the bounds, what is known of clients, where to log."""

    open: Callable[[], Opened]
    limits: Limits
    clients: Clients
    log: str = ""
    slow: float = 1.0
    grace: float = 10.0


def run_generation(setting: Setting, listener: socket.socket, told: int) -> None:
    """Open the data, say through the descriptor `told` how that went, then serve until a signal ends it."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        opened = setting.open()
    except DataError as error:
        tell(told, error=str(error))
        return
    gc.collect()
    gc.freeze()
    _Generation(setting, opened, listener, told).run()


def tell(descriptor: int, **members: object) -> None:
    """One line of JSON to the process that waits for it."""
    os.write(descriptor, json.dumps(members).encode() + b"\n")


class _Generation:
    """Forks the web process and, whenever that asks, a worker; buries the dead."""

    def __init__(self, setting: Setting, opened: Opened, listener: socket.socket, told: int):
        self._setting, self._opened, self._listener, self._told = setting, opened, listener, told
        self._ending = False
        self._web = 0
        self._control: socket.socket | None = None
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._woken, False)

    def run(self) -> None:
        """Supervise until the web process has ended after a signal."""
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        self._fork_web()
        while not (self._ending and not self._web):
            control: list[Any] = [self._control] if self._control else []
            ready = select.select([self._woken, *control], [], [])[0]
            if self._woken in ready:
                os.read(self._woken, 512)
                self._bury()
            if self._control in ready:
                self._serve_web()

    def _end(self, number: int, frame: object) -> None:
        self._ending = True
        if self._web:
            os.kill(self._web, signal.SIGTERM)

    def _fork_web(self) -> None:
        ours, theirs = socket.socketpair()
        child = os.fork()
        if child:
            theirs.close()
            self._web, self._control = child, ours
            return
        ours.close()
        self._leave_signals()
        _run_child(lambda: self._serve(theirs))

    def _serve(self, control: socket.socket) -> None:
        from .main import serve_web

        die_with_parent()
        serve_web(self._setting, self._opened, self._listener, control, self._told)

    def _serve_web(self) -> None:
        assert self._control is not None
        try:
            asked = self._control.recv(64)
        except ConnectionResetError:
            asked = b""
        if not asked:
            self._control.close()
            self._control = None
        for _ in asked:
            self._fork_worker()

    def _fork_worker(self) -> None:
        assert self._control is not None
        ours, theirs = socket.socketpair()
        child = os.fork()
        if child:
            theirs.close()
            try:
                socket.send_fds(self._control, [PID.pack(child)], [ours.fileno()])
            except OSError:
                pass  # the web process has just gone, and the worker goes with its connection
            ours.close()
            return
        self._leave_signals()
        _run_child(lambda: _work(theirs, self._opened, self._setting.limits))

    def _leave_signals(self) -> None:
        signal.set_wakeup_fd(-1)
        for each in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(each, signal.SIG_DFL)

    def _bury(self) -> None:
        while True:
            try:
                child, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not child:
                return
            if child == self._web:
                self._web = 0
                if self._control:
                    self._control.close()
                self._control = None
                if not self._ending:
                    self._fork_web()


def _work(connection: socket.socket, opened: Opened, limits: Limits) -> None:
    from .worker import work

    keep = connection.fileno()
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, sys.stderr.fileno())  # a query that ends its worker would leave a trace of the engine there
    os.closerange(3, keep)
    os.closerange(keep + 1, 1 << 16)
    work(connection, opened.engine, limits, opened.remote)


def _run_child(work: Callable[[], None]) -> None:
    """Run in a forked process and end it, whatever happens."""
    status = 1
    try:
        work()
        status = 0
    except (KeyboardInterrupt, BrokenPipeError, ConnectionResetError):
        status = 0
    finally:
        if status:
            sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(status)
