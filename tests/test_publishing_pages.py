"""Pages and what is found beside them, as the checklist of publishing asks (H01 to H09), over our own data."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

BASE = "https://w3id.org/onemoon/"
THINGS = ("government/yangzhou", "twinning/nara--yangzhou", "event/15th-northeast-asian-fair",
          "document/near-forum-2023", "title/culture-city-of-east-asia", "dataset/onemoon")  # fmt: skip
KNOWN_TO_SCHEMA_ORG = [each for each in THINGS if not each.startswith(("twinning", "title"))]
PAGES = ("/", "/statistics", "/changes", "/cite", "/news", "/disagreements", "/dumps/", "/ns", "/shapes", "/quality",
         "/browse/twinning", "/sparql?format=html", "/search?q=Nara", *(f"/doc/{each}" for each in THINGS))  # fmt: skip
XHTML, SITEMAP = "{http://www.w3.org/1999/xhtml}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SH, SCHEMA = Namespace("http://www.w3.org/ns/shacl#"), Namespace("https://schema.org/")
LANGUAGES = {"en", "ko", "ja", "zh"}


class Page(HTMLParser):
    """What a page is made of: its elements with their attributes, and the text a reader sees."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.text, self._open, self.head = [], "", [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._open.append(tag)
        if "body" not in self._open:
            self.head.append(tag)

    def handle_endtag(self, tag):
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"script", "style"} & set(self._open):
            self.text += data

    def all(self, tag, **wanted):
        return [each for name, each in self.elements if name == tag and wanted.items() <= each.items()]


def page(client, path, **headers):
    return Page(client.get(path, headers={"Accept": "text/html", **headers}).get_data(as_text=True))


def schema_org(client, path):
    text = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
    return json.loads(text.partition('<script type="application/ld+json">')[2].partition("</script>")[0])


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("path", PAGES)
def test_h01_language_title_heading_and_the_other_languages(client, path, lang):
    found = page(client, path, **{"Accept-Language": lang})
    assert [each["lang"] for each in found.all("html")] == [lang] and len(found.all("h1")) == 1
    assert found.head.count("title") == 1
    others = {each["hreflang"] for each in found.all("link", rel="alternate") if "hreflang" in each}
    assert others == LANGUAGES | {"x-default"}


@pytest.mark.parametrize("name", THINGS)
def test_h01_a_document_names_its_canonical_address_and_its_forms(client, name):
    found = page(client, f"/doc/{name}")
    assert [each["href"] for each in found.all("link", rel="canonical")] == [f"{BASE}doc/{name}"]
    forms = {each["type"]: each["href"] for each in found.all("link", rel="alternate") if "type" in each}
    for kind in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"):
        assert client.get(forms[kind]).mimetype == kind


def test_h02_a_city_is_described_for_search_engines(client):
    said = schema_org(client, "/doc/government/yangzhou")
    assert said["@context"] == "https://schema.org" and said["@type"] == "AdministrativeArea"
    assert said["geo"]["@type"] == "GeoCoordinates" and said["containedInPlace"]["name"]
    assert "http://www.wikidata.org/entity/Q57906" in said["sameAs"] and said["url"] == f"{BASE}doc/government/yangzhou"


def test_h02_events_have_dates_places_and_organisers_of_schema_org(client, data):
    events = sorted(
        {q.subject.value for q in data.store if "/id/event/" in q.subject.value and "#" not in q.subject.value}
    )
    said = [schema_org(client, "/doc/" + each.partition("/id/")[2]) for each in events]
    assert all(each["@type"] == "Event" and each["name"] for each in said)
    dates = [each[key] for each in said for key in ("startDate", "endDate") if key in each]
    assert len(dates) > 30 and all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", each) for each in dates)
    assert sum("location" in each for each in said) > 20 and sum("organizer" in each for each in said) > 5
    assert {each["eventStatus"] for each in said if "eventStatus" in each} == {"https://schema.org/EventScheduled"}


@pytest.mark.parametrize("path", ["/", "/doc/dataset/onemoon"])
def test_h02_the_data_set_is_a_dataset_with_downloads(client, path):
    said = schema_org(client, path)
    assert said["@type"] == "Dataset" and 50 <= len(said["description"]) <= 5000 and said["isAccessibleForFree"]
    wanted = "name license creator spatialCoverage temporalCoverage includedInDataCatalog version dateModified"
    assert all(said[each] for each in wanted.split())
    for each in said["distribution"]:
        head = client.head("/" + each["contentUrl"].removeprefix(BASE))
        assert head.status_code == 200 and head.mimetype == each["encodingFormat"]
        assert each["contentSize"] == f"{head.content_length} B" and each["sha256"] == head.headers["ETag"].strip('"')


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("name", KNOWN_TO_SCHEMA_ORG)
def test_h02_what_pages_embed_is_json_ld_without_an_iri_that_is_none(client, name):
    said = schema_org(client, f"/doc/{name}")
    assert said["@id"] == f"{BASE}id/{name}"
    graph = Graph().parse(data=json.dumps({**said, "@context": {"@vocab": "https://schema.org/"}}), format="json-ld")
    assert (URIRef(said["@id"]), RDF.type, SCHEMA[said["@type"]]) in graph
    assert all(" " not in node and ":" in node for node in graph.all_nodes() if isinstance(node, URIRef))


def test_h02_the_description_is_in_the_readers_language(client):
    text = client.get("/?lang=ko").get_data(as_text=True)
    assert "하나의 달" in text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]


def test_h03_the_facts_are_there_without_scripts(client):
    found = page(client, "/doc/government/yangzhou")
    for word in ("扬州", "Nara", "2010", "Kitakyushu", "planned", "characters"):
        assert word in found.text
    assert all("src" in each or each.get("type") == "application/ld+json" for each in found.all("script"))


def test_h04_language_by_parameter_then_by_header(client):
    for path, header, lang in (("/?lang=ja", "ko", "ja"), ("/", "ko-KR,en;q=0.5", "ko"), ("/", "fr", "en")):
        response = client.get(path, headers={"Accept": "text/html", "Accept-Language": header})
        assert response.headers["Content-Language"] == lang and "Accept-Language" in response.headers["Vary"]


def test_h04_a_label_from_another_language_is_shown_with_its_code(client):
    found = page(client, "/doc/document/near-forum-2023?lang=ko")
    assert found.all("h1")[0].get("lang") == "en" and found.all("span", **{"class": "lang fallback"})


def test_h05_robots_and_the_sitemap_agree(client):
    rules = client.get("/robots.txt").get_data(as_text=True).splitlines()
    assert {"Disallow: /sparql", "Disallow: /search", "Disallow: /reconcile"} <= set(rules)
    index = ElementTree.fromstring(client.get("/sitemap.xml").data)
    assert f"Sitemap: {'http://localhost/sitemap.xml'}" in rules
    parts = [urlsplit(each.text).path for each in index.iter(f"{SITEMAP}loc")]
    assert parts and all(client.get(each).mimetype == "application/xml" for each in parts)


def test_h05_the_sitemap_tells_languages_and_true_dates_of_pages_that_are_there(client, data):
    part = ElementTree.fromstring(client.get("/sitemap-1.xml").data)
    urls = part.findall(f"{SITEMAP}url")
    assert 400 < len(urls) <= 50_000 and {each.findtext(f"{SITEMAP}lastmod") for each in urls} == {data.date}
    for each in urls[::25]:
        found = {link.get("hreflang"): link.get("href") for link in each.findall(f"{XHTML}link")}
        assert set(found) == LANGUAGES | {"x-default"}
        address = urlsplit(found["ko"])
        assert client.get(f"{address.path}?{address.query}").headers["Content-Language"] == "ko"
    dumps, changes = (f"http://localhost/{each}" for each in ("dumps/", "changes"))
    assert {dumps, changes} <= {each.findtext(f"{SITEMAP}loc") for each in urls}


def test_h06_llms_txt_is_a_list_of_links_that_answer(client):
    text = client.get("/llms.txt").get_data(as_text=True)
    assert text.startswith("# One Moon\n\n> ") and text.count("\n## ") >= 3
    links = re.findall(r"\]\(http://localhost(/[^)\s]*)\)", text)
    assert len(links) > 15 and {client.get(each).status_code for each in links} == {200}


def test_h06_security_txt_is_as_rfc_9116_asks(client):
    text = client.get("/.well-known/security.txt").get_data(as_text=True)
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert {"Contact", "Expires", "Canonical", "Preferred-Languages"} <= set(fields)
    assert fields["Contact"].startswith("https://") and re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", fields["Expires"])


def test_h06_openapi_has_every_route_and_no_other(client):
    document = client.get("/openapi.json").get_json()
    rules = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule): rule.methods - {"HEAD", "OPTIONS"}
             for rule in client.application.url_map.iter_rules() if rule.endpoint != "static"}  # fmt: skip
    described = {path: {method.upper() for method in item if method != "parameters"}
                 for path, item in document["paths"].items()}  # fmt: skip
    assert document["openapi"].startswith("3.1") and described == rules


def test_h06_the_data_can_be_cited_with_licence_and_version(client, data):
    found = page(client, "/cite")
    assert data.version in found.text and found.all("a", rel="license")
    bibtex = client.get("/cite.bib").get_data(as_text=True)
    assert data.version in bibtex and bibtex.count("{") == bibtex.count("}")
    cff = client.get("/cite.cff").get_data(as_text=True)
    assert f'version: "{data.version}"' in cff and "license: CC-BY-4.0" in cff
    assert client.get("/favicon.ico").headers["Location"] == "/static/moon.svg"


@pytest.mark.parametrize("path", PAGES)
def test_h07_a_reader_without_eyes_or_mouse_finds_the_way(client, path):
    found = page(client, path)
    skip = found.all("a", **{"class": "skip"})[0]["href"]
    assert [f"#{each['id']}" for each in found.all("main")] == [skip]
    assert all(each.get("scope") in ("col", "row") for each in found.all("th"))
    assert all("alt" in each for each in found.all("img")) and all(each.get("aria-label") for each in found.all("nav"))
    labelled = {each.get("for") for each in found.all("label")}
    fields = [
        each for tag in ("input", "select", "textarea") for each in found.all(tag) if each.get("type") != "hidden"
    ]
    assert all(each.get("id") in labelled or each.get("aria-label") for each in fields)
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(below - above <= 1 for above, below in pairwise(levels))


def test_h07_a_map_has_a_name_and_the_list_of_its_places_beside_it(client):
    found = page(client, "/doc/government/yangzhou")
    drawing = next(each for each in found.all("svg") if "viewbox" in each or "viewBox" in each)
    assert drawing["role"] == "img" and drawing["aria-label"]
    assert {"/doc/government/nara", "/doc/government/kitakyushu"} <= {each.get("href") for each in found.all("a")}


def test_h09_only_cards_may_be_framed_and_pages_lead_to_theirs(client):
    name = "government/yangzhou"
    card = client.get(f"/embed/{name}").headers["Content-Security-Policy"]
    own = client.get(f"/doc/{name}", headers={"Accept": "text/html"}).headers["Content-Security-Policy"]
    assert "frame-ancestors *" in card and "frame-ancestors 'self'" in own
    oembed = page(client, f"/doc/{name}").all("link", type="application/json+oembed")[0]["href"]
    assert f"/embed/{name}" in client.get(oembed).get_json()["html"]


def test_h08_each_example_is_a_document_in_the_convention_of_the_sib(client):
    whole = Graph().parse(data=client.get("/.well-known/sparql-examples/").data, format="turtle")
    queries = sorted(whole.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(queries) >= 8
    for node in queries:
        own = client.get(f"/{str(node).removeprefix(BASE)}")
        said = Graph().parse(data=own.data, format="turtle")
        assert set(said.predicate_objects(node)) == set(whole.predicate_objects(node)) and own.mimetype == "text/turtle"
        assert {each.language for each in said.objects(node, RDFS.comment)} == LANGUAGES
        assert said.value(node, SCHEMA.target) == URIRef(f"{BASE}sparql") and said.value(node, SCHEMA.keywords)
        kind = SH.SPARQLConstructExecutable if said.value(node, SH.construct) else SH.SPARQLSelectExecutable
        assert (node, RDF.type, kind) in said and isinstance(
            said.value(node, SH.select) or said.value(node, SH.construct), Literal
        )


def test_h08_each_example_runs_with_the_prefixes_that_are_declared_and_has_answers(client):
    whole = Graph().parse(data=client.get("/.well-known/sparql-examples/").data, format="turtle")
    declared = {str(whole.value(each, SH.prefix)): str(whole.value(each, SH.namespace))
                for each in whole.objects(None, SH.declare)}  # fmt: skip
    head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in declared.items())
    for form in (SH.select, SH.construct):
        for query in whole.objects(None, form):
            bare = re.sub(r"(?m)^PREFIX .*\n", "", str(query))
            answer = client.get(
                "/sparql", query_string={"query": head + bare}, headers={"Accept": "text/csv, text/turtle"}
            )
            assert answer.status_code == 200 and len(answer.data.splitlines()) > 1, query


@pytest.mark.parametrize("name", ["00", "99", "x", "1", "01.docx", "01.", "٠١", "../01"])
def test_h08_there_is_no_other_example(client, name):
    assert client.get(f"/.well-known/sparql-examples/{name}").status_code == 404
