"""The link store: what it publishes, what it refuses, how a decision changes it."""

import csv
import os
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from onemoon.build.cli import main
from onemoon.build.link_targets import checked_against
from onemoon.mappings.link_checks import conflicts
from onemoon.mappings.links import LinkError, links_file, load_links, parse_links, written
from onemoon.mappings.record import load_all
from onemoon.mappings.refdata import load_reference

SAME = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
ID, WD = "https://w3id.org/onemoon/id/", "http://www.wikidata.org/entity/"


@pytest.fixture(scope="module")
def links():
    return load_links()


@pytest.fixture(scope="module")
def known():
    return checked_against(load_all(), load_reference())


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "links.tsv"
    path.write_text(links_file().read_text(encoding="utf-8"), encoding="utf-8")
    return path


def table(name):
    if "ONEMOON_GAZETTEER" not in os.environ:
        pytest.skip("set ONEMOON_GAZETTEER to the folder that holds gazetteer.csv and seed-entities.csv")
    text = (Path(os.environ["ONEMOON_GAZETTEER"]) / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def one(links, subject, target):
    return next(link for link in links if link.ref == subject and link.object_id == target)


def change(links, subject, target, **changes):
    row = one(links, subject, target)
    return [replace(row, **changes), *(link for link in links if link is not row)]


def decide(runner, store, *args, reviewer="A. Reader"):
    return runner.invoke(main, ["link", "--links", str(store), *args, *(["--reviewer", reviewer] if reviewer else [])])


def test_the_store_is_written_as_it_is_read(links):
    assert written(links) == links_file().read_text(encoding="utf-8")


def test_accepted_links_are_published_and_rejected_ones_are_not(data):
    nara = {quad.object.value for quad in data.store.quads_for_pattern(NamedNode(f"{ID}government/nara"), SAME, None)}
    assert nara == {f"{WD}Q169134"}


def test_places_carry_the_checked_qids_and_no_others(data):
    seeds = [row for row in table("seed-entities.csv") if row["status"] == "verified"]
    parents = {row["qid"]: row["parent_qid"] for row in table("gazetteer.csv")}
    named = {row["qid"] for row in seeds if row["type"] in ("city", "province", "prefecture", "country")}
    ours = {
        quad.object.value.removeprefix(WD)
        for quad in data.store.quads_for_pattern(None, SAME, None)
        if quad.subject.value.startswith((f"{ID}government/", f"{ID}country/")) and quad.object.value.startswith(WD)
    }
    assert named <= ours and ours - named <= {parents[qid] for qid in named}
    assert len({row["qid"] for row in seeds if row["type"] == "country"}) == 8


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"object_label": "Kyoto"}, "called “Kyoto”"),
        ({"object_country": "KR"}, "lies in KR"),
        ({"object_country": ""}, "no object_country"),
        ({"object_id": "wd:Q34600"}, "gives the key wd:Q169134"),
        ({"object_id": "wd:Q57906"}, "both onemoon:government/nara and onemoon:government/yangzhou"),
    ],
)
def test_a_link_that_cant_be_right_is_refused(links, known, changes, reason):
    sentences = list(conflicts(change(links, "government/nara", "wd:Q169134", **changes), known))
    assert any(reason in sentence for sentence in sentences), sentences


def test_our_own_links_are_in_agreement(links, known):
    assert list(conflicts(links, known)) == []


def test_the_build_refuses_a_link_of_another_name(runner, links, store, tmp_path):
    store.write_text(written(change(links, "government/nara", "wd:Q169134", object_label="Naha")), encoding="utf-8")
    result = runner.invoke(main, ["build", "--links", str(store), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1 and "Naha" in result.output and not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [("wd:Q169134", "Q169134", "object_id"), ("skos:exactMatch\twd:Q169134", "owl:is\twd:Q169134", "predicate_id")],
)
def test_a_wrong_cell_is_told_by_line_and_column(old, new, column):
    text = links_file().read_text(encoding="utf-8").replace(old, new)
    with pytest.raises(LinkError, match=rf"links\.tsv, line \d+: column {column}"):
        list(parse_links(text, "links.tsv"))


def test_the_report_tells_what_waits(runner, links, store, tmp_path):
    import json

    left = [link for link in links if link.ref != "government/nara"]
    store.write_text(written(left), encoding="utf-8")
    runner.invoke(main, ["build", "--links", str(store), "--out", str(tmp_path / "out")])
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["links"]["waiting"] == ["government/nara wd:Q169134"]
    assert report["unresolved"]["government"] == [f"{ID}government/nara"]


def test_a_decision_needs_a_person(runner, store):
    assert decide(runner, store, "--accept", "government/nara=Q169134", reviewer=None).exit_code == 2


def test_an_accepted_candidate_names_who_and_when(runner, store):
    result = decide(runner, store, "--accept", "organization/wego=Q1", "--label", "WeGO", "--comment", "asked them")
    row = one(load_links(store), "organization/wego", "wd:Q1")
    assert result.exit_code == 0
    assert (row.state, row.reviewer_label, row.comment) == ("accepted", "A. Reader", "asked them")


def test_a_near_link_is_a_close_match(runner, store, tmp_path):
    decide(runner, store, "--accept", "organization/wego=Q1", "--label", "WeGO", "--near")
    runner.invoke(main, ["build", "--links", str(store), "--out", str(tmp_path / "out")])
    assert f"<{ID}organization/wego> <http://www.w3.org/2004/02/skos/core#closeMatch> <{WD}Q1> ." in (
        tmp_path / "out" / "onemoon.nt"
    ).read_text(encoding="utf-8")


def test_a_rejected_link_stays_as_negative(runner, store):
    decide(runner, store, "--reject", "organization/wego=Q2")
    row = one(load_links(store), "organization/wego", "wd:Q2")
    assert (row.state, row.predicate_modifier) == ("rejected", "Not")


@pytest.mark.parametrize("wrong", ["government/nara=Q131287", "government/nowhere=Q1", "nara", "government/nara=R1"])
def test_a_decision_that_cant_be_right_changes_nothing(runner, store, wrong):
    before = store.read_bytes()
    assert decide(runner, store, "--accept", wrong, "--label", "Nara", "--country", "JP").exit_code == 1
    assert store.read_bytes() == before


@pytest.fixture
def gazetteer(tmp_path):
    path = tmp_path / "gazetteer.csv"
    path.write_text(
        "qid,type,label_en,country\nQ35765,city,Osaka,JP\nQ9,city,Osaka,BR\nQ8,country,Osaka,JP\n", encoding="utf-8"
    )
    return path


def test_a_gazetteer_gives_candidates_of_the_right_type_and_country(runner, links, store, gazetteer):
    left = [link for link in links if link.ref != "government/osaka"]
    store.write_text(written(left), encoding="utf-8")
    runner.invoke(main, ["link", "government", "--links", str(store), "--gazetteer", str(gazetteer)])
    found = [link.object_id for link in load_links(store) if link.ref == "government/osaka"]
    assert "wd:Q35765" in found and not {"wd:Q9", "wd:Q8"} & set(found)


def test_a_rejected_candidate_is_not_proposed_again(runner, links, store, gazetteer):
    store.write_text(written(link for link in links if link.ref != "government/osaka"), encoding="utf-8")
    decide(runner, store, "--reject", "government/osaka=Q35765")
    runner.invoke(main, ["link", "government", "--links", str(store), "--gazetteer", str(gazetteer)])
    assert one(load_links(store), "government/osaka", "wd:Q35765").state == "rejected"


def waiting(runner, store, links, gazetteer):
    store.write_text(written(link for link in links if link.ref != "government/osaka"), encoding="utf-8")
    runner.invoke(main, ["link", "government/osaka", "--links", str(store), "--gazetteer", str(gazetteer)])


@pytest.mark.parametrize(
    ("keys", "state", "predicate"),
    [("a", "accepted", "skos:exactMatch"), ("n", "accepted", "skos:closeMatch"), ("r", "rejected", "skos:exactMatch"),
     ("s", "candidate", "skos:exactMatch"), ("?q", "candidate", "skos:exactMatch"),
     ("auq", "candidate", "skos:exactMatch")],
)  # fmt: skip
def test_candidates_are_decided_with_one_key_each(runner, store, links, gazetteer, keys, state, predicate):
    waiting(runner, store, links, gazetteer)
    command = ["link", "--links", str(store), "--review", "--reviewer", "A. Reader"]
    assert runner.invoke(main, command, input="\n".join([*keys, *"ssss"])).exit_code == 0
    row = next(link for link in load_links(store) if link.ref == "government/osaka" and link.object_id != "wd:Q8")
    assert (row.state, row.predicate_id) == (state, predicate)
