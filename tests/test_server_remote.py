"""The same site over other engines: the native Oxigraph server and rdflib-endpoint, where they are installed, and one
that breaks in every way.
"""

import os
import shutil
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from onemoon.server.app import create_app
from onemoon.server.data import Data, DataError, packaged_ontology
from onemoon.server.opening import Source, remote
from onemoon.server.remote import RemoteStore
from onemoon.server.serving.limits import Limits

from .server_fixture import BASE, publish
from .serving_fixture import Served, free_port

PLACES = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
ENDPOINT = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
data = Dataset(default_union=True)
data.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=data, path="/query"), host="127.0.0.1", port=int(sys.argv[2]), log_level="critical")
"""


def oxigraph(folder, port):
    program = os.environ.get("ONEMOON_OXIGRAPH") or shutil.which("oxigraph", path=PLACES)
    if not program:
        pytest.skip("oxigraph is not installed; pip install '.[engines]'")
    store = folder / "store"
    subprocess.run([program, "load", "-l", store, "-f", folder / "onemoon.nq"], check=True, capture_output=True)
    return [program, "serve-read-only", "-l", str(store), "-b", f"127.0.0.1:{port}"]


def rdflib_endpoint(folder, port):
    here = sys.executable if find_spec("rdflib_endpoint") and find_spec("uvicorn") else ""
    python = os.environ.get("ONEMOON_RDFLIB_ENDPOINT") or here
    if not python:
        pytest.skip("rdflib-endpoint is not installed; pip install '.[engines]'")
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
    process.kill()
    process.wait()


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


@pytest.fixture(scope="module")
def served(folder_and_address):
    served = Served(folder_and_address[0], store=folder_and_address[1], workers=2, timeout=1, rows=50, result=1)
    yield served
    assert served.stop() == ""


def test_bounds_of_an_answer_are_kept_here(served):
    cut = served.ask("SELECT ?s ?p { ?s ?p ?o } LIMIT 80")
    assert cut.headers["X-Result-Truncated"] == "rows=50" and len(cut.json()["results"]["bindings"]) == 50
    long = served.ask(f'SELECT (CONCAT(STR(?s), "{"x" * 40_000}") AS ?x) {{ ?s ?p ?o }} LIMIT 40')
    assert (long.status_code, long.json()["status"]) == (403, 403)


def test_served_with_workers(folder_and_address):
    port = free_port()
    command = [sys.executable, "-m", "onemoon.build.cli", "serve", "--store", folder_and_address[1]]
    command += ["--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert "serving at" in process.stderr.readline()
    found = httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 2"}).json()
    process.terminate()
    assert len(found["results"]["bindings"]) == 2 and process.communicate(timeout=20)[1] == ""


def test_deadline_is_kept_here_whatever_the_engine_does(served):
    start = time.perf_counter()
    response = served.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    assert response.status_code == 504 and "1 seconds" in response.json()["detail"]
    assert time.perf_counter() - start < 2.5
    assert served.ask("ASK {}").status_code in (200, 504)  # an engine may be at it for ever


def test_no_address(tmp_path):
    with pytest.raises(DataError, match="no http or https address"):
        Source(tmp_path, store="nonsense").opened(Limits())


JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
ROW = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://a/"}}'
TRIPLE = b"<http://a/> <http://b/> <http://c/> .\n"
BROKEN = {
    "a body that is cut": (200, JSON, ROW, 502),
    "an error after the rows": (200, JSON, ROW + b"\nQuery was cancelled", 502),
    "an error after the end": (200, JSON, ROW + b"]}}\nQuery was cancelled", 502),
    "an error after the triples": (200, TRIPLES, TRIPLE + b"Query was cancelled", 502),
    "no term": (200, JSON, ROW.replace(b"http://a/", b"not an iri") + b"]}}", 502),
    "a page": (200, "text/html", b"<html>", 502),
    "nothing": (200, JSON, b"", 502),
    "too much": (200, JSON, ROW + b" " * 2_000_000 + b"]}}", 403),
    "a length that is not kept": (200, JSON, None, 502),
    "one byte a while": (200, JSON, ROW + b"]}}", 504),
    "its own failure": (500, "text/plain", b"panic", 502),
    "a redirection": (302, "text/plain", b"", 502),
    "too many requests": (429, "text/plain", b"", 503),
    "no time": (503, "text/plain", b"", 503),
    "its own deadline": (504, "text/plain", b"", 504),
    "a refusal": (400, "text/plain", b"no such \xff function", 400),
}


class Breaking(BaseHTTPRequestHandler):
    """Answers as the path says."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        name = self.path[1:].replace("-", " ")
        status, kind, body, _ = BROKEN[name]
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(100 if body is None else len(body)))
        self.end_headers()
        self.close_connection = True
        for piece in [body[n : n + 1] for n in range(len(body))] if name.startswith("one byte") else [body or ROW]:
            try:
                self.wfile.write(piece)
            except OSError:
                return
            time.sleep(0.1 if len(piece) == 1 else 0)

    def log_message(self, *arguments):
        """Nothing."""


@pytest.fixture(scope="module")
def breaking():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Breaking)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("bounds", [{}, {"limit": "5"}])
def test_engine_that_breaks_is_not_blamed_on_the_query(breaking, name, bounds):
    store = RemoteStore(breaking + name.replace(" ", "-"), 1.0, 1 << 20)
    client = create_app(Data(store, packaged_ontology(), BASE, "", "", {})).test_client()
    query = "CONSTRUCT WHERE { ?s ?p ?o }" if "triples" in name else "SELECT * { ?s ?p ?o }"
    start = time.perf_counter()
    response = client.get("/sparql", query_string={"query": query, **bounds})
    assert (response.status_code, response.json["status"]) == (BROKEN[name][3],) * 2
    assert time.perf_counter() - start < 3
    assert ("Retry-After" in response.headers) == (response.status_code == 503)
