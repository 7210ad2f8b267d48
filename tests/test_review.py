"""Decisions on what a machine read: how they are applied, kept, derived and found stale."""

import random
from dataclasses import replace

import pytest
import yaml

from onemoon.mappings.record import load, load_all
from onemoon.mappings.review.applying import apply
from onemoon.mappings.review.decision import Decision, decisions_path, load_decisions, save_decisions
from onemoon.mappings.review.derive import Reviewer, derive, unreviewed
from onemoon.mappings.review.plain import digest
from onemoon.mappings.review.session import DecisionError, Review
from onemoon.mappings.review.writing import record_yaml, write_text
from onemoon.mappings.yamlfile import RecordError

from .review_fixture import TEXT

KIM = Reviewer("Kim", "2024-06-01")


def decide(fact, decision, **rest):
    return Decision(fact=fact, decision=decision, by="Kim", on="2024-06-01", **rest)


def by_id(record):
    return {fact.id: fact for fact in record.facts}


def outcome(extracted, *decisions):
    record, stale = apply(extracted, decisions)
    assert not stale
    return by_id(record)


def reasons(extracted, *decisions):
    return [each.reason for each in apply(extracted, decisions)[1]]


def test_no_decisions_change_nothing(extracted):
    assert apply(extracted, []) == (extracted, ())


def test_an_accepted_fact_stands_on_the_reviewers_word(extracted):
    fact = outcome(extracted, decide("person-oh-dalsu", "accept"))["person-oh-dalsu"]
    assert (fact.reviewed, fact.candidate, fact.rule, fact.confidence) == (True, False, None, None)


def test_what_nobody_decided_stays_as_it_was_read(extracted):
    facts = outcome(extracted, decide("person-oh-dalsu", "accept"))
    assert facts["event-lantern-forum"].candidate and not facts["twinning-nara-gyeongju"].reviewed


def test_a_rejected_fact_leaves(extracted):
    assert "twinning-nara-pohang" not in outcome(extracted, decide("twinning-nara-pohang", "reject"))


def test_with_a_rejected_person_goes_the_office_and_the_forum_stays_without_him(extracted):
    facts = outcome(extracted, decide("person-oh-dalsu", "reject"))
    assert "office-oh-dalsu" not in facts
    assert facts["event-lantern-forum"].participants == ("government/pohang",)


def test_who_accepts_an_office_accepts_the_person(extracted):
    facts = outcome(extracted, decide("office-oh-dalsu", "accept"))
    assert facts["person-oh-dalsu"].reviewed and not facts["person-oh-dalsu"].candidate


def test_a_correction_changes_fields_and_stands(extracted):
    fields = {"status": "planned", "stated": {"status": "only talked about"}}
    fact = outcome(extracted, decide("twinning-nara-pohang", "correct", fields=fields))["twinning-nara-pohang"]
    assert (fact.status, fact.reviewed, fact.candidate) == ("planned", True, False)


def test_a_corrected_field_can_be_taken_away(extracted):
    facts = outcome(extracted, decide("event-lantern-forum", "correct", fields={"attendance": None}))
    assert facts["event-lantern-forum"].attendance is None


def test_facts_follow_a_person_whose_key_is_corrected(extracted):
    facts = outcome(extracted, decide("person-oh-dalsu", "correct", fields={"key": "oh-dal-su"}))
    assert facts["office-oh-dalsu"].person == "person/oh-dal-su"


def test_an_added_fact_stands_where_it_is_put(extracted):
    fields = {"kind": "mention", "thing": "government/nara", "spans": [[0, 4]]}
    added = decide("mention-nara", "add", fields=fields, after="twinning-nara-gyeongju")
    assert list(outcome(extracted, added))[:2] == ["twinning-nara-gyeongju", "mention-nara"]


def test_a_link_holds_for_every_fact(extracted):
    facts = outcome(extracted, decide("government/pohang", "link", to="government/busan"))
    assert facts["office-oh-dalsu"].organization == "government/busan"
    assert facts["twinning-nara-pohang"].parties == ("government/nara", "government/busan")


def test_the_last_word_counts(extracted):
    facts = outcome(extracted, decide("person-oh-dalsu", "reject"), decide("person-oh-dalsu", "accept"))
    assert facts["person-oh-dalsu"].reviewed


def test_the_last_decision_dates_the_review(extracted):
    record, _ = apply(extracted, [decide("person-oh-dalsu", "accept")])
    assert record.document.reviewed_on == "2024-06-01"


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_a_decision_on_a_fact_that_is_gone_is_stale(extracted, decision):
    assert reasons(extracted, decide("twinning-x", decision)) == ["this extraction has no fact twinning-x"]


def test_a_link_of_a_thing_that_nobody_names_is_stale(extracted):
    assert "government/jeju-city" in reasons(extracted, decide("government/jeju-city", "link", to="government/nara"))[0]


def test_a_decision_does_not_hold_for_a_fact_that_claims_something_else_now(extracted):
    saw = digest(by_id(extracted)["twinning-nara-gyeongju"])
    facts = tuple(replace(f, start="1999") if f.id == "twinning-nara-gyeongju" else f for f in extracted.facts)
    record, stale = apply(replace(extracted, facts=facts), [decide("twinning-nara-gyeongju", "accept", saw=saw)])
    assert "claims something else" in stale[0].reason
    assert by_id(record)["twinning-nara-gyeongju"].candidate


def test_a_decision_holds_for_a_fact_that_only_moved(extracted):
    saw = digest(by_id(extracted)["person-oh-dalsu"])
    moved = replace(extracted, facts=tuple(replace(fact, spans=((1, 2),)) for fact in extracted.facts))
    assert outcome(moved, decide("person-oh-dalsu", "accept", saw=saw))["person-oh-dalsu"].reviewed


def test_a_correction_that_makes_no_valid_fact_is_stale_and_changes_nothing(extracted):
    wrong = decide("twinning-nara-pohang", "correct", fields={"status": "someday"})
    record, stale = apply(extracted, [wrong])
    assert "status" in stale[0].reason and record == extracted


def test_two_facts_never_get_one_id(extracted):
    wrong = decide("office-oh-dalsu", "correct", fields={"id": "person-oh-dalsu"})
    assert reasons(extracted, wrong) == ["another fact is called person-oh-dalsu already"]


@pytest.mark.parametrize(
    "wrong",
    [
        "decision: maybe",
        "decision: link",
        "decision: correct",
        "decision: accept, fields: {a: b}",
        "fact: Ä, decision: add",
    ],
)
def test_a_wrong_decision_is_told_by_file_and_line(tmp_path, wrong):
    path = tmp_path / "x.decisions.yaml"
    path.write_text(
        f"- {{fact: person-x, by: Kim, on: 2024-06-01, {wrong}}}\n".replace(
            "fact: person-x, by: Kim, on: 2024-06-01, fact", "by: Kim, on: 2024-06-01, fact"
        )
    )
    with pytest.raises(RecordError, match=r"x\.decisions\.yaml, line 1, field"):
        load_decisions(path)


def test_decisions_survive_the_file(tmp_path):
    path = tmp_path / "x.decisions.yaml"
    given = (
        decide("a-b", "correct", fields={"year": "2010", "end": None}, because="so: it # is"),
        decide("c", "reject"),
    )
    save_decisions(path, given)
    assert load_decisions(path) == given


def test_decisions_beside_records_are_no_records(mapped):
    save_decisions(decisions_path(mapped), [decide("person-oh-dalsu", "accept")])
    assert [file.path for file in load_all(mapped.parent)] == [mapped]


@pytest.mark.parametrize("file", load_all(), ids=lambda file: file.record.document.key)
def test_the_projects_records_survive_the_writer(tmp_path, file):
    write_text(tmp_path / "x.yaml", record_yaml(file.record))
    assert load(tmp_path / "x.yaml").record == file.record


@pytest.mark.parametrize(
    "nasty", ["2019", "yes", "--08-24", "a: b # c", "- x", "'\"", "null", "1e3", "線 🏮", "\ta\nb "]
)
def test_no_text_changes_in_a_written_record(tmp_path, extracted, nasty):
    facts = tuple(replace(fact, note=nasty.strip(), stated={"x": nasty.strip()}) for fact in extracted.facts)
    write_text(tmp_path / "x.yaml", record_yaml(replace(extracted, facts=facts)))
    assert load(tmp_path / "x.yaml").record.facts == facts


def test_a_written_record_leaves_defaults_out_and_spans_on_one_line(extracted):
    text = record_yaml(extracted)
    assert "  spans: [[0, 45]]\n" in text and "note" not in text and "overruled" not in text


def test_a_file_that_can_not_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordError, match="can't be written"):
        write_text(tmp_path / "file" / "x.yaml", "")


@pytest.mark.parametrize("file", load_all(), ids=lambda file: file.record.document.key)
def test_derived_decisions_lead_from_a_poor_extraction_to_the_reviewed_record(file):
    chance, facts = random.Random(7), list(unreviewed(file.record).facts)
    chance.shuffle(facts)
    poor = [
        replace(fact, id=f"m-{fact.id}", rule="r", confidence=0.5) if n % 3 else fact for n, fact in enumerate(facts)
    ]
    extraction = replace(file.record, facts=tuple(fact for n, fact in enumerate(poor) if n % 4))
    decisions = derive(extraction, file.record, Reviewer("Kim", file.record.document.reviewed_on))
    assert apply(extraction, decisions) == (file.record, ())


def test_derived_decisions_reject_what_was_misread_and_correct_what_was_half_right(extracted):
    reviewed = outcome(
        extracted,
        decide("twinning-nara-gyeongju", "accept"),
        decide("event-lantern-forum", "correct", fields={"type": "festival"}),
        decide("office-oh-dalsu", "reject"),
        decide("twinning-nara-pohang", "reject"),
    )
    target = replace(extracted, facts=tuple(reviewed.values()))
    derived = {(each.fact, each.decision) for each in derive(extracted, target, KIM)}
    assert {("office-oh-dalsu", "reject"), ("event-lantern-forum", "correct")} <= derived


def test_a_session_writes_each_step_and_takes_it_back(review, mapped):
    before = mapped.read_text()
    review.accept("office-oh-dalsu")
    assert [d.decision for d in load_decisions(decisions_path(mapped))] == ["accept"]
    assert not load(mapped).record.facts[1].candidate
    review.undo()
    assert mapped.read_text() == before.replace("\n\n", "\n") and not decisions_path(mapped).exists()


def test_a_session_that_was_cut_off_before_the_record_was_written_goes_on(mapped, extracted):
    saw = digest(by_id(extracted)["person-oh-dalsu"])
    save_decisions(decisions_path(mapped), [decide("person-oh-dalsu", "accept", saw=saw)])
    waiting = Review(mapped, "Kim", "2024-06-01").pending()
    assert "person-oh-dalsu" not in [fact.id for fact in waiting]


def test_what_a_session_decided_is_what_a_new_extraction_gets(review, mapped, extracted):
    review.link("government/pohang", "government/busan")
    review.reject("person-oh-dalsu")
    review.accept("event-lantern-forum")
    review.correct("twinning-nara-pohang", {"status": "planned"})
    assert apply(extracted, load_decisions(decisions_path(mapped))) == (load(mapped).record, ())


def test_nothing_unknown_gets_into_a_record(review, mapped):
    before = mapped.read_text()
    with pytest.raises(DecisionError, match="government/narra is unknown; did you mean government/nara"):
        review.correct("twinning-nara-pohang", {"parties": ["government/narra", "government/pohang"]})
    assert mapped.read_text() == before


def test_a_wikidata_item_leads_to_the_thing_that_has_it(review):
    review.link("government/pohang", "Q16520")
    assert review.state.decisions[-1].to == "government/busan"


def test_a_claim_that_the_text_does_not_bear_out_is_told(review):
    review.correct("twinning-nara-pohang", {"start": "1987"})
    assert any("1987" in problem for problem in review.problems(review.fact("twinning-nara-pohang")))


def test_decisions_are_plain_yaml_for_other_tools(review, mapped):
    review.accept("person-oh-dalsu", because="stands there")
    [told] = yaml.safe_load(decisions_path(mapped).read_text())
    assert told["fact"] == "person-oh-dalsu" and told["on"] == "2024-06-01" and TEXT[:20] not in str(told)
