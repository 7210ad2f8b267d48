"""Replies kept in memory, bounded in bytes, the least used given up first."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

from .frames import Stored

_ENTRY = 500
_SMALL = 1000
_PHRASES = {
    100: "Continue", 200: "OK", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently", 302: "Found",
    303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
    403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout",
    410: "Gone", 413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type",
    416: "Range Not Satisfiable", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
}  # fmt: skip


@dataclass
class File:
    """A part of an open file that the kernel sends."""

    descriptor: int
    offset: int
    size: int
    owner: object = None


@dataclass
class Reply:
    """A complete answer: status, headers, body; its head is written once."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes | File = b""
    etag: str = ""
    kept: bool = False
    _head: bytes = field(default=b"", repr=False)

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return self.body.size if isinstance(self.body, File) else len(self.body)

    def head(self) -> bytes:
        """Status line and headers, all but those that differ from answer to answer."""
        if not self._head:
            lines = [f"HTTP/1.1 {self.status} {_PHRASES.get(self.status, 'Status')}"]
            lines += [f"{name}: {value}" for name, value in self.headers]
            if self.status not in (204, 304):
                lines.append(f"Content-Length: {self.size}")
            self._head = ("\r\n".join(lines) + "\r\n").encode("latin-1", "replace")
        return self._head

    def header(self, name: str) -> str:
        """The value of a header, empty when there is none."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")

    def from_now_on(self) -> Reply:
        """The same for those who ask later: it says that it was kept."""
        told = [(name, "cache;desc=hit" if name == "Server-Timing" else value) for name, value in self.headers]
        return Reply(self.status, told, self.body, self.etag, True)

    def unchanged(self) -> Reply:
        """The 304 that stands for this answer."""
        without = [each for each in self.headers if each[0].lower() not in ("content-type", "content-encoding")]
        return Reply(304, without)


class Cache:
    """A mapping that forgets."""

    def __init__(self, most: int):
        self._most, self._size = most, 0
        self._kept: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()

    def get(self, key: Hashable) -> object | None:
        """What is kept, or None."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: object, size: int) -> None:
        """Keep a value, unless it would push out too much."""
        cost = size + _ENTRY
        if cost > self._most // 8 or key in self._kept:
            return
        self._kept[key] = value, cost
        self._size += cost
        while self._size > self._most:
            _, (_, freed) = self._kept.popitem(last=False)
            self._size -= freed

    def replace(self, key: Hashable, value: object) -> None:
        """Keep another value of the same size in the place of one that is kept."""
        self._kept[key] = value, self._kept[key][1]

    @property
    def size(self) -> int:
        """Bytes kept."""
        return self._size


def tagged(body: bytes, kind: str) -> str:
    """A strong validator of a representation."""
    return '"' + hashlib.blake2b(body, digest_size=16, key=kind.encode()[:64]).hexdigest() + '"'


def compressed(reply: Reply) -> Reply:
    """The same reply with gzip, when that is worth it; it has a validator of its own."""
    if not isinstance(reply.body, bytes) or len(reply.body) < _SMALL or reply.header("Content-Encoding"):
        return reply
    etag = reply.etag[:-1] + '-gzip"' if reply.etag else ""
    headers = [(name, etag if name == "ETag" else value) for name, value in reply.headers]
    body = gzip.compress(reply.body, 6, mtime=0)
    return Reply(reply.status, [*headers, ("Content-Encoding", "gzip")], body, etag)


def stored(body: Stored) -> File:
    """A stored answer as a file to send."""
    return File(body.descriptor, 0, body.size, body)
