"""`onemoon validate` as others meet it: inputs, places, formats, baseline, exit codes."""

import fcntl
import gzip
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import xml.etree.ElementTree as ET

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import SH, Graph

from onemoon.build.cli import main
from onemoon.build.inputs import SYNTAXES
from onemoon.shapes import rules

BAD = """@prefix om: <https://w3id.org/onemoon/ns#> .
@prefix schema: <https://schema.org/> .
@prefix event: <https://example.org/id/event/> .

# event:forum is described below
<https://example.org/x> schema:about event:forum .

event:forum schema:startDate "2021-13-40" ;
    schema:endDate "never" .
"""
BROKEN = {"D92"}


@pytest.fixture
def bad(tmp_path):
    file = tmp_path / "bad.ttl"
    file.write_text(BAD)
    return file


@pytest.fixture
def validate(runner):
    return lambda *args, **more: runner.invoke(main, ["validate", *map(str, args)], **more)


def results(result):
    return json.loads(result.stdout)["results"]


def written(syntax):
    triples = [quad.triple for quad in parse(BAD, format=RdfFormat.TURTLE)]
    return serialize(triples, format=syntax)


def test_a_result_says_file_line_number_sentence_node_and_value(validate, bad):
    result = validate(bad)
    assert result.exit_code == 1
    assert f"{bad}:8: Violation D92: A date is an xsd:date" in result.stdout
    assert (
        'Node https://example.org/id/event/forum, property https://schema.org/endDate, value "never"' in result.stdout
    )


@pytest.mark.parametrize("name", SYNTAXES)
@pytest.mark.parametrize("zipped", [False, True])
def test_every_syntax_is_read_also_zipped(validate, tmp_path, name, zipped):
    syntax = SYNTAXES[name]
    file = tmp_path / f"bad.{syntax.file_extension}{'.gz' if zipped else ''}"
    file.write_bytes(gzip.compress(written(syntax)) if zipped else written(syntax))
    found = results(validate(file, "--format", "json"))
    assert {each["number"] for each in found} >= BROKEN and all(each["line"] for each in found)


@pytest.mark.parametrize("name", SYNTAXES)
def test_standard_input_is_read_in_the_syntax_that_is_named(validate, name):
    result = validate("-", "--syntax", name, input=written(SYNTAXES[name]))
    assert result.exit_code == 1 and result.stdout.startswith("-:")


def test_a_folder_is_one_data_set(validate, tmp_path, bad):
    (tmp_path / "deep").mkdir()
    bad.rename(tmp_path / "deep" / "bad.ttl")
    (tmp_path / "good.nt").write_text("")
    (tmp_path / "note.txt").write_text("no data")
    assert {each["file"] for each in results(validate(tmp_path, "--format", "json"))} == {f"{tmp_path}/deep/bad.ttl"}


def test_a_result_names_the_file_that_its_node_is_in(validate, tmp_path, bad):
    (tmp_path / "other.ttl").write_text("<urn:a> <urn:b> <https://example.org/id/event/forum> .")
    assert {each["file"] for each in results(validate(tmp_path / "other.ttl", bad, "--format", "json"))} == {str(bad)}


def test_a_record_is_validated_at_the_line_of_its_fact(validate, tmp_path):
    from onemoon.mappings.record import load_all

    file = next(each for each in load_all() if each.record.document.key == "tcs-yangzhou-interview-2022")
    (tmp_path / "mine.ttl").write_text(WARNED)
    found = results(validate(file.path, "--shapes", tmp_path / "mine.ttl", "--format", "json"))
    lines = file.path.read_text(encoding="utf-8").splitlines()
    assert found and all("kind: twinning" in "\n".join(lines[each["line"] - 2 : each["line"] + 2]) for each in found)


WARNED = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/mine#M1> a sh:NodeShape ; sh:targetClass <https://w3id.org/onemoon/ns#Twinning> ;
    sh:severity sh:Warning ; sh:message "A twinning has a motto."@en ;
    sh:property [ sh:path <urn:motto> ; sh:minCount 1 ] .
"""
TWINNING = "<urn:t> a <https://w3id.org/onemoon/ns#Twinning> ."


@pytest.mark.parametrize("severity, code", [("violation", 0), ("warning", 1), ("info", 1)])
def test_severity_says_what_fails(validate, tmp_path, severity, code):
    (tmp_path / "shapes.ttl").write_text(WARNED)
    (tmp_path / "data.ttl").write_text(TWINNING)
    result = validate(tmp_path / "data.ttl", "--shapes", tmp_path / "shapes.ttl", "--severity", severity)
    assert result.exit_code == code and "M1: A twinning has a motto." in result.stdout


def test_named_graphs_beside_a_default_graph_are_left_out_and_that_is_told(validate, tmp_path):
    (tmp_path / "data.nq").write_bytes(
        b"<urn:a> <urn:b> <urn:c> .\n" + written(RdfFormat.N_QUADS).replace(b" .", b" <urn:g> .")
    )
    result = validate(tmp_path / "data.nq")
    assert result.exit_code == 0 and "1 named graphs are left out" in result.stderr
    assert validate(tmp_path / "data.nq", "--all-graphs").exit_code == 1


def test_a_baseline_lets_pass_what_was_known_wherever_its_line_went(validate, tmp_path, bad):
    (tmp_path / "known.json").write_text(validate(bad, "--format", "json").stdout)
    bad.write_text("\n\n" + BAD)
    assert validate(bad, "--baseline", tmp_path / "known.json").exit_code == 0
    bad.write_text(BAD.replace("never", "ever"))
    result = validate(bad, "--baseline", tmp_path / "known.json")
    assert result.exit_code == 1 and result.stdout.count("\n") == 1 and '"ever"' in result.stdout


MISUSE = {
    "no Turtle": ("bad.ttl", "this is no Turtle", "is not Turtle"),
    "no kind": ("data.txt", "", "is of no known kind"),
    "no gzip": ("data.ttl.gz", "plain", "can't be read"),
    "no record": ("data.yaml", "document: 1", "field"),
}


@pytest.mark.parametrize("case", MISUSE)
def test_what_cannot_be_read_is_misuse_in_one_sentence(validate, tmp_path, case):
    name, content, sentence = MISUSE[case]
    (tmp_path / name).write_text(content)
    result = validate(tmp_path / name)
    assert result.exit_code == 2 and sentence in result.stderr and "Traceback" not in result.output


@pytest.mark.parametrize("args", [["missing.ttl"], ["-"], ["."], ["bad.ttl", "--shapes", "missing.ttl"],
                                  ["bad.ttl", "--baseline", "missing.json"], ["bad.ttl", "--baseline", "bad.ttl"],
                                  ["bad.ttl", "--format", "pdf"], []])  # fmt: skip
def test_misuse_is_exit_code_2(validate, bad, tmp_path, monkeypatch, args):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty" if args == ["."] else tmp_path)
    assert validate(*args).exit_code == 2


def test_a_misspelt_term_in_shapes_is_misuse(validate, bad, tmp_path):
    (tmp_path / "shapes.ttl").write_text(WARNED.replace("minCount", "minCuont"))
    result = validate(bad, "--shapes", tmp_path / "shapes.ttl")
    assert result.exit_code == 2 and "sh:minCuont" in result.stderr


def test_github_annotations_are_escaped(validate, tmp_path):
    file = tmp_path / "a,b%.ttl"
    file.write_text(BAD.replace("never", "50%\\nlater"))
    line = next(line for line in validate(file, "--format", "github").stdout.splitlines() if "later" in line)
    assert line.startswith(f"::error file={tmp_path}/a%2Cb%25.ttl,line=8,title=D92::A date is an xsd:date")
    assert line.endswith('value "50%25\\nlater"')


def test_turtle_is_a_shacl_report_of_what_is_told(validate, bad):
    graph = Graph().parse(data=validate(bad, "--format", "turtle").stdout, format="turtle")
    assert len(set(graph.subjects(SH.focusNode))) == len(results(validate(bad, "--format", "json")))


def test_html_escapes_every_value(validate, tmp_path):
    (tmp_path / "bad.ttl").write_text(BAD.replace("never", "<script>"))
    page = validate(tmp_path / "bad.ttl", "--format", "html").stdout
    assert "&lt;script&gt;" in page and "<script>" not in page and 'lang="ko"' in page


def test_junit_is_a_test_case_for_each_rule(validate, tmp_path):
    (tmp_path / "bad.ttl").write_text(BAD.replace("never", "\\u0001 & <x>"))
    suites = ET.fromstring(validate(tmp_path / "bad.ttl", "--format", "junit").stdout)
    (suite,) = suites
    failures = suite.findall("testcase/failure")
    assert (suites.tag, suite.tag) == ("testsuites", "testsuite")
    assert int(suite.get("tests")) == len(suite) and int(suite.get("failures")) == len(failures)
    assert {each.get("type") for each in failures} >= BROKEN and "bad.ttl:8" in failures[0].text
    assert all({"name", "classname", "time"} == set(case.attrib) for case in suite)


def test_sarif_has_the_members_that_alerts_need(validate, bad):
    sarif = json.loads(validate(bad, "--format", "sarif").stdout)
    (run,) = sarif["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert sarif["version"] == "2.1.0" and len({rule["id"] for rule in rules}) == len(rules)
    for each in run["results"]:
        place = each["locations"][0]["physicalLocation"]
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"] and each["message"]["text"]
        assert place["artifactLocation"]["uri"] == bad.as_uri() and place["region"]["startLine"] == 8


@pytest.mark.parametrize("form", ["text", "json", "junit", "sarif", "github", "turtle", "html"])
def test_equal_data_make_equal_bytes(validate, bad, form):
    assert validate(bad, "--format", form).stdout_bytes == validate(bad, "--format", form).stdout_bytes


@pytest.fixture
def checking(monkeypatch):
    """Each time that a validator really looks at data."""
    from onemoon.shapes import Validator

    looked, look = [], Validator.validate
    monkeypatch.setattr(Validator, "validate", lambda self, data, **more: looked.append(1) or look(self, data, **more))
    return looked


def test_unchanged_data_is_not_validated_again_and_gives_the_same_report(validate, bad, tmp_path, checking):
    args = [bad, "--cache", tmp_path / "cache", "--format", "json"]
    first, second = validate(*args), validate(*args)
    assert first.stdout == second.stdout and first.exit_code == second.exit_code == 1
    assert len(checking) == 1 and "unchanged" in second.stderr and "unchanged" not in first.stderr


@pytest.mark.parametrize("change", ["data", "shapes", "engine", "spoilt"])
def test_whatever_changes_is_validated_again(validate, bad, tmp_path, checking, change):
    (tmp_path / "mine.ttl").write_text(WARNED)
    args = [bad, "--cache", tmp_path / "cache", "--shapes", tmp_path / "mine.ttl"]
    validate(*args)
    if change == "data":
        bad.write_text(BAD.replace("never", "ever"))
    elif change == "shapes":
        (tmp_path / "mine.ttl").write_text(WARNED.replace("minCount 1", "minCount 2"))
    elif change == "spoilt":
        next((tmp_path / "cache").iterdir()).write_text("{}")
    validate(*args, *(["--engine", "shacl-rust"] if change == "engine" else []))
    assert len(checking) == 2


def test_without_a_cache_nothing_is_kept(validate, bad, tmp_path, checking, monkeypatch):
    monkeypatch.chdir(tmp_path)
    validate(bad), validate(bad)
    assert len(checking) == 2 and [path.name for path in tmp_path.iterdir()] == ["bad.ttl"]


def test_only_the_newest_verdicts_are_kept(validate, bad, tmp_path, monkeypatch):
    monkeypatch.setattr("onemoon.build.verdicts.KEPT", 2)
    for n in range(4):
        bad.write_text(f"{BAD}<urn:x> <urn:y> {n} .")
        validate(bad, "--cache", tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 2


@pytest.mark.parametrize("engine", ["pyshacl", "shacl-rust"])
def test_the_command_says_which_engine_spoke(validate, bad, engine):
    result = validate(bad, "--engine", engine)
    assert result.exit_code == 1 and re.search(rf"\(3 triples, {engine} [\d.]+\)", result.stderr)


NESTED = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/mine#P> a sh:NodeShape ; sh:targetClass <https://w3id.org/onemoon/ns#Twinning> ;
    sh:property [ sh:path ( <urn:a> [ sh:inversePath <urn:b> ] ) ; sh:minCount 1 ; sh:severity sh:Warning ;
        sh:message "Ein Ding."@de , "A thing."@en ] ; sh:property <https://example.org/mine#helper> .
<https://example.org/mine#helper> sh:path <urn:c> ; sh:minCount 1 .
"""


@pytest.mark.parametrize("engine", ["pyshacl", "shacl-rust"])
def test_parts_of_others_shapes_tell_their_own_message_severity_and_path(validate, tmp_path, engine):
    (tmp_path / "shapes.ttl").write_text(NESTED)
    (tmp_path / "data.ttl").write_text(TWINNING)
    args = [tmp_path / "data.ttl", "--shapes", tmp_path / "shapes.ttl", "--engine", engine]
    told = {(each["path"], each["sentence"], each["severity"]) for each in results(validate(*args, "--format", "json"))}
    assert told == {("<urn:a>/^<urn:b>", "A thing.", "Warning"), ("urn:c", "", "Violation")}
    assert "ValidationReport" in validate(*args, "--format", "turtle").stdout


MANY = "".join(f"<urn:n{n}> a <https://w3id.org/onemoon/ns#Twinning> ; <urn:b> _:b{n} .\n" for n in range(600))


@pytest.mark.parametrize("engine", ["pyshacl", "shacl-rust"])
def test_much_data_is_checked_by_both_engines_on_every_core(validate, tmp_path, monkeypatch, engine):
    monkeypatch.setattr("onemoon.shapes.engines.LARGE", 100)
    (tmp_path / "shapes.ttl").write_text(WARNED)
    (tmp_path / "data.ttl").write_text(MANY)
    result = validate(tmp_path / "data.ttl", "--shapes", tmp_path / "shapes.ttl", "--engine", engine)
    assert result.stdout.count("M1: A twinning has a motto.") == 600 and "1200 triples" in result.stderr


def test_a_terminal_shows_a_bar_and_a_pipe_none(bad):
    receiver, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 24, 100, 0, 0))
    command = [sys.executable, "-m", "onemoon.build.cli", "validate", str(bad)]
    subprocess.run(command, stderr=terminal, stdout=subprocess.DEVNULL, timeout=60)
    assert f"/{len(rules())}" in os.read(receiver, 100_000).decode()
    os.close(terminal), os.close(receiver)
    piped = subprocess.run(command, capture_output=True, text=True, timeout=60).stderr
    assert re.fullmatch(r"\d+ violations, 0 milder \(3 triples, pyshacl [\d.]+\)\n", piped)
