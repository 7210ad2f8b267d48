"""The same site over other engines: the native Oxigraph server and rdflib-endpoint, where they are installed."""

import os
import shutil
import subprocess
import sys

import httpx
import pytest

from onemoon.server.app import create_app
from onemoon.server.data import Data, DataError
from onemoon.server.opening import Source, remote
from onemoon.server.serving.limits import Limits

from .server_fixture import BASE, publish
from .serving_fixture import free_port

ENDPOINT = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
data = Dataset(default_union=True)
data.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=data, path="/query"), host="127.0.0.1", port=int(sys.argv[2]), log_level="critical")
"""


def oxigraph(folder, port):
    program = os.environ.get("ONEMOON_OXIGRAPH") or shutil.which("oxigraph")
    if not program:
        pytest.skip("no oxigraph on the PATH and ONEMOON_OXIGRAPH names none")
    store = folder / "store"
    subprocess.run([program, "load", "-l", store, "-f", folder / "onemoon.nq"], check=True, capture_output=True)
    return [program, "serve-read-only", "-l", str(store), "-b", f"127.0.0.1:{port}"]


def rdflib_endpoint(folder, port):
    python = os.environ.get("ONEMOON_RDFLIB_ENDPOINT")
    if not python:
        pytest.skip("ONEMOON_RDFLIB_ENDPOINT names no Python that has rdflib-endpoint")
    return [python, "-c", ENDPOINT, str(folder / "onemoon.nq"), str(port)]


@pytest.fixture(scope="module", params=[oxigraph, rdflib_endpoint])
def folder_and_address(request, tmp_path_factory):
    folder, port = publish(tmp_path_factory.mktemp("published")), free_port()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(request.param(folder, port), stdout=quiet, stderr=quiet)
    address = f"http://127.0.0.1:{port}/query"
    with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as http:
        http.get(address, params={"query": "ASK {}"})
    yield folder, address
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def clients(folder_and_address):
    folder, address = folder_and_address
    there = create_app(remote(address, BASE, Limits())).test_client()
    return create_app(Data.open(folder)).test_client(), there


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?n { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?n } ORDER BY ?s ?n",
        f"ASK {{ <{BASE}id/government/nara> ?p ?o }}",
        "ASK { <id/government/nara> ?p ?o }",
        "ASK { <http://example.org/none> ?p ?o }",
    ],
)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_same_answers(clients, query, form):
    here, there = (each.get("/sparql", query_string={"query": query, "format": form}) for each in clients)
    assert there.status_code == 200
    if form == "csv":
        assert sorted(there.text.splitlines()) == sorted(here.text.splitlines())
    elif "boolean" in here.json:
        assert there.json == here.json
    else:
        assert there.json["head"] == here.json["head"]


def test_same_graph(clients):
    query = f"CONSTRUCT {{ ?a ?p ?b }} WHERE {{ ?a ?p ?b . ?a <{BASE}ns#party> ?c }}"
    accept = {"Accept": "application/n-triples"}
    here, there = (each.get("/sparql", query_string={"query": query}, headers=accept) for each in clients)
    assert set(there.text.splitlines()) == set(here.text.splitlines()) and here.text


@pytest.mark.parametrize("path", ["/", "/doc/government/yangzhou", "/doc/twinning/nara--yangzhou.ttl", "/sparql"])
def test_pages(clients, path):
    here, there = (each.get(path) for each in clients)
    assert (here.status_code, here.mimetype) == (there.status_code, there.mimetype)
    assert ("Yangzhou" in there.text) == ("Yangzhou" in here.text)


def test_unknown_and_wrong(clients):
    there = clients[1]
    assert there.get("/id/government/atlantis").status_code == 404
    assert there.get("/sparql", query_string={"query": "SELECT * { ?s ?p"}).status_code == 400
    assert there.get("/sparql", query_string={"query": "SELECT * { SERVICE <http://x/> {} }"}).status_code == 403


def test_store_that_is_not_there():
    client = create_app(remote(f"http://127.0.0.1:{free_port()}/query", BASE, Limits())).test_client()
    response = client.get("/sparql", query_string={"query": "ASK {}"})
    assert (response.status_code, response.json["status"]) == (502, 502)


def test_served_with_workers(folder_and_address):
    port = free_port()
    command = [sys.executable, "-m", "onemoon.build.cli", "serve", "--store", folder_and_address[1]]
    command += ["--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert "serving at" in process.stderr.readline()
    found = httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 2"}).json()
    process.terminate()
    assert len(found["results"]["bindings"]) == 2 and process.communicate(timeout=20)[1] == ""


def test_no_address(tmp_path):
    with pytest.raises(DataError, match="no http or https address"):
        Source(tmp_path, store="nonsense").opened(Limits())
