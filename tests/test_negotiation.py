"""The choice of a representation, with the headers that clients really send."""

import pytest

from onemoon.server.negotiation import DOCUMENTS, PROBLEMS, TABLES, choose, named, variants

RDFLIB = (
    "application/x-jelly-rdf, application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, "
    "application/n-quads, application/trix, application/trig"
)
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,"
    "text/html;q=0.2,application/xhtml+xml;q=0.18"
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

DOCUMENT_CASES = [
    (None, "html"),
    ("", "html"),
    ("*/*", "html"),
    (BROWSER, "html"),
    (RDFLIB, "rdf"),
    (COMUNICA, "jsonld"),
    ("text/turtle", "ttl"),
    ("TEXT/Turtle", "ttl"),
    ("text/turtle; charset=utf-8", "ttl"),
    ("text/turtle;q=0.2, application/n-triples;q=0.7", "nt"),
    ("application/x-nope, text/turtle;q=0.1", "ttl"),
    ("text/*", "html"),
    ("text/*;q=0.5, text/html;q=0.1", "ttl"),
    ("application/*", "nt"),
    ("text/html;q=0, */*", "ttl"),
    ("*/*;q=0.1, application/rdf+xml", "rdf"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x"', "jsonld"),
    ("application/json", "jsonld"),
    ("text/n3", "ttl"),
    ("application/rdf+xml;q=0.9,text/turtle;q=0.9", "rdf"),
    ("text/turtle;q=1.0;x=y", "ttl"),
    ("text/turtle ; Q=0.3, application/n-triples ; q=0.2", "ttl"),
    ("text/turtle;q=much", "ttl"),
    ("application/x-nope", None),
    ("text/turtle;q=0", None),
    ("*/*;q=0", None),
    ("image/png, video/*", None),
]


@pytest.mark.parametrize(("accept", "key"), DOCUMENT_CASES)
def test_document(accept, key):
    chosen = choose(accept, DOCUMENTS)
    assert (chosen and chosen.key) == key


TABLE_CASES = [
    (None, "application/sparql-results+json"),
    ("*/*", "application/sparql-results+json"),
    ("application/json", "application/json"),
    ("application/sparql-results+xml, application/rdf+xml", "application/sparql-results+xml; charset=utf-8"),
    ("text/xml", "application/sparql-results+xml; charset=utf-8"),
    ("application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7", "application/sparql-results+json"),
    ("text/csv", "text/csv; charset=utf-8; header=present"),
    (BROWSER, "text/html; charset=utf-8"),
]


@pytest.mark.parametrize(("accept", "content_type"), TABLE_CASES)
def test_result(accept, content_type):
    assert choose(accept, TABLES).content_type == content_type


@pytest.mark.parametrize(
    ("accept", "key"), [("text/turtle", None), ("*/*", "json"), (BROWSER, "html"), ("text/plain", "txt")]
)
def test_problem(accept, key):
    chosen = choose(accept, PROBLEMS)
    assert (chosen and chosen.key) == key


@pytest.mark.parametrize(
    ("name", "offered", "key"),
    [
        ("turtle", DOCUMENTS, "ttl"),
        ("xml", DOCUMENTS, "rdf"),
        ("xml", TABLES, "xml"),
        ("json", DOCUMENTS, "jsonld"),
        ("application/rdf xml", DOCUMENTS, "rdf"),
        ("Text/CSV", TABLES, "csv"),
    ],
)
def test_name(name, offered, key):
    assert named(name, offered).key == key


def test_unknown_name():
    assert named("docx", DOCUMENTS) is None


def test_variants_keep_their_order():
    assert [form.key for form in variants(DOCUMENTS)] == ["html", "ttl", "nt", "jsonld", "rdf"]
