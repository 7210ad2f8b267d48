"""A checklist for public SPARQL services, line by line, asked of the server over the network.

S01 to S24 are what a read-only service owes by the SPARQL 1.1 Protocol, by HTTP and to the clients in use; V01 to V05
are its description of itself and the Graph Store Protocol. One test has the number of each line; where the line leaves
a choice, the test says which one was taken.
"""

import csv
import io
import json
import re
import socket
import time
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, VOID

from onemoon.server.service import GEO_FUNCTIONS

from .conftest import beside
from .server_fixture import BASE, publish
from .serving_fixture import Served

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
TALK = f"{BASE}graph/talk-2022"
NONE = "http://example.org/none"
ROWS = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
NAMES = 'SELECT ?city { ?city <http://www.w3.org/2004/02/skos/core#prefLabel> "扬州"@zh }'
LINKS = "CONSTRUCT WHERE { ?a <https://w3id.org/onemoon/ns#party> ?b }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MANY = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }"
METHODS = "GET, HEAD, POST, OPTIONS"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
MOST, ALLOWED = 700, 30


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = publish(tmp_path_factory.mktemp("served"))
    served = Served(folder, workers=2, timeout=2, rows=MOST, result=1, rate=ALLOWED, trust=1)
    served.folder = folder
    yield served
    assert served.stop() == ""


@pytest.fixture(scope="module")
def client(served):
    with httpx.Client(base_url=served.address, timeout=20) as client:
        yield client


def ask(client, query="ASK {}", accept="*/*", headers=None, **parameters):
    told = {"Accept": accept, **(headers or {})}
    return client.get("/sparql", params={"query": query, **parameters}, headers=told)


def post(client, body, kind, **parameters):
    headers = {"Content-Type": kind} if kind else {}
    return client.post("/sparql", content=body, headers=headers, params=parameters or None)


def raw_get(served, query):
    """A query by GET, without the Accept header that client libraries send."""
    return served.raw(b"GET /sparql?query=" + query + b" HTTP/1.1\r\nHost: a\r\n\r\n")


def test_s01_queries_by_get_by_form_and_as_the_body(client):
    expected = ask(client, NAMES).json()
    assert post(client, str(httpx.QueryParams({"query": NAMES})), FORM).json() == expected
    assert post(client, NAMES.encode(), f"{QUERY}; charset=utf-8").json() == expected
    assert post(client, b"ASK { ?s ?p ?o }", QUERY, **{"default-graph-uri": NONE}).json()["boolean"] is False
    for coding in ("utf-16", "gb18030", "euc-jp"):
        assert post(client, NAMES.encode(coding, "replace"), f"{QUERY}; charset={coding}").status_code == 415
    assert post(client, b"ASK { \xff\xfe }", QUERY).status_code == 400


@pytest.mark.parametrize("address", ["?query=", "?query=ASK{}&query=ASK{}", "?default-graph-uri=x", "?timeout=5"])
def test_s02_exactly_one_query(client, address):
    assert client.get("/sparql" + address).status_code == 400
    assert post(client, address[1:], FORM).status_code == 400


def test_s03_statuses_say_who_is_at_fault(client, served):
    """A query whose time is up gets 504, and 503 with Retry-After is left for the server that has no time."""
    assert ask(client, "SELEC").status_code == 400
    assert ask(client, PRODUCT, timeout="0.3").status_code == 504
    assert ask(client, "ASK {} #" + "x" * 60_000).status_code == 200
    assert raw_get(served, b"x" * 140_000).startswith(b"HTTP/1.1 414")
    assert post(client, b"x" * 70_000, QUERY).status_code == post(client, b"x" * 2_000_000, QUERY).status_code == 413


def test_s04_types_and_methods(client):
    assert [post(client, b"ASK {}", kind).status_code for kind in ("", "text/plain", "application/json")] == [415] * 3
    for method in ("PUT", "DELETE", "PATCH"):
        response = client.request(method, "/sparql")
        assert (response.status_code, response.headers["Allow"]) == (405, METHODS)


def test_s05_updates_are_refused_in_words(client):
    insert = "INSERT DATA { <a:a> <a:a> <a:updated> }"
    refused = [client.get("/sparql", params={"update": insert}), client.put("/sparql?update=x"), ask(client, insert),
               post(client, insert, "application/sparql-update"), client.post("/sparql", data={"update": insert}),
               client.post("/sparql", params={"update": insert}, data={"query": "ASK {}"})]  # fmt: skip
    assert [response.status_code for response in refused] == [403, 405, 403, 403, 403, 403]
    assert all("read only" in response.json()["detail"] for response in refused if response.status_code == 403)
    assert ask(client, "ASK { ?s ?p <a:updated> }").json()["boolean"] is False


def test_s06_the_dataset_of_the_request(client):
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    others = [("query", graphs), ("named-graph-uri", TALK), ("named-graph-uri", f"{BASE}graph/reference")]
    found = client.get("/sparql", params=others).json()["results"]["bindings"]
    assert {row["g"]["value"] for row in found} == {TALK, f"{BASE}graph/reference"}
    both = f"ASK FROM <{NONE}> {{ ?s ?p ?o }}"
    assert ask(client, both).json()["boolean"] is False
    assert ask(client, both, **{"default-graph-uri": TALK}).json()["boolean"] is True
    assert ask(client, "ASK { ?s ?p ?o }", **{"default-graph-uri": NONE}).json()["boolean"] is False


def quads(text, known):
    return len(list(parse(text, format=known)))


RESULT_TYPES = {
    "*/*": "application/sparql-results+json",
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/json",
    "application/sparql-results+xml": "application/sparql-results+xml; charset=utf-8",
    "application/xml": "application/sparql-results+xml; charset=utf-8",
    "text/xml": "application/sparql-results+xml; charset=utf-8",
    "text/csv": "text/csv; charset=utf-8; header=present",
    "text/tab-separated-values": "text/tab-separated-values; charset=utf-8",
    "text/html": "text/html; charset=utf-8",
}


@pytest.mark.parametrize(("accept", "kind"), RESULT_TYPES.items())
def test_s07_result_types(client, accept, kind):
    for query in (NAMES, "ASK {}"):
        assert ask(client, query, accept).headers["Content-Type"] == kind
    assert f"{BASE}id/government/yangzhou" in ask(client, NAMES, accept).text or kind.startswith("text/html")
    assert ask(client, NAMES, "application/json").json() == ask(client, NAMES).json()


def test_s08_yes_and_no_in_tables(client):
    for kind in ("text/csv", "text/tab-separated-values"):
        assert [ask(client, query, kind).text.strip() for query in ("ASK {}", "ASK { FILTER(false) }")] == [
            "true",
            "false",
        ]


@pytest.mark.parametrize(
    ("accept", "kind", "known"),
    [
        ("*/*", "text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
        ("application/n-quads", "application/n-quads", RdfFormat.N_QUADS),
        ("application/trig", "application/trig", RdfFormat.TRIG),
    ],
)
def test_s09_graph_types(client, accept, kind, known):
    for query in (LINKS, f"DESCRIBE <{BASE}id/government/nara>"):
        response = ask(client, query, accept)
        assert response.headers["Content-Type"].partition(";")[0] == kind
        assert quads(response.text, known) > 2
    assert ask(client, LINKS, "application/ld+json").json()
    assert ask(client, LINKS, "text/html").headers["Content-Type"].startswith("text/html")
    assert ask(client, LINKS, "application/sparql-results+json, text/csv").status_code == 406


def test_s10_a_graph_without_accept(served):
    answer = raw_get(served, quote(LINKS).encode())
    assert answer.startswith(b"HTTP/1.1 200") and b"Content-Type: text/turtle" in answer


def test_s11_one_header_for_both_kinds_of_query(client):
    header = "application/sparql-results+xml, application/rdf+xml"
    assert ask(client, NAMES, header).headers["Content-Type"].startswith("application/sparql-results+xml")
    assert ask(client, LINKS, header).headers["Content-Type"].startswith("application/rdf+xml")


@pytest.mark.parametrize("name", ["format", "output", "results"])
def test_s12_parameters_for_the_format(client, name):
    def kind(query, value):
        return ask(client, query, "text/html", **{name: value}).headers["Content-Type"].partition(";")[0]

    tables = {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv",
              "tsv": "text/tab-separated-values", "text/csv": "text/csv", "application/json": "application/json",
              "unheard-of": "text/html"}  # fmt: skip
    graphs = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml",
              "jsonld": "application/ld+json", "xml": "application/rdf+xml", "text/turtle": "text/turtle"}  # fmt: skip
    assert {value: kind(NAMES, value) for value in tables} == tables
    assert {value: kind(LINKS, value) for value in graphs} == graphs
    assert ask(client, LINKS, format="xml", output="xml", results="xml").text.startswith("<?xml")


def test_s13_parameters_of_ours(client):
    whole = ask(client, ROWS).json()["results"]["bindings"]
    assert ask(client, ROWS, limit=2, offset=1).json()["results"]["bindings"] == whole[1:3]
    response = ask(client, ROWS, "text/csv", download="cities", bom=1, whatever="x")
    assert response.headers["Content-Disposition"] == 'attachment; filename="cities.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    start = time.perf_counter()
    assert ask(client, PRODUCT + " #capped", timeout="99999").status_code == 504
    assert time.perf_counter() - start < 8  # not 99,999


def test_s14_problems_by_the_form_asked_for(client):
    problem = ask(client, "SELECT * {\n ?s ?p }", "application/json")
    assert problem.headers["Content-Type"] == "application/problem+json"
    told = problem.json()
    assert (told["status"], told["line"], told["column"]) == (400, 2, 9) and told["title"] and told["detail"]
    assert told["query-id"] == problem.headers["Query-Id"]
    address, _, anchor = told["type"].partition("#")
    assert f'id="{anchor}"' in client.get(address).text
    for accept in ("text/plain", "text/html"):
        other = ask(client, "SELEC", accept)
        assert other.headers["Content-Type"] == f"{accept}; charset=utf-8" and "line 1" in other.text
        assert "Traceback" not in other.text and "site-packages" not in other.text


@pytest.mark.parametrize("accept", ["*/*", "application/sparql-results+xml", "text/csv"])
def test_s15_a_cut_is_told(client, accept):
    response = ask(client, MANY, accept)
    assert (response.status_code, response.headers["X-Result-Truncated"]) == (200, f"rows={MOST}")
    following = client.get("/sparql" + response.links["next"]["url"], headers={"Accept": accept})
    assert following.headers["X-Result-Truncated"] == f"rows={MOST}" and following.text != response.text
    if accept == "*/*":
        assert response.json()["head"]["link"] == ["/problems#cut"]
        assert len(response.json()["results"]["bindings"]) == MOST
    elif "xml" in accept:
        link = ElementTree.fromstring(response.text).find(".//{*}link")
        assert link.attrib["href"] == "/problems#cut"
    else:
        assert len(list(csv.reader(io.StringIO(response.text)))) == MOST + 1
    assert 'id="cut"' in client.get("/problems").text
    assert f"2 seconds, 1024 MB of memory, 1 MB, {MOST} rows" in client.get("/sparql").text


def test_s16_what_fails_never_looks_whole(served, client):
    """A query is answered when its answer is whole; a file that ends early ends its connection."""
    long = 'SELECT (CONCAT(STR(?a), "' + "x" * 4000 + '") AS ?x) { ?a ?b ?c . ?d ?e ?f }'
    assert ask(client, long).status_code == 403
    (served.folder / "report.html").write_text("<")
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        client.get("/dumps/report.html")


def far(number, **headers):
    return {"X-Forwarded-For": f"198.51.100.{number}", **headers}


def test_s17_any_origin_may_read_every_answer(client, served):
    assert b"\r\nAccess-Control-Allow-Origin: *\r\n" in raw_get(served, b"x" * 140_000)
    statuses = {
        200: ask(client), 304: ask(client, headers={"If-None-Match": ask(client).headers["ETag"]}),
        400: ask(client, "SELEC"), 403: ask(client, "DROP ALL"), 404: client.get("/nowhere"),
        405: client.put("/sparql"), 406: ask(client, LINKS, "text/csv"), 413: post(client, b"x" * 2_000_000, QUERY),
        415: post(client, b"ASK {}", "text/plain"),
        431: client.get("/", headers={"X": "x" * 300_000}), 504: ask(client, PRODUCT, timeout="0.3"),
        308: client.get("/sparql/"),
        429: [client.get("/healthz", headers=far(17)) for _ in range(ALLOWED + 2)][-1],
    }  # fmt: skip
    assert {status: response.status_code for status, response in statuses.items()} == {each: each for each in statuses}
    assert {response.headers["Access-Control-Allow-Origin"] for response in statuses.values()} == {"*"}
    assert not any("Access-Control-Allow-Credentials" in response.headers for response in statuses.values())
    exposed = set(statuses[200].headers["Access-Control-Expose-Headers"].split(", "))
    assert exposed >= {"Link", "ETag", "Content-Location", "Retry-After", "Memento-Datetime", "X-Result-Truncated",
                       "Server-Timing"}  # fmt: skip
    preflight = client.options("/sparql", headers={"Origin": "http://x", "Access-Control-Request-Method": "POST"})
    assert (preflight.status_code, preflight.headers["Access-Control-Allow-Methods"]) == (204, METHODS)
    assert preflight.headers["Access-Control-Max-Age"] == "86400"
    allowed = preflight.headers["Access-Control-Allow-Headers"]
    assert allowed == "Accept, Content-Type, If-None-Match, Accept-Datetime, Prefer"


def test_s18_answers_that_may_be_kept_and_those_that_may_not(client):
    response, other = ask(client, ROWS), ask(client, ROWS, "text/csv")
    assert "public, max-age=" in response.headers["Cache-Control"] and not response.headers["ETag"].startswith("W/")
    assert response.headers["Vary"] == "Accept, Accept-Encoding" and response.headers["ETag"] != other.headers["ETag"]
    assert ask(client, ROWS, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    for changing in ("NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"):
        assert ask(client, f"SELECT ({changing} AS ?x) {{}}").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("header", "coding"),
    [("gzip", "gzip"), ("gzip;q=0.5", "gzip"), ("br, gzip;q=0.001", "gzip"), ("*", "gzip"), ("GZIP", "gzip"),
     ("gzip;q=0", None), ("gzip; q=0.000", None), ("identity", None), ("x-gzippy", None)],
)  # fmt: skip
def test_s19_compression_and_timing(client, header, coding):
    response = ask(client, ROWS + f" #{header}", headers={"Accept-Encoding": header})
    assert response.headers.get("Content-Encoding") == coding and len(response.json()["results"]["bindings"]) > 20
    assert response.headers["Server-Timing"].startswith("query;dur=")


def test_s20_the_bare_address(client, served):
    assert "<textarea" in client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"}).text
    for accept, known in (("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("*/*", "turtle")):
        found = Graph().parse(data=client.get("/sparql", headers={"Accept": accept}).text, format=known)
        assert (None, RDF.type, SD.Service) in found
    bare = served.raw(b"GET /sparql HTTP/1.1\r\nHost: a\r\n\r\n")
    assert b"Content-Type: text/turtle" in bare
    took = []
    for _ in range(5):
        start = time.perf_counter()
        client.get("/sparql")
        took.append(time.perf_counter() - start)
    assert min(took) < 0.1


def test_s21_nothing_is_fetched_because_a_query_names_it(client):
    with socket.create_server(("127.0.0.1", 0)) as sink:
        there = f"http://127.0.0.1:{sink.getsockname()[1]}/"
        for call in (f"SERVICE <{there}> {{}}", f"SERVICE SILENT <{there}> {{}}"):
            refused = ask(client, f"SELECT * {{ {call} }}")
            assert refused.status_code == 403 and "SERVICE is not available here" in refused.json()["detail"]
        assert ask(client, f"LOAD <{there}>").status_code == 403
        assert ask(client, f"ASK FROM <{there}> {{ ?s ?p ?o }}").json()["boolean"] is False
        assert ask(client, "ASK { ?s ?p ?o }", **{"default-graph-uri": there}).json()["boolean"] is False
        assert client.get("/gsp", params={"graph": there}).status_code == 404
        sink.settimeout(0.2)
        with pytest.raises(TimeoutError):
            sink.accept()


def test_s22_versions(client):
    for version in ("1.1", "1.2-basic", "1.2"):
        assert ask(client, version=version).status_code == 200
        assert post(client, b"ASK {}", f'{QUERY}; version="{version}"').status_code == 200
    assert ask(client, version="9").status_code == post(client, b"ASK {}", f"{QUERY}; version=9").status_code == 400


def test_s23_an_allowance_for_each_client(client):
    for number, agent in enumerate(("python-requests/2.32", "curl/8.5", "Wget/1.21", "")):
        assert client.get("/healthz", headers=far(100 + number, **{"User-Agent": agent})).status_code == 200
    responses = [client.get("/healthz", headers=far(23)) for _ in range(ALLOWED + 3)]
    assert [response.status_code for response in responses[:ALLOWED]] == [200] * ALLOWED
    refused = responses[-1]
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) > 0
    assert f"q={ALLOWED};w=60" in responses[0].headers["RateLimit-Policy"]
    assert [json.loads(each.headers["RateLimit"].partition("r=")[2].partition(";")[0]) for each in responses[:2]] == [
        ALLOWED - 1,
        ALLOWED - 2,
    ]


def test_s24_one_address(client):
    response = client.get("/sparql/", params={"query": "ASK {}"})
    assert (response.status_code, response.headers["Location"]) == (308, "/sparql?query=ASK+%7B%7D")
    moved = client.post("/sparql/", data={"query": "ASK {}"}, follow_redirects=True)
    assert moved.history[0].status_code == 308 and moved.json()["boolean"] is True


SERVICE_TERMS = {  # each property of the vocabulary: the class it is said of, the class of what it leads to
    "endpoint": ("Service", None), "feature": ("Service", "Feature"), "supportedLanguage": ("Service", "Language"),
    "languageExtension": ("Service", "Feature"), "propertyFeature": ("Service", "Feature"),
    "extensionFunction": ("Service", "Function"), "extensionAggregate": ("Service", "Aggregate"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"), "inputFormat": ("Service", None),
    "defaultSupportedEntailmentProfile": ("Service", "EntailmentProfile"), "resultFormat": ("Service", None),
    "entailmentRegime": ("NamedGraph", "EntailmentRegime"), "defaultDataset": ("Service", "Dataset"),
    "supportedEntailmentProfile": ("NamedGraph", "EntailmentProfile"), "defaultGraph": ("Dataset", "Graph"),
    "availableGraphs": ("Service", "GraphCollection"), "namedGraph": ("Dataset", "NamedGraph"),
    "name": ("NamedGraph", None), "graph": ("NamedGraph", "Graph"),
}  # fmt: skip
LANGUAGES, FEATURES = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}, {
    SD.DereferencesURIs, SD.UnionDefaultGraph, SD.RequiresDataset, SD.EmptyGraphs, SD.BasicFederatedQuery}  # fmt: skip


def described(client, **headers):
    return Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle", **headers}).text, format="turtle")


def returns_rdf(client, served):
    assert len(described(client)) > 20


def has_endpoint_triple(client, served):
    assert list(described(client).objects(None, SD.endpoint)) == [URIRef(f"{served.address}/sparql")]


def conforms_to_schema(client, served):
    """Every term is one of the vocabulary, and stands where the vocabulary says."""
    found = described(client)
    for subject, term, value in found:
        if term in SD:
            of, to = SERVICE_TERMS[term.removeprefix(str(SD))]
            assert (subject, RDF.type, SD[of]) in found, (subject, term)
            known = {"Language": LANGUAGES, "Feature": FEATURES}.get(to)
            assert value in known if known else isinstance(value, URIRef)
            assert to not in ("Dataset", "Graph", "NamedGraph") or (value, RDF.type, SD[to]) in found, (term, value)


CONFORMANCE = {"returns-rdf": returns_rdf, "has-endpoint-triple": has_endpoint_triple,
               "conforms-to-schema": conforms_to_schema}  # fmt: skip


@pytest.mark.parametrize("name", CONFORMANCE)
def test_v01_the_tests_of_the_w3c(client, served, name):
    CONFORMANCE[name](client, served)


def test_v01_no_test_of_the_w3c_is_left_out():
    manifest = Graph().parse(beside("ONEMOON_SUITES") / "w3c" / "service-description" / "manifest.ttl")
    kind = URIRef("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#ServiceDescriptionTest")
    assert {test.partition("#")[2] for test in manifest.subjects(RDF.type, kind)} == set(CONFORMANCE)


def test_v01_behind_a_proxy(client):
    told = {"Host": "inside:8000", "X-Forwarded-Host": "data.example.org", "X-Forwarded-Proto": "https"}
    assert list(described(client, **told).objects(None, SD.endpoint)) == [URIRef("https://data.example.org/sparql")]


def test_v02_what_the_service_can_do(client):
    found = described(client)
    service = found.value(None, RDF.type, SD.Service)
    assert set(found.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert set(found.objects(service, SD.feature)) == {SD.EmptyGraphs}
    assert str(found.value(service, SD.defaultEntailmentRegime)).endswith("/entailment/Simple")
    formats = {str(each).rpartition("/")[2] for each in found.objects(service, SD.resultFormat)}
    assert formats == {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
                       "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG"}  # fmt: skip
    functions = list(found.objects(service, SD.extensionFunction))
    assert len(functions) == len(GEO_FUNCTIONS) > 40


@pytest.mark.parametrize("name", [*GEO_FUNCTIONS, "buffer"])
def test_v02_no_function_is_promised_that_is_not_there(client, name):
    call = f"<http://www.opengis.net/def/function/geosparql/{name}>"
    statuses = {ask(client, f"SELECT ({call}({', '.join('?a' for _ in range(count))}) AS ?x) {{}}").status_code
                for count in (1, 2, 3)}  # fmt: skip
    assert statuses == ({200} if name != "buffer" else {400})


def test_v03_the_dataset_is_counted(client):
    found = described(client)
    dataset = found.value(found.value(None, RDF.type, SD.Service), SD.defaultDataset)
    default = found.value(dataset, SD.defaultGraph)
    assert (dataset, RDF.type, VOID.Dataset) in found

    def count(pattern):
        return int(ask(client, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", "text/csv").text.split()[1])

    assert int(found.value(default, VOID.triples)) == count("?s ?p ?o")
    for named in found.objects(dataset, SD.namedGraph):
        name, graph = found.value(named, SD.name), found.value(named, SD.graph)
        assert int(found.value(graph, VOID.triples)) == count(f"GRAPH <{name}> {{ ?s ?p ?o }}")
    for part in found.objects(default, VOID.classPartition):
        assert int(found.value(part, VOID.entities)) == count(f"?s a <{found.value(part, VOID['class'])}>")
    for part in found.objects(default, VOID.propertyPartition):
        assert int(found.value(part, VOID.triples)) == count(f"?s <{found.value(part, VOID.property)}> ?o")
    assert len(list(found.objects(default, VOID.classPartition))) > 3


def test_v04_title_licence_date_and_limits(client):
    found = described(client)
    service = found.value(None, RDF.type, SD.Service)
    dataset = found.value(service, SD.defaultDataset)
    assert str(found.value(service, DCTERMS.title)) == "SPARQL endpoint of One Moon"
    assert found.value(dataset, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert isinstance(found.value(dataset, DCTERMS.modified), Literal)
    assert "64 KiB" in found.value(service, RDFS.comment) and "2 seconds" in found.value(service, RDFS.comment)


def test_v05_graphs_at_their_own_addresses_and_by_name(client):
    held = ask(client, f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{TALK}> {{ ?s ?p ?o }} }}", "application/n-triples")
    told = {"Accept": "application/n-triples"}
    for address in ("/graph/talk-2022", f"/gsp?graph={TALK}"):
        get, head = client.get(address, headers=told), client.head(address, headers=told)
        assert (get.status_code, set(get.text.splitlines())) == (200, set(held.text.splitlines()))
        assert (head.status_code, head.content) == (200, b"")
        assert {name: head.headers[name] for name in ("ETag", "Content-Type", "Content-Length")} == {
            name: get.headers[name] for name in ("ETag", "Content-Type", "Content-Length")}  # fmt: skip
        assert client.get(address, headers={"Accept": "*/*"}).headers["Content-Type"].startswith("text/turtle")
        assert client.get(address, headers={"Accept": "image/png"}).status_code == 406
    for address in ("/graph/none", f"/gsp?graph={NONE}"):
        assert client.get(address).status_code == client.head(address).status_code == 404
    assert client.get("/gsp?default").status_code == 200
    for address in ("/graph/talk-2022", f"/gsp?graph={TALK}", "/gsp?default"):
        for method in ("PUT", "POST", "DELETE", "PATCH"):
            refused = client.request(method, address)
            assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_every_line_has_its_test_and_its_row():
    lines = {name[5:8] for name in globals() if name.startswith(("test_s", "test_v"))}
    assert lines == {f"s{n:02}" for n in range(1, 25)} | {f"v{n:02}" for n in range(1, 6)}
    table = (Path(__file__).parent.parent / "docs" / "endpoint.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([SV]\d\d) .* \| `test_(\w+)` \|", table, re.MULTILINE)
    assert [name for _, name in rows] == [line.lower() for line, _ in rows] == sorted(lines)
