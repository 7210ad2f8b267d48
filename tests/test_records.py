"""Records: what a wrong one is told, and what the project's own hold."""

from pathlib import Path

import pytest

from onemoon.build.dataset import verify
from onemoon.mappings.evidence import read_text, unsupported
from onemoon.mappings.names import names
from onemoon.mappings.record import load, load_all
from onemoon.mappings.refdata import load_reference
from onemoon.mappings.yamlfile import RecordError

RECORD = """\
document:
  key: sample
  title: A sample
  publisher: organization/yonhap
  published: 2020-01-02
  published_basis: stated in the text
  language: en
  url: https://example.org/sample
  sha256: {digest}
  characters: {length}
facts:
- id: one
  kind: twinning
  spans: [[0, 45]]
  parties: [government/yangzhou, government/nara]
  types: [friendship-city]
  status: in-force
  start: 2010
"""
TEXT = "Yangzhou and Nara are friends since the 2010s, in fact since 2010."


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    import hashlib

    (tmp_path / "sample.txt").write_text(TEXT)
    path = tmp_path / "sample.yaml"
    path.write_text(RECORD.format(digest=hashlib.sha256(TEXT.encode()).hexdigest(), length=len(TEXT)))
    return path


def refused(path: Path, documents: Path | None = None) -> str:
    with pytest.raises(RecordError) as refusal:
        verify([load(path)], load_reference(), documents)
    return str(refusal.value).replace(str(path.parent), "")


def edited(path: Path, old: str, new: str) -> Path:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    return path


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("start: 2010", "since: 2010", "/sample.yaml, line 18, field facts.0.since: Unexpected keyword argument"),
        ("start: 2010", "start: 2019-13-40", "line 18, field facts.0.start: is not a date of the calendar"),
        ("start: 2010", "start: last year", "line 18, field facts.0.start: is not a date: write 2019"),
        ("government/nara", "government/nora", "“government/nora” is unknown; did you mean “government/nara”?"),
        (
            "friendship-city",
            "friendly-city",
            "line 16, field facts.0.types: “https://w3id.org/onemoon/ns#kind/friendly-city”",
        ),
        ("[[0, 45]]", "[[45]]", "line 14, field facts.0.spans.0"),
        ("[[0, 45]]", "[]", "line 14, field facts.0.spans"),
        ("kind: twinning", "kind: twining", "line 12, field facts.0"),
        ("status: in-force", "status: in-force\n  status: ended", "line 18: “status” is given twice"),
        ("status: in-force", "status: 'in-force", "is not YAML"),
        ("publisher: organization/yonhap", "publisher: organization/yonhop", "line 4, field document.publisher"),
    ],
)
def test_a_wrong_record_is_told_where_and_what(sample, old, new, sentence):
    assert sentence in refused(edited(sample, old, new))


def test_a_fact_id_given_twice_is_refused(sample):
    text = sample.read_text()
    sample.write_text(text + text[text.index("- id") :])
    assert "line 19: the fact id “one” is given twice" in refused(sample)


def test_a_missing_record_is_refused(tmp_path):
    with pytest.raises(RecordError, match="can't be read"):
        load(tmp_path / "nothing.yaml")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[[0, 45]]", "[[0, 45], [50, 900]]", "the span 50–900 is outside the text of 66 characters"),
        ("[[0, 45]]", "[[0, 8]]", "fact one: no name of government/nara (parties) stands in its spans"),
        ("[[0, 45]]", "[[0, 30]]", "2010 (start) does not stand in its spans"),
        ("start: 2010", "start: 2010\n  stated: {start: the 2020s}", "“the 2020s”, stated for start, does not stand"),
        ("characters: 66", "characters: 67", "says 67 characters, the text has 66"),
    ],
)
def test_evidence_that_does_not_hold_is_refused(sample, old, new, sentence):
    if "2010s" in TEXT and old == "[[0, 45]]" and new == "[[0, 45], [50, 900]]":
        edited(sample, "start: 2010", "start: 2010\n  stated: {start: 2010s}")
    assert sentence in refused(edited(sample, old, new), sample.parent)


def test_a_changed_text_is_refused(sample):
    (sample.parent / "sample.txt").write_text(TEXT + " ")
    assert "is not the text that" in refused(sample, sample.parent)


def test_a_missing_text_is_refused(sample):
    (sample.parent / "sample.txt").unlink()
    assert "sample.txt: can't be read" in refused(sample, sample.parent)


@pytest.mark.parametrize("file", load_all(), ids=lambda file: file.record.document.key)
def test_every_span_of_our_records_holds_what_its_fact_claims(file, documents):
    text = read_text(documents, file)
    known = names(file.record, load_reference())
    assert len(text) == file.record.document.characters
    assert [(fact.id, problem) for fact in file.record.facts for problem in unsupported(fact, text, known.forms)] == []


def test_no_sentence_of_a_source_stands_in_a_record(documents):
    for file in load_all():
        words = file.path.read_text(encoding="utf-8")
        text = read_text(documents, file)
        sentences = [part.strip() for part in text.replace("\n", ". ").split(". ") if len(part.split()) > 25]
        assert [sentence for sentence in sentences if sentence in words] == []


def test_our_five_documents_are_all_here():
    assert {file.record.document.key for file in load_all()} == {
        "korea-china-governors-2018",
        "near-forum-2023",
        "siheung-jilin-2025",
        "tcs-symposium-2021",
        "tcs-yangzhou-interview-2022",
    }
