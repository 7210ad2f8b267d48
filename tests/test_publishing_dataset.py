"""The description of the data set as the checklist of publishing asks for it (M01 to M11), over our own data."""

import gzip
import hashlib
import json
import shutil
import time
from collections import Counter
from xml.etree import ElementTree

import httpx
import pytest
from pyshacl import validate
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, VOID, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from onemoon.build.publish import publish
from onemoon.server.app import create_app
from onemoon.server.data import Data

from .conftest import beside
from .server_fixture import client_over

BASE = "https://w3id.org/onemoon/"
NS = URIRef(f"{BASE}ns")
DATASET = URIRef(f"{BASE}id/dataset/onemoon")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX, ADMS = Namespace("http://spdx.org/rdf/terms#"), Namespace("http://www.w3.org/ns/adms#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
ATOM = "{http://www.w3.org/2005/Atom}"
RDFLIB = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
LANGUAGES = {"en", "ko", "ja", "zh"}

# rdflib's own reader of JSON-LD still uses the class that it warns of.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


@pytest.fixture(scope="module")
def void(client):
    return Graph().parse(data=client.get("/.well-known/void").data, format="turtle")


@pytest.fixture(scope="module")
def catalogue(client):
    return Graph().parse(data=client.get("/catalog").data, format="turtle")


def rows(client, pattern):
    answer = client.get("/sparql", query_string={"query": f"SELECT {pattern}"}, headers={"Accept": "application/json"})
    return [[cell["value"] for cell in row.values()] for row in answer.get_json()["results"]["bindings"]]


def count(client, what, pattern):
    return int(rows(client, f"(COUNT({what}) AS ?n) {{ {pattern} }}")[0][0])


def languages(graph, node, property):
    return {each.language for each in graph.objects(node, property)}


def test_m01_void_is_at_its_well_known_place_in_turtle_and_every_form(client):
    plain = client.get("/.well-known/void")
    assert (plain.status_code, plain.mimetype) == (200, "text/turtle") and "Accept" in plain.headers["Vary"]
    assert client.get("/.well-known/void", headers={"Accept": "text/html"}).headers["Location"] == "/statistics"
    for suffix, name in RDFLIB.items():
        form = Graph().parse(data=client.get(f"/void.{suffix}").data, format=name)
        assert isomorphic(form, Graph().parse(data=plain.data, format="turtle"))


def test_m02_void_says_where_things_are_and_one_example_a_class(client, void):
    assert void.value(DATASET, VOID.sparqlEndpoint) == URIRef(f"{BASE}sparql")
    assert str(void.value(DATASET, VOID.uriSpace)) == f"{BASE}id/"
    dumps = {str(each).removeprefix(BASE) for each in void.objects(DATASET, VOID.dataDump)}
    assert len(dumps) == 10 and {client.head(f"/{each}").status_code for each in dumps} == {200}
    kinds = set(void.objects(None, VOID["class"]))
    examples = [str(each) for each in void.objects(DATASET, VOID.exampleResource)]
    typed = {row[0] for each in examples for row in rows(client, f"?t {{ <{each}> a ?t }}")}
    assert {str(kind) for kind in kinds} <= typed
    assert len(set(void.objects(DATASET, VOID.feature))) == 6 and (DATASET, VOID.vocabulary, URIRef(f"{NS}#")) in void


@pytest.mark.parametrize(
    ("property", "what", "pattern"),
    [
        (VOID.triples, "*", "?s ?p ?o"),
        (VOID.classes, "DISTINCT ?c", "?s a ?c"),
        (VOID.properties, "DISTINCT ?p", "?s ?p ?o"),
        (VOID.distinctSubjects, "DISTINCT ?s", "?s ?p ?o"),
        (VOID.distinctObjects, "DISTINCT ?o", "?s ?p ?o"),
        (
            VOID.entities,
            "DISTINCT ?s",
            f'?s a ?c FILTER(STRSTARTS(STR(?s), "{BASE}id/") && !CONTAINS(STR(?s), "#"))',
        ),
    ],
)
def test_m02_the_totals_are_those_of_the_endpoint(client, void, property, what, pattern):
    assert int(void.value(DATASET, property)) == count(client, what, pattern)


@pytest.mark.parametrize(
    ("part", "of", "number", "pattern"),
    [
        (VOID.classPartition, VOID["class"], VOID.entities, "?x (COUNT(*) AS ?n) { ?s a ?x } GROUP BY ?x"),
        (VOID.propertyPartition, VOID.property, VOID.triples, "?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"),
    ],
)
def test_m02_every_partition_counts_as_the_endpoint_does(client, void, part, of, number, pattern):
    parts = list(void.objects(DATASET, part))
    said = {str(void.value(each, of)): int(void.value(each, number)) for each in parts}
    assert said == {row[0]: int(row[1]) for row in rows(client, pattern)} and len(said) > 40


@pytest.mark.parametrize(
    ("key", "space"), [("wikidata", "http://www.wikidata.org/entity/"), ("geonames", "https://sws.geonames.org/")]
)
def test_m02_link_sets_count_the_links(client, void, key, space):
    node = URIRef(f"{DATASET}#linkset-{key}")
    links = count(client, "*", f'?s <{OWL.sameAs}> ?o FILTER(STRSTARTS(STR(?o), "{space}"))')
    assert int(void.value(node, VOID.triples)) == links > 0
    assert void.value(node, VOID.linkPredicate) == OWL.sameAs and void.value(node, VOID.subjectsTarget) == DATASET
    assert void.value(node, VOID.objectsTarget) and (DATASET, VOID.subset, node) in void


def test_m03_every_document_says_to_which_data_set_it_belongs(client):
    page = client.get("/doc/government/nara.ttl")
    said = Graph().parse(data=page.data, format="turtle")
    assert (URIRef(f"{BASE}doc/government/nara"), VOID.inDataset, DATASET) in said
    assert '</doc/dataset/onemoon>; rel="collection"' in page.headers["Link"]


def test_m04_a_harvester_finds_catalogue_dataset_distributions_and_service(client, catalogue):
    whole = URIRef(f"{BASE}catalog")
    assert (whole, RDF.type, DCAT.Catalog) in catalogue and (whole, DCAT.dataset, DATASET) in catalogue
    service = catalogue.value(whole, DCAT.service)
    assert catalogue.value(service, DCAT.endpointURL) == URIRef(f"{BASE}sparql")
    assert catalogue.value(service, DCAT.servesDataset) == DATASET
    told = {str(each).removeprefix(BASE) for each in catalogue.objects(service, DCAT.endpointDescription)}
    assert told == {"sparql?format=ttl", "openapi.json"}
    assert {client.get(f"/{each}").status_code for each in told} == {200}


@pytest.mark.parametrize("suffix", RDFLIB)
def test_m04_the_catalogue_is_there_in_every_form(client, catalogue, suffix):
    response = client.get(f"/catalog.{suffix}")
    assert isomorphic(Graph().parse(data=response.data, format=RDFLIB[suffix]), catalogue)
    assert client.get("/catalog", headers={"Accept": response.mimetype}).data == response.data
    assert client.get("/catalog.html").status_code == client.get("/catalog.csv").status_code == 404


def test_m05_each_distribution_can_be_fetched_and_is_what_it_says(client, catalogue):
    parts = list(catalogue.objects(DATASET, DCAT.distribution))
    assert len(parts) == 12
    for part in parts:
        address = str(catalogue.value(part, DCAT.downloadURL)).removeprefix(BASE)
        content = client.get(f"/{address}").data
        checksum = catalogue.value(part, SPDX.checksum)
        value = catalogue.value(checksum, SPDX.checksumValue)
        assert (str(value), value.datatype) == (hashlib.sha256(content).hexdigest(), XSD.hexBinary)
        assert catalogue.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert int(catalogue.value(part, DCAT.byteSize)) == len(content)


def test_m05_each_distribution_has_its_particulars(client, catalogue):
    for part in catalogue.objects(DATASET, DCAT.distribution):
        wanted = (DCAT.accessURL, DCAT.mediaType, DCTERMS.conformsTo, DCTERMS.license, DCTERMS.issued, DCTERMS.modified)
        assert all((part, each, None) in catalogue for each in wanted)
        download = str(catalogue.value(part, DCAT.downloadURL))
        plain = str(catalogue.value(part, DCAT.mediaType)).partition("media-types/")[2]
        assert client.head("/dumps/" + download.rpartition("/")[2].removesuffix(".gz")).mimetype == plain
        assert download.endswith(".gz") == ((part, DCAT.compressFormat, None) in catalogue)


def test_m06_the_data_set_says_all_that_a_catalogue_asks(catalogue):
    for property in (DCTERMS.title, DCTERMS.description, DCAT.keyword):
        assert languages(catalogue, DATASET, property) == LANGUAGES
    wanted = "publisher creator license accessRights spatial accrualPeriodicity language provenance identifier issued"
    assert all((DATASET, DCTERMS[each], None) in catalogue for each in wanted.split())
    assert (DATASET, DCAT.contactPoint, None) in catalogue and (DATASET, DCAT.landingPage, None) in catalogue
    assert str(catalogue.value(DATASET, DCTERMS.identifier)) == str(DATASET)
    period = catalogue.value(DATASET, DCTERMS.temporal)
    assert int(catalogue.value(period, DCAT.startDate)[:4]) < int(catalogue.value(period, DCAT.endDate)[:4])


def test_m06_the_chain_of_versions_is_told_in_four_languages(later_client):
    found = Graph().parse(data=later_client.get("/catalog").data, format="turtle")
    newest = found.value(DATASET, DCAT.hasCurrentVersion)
    before = found.value(newest, DCAT.previousVersion)
    assert set(found.objects(DATASET, DCAT.hasVersion)) == {newest, before}
    assert found.value(DATASET, DCAT.previousVersion) == before and (before, DCAT.previousVersion, None) not in found
    assert languages(found, newest, ADMS.versionNotes) == languages(found, DATASET, ADMS.versionNotes) == LANGUAGES
    assert found.value(DATASET, DCAT.version) == found.value(newest, DCAT.version) != found.value(before, DCAT.version)
    for node in (newest, before):
        assert later_client.get(f"/{str(node).removeprefix(BASE)}").status_code == 200


def test_m07_a_catalogue_of_several_versions_is_as_dcat_ap_asks(later):
    shapes = Graph().parse(beside("ONEMOON_SUITES") / "dcat-ap" / "shapes.ttl")
    shapes.remove((None, OWL.imports, None))
    conforms, _, text = validate(Graph().parse(later / "catalog.ttl"), shacl_graph=shapes, allow_warnings=True)
    assert conforms, text


def test_m08_files_of_a_version_are_for_good_and_in_parts(later_client, later):
    versions = json.loads((later / "versions.json").read_text())["versions"]
    for name in (each["name"] for each in versions):
        path = f"/dumps/{name}/onemoon.nt.gz"
        whole = later_client.get(path)
        assert "immutable" in whole.headers["Cache-Control"] and "max-age=31536000" in whole.headers["Cache-Control"]
        assert whole.headers["ETag"].strip('"') == hashlib.sha256(whole.data).hexdigest()
        part = later_client.get(path, headers={"Range": "bytes=10-19"})
        assert (part.status_code, part.data, part.headers["Accept-Ranges"]) == (206, whole.data[10:20], "bytes")
        assert gzip.decompress(whole.data).splitlines() == sorted(gzip.decompress(whole.data).splitlines())


def test_m08_latest_leads_to_the_newest(later_client, later):
    newest = json.loads((later / "build.json").read_text())["version"]
    response = later_client.get("/dumps/latest/onemoon.ttl.gz")
    assert (response.status_code, response.headers["Location"]) == (302, f"/dumps/{newest}/onemoon.ttl.gz")


@pytest.mark.parametrize("path", ["/dumps/2020-01-01-00000000/", "/dumps/{}/nope.gz", "/dumps/{}/..%2f..%2fbuild.json",
                                  "/dumps/..%2fversions/x", "/dumps/{}/.", "/dumps/{}/onemoon.ttl"])  # fmt: skip
def test_m08_there_is_nothing_else_among_the_versions(later_client, later, path):
    newest = json.loads((later / "build.json").read_text())["version"]
    assert later_client.get(path.format(newest)).status_code == 404


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_m08_the_page_of_changes_tells_what_came_and_went(later_client, lang):
    page = later_client.get(f"/changes?lang={lang}", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert f'<html lang="{lang}">' in page and "/added.nt.gz" in page and "/doc/twinning/nara--yangzhou" in page
    assert "/doc/twinning/karatsu--yangzhou" in page and ">https://w3id.org/onemoon/id/" not in page
    assert page.count("<section>") == 2 and page.index("removed.nt.gz") < page.rindex("<section>")


def test_m08_changes_are_rdf_and_a_feed_as_well(later_client):
    said = Graph().parse(data=later_client.get("/changes", headers={"Accept": "text/turtle"}).data, format="turtle")
    assert len(set(said.objects(DATASET, DCAT.hasVersion))) == 2 and len(set(said.subjects(DCAT.previousVersion))) == 1
    feed = ElementTree.fromstring(later_client.get("/feed.atom?lang=ko").data)
    ids = [each.text for each in feed.iterfind(f"{ATOM}entry/{ATOM}id")]
    assert sum("/dumps/" in each for each in ids) == 2 and len(ids) == len(set(ids)) == 7
    assert "버전" in feed.findtext(f"{ATOM}entry/{ATOM}title")


def test_m08_a_version_whose_files_were_given_up_is_gone_and_says_so(later, tmp_path):
    content = json.loads((later / "versions.json").read_text())
    content["versions"][0]["kept"] = False
    for path in later.iterdir():
        if path.is_file():
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / "versions.json").unlink()
    (tmp_path / "versions.json").write_text(json.dumps(content))
    client, name = create_app(Data.open(tmp_path)).test_client(), content["versions"][0]["name"]
    assert client.get(f"/dumps/{name}/onemoon.nt.gz").status_code == 410
    assert client.get(f"/v/{name}/doc/government/nara").status_code == 410
    page = client.get(f"/dumps/{name}/", headers={"Accept": "text/html"})
    assert page.status_code == 200 and "no longer kept" in page.get_data(as_text=True)


def test_m08_a_running_server_takes_up_a_new_version_and_keeps_the_old(out, later, tmp_path, start):
    shutil.copytree(out, tmp_path / "out")
    with httpx.Client(base_url=start("serve", "--out", str(tmp_path / "out")), timeout=30) as http:
        first = http.get("/healthz").json()["version"]
        path = f"/dumps/{first}/onemoon.nt.gz"
        before = http.get(path, headers={"Accept-Encoding": "identity"}).content
        publish({str(file.relative_to(later)): file.read_bytes() for file in later.rglob("*") if file.is_file()},
                tmp_path / "out")  # fmt: skip
        for _ in range(100):
            newest = http.get("/dumps/latest/").headers["Location"].split("/")[2]
            if newest != first:
                break
            time.sleep(0.2)
        assert newest == http.get("/healthz").json()["version"] != first
        assert http.get(path, headers={"Accept-Encoding": "identity"}).content == before
        past, now = (http.get(f"/v/{each}/doc/twinning/nara--yangzhou.nt").text for each in (first, newest))
        assert "2010" in past and "2011" in now and http.get(f"/dumps/{newest}/added.nt.gz").status_code == 200


def test_m09_the_statistics_are_those_of_void_and_grow_by_version(client, later_client, void):
    page = client.get("/statistics").get_data(as_text=True)
    assert f"{int(void.value(DATASET, VOID.triples)):,} triples" in page
    assert page.count("<tr>") > int(void.value(DATASET, VOID.classes)) + int(void.value(DATASET, VOID.properties))
    assert "Growth by version" not in page
    assert "Growth by version" in later_client.get("/statistics").get_data(as_text=True)


def test_m10_the_ontology_has_every_form_and_says_what_it_is(client):
    found = Graph().parse(data=client.get("/ns", headers={"Accept": "text/turtle"}).data, format="turtle")
    wanted = (OWL.versionIRI, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri, DCTERMS.license,
              DCTERMS.creator, DCTERMS.created, DCTERMS.modified)  # fmt: skip
    assert all((NS, each, None) in found for each in wanted) and isinstance(found.value(NS, BIBO.status), URIRef)
    for suffix, name in RDFLIB.items():
        assert isomorphic(Graph().parse(data=client.get(f"/ns.{suffix}").data, format=name), found)
    version = str(found.value(NS, OWL.versionIRI)).removeprefix(BASE)
    assert client.get(f"/{version}", follow_redirects=True).status_code == 200


def test_m10_every_term_has_an_anchor_a_label_and_a_definition_in_four_languages(client):
    found = Graph().parse(data=client.get("/ns.ttl").data, format="turtle")
    page = client.get("/ns", headers={"Accept": "text/html"}).get_data(as_text=True)
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.ConceptScheme)
    terms = {term for kind in kinds for term in found.subjects(RDF.type, kind) if str(term).startswith(f"{NS}#")}
    for term in terms:
        assert page.count(f' id="{str(term).removeprefix(f"{NS}#")}"') == 1, term
        assert languages(found, term, RDFS.label) | languages(found, term, SKOS.prefLabel) == LANGUAGES, term
        assert languages(found, term, SKOS.definition) | languages(found, term, RDFS.comment) >= LANGUAGES, term
    assert len(terms) > 30


def _size(graph):
    """Enough to tell graphs of many blank nodes apart, which take long to compare."""
    return Counter((type(s), p, o if isinstance(o, Literal | URIRef) else None) for s, p, o in graph)


@pytest.mark.parametrize("path", ["/shapes", "/quality"])
def test_m11_shapes_and_report_are_pages_and_rdf_in_every_form(client, path):
    turtle = client.get(path, headers={"Accept": "text/turtle"})
    known = Graph().parse(data=turtle.data, format="turtle")
    for mime, name in (("application/n-triples", "nt"), ("application/ld+json", "json-ld"),
                       ("application/rdf+xml", "xml")):  # fmt: skip
        response = client.get(path, headers={"Accept": mime})
        assert _size(Graph().parse(data=response.data, format=name)) == _size(known)
        assert client.get(response.headers["Content-Location"]).data == response.data
    assert client.get(path, headers={"Accept": "text/html"}).mimetype == "text/html"


def test_m11_the_report_has_counts_date_program_and_a_badge(client, built):
    page = client.get("/quality").get_data(as_text=True)
    about = json.loads(built.files["build.json"])
    assert about["version"] in page and f"onemoon {about['software']}" in page and 'src="/badge.svg"' in page
    report = Graph().parse(data=built.files["validation.ttl"], format="turtle")
    sh = Namespace("http://www.w3.org/ns/shacl#")
    assert (None, sh.resultSeverity, sh.Violation) not in report and (None, sh.conforms, None) in report
    assert client.get("/badge.svg").mimetype == "image/svg+xml"


def test_m01_data_without_a_description_says_so(tmp_path):
    client = client_over(tmp_path, "<http://example.org/id/a/b> a <http://example.org/C> .")
    for path in ("/.well-known/void", "/void.ttl", "/catalog", "/catalog.jsonld", "/dumps/latest/x", "/dumps/x/"):
        assert client.get(path).status_code == 404
    assert client.get("/changes", headers={"Accept": "text/html"}).status_code == 200
