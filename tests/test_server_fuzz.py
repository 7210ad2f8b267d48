"""Requests put together at random: every answer is one of those that the protocol knows, and none is a defect."""

import json
import re
import string
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onemoon.server.errors import KINDS, Problem
from onemoon.server.guard import form, refuse_service
from onemoon.server.negotiation import DOCUMENTS, GRAPHS, PROBLEMS, TABLES, choose, named, takes_gzip
from onemoon.server.protocol import LONGEST_QUERY, Call, Operation, read
from onemoon.server.queries import plan

from .server_fixture import client_of

OFFERED = (DOCUMENTS, GRAPHS, TABLES, PROBLEMS)
KNOWN = {200, 204, 303, 304, 308, *(kind.status for kind in KINDS.values() if kind.status < 500)}
PIECES = [
    "text/turtle", "text/html", "application/json", "application/sparql-results+json", "text/csv", "*/*", "text/*",
    "*", "gzip", "identity",
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
PATHS = ["/sparql", "/gsp", "/sparql/", "/doc/government/nara", "/id/government/nara", "/graph/talk-2022",
         "/dumps/onemoon.nq", "/ns", "/", "/search.json", "/links/government/nara"]  # fmt: skip


def often(examples: int):
    """The same cases every time."""
    return settings(max_examples=examples, derandomize=True, database=None, deadline=None,
                    suppress_health_check=list(HealthCheck))  # fmt: skip


pieces = st.sampled_from([*PIECES, ", ", "; "]) | st.text(string.printable, max_size=4)
headers = st.lists(pieces, max_size=12).map("".join)
values = st.sampled_from(VALUES) | st.text(max_size=30)
parameters = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=5)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return client_of(tmp_path_factory.mktemp("out"))


@given(st.data())
@often(250)
def test_any_request(client, data):
    method = data.draw(st.sampled_from(["GET", "GET", "POST", "HEAD", "PUT", "OPTIONS"]))
    accept = data.draw(headers).encode("latin-1", "replace").decode("latin-1")
    told = {"Accept": re.sub(r"[\r\n]", "", accept).strip()}
    body = {"data": data.draw(values), "content_type": told["Accept"]} if method == "POST" else {}
    asked = [(name, value.encode("utf-8", "replace")) for name, value in data.draw(parameters)]
    path = data.draw(st.sampled_from(PATHS))
    response = client.open(path, method=method, query_string=asked, headers=told, **body)
    assert response.status_code in KNOWN, (path, asked, told, body)
    assert "X-Evil" not in response.headers and response.headers["Access-Control-Allow-Origin"] == "*"


@given(headers)
@often(400)
def test_any_accept_header(header):
    for offered in OFFERED:
        assert choose(header, offered) in (None, *offered)
        assert named(header, offered) in (None, *offered)
    assert takes_gzip(header) in (True, False)


ranges = st.sampled_from(["*/*", "text/*", "application/*", *(each.media_type for each in (*DOCUMENTS, *TABLES))])
accepted = st.dictionaries(ranges, st.integers(0, 1000).map(lambda n: n / 1000), min_size=1, max_size=6)


def quality(media_type, told):
    """As RFC 9110, section 12.5.1, has it: the most specific range counts."""
    return next((told[each] for each in (media_type, media_type.partition("/")[0] + "/*", "*/*") if each in told), 0.0)


@given(accepted)
@often(400)
def test_the_best_quality_is_chosen(told):
    header = ", ".join(f"{media_range};q={value}" for media_range, value in told.items())
    for offered in OFFERED:
        chosen, best = choose(header, offered), max(quality(each.media_type, told) for each in offered)
        assert (quality(chosen.media_type, told) == best) if best else chosen is None


@given(st.binary(max_size=200) | parameters.map(lambda pairs: repr(pairs).encode()), headers,
       st.sampled_from(["GET", "POST"]), st.binary(max_size=300))  # fmt: skip
@often(400)
def test_any_call_is_an_operation_or_a_problem(query, kind, method, body):
    try:
        operation = read(Call(method, query, None, kind, body))
    except Problem as problem:
        assert 400 <= KINDS[problem.kind].status < 500
    else:
        assert operation is None or isinstance(operation, Operation) and len(operation.text.encode()) <= LONGEST_QUERY


escapes = st.sampled_from([b"%", b"%4", b"%5C", b"\\", b"\\x", b"\\N{", b"x41", b"u0041", b"\n", b"%E6%9C%88", b"\xe6"])


@given(st.lists(escapes | st.binary(max_size=2), max_size=8).map(lambda found: b"".join(found).translate(None, b"&+")))
@often(400)
def test_escapes_are_read_as_the_standard_library_reads_them(value):
    call = Call("GET", b"query=Q" + value)
    try:
        expected = "Q" + unquote_to_bytes(value).decode()
    except UnicodeDecodeError:
        with pytest.raises(Problem):
            read(call)
    else:
        assert read(call).text == expected


@given(st.text(max_size=60))
@often(100)
def test_any_file_name_can_stand_in_a_header(name):
    made = read(Call("GET", b"query=ASK{}&download=" + "".join(f"%{byte:02x}" for byte in name.encode()).encode()))
    assert re.fullmatch(r"[\w.-]{0,100}", made.download, re.ASCII)


WORDS = ["SELECT", "ASK", "*", "{", "}", "SERVICE", "service", "<http://x/>", "<", ">", "?x", "#", "\n", '"', "'",
         '"""', "\\", "PREFIX", "a:", ":", "SILENT", "INSERT", "BASE", "VERSION", "1<2", "%41", "."]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=40).map(" ".join))
@often(400)
def test_any_query_text_has_a_form_or_a_problem(text):
    call = Call("POST", b"", None, "application/sparql-query", text.encode())
    for look in (lambda: form(text), lambda: refuse_service(text), lambda: plan(call)):
        try:
            look()
        except Problem as problem:
            assert KINDS[problem.kind].status in (400, 403)


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8)
    | st.sampled_from(["name", "id", "property", "9" * 5000, 1e400, -(10**30)]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["query", "queries", "type", "limit", "properties", "pid", "v", "conditions", "matchType",
                         "propertyId", "propertyValue", "required", "ids", "id", "settings", "q0"]), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(anything)
@often(120)
def test_any_reconciliation_query(client, content):
    text = json.dumps(content)
    for path, field in (("", "queries"), ("", "extend"), ("/match", ""), ("/extend", "")):
        sent = {"data": {field: text}} if field else {"data": text, "content_type": "application/json"}
        response = client.post(f"/reconcile/en{path}", **sent)
        assert response.status_code in (200, 400, 413), (path, text)


@pytest.mark.parametrize("text", ["[" * 100_000, "NaN", '{"q0": {"query": "x", "limit": Infinity}}', "1" * 5000])
def test_json_that_breaks_readers(client, text):
    assert client.post("/reconcile/en", data={"queries": text}).status_code == 400
    assert client.post("/reconcile/en/match", data=text, content_type="application/json").status_code == 400
