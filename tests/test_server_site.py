"""The vocabulary, the published files, and what machines ask a site for."""

import hashlib

import pytest
from rdflib import Graph, Namespace
from rdflib.compare import isomorphic

from onemoon.server.app import create_app
from onemoon.server.data import Data

from .server_fixture import client_of, publish

OM = Namespace("https://w3id.org/onemoon/ns#")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return client_of(tmp_path_factory.mktemp("out"))


@pytest.mark.parametrize(
    ("accept", "mimetype"), [("text/turtle", "text/turtle"), ("text/html", "text/html"), ("*/*", "text/html")]
)
def test_vocabulary(client, accept, mimetype):
    response = client.get("/ns", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize(("suffix", "name"), [("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")])
def test_every_form_of_the_vocabulary_says_the_same(client, suffix, name):
    turtle = Graph().parse(data=client.get("/ns.ttl").data, format="turtle")
    assert (OM.Twinning, None, None) in turtle
    assert isomorphic(Graph().parse(data=client.get(f"/ns.{suffix}").data, format=name), turtle)


@pytest.mark.parametrize("term", ["Twinning", "party", "inForce", "kind/sister-city", "kinds"])
def test_each_term_has_an_anchor(client, term):
    assert client.get("/ns").get_data(as_text=True).count(f' id="{term}"') == 1


@pytest.mark.parametrize("path", ["/ns.docx", "/ns/9.9.9", "/ns/%3E", "/ns/Twinning"])
def test_no_such_vocabulary(client, path):
    assert client.get(path).status_code == 404


def test_version_of_the_vocabulary_leads_to_it(client):
    response = client.get("/ns/0.1.0")
    assert (response.status_code, response.headers["Location"]) == (303, "/ns")


def test_published_vocabulary_comes_as_it_was_written(tmp_path):
    written = "# ours\n<https://w3id.org/onemoon/ns#x> a <http://www.w3.org/2002/07/owl#Class> .\n"
    (publish(tmp_path) / "ontology.ttl").write_text(written)
    fresh = create_app(Data.open(tmp_path)).test_client()
    assert fresh.get("/ns.ttl").get_data(as_text=True) == written
    assert 'id="x"' in fresh.get("/ns").get_data(as_text=True)


def test_dump(client):
    response = client.get("/dumps/onemoon.nq")
    assert response.headers["Content-Type"] == "application/n-quads"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["ETag"].strip('"') == hashlib.sha256(response.data).hexdigest()


def test_dump_is_not_sent_twice(client):
    tag = client.get("/dumps/onemoon.nq").headers["ETag"]
    assert client.get("/dumps/onemoon.nq", headers={"If-None-Match": tag}).status_code == 304


def test_part_of_a_dump(client):
    whole = client.get("/dumps/onemoon.nq").data
    part = client.get("/dumps/onemoon.nq", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole[10:20])
    assert client.get("/dumps/onemoon.nq", headers={"Range": "bytes=99999999-"}).status_code == 416


@pytest.mark.parametrize("name", ["nope.nq", "..%2f..%2fetc%2fpasswd", "%2e%2e/build.json", ".", "..", "%00", "sub/x"])
def test_no_such_file(client, name):
    assert client.get(f"/dumps/{name}").status_code == 404


def test_listing(client):
    text = client.get("/dumps/", headers={"Accept": "text/plain"}).get_data(as_text=True)
    digest = hashlib.sha256(client.get("/dumps/onemoon.nq").data).hexdigest()
    assert digest in text and "onemoon.nq" in text
    assert digest in client.get("/dumps/").get_data(as_text=True)


def test_void(client):
    response = client.get("/.well-known/void", follow_redirects=True)
    assert (response.status_code, response.mimetype) == (200, "text/turtle")


def test_report(client):
    response = client.get("/validation", headers={"Accept": "text/html"})
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert client.get("/validation", headers={"Accept": "text/turtle"}).status_code == 404
    assert client.get("/validation", headers={"Accept": "image/png"}).status_code == 406


def test_health_and_robots(client):
    health = client.get("/healthz")
    assert health.json["status"] == "ok" and health.json["triples"] > 50
    assert "Disallow: /sparql" in client.get("/robots.txt").get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/ns", "/dumps/", "/dumps/onemoon.nq", "/healthz", "/robots.txt", "/problems"])
def test_head_and_options_everywhere(client, path):
    assert client.head(path).status_code == 200
    assert client.options(path).status_code == 204
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [("text/html", "text/html"), ("text/plain", "text/plain"), ("*/*", "application/problem+json")],
)
def test_nothing_there(client, accept, mimetype):
    response = client.get("/nowhere", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (404, mimetype)
    assert "/nowhere" in response.get_data(as_text=True)


def test_defect_shows_no_trace(tmp_path):
    client = client_of(tmp_path)
    client.application.add_url_rule("/defect", "defect", lambda: 1 / 0)
    response = client.get("/defect", headers={"Accept": "application/json"})
    assert response.status_code == 500
    assert "Traceback" not in response.get_data(as_text=True) and "Zero" not in response.get_data(as_text=True)
