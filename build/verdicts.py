"""Verdicts that are kept, so that data of which nothing has changed is not validated again.

Rules look across documents, so a verdict is on all the data given together. It counts only for the same triples, shapes
and ontology, for the same code of ours, the same engine and the same versions of the libraries.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile

from onemoon.shapes import Report, Validator, Violation
from onemoon.shapes.engines import installed
from onemoon.shapes.validation import Tell

KEPT = 100
LIBRARIES = ("onemoon", "pyoxigraph", "pyshacl", "rdflib")


@dataclass(frozen=True)
class Verdicts:
    """A folder of verdicts, none if it keeps none; the texts of the shapes and of the ontology that are used."""

    folder: Path | None
    sources: tuple[bytes, ...]

    def report(self, ready: Validator, data: Sequence[Path], engine: str | None, tell: Tell) -> Report:
        """What the validator says of files of N-Triples, or said before."""
        if self.folder is None:
            return ready.validate(data, engine=engine, tell=tell)
        path = self.folder / f"{_key(self.sources, data, engine)}.json"
        if (kept := _read(path, ready)) is not None:
            return kept
        report = ready.validate(data, engine=engine, tell=tell)
        _write(path, report)
        return report


def _key(sources: tuple[bytes, ...], data: Sequence[Path], engine: str | None) -> str:
    """A digest of everything that a verdict depends on."""
    libraries = "".join(f"{name} {version(name)} " for name in (*LIBRARIES, "shacl-rust") if installed(name))
    digest = hashlib.sha256(f"{libraries}{engine}".encode())
    for source in (*sources, *_code()):
        digest.update(hashlib.sha256(source).digest())
    for path in data:
        with path.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def _code() -> list[bytes]:
    """The code that a verdict comes from, which may change under one version."""
    found = (path for path in files("onemoon.shapes").iterdir() if path.name.endswith(".py"))
    return [path.read_bytes() for path in sorted(found, key=lambda path: path.name)]


def _read(path: Path, ready: Validator) -> Report | None:
    """A kept verdict; None if there is none, or none that can be read."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        results = tuple(Violation(**each) for each in kept["results"])
        return Report(results, ready.rules, engine=f"{kept['engine']}, unchanged", checked=kept["checked"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, report: Report) -> None:
    """Keep a verdict, whole or not at all; the oldest beyond KEPT go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"engine": report.engine, "checked": report.checked, "results": [asdict(each) for each in report.results]}
    with NamedTemporaryFile("w", dir=path.parent, suffix=".new", encoding="utf-8", delete=False) as file:
        json.dump(content, file, ensure_ascii=False)
    os.replace(file.name, path)
    for old in _oldest(path.parent.glob("*.json")):
        old.unlink(missing_ok=True)


def _oldest(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]
