"""Running the web application for one request that was read whole."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from ..dumps import FILE
from .cache import File, Reply
from .requests import Request

_LINK = re.compile(rb'(\b(?:href|src|action)=")(?=/(?!/))')
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Origin(NamedTuple):
    """Where a request came from and what it called us: the client, the scheme, the host, the path before ours."""

    client: str
    scheme: str
    host: str
    prefix: str = ""


def split(target: bytes) -> tuple[str, bytes]:
    """The path, percent-decoded as WSGI wants it, and the raw query string of a request target."""
    if not target.startswith(b"/"):
        rest = target.partition(b"://")[2]
        target = b"/" + rest.partition(b"/")[2] if rest else target
    path, _, query = target.partition(b"#")[0].partition(b"?")
    return unquote_to_bytes(path).decode("latin-1"), query


def run(application: Application, request: Request, origin: Origin, more: dict[str, Any]) -> Reply:
    """The application's reply; a file of its own is told apart by its environment."""
    environ = _environ(request, origin) | more
    if origin.prefix:  # what the application writes is still to be changed
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        environ["REQUEST_METHOD"] = request.method.replace("HEAD", "GET")
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], problem: object = None) -> Callable[[bytes], object]:
        started.append((status, headers))
        return lambda data: None

    pieces = application(environ, start)
    try:
        status, headers = started[-1]
        number = int(status[:3])
        file = environ.get(FILE)
        if file is not None and number in (200, 206) and request.method != "HEAD":
            reply = _file_reply(number, headers, file)
            return below(reply, origin.prefix) if origin.prefix else reply
        body = b"".join(pieces)
    finally:
        getattr(pieces, "close", lambda: None)()
    if origin.prefix:
        return below(_reply(number, headers, body, False), origin.prefix)
    return _reply(number, headers, body, request.method == "HEAD")


def below(reply: Reply, prefix: str) -> Reply:
    """The reply with its own addresses below a path, for a proxy that publishes us there."""
    headers = [(name, _moved(name, value, prefix)) for name, value in reply.headers]
    body = reply.body
    if isinstance(body, bytes) and reply.header("Content-Type").startswith("text/html"):
        body = _LINK.sub(rb"\1" + prefix.encode(), body)
    return Reply(reply.status, headers, body, reply.etag)


def _moved(name: str, value: str, prefix: str) -> str:
    if name in ("Location", "Content-Location") and value.startswith("/"):
        return prefix + value
    return value.replace("</", f"<{prefix}/") if name == "Link" else value


def _reply(status: int, headers: list[tuple[str, str]], body: bytes, head: bool) -> Reply:
    length = next((value for name, value in headers if name.lower() == "content-length"), "0")
    kept = [each for each in headers if each[0].lower() not in ("content-length", "connection", "date")]
    etag = next((value for name, value in headers if name.lower() == "etag"), "")
    if head and status not in (204, 304):
        return Reply(status, kept, File(-1, 0, int(length)), etag)
    return Reply(status, kept, body, etag)


def _file_reply(status: int, headers: list[tuple[str, str]], file: File) -> Reply:
    kept = [each for each in headers if each[0].lower() not in ("content-length", "connection", "date")]
    if status == 200:
        return Reply(status, kept, File(file.descriptor, 0, file.size, file))
    told = next(value for name, value in headers if name.lower() == "content-range")
    first, _, last = told.removeprefix("bytes ").partition("/")[0].partition("-")
    return Reply(status, kept, File(file.descriptor, int(first), int(last) - int(first) + 1, file))


def _environ(request: Request, origin: Origin) -> dict[str, Any]:
    path, query = split(request.target)
    name, _, port = origin.host.rpartition(":") if origin.host[-1:].isdigit() and ":" in origin.host else (
        origin.host, "", "443" if origin.scheme == "https" else "80")  # fmt: skip
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": origin.prefix,
        "PATH_INFO": path[len(origin.prefix) :] if origin.prefix and path.startswith(origin.prefix) else path,
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_NAME": name or "localhost",
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": origin.client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": origin.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for key, value in request.headers.items():
        name = key.decode("latin-1").upper()
        if "_" in name or name in ("CONTENT-LENGTH", "TRANSFER-ENCODING"):
            continue
        environ["CONTENT_TYPE" if name == "CONTENT-TYPE" else f"HTTP_{name.replace('-', '_')}"] = value.decode(
            "latin-1"
        )
    environ["CONTENT_LENGTH"] = str(len(request.body))
    environ["HTTP_HOST"] = origin.host
    return environ
