"""A local service that speaks the protocols of Wikidata's services over a small gazetteer, and fails on request."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pyoxigraph import QueryResultsFormat, RdfFormat, Store

PREFIXES = """
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix p: <http://www.wikidata.org/prop/> . @prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ITEMS = PREFIXES + """
wd:Q515 wdt:P279 wd:Q56061 . wd:Q50337 wdt:P279 wd:Q56061 .
wd:Q17 wdt:P297 "JP" . wd:Q884 wdt:P297 "KR" . wd:Q1033 wdt:P297 "ML" .
wd:Q169134 rdfs:label "Nara"@en, "奈良市"@ja ; wdt:P31 wd:Q515 ; wdt:P17 wd:Q17 .
wd:Q131287 rdfs:label "Nara Prefecture"@en ; wdt:P31 wd:Q50337 ; wdt:P17 wd:Q17 ;
  wdt:P300 "JP-29" ; wdt:P1566 "1855608" .
wd:Q937352 rdfs:label "Nara"@en ; wdt:P31 wd:Q515 ; wdt:P17 wd:Q1033 .
wd:Q6584538 rdfs:label "Nara"@en ; wdt:P31 wd:Q5 .
wd:Q57906 p:P190 wd:s1, wd:s2 . wd:s1 ps:P190 wd:Q169134 . wd:s2 ps:P190 wd:Q42097 ; pq:P582 "2020-01-01"^^xsd:date .
"""


class Stub:
    """Answers POSTs of forms; `troubles` are given out first, one a request."""

    def __init__(self) -> None:
        self.troubles: list[tuple[int, dict[str, str], bytes]] = []
        self.requests: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.delay = 0.0
        self.store = Store()
        self.store.load(ITEMS.encode(), format=RdfFormat.TURTLE)
        self.address = ""

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer to a form."""
        if self.troubles:
            return self.troubles.pop(0)
        if path == "/sparql":
            found = self.store.query(form["query"]).serialize(format=QueryResultsFormat.JSON)
            return 200, {"Content-Type": "application/sparql-results+json"}, found
        queries = json.loads(form["queries"])
        answers = {key: {"result": list(self._candidates(query["query"]))} for key, query in queries.items()}
        return 200, {"Content-Type": "application/json"}, json.dumps(answers).encode()

    def _candidates(self, text: str) -> Iterator[dict]:
        """Everything whose label begins so, whatever its type: what a careless service does."""
        query = f'SELECT ?s ?l {{ ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l FILTER(STRSTARTS(?l, "{text}")) }}'
        for row in self.store.query(query):
            qid = row["s"].value.rpartition("/")[2]
            yield {"id": qid, "name": row["l"].value, "score": 100, "match": True, "type": []}


@contextmanager
def running() -> Iterator[Stub]:
    """A stub at an address of its own, for as long as the block lasts."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            stub.requests.append((self.path, form, dict(self.headers)))
            time.sleep(stub.delay)
            status, headers, content = stub.answer(self.path, form)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
