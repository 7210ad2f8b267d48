"""How often each rule for twinnings is right: `python tests/bench/rules.py FOLDER …`, folders of annotated texts.

Each folder holds STEM.json beside its text; the scorer is `score.py` in the parent of the first folder.
Prints rule, matched and predicted, and the precision (matched + 1) / (predicted + 2) that few cases can't push to 1.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onemoon.mappings.reading.assess import weighed
from onemoon.mappings.reading.gazetteer import label
from onemoon.mappings.reading.learned.weigher import NOTHING
from onemoon.mappings.reading.reader import readers
from onemoon.mappings.reading.readings import extract
from onemoon.mappings.reading.source import read_source


def scorer(path: Path):
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(folder: Path) -> Iterator[tuple[dict, object]]:
    """(annotation, tie) of every twinning read in a folder's texts in Latin letters."""
    for annotation in sorted(folder.glob("[!C]??.json")):
        path = next(other for other in folder.glob(f"{annotation.stem}.*") if other.suffix != ".json")
        text = path.read_text(encoding="utf-8")
        if sum(ord(sign) > 0x2E80 for sign in text) * 10 < len(text):
            gold = json.loads(annotation.read_text(encoding="utf-8"))
            yield from ((gold, tie) for tie in weighed(extract(read_source(text), readers().gazetteer, NOTHING).ties))


def main(folders: list[Path]) -> None:
    """Print the table."""
    score = scorer(folders[0].parent / "score.py")
    right: Counter[str] = Counter()
    read_: Counter[str] = Counter()
    for folder in folders:
        for gold, tie in read(folder):
            stated = {"partners": [label(tie.first.place), label(tie.second.place)], "status": tie.status}
            rows = score.score({"x": gold}, {"x": {"twinnings": [stated]}}, {})[0]
            right[tie.rule] += rows["twinnings"][0]
            read_[tie.rule] += 1
    for rule, count in read_.most_common():
        print(f"{rule}\t{right[rule]}/{count}\t{(right[rule] + 1) / (count + 2):.2f}")


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]])
