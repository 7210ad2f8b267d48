"""`onemoon review` in a terminal and without one."""

import pytest

from onemoon.build.cli import main
from onemoon.mappings.record import load
from onemoon.mappings.review.decision import decisions_path, load_decisions
from onemoon.mappings.review.passages import harmless, occurrences, passages

from .review_fixture import TEXT


@pytest.fixture
def session(runner, mapped):
    """A function that sits down at the record, presses keys and answers questions, a line each."""

    def sit(*lines, options=()):
        options = ["--text", str(mapped.with_suffix(".txt")), "--by", "Kim", "--on", "2024-06-01", *options]
        return runner.invoke(main, ["review", str(mapped), *options], input="".join(f"{line}\n" for line in lines))

    return sit


def decided(mapped):
    return [(each.decision, each.fact) for each in load_decisions(decisions_path(mapped))]


def test_a_candidate_is_shown_in_its_sentence_with_names_rule_and_confidence(session):
    shown = session("s", "q").output
    assert "[[Mayor Oh Dalsu of Pohang]] opened the Harbour Lantern Forum" in shown
    assert "Pohang  (government/pohang)" in shown and "rule office-of, confidence 0.88" in shown


def test_keys_decide_and_every_step_is_saved(session, mapped):
    result = session("a", "r", "a", "a", "q")
    assert decided(mapped) == [
        ("accept", "person-oh-dalsu"),
        ("reject", "office-oh-dalsu"),
        ("accept", "event-lantern-forum"),
        ("accept", "twinning-nara-pohang"),
    ]
    assert "3 accepted, 1 rejected" in result.output and "0 still wait" in result.output


def test_undo_shows_the_fact_again(session, mapped):
    assert session("r", "u", "q").output.count("person-oh-dalsu\n") == 2
    assert decided(mapped) == []


def test_the_last_step_can_be_undone_too(session, mapped):
    session("a", "a", "a", "r", "u", "q")
    assert decided(mapped)[-1] == ("accept", "event-lantern-forum")


def test_a_correction_asks_field_and_value_until_both_are_right(session, mapped):
    output = session("s", "s", "s", "c", "statu", "status", "planned", "", "q").output
    assert "There is no field statu" in output
    assert load(mapped).record.facts[-1].status == "planned"


def test_a_wrong_value_is_told_and_asked_again(session, mapped):
    output = session("s", "s", "c", "start", "2024-13-01", "", "q").output
    assert "is not a date of the calendar" in output and decided(mapped) == []


def test_a_missed_fact_is_added_with_the_words_of_the_text(session, mapped):
    session("n", "mention", "government/nara", "Pohang and\tNara", "", "q")
    added = next(fact for fact in load(mapped).record.facts if fact.id == "government-nara")
    assert TEXT[slice(*added.spans[0])] == "Pohang and Nara" and added.reviewed


def test_words_that_do_not_stand_in_the_text_are_no_evidence(session, mapped):
    assert "do not stand in the text" in session("n", "mention", "government/nara", "Pohang or Nara", "q").output
    assert decided(mapped) == []


def test_a_name_is_linked_to_another_thing(session, mapped):
    session("s", "l", "3", "government/busan", "q")
    assert decided(mapped) == [("link", "government/pohang")]


def test_any_other_key_explains_the_keys(session):
    assert "undo the last step" in session("x", "q").output


def test_the_end_of_the_input_ends_the_session(session, mapped):
    result = session("a")
    assert result.exit_code == 0 and decided(mapped) == [("accept", "person-oh-dalsu")]


def test_without_the_text_the_characters_are_named(runner, mapped):
    shown = runner.invoke(main, ["review", str(mapped)], input="q\n").output
    assert "characters 71–79" in shown


def test_another_text_than_the_one_that_was_read_is_refused(runner, mapped):
    mapped.with_suffix(".txt").write_text("Something else.")
    result = runner.invoke(main, ["review", str(mapped), "--text", str(mapped.with_suffix(".txt"))])
    assert result.exit_code == 1 and "is not the text" in result.output


def test_the_list_names_what_waits(runner, mapped):
    lines = runner.invoke(main, ["review", str(mapped), "--list"]).output.splitlines()
    assert [line.split("\t")[0] for line in lines][0] == "person-oh-dalsu" and len(lines) == 4


def test_scripts_decide_without_a_session(runner, mapped):
    arguments = ["--accept", "office-oh-dalsu", "--reject", "twinning-nara-pohang", "--because", "checked"]
    result = runner.invoke(main, ["review", str(mapped), *arguments])
    assert result.exit_code == 0 and decided(mapped)[1] == ("reject", "twinning-nara-pohang")
    assert load_decisions(decisions_path(mapped))[0].because == "checked"


def test_an_id_that_is_none_is_one_sentence(runner, mapped):
    result = runner.invoke(main, ["review", str(mapped), "--accept", "office-x"])
    assert result.exit_code == 1 and "has no fact office-x" in result.output


def test_nothing_to_review_is_said(runner):
    from onemoon.mappings.record import load_all

    path = str(load_all()[0].path)
    assert runner.invoke(main, ["review", path]).output == f"{path}: nothing waits for review.\n"


@pytest.mark.parametrize("trick", ["\x1b[2J", "\x1b]0;title\x07", "\u202e", "\u2066", "\r", "\x00"])
def test_a_text_can_do_nothing_to_the_screen(trick):
    assert harmless(f"a{trick}b").isprintable()


def test_spans_of_one_sentence_share_it_and_others_have_their_own(extracted):
    first = extracted.facts[0]
    far = type(first)(**{**vars(first), "spans": ((0, 4), (29, 37), (180, 186))})
    assert ["".join(piece.text for piece in each.pieces if piece.marked) for each in passages(far, TEXT)] == [
        "NaraGyeongju",
        TEXT[180:186],
    ]


def test_a_passage_of_a_text_without_sentences_stays_short(extracted):
    fact = type(extracted.facts[0])(**{**vars(extracted.facts[0]), "spans": ((50_000, 50_010),)})
    [passage] = passages(fact, "x" * 100_000)
    assert passage.end - passage.start < 700


def test_a_quotation_is_found_across_line_ends():
    assert occurrences("says. Mayor", "the office says.\n\nMayor Oh") == [(11, 23)]
