"""The command line as a stranger meets it."""

import re
import subprocess
import sys

import pytest

from onemoon.build.cli import main

from .conftest import free_port

COMMANDS = sorted(main.commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(runner, command):
    result = runner.invoke(main, [command, "--help"])
    assert result.exit_code == 0 and len(main.commands[command].loaded().help.splitlines()[0]) > 10


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_of_each_what_it_says_of_itself(command):
    later = main.commands[command]
    assert later.get_short_help_str(1000) == later.loaded().get_short_help_str(1000)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["serve", "--help"], ["serve", "--port", "none"]])
def test_what_runs_no_command_imports_none(arguments):
    command = [sys.executable, "-X", "importtime", "-m", "onemoon.build.cli", *arguments]
    imported = subprocess.run(command, capture_output=True, text=True).stderr
    assert "click.core" in imported
    assert not re.search(r"\| +(pyoxigraph|pydantic|yaml|rdflib|flask|onemoon\.server)\n", imported)


def test_the_commands_of_the_house_are_there():
    assert {"build", "serve", "run", "query", "validate", "map"} <= set(COMMANDS)


def test_results_go_to_standard_output_and_progress_to_standard_error(runner, tmp_path):
    result = runner.invoke(main, ["build"], env={"ONEMOON_OUT": str(tmp_path / "out")})
    assert result.stdout.startswith(f"{tmp_path / 'out'}: version") and "onemoon: inference" in result.stderr


def test_a_query_is_answered_as_a_table(runner, built, out, tmp_path):
    (tmp_path / "q.rq").write_text('SELECT ?city { ?city a om:LocalGovernment ; skos:prefLabel "奈良市"@ja }')
    result = runner.invoke(main, ["query", str(tmp_path / "q.rq"), "--out", str(out)])
    assert result.output.splitlines() == ["city", "https://w3id.org/onemoon/id/government/nara"]


def test_a_query_with_a_syntax_error_is_one_sentence(runner, built, out):
    result = runner.invoke(main, ["query", "-", "--out", str(out)], input="SELECT ?x WHERE {")
    assert result.exit_code == 1
    assert result.output == "Error: The query has a syntax error at line 1, column 18, after {.\n"


def test_a_folder_without_data_is_one_sentence(runner, tmp_path):
    result = runner.invoke(main, ["serve", "--out", str(tmp_path / "nothing"), "--port", str(free_port())])
    assert result.exit_code == 1 and "nothing" in result.output and "Traceback" not in result.output


def test_a_port_in_use_is_one_sentence(runner, start, built, out):
    address = start("serve", "--out", str(out))
    result = runner.invoke(main, ["serve", "--out", str(out), "--port", address.rpartition(":")[2]])
    assert result.exit_code == 1 and "in use" in result.output


def test_our_data_conforms(runner, built, out):
    assert runner.invoke(main, ["validate", str(out / "onemoon.ttl")]).exit_code == 0


def test_data_that_breaks_a_shape_is_told_by_number(runner, tmp_path):
    (tmp_path / "bad.ttl").write_text("<https://example.org/id/twinning/x> a <https://w3id.org/onemoon/ns#Twinning> .")
    result = runner.invoke(main, ["validate", str(tmp_path / "bad.ttl")])
    assert result.exit_code == 1 and "https://example.org/id/twinning/x" in result.output


def test_an_unreadable_file_is_misuse(runner, tmp_path):
    (tmp_path / "bad.ttl").write_text("this is no Turtle")
    assert runner.invoke(main, ["validate", str(tmp_path / "bad.ttl")]).exit_code == 2


def test_a_record_becomes_turtle_that_the_corpus_reader_understands(runner, tmp_path):
    from onemoon.mappings.record import load_all

    record = next(file.path for file in load_all() if file.record.document.key == "near-forum-2023")
    assert runner.invoke(main, ["map", str(record), "--out", str(tmp_path)]).exit_code == 0
    assert "om:LocalGovernment" in (tmp_path / "near-forum-2023.ttl").read_text()


def test_map_says_at_once_what_a_build_would_refuse(runner, tmp_path):
    text = tmp_path / "visit.txt"
    text.write_text("Nara and Gyeongju are sister cities.")
    bare = runner.invoke(main, ["map", str(text), "--out", str(tmp_path)])
    assert bare.exit_code == 0 and bare.stderr.count("\n") == 1
    assert f"refuse {text} without --url and --publisher and --date" in bare.stderr
    given = ["--url", "https://example.org/visit", "--publisher", "City of Nara", "--date", "2024-05-01"]
    assert runner.invoke(main, ["map", str(text), "--out", str(tmp_path), *given]).stderr == ""
