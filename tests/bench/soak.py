"""Ten minutes of everything at once: `python tests/bench/soak.py [SECONDS]`, on this machine only.

Well-behaved clients compare every answer with a reference, a hostile one sends the battery without pause, a new build
is swapped in every 30 seconds, and a worker is killed every 10.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from data import BASE, publish
from load import pss, tree

from onemoon.build.publish import publish as exchange

sys.path.insert(0, str(Path(__file__).parent.parent))
from hostile import QUERIES  # noqa: E402

PORT, SWAP, KILL = 7720, 30.0, 10.0
SIZES = (24_000, 48_000)
COUNT = f"SELECT (COUNT(*) AS ?n) {{ ?t a <{BASE}ns#Twinning> }}"


class Soak:
    """What happened so far."""

    def __init__(self, folder: Path, seconds: float):
        self.out, self.end = folder / "out", time.monotonic() + seconds
        self.builds = [self._files(folder / str(size), size) for size in SIZES]
        self.right = {str(round(size / 24)) for size in SIZES}
        self.happened: Counter[str] = Counter()
        self.took: list[float] = []
        self.memory: list[float] = []

    def _files(self, folder: Path, size: int) -> dict[str, bytes]:
        publish(folder, size)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def going_on(self) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self.end

    def behave(self, client: str) -> None:
        """Ask for little, and compare every answer."""
        chance, connection = random.Random(client), http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        while self.going_on():
            start = time.perf_counter()
            try:
                self._ask(connection, client, chance)
                self.took.append(time.perf_counter() - start)
            except (OSError, http.client.HTTPException, AssertionError, KeyError, ValueError) as error:
                self.happened[f"failed: {error!r}"[:200]] += 1
                connection.close()

    def _ask(self, connection: http.client.HTTPConnection, client: str, chance: random.Random) -> None:
        n = chance.randrange(900)
        kind = chance.choice(["count", "point", "page", "turtle"])
        label = "http://www.w3.org/2004/02/skos/core#prefLabel"
        point = f"SELECT ?l {{ <{BASE}id/government/g{n}> <{label}> ?l }} #{chance.random()}"
        path = {
            "count": "/sparql?" + urlencode({"query": f"{COUNT} #{chance.random()}"}),
            "point": "/sparql?" + urlencode({"query": point}),
            "page": f"/doc/government/g{n}.html",
            "turtle": f"/doc/government/g{n}.ttl",
        }[kind]
        connection.request("GET", path, headers={"X-Forwarded-For": client})
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, f"{kind} {response.status}"
        if kind == "count":
            assert json.loads(body)["results"]["bindings"][0]["n"]["value"] in self.right, "wrong count"
        else:
            assert f"Municipality {n} en".encode() in body, f"wrong {kind}"
        self.happened[f"right {kind}"] += 1

    def attack(self) -> None:
        """Send the battery, over and over."""
        while self.going_on():
            for name, query in QUERIES.items():
                connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
                try:
                    kind = "application/x-www-form-urlencoded"
                    told = {"Content-Type": kind, "X-Forwarded-For": "198.51.100.66"}
                    connection.request("POST", "/sparql", urlencode({"query": query}), told)
                    self.happened[f"hostile {connection.getresponse().status}"] += 1
                except (OSError, http.client.HTTPException) as error:
                    self.happened[f"hostile {name}: {error!r}"[:100]] += 1
                finally:
                    connection.close()
                if not self.going_on():
                    return

    def kill(self, pid: int) -> None:
        """Kill a worker, one every while."""
        while self.going_on():
            time.sleep(KILL)
            workers = [each for each in tree(pid) if _niceness(each) == 5]
            if workers:
                os.kill(random.choice(workers), signal.SIGKILL)
                self.happened["killed workers"] += 1
            self.memory.append(pss(pid))

    def swap(self) -> None:
        """Put one build in the place of the other."""
        for turn in range(1, 1 << 20):
            time.sleep(SWAP)
            if not self.going_on():
                return
            exchange(self.builds[turn % 2], self.out)
            self.happened["swaps"] += 1


def _niceness(pid: int) -> int:
    try:
        return os.getpriority(os.PRIO_PROCESS, pid)
    except ProcessLookupError:
        return 0


def main(seconds: float) -> None:
    """Run it and tell."""
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder), seconds + 5)
        exchange(soak.builds[0], soak.out)
        command = [sys.executable, "-m", "onemoon.build.cli", "serve", "--out", str(soak.out), "--port", str(PORT)]
        more = ["--workers", "2", "--timeout", "3", "--memory", "512", "--behind-proxy"]
        server = subprocess.Popen(command + more, stderr=subprocess.PIPE, text=True)
        assert server.stderr and "serving at" in server.stderr.readline()
        work = [lambda n=n: soak.behave(f"203.0.113.{n}") for n in range(3)]
        work += [soak.attack, lambda: soak.kill(server.pid), soak.swap]
        threads = [threading.Thread(target=each, daemon=True) for each in work]
        for each in threads:
            each.start()
        for each in threads[:4]:
            each.join()
        server.terminate()
        print(f"ended with {server.wait(30)} after {seconds:.0f} s")
    for name, count in sorted(soak.happened.items()):
        print(f"{count:8} {name}")
    failed = sum(count for name, count in soak.happened.items() if name.startswith("failed"))
    print(f"{len(soak.took)} right answers, {failed} wrong or failed")
    took = sorted(soak.took)
    print(f"median {took[len(took) // 2] * 1e3:.1f} ms, p99 {took[int(len(took) * 0.99)] * 1e3:.1f} ms")
    print("memory, MB:", " ".join(f"{each:.0f}" for each in soak.memory))


if __name__ == "__main__":
    main(float((sys.argv[1:] or ["600"])[0]))
