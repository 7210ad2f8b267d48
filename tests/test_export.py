"""Our twinnings beside Wikidata's, and what Wikidata can take over: each known trap of QuickStatements is a test."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from onemoon.build.cli import main
from onemoon.build.compare import Snapshot, compare, items, read_snapshot
from onemoon.build.quickstatements import as_csv, public, select, time, v1
from onemoon.build.twinnings import Tie, ties
from onemoon.mappings.fact import Document
from onemoon.mappings.links import load_links, parse_links
from onemoon.mappings.record import load_all
from onemoon.mappings.ties import Twinning

DOCS = Path(__file__).parent.parent / "docs" / "linking.md"
PAIR = ("government/gyeongju", "government/yangzhou")
ITEMS = {"government/gyeongju": "Q42097", "government/yangzhou": "Q57906"}


def document(key="talk", url="https://example.org/talk?a=1&b=2"):
    return Document(key=key, title="A talk", publisher="organization/wego", published="2022", published_basis="stated",
                    language="en", url=url, sha256="0" * 64, characters=9, reviewed_on="2026-11-22")  # fmt: skip


def said(source=None, **changes):
    fact = Twinning(id="t", kind="twinning", spans=[(0, 1)], parties=PAIR, types=("friendship-city",),
                    status="in-force", start="2008")  # fmt: skip
    return replace(fact, **changes), source or document()


def export(*statements, snapshot=None):
    found = [Tie(PAIR, "twinning/gyeongju--yangzhou", statements)]
    compared = compare(found, load_links(), snapshot or Snapshot())
    return select(found, ITEMS, compared)


def test_both_directions_are_stated_with_date_and_reference():
    made, _ = export(said())
    assert v1(made) == (
        'Q42097\tP190\tQ57906\tP580\t+2008-00-00T00:00:00Z/9\tS854\t"https://example.org/talk?a=1&b=2"'
        "\tS813\t+2026-11-22T00:00:00Z/11\n"
        'Q57906\tP190\tQ42097\tP580\t+2008-00-00T00:00:00Z/9\tS854\t"https://example.org/talk?a=1&b=2"'
        "\tS813\t+2026-11-22T00:00:00Z/11\n"
    )


@pytest.mark.parametrize(
    ("date", "written"),
    [("2008", "+2008-00-00T00:00:00Z/9"), ("2008-05", "+2008-05-00T00:00:00Z/10"),
     ("2008-05-07", "+2008-05-07T00:00:00Z/11")],
)  # fmt: skip
def test_dates_carry_their_precision(date, written):
    assert time(date) == written


def test_a_date_without_a_year_is_no_date_for_wikidata():
    with pytest.raises(ValueError):
        time("--08-24")
    made, _ = export(said(start="--08-24"))
    assert "P580" not in v1(made)


def test_the_csv_has_lower_case_qid_qualifiers_beside_their_statement_and_quoted_strings():
    made, _ = export(said())
    text = as_csv(made)
    assert text.startswith("qid,P190,qal580,qal582,S854,S813,#\n")
    assert ',"""https://example.org/talk?a=1&b=2""",' in text
    assert next(csv.DictReader(io.StringIO(text)))["S854"] == '"https://example.org/talk?a=1&b=2"'


def test_a_second_reference_begins_a_block_of_its_own():
    made, _ = export(said(), said(document("other", "https://example.org/other")))
    line = v1(made).splitlines()[0]
    assert line.count("S854") == 2 and '\t!S854\t"https://example.org/talk' in line


def test_the_same_fact_in_two_documents_is_one_statement_a_direction():
    made, _ = export(said(), said(document("other", "https://example.org/other")))
    assert len(made) == 2


def test_sources_that_disagree_on_the_year_are_not_merged_into_one_statement():
    made, skipped = export(said(), said(document("other"), start="2010"))
    assert made == [] and skipped[0].reason == "the sources disagree"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"status": "planned"}, "only planned"), ({"reviewed": False}, "not reviewed"),
     ({"status": "ended"}, "ended, no source says when")],
)  # fmt: skip
def test_only_reviewed_and_asserted_facts_are_exported(changes, reason):
    made, skipped = export(said(**changes))
    assert made == [] and skipped[0].reason == reason


@pytest.mark.parametrize(
    "url", ["http://localhost/a", "http://127.0.0.1/a", "http://192.168.1.4/a", "file:///a", "https://x.org/\"a", ""]
)
def test_a_source_needs_a_public_address(url):
    assert not public(url) and export(said(document(url=url)))[0] == []


def test_a_government_without_a_link_is_left_out():
    found = [Tie(("government/nowhere", "government/yangzhou"), "twinning/x", (said(),))]
    made, skipped = select(found, ITEMS, [])
    assert made == [] and "government/nowhere" in skipped[0].reason


def test_what_wikidata_has_is_not_sent_again():
    both = {("Q42097", "Q57906"): False, ("Q57906", "Q42097"): False}
    assert export(said(), snapshot=Snapshot(both))[0] == []


def test_only_the_missing_direction_is_sent():
    made, _ = export(said(), snapshot=Snapshot({("Q42097", "Q57906"): False}))
    assert [(each.subject, each.object) for each in made] == [("Q57906", "Q42097")]


def test_what_has_ended_there_is_not_stated_anew():
    made, skipped = export(said(), snapshot=Snapshot({("Q42097", "Q57906"): True}))
    assert made == [] and skipped[0].reason == "ended in Wikidata"


def test_an_end_is_a_qualifier():
    made, _ = export(said(status="ended", end="2020-01"))
    assert "\tP582\t+2020-01-00T00:00:00Z/10\t" in v1(made)


def test_a_twinning_that_wikidata_gives_a_namesake_is_left_to_a_person():
    _, skipped = select(ties(load_all()), items(load_links()), compare(ties(load_all()), load_links(), read_snapshot()))
    assert {each.key: each.reason for each in skipped}["twinning/jeju-province--yangzhou"].endswith(
        "a namesake of government/jeju-province"
    )


def test_our_export_is_the_same_every_time_and_nothing_after_it_was_applied(runner, tmp_path):
    first = runner.invoke(main, ["export", "quickstatements"])
    assert first.stdout == runner.invoke(main, ["export", "quickstatements"]).stdout and "P190" in first.stdout
    rows = ["qid_a,qid_b", *(line.replace("\tP190\t", ",").partition("\t")[0] for line in first.stdout.splitlines())]
    kept = read_snapshot()
    rows += [f"{one},{other}" for one, other in kept.statements]
    (tmp_path / "after.csv").write_text("\n".join(rows))
    assert runner.invoke(main, ["export", "quickstatements", "--snapshot", str(tmp_path / "after.csv")]).stdout == ""


def test_the_documented_lines_are_those_of_the_export(runner):
    documented = re.search(r"```text\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL).group(1)
    assert documented in runner.invoke(main, ["export", "quickstatements"]).stdout


COMMAND = re.compile(r"^onemoon (\w+)(.*?)(?: #.*| > .*)?$", re.MULTILINE)


@pytest.mark.parametrize("line", COMMAND.findall(DOCS.read_text(encoding="utf-8")))
def test_documented_commands_and_options_exist(line):
    command, rest = line
    options = {name for each in main.commands[command].loaded().params for name in each.opts}
    assert set(re.findall(r"--[a-z-]+", rest)) <= options


def test_no_line_sets_a_label_or_makes_an_item(runner):
    out = runner.invoke(main, ["export", "quickstatements"]).stdout
    assert all(line.split("\t")[1] == "P190" for line in out.splitlines())


@pytest.mark.parametrize(
    ("statements", "verdict"),
    [({}, "ours only"), ({("Q42097", "Q57906"): False}, "agree"), ({("Q42097", "Q57906"): True}, "ended there")],
)
def test_a_twinning_of_ours_is_compared(statements, verdict):
    found = compare([Tie(PAIR, "twinning/x", (said(),))], load_links(), Snapshot(statements))
    assert [each.verdict for each in found] == [verdict]


def test_a_twinning_only_planned_here_and_stated_there_is_theirs():
    found = compare([Tie(PAIR, "t", (said(status="planned"),))], load_links(), Snapshot({("Q42097", "Q57906"): False}))
    assert [(each.verdict, each.ours) for each in found] == [("theirs only", "planned")]


def test_the_comparison_is_a_table_and_rdf(runner):
    table = list(csv.DictReader(io.StringIO(runner.invoke(main, ["compare"]).stdout)))
    assert {row["verdict"] for row in table} == {"agree", "ours only", "theirs only"}
    turtle = runner.invoke(main, ["compare", "--format", "turtle"]).stdout
    assert turtle.count("schema:Observation") == len(table) and "wd:P190" in turtle


def test_a_snapshot_that_is_none_is_one_sentence(runner, tmp_path):
    (tmp_path / "bad.csv").write_text("qid_a,qid_b\nQ1,Berlin\n")
    result = runner.invoke(main, ["compare", "--snapshot", str(tmp_path / "bad.csv")])
    assert result.exit_code == 1 and "bad.csv, line 2" in result.output


def test_the_comparison_is_published_and_shown(client, built):
    assert built.files["wikidata.csv"].startswith(b"verdict,") and b"schema:Observation" in built.files["wikidata.ttl"]
    page = client.get("/wikidata").text
    assert "theirs only" in page and "/doc/government/yangzhou" in page


def test_sssom_holds_decided_links_only(runner):
    text = runner.invoke(main, ["export", "sssom"]).stdout
    rows = [link for _, link in parse_links(text, "out")]
    assert {link.state for link in rows} == {"accepted", "rejected"} and text.startswith("#curie_map:")


def test_the_table_of_things_can_begin_with_a_mark_for_excel(runner):
    plain, marked = (runner.invoke(main, ["export", "csv", *more]).stdout_bytes for more in ([], ["--bom"]))
    assert marked == b"\xef\xbb\xbf" + plain
    rows = {row["iri"]: row for row in csv.DictReader(io.StringIO(plain.decode()))}
    assert rows["https://w3id.org/onemoon/id/government/yangzhou"]["wikidata"] == "Q57906"


def test_the_report_counts_the_verdicts(built):
    assert json.loads(built.files["report.json"])["links"]["wikidata"]["agree"] == 2
