"""Queries that would call another endpoint are refused, however they are written; others are not."""

import time

import pytest

from onemoon.server.errors import Problem
from onemoon.server.guard import form, refuse_service

CALL = "SERVICE <http://evil.example/> { ?s ?p ?o }"

CALLING = [
    f"SELECT * {{ {CALL} }}",
    f"SELECT * {{ {CALL.lower()} }}",
    "SELECT * { SERVICE SILENT <http://evil.example/> {} }",
    "SELECT * { SERVICE#x\n<http://evil.example/>#y\n{} }",
    "SELECT * { VALUES ?e { <http://evil.example/> } SERVICE ?e {} }",
    "PREFIX e: <http://evil.example/> SELECT * { SERVICE e:x {} }",
    "PREFIX : <http://evil.example/> SELECT * { SERVICE:x {} }",
    "PREFIX x: <http://evil.example/> SELECT * { SERVICEx:y {} }",
    f"ASK {{ FILTER EXISTS {{ {CALL} }} }}",
    "ASK { ?s ?p 1SERVICE<http://evil.example/>{} }",
    'ASK { ?s ?p "x"SERVICE<http://evil.example/>{} }',
    "SELECT * { { SELECT * { SERVICE <http://evil.example/> {} } } }",
    "PREFIX x: <http://x.example/> ASK { ?s ?p x:.SERVICE<http://evil.example/>{} }",
    "SELECT * { VALUES ?x { '''a' } SERVICE <http://evil.example/> {} #'\n}",
    "ASK { ?s ?p <http://x.example/\\u0061'> . SERVICE <http://evil.example/> {} #'\n}",
    # what a reader of tokens takes for an IRI, and a parser for a comparison
    "ASK { FILTER(1<2#>\n)SERVICE<http://evil.example/>{} }",
    "ASK { FILTER(1<'>')SERVICE<http://evil.example/>{}#'\n }",
    "ASK { FILTER(1<2#>'''\n)SERVICE<http://evil.example/>{}#'''\n }",
    "ASK { FILTER(1<2)SERVICE?x#>\n{} }",
]

HARMLESS = [
    "SELECT * { ?service ?p ?o }",
    'SELECT * { ?s ?p "SERVICE <http://evil.example/> {" }',
    "SELECT * { ?s ?p '''SERVICE <http://evil.example/> {''' }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://evil.example/> {}",
    "SELECT * { ?s <http://example.org/service> ?o }",
    "SELECT * { ?s <http://example.org/x#service> ?o }",
    "PREFIX service: <http://example.org/> SELECT * { ?s service:x ?o }",
    "PREFIX schema: <https://schema.org/> SELECT * { ?s schema:serviceType ?o . ?o schema:Service ?x }",
    'SELECT * { ?s ?p "x"@service }',
    "SELECT * { ?s ?p ?o FILTER(?o IN (" + ", ".join(f'"service {n}"' for n in range(900)) + ")) }",
    "SELECT ?service { { ?service ?p ?o } }",
]


@pytest.mark.parametrize("query", CALLING)
def test_call_is_refused(query):
    with pytest.raises(Problem, match="calls no other endpoint"):
        refuse_service(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_harmless_word_is_not(query):
    refuse_service(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * {}", "SELECT"),
        ("# ASK\nBASE <http://x/>PREFIX a:<b>\nprefix select: <c> construct{}where{}", "CONSTRUCT"),
        ("Ask{}", "ASK"),
        ("DESCRIBE<x>", "DESCRIBE"),
        ("", None),
        ("SELEC", None),
    ],
)
def test_form(query, expected):
    assert form(query) == expected


@pytest.mark.parametrize(
    "query", ["DELETE WHERE {}", "base <x> with <y> insert {} where {}", "LOAD <http://x/>", "move <a> to <b>"]
)
def test_update_is_refused(query):
    with pytest.raises(Problem, match="read only"):
        form(query)


@pytest.mark.parametrize(
    "piece",
    ["<'", "service ", "service#x\n", "'''", '"', "<2#>", "service:", "PREFIX a:<b> ", "(", "\\", "<\\'>", "'''\\"],
)
def test_long_texts_take_no_time(piece):
    text = "SELECT * { service " + piece * (65_000 // len(piece))
    start = time.perf_counter()
    form(text)
    try:
        refuse_service(text)
    except Problem:
        pass
    assert time.perf_counter() - start < 2
