"""What CI reads: SARIF against a model made from its schema, JUnit and GitHub's commands against their rules.

No package that we found ships JUnit's XSD (Jenkins' junit-10.xsd) or a grammar of GitHub's workflow commands, so what
those say of the parts that we write stands here as assertions.
"""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from onemoon.build.cli import main

WARNED = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/mine#M1> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:severity sh:Warning ;
    sh:message "Ends with\\n50%, a\\ttab & <b>: ::error::no"@en ; sh:property [ sh:path <urn:q> ; sh:minCount 1 ] .
<https://example.org/mine#M2> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:severity sh:Info ;
    sh:property [ sh:path <urn:p> ; sh:maxLength 2 ] .
<https://example.org/mine#M3> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ;
    sh:property [ sh:path <urn:r> ; sh:minCount 1 ] .
"""
DATA = """<https://example.org/a%2C:b,c> <urn:p> "one\\r\\ntwo \\u0001 100% ::warning:: ,: 語" .
_:b <urn:p> "three" .
"""
CASES = {"violations": True, "nothing": False}


@pytest.fixture(params=CASES)
def told(request, runner, tmp_path):
    """A function that gives the report of nasty data, or of none, in a format."""
    (tmp_path / "shapes.ttl").write_text(WARNED)
    file = tmp_path / "a,b %:c.ttl"
    file.write_text(DATA if CASES[request.param] else "")

    def run(form):
        args = ["validate", str(file), "--shapes", str(tmp_path / "shapes.ttl"), "--format", form]
        return runner.invoke(main, args).stdout

    run.found = 6 if CASES[request.param] else 0
    run.file = file
    return run


def test_sarif_keeps_the_schema(told):
    text = told("sarif")
    model = Sarif.model_validate_json(text)
    assert len(model.runs[0].results) == told.found and model.version.value == "2.1.0"
    levels = {result.level.value for result in model.runs[0].results}
    assert levels == ({"error", "warning", "note"} if told.found else set())


def test_the_model_of_the_schema_notices_what_breaks_it(told):
    broken = json.loads(told("sarif"))
    broken["runs"][0]["tool"]["driver"]["rulez"] = []
    with pytest.raises(ValueError, match="rulez"):
        Sarif.model_validate(broken)


def test_sarif_keeps_what_its_specification_says_beyond_the_schema(told):
    run = json.loads(told("sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for each in run["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]  # 3.27.6
        uri = each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == told.file.as_uri() and not re.search("[ ,]", uri)  # 3.10.1: a valid URI reference
        assert each["locations"][0]["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1  # 3.30.5
    assert all(re.fullmatch(r"[^/]+(/v\d+)?", key) for each in run["results"] for key in each["partialFingerprints"])


ATTRIBUTES = {
    "testsuites": ({"name", "tests", "failures", "errors", "time"}, set()),
    "testsuite": ({"name", "tests", "failures", "errors", "time"}, {"name", "tests"}),
    "testcase": ({"name", "classname", "time"}, {"name"}),
    "failure": ({"type", "message"}, set()),
    "system-out": (set(), set()),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "system-out"},
    "failure": set(),
    "system-out": set(),
}


def test_junit_keeps_the_rules_of_its_schema(told):
    root = ET.fromstring(told("junit"))
    assert root.tag == "testsuites"
    for element in root.iter():
        allowed, required = ATTRIBUTES[element.tag]
        assert required <= set(element.attrib) <= allowed
        assert {child.tag for child in element} <= CHILDREN[element.tag]
        assert all(element.get(name, "0").isdigit() for name in ("tests", "failures", "errors"))
        assert re.fullmatch(r"\d*(\.\d{0,3})?", element.get("time", "0"))


def test_junit_counts_its_test_cases_and_failures(told):
    for suite in (root := ET.fromstring(told("junit"))):
        failed = sum(case.find("failure") is not None for case in suite)
        assert (int(suite.get("tests")), int(suite.get("failures"))) == (len(suite), failed)
        assert (suite.get("tests"), suite.get("failures")) == (root.get("tests"), root.get("failures"))
    assert failed == (1 if told.found else 0)


COMMAND = re.compile(r"::(error|warning|notice) ([^:\r\n]*)::([^\r\n]*)")
PROPERTIES = {"file", "line", "endLine", "col", "endColumn", "title"}


def plain(text):
    """What GitHub's runner makes of an escaped text."""
    for escaped, character in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(escaped, character)
    return text


def test_each_line_is_one_command_of_github_that_says_what_was_found(told):
    lines = told("github").splitlines()
    results = json.loads(told("json"))["results"]
    assert len(lines) == len(results) == told.found
    for line, result in zip(lines, results, strict=True):
        level, properties, message = COMMAND.fullmatch(line).groups()
        given = dict(each.split("=", 1) for each in properties.split(","))
        assert set(given) <= PROPERTIES and given.get("line", "1").isdigit()
        assert plain(given["file"]) == result["file"] and given["title"] == result["number"]
        assert plain(message).startswith(result["sentence"]) and (result["value"] or "") in plain(message)
        assert level == {"Violation": "error", "Warning": "warning", "Info": "notice"}[result["severity"]]
