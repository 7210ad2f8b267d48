"""Serving over HTTP with gunicorn, threads in one process."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

_THREADS = 8


class ServeError(Exception):
    """The server can't start; the message says in one sentence why and what to do."""


class _Gunicorn(BaseApplication):
    """Gunicorn inside our own command."""

    def __init__(self, app: Flask, options: dict[str, object]):
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def serve(app: Flask, host: str, port: int, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until a signal stops it, calling `ready` once it listens; raises ServeError when it can't begin."""
    _check_free(host, port)
    _Gunicorn(
        app,
        {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": _THREADS,
            "preload_app": True,
            "limit_request_line": 0,
            "graceful_timeout": 5,
            "keepalive": 5,
            "loglevel": "warning",
            "accesslog": None,
            "control_socket_disable": True,
            "proc_name": "onemoon",
            "when_ready": lambda server: ready(),
        },
    ).run()


def _check_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ServeError(_sentence(host, port, error)) from None


def _sentence(host: str, port: int, error: OSError) -> str:
    return {
        errno.EADDRINUSE: f"{host}:{port} is in use; choose another with --port.",
        errno.EACCES: f"{host}:{port} may not be used by this account; choose a --port above 1023.",
    }.get(error.errno or 0, f"{host}:{port} can't be served: {error.strerror or error}.")
