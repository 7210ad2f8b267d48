"""What a process of its own costs a query: `python tests/bench/containment.py`, microseconds without and with it."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable

from data import BASE, lines
from pyoxigraph import RdfFormat, Store

from onemoon.ontology import prefixes
from onemoon.server.engine import Engine
from onemoon.server.negotiation import JSON
from onemoon.server.protocol import Operation
from onemoon.server.queries import written
from onemoon.server.serving import frames
from onemoon.server.serving.limits import Limits
from onemoon.server.serving.worker import work

TIMES, ROUNDS = 1000, 7
QUERIES = {
    "ASK {}": "ASK {}",
    "point": f"SELECT ?p ?o {{ <{BASE}id/government/g7> ?p ?o }}",
}


def contained(engine: Engine) -> tuple[socket.socket, int]:
    """A worker over the engine: its connection and its process."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        ours.close()
        work(theirs, lambda: engine, Limits())
        os._exit(0)
    theirs.close()
    return ours, child


def best(ask: Callable[[], object]) -> float:
    """Microseconds that asking takes, in the best of several rounds."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(TIMES):
            ask()
        found.append((time.perf_counter() - start) / TIMES * 1e6)
    return min(found)


def main() -> None:
    """One row for each query."""
    store = Store()
    store.bulk_load("".join(lines(2000)).encode(), format=RdfFormat.N_TRIPLES)
    engine, incoming = Engine(store, BASE, prefixes()), frames.Incoming()
    connection, child = contained(engine)
    print("| query | in this process, µs | in a worker, µs | containment, µs |\n| --- | ---: | ---: | ---: |")
    for name, text in QUERIES.items():
        operation = Operation(text)
        job = frames.job(written(operation, JSON), 10.0)

        def ask(job: bytes = job) -> None:
            connection.sendall(job)
            while incoming.receive(connection) is None:
                pass

        alone, beside = best(lambda operation=operation: engine.query(operation, JSON)), best(ask)
        print(f"| {name} | {alone:.0f} | {beside:.0f} | {beside - alone:.0f} |")
    os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
