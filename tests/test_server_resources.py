"""Things, documents about them and their representations, over HTTP."""

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, SKOS

from onemoon.server.app import create_app
from onemoon.server.data import Data

from .server_fixture import BASE, client_of, publish, with_context

# rdflib's own reader of JSON-LD still uses the class that it warns of.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
THING = URIRef(BASE + "id/government/yangzhou")
DOCUMENT = URIRef(BASE + "doc/government/yangzhou")
PATH = "/doc/government/yangzhou"
RDFLIB_NAMES = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return client_of(tmp_path_factory.mktemp("out"))


def graph(client, path):
    suffix = path.rpartition(".")[2]
    text = client.get(path).get_data(as_text=True)
    return Graph().parse(data=with_context(client, text) if suffix == "jsonld" else text, format=RDFLIB_NAMES[suffix])


@pytest.mark.parametrize("name", ["government/yangzhou", "annotation/talk-2022.t1", "dataset/onemoon"])
def test_thing_leads_to_its_document(client, name):
    response = client.get(f"/id/{name}")
    assert response.status_code == 303
    assert response.headers["Location"] == f"/doc/{name}"
    assert "Accept" in response.headers["Vary"]


def test_graph_leads_people_to_its_document(client):
    response = client.get("/graph/talk-2022", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.headers["Location"]) == (303, "/doc/graph/talk-2022")
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "application/ld+json", "application/rdf+xml"])
def test_graph_answers_with_what_it_holds(client, accept):
    response = client.get("/graph/talk-2022", headers={"Accept": accept} if accept else {})
    held = client.get("/gsp", query_string={"graph": BASE + "graph/talk-2022"}, headers={"Accept": accept or "*/*"})
    assert (response.status_code, response.data, response.mimetype) == (200, held.data, held.mimetype)
    assert response.headers["Link"] == '</doc/graph/talk-2022>; rel="describedby"'
    again = client.get(response.headers["Content-Location"], headers={"Accept": "text/html"})
    assert again.data == response.data


@pytest.mark.parametrize("suffix", RDFLIB_NAMES)
def test_every_form_says_the_same(client, suffix):
    assert isomorphic(graph(client, f"{PATH}.{suffix}"), graph(client, f"{PATH}.ttl"))


@pytest.mark.parametrize("path", ["/doc/annotation/talk-2022.t1", "/doc/graph/talk-2022", "/doc/document/talk-2022"])
def test_json_ld_loses_nothing(client, path):
    assert isomorphic(graph(client, f"{path}.jsonld"), graph(client, f"{path}.nt"))


def test_json_ld_is_compact(client):
    document = client.get(f"{PATH}.jsonld").json
    thing = next(node for node in document["@graph"] if node["id"] == str(THING))
    assert thing["type"] == "om:LocalGovernment"
    assert thing["prefLabel"]["zh"] == "扬州"


def test_document_speaks_of_itself(client):
    found = graph(client, f"{PATH}.ttl")
    assert found.value(DOCUMENT, FOAF.primaryTopic) == THING
    assert found.value(DOCUMENT, DCTERMS.isPartOf) == URIRef(BASE + "id/dataset/onemoon")
    assert found.value(DOCUMENT, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_document_has_what_points_at_the_thing_with_names(client):
    found = graph(client, f"{PATH}.ttl")
    twinning = URIRef(BASE + "id/twinning/nara--yangzhou")
    assert (twinning, URIRef(BASE + "ns#party"), THING) in found
    assert str(found.value(twinning, SKOS.prefLabel)) == "Nara and Yangzhou"


def test_document_of_a_fact_has_its_evidence(client):
    found = graph(client, "/doc/twinning/nara--yangzhou.ttl")
    selector = URIRef(BASE + "id/annotation/talk-2022.t1#selector-1")
    assert int(found.value(selector, URIRef("http://www.w3.org/ns/oa#start"))) == 812


def test_document_of_a_thing_has_its_parts(client):
    found = graph(client, "/doc/annotation/talk-2022.t1.ttl")
    assert (URIRef(BASE + "id/annotation/talk-2022.t1#target-1"), None, None) in found


def test_vocabulary_terms_come_with_their_names(client):
    found = graph(client, "/doc/twinning/nara--yangzhou.ttl")
    names = found.objects(URIRef(BASE + "ns#kind/friendship-city"), SKOS.prefLabel)
    assert "friendship city" in [str(name) for name in names]


def test_turtle_is_the_same_twice(client):
    assert client.get(f"{PATH}.ttl").data == client.get(f"{PATH}.ttl").data


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
        ("application/x-nope, text/turtle;q=0.4", "text/turtle; charset=utf-8"),
    ],
)
def test_accept(client, accept, content_type):
    response = client.get(PATH, headers={"Accept": accept})
    assert response.headers["Content-Type"] == content_type
    assert "Accept" in response.headers["Vary"]


def test_no_accept_is_a_page(client):
    response = client.get(PATH)
    assert response.mimetype == "text/html"
    assert response.headers["Content-Location"] == f"{PATH}.html"


@pytest.mark.parametrize(
    "path", [f"{PATH}.ttl", f"{PATH}?format=ttl", f"{PATH}?format=turtle", f"{PATH}?format=text/turtle"]
)
def test_address_wins_over_accept(client, path):
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.mimetype == "text/turtle"
    assert response.headers["Content-Location"] == f"{PATH}.ttl"


def test_unknown_format(client):
    assert client.get(f"{PATH}?format=docx").status_code == 400


def test_not_acceptable_lists_the_variants(client):
    response = client.get(PATH, headers={"Accept": "application/x-nope"})
    assert response.status_code == 406
    assert {"type": "text/turtle", "href": f"{PATH}.ttl"} in response.json["variants"]


@pytest.mark.parametrize("path", ["/id/government/nowhere", "/doc/government/nowhere", "/doc/x.ttl", "/graph/nowhere"])
@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("text/turtle", "application/problem+json"),
        ("text/html", "text/html"),
        ("text/plain", "text/plain"),
        ("application/json", "application/problem+json"),
    ],
)
def test_unknown_thing(client, path, accept, mimetype):
    response = client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (404, mimetype)
    assert "Nothing is known here about" in response.get_data(as_text=True)


def test_unknown_page_is_a_page(client):
    assert client.get("/doc/nowhere.html").mimetype == "text/html"


@pytest.mark.parametrize(
    "path",
    [
        "/id/../etc/passwd",
        "/doc/%2e%2e/x",
        "/doc/%00",
        "/id/a%20b",
        '/doc/"><script>',
        "/id/%3Cx%3E",
        "/doc//evil.example",
        "/id/%ff",
    ],
)
def test_hostile_path_is_unknown(client, path):
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert response.data.count(b"<script") == 1


def test_etag_and_304(client):
    first = client.get(f"{PATH}.ttl")
    again = client.get(f"{PATH}.ttl", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    assert all(again.headers[name] == first.headers[name] for name in ("ETag", "Vary", "Cache-Control"))
    assert not first.headers["ETag"].startswith("W/")


def test_validators_tell_forms_apart(client):
    tags = {client.get(f"{PATH}.{suffix}").headers["ETag"] for suffix in (*RDFLIB_NAMES, "html")}
    assert len(tags) == 5


def test_compressed_form_has_its_own_validator(client):
    packed = client.get(f"{PATH}.ttl", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != client.get(f"{PATH}.ttl").headers["ETag"]
    again = client.get(f"{PATH}.ttl", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304


def test_head_has_the_headers_of_get(client):
    head, get = client.head(PATH), client.get(PATH)
    assert head.status_code == 200 and not head.data
    assert all(head.headers[name] == get.headers[name] for name in ("ETag", "Content-Type", "Content-Length", "Vary"))


def test_options(client):
    response = client.options(PATH)
    assert response.status_code == 204
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_other_methods_are_not_allowed(client):
    response = client.delete(PATH)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("path", [PATH, "/doc/nowhere", "/id/government/yangzhou"])
def test_any_origin_may_read(client, path):
    assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"


def test_slash_at_the_end_is_taken_off(client):
    response = client.get(PATH + "/")
    assert (response.status_code, response.headers["Location"]) == (308, PATH)


def test_links_to_the_other_forms(client):
    link = client.get(PATH).headers["Link"]
    assert f'<{PATH}.ttl>; rel="alternate"; type="text/turtle"' in link
    assert f'<{THING}>; rel="cite-as"' in link


def test_following_the_thing_gives_turtle(client):
    response = client.get("/id/government/yangzhou", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert (THING, None, None) in Graph().parse(data=response.data, format="turtle")


def test_every_iri_of_ours_answers(client):
    subjects = graph(client, "/doc/graph/talk-2022.nt").all_nodes()
    ours = {str(node).partition("#")[0] for node in subjects if str(node).startswith(BASE)}
    statuses = {iri: client.get("/" + iri.removeprefix(BASE), follow_redirects=True).status_code for iri in ours}
    assert len(ours) > 10
    assert {iri: status for iri, status in statuses.items() if status != 200} == {}


class Waiting:
    """A store that writes no whole graph before it is told to."""

    def __init__(self, store):
        self._store, self.go = store, threading.Event()

    def __getattr__(self, name):
        return getattr(self._store, name)

    def dump(self, **more):
        self.go.wait(20)
        return self._store.dump(**more)


def test_whole_graphs_leave_room_for_pages(tmp_path):
    data = Data.open(publish(tmp_path))
    store = Waiting(data.store)
    app = create_app(replace(data, store=store))
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(app.test_client().get, "/graph/talk-2022") for _ in range(8)]
        first = {future.result().status_code for _, future in zip(range(2), as_completed(asked), strict=False)}
        assert app.test_client().get(PATH).status_code == 200
        store.go.set()
    answers = [future.result() for future in asked]
    assert first == {503} and sorted(each.status_code for each in answers) == [200] * 6 + [503] * 2
    assert all(each.headers["Retry-After"] for each in answers if each.status_code == 503)
