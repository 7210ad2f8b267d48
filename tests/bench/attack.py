"""What everybody else notices of eight attackers: `python tests/bench/attack.py [TRIPLES [SECONDS]]`.

Look-ups that never repeat and pages are asked for, first alone, then while eight clients send the hostile battery over
and over. All of it stays on this machine.
"""

from __future__ import annotations

import http.client
import itertools
import multiprocessing
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from data import BASE, publish
from load import Measured, get, measure, pss
from speed import SKOS, running

sys.path.insert(0, str(Path(__file__).parent.parent))
from hostile import QUERIES  # noqa: E402

PORT, ATTACKERS, CONNECTIONS = 7730, 8, 2


def attack(number: int) -> None:
    """Send the battery until this process is ended, beginning anywhere."""
    told = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": f"198.51.100.{number}"}
    queries = list(QUERIES.values())
    random.Random(number).shuffle(queries)
    for query in itertools.cycle(queries):
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        try:
            connection.request("POST", "/sparql", urlencode({"query": query}), told)
            connection.getresponse().read(1 << 16)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()


def makers(places: int) -> dict[str, Callable[[], bytes]]:
    """Requests of well-behaved clients."""
    numbers, chance = itertools.count(), random.Random(1)

    def look_up() -> bytes:
        thing = f"<{BASE}id/government/g{chance.randrange(places)}>"
        query = f"SELECT ?l {{ {thing} <{SKOS}prefLabel> ?l }} #{next(numbers)}"
        return get(PORT, "/sparql", client="203.0.113.1", query=query)

    def page() -> bytes:
        return get(PORT, f"/doc/government/g{chance.randrange(places)}.html", client="203.0.113.2")

    return {"look-ups": look_up, "pages": page}


def told(name: str, when: str, found: Measured) -> None:
    """One row of the table."""
    figures = f"{found.rate:.0f} | {found.median:.1f} | {found.p99:.1f} | {found.failed}"
    print(f"| {name} | {when} | {figures} |", flush=True)


def bench(triples: int, seconds: float, folder: Path) -> None:
    """Idle, then under attack."""
    publish(folder, triples)
    command = [sys.executable, "-m", "onemoon.build.cli", "serve", "--out", str(folder), "--port", str(PORT)]
    with running([*command, "--workers", "2", "--behind-proxy"], PORT) as (_, pid, _):
        asked, before = makers(round(triples / 24)), {}
        print("| asked for | when | req/s | p50 ms | p99 ms | failed |\n| --- | --- | ---: | ---: | ---: | ---: |")
        for name, make in asked.items():
            before[name] = measure(PORT, pid, make, seconds, CONNECTIONS)
            told(name, "idle", before[name])
        attackers = [multiprocessing.Process(target=attack, args=(n,), daemon=True) for n in range(ATTACKERS)]
        for each in attackers:
            each.start()
        for name, make in asked.items():
            found = measure(PORT, pid, make, seconds, CONNECTIONS)
            told(name, "attacked", found)
            print(f"{name}: p99 {found.p99 / before[name].p99:.2f} times that of idle, {pss(pid):.0f} MB")
        for each in attackers:
            each.terminate()


if __name__ == "__main__":
    size, lasting = [float(each) for each in (*sys.argv[1:], *("1000000", "15")[len(sys.argv) - 1 :])]
    with tempfile.TemporaryDirectory() as temporary:
        bench(int(size), lasting, Path(temporary))
