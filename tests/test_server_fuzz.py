"""Requests put together at random: every answer is one of those that the protocol knows, and none is a defect."""

import random
import string

import pytest

from onemoon.server.negotiation import DOCUMENTS, GRAPHS, PROBLEMS, TABLES, choose, named

from .server_fixture import client_of

ROUNDS = 1500
KNOWN = {200, 304, 308, 400, 403, 404, 405, 406, 413, 414, 415, 416}
PIECES = [
    "text/turtle", "text/html", "application/json", "application/sparql-results+json", "text/csv", "*/*", "text/*",
    "*",
    "q=0", "q=1", "q=0.5", "q=", "q=nan", "q=1e9", "q=-1", 'a="b,c;d"', '"',
    "\\", ",", ";", "=", "/", " ", "\t", "é", "",
    "version=1.1", "charset=utf-16", "charset=utf-8", "multipart/form-data", "application/sparql-query",
    "application/x-www-form-urlencoded",
]  # fmt: skip
NAMES = ["query", "update", "format", "output", "results", "default-graph-uri", "named-graph-uri", "timeout", "limit",
         "offset", "download", "bom", "version", "lang", "graph", "default", "page", "x"]  # fmt: skip
VALUES = ["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <x>", "SELEC", "",
          "json", "xml", "ttl", "csv", "html", "http://example.org/g", "not an iri", "-1", "0", "1", "5",
          "1e3", "NaN", "1.1",
          "9" * 40, "\x00", "\ud7ff", "‮", "../../x", "%", "a" * 5000, "\r\nX-Evil: 1"]  # fmt: skip
PATHS = ["/sparql", "/gsp", "/sparql/", "/doc/government/nara", "/id/government/nara", "/dumps/onemoon.nq", "/ns", "/"]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return client_of(tmp_path_factory.mktemp("out"))


def some(chance: random.Random, parts: list[str], most: int) -> str:
    return "".join(chance.choice(parts) for _ in range(chance.randrange(most)))


@pytest.mark.parametrize("seed", range(4))
def test_any_request(client, seed):
    chance = random.Random(seed)
    for _ in range(ROUNDS // 4):
        parameters = [(chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.randrange(5))]
        method = chance.choice(["GET", "GET", "POST", "HEAD", "PUT", "OPTIONS"])
        headers = {"Accept": some(chance, [*PIECES, ", ", "; "], 8).strip()}
        body = {"data": chance.choice(VALUES), "content_type": some(chance, PIECES, 3)} if method == "POST" else {}
        path = chance.choice(PATHS)
        response = client.open(path, method=method, query_string=parameters, headers=headers, **body)
        assert response.status_code in KNOWN | {204, 303}, (method, path, parameters, headers, body)
        assert "X-Evil" not in response.headers


@pytest.mark.parametrize("seed", range(4))
def test_any_accept_header(seed):
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        header = some(chance, [*PIECES, *string.printable], 30)
        for offered in (DOCUMENTS, GRAPHS, TABLES, PROBLEMS):
            assert choose(header, offered) in (None, *offered)
            assert named(header, offered) in (None, *offered)
