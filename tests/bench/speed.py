"""Speed beside two peers: `python tests/bench/speed.py [TRIPLES …]`.

More than three million triples are served from disk (`--disk`), and the data is indexed before the clock starts.
The native Oxigraph server is used when `oxigraph` is on the PATH or named by ONEMOON_OXIGRAPH, rdflib-endpoint when
ONEMOON_RDFLIB_ENDPOINT names its Python. All load stays on this machine.
"""

from __future__ import annotations

import itertools
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from data import BASE, publish
from load import Measured, get, measure, pss

OM, SCHEMA, SKOS = f"{BASE}ns#", "https://schema.org/", "http://www.w3.org/2004/02/skos/core#"
NT = "application/n-triples"
QUERIES = {
    "point": (f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ <{BASE}id/government/gKEY> }} ?s ?p ?o }}", NT),
    "join": (
        f"SELECT ?o ?n {{ ?t <{OM}party> <{BASE}id/government/gKEY> , ?o . ?o <{SKOS}prefLabel> ?n }}",
        "application/sparql-results+json",
    ),
    "count": (
        f"SELECT ?c (COUNT(?g) AS ?n) {{ ?g <{SCHEMA}addressCountry> ?c }} GROUP BY ?c ORDER BY ?c",
        "application/sparql-results+json",
    ),
    "text": (
        f'SELECT ?s ?l {{ ?s <{SKOS}prefLabel> ?l FILTER(CONTAINS(LCASE(STR(?l)), "no such words")) }} LIMIT 20',
        "application/sparql-results+json",
    ),
    "dump": ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", NT),
}
_IN_MEMORY, _STEADY = 3_000_000, 6.0
RDFLIB = """
import sys, uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph().parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), host="127.0.0.1", port=int(sys.argv[2]), log_level="critical")
"""


@contextmanager
def running(command: list[str], port: int) -> Iterator[tuple[int, int, float]]:
    """A server started by a command: its port, its process, the seconds until it answered."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended at once")
            time.sleep(0.02)
        yield port, process.pid, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(60)


def _answers(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/nothing-here", timeout=60).close()
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
    return True


def servers(folder: Path, triples: int) -> dict[str, tuple[list[str], str]]:
    """Each server there is: how to start it on port {port}, and its path."""
    ours = [sys.executable, "-m", "onemoon.build.cli", "serve", "--out", str(folder), "--timeout", "120"]
    ours += ["--disk", str(folder.with_name(folder.name + "-disk"))] if triples > _IN_MEMORY else []
    found = {"onemoon": ([*ours, "--workers", "2", "--port", "7710"], "/sparql")}
    if triples > _IN_MEMORY:
        with running(found["onemoon"][0], 7710) as (_, _, seconds):
            print(f"onemoon: indexed after {seconds:.0f} s")
    oxigraph = os.environ.get("ONEMOON_OXIGRAPH") or shutil.which("oxigraph")
    if oxigraph:
        store = folder / "oxigraph"
        subprocess.run([oxigraph, "load", "-l", store, "-f", folder / "onemoon.nt"], check=True, capture_output=True)
        subprocess.run([oxigraph, "optimize", "-l", store], check=True, capture_output=True)
        found["oxigraph"] = ([oxigraph, "serve-read-only", "-l", str(store), "-b", "127.0.0.1:7711"], "/query")
    python = os.environ.get("ONEMOON_RDFLIB_ENDPOINT")
    if python:
        found["rdflib-endpoint"] = ([python, "-c", RDFLIB, str(folder / "onemoon.nt"), "7712"], "/sparql")
    return found


def makers(port: int, path: str, key: str, places: int) -> dict[str, Callable[[], bytes]]:
    """Requests of one kind, the same again and again or never twice."""
    text, accept = QUERIES[key]
    fixed = get(port, path, accept, query=text.replace("KEY", "7"))
    numbers = itertools.count(random.randrange(10**9))
    chosen = random.Random(1)

    def fresh() -> bytes:
        query = text.replace("KEY", str(chosen.randrange(places)))
        return get(port, path, accept, query=f"{query} #{next(numbers)}")

    return {"repeated": lambda: fixed, "fresh": fresh}


def bench(triples: int, folder: Path) -> None:
    """All servers, one after the other, over data of one size."""
    count = publish(folder, triples)
    print(f"\n## {count} triples\n\n| server | kind | query | req/s | p50 ms | p99 ms | CPU µs | failed |")
    print("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |")
    measured: dict[tuple[str, str], list[Measured]] = {}
    for name, (command, path) in servers(folder, triples).items():
        port = int(command[-1].rpartition(":")[2])
        with running(command, port) as (_, pid, seconds):
            memory = pss(pid)
            for key in QUERIES:
                for kind, make in makers(port, path, key, round(triples / 24)).items():
                    found = measure(port, pid, make, _seconds(key, triples))
                    measured.setdefault((name, kind), []).append(found)
                    print(_row(name, kind, key, found), flush=True)
            if name == "onemoon":
                found = measure(port, pid, partial(get, port, "/dumps/onemoon.nt"), 3.0)
                print(_row(name, "file", "dump", found), flush=True)
            peak = pss(pid)
            time.sleep(_STEADY)
            told = f"{memory:.0f} MB at first, {peak:.0f} MB under load, {pss(pid):.0f} MB a while after"
            print(f"{name}: ready after {seconds:.2f} s, {told}")
    for (name, kind), ours in measured.items():
        theirs = measured.get(("oxigraph", kind))
        if theirs and name != "oxigraph":
            pairs = list(zip(ours, theirs, strict=True))
            print(f"{name} / oxigraph, {kind}, requests a second: {_ratios([a.rate / b.rate for a, b in pairs])}")
            print(f"{name} / oxigraph, {kind}, processor a request: {_ratios([a.cpu / b.cpu for a, b in pairs])}")


def _ratios(ratios: list[float]) -> str:
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    return f"{' '.join(f'{each:.2f}' for each in ratios)}, geometric mean {mean:.2f}"


def _seconds(key: str, triples: int) -> float:
    return 3.0 if key in ("point", "join") or triples < 100_000 else 6.0


def _row(name: str, kind: str, key: str, found: Measured) -> str:
    figures = f"{found.rate:.1f} | {found.median:.2f} | {found.p99:.2f} | {found.cpu:.0f} | {found.failed}"
    return f"| {name} | {kind} | {key} | {figures} |"


if __name__ == "__main__":
    for size in [int(each) for each in sys.argv[1:]] or [2_000, 1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            bench(size, Path(folder) / "out")
