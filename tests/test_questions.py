"""Competency questions over the five documents, each answered by the store and over HTTP with the rows beside it.

A question is questions/NNN-slug.rq (its first line says it in prose) with its answer in NNN-slug.csv, written from
the texts. Rows are compared as multisets, in order where the query orders them.
"""

import csv
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat

FOLDER = Path(__file__).parent / "questions"
QUESTIONS = sorted(FOLDER.glob("*.rq"))
NOTHING = "# expected: nothing"

question = pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)


@question
def test_store_answers(path, data):
    text = path.read_text(encoding="utf-8")
    found = data.store.query(text).serialize(format=QueryResultsFormat.CSV)
    assert answer(found.decode(), text) == expected(path)


@question
def test_endpoint_answers(path, client):
    text = path.read_text(encoding="utf-8")
    response = client.get("/sparql", query_string={"query": text}, headers={"Accept": "text/csv"})
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    assert answer(response.text, text) == expected(path)


@question
def test_question_is_whole(path):
    prose, second, *_ = path.read_text(encoding="utf-8").splitlines()
    header, *rows = expected(path)
    assert prose.startswith("# ") and prose.endswith("?")
    assert bool(rows) is (second != NOTHING)
    assert len(set(header)) == len(header) and all(len(row) == len(header) for row in rows)


def test_there_are_enough_questions():
    assert len(QUESTIONS) >= 160
    assert {path.stem for path in FOLDER.iterdir()} == {path.stem for path in QUESTIONS}
    assert len({path.read_text(encoding="utf-8").splitlines()[0] for path in QUESTIONS}) == len(QUESTIONS)


def test_each_kind_of_fact_is_asked_for():
    asked = "\n".join(path.read_text(encoding="utf-8") for path in QUESTIONS)
    assert [term for term in CONTRACT if term not in asked] == []


def answer(text, query):
    """Rows of a CSV text below its header, sorted unless the query orders them."""
    header, *rows = csv.reader(text.splitlines())
    return [header, *(rows if "ORDER BY" in query else sorted(rows))]


def expected(path):
    """The rows that ought to come back."""
    text = path.with_suffix(".csv").read_text(encoding="utf-8")
    return answer(text, path.read_text(encoding="utf-8"))


CONTRACT = """
    om:LocalGovernment skos:prefLabel skos:altLabel org:classification schema:containedInPlace schema:addressCountry
    geo:hasGeometry geo:asWKT schema:latitude schema:longitude owl:sameAs
    om:Twinning om:party om:status om:inForce om:planned om:ended om:twinnedWith schema:startDate schema:endDate
    om:Designation om:designee om:title om:Title om:year schema:validFrom schema:issuedBy
    om:Event om:EventSeries dcterms:type schema:location schema:VirtualLocation schema:superEvent schema:subEvent
    om:edition schema:organizer schema:sponsor om:participant om:attendance om:attendanceQualifier
    om:Participation om:event om:agent om:role om:topic
    schema:Person org:Membership org:member org:organization org:role org:Role org:Organization
    om:Agreement dcterms:subject
    schema:DonateAction schema:agent schema:recipient schema:object
    schema:Observation schema:observationAbout schema:measuredProperty schema:value schema:unitText
    schema:observationDate schema:HowTo schema:HowToStep
    om:SourceDocument dcterms:title dcterms:publisher schema:datePublished schema:url schema:inLanguage schema:sha256
    oa:Annotation oa:hasBody oa:hasTarget oa:hasSource oa:hasSelector oa:start oa:end
    GRAPH prov:wasDerivedFrom prov:wasGeneratedBy om:reviewed
""".split()
