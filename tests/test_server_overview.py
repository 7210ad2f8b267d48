"""Pages about the whole, lists that can be narrowed, and what machines look for."""

import json
from xml.etree import ElementTree

import pytest
from pyshacl import validate
from rdflib import OWL, Graph, Namespace

from .conftest import beside
from .server_fixture import client_over

ATOM, SITEMAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SH = Namespace("http://www.w3.org/ns/shacl#")


def text_of(client, path):
    return client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)


def test_home_has_a_map_of_the_ties_and_the_list_beside_it(client):
    page = text_of(client, "/")
    assert page.count('class="arc"') + page.count('class="arc planned"') >= 10
    assert 'class="arc planned"' in page and "Beyond this map:" in page and 'href="/doc/twinning/' in page


def test_a_city_has_map_timeline_partners_and_events(client):
    page = text_of(client, "/doc/government/yangzhou")
    assert 'class="dot main"' in page and '<ol class="timeline">' in page
    assert page.index('id="twinning"') < page.index('id="designation"') < page.index('id="event"')


def test_disagreement_stands_side_by_side_on_the_page_and_in_the_list(client):
    for path in ("/doc/twinning/kitakyushu--yangzhou", "/disagreements"):
        page = text_of(client, path)
        assert "this data follows it" in page and "this data does not follow it" in page


def test_lists_are_narrowed_by_country_and_year(client):
    china = text_of(client, "/browse/government?country=https://w3id.org/onemoon/id/country/china")
    assert "/doc/government/yangzhou" in china and "/doc/government/nara" not in china
    ties = text_of(client, "/browse/twinning?year=2010")
    assert "/doc/twinning/nara--yangzhou" in ties and "gyeongju--yangzhou" not in ties
    assert "0 in all" in text_of(client, "/browse/twinning?year=1066")


def test_long_groups_are_paged(tmp_path):
    person = "<http://example.org/id/person/x> a <https://schema.org/Person> ."
    event = "<http://example.org/id/event/{0}> a <http://example.org/E> ;"
    event += " <https://schema.org/organizer> <http://example.org/id/person/x> ."
    client = client_over(tmp_path, person + "".join(event.format(n) for n in range(250)))
    assert 'href="/links/person/x?kind=event"' in text_of(client, "/doc/person/x")
    assert "Page 3 of 3" in text_of(client, "/links/person/x?kind=event&page=3")
    assert client.get("/links/person/x?kind=event&page=4").status_code == 404


def test_statistics_count_things_and_years(client):
    page = text_of(client, "/statistics")
    assert '<a href="/browse/twinning">' in page and "<rect" in page


def test_feed_lists_the_sources(client):
    feed = ElementTree.fromstring(client.get("/feed.atom").data)
    ids = [each.text for each in feed.iterfind(f"{ATOM}entry/{ATOM}id")]
    assert sum("/id/document/" in each for each in ids) == 5 and feed.findtext(f"{ATOM}updated").endswith("Z")


def test_sitemap_names_every_thing_in_four_languages(client):
    index = ElementTree.fromstring(client.get("/sitemap.xml").data)
    assert [each.text for each in index.iter(f"{SITEMAP}loc")] == ["http://localhost/sitemap-1.xml"]
    part = client.get("/sitemap-1.xml").get_data(as_text=True)
    ElementTree.fromstring(part)
    assert "http://localhost/doc/government/yangzhou?lang=ko" in part and "/annotation/" not in part
    assert client.get("/sitemap-2.xml").status_code == 404 == client.get("/sitemap-0.xml").status_code


def test_robots_know_the_sitemap(client):
    text = client.get("/robots.txt").get_data(as_text=True)
    assert "Sitemap: http://localhost/sitemap.xml" in text and "Disallow: /sparql" in text


def test_openapi_has_every_path(client):
    document = client.get("/openapi.json").get_json()
    assert document["openapi"] == "3.1.0" and {"/sparql", "/doc/{name}", "/search.json"} <= set(document["paths"])
    operations = [op for path in document["paths"].values() for op in path.values()]
    assert len({op["operationId"] for op in operations}) == len(operations) and all(op["summary"] for op in operations)


@pytest.mark.parametrize(
    ("path", "mimetype", "words"),
    [
        ("/llms.txt", "text/plain", "om:planned"),
        ("/.well-known/security.txt", "text/plain", "Expires:"),
        ("/.well-known/api-catalog", "application/linkset+json", "/openapi.json"),
    ],
)
def test_files_known_by_name(client, path, mimetype, words):
    response = client.get(path)
    assert response.mimetype == mimetype and words in response.get_data(as_text=True)


def test_example_queries_are_data_in_four_languages_and_have_answers(client):
    graph = Graph().parse(data=client.get("/.well-known/sparql-examples/").data, format="turtle")
    queries = [str(text) for form in (SH.select, SH.construct) for text in graph.objects(None, form)]
    assert len(queries) >= 8
    assert {each.language for each in graph.objects() if getattr(each, "language", None)} == {"en", "ko", "ja", "zh"}
    for query in queries:
        answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": "*/*"})
        assert answer.status_code == 200 and len(answer.data) > 200


def test_pages_tell_search_engines_what_they_are_about(client):
    page = text_of(client, "/doc/government/yangzhou")
    embedded = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert embedded["@type"] == "AdministrativeArea" and embedded["geo"]["latitude"] > 30
    assert "http://www.wikidata.org/entity/Q57906" in embedded["sameAs"]


def test_signposts_lead_from_page_to_thing_data_licence_and_links(client):
    links = client.get("/doc/government/yangzhou.html").headers["Link"]
    assert links.count('rel="cite-as"') == 1 and links.count('rel="type"') == 2 and 'rel="license"' in links
    assert '</doc/government/yangzhou.ttl>; rel="describedby"; type="text/turtle"' in links
    assert '</linkset/government/yangzhou>; rel="linkset"; type="application/linkset+json"' in links
    assert 'rel="describes"' in client.get("/doc/government/yangzhou.ttl").headers["Link"]


def test_link_set_has_every_form_with_its_anchor(client):
    response = client.get("/linkset/government/yangzhou")
    assert response.mimetype == "application/linkset+json" and client.get("/linkset/x/y").status_code == 404
    anchors = [each["anchor"] for each in response.get_json()["linkset"]]
    assert "http://localhost/doc/government/yangzhou.html" in anchors and len(anchors) == 5


@pytest.mark.parametrize("name", ["shapes.ttl", "shapes_recommended.ttl"])
def test_catalogue_is_as_dcat_ap_asks(built, out, name):
    shapes = Graph().parse(beside("ONEMOON_SUITES") / "dcat-ap" / name)
    shapes.remove((None, OWL.imports, None))
    conforms, report, text = validate(Graph().parse(out / "catalog.ttl"), shacl_graph=shapes, allow_warnings=True)
    assert conforms, text
