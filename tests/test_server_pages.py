"""Pages for people: what they show, and what hostile data can't make them do."""

import re
from html.parser import HTMLParser

import pytest

from .server_fixture import client_of, client_over

PAGES = [
    "/",
    "/ns",
    "/sparql?format=html",
    "/dumps/",
    "/problems",
    "/statistics",
    "/disagreements",
    "/news",
    "/search?q=yangzhou",
    "/browse/government",
    "/doc/government/yangzhou",
    "/doc/twinning/nara--yangzhou",
    "/doc/graph/talk-2022",
    "/doc/document/talk-2022",
    "/doc/annotation/talk-2022.t1",
]
DATA = "application/ld+json"
LOADING = {"img": "src", "script": "src", "iframe": "src", "link": "href"}

HOSTILE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://example.org/id/x/1> a <javascript:alert(1)> ; skos:prefLabel "<script>alert(1)</script>"@en, "\\" onload=x"@zh ;
  rdfs:seeAlso <javascript:alert(2)>, <data:text/html,x>, <vbscript:x>, "javascript:alert(3)"^^xsd:anyURI,
    <http://example.org//evil.example/x>, <http://example.org/%22%3E%3Cscript> ;
  <http://example.org/p> "<img src=x onerror=y>", "\\u0001\\uFFFD", "{{ 7 * 7 }}", "https://ok.example/"^^xsd:anyURI ;
  <http://example.org/1> "a property without a name" .
<http://example.org/id/x/2> <http://example.org/p> <http://example.org/id/x/1> .
_:blank <http://example.org/p> <http://example.org/id/x/1> .
"""


class Reader(HTMLParser):
    """Collects elements with their attributes, and the text."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def links(self):
        return [attrs["href"] for tag, attrs in self.elements if tag == "a" and "href" in attrs]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return client_of(tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return client_over(tmp_path_factory.mktemp("hostile"), HOSTILE)


def read(client, path):
    return Reader(client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True))


@pytest.mark.parametrize("path", PAGES)
def test_page_is_sound_and_asks_nothing_from_elsewhere(client, path):
    page = read(client, path)
    tags = [tag for tag, _ in page.elements]
    loading = [(tag, attrs) for tag, attrs in page.elements if tag != "link" or attrs["rel"] in ("stylesheet", "icon")]
    loaded = [attrs[LOADING[tag]] for tag, attrs in loading if tag in LOADING and attrs.get("type") != DATA]
    assert tags.count("h1") == 1 and page.elements[0] == ("html", {"lang": "en"})
    assert "style" not in tags
    assert all(address.startswith("/static/") for address in loaded)
    assert not any(name.startswith("on") or name == "style" for _, attrs in page.elements for name in attrs)


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_somewhere(client, path):
    ours = {link.partition("#")[0] for link in read(client, path).links() if link.startswith("/")}
    assert ours
    assert {link: status for link in ours if (status := client.get(link).status_code) not in (200, 303)} == {}


def test_policy_forbids_scripts_in_pages_and_from_elsewhere(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src 'self';" in policy


def test_names_carry_their_language(client):
    page = client.get("/doc/government/yangzhou").get_data(as_text=True)
    assert re.search(r'<h1 lang="en">\s*Yangzhou', page)
    assert '<span lang="zh">扬州</span>' in page and '<span lang="ko">양저우</span>' in page


def test_statements_have_labels_links_and_graphs(client):
    page = client.get("/doc/government/yangzhou").get_data(as_text=True)
    assert '<a href="/doc/country/china" title="https://w3id.org/onemoon/id/country/china">China</a>' in page
    assert 'href="http://www.wikidata.org/entity/Q57970" rel="external noopener"' in page
    assert ">country</a>" in page and 'href="/doc/graph/reference"' in page


def test_what_points_at_a_city_shows_where_it_was_read(client):
    text = " ".join(read(client, "/doc/government/yangzhou").text.split())
    assert (
        "Nara 2010 · friendship city details: Nara and Yangzhou A talk on culture cities, characters 812–915 reviewed"
        in text
    )


def test_planned_and_unreviewed_is_marked(client):
    text = " ".join(read(client, "/doc/government/yangzhou").text.split())
    assert "Kitakyushu planned not reviewed" in text
    heading = re.search("<h1.*?</h1>", client.get("/doc/twinning/kitakyushu--yangzhou").get_data(as_text=True))[0]
    assert "planned" in heading and "planned" not in client.get("/doc/twinning/nara--yangzhou").get_data(as_text=True)


def test_what_the_union_left_out_is_marked(client):
    page = client.get("/doc/designation/culture-city-2020-yangzhou").get_data(as_text=True)
    assert page.count(">not chosen<") == 1
    assert page.index("2020") < page.index("2019") < page.index("not chosen")


def test_a_fact_shows_its_own_evidence(client):
    text = " ".join(read(client, "/doc/twinning/nara--yangzhou").text.split())
    assert "Where it was read A talk on culture cities, May 1, 2022, characters 812–915 reviewed" in text


def test_home_counts_and_leads_on(client):
    page = read(client, "/")
    text = " ".join(page.text.split())
    assert "3 Local governments" in text and "2 Twinnings" in text
    assert {"/ns", "/dumps/", "/dumps/void.ttl", "/browse/government"} <= set(page.links())


@pytest.mark.parametrize("path", ["/browse/nothing", "/browse/government?page=2", "/browse/government?page=0"])
def test_no_such_list(client, path):
    assert client.get(path).status_code == 404


def test_page_number_must_be_one(client):
    assert client.get("/browse/government?page=x").status_code == 400


def test_long_lists_have_pages(tmp_path):
    text = "".join(f"<http://example.org/id/place/p{n:03}> a <http://example.org/Place> .\n" for n in range(150))
    client = client_over(tmp_path, text)
    assert "p149" in client.get("/browse/place?page=2").get_data(as_text=True)
    assert "Page 1 of 2" in client.get("/browse/place").get_data(as_text=True)


def test_many_incoming_links_are_cut_and_said_so(tmp_path):
    text = "".join(
        f"<http://example.org/id/a/{n}> <http://example.org/p> <http://example.org/id/b/1> .\n" for n in range(250)
    )
    client = client_over(tmp_path, text + "<http://example.org/id/b/1> a <http://example.org/B> .")
    assert "Only 200 of the 250 statements" in client.get("/doc/b/1.ttl").get_data(as_text=True)
    assert "All 250" in client.get("/doc/b/1").get_data(as_text=True)


def test_hostile_data_stays_text(hostile):
    page = hostile.get("/doc/x/1").get_data(as_text=True)
    found = Reader(page)
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    scripts = [attrs for tag, attrs in found.elements if tag == "script"]
    assert all(attrs.get("src", "").startswith("/static/search.js?") or attrs["type"] == DATA for attrs in scripts)
    assert not any(name.startswith("on") for _, attrs in found.elements for name in attrs)
    assert "{{ 7 * 7 }}" in found.text


def test_only_the_web_and_our_pages_are_linked(hostile):
    links = read(hostile, "/doc/x/1").links()
    assert all(link.startswith(("http://", "https://", "/", "#main")) and not link.startswith("//") for link in links)
    assert "https://ok.example/" in links


@pytest.mark.parametrize(
    ("suffix", "status"), [("ttl", 200), ("nt", 200), ("jsonld", 200), ("html", 200), ("rdf", 406)]
)
def test_hostile_data_in_every_form(hostile, suffix, status):
    assert hostile.get(f"/doc/x/1.{suffix}").status_code == status


def test_names_in_iris_are_found_however_they_are_written(tmp_path):
    client = client_over(tmp_path, "<http://example.org/id/city/가> a <http://example.org/City> .")
    written = ["가", "%EA%B0%80", "%ea%b0%80", "\u1100\u1161"]
    assert {client.get(f"/id/city/{name}").headers.get("Location") for name in written} == {"/doc/city/%EA%B0%80"}
    assert client.get("/doc/city/%EA%B0%80.ttl").status_code == 200


def test_percent_encoded_iris_are_found(tmp_path):
    client = client_over(tmp_path, "<http://example.org/id/city/%EA%B0%80> a <http://example.org/City> .")
    assert client.get("/id/city/%EA%B0%80", follow_redirects=True).status_code == 200
