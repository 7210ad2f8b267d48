"""Asking a server as fast as it answers, and what that costs it: raw sockets, and the kernel's account of CPU time."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

_SCHEDULED, _TICKS = 2, os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """Requests a second, median and 99th percentile in ms, the server's CPU in µs a request, failures."""

    rate: float
    median: float
    p99: float
    cpu: float
    failed: int


def get(port: int, path: str, accept: str = "*/*", client: str = "", **parameters: str) -> bytes:
    """A GET request as bytes."""
    query = "?" + urlencode(parameters) if parameters else ""
    told = f"X-Forwarded-For: {client}\r\n" if client else ""
    return f"GET {path}{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {accept}\r\n{told}\r\n".encode()


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found, waiting = [pid], [pid]
    while waiting:
        folder = Path(f"/proc/{waiting.pop()}/task")
        try:
            below = [int(each) for task in folder.iterdir() for each in (task / "children").read_text().split()]
        except OSError:
            continue
        found += below
        waiting += below
    return found


def cpu(pid: int) -> float:
    """Microseconds of CPU that a process and all below it have had, those that ended included."""
    total = 0.0
    for each in tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            total += time.clock_gettime(~each << 3 | _SCHEDULED) * 1e6
            total += sum(map(int, fields[13:15])) * 1e6 / _TICKS
        except OSError:
            continue
    return total


def pss(pid: int) -> float:
    """Megabytes of memory, what is shared counted once."""
    total = 0
    for each in tree(pid):
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return total / 1024


def measure(port: int, pid: int, make: Callable[[], bytes], seconds: float = 3.0, connections: int = 4) -> Measured:
    """Ask over several connections for a while."""
    took: list[float] = []
    failed: list[bytes] = []
    before, end = cpu(pid), time.perf_counter() + seconds

    def run() -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=300) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.perf_counter() < end:
                start = time.perf_counter()
                connection.sendall(make())
                status = receive(connection)
                took.append(time.perf_counter() - start)
                if status != b"200":
                    failed.append(status)

    begun = time.perf_counter()
    threads = [threading.Thread(target=run) for _ in range(connections)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    lasted, ordered = time.perf_counter() - begun, sorted(took)
    used = (cpu(pid) - before) / len(took)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return Measured(len(took) / lasted, ordered[len(ordered) // 2] * 1e3, p99 * 1e3, used, len(failed))


def receive(connection: socket.socket) -> bytes:
    """Read one answer, by its length or in chunks; its status."""
    data = bytearray()
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = bytes(data).partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), None)
    if length is None:
        tail = body[-5:]
        while not tail.endswith(b"0\r\n\r\n"):
            tail = (tail + _more(connection))[-5:]
    else:
        left = length - len(body)
        while left > 0:
            left -= len(_more(connection))
    return head.split(b" ", 2)[1]


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 20)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data
