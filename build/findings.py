"""What a validation of files finds: results with file and line, told from those that were known before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onemoon.build.inputs import Input, UnreadableError
from onemoon.shapes import Report, Violation

SEVERITIES = ("Info", "Warning", "Violation")
Identity = tuple[Any, ...]
Place = tuple[str, int | None]


@dataclass(frozen=True)
class Finding:
    """A result of the shapes and where it stands: file, and line if there is one."""

    result: Violation
    file: str
    line: int | None = None

    @property
    def identity(self) -> Identity:
        """What makes it the same result in another run, wherever its line went."""
        each = self.result
        return each.number, each.node, each.path, each.value, each.component

    def __str__(self) -> str:
        each, place = self.result, f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {each.severity} {each.number}: {each.sentence} {detail(each)}"


def detail(each: Violation) -> str:
    """Node, property and value of a result, as far as it has them."""
    parts = [
        f"Node {each.node}",
        f"property {each.path}" if each.path else "",
        f"value {each.value}" if each.value else "",
    ]
    return ", ".join(filter(None, parts))


def placed(report: Report, inputs: list[Input]) -> list[Finding]:
    """The results of all inputs taken as one data set, each where its node stands."""
    if not report.results:
        return []
    places = _places(inputs, {node for each in report.results for node in _candidates(each)})
    nowhere = (inputs[0].name, None)
    found = [next((places[node] for node in _candidates(each) if node in places), nowhere) for each in report.results]
    return [Finding(each, *place) for each, place in zip(report.results, found, strict=True)]


def _candidates(each: Violation) -> tuple[str, str]:
    """The node of a result, and the thing that it is a part of."""
    return each.node, each.node.partition("#")[0]


def _places(inputs: list[Input], wanted: set[str]) -> dict[str, Place]:
    """File and line of each node: of the input that describes it, else of one that names it."""
    named: dict[str, Place] = {}
    described: dict[str, Place] = {}
    for each in inputs:
        lines = each.lines(wanted)
        for node in wanted.intersection(lines):
            named.setdefault(node, (each.name, lines[node]))
        for node in _subjects(each.ntriples, wanted):
            described.setdefault(node, (each.name, lines.get(node)))
    return named | described


def _subjects(ntriples: Path, wanted: set[str]) -> set[str]:
    """The wanted nodes that something is said of."""
    found = {(node if node.startswith("_:") else f"<{node}>").encode(): node for node in wanted}
    with ntriples.open("rb") as lines:
        return {found[subject] for line in lines if (subject := line.partition(b" ")[0]) in found}


def gravest(found: Iterable[Finding], severity: str) -> list[Finding]:
    """The findings of a severity and of those above it."""
    milder = SEVERITIES[: SEVERITIES.index(severity)]
    return [each for each in found if each.result.severity not in milder]


def read_baseline(path: Path) -> frozenset[Identity]:
    """The findings that a report in JSON lists; UnreadableError if it is none."""
    try:
        results = json.loads(path.read_text(encoding="utf-8"))["results"]
        return frozenset(
            tuple(each[name] for name in ("number", "node", "path", "value", "component")) for each in results
        )
    except OSError as error:
        raise UnreadableError(f"{path}: can't be read ({error.strerror}).") from None
    except (ValueError, KeyError, TypeError):
        raise UnreadableError(f"{path}: is no baseline; write one with `onemoon validate --format json`.") from None
