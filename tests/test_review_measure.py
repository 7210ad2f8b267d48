"""Precision, recall and F1 on annotated texts, and the precision of each rule."""

import json
from dataclasses import replace

import pytest

from onemoon.build.cli import main
from onemoon.mappings.review.measure import folded, measure, table
from onemoon.mappings.yamlfile import RecordError

GOLD = {
    "twinnings": [{"partners": ["Gyeongju City", "Nara"], "status": "in-force"}],
    "designations": [],
    "events": [{"name": "Lantern Forum of the Harbour", "start": "2024-05-03", "place": "Pohang"}],
    "people": [{"name": "OH Dalsu"}],
    "memberships": [],
    "agreements": [],
    "governments": ["Nara", "Pohang-si"],
}


@pytest.fixture
def annotated(tmp_path):
    """A function that annotates a text and measures a record of it."""

    def measured(record, candidates=True, **gold):
        (tmp_path / "a.txt").write_text("…")
        (tmp_path / "a.json").write_text(json.dumps({**GOLD, **gold}))
        return measure(tmp_path, lambda path: record, candidates)

    return measured


def told(measured, kind):
    count = measured.kinds[kind]
    return count.right, count.predicted, count.gold


def test_right_predicted_and_annotated_are_counted_by_kind(annotated, extracted):
    measured = annotated(extracted)
    assert told(measured, "twinnings") == (1, 2, 1)
    assert told(measured, "events") == told(measured, "people") == (1, 1, 1)
    assert told(measured, "governments") == (0, 0, 2)


def test_what_waits_for_review_counts_only_when_asked_for(annotated, extracted):
    assert told(annotated(extracted, candidates=False), "twinnings") == (1, 1, 1)
    assert told(annotated(extracted, candidates=False), "people") == (0, 0, 1)


def test_each_rule_has_its_own_precision(annotated, extracted):
    rules = annotated(extracted).rules
    assert rules["sister-of", "twinnings"].precision == 1 and rules["tie-between", "twinnings"].precision == 0


def test_a_planned_tie_is_no_tie_in_force(annotated, extracted):
    planned = [{"partners": ["Nara", "Pohang"], "status": "planned"}]
    assert told(annotated(extracted, twinnings=planned), "twinnings") == (0, 2, 1)


def test_saying_it_twice_counts_once(annotated, extracted):
    again = replace(extracted.facts[0], id="again", rule="other")
    measured = annotated(replace(extracted, facts=(*extracted.facts, again)))
    assert told(measured, "twinnings") == (1, 2, 1) and measured.rules["other", "twinnings"].right == 1


@pytest.mark.parametrize(
    ("event", "right"),
    [
        ({"name": "Something else", "start": "2024-05-03", "place": "Pohang"}, 1),
        ({"name": "Something else", "start": "2024-05-03", "place": None}, 0),
        ({"name": "Something else", "start": "2024-05-04", "place": "Pohang"}, 0),
        ({"name": "harbour lantern forum", "start": None, "place": None}, 1),
    ],
)
def test_an_event_is_known_by_its_name_or_by_day_and_place(annotated, extracted, event, right):
    assert annotated(extracted, events=[event]).kinds["events"].right == right


@pytest.mark.parametrize(
    "pair",
    [
        ("Gyeongju", "Gyeongju-si"),
        ("Xi'an", "xian"),
        ("Jilin City", "Jilin"),
        ("North Gyeongsang Province", "North Gyeongsang"),
        ("Ōsaka", "Osaka"),
    ],
)
def test_names_are_compared_without_what_does_not_tell_them_apart(pair):
    assert folded(pair[0]) == folded(pair[1])


def test_different_names_stay_different():
    assert folded("North Chungcheong") != folded("South Chungcheong") and folded("City") == "city"


def test_the_table_has_a_line_for_each_kind_and_rule(annotated, extracted):
    lines = table(annotated(extracted))
    assert lines[0] == "1 texts" and sum("twinnings" in line for line in lines) == 3


def test_a_folder_without_annotated_texts_is_one_sentence(runner, tmp_path):
    result = runner.invoke(main, ["precision", str(tmp_path)])
    assert result.exit_code == 1 and "holds no annotated text" in result.output


def test_an_annotation_that_is_no_json_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("…")
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(RecordError, match=r"a\.json: is not JSON"):
        measure(tmp_path, lambda path: None)
