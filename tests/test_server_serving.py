"""The server around the application: what it keeps, bounds, believes and tells."""

import json
import subprocess
import sys

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from .hostile import chunked, in_chunks
from .server_fixture import BASE, client_of, publish
from .serving_fixture import PROGRAM, Served, free_port

ROWS = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
TALK = f"{BASE}graph/talk-2022"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    served = Served(publish(tmp_path_factory.mktemp("served")), workers=2, timeout=2, rate=40, trust=1)
    yield served
    assert served.stop() == ""


@pytest.fixture
def client(served):
    with httpx.Client(base_url=served.address) as client:
        yield client


def ask(client, query=ROWS, accept="*/*", headers=None, **parameters):
    told = {"Accept": accept, **(headers or {})}
    return client.get("/sparql", params={"query": query, **parameters}, headers=told)


@pytest.mark.parametrize("accept", ["*/*", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_cut_answer_says_so_and_continues(client, accept):
    whole, first = ask(client, accept=accept), ask(client, accept=accept, limit=3)
    assert first.headers["X-Result-Truncated"] == "rows=3" and "X-Result-Truncated" not in whole.headers
    following = client.get("/sparql" + first.links["next"]["url"], headers={"Accept": accept})
    assert following.headers["X-Result-Truncated"] == "rows=3" and following.text != first.text
    assert ask(client, accept=accept, limit=100_000).text.splitlines()[-1] in whole.text


def test_cut_rows_are_the_rows(client):
    whole = ask(client).json()
    assert ask(client, limit=100_000).json() == whole
    cut = ask(client, limit=2, offset=1).json()
    assert cut["results"]["bindings"] == whole["results"]["bindings"][1:3]
    assert cut["head"] == {"link": ["/problems#cut"], "vars": ["s", "p", "o"]}


def test_cut_graph(client):
    triples = "CONSTRUCT WHERE { ?s ?p ?o }"
    response = ask(client, triples, "application/n-triples", limit=2)
    assert len(response.text.splitlines()) == 2 and response.headers["X-Result-Truncated"] == "rows=2"


def test_download_with_byte_order_mark(client):
    response = ask(client, accept="text/csv", download='a"b/c', bom="1")
    assert response.headers["Content-Disposition"] == 'attachment; filename="a-b-c.csv"'
    assert response.content.startswith(b"\xef\xbb\xbfs,p,o")


@pytest.mark.parametrize("wrong", [{"timeout": "x"}, {"limit": "-1"}, {"offset": "1.5"}, {"version": "3"}])
def test_wrong_parameters(client, wrong):
    response = ask(client, **wrong)
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("version", ["1.1", "1.2-basic", "1.2"])
def test_versions(client, version):
    assert ask(client, "ASK {}", version=version).status_code == 200


def test_shorter_deadline(client):
    product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    response = ask(client, product, timeout="0.3")
    problem = response.json()
    assert (response.status_code, problem["status"]) == (504, 504) and "0.3 seconds" in problem["detail"]
    assert problem["query-id"] == response.headers["Query-Id"]


def test_answer_is_kept_with_its_coding(client):
    first, again = ask(client), ask(client)
    assert first.content == again.content and first.headers["ETag"] == again.headers["ETag"]
    assert again.headers["Server-Timing"] == "cache;desc=hit"
    plain = ask(client, headers={"Accept-Encoding": "identity"})
    assert plain.headers["ETag"] != first.headers["ETag"] and first.headers["Content-Encoding"] == "gzip"
    same = ask(client, headers={"If-None-Match": f'"x", {first.headers["ETag"]}'})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", first.headers["ETag"])


@pytest.mark.parametrize("changing", ["NOW()", "RAND()", "UUID()", "STRUUID()"])
def test_changing_answers_are_not_kept(client, changing):
    query = f"SELECT ({changing} AS ?x) {{}}"
    first, again = ask(client, query), ask(client, query)
    assert first.headers["Cache-Control"] == "no-store" and first.json() != again.json()


def test_posted_query_is_answered_but_not_kept_by_others(client):
    response = client.post("/sparql", data={"query": ROWS})
    assert response.headers["Cache-Control"] == "no-store" and response.json() == ask(client).json()


def test_every_answer_is_for_every_origin(client):
    for path in ("/", "/sparql", "/nowhere", "/sparql?query=SELEC", "/healthz", "/readyz", "/gsp?default"):
        response = client.get(path)
        assert response.headers["Access-Control-Allow-Origin"] == "*", path
        assert "X-Result-Truncated" in response.headers["Access-Control-Expose-Headers"], path
    preflight = client.options("/sparql", headers={"Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 204 and "Prefer" in preflight.headers["Access-Control-Allow-Headers"]


def test_head_is_get_without_a_body(client):
    for path in ("/sparql?query=ASK{}", "/", "/dumps/onemoon.nq", "/doc/government/nara.ttl"):
        get, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert {name: get.headers.get(name) for name in ("ETag", "Content-Length", "Content-Type")} == {
            name: head.headers.get(name) for name in ("ETag", "Content-Length", "Content-Type")
        }, path


def test_graph_store(client):
    named = client.get("/gsp", params={"graph": TALK}, headers={"Accept": "application/n-triples"})
    assert named.status_code == 200 and len(named.text.splitlines()) > 5
    default = client.get("/gsp?default", headers={"Accept": "text/turtle"})
    assert len(list(parse(default.content, format=RdfFormat.TURTLE))) > len(named.text.splitlines())
    assert client.get("/gsp?graph=http://example.org/none").status_code == 404
    assert client.get("/gsp").status_code == client.get(f"/gsp?default&graph={TALK}").status_code == 400
    refused = client.put("/gsp?default", content=b"")
    assert refused.status_code == 405 and "GET" in refused.headers["Allow"]


def test_service_description_at_the_address_asked(client):
    told = {"Host": "inside:8000", "X-Forwarded-Host": "data.example.org", "X-Forwarded-Proto": "https",
            "X-Forwarded-Prefix": "/moon", "X-Forwarded-For": "192.0.2.1"}  # fmt: skip
    described = client.get("/moon/sparql", headers=told).text
    assert "<https://data.example.org/moon/sparql>" in described and "inside" not in described
    assert "2 seconds" in described and "BasicFederatedQuery" not in described
    page = client.get("/moon/", headers={**told, "Accept": "text/html"}).text
    assert 'href="/moon/ns"' in page and 'href="/ns"' not in page
    see = client.get("/moon/id/government/nara", headers=told)
    assert see.headers["Location"] == "/moon/doc/government/nara"


def test_standard_forwarded_header(client):
    told = {"Forwarded": 'for=192.0.2.9;host=evil, for="[2001:db8::1]:47";proto=https;host=data.example.org'}
    assert "<https://data.example.org/sparql>" in client.get("/sparql", headers=told).text


def test_a_trailer_is_no_header(served):
    answer = served.raw(in_chunks(chunked(b"ASK {}", trailers=b"X-Forwarded-For: 198.51.100.9\r\n")))
    assert answer.startswith(b"HTTP/1.1 200") and b"\r\nRateLimit" not in answer


def test_allowance_of_a_client(client):
    far = {"X-Forwarded-For": "198.51.100.7"}
    responses = [client.get("/healthz", headers=far) for _ in range(50)]
    statuses = [response.status_code for response in responses]
    assert statuses[:40] == [200] * 40 and statuses[-1] == 429
    assert responses[-1].headers["Retry-After"] and "q=40;w=60" in responses[0].headers["RateLimit-Policy"]
    assert client.get("/healthz", headers={"X-Forwarded-For": "198.51.100.8"}).status_code == 200
    assert {client.get("/healthz").status_code for _ in range(50)} == {200}


def test_ready_and_metrics(client):
    assert client.get("/readyz").json() == {"ready": True}
    metrics = client.get("/metrics").text
    assert "onemoon_requests_total" in metrics and "onemoon_workers 2.0" in metrics
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404


def test_what_the_application_does_without_a_server(tmp_path):
    client = client_of(tmp_path)
    assert client.get("/sparql", query_string={"query": ROWS, "limit": 1}).headers["X-Result-Truncated"] == "rows=1"
    assert client.get(f"/gsp?graph={TALK}").status_code == 200
    assert json.loads(client.get("/sparql?query=SELEC").data)["line"] == 1


ALONE = """
import os, sys
del os.fork
exec(sys.argv.pop(1))
"""


def test_one_process_where_there_is_no_fork(tmp_path):
    port, pipe = free_port(), subprocess.PIPE
    command = [sys.executable, "-c", ALONE, PROGRAM, str(publish(tmp_path)), str(port)]
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout.readline() == "ready\n"
    address = f"http://127.0.0.1:{port}"
    assert httpx.get(f"{address}/sparql?query=ASK{{}}").json()["boolean"] is True
    assert httpx.get(f"{address}/sparql?query=SELEC").status_code == 400
    assert httpx.get(f"{address}/dumps/onemoon.nq").status_code == httpx.get(address).status_code == 200
    process.terminate()
    assert "nothing ends one that takes too long" in process.communicate(timeout=20)[1] and process.returncode == 0


BROKEN = """
import onemoon.server.serving.exchange as exchange
whole = exchange.run
exchange.run = lambda app, request, *more: 1 / 0 if b"broken" in request.target else whole(app, request, *more)
"""


def test_a_page_that_fails_is_answered_and_holds_up_nobody(tmp_path):
    served = Served(publish(tmp_path), BROKEN, workers=2)
    with httpx.Client(base_url=served.address, timeout=10) as client:
        failed = [client.get(f"/broken/{number}") for number in range(20)]
        assert {(each.status_code, each.json()["status"]) for each in failed} == {(500, 500)}
        assert client.get("/").status_code == 200 and served.gauge("pages_waiting") == 0
    assert served.stop().count("ZeroDivisionError") == 20
