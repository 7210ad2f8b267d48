"""The build, from records to a published folder."""

import csv
import gzip
import hashlib
import io
import json
import subprocess
import sys

import pytest
from pyoxigraph import Dataset, NamedNode, RdfFormat, parse

from onemoon.build.cli import main
from onemoon.build.conform import InvalidData
from onemoon.build.pipeline import build
from onemoon.mappings.record import load_all

OM = "https://w3id.org/onemoon/ns#"
ID = "https://w3id.org/onemoon/id/"
PREFIXES = f"""
PREFIX om: <{OM}>
PREFIX : <{ID}>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def silent(stage):
    return None


def quads(content, syntax):
    return set(parse(content, format=syntax))


def ask(data, pattern):
    return bool(data.store.query(PREFIXES + f"ASK {{ {pattern} }}"))


def test_two_builds_are_the_same_bytes(built, tmp_path):
    script = "from onemoon.build.pipeline import build; from pathlib import Path; import sys;"
    script += "build('https://w3id.org/onemoon/', Path(sys.argv[1]), tell=lambda s: None)"
    environment = {"PYTHONHASHSEED": "99", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "out")], check=True, env=environment)
    out = tmp_path / "out"
    written = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert written == dict(built.files)


def test_every_promised_file_is_there(built):
    dumps = {f"onemoon.{end}{gz}" for end in ("ttl", "nt", "nq", "trig", "jsonld") for gz in ("", ".gz")}
    assert dumps | {"SHA256SUMS", "void.ttl", "catalog.ttl", "validation.ttl", "report.html", "report.json"} <= set(
        built.files
    )


def test_twinnings_are_a_table_for_spreadsheets(built):
    rows = list(csv.DictReader(io.StringIO(built.files["twinnings.csv"].decode())))
    nara = next(row for row in rows if row["twinning"] == f"{ID}twinning/nara--yangzhou")
    assert (nara["one_ja"], nara["other_zh"], nara["since"], nara["reviewed"]) == ("奈良市", "扬州市", "2010", "true")
    assert nara["status"] == f"{OM}inForce" and nara["sources"].count(f"{ID}document/") == 1
    assert {row["status"] for row in rows} == {f"{OM}inForce", f"{OM}planned"} and len(rows) == 11


def test_checksums_are_those_of_the_files(built):
    for line in built.files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(built.files[name]).hexdigest() == digest


@pytest.mark.parametrize("end", ["ttl", "nt", "nq", "trig", "jsonld"])
def test_a_gz_holds_the_same_bytes(built, end):
    assert gzip.decompress(built.files[f"onemoon.{end}.gz"]) == built.files[f"onemoon.{end}"]


def test_all_syntaxes_hold_the_same_triples(built):
    triples = quads(built.files["onemoon.nt"], RdfFormat.N_TRIPLES)
    assert triples == quads(built.files["onemoon.ttl"], RdfFormat.TURTLE)
    assert triples == quads(built.files["onemoon.jsonld"], RdfFormat.JSON_LD)
    assert quads(built.files["onemoon.nq"], RdfFormat.N_QUADS) == quads(built.files["onemoon.trig"], RdfFormat.TRIG)


def test_no_blank_node_is_published(built):
    assert b"_:" not in built.files["onemoon.nq"]


def test_the_default_graph_of_the_quads_is_the_turtle(built):
    default = Dataset(parse(built.files["onemoon.nq"], format=RdfFormat.N_QUADS)).quads_for_graph_name
    from pyoxigraph import DefaultGraph

    assert len(list(default(DefaultGraph()))) == built.files["onemoon.nt"].count(b"\n")


def test_turtle_is_for_people(built):
    text = built.files["onemoon.ttl"].decode()
    assert "\ntwinning:nara--yangzhou a om:Twinning" in text and "\\u" not in text


def test_a_twinning_in_force_gives_the_plain_link_both_ways(data):
    assert ask(data, ":government\\/yangzhou om:twinnedWith :government\\/nara")
    assert ask(data, ":government\\/nara om:twinnedWith :government\\/yangzhou")


def test_a_planned_twinning_gives_no_link(data):
    assert ask(data, ":twinning\\/suncheon--yangzhou om:status om:planned")
    assert not ask(data, ":government\\/suncheon om:twinnedWith ?anything")


def test_each_graph_keeps_what_its_source_says_and_the_union_follows_the_review(data):
    graph = "<https://w3id.org/onemoon/graph/tcs-yangzhou-interview-2022>"
    assert ask(data, f"GRAPH {graph} {{ :twinning\\/suncheon--yangzhou om:status om:inForce , om:planned }}")
    assert not ask(data, ":twinning\\/suncheon--yangzhou om:status om:inForce")


def test_the_report_names_the_disagreement_its_graphs_and_the_choice(built):
    report = json.loads(built.files["report.json"])
    found = {each["node"].removeprefix(ID): each for each in report["disagreements"] if each["about"] == f"{OM}status"}
    claims = {claim["value"]: claim for claim in found["twinning/suncheon--yangzhou"]["claims"]}
    assert claims[f"{OM}planned"]["followed"] and not claims[f"{OM}inForce"]["followed"]
    assert claims[f"{OM}inForce"]["graphs"] == ["https://w3id.org/onemoon/graph/tcs-yangzhou-interview-2022"]


def test_every_disagreement_is_settled(built):
    assert [each["node"] for each in built.report["disagreements"] if not each["settled"]] == []


def test_jilin_city_is_not_jilin_province(data):
    assert ask(data, ":government\\/jilin-city schema:containedInPlace :government\\/jilin-province")


def test_another_base_moves_the_data_and_not_the_vocabulary(tmp_path):
    files = build("https://data.example.org/", tmp_path / "out", tell=silent).files
    text = files["onemoon.nt"].decode()
    assert "<https://data.example.org/id/government/nara>" in text and "https://w3id.org/onemoon/id/" not in text
    assert f"<{OM}LocalGovernment>" in text


def test_a_base_without_a_slash_is_misuse(runner):
    result = runner.invoke(main, ["build", "--base", "https://example.org/data"])
    assert result.exit_code == 2 and "ends in a slash" in result.output


def broken_records(tmp_path, old, new):
    folder = tmp_path / "records"
    folder.mkdir()
    for file in load_all():
        text = file.path.read_text(encoding="utf-8")
        (folder / file.path.name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_a_broken_shape_stops_the_build_and_names_number_node_and_line(tmp_path):
    records = broken_records(
        tmp_path, "parties: [government/yangzhou, government/nara]", "parties: [government/nara, government/nara]"
    )
    with pytest.raises(InvalidData) as refusal:
        build("https://w3id.org/onemoon/", tmp_path / "out", records=records, tell=silent)
    assert "D" in str(refusal.value) and "tcs-yangzhou-interview-2022.yaml, line" in str(refusal.value)


def test_a_failed_build_leaves_what_was_published(tmp_path, runner):
    out = tmp_path / "out"
    out.mkdir()
    (out / "onemoon.nq").write_text("old")
    records = broken_records(tmp_path, "kind: twinning", "kind: twining")
    result = runner.invoke(main, ["build", "--out", str(out), "--records", str(records)])
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert [path.name for path in out.iterdir()] == ["onemoon.nq"] and list(tmp_path.glob("out.*")) == []


def test_an_unwritable_folder_is_one_sentence(tmp_path, runner):
    (tmp_path / "file").write_text("")
    result = runner.invoke(main, ["build", "--out", str(tmp_path / "file" / "out")])
    assert result.exit_code == 1 and "can't be written" in result.output and "Traceback" not in result.output


def test_a_build_replaces_the_old_folder_whole(tmp_path, runner):
    out = tmp_path / "out"
    out.mkdir()
    (out / "left-over").write_text("old")
    assert runner.invoke(main, ["build", "--out", str(out)]).exit_code == 0
    assert not (out / "left-over").exists() and (out / "onemoon.ttl").exists() and list(tmp_path.glob("out.*")) == []


def test_evidence_points_into_its_text(data):
    outside = "?selector <http://www.w3.org/ns/oa#end> ?end . ?target <http://www.w3.org/ns/oa#hasSelector> ?selector ;"
    outside += " <http://www.w3.org/ns/oa#hasSource> ?document . ?document om:characters ?length FILTER(?end > ?length)"
    assert not ask(data, outside)


def test_no_thing_of_ours_is_only_pointed_at(data):
    subjects = {quad.subject for quad in data.store}
    objects = {quad.object for quad in data.store if isinstance(quad.object, NamedNode)}
    ours = {node.value for node in objects if node.value.startswith(ID)}
    assert ours <= {subject.value for subject in subjects}
