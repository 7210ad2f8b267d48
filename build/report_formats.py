"""A validation's findings as text, JSON, GitHub annotations, SHACL in Turtle and HTML."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from importlib.resources import files

from jinja2 import Environment

from onemoon.build.ci_formats import junit, sarif
from onemoon.build.findings import SEVERITIES, Finding, detail
from onemoon.shapes import Report

LEVELS = {"Violation": "error", "Warning": "warning", "Info": "notice"}
Form = Callable[[Report, list[Finding]], str]


def text(report: Report, found: list[Finding]) -> str:
    """A line for each finding."""
    return "".join(f"{each}\n" for each in found)


def as_json(report: Report, found: list[Finding]) -> str:
    """The findings with everything known of them; also what --baseline reads."""
    results = [{**asdict(each.result), "file": each.file, "line": each.line} for each in found]
    content = {"conforms": not found, "counts": counts(found), "results": results}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def counts(found: list[Finding]) -> dict[str, int]:
    """How many findings there are of each severity."""
    counted = Counter(each.result.severity for each in found)
    return {severity.lower(): counted[severity] for severity in reversed(SEVERITIES)}


def github(report: Report, found: list[Finding]) -> str:
    """Workflow commands that GitHub shows at the line."""
    return "".join(f"{line}\n" for line in map(_annotation, found))


def _annotation(each: Finding) -> str:
    told = {"file": each.file, "line": each.line, "title": each.result.number}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in told.items() if value)
    return f"::{LEVELS[each.result.severity]} {properties}::{_data(f'{each.result.sentence} {detail(each.result)}')}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def turtle(report: Report, found: list[Finding]) -> str:
    """The findings as a SHACL report."""
    return replace(report, results=tuple(each.result for each in found)).turtle().decode()


def html(report: Report, found: list[Finding]) -> str:
    """The findings as a page for people, every value escaped."""
    template = (files("onemoon.build") / "templates" / "findings.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template).render(counts=counts(found), rules=list(_by_rule(report, found))) + "\n"


def _by_rule(report: Report, found: list[Finding]) -> Iterator[tuple[object, list[Finding]]]:
    for rule in report.rules:
        if broken := [each for each in found if each.result.number == rule.number]:
            yield rule, broken


FORMATS: Mapping[str, Form] = {
    "text": text,
    "json": as_json,
    "junit": junit,
    "sarif": sarif,
    "github": github,
    "turtle": turtle,
    "html": html,
}
