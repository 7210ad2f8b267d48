"""Twinnings that no rule reads: proposed where they are likely, never where a text speaks of something else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from onemoon.build.cli import main
from onemoon.mappings.reading.learned.features import AND, View
from onemoon.mappings.reading.learned.features import names as names_of
from onemoon.mappings.reading.learned.pairs import instances, page_of
from onemoon.mappings.reading.learned.weigher import added, scored, weights
from onemoon.mappings.reading.reader import readers
from onemoon.mappings.reading.readings import extract
from onemoon.mappings.reading.source import read_source

from .reading_tools import facts, record, twinnings

ROOT = Path(__file__).parent.parent
OPEN = ROOT / "tests" / "corpus" / "open"
CIRCLE = """City of Gangneung > International relations

Our sister cities

Ours is a small circle. The first to knock was Jiaxing, in 1999, and its mayor stayed a week.

It was a shared love of coffee that brought Fribourg to the table, and the papers were ready by 2005.

The youngest is Algiers; its signature dates from 2013.

Questions go to the International Relations Division.
"""
SHIPS = """Ferry company names its new ships

The twin ferries between Niigata and Vladivostok were launched on Monday. Each carries 300 passengers.

They are sister ships of the vessel that serves Donghae. The builder delivered them in May.

Tickets are sold in Niigata from June. Children travel free.
"""


def learned(text):
    return [fact for fact in record(text).facts if fact.kind == "twinning" and fact.rule == "learned"]


def test_what_no_rule_reads_is_proposed_with_its_year():
    assert ("algiers", "gangneung", "2013", "in-force") in twinnings(CIRCLE)
    assert {tuple(fact.parties) for fact in learned(CIRCLE)} == {
        ("government/gangneung", f"government/{partner}") for partner in ("jiaxing", "fribourg", "algiers")
    }


def test_the_evidence_is_the_sentence_that_names_the_partner():
    fact = next(one for one in learned(CIRCLE) if "government/jiaxing" in one.parties)
    assert any(CIRCLE[start:end].startswith("The first to knock") for start, end in fact.spans)


def test_less_likely_pairs_wait_for_review():
    waiting = [fact for fact in learned(CIRCLE) if fact.candidate]
    assert waiting and all(fact.confidence < 0.6 for fact in waiting)


def test_a_text_on_ships_gives_nothing():
    assert facts(SHIPS, "twinning") == []


def test_a_sentence_alone_is_never_enough_to_publish():
    text = "The coffee town of Gangneung was led to Jiaxing by its love of sister cities."
    assert [fact for fact in learned(text) if not fact.candidate] == []


def test_a_denial_is_no_proposal():
    assert not [fact for fact in learned("Houston and Sagae are not sister cities.")]


def test_explain_says_the_probability(tmp_path):
    (tmp_path / "circle.txt").write_text(CIRCLE, encoding="utf-8")
    said = CliRunner().invoke(main, ["map", str(tmp_path / "circle.txt"), "--out", str(tmp_path / "out"), "--explain"])
    assert "rule learned, probability 0." in said.output


def test_pairs_are_few_in_a_very_long_sentence():
    text = "Sister cities: " + ", ".join(["Nara", "Toledo", "Gyeongju", "Xi'an"] * 60) + "."
    reading = extract(read_source(text), readers().gazetteer)
    page = page_of(reading.sentences, reading.mentions, reading.host, reading.codes, text)
    assert len(list(instances(page))) < 30 * 240


def test_a_few_texts_teach_weights_that_read():
    pytest.importorskip("sklearn", reason="learning needs scikit-learn")
    from onemoon.mappings.reading.learned import train

    lessons = train.lessons(OPEN)[:16]
    found = train.weights_of(*train.learn(lessons[:8], lessons[8:]))
    assert found.first and found.both and found.second
    text = read_source((OPEN / "T47.txt").read_text(encoding="utf-8"))
    assert extract(text, readers().gazetteer, found).ties


def test_what_the_core_says_together_is_added_in_parts_as_a_whole():
    reading = extract(read_source(CIRCLE), readers().gazetteer)
    page = page_of(reading.sentences, reading.mentions, reading.host, reading.codes, reading.source.plain)
    whole = {**weights().first, **{AND.join((a, b)): v for a, row in weights().both.items() for b, v in row.items()}}
    for one in scored(page, weights()):
        names = names_of(View(page, one.instance.index), one.instance)
        assert one.score == pytest.approx(whole[""] + added(names, whole))


def test_what_is_learned_gives_the_same_record_whatever_the_order_of_sets():
    asked = "from tests.reading_tools import record; from tests.test_reading_learned import CIRCLE; "
    run = [sys.executable, "-c", asked + "print(record(CIRCLE))"]
    seeds = [{**os.environ, "PYTHONHASHSEED": seed} for seed in "123"]
    told = {subprocess.run(run, env=env, capture_output=True, check=True, cwd=ROOT).stdout for env in seeds}
    assert len(told) == 1
