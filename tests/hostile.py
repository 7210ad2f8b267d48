"""Queries and raw requests made to break a server, each with the statuses that are a clear answer to it."""

import base64

DEEP = 3000
ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"
CROSS = "?a ?b ?c . ?d ?e ?f"
DOUBLED = "".join(f"BIND(CONCAT(?x{n},?x{n}) AS ?x{n + 1}) " for n in range(40))
GROWN = "".join(f'BIND(REPLACE(?x{n}, ".", "0123456789abcdef") AS ?x{n + 1}) ' for n in range(12))
VALUES = "VALUES ?{0} {{ {1} }}"


def nested(before: str, inside: str, after: str, times: int = DEEP) -> str:
    return before * times + inside + after * times


QUERIES = {
    "count of a product": f"SELECT (COUNT(*) AS ?count) {{ {ALL} }}",
    "product of unions": "SELECT * { " + "{{} UNION {}} " * 40 + "}",
    "any path": "SELECT * { ?s (!<a:a>|<a:a>)* ?o . ?x (!<a:a>)* ?y }",
    "path of a path": "SELECT (COUNT(*) AS ?n) { ?s (((!<a:a>)|^(!<a:a>))*)* ?o . ?x (!<a:a>)+ ?y . ?z (!<a:a>)+ ?w }",
    "ordered at random": f"SELECT * {{ {CROSS} }} ORDER BY RAND() LIMIT 10",
    "ordered by text": f"SELECT * {{ {CROSS} }} ORDER BY STR(?f) LIMIT 10",
    "concatenated product": f"SELECT (GROUP_CONCAT(?c) AS ?x) {{ {ALL} }}",
    "doubled forty times": f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("0123456789" AS ?x0) {DOUBLED} }}',
    "replaced twelve times": f'SELECT (STRLEN(?x12) AS ?n) {{ BIND("0123456789" AS ?x0) {GROWN} }}',
    "five long VALUES": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(VALUES.format(name, " ".join(map(str, range(1000)))) for name in "vwxyz")
    + " }",
    "many VALUES": "SELECT * { " + VALUES.format("v", " ".join(map(str, range(10_000)))) + " }",
    "expression of repetitions": f'SELECT * {{ {CROSS} FILTER(REGEX(STR(?c), "(([a-z]+)+)+$")) }}',
    "expression that explodes": 'ASK { FILTER(REGEX("a", "((a{1000}){1000}){1000}")) }',
    "expression for each row": f"SELECT * {{ {CROSS} FILTER(REGEX(STR(?c), STR(?f))) }}",
    "constructed product": f"CONSTRUCT {{ ?a ?e ?i }} {{ {ALL} }}",
    "distinct product": f"SELECT DISTINCT * {{ {ALL} }}",
    "product to the end": f"SELECT * {{ {ALL} }}",
    "grouped product": f"SELECT ?a ?d (COUNT(*) AS ?count) {{ {ALL} }} GROUP BY ?a ?d ?g",
    "minus a product": f"SELECT * {{ ?a ?b ?c MINUS {{ {ALL} }} }}",
    "not exists": "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(?c = ?i && ?f = ?a) } }",
    "twenty OPTIONALs": "SELECT * { ?s ?p ?o " + "".join(f"OPTIONAL {{ ?s{n} ?p ?o{n} }} " for n in range(20)) + "}",
    "chain of patterns": "ASK { " + "".join(f"?v{n} ?p{n} ?v{n + 1} . " for n in range(500)) + "}",
    "star of patterns": "ASK { " + "".join(f"?s <a:{n}> ?o{n} . " for n in range(2000)) + "}",
    "describe all": "DESCRIBE ?s { ?s ?p ?o }",
    "another endpoint": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "another endpoint, quietly": "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "another endpoint, by a variable": "SELECT * { VALUES ?e { <http://127.0.0.1:9/> } SERVICE ?e { ?s ?p ?o } }",
    "another data set": "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    "load": "LOAD <http://127.0.0.1:9/>",
    "update": "DELETE WHERE { ?s ?p ?o }",
    "update after a prologue": "PREFIX a: <a:> # SELECT\nINSERT DATA { a:a a:a a:a }",
    "long comment": "ASK {} #" + "x" * 60_000,
    "long blank": "ASK {" + " " * 60_000 + "}",
    "too long": "ASK {} #" + "x" * 70_000,
    "long list": "SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(map(str, range(9_000))) + ")) }",
    "deep functions": "SELECT (" + nested("STR(", '""', ")") + " AS ?x) {}",
    "deep groups": "SELECT * { " + nested("{", "", "}") + " }",
    "deep OPTIONALs": "SELECT * " + nested("{ OPTIONAL ", "{}", "}"),
    "deep EXISTS": "ASK " + nested("{ FILTER EXISTS ", "{}", "}", 2500),
    "deep parentheses": "SELECT (" + nested("(", "1", ")", 9_000) + " AS ?x) {}",
    "deep selects": "SELECT * " + nested("{ SELECT * ", "{}", "}"),
    "deep negations": "ASK { FILTER(" + "!" * 30_000 + "true) }",
    "deep path": "ASK { ?s " + nested("(", "<a:a>", ")*", 9_000) + " ?o }",
    "long path": "ASK { ?s " + "/".join(["<a:a>"] * 3_000) + " ?o }",
    "long sum": "SELECT (" + "+".join(["1"] * 20_000) + " AS ?x) {}",
    "deep triple terms": "ASK { ?s ?p " + nested("<<( <a:a> <a:a> ", "1", " )>>", 1_800) + " }",
    "quotes never closed": "SELECT * { ?s ?p " + '"""\'\'\'"' * 5_000,
    "garbage": base64.b64encode(bytes(range(256)) * 100).decode(),
    "null characters": "SELECT * { ?s ?p \x00 ?o }",
    "lone surrogate by escape": 'SELECT ("\\uD800" AS ?x) {}',
    "unknown function": "SELECT (<http://example.org/none>(1) AS ?x) {}",
    "overflow": "SELECT (9223372036854775807 * 9223372036854775807 AS ?x) (ABS(-9223372036854775808) AS ?z) {}",
}
STATUSES = {200, 400, 403, 413, 503, 504}

GET = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"

# name: the pieces to send, and what the first line of the answer may begin with; an empty one: dropped in silence
RAW = {
    "nothing": ([b""], b"", True),
    "garbage": ([b"\x00\xff\x16\x03\x01" * 50], b"HTTP/1.1 400", False),
    "TLS": ([bytes.fromhex("1603010200010001fc0303") + bytes(500)], b"HTTP/1.1 400", False),
    "HTTP/0.9": ([b"GET /\r\n\r\n"], b"HTTP/1.1 400", False),
    "HTTP/2": ([b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], b"HTTP/1.1 400", False),
    "HTTP/3.7": ([b"GET / HTTP/3.7\r\nHost: a\r\n\r\n"], b"HTTP/1.1 400", False),
    "unknown method": ([b"BREW /sparql HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 400", False),
    "method in lower case": ([b"get / HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 400", False),
    "CONNECT": ([b"CONNECT example.org:443 HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 4", False),
    "TRACE": ([b"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 405", False),
    "no host": ([b"GET / HTTP/1.1\r\n\r\n"], b"HTTP/1.1 400", False),
    "two hosts": ([b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"], b"HTTP/1.1 400", False),
    "host with a script": ([b"GET /sparql HTTP/1.1\r\nHost: <script>\r\n\r\n"], b"HTTP/1.1 200", False),
    "space in a header name": ([GET + b"A b : c\r\n\r\n"], b"HTTP/1.1 400", False),
    "folded header": ([GET + b"A: b\r\n c\r\n\r\n"], b"HTTP/1.1 ", False),
    "bare line feeds": ([GET.replace(b"\r\n", b"\n") + b"\n"], b"HTTP/1.1 ", False),
    "null in a header": ([GET + b"A: b\x00c\r\n\r\n"], b"HTTP/1.1 400", False),
    "line in a header": ([GET + b"A: b\rX: c\r\n\r\n"], b"HTTP/1.1 400", False),
    "huge header": ([GET + b"A: " + b"x" * 300_000 + b"\r\n\r\n"], b"HTTP/1.1 431", False),
    "many headers": ([GET + b"".join(b"A%d: x\r\n" % n for n in range(5_000)) + b"\r\n"], b"HTTP/1.1 431", False),
    "huge target": ([b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 431", False),
    "long target": ([b"GET /" + b"x" * 60_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 404", False),
    "target without slash": ([b"GET sparql HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 4", False),
    "absolute target": ([b"GET http://b/healthz HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 200", False),
    "star": ([b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 ", False),
    "climbing": ([b"GET /dumps/../../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 404", False),
    "bad percent": ([b"GET /%zz%%% HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 404", False),
    "bytes in the target": ([b"GET /doc/\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 4", False),
    "null in the path": ([b"GET /doc/%00 HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 404", False),
    "negative length": ([POST + b"Content-Length: -1\r\n\r\nASK {}"], b"HTTP/1.1 400", False),
    "length in words": ([POST + b"Content-Length: six\r\n\r\nASK {}"], b"HTTP/1.1 400", False),
    "enormous length": ([POST + b"Content-Length: 99999999999999999999999\r\n\r\n"], b"HTTP/1.1 4", False),
    "large length": ([POST + b"Content-Length: 2000000000\r\n\r\n"], b"HTTP/1.1 413", False),
    "two lengths": ([POST + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}x"], b"HTTP/1.1 400", False),
    "length and chunks": (
        [POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n"],
        b"HTTP/1.1 400",
        False,
    ),
    "length too short": ([POST + b"Content-Length: 6\r\n\r\nASK {}ASK {}"], b"HTTP/1.1 ", False),
    "length too long": ([POST + b"Content-Length: 60\r\n\r\nASK {}"], b"", True),
    "bad chunk": ([POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n0\r\n\r\n"], b"HTTP/1.1 400", False),
    "endless chunks": (
        [POST + b"Transfer-Encoding: chunked\r\n\r\n", *[b"10000\r\n" + b" " * 65536 + b"\r\n"] * 40],
        b"HTTP/1.1 413",
        False,
    ),
    "chunks": ([POST + b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n"], b"HTTP/1.1 200", False),
    "unknown coding": ([POST + b"Transfer-Encoding: gzip\r\n\r\nASK {}"], b"HTTP/1.1 4", False),
    "no length": ([POST + b"\r\nASK {}"], b"HTTP/1.1 400", False),
    "body with GET": ([GET + b"Content-Length: 5\r\n\r\nhello"], b"HTTP/1.1 200", False),
    "upgrade": ([GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"], b"HTTP/1.1 200", False),
    "expectation": (
        [POST + b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n", b"ASK {}"],
        b"HTTP/1.1 100",
        False,
    ),
    "half closed": ([GET + b"Connection: close\r\n\r\n"], b"HTTP/1.1 200", True),
    "half a head": ([GET], b"", True),
    "pipelined": ([GET + b"\r\n" + GET + b"Connection: close\r\n\r\n"], b"HTTP/1.1 200", False),
    "a thousand pipelined": ([(GET + b"\r\n") * 1_000], b"HTTP/1.1 ", False),
    "HTTP/1.0": ([b"GET /healthz HTTP/1.0\r\n\r\n"], b"HTTP/1.1 200", False),
    "form that is none": (
        [POST.replace(b"sparql-query", b"x-www-form-urlencoded") + b"Content-Length: 3\r\n\r\n%ff"],
        b"HTTP/1.1 400",
        False,
    ),
    "broken types": ([POST.replace(b"application/sparql-query", b"a/b;;;=;\"") + b"Content-Length: 1\r\n\r\nx"],
                     b"HTTP/1.1 415", False),
    "broken Accept": ([GET + b"Accept: ;q=;,,,\"\\,a/b;q=nan, */*;q=1e400\r\n\r\n"], b"HTTP/1.1 ", False),
    "broken range": ([b"GET /dumps/onemoon.nq HTTP/1.1\r\nHost: a\r\nRange: bytes=5-1,-,x\r\n\r\n"],
                     b"HTTP/1.1 ", False),
    "broken dates": ([GET + b"If-Modified-Since: x\r\nIf-None-Match: \"\r\n\r\n"], b"HTTP/1.1 200", False),
}  # fmt: skip
