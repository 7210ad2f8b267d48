"""Speed of reconciliation over a gazetteer, beside csv-reconcile on the same places.

    python tests/bench/reconcile.py GAZETTEER.csv OUT [PEER]

OUT is a built folder. PEER is the folder of a virtual environment with csv-reconcile 0.3.2; without it, only ours is
measured. Both are asked over HTTP on this machine, with the same names, one request at a time. Prints milliseconds.
"""

from __future__ import annotations

import csv
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import httpx

BATCHES, BATCH, PREFIXES = 60, 50, 200


def main(table: Path, out: Path, peer: Path | None) -> None:
    """Measure and print."""
    rows = [row for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()) if row["label_en"]]
    print(f"{len(rows)} places")
    print("index                 s", *(f"{seconds:.2f}" for seconds in indexing(table, out)))
    command = [sys.executable, "-m", "onemoon.build.cli", "serve", "--out", str(out), "--gazetteer", str(table)]
    with serving(command) as at:
        ours = measured(f"{at}/reconcile/en", rows)
        suggest = suggestions(f"{at}/reconcile/en/suggest/entity", rows)
    show("ours: batch of 50", ours)
    show("ours: suggest", suggest)
    if peer:
        with prepared(peer, rows) as at:
            theirs = measured(f"{at}/reconcile", rows, batches=4)
        show("csv-reconcile: batch of 50", theirs)
        print(f"ratio of medians      {median(theirs) / median(ours):.0f}")


def indexing(table: Path, out: Path) -> Iterator[float]:
    """Seconds to index table and data, three times."""
    from onemoon.server.data import Data
    from onemoon.server.reconcile_entities import read_table
    from onemoon.server.reconcile_service import Service

    data, rows = Data.open(out), read_table(table)
    for _ in range(3):
        start = time.perf_counter()
        Service.over(data, rows)
        yield time.perf_counter() - start


def measured(address: str, rows: list[dict[str, str]], batches: int = BATCHES) -> list[float]:
    """Milliseconds of each batch: four fifths plain names, the rest with a slip or unknown."""
    chance = random.Random(6)
    with httpx.Client(timeout=600) as http:
        return [ms(lambda: http.post(address, data={"queries": batch(chance, rows)})) for _ in range(batches)]


def batch(chance: random.Random, rows: list[dict[str, str]]) -> str:
    """A batch as OpenRefine sends it."""
    queries = {}
    for number, row in enumerate(chance.sample(rows, BATCH)):
        name = row["label_en"] if number % 5 else row["label_en"][:-2] + "xx"
        queries[f"q{number}"] = {"query": name, "limit": 5, "properties": [{"pid": "country", "v": row["country"]}]}
    return json.dumps(queries)


def suggestions(address: str, rows: list[dict[str, str]]) -> list[float]:
    """Milliseconds of suggestions for the beginnings of names, one letter to six."""
    chance = random.Random(7)
    prefixes = [row["label_en"][: chance.randint(1, 6)] for row in chance.sample(rows, PREFIXES)]
    with httpx.Client(timeout=60) as http:
        return [ms(lambda prefix=prefix: http.get(address, params={"prefix": prefix})) for prefix in prefixes]


def ms(call: Callable[[], object]) -> float:
    """Milliseconds of a call."""
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def show(name: str, times: list[float]) -> None:
    """Median and 95th percentile."""
    print(f"{name:<28} p50 {median(times):8.1f} ms   p95 {quantiles(times, n=20)[-1]:8.1f} ms   n {len(times)}")


@contextmanager
def serving(command: list[str], port: int | None = None, path: str = "/healthz") -> Iterator[str]:
    """A server for as long as the block lasts; its address."""
    number = port or free_port()
    process = subprocess.Popen([*command, *([] if port else ["--port", str(number)])], stderr=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL)  # fmt: skip
    address = f"http://127.0.0.1:{number}"
    try:
        for _ in range(120):
            try:
                httpx.get(address + path)
                break
            except httpx.TransportError:
                time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def prepared(peer: Path, rows: list[dict[str, str]]) -> Iterator[str]:
    """csv-reconcile over the same identifiers and English names."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "places.tsv"
        with table.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter="\t")
            writer.writerows([("id", "name"), *((row["qid"], row["label_en"]) for row in rows)])
        start = time.perf_counter()
        subprocess.run([peer / "bin" / "csv-reconcile", "init", table, "id", "name"], cwd=folder, check=True,
                       capture_output=True)  # fmt: skip
        print(f"csv-reconcile: index  s {time.perf_counter() - start:.2f}")
        command = ["sh", "-c", f"cd {folder} && exec {peer / 'bin' / 'csv-reconcile'} serve"]
        with serving(command, 5000, "/reconcile") as address:
            yield address


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]).absolute() if len(sys.argv) > 3 else None)
