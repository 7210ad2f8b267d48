"""Serving the review page on this machine, and on no other address."""

from __future__ import annotations

import errno
from collections.abc import Callable

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from onemoon.build.reviewing.guard import is_loopback
from onemoon.mappings.yamlfile import RecordError


class _Quiet(WSGIRequestHandler):
    """Requests are not worth a line each."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


def serve_page(app: Flask, port: int, ready: Callable[[str], None], host: str = "127.0.0.1") -> None:
    """Serve until interrupted, calling ready with the address; RecordError if it can't, or host isn't loopback."""
    if not is_loopback(host):
        raise RecordError(f"{host} is not this machine: the review page is served on loopback only.")
    try:
        server = make_server(host, port, app, threaded=True, request_handler=_Quiet)
    except (OSError, SystemExit) as error:
        taken = getattr(error, "errno", errno.EADDRINUSE) == errno.EADDRINUSE
        why = "is in use; choose another with --port" if taken else f"can't be used ({error})"
        raise RecordError(f"{host}:{port} {why}.") from None
    ready(f"http://{host}:{server.server_port}/review")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
