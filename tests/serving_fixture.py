"""A server started as a process of its own, and ways to ask it that no client library allows."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from onemoon.server.serving.limits import Limits

from .conftest import free_port

PROGRAM = """
import sys
from pathlib import Path
from onemoon.server.opening import Source
from onemoon.server.serve import serve
from onemoon.server.serving.clients import Clients
from onemoon.server.serving.generation import Setting
from onemoon.server.serving.limits import Limits
data, port, told = Path(sys.argv[1]), int(sys.argv[2]), dict(each.split("=", 1) for each in sys.argv[3:])
trust, store = told.pop("trust", ""), told.pop("store", "")
limits = Limits(**{key: float(value) if key in ("timeout", "wait") else int(value) for key, value in told.items()})
source = Source(data, store=store, base="https://w3id.org/onemoon/") if store else (
    Source(data) if data.is_dir() else Source(data, data, "http://example.org/"))
setting = Setting(lambda: source.opened(limits), limits, Clients(bool(trust)))
serve(setting, "127.0.0.1", port, lambda: print("ready", flush=True), source.watched)
"""


class Served:
    """A running server: its process, its address, and what to do to it."""

    def __init__(self, data: Path, before: str = "", **limits):
        """Serve data within limits; `before` is run first, in the process that serves."""
        port = free_port()
        told = [f"{name}={value}" for name, value in limits.items()]
        command = [sys.executable, "-c", before + PROGRAM, str(data), str(port), *told]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)
        self.address, self.place = f"http://127.0.0.1:{port}", ("127.0.0.1", port)
        self.limits = Limits(**{"workers": 2, **{k: v for k, v in limits.items() if k not in ("trust", "store")}})
        assert self.process.stdout.readline() == "ready\n", self.process.stderr.read()

    def ask(self, query, **more):
        return httpx.get(f"{self.address}/sparql", params={"query": query}, timeout=30, **more)

    def raw(self, *pieces: bytes, half_closed=False, pause=0.0, wait=30.0, to_the_end=False) -> bytes:
        """Send bytes as they are; what came back until the server closed, or until nothing more came."""
        with socket.create_connection(self.place, timeout=wait) as connection:
            try:
                for piece in pieces:
                    connection.sendall(piece)
                    time.sleep(pause)
                if half_closed:
                    connection.shutdown(socket.SHUT_WR)
                return _all(connection, to_the_end)
            except (ConnectionResetError, BrokenPipeError):
                return b""

    def gauge(self, name: str) -> float:
        """One of its metrics."""
        return float(httpx.get(f"{self.address}/metrics").text.partition(f"\nonemoon_{name} ")[2].split()[0])

    def memory(self) -> float:
        """Megabytes of all its processes, what they share counted once."""
        rollups = [Path(f"/proc/{pid}/smaps_rollup") for pid in (self.process.pid, *self.children())]
        lines = [line for each in rollups if each.exists() for line in each.read_text().splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

    def stop(self) -> str:
        """End it in good order; what it wrote to standard error."""
        self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=30)
        assert self.process.returncode == 0
        return errors

    def children(self) -> list[int]:
        """Every process below it."""
        found, waiting = [], [self.process.pid]
        while waiting:
            path = Path(f"/proc/{waiting.pop()}/task")
            for task in path.iterdir() if path.exists() else ():
                below = [int(each) for each in (task / "children").read_text().split()]
                found += below
                waiting += below
        return found


def _all(connection: socket.socket, to_the_end: bool) -> bytes:
    """Until the end, or a whole answer with a length after which the connection stays."""
    data = b""
    while piece := connection.recv(1 << 16):
        data += piece
        head, found, body = data.partition(b"\r\n\r\n")
        if found and not to_the_end and b"connection: keep-alive" in head.lower():
            length = next(
                (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), 0
            )
            if len(body) >= length:
                return data
    return data


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def soon(seen, seconds: float = 10.0) -> bool:
    """Whether something comes true within so many seconds."""
    end = time.monotonic() + seconds
    while not seen():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
