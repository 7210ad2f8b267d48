"""Serving over HTTP: one generation of processes for each version of the data, exchanged without a pause."""

from __future__ import annotations

import errno
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from .data import DataError
from .opening import stamp
from .serving.generation import Setting, run_generation
from .serving.main import serve_alone
from .serving.sandbox import can_confine

_BACKLOG = 4096
_LOOK_EVERY = 1.0


class ServeError(Exception):
    """The server can't start; the message says in one sentence why and what to do."""


def serve(
    setting: Setting, host: str, port: int, ready: Callable[[], None] = lambda: None, watched: Path | None = None
) -> None:
    """Serve until a signal stops it, calling `ready` once it answers; raises ServeError or DataError.

    When the file `watched` is replaced, or at SIGHUP, the data is opened anew and takes the place of the old.
    """
    with _listening(host, port) as listener:
        if not hasattr(os, "fork"):
            _say("this system can't fork: queries run in this process, and nothing ends one that takes too long.")
            serve_alone(setting, listener, ready)
            return
        if not can_confine():
            _say("this system can't cut workers off from the network: SERVICE is refused in words only.")
        _Master(setting, listener, ready, watched).run()


def _say(sentence: str) -> None:
    print(f"onemoon: {sentence}", file=sys.stderr)


class _Child:
    """A generation as its master sees it."""

    def __init__(self, pid: int, told: int):
        self.pid, self.told = pid, told
        self.ready = False


class _Master:
    """Starts generations, and ends the old one when the new one is ready."""

    def __init__(self, setting: Setting, listener: socket.socket, ready: Callable[[], None], watched: Path | None):
        self._setting, self._listener, self._ready, self._watched = setting, listener, ready, watched
        self._children: list[_Child] = []
        self._signals: set[int] = set()
        self._woken, self._wake = os.pipe()
        self._stamp = stamp(watched) if watched else None
        self._served = False

    def run(self) -> None:
        """Supervise until a signal, then let everything under way be answered."""
        os.set_blocking(self._wake, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, lambda number, frame: self._signals.add(number))
        self._begin()
        while not self._signals & {signal.SIGTERM, signal.SIGINT}:
            self._wait()
            self._look()
        for child in self._children:
            os.kill(child.pid, signal.SIGTERM)
        while self._children:
            self._wait()

    def _begin(self) -> None:
        told, tell = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            os.close(tell)
            self._children.append(_Child(pid, told))
            return
        status = 1
        try:
            os.close(told)
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            run_generation(self._setting, self._listener, tell)
            status = 0
        finally:
            if status:
                sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
            os._exit(status)

    def _wait(self) -> None:
        told = {child.told: child for child in self._children if not child.ready}
        ready, _, _ = select.select([self._woken, *told], [], [], _LOOK_EVERY)
        if self._woken in ready:
            os.read(self._woken, 512)
        for child in (told[each] for each in ready if each in told):
            self._hear(child)
        self._bury()

    def _hear(self, child: _Child) -> None:
        said = os.read(child.told, 1 << 16)
        message = json.loads(said.splitlines()[0]) if said else {}
        if "ready" in message:
            self._take_over(child)
        elif "error" in message:
            self._fail(child, message["error"])

    def _take_over(self, child: _Child) -> None:
        child.ready = True
        for other in self._children:
            if other is not child and other.ready:
                os.kill(other.pid, signal.SIGTERM)
        if not self._served:
            self._served = True
            self._ready()

    def _fail(self, child: _Child, sentence: str) -> None:
        child.ready = True
        if not self._served:
            raise DataError(sentence)
        print(f"onemoon: {sentence} What was served before stays.", file=sys.stderr)

    def _look(self) -> None:
        """Begin a new generation when there is a new version."""
        now = stamp(self._watched) if self._watched else None
        if now not in (None, self._stamp) or signal.SIGHUP in self._signals:
            self._signals.discard(signal.SIGHUP)
            self._stamp = now
            self._begin()

    def _bury(self) -> None:
        for child in list(self._children):
            ended, status = os.waitpid(child.pid, os.WNOHANG)
            if not ended:
                continue
            os.close(child.told)
            self._children.remove(child)
            stopping = self._signals & {signal.SIGTERM, signal.SIGINT}
            if not self._children and not stopping:
                self._begin_again(status)

    def _begin_again(self, status: int) -> None:
        if not self._served:
            raise ServeError(f"The server could not start (status {status}).")
        print(f"onemoon: the server ended (status {status}) and begins again.", file=sys.stderr)
        self._begin()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(_BACKLOG)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise ServeError(_sentence(host, port, error)) from None
    return listener


def _sentence(host: str, port: int, error: OSError) -> str:
    return {
        errno.EADDRINUSE: f"{host}:{port} is in use; choose another with --port.",
        errno.EACCES: f"{host}:{port} may not be used by this account; choose a --port above 1023.",
    }.get(error.errno or 0, f"{host}:{port} can't be served: {error.strerror or error}.")
