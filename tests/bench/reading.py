"""How fast texts are read: `python tests/bench/reading.py [FOLDER …]`; without a folder of texts, our own open ones.

Prints documents and words a second on one core (the best of several rounds, processor time), the same to written
records and Turtle, the start-up of a new process, seconds a megabyte of texts of growing length, and the peak memory.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from onemoon.build.mapping import Reading, map_file
from onemoon.mappings.reading.reader import read_text

OPEN = Path(__file__).parent.parent / "corpus" / "open"
ROUNDS = 12
SIZES = (100_000, 1_000_000, 5_000_000)
FIRST = "from onemoon.mappings.reading.reader import read_text; read_text('Nara and Gyeongju are sister cities.', 'a')"


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of processor time of the quickest of several rounds."""
    spent = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)


def start_up() -> float:
    """Seconds of processor time of a new process up to its first record, the quickest of three."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", FIRST], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def written(paths: list[Path]) -> None:
    """Each file's record and Turtle."""
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            map_file(path, Reading(Path(folder)))


def main(folders: list[Path]) -> None:
    """Print the figures."""
    paths = [path for folder in folders for path in sorted(folder.glob("[A-Z][0-9][0-9].*")) if path.suffix != ".json"]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    words = sum(len(text.split()) for text in texts)
    spent = best(lambda: [read_text(text, "a") for text in texts])
    print(f"{len(texts)} texts of {words // len(texts)} words: {len(texts) / spent:.0f} documents/s")
    print(f"to records and Turtle on disk: {len(texts) / best(lambda: written(paths), 3):.0f} documents/s")
    print(f"start-up {start_up():.2f} s")
    for size in SIZES:
        long = "\n\n".join(texts * (size // sum(map(len, texts)) + 1))[:size]
        print(f"{size / 1e6:.1f} MB: {best(lambda long=long: read_text(long, 'a'), 1) / (size / 1e6):.2f} s/MB")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]] or [OPEN])
