"""Both engines side by side on data of growing size: seconds, processor seconds, memory, and whether they agree.

    python tests/bench/validation.py OUT [TRIPLES …]

OUT is a built folder. Its data is copied under new names until there is enough, one damage of `mutations.py` a copy.
The command runs as a user runs it; memory is what all its processes hold together, shared pages counted once.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from damage_kinds import KINDS, damaged, instances
from pyoxigraph import RdfFormat, Triple, parse, serialize

SIZES = (20_000, 100_000, 300_000, 1_000_000)
ENGINES = ("shacl-rust", "pyshacl")
SHARED = ("country", "role", "title", "measure", "item", "dataset", "activity", "agent")
THING = re.compile(r"(?<=/id/)([a-z]+)/([a-z0-9.-]+)")
ELSEWHERE = re.compile(r"(wikidata\.org/entity/Q|sws\.geonames\.org/)(\d+)")
GRAPH = re.compile(r"(?<=/graph/)(?!about>|inferred>|reference>|ontology>)[a-z0-9-]+")
DIGEST = re.compile(r'(?<=")([0-9a-f]{60})[0-9a-f]{4}(?=" \.$)', re.MULTILINE)
NAME = re.compile(r'"@([a-z-]+) \.$', re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """One run of the command: what it took and what it found."""

    wall: float
    cpu: float
    mebibytes: float
    results: int
    digest: str


def data(triples: list[Triple], size: int) -> Iterator[str]:
    """About so many triples: the data, then copies of it under other names, each damaged in another way."""
    written, copy, kinds = 0, 0, list(KINDS)
    while written < size:
        faults = instances(triples, kinds[copy % len(kinds)], random.Random(copy))[:1] if copy else []
        text = serialize(damaged(triples, faults), format=RdfFormat.N_TRIPLES).decode()
        lines = renamed(text, copy) if copy else text
        written += lines.count("\n")
        copy += 1
        yield lines


def renamed(text: str, copy: int) -> str:
    """A copy's statements: its own things under its own names, with ties to what all copies share."""
    lines = (line for line in text.splitlines(keepends=True) if "core#notation>" not in line)
    own = "".join(line for line in lines if GRAPH.search(line) or (THING.search(line) and not of_all(line)))
    own = GRAPH.sub(lambda found: f"{found[0]}-{copy}", own)
    own = DIGEST.sub(rf"\g<1>{copy:04x}", own)
    own = THING.sub(lambda found: found[0] if found[1] in SHARED else f"{found[0]}-{copy}", own)
    own = ELSEWHERE.sub(lambda found: f"{found[1]}{found[2]}{copy:04}", own)
    return NAME.sub(rf' {copy}"@\1 .', own)


def of_all(line: str) -> bool:
    """Whether a statement is about what all copies share, and about nothing else."""
    return all(found[1] in SHARED for found in THING.finditer(line))


def run(file: Path, engine: str) -> Run:
    """Validate a file as a user does."""
    command = [sys.executable, "-m", "onemoon.build.cli", "validate", str(file), "--format", "json", "--engine", engine]
    began, before = time.monotonic(), os.times()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, held(process.pid))
            time.sleep(0.1)
        wall, after = time.monotonic() - began, os.times()
        out.seek(0)
        found = [json.dumps(each) for each in json.load(out)["results"]]
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    digest = hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()[:8]
    return Run(wall, cpu, peak, len(found), digest)


def held(pid: int) -> float:
    """MiB that a process and those that it started hold together."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, ProcessLookupError):
        return 0.0
    own = int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024 if "Pss:" in rollup else 0.0
    return own + sum(held(int(child)) for child in children)


def main(out: Path, sizes: list[int]) -> None:
    """Generate, run, print a line for each size and engine."""
    triples = [quad.triple for quad in parse(path=str(out / "onemoon.nt"), format=RdfFormat.N_TRIPLES)]
    print(f"{'triples':>10} {'engine':<11} {'wall s':>7} {'CPU s':>7} {'MiB':>6} {'results':>8}  digest   agree")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "data.nt"
            with file.open("w", encoding="utf-8") as writing:
                writing.writelines(data(triples, size))
            count = sum(1 for _ in file.open("rb"))
            runs = {engine: run(file, engine) for engine in ENGINES}
        agree = "yes" if len({each.digest for each in runs.values()}) == 1 else "NO"
        for engine, each in runs.items():
            told = f"{count:>10} {engine:<11} {each.wall:7.1f} {each.cpu:7.1f} {each.mebibytes:6.0f} {each.results:8}"
            print(f"{told}  {each.digest} {agree}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or list(SIZES))
