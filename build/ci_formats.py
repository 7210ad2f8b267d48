"""A validation's findings as JUnit XML and SARIF 2.1.0, for the machines that show test results and alerts."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from onemoon.build.findings import Finding, detail
from onemoon.shapes import Report, Rule

LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://w3id.org/onemoon/shapes"
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report, found: list[Finding]) -> str:
    """A test suite with a test case for each rule; what is less than a violation is told as output, not as failure."""
    failed = [each for each in found if each.result.severity == "Violation"]
    broken = len({each.result.number for each in failed})
    totals = {"tests": str(len(report.rules)), "failures": str(broken), "errors": "0", "time": "0"}
    suites = ET.Element("testsuites", {"name": "onemoon validate", **totals})
    suite = ET.SubElement(suites, "testsuite", {"name": "onemoon.shapes", **totals})
    for rule in report.rules:
        _case(suite, rule, [each for each in found if each.result.number == rule.number])
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _case(suite: ET.Element, rule: Rule, found: list[Finding]) -> None:
    case = ET.SubElement(
        suite, "testcase", classname="onemoon.shapes", name=_xml(f"{rule.number}: {rule.sentence}"), time="0"
    )
    text = _xml("\n".join(map(str, found)))
    if found and rule.severity == "Violation":
        count = f"{len(found)} nodes" if len(found) > 1 else detail(found[0].result)
        ET.SubElement(case, "failure", type=rule.number, message=_xml(f"{rule.sentence} {count}")).text = text
    elif found:
        ET.SubElement(case, "system-out").text = text


def _xml(text: str) -> str:
    """The text without the characters that XML can't hold."""
    return NOT_XML.sub("\ufffd", text)


def sarif(report: Report, found: list[Finding]) -> str:
    """A run of a static analysis tool: every rule, and a result with its place for each finding."""
    index = {rule.number: place for place, rule in enumerate(report.rules)}
    driver = {
        "name": "onemoon",
        "version": version("onemoon"),
        "informationUri": HOME,
        "rules": [_rule(rule) for rule in report.rules],
    }
    results = [_result(each, index[each.result.number]) for each in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.number,
        "shortDescription": {"text": rule.sentence or rule.number},
        "helpUri": f"{HOME}/{rule.number}" if rule.iri.startswith(HOME) else rule.iri,
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(each: Finding, index: int) -> dict[str, Any]:
    return {
        "ruleId": each.result.number,
        "ruleIndex": index,
        "level": LEVELS[each.result.severity],
        "message": {"text": f"{each.result.sentence} {detail(each.result)}"},
        "locations": [
            {"physicalLocation": _place(each), "logicalLocations": [{"fullyQualifiedName": each.result.node}]}
        ],
        "partialFingerprints": {"result/v1": "|".join(part or "" for part in each.identity)},
    }


def _place(each: Finding) -> dict[str, Any]:
    path = Path(each.file)
    address = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    region = {"region": {"startLine": each.line}} if each.line else {}
    return {"artifactLocation": {"uri": address}, **region}
