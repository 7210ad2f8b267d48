"""Clients that people use, against the server over the network: SPARQLWrapper and rdflib, and Comunica.

Comunica is asked where Node has it: `npm install @comunica/query-sparql-file@4` in some folder, and
ONEMOON_COMUNICA=FOLDER/node_modules/.bin/comunica-sparql-file.
"""

import json
import os
import shutil
import subprocess

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from .server_fixture import BASE, publish
from .serving_fixture import Served

YANGZHOU = URIRef(f"{BASE}id/government/yangzhou")
TALK = URIRef(f"{BASE}graph/talk-2022")
PARTY = URIRef(f"{BASE}ns#party")
NAMES = f"SELECT ?name {{ <{YANGZHOU}> <{SKOS.prefLabel}> ?name }} ORDER BY ?name"
EXPECTED = {"Yangzhou", "扬州", "揚州", "양저우"}
LINKS = f"CONSTRUCT WHERE {{ ?twinning <{PARTY}> <{YANGZHOU}> }}"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    served = Served(publish(tmp_path_factory.mktemp("served")), workers=2)
    yield served
    assert served.stop() == ""


@pytest.fixture(scope="module")
def endpoint(served):
    return f"{served.address}/sparql"


def wrapped(endpoint, query, form, method=GET, how=URLENCODED):
    wrapper = Wrapper(endpoint, returnFormat=form)
    wrapper.setQuery(query)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(how)
    return wrapper.queryAndConvert()


def names_in_json(found):
    return {row["name"]["value"] for row in found["results"]["bindings"]}


def test_wrapper_select_as_json(endpoint):
    assert names_in_json(wrapped(endpoint, NAMES, JSON)) == EXPECTED


def test_wrapper_select_as_xml(endpoint):
    found = wrapped(endpoint, NAMES, XML)
    assert {node.firstChild.data for node in found.getElementsByTagName("literal")} == EXPECTED


@pytest.mark.parametrize("form", [CSV, TSV])
def test_wrapper_select_as_a_table(endpoint, form):
    head, *rows = wrapped(endpoint, NAMES, form).decode().splitlines()
    assert head.strip("?\r") == "name" and {row.partition("@")[0].strip('"\r') for row in rows} == EXPECTED


@pytest.mark.parametrize("how", [URLENCODED, POSTDIRECTLY])
def test_wrapper_select_by_post(endpoint, how):
    assert names_in_json(wrapped(endpoint, NAMES, JSON, POST, how)) == EXPECTED


def test_wrapper_ask(endpoint):
    assert wrapped(endpoint, f"ASK {{ <{YANGZHOU}> ?p ?o }}", JSON)["boolean"] is True
    found = wrapped(endpoint, f"ASK {{ <{TALK}> <{PARTY}> ?o }}", XML)
    assert found.getElementsByTagName("boolean")[0].firstChild.data == "false"


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_wrapper_construct_and_describe(endpoint, form):
    for query in (LINKS, f"DESCRIBE ?twinning {{ ?twinning <{PARTY}> <{YANGZHOU}> }}"):
        found = wrapped(endpoint, query, form)
        found = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
        assert (URIRef(f"{BASE}id/twinning/nara--yangzhou"), PARTY, YANGZHOU) in found


def test_wrapper_learns_what_is_wrong(endpoint):
    with pytest.raises(QueryBadFormed, match="syntax error at line 2, column"):
        wrapped(endpoint, "SELECT * {\n?s ?p }", JSON)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_store_of_rdflib(endpoint, method):
    graph = Graph(SPARQLStore(endpoint, method=method))
    assert {str(name) for name in graph.objects(YANGZHOU, SKOS.prefLabel)} == EXPECTED
    assert {str(row.name) for row in graph.query(NAMES)} == EXPECTED
    assert (YANGZHOU, SKOS.prefLabel, Literal("扬州", lang="zh")) in graph and len(graph) > 50
    assert graph.query(f"ASK {{ <{YANGZHOU}> <{RDF.type}> ?kind }}").askAnswer
    assert len(graph.query(LINKS).graph) == 2


def test_store_of_rdflib_with_named_graphs(endpoint):
    store = SPARQLStore(endpoint, context_aware=True)
    assert TALK in set(store.contexts())
    assert 0 < len(Graph(store, identifier=TALK)) < len(Graph(SPARQLStore(endpoint)))
    assert len(Graph(store, identifier=URIRef("http://example.org/none"))) == 0


def comunica(*arguments, **more):
    program = os.environ.get("ONEMOON_COMUNICA") or shutil.which("comunica-sparql-file")
    if not program:
        pytest.skip("ONEMOON_COMUNICA names no comunica-sparql-file, and none is on the PATH")
    ran = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60, **more)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("prefix", ["sparql@", ""])
def test_comunica_asks_the_endpoint_with_or_without_being_told_what_it_is(endpoint, prefix):
    found = json.loads(comunica(prefix + endpoint, "-q", NAMES, "-t", "application/sparql-results+json"))
    assert names_in_json(found) == EXPECTED


@pytest.mark.parametrize("prefix", ["sparql@", ""])
def test_comunica_constructs_and_asks(endpoint, prefix):
    assert comunica(prefix + endpoint, "-q", LINKS, "-t", "application/n-triples").count(str(PARTY)) == 2
    assert comunica(prefix + endpoint, "-q", f"ASK {{ <{YANGZHOU}> ?p ?o }}", "-t", "simple").strip() == "true"


@pytest.mark.parametrize("path", ["/doc/government/yangzhou", "/graph/reference"])
def test_comunica_follows_addresses(served, path):
    found = json.loads(comunica(served.address + path, "-q", NAMES, "-t", "application/sparql-results+json"))
    assert names_in_json(found) == EXPECTED
