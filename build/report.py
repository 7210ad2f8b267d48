"""The build's report: counts, disagreements between sources, names that are linked to nothing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from jinja2 import Environment

from onemoon.build.about import Edition
from onemoon.build.dataset import Dataset
from onemoon.build.disagree import disagreements
from onemoon.mappings.record import RecordFile
from onemoon.mappings.terms import iri

LINKABLE = ("government", "country", "organization", "person", "title", "event", "series")


def report(dataset: Dataset, records: list[RecordFile], edition: Edition) -> dict[str, Any]:
    """The report as plain data, ready for JSON."""
    return {
        "version": edition.name,
        "software": edition.software,
        "date": edition.date,
        "base": dataset.iris.base,
        "triples": len(dataset.default),
        "graphs": {dataset.iris.graph(key): len(triples) for key, triples in sorted(dataset.graphs.items())},
        "things": _things(dataset),
        "facts": {file.record.document.key: _kinds(file) for file in records},
        "disagreements": [
            {
                **asdict(each),
                "settled": each.settled,
                "claims": [_claim(dataset, claim) for claim in asdict(each)["claims"]],
            }
            for each in disagreements(dataset)
        ],
        "overruled": [
            _overruled(dataset, file, fact) for file in records for fact in file.record.facts if fact.overruled
        ],
        "unresolved": _unresolved(dataset),
    }


def _claim(dataset: Dataset, claim: dict[str, Any]) -> dict[str, Any]:
    return {**claim, "graphs": [dataset.iris.graph(key) for key in claim["graphs"]]}


def _things(dataset: Dataset) -> dict[str, int]:
    start = f"{dataset.iris.base}id/"
    nodes = {s for s, _, _ in dataset.default if s.startswith(start) and "#" not in s}
    return dict(sorted(Counter(node.removeprefix(start).partition("/")[0] for node in nodes).items()))


def _kinds(file: RecordFile) -> dict[str, int]:
    return dict(sorted(Counter(fact.kind for fact in file.record.facts).items()))


def _overruled(dataset: Dataset, file: RecordFile, fact: Any) -> dict[str, str]:
    return {
        "graph": dataset.iris.graph(file.record.document.key),
        "fact": fact.id,
        "annotation": dataset.iris.thing(f"annotation/{file.record.document.key}.{fact.id}"),
        "stands": fact.overruled.by,
        "because": fact.overruled.because,
    }


def _unresolved(dataset: Dataset) -> dict[str, list[str]]:
    linked = {
        s for s, p, o in dataset.default if p == iri("owl:sameAs") and isinstance(o, str) and o.startswith(iri("wd:"))
    }
    return {kind: sorted(_of(dataset, kind) - linked) for kind in LINKABLE}


def _of(dataset: Dataset, kind: str) -> set[str]:
    start = f"{dataset.iris.base}id/{kind}/"
    return {s for s, _, _ in dataset.default if s.startswith(start) and "#" not in s}


def as_json(content: dict[str, Any]) -> bytes:
    """The report as report.json."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def as_html(content: dict[str, Any]) -> bytes:
    """The report as report.html, for people; every value escaped."""
    template = (files("onemoon.build") / "templates" / "report.html").read_text(encoding="utf-8")
    return (
        Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
        .from_string(template)
        .render(**content)
        .encode()
    )
