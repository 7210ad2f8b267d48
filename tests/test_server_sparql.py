"""The SPARQL protocol, read only, over HTTP."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from rdflib import Graph

from onemoon.server.site import examples

from .server_fixture import BASE, client_of

NAMES = 'SELECT ?name { ?city <http://www.w3.org/2004/02/skos/core#prefLabel> ?name FILTER(STR(?name) = "扬州") }'
LINKS = f"CONSTRUCT {{ ?a <{BASE}ns#twinnedWith> ?b }} WHERE {{ ?a <{BASE}ns#twinnedWith> ?b }}"
TALK = f"{BASE}graph/talk-2022"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return client_of(tmp_path_factory.mktemp("out"))


def ask(client, query, accept=None, **parameters):
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **parameters}, headers=headers)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8; header=present"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
    ],
)
def test_select(client, accept, content_type):
    response = ask(client, NAMES, accept)
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert "扬州" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig; charset=utf-8"),
        ("application/sparql-results+xml, application/rdf+xml", "application/rdf+xml; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("query", [LINKS, f"DESCRIBE <{BASE}id/government/nara>"])
def test_graph(client, query, accept, content_type):
    response = ask(client, query, accept)
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert "nara" in response.get_data(as_text=True)


@pytest.mark.parametrize(("query", "accept"), [(NAMES, "text/turtle"), (LINKS, "text/csv"), (NAMES, "image/png")])
def test_form_of_answer_must_fit_the_query(client, query, accept):
    assert ask(client, query, accept).status_code == 406


@pytest.mark.parametrize(
    ("query", "parameters", "mimetype"),
    [
        (NAMES, {"format": "csv"}, "text/csv"),
        (NAMES, {"output": "xml"}, "application/sparql-results+xml"),
        (LINKS, {"format": "xml", "output": "xml", "results": "xml"}, "application/rdf+xml"),
        (NAMES, {"format": "unheard-of"}, "text/html"),
        (NAMES, {"results": "text/tab-separated-values"}, "text/tab-separated-values"),
    ],
)
def test_parameter_wins_over_accept(client, query, parameters, mimetype):
    assert ask(client, query, "text/html", **parameters).mimetype == mimetype


@pytest.mark.parametrize("answer", [True, False])
def test_ask(client, answer):
    query = "ASK {}" if answer else "ASK { FILTER(false) }"
    assert ask(client, query).json["boolean"] is answer
    assert ask(client, query, "text/csv").get_data(as_text=True) == str(answer).lower()
    assert ("yes" if answer else "no") in ask(client, query, "text/html").get_data(as_text=True)


def test_results_are_readable_as_csv_and_xml(client):
    rows = list(csv.reader(io.StringIO(ask(client, NAMES, "text/csv").get_data(as_text=True))))
    assert rows == [["name"], ["扬州"]]
    assert ElementTree.fromstring(ask(client, NAMES, format="xml").data).tag.endswith("sparql")


def test_post(client):
    form = client.post("/sparql", data={"query": NAMES})
    direct = client.post("/sparql", data=NAMES.encode(), content_type="application/sparql-query; charset=utf-8")
    assert form.json == direct.json == ask(client, NAMES).json


def count(client, **parameters):
    answer = ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **parameters)
    return int(answer.json["results"]["bindings"][0]["n"]["value"])


def test_dataset_of_the_protocol(client):
    assert 0 < count(client, **{"default-graph-uri": TALK}) < count(client)
    assert count(client, **{"default-graph-uri": "http://example.org/none"}) == 0
    assert count(client, **{"named-graph-uri": TALK}) == 0


def test_dataset_of_the_protocol_overrides_from(client):
    query = f"ASK FROM <http://example.org/none> {{ <{BASE}id/twinning/nara--yangzhou> ?p ?o }}"
    assert ask(client, query).json["boolean"] is False
    assert ask(client, query, **{"default-graph-uri": TALK}).json["boolean"] is True


def test_named_graphs_are_there(client):
    rows = ask(client, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").json["results"]["bindings"]
    assert TALK in {row["g"]["value"] for row in rows}


def test_union_has_no_rejected_statement(client):
    subject = f"<{BASE}id/designation/culture-city-2020-yangzhou> <{BASE}ns#year> ?year"
    union = ask(client, f"SELECT ?year {{ {subject} }}", "text/csv").get_data(as_text=True).split()
    said = ask(client, f"SELECT ?year {{ GRAPH ?g {{ {subject} }} }}", "text/csv").get_data(as_text=True).split()
    assert (union, sorted(said)) == (["year", "2020"], ["2019", "2020", "year"])


def test_relative_iris_stand_below_the_base(client):
    assert ask(client, "ASK { <id/government/nara> ?p ?o }").json["boolean"] is True


@pytest.mark.parametrize(
    ("query", "line", "column"), [("SELECT * {\n  ?s ?p \n}", 3, 2), ("SELEC", 1, 6), ("ASK { ?s foo:x ?o }", 1, 15)]
)
def test_syntax_error_names_its_place(client, query, line, column):
    response = ask(client, query)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    problem = response.json
    assert (problem["line"], problem["column"], problem["status"]) == (line, column, 400)
    assert problem["type"] and problem["title"] and f"line {line}, column {column}" in problem["detail"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK { ?s foo:x ?o }", "after foo:x (Prefix not found)"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", "contains a variable that is unbound"),
    ],
)
def test_syntax_error_says_why(client, query, said):
    assert said in ask(client, query).json["detail"]


def test_type_of_a_problem_resolves(client):
    address, _, anchor = ask(client, "SELEC").json["type"].partition("#")
    assert f'id="{anchor}"' in client.get(address).get_data(as_text=True)


def test_syntax_error_on_a_page_keeps_the_query(client):
    page = ask(client, "SELECT * { <b>&", "text/html").get_data(as_text=True)
    assert "SELECT * { &lt;b&gt;&amp;</textarea>" in page


def test_unknown_function(client):
    response = ask(client, "SELECT (<http://example.org/f>(1) AS ?x) {}")
    assert response.status_code == 400
    assert "http://example.org/f" in response.json["detail"]


REFUSED = [
    ({"path": "/sparql?update=CLEAR+ALL"}, 403),
    ({"path": "/sparql", "method": "POST", "data": {"update": "CLEAR ALL"}}, 403),
    ({"path": "/sparql", "method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"}, 403),
    ({"path": "/sparql", "query_string": {"query": "INSERT DATA { <a:a> <a:a> <a:a> }"}}, 403),
    ({"path": "/sparql", "query_string": {"query": "PREFIX x: <http://x/> # no\n drop all"}}, 403),
    ({"path": "/sparql?query="}, 400),
    ({"path": "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"}, 400),
    ({"path": "/sparql?other=1"}, 400),
    ({"path": "/sparql?query=%ff"}, 400),
    ({"path": "/sparql?query=ASK%7B%7D&default-graph-uri=not%20an%20iri"}, 400),
    ({"path": "/sparql", "method": "POST"}, 415),
    ({"path": "/sparql", "method": "POST", "data": "ASK {}", "content_type": "text/plain"}, 415),
    (
        {
            "path": "/sparql",
            "method": "POST",
            "data": "ASK {}",
            "content_type": "application/sparql-query; charset=utf-16",
        },
        415,
    ),
    ({"path": "/sparql", "method": "POST", "data": b"\xff", "content_type": "application/sparql-query"}, 400),
    ({"path": "/sparql", "method": "POST", "data": b"", "content_type": "application/sparql-query"}, 400),
    ({"path": "/sparql", "method": "POST", "data": {"query": "ASK {} #" + "x" * 70_000}}, 413),
    ({"path": "/sparql", "method": "POST", "data": {"query": "x" * 2_000_000}}, 413),
    ({"path": "/sparql", "query_string": {"query": "ASK {} #" + "x" * 140_000}}, 414),
    ({"path": "/sparql", "method": "PUT"}, 405),
    ({"path": "/sparql", "method": "DELETE"}, 405),
]


@pytest.mark.parametrize(("request_", "status"), REFUSED, ids=range(len(REFUSED)))
def test_refused(client, request_, status):
    response = client.open(**request_)
    assert response.status_code == status
    assert response.json["status"] == status and response.json["detail"].endswith(".")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_nothing_was_updated(client):
    assert ask(client, "ASK { <a:a> ?p ?o }").json["boolean"] is False


def test_long_query_by_get(client):
    assert ask(client, "ASK {} #" + "x" * 16_000).status_code == 200


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [("text/html", "text/html"), ("text/plain", "text/plain"), ("text/csv", "application/problem+json")],
)
def test_problem_in_the_form_asked_for(client, accept, mimetype):
    response = ask(client, "SELEC", accept)
    assert (response.status_code, response.mimetype) == (400, mimetype)


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle"])
def test_bare_address_describes_the_service(client, accept):
    response = client.get("/sparql", base_url="http://data.example:81", headers={"Accept": accept} if accept else {})
    found = Graph().parse(data=response.data, format="turtle")
    endpoints = {str(node) for node in found.objects(None, None) if str(node).endswith("/sparql")}
    assert endpoints == {"http://data.example:81/sparql"}


def test_description_counts_the_named_graphs(client):
    response = client.get("/sparql", headers={"Accept": "application/ld+json"})
    assert TALK in response.get_data(as_text=True)
    assert "BasicFederatedQuery" not in response.get_data(as_text=True)


def test_bare_address_is_a_form_for_people(client):
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"}).get_data(as_text=True)
    assert "<textarea" in page and "PREFIX om:" in page
    scripts = page.split("<script")[1:]
    assert all(script.startswith((' src="/static/', ' type="application/ld+json"')) for script in scripts)


def test_trailing_slash(client):
    response = client.post("/sparql/?default-graph-uri=x", data={"query": "ASK {}"})
    assert (response.status_code, response.headers["Location"]) == (308, "/sparql?default-graph-uri=x")


def test_head_and_options(client):
    head = client.head("/sparql", query_string={"query": NAMES})
    assert (head.status_code, head.data) == (200, b"") and int(head.headers["Content-Length"]) > 0
    options = client.options("/sparql")
    assert options.status_code == 204
    assert "POST" in options.headers["Access-Control-Allow-Methods"]


def test_answers_to_get_can_be_kept(client):
    response = ask(client, NAMES)
    assert "max-age" in response.headers["Cache-Control"] and {"Accept", "Accept-Encoding"} <= set(response.vary)
    again = client.get("/sparql", query_string={"query": NAMES}, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert ask(client, "SELECT (RAND() AS ?x) {}").headers["Cache-Control"] == "no-store"


def test_a_table_shows_literals_as_they_are(client):
    page = ask(client, 'SELECT ?x { VALUES ?x { "<b>&" <javascript:alert(1)> } }', "text/html").get_data(as_text=True)
    assert "&lt;b&gt;&amp;" in page
    assert 'href="javascript' not in page


def test_characters_that_xml_cannot_hold(client):
    query = r'SELECT ("\u0001" AS ?x) {}'
    assert ask(client, query, format="xml").status_code == 406
    assert json.loads(ask(client, query).data)["results"]["bindings"][0]["x"]["value"] == "\x01"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_example_has_rows(client, example):
    response = ask(client, example.query, "text/csv, text/turtle")
    assert response.status_code == 200
    assert len(response.get_data(as_text=True).splitlines()) > 1
