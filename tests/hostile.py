"""Queries and raw requests made to break a server, each with the statuses that are a clear answer to it."""

import base64
import gzip

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
    "deep inverse path": "ASK { ?s " + nested("^(", "<a:a>", ")", 9_000) + " ?o }",
    "deep graphs": "ASK { " + nested("GRAPH ?g { ", "?s ?p ?o", " }", 2_500) + " }",
    "deep lists": "ASK { ?s ?p " + nested("( ", "1", " )", 9_000) + " }",
    "deep blank nodes": "ASK { ?s ?p " + nested("[ <a:a> ", "1", " ]", 5_000) + " }",
    "chain of BINDs": "SELECT * { BIND(1 AS ?v0) " + "".join(f"BIND(?v{n} AS ?v{n + 1}) " for n in range(2_000)) + "}",
    "chain of MINUS": "SELECT * { ?s ?p ?o " + "MINUS { ?s ?p ?o } " * 3_000 + "}",
    "chain of ANDs": "ASK { FILTER(" + " && ".join(["true"] * 7_000) + ") }",
    "chain of ORs": "ASK { FILTER(" + " || ".join(["false"] * 6_000) + ") }",
    "chain of FILTERs": "ASK { ?s ?p ?o " + "FILTER(?o != 1) " * 3_500 + "}",
    "long path": "ASK { ?s " + "/".join(["<a:a>"] * 3_000) + " ?o }",
    "long sum": "SELECT (" + "+".join(["1"] * 20_000) + " AS ?x) {}",
    "deep triple terms": "ASK { ?s ?p " + nested("<<( <a:a> <a:a> ", "1", " )>>", 1_800) + " }",
    "quotes never closed": "SELECT * { ?s ?p " + '"""\'\'\'"' * 5_000,
    "garbage": base64.b64encode(bytes(range(256)) * 100).decode(),
    "null characters": "SELECT * { ?s ?p \x00 ?o }",
    "lone surrogate by escape": 'SELECT ("\\uD800" AS ?x) {}',
    "unknown function": "SELECT (<http://example.org/none>(1) AS ?x) {}",
    "three hundred OPTIONALs": "SELECT * { " + "".join(f"OPTIONAL {{ ?s <a:{n}> ?o{n} }} " for n in range(300)) + "}",
    "long list of items": "ASK { ?s ?p (" + " ".join(f"?v{n}" for n in range(300)) + ") }",
    "long path of any": "ASK { ?s " + "|".join(f"<a:{n}>" for n in range(4_000)) + " ?o }",
    "long negated path": "ASK { ?s !(" + "|".join(f"<a:{n}>" for n in range(4_000)) + ")* ?o . ?x !<a:a>* ?y }",
    "many UNIONs": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 3_000) + " } ORDER BY ?o ?p ?s",
    "wide VALUES": "ASK { VALUES (" + " ".join(f"?v{n}" for n in range(900)) + ") { (" + "1 " * 900 + ") } }",
    "ordered by everything": f"SELECT * {{ {CROSS} }} ORDER BY " + " ".join(f"SHA512(STR(?{n}))" for n in "abcdef"),
    "counted apart": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {ALL} }}",
    "having": f"SELECT ?a (GROUP_CONCAT(?f) AS ?x) {{ {ALL} }} GROUP BY ?a HAVING (STRLEN(GROUP_CONCAT(?i)) > 0)",
    "laterals": "SELECT * { ?a ?b ?c " + "".join(f"LATERAL {{ ?a{n} ?b{n} ?c{n} }} " for n in range(6)) + "}",
    "new names without end": f"SELECT (STRUUID() AS ?u) (BNODE() AS ?n) {{ {ALL} }}",
    "distances": "PREFIX geof: <http://www.opengis.net/def/function/geosparql/> SELECT (SUM(geof:distance(?c, ?f, "
    "<http://www.opengis.net/def/uom/OGC/1.0/metre>)) AS ?n) {{ {ALL} }}",
    "template of thousands": "CONSTRUCT { " + "".join(f"?a <a:{n}> ?f . " for n in range(2_500)) + f"}} {{ {CROSS} }}",
    "described by the thousand": "DESCRIBE " + " ".join(f"<http://a/{n}>" for n in range(3_000)),
    "existing in existing": "ASK { ?a ?b ?c FILTER EXISTS { ?d ?e ?f "
    "FILTER NOT EXISTS { ?g ?h ?i FILTER(?c = ?f && ?i = ?c) } } }",
    "expression of options": 'ASK { FILTER(REGEX("' + "a" * 60 + 'b", "' + "a?" * 500 + "a" * 500 + '")) }',
    "replaced by groups": f'SELECT (REPLACE(STR(?c), "(.)(.)", "$1$1$2$2$1$2") AS ?x) {{ {ALL} }}',
    "call by an escape": "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "call in a call": "SELECT * { SERVICE <http://127.0.0.1:9/> { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
    "call in a subquery": "ASK { { SELECT * { FILTER EXISTS { SERVICE SILENT <http://127.0.0.1:9/> {} } } } }",
    "graph that is fetched": "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "several operations": "ASK {} ; DROP ALL ; INSERT DATA { <a:a> <a:a> <a:a> }",
    "direction of text": 'SELECT ("\u202e\u0000"@ar--rtl AS ?x) {}',
    "numbers without end": "SELECT (" + "9" * 30_000 + " AS ?x) (1e999999 AS ?y) (0.0/0.0 AS ?z) {}",
    "overflow": "SELECT (9223372036854775807 * 9223372036854775807 AS ?x) (ABS(-9223372036854775808) AS ?z) {}",
}
STATUSES = {200, 400, 403, 413, 503, 504}

GET = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"



KIND = b"application/sparql-query"
ASKING = b"/sparql?query=ASK%7B%7D"


def get(target: bytes = ASKING, *headers: bytes, version: bytes = b"HTTP/1.1") -> bytes:
    return b"\r\n".join([b"GET " + target + b" " + version, b"Host: a", *headers, b"", b""])


def post(*headers: bytes, body: bytes = b"ASK {}", kind: bytes = KIND, sized: bool = True) -> bytes:
    told = [*headers, *([b"Content-Length: %d" % len(body)] if sized else [])]
    return b"\r\n".join([b"POST /sparql HTTP/1.1", b"Host: a", b"Content-Type: " + kind, *told, b"", body])


def in_chunks(body: bytes, *headers: bytes) -> bytes:
    return post(b"Transfer-Encoding: chunked", *headers, body=body, sized=False)


def chunked(*pieces: bytes, trailers: bytes = b"") -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(each), each) for each in pieces) + b"0\r\n" + trailers + b"\r\n"


# name: the pieces to send, what the first line of the answer begins with (nothing: dropped in silence), then True for
# a client that closes its side
RAW = {
    "nothing": ([b""], b"", True),
    "garbage": ([b"\x00\xff\x16\x03\x01" * 50], b"HTTP/1.1 400"),
    "TLS": ([bytes.fromhex("1603010200010001fc0303") + bytes(500)], b"HTTP/1.1 400"),
    "HTTP/0.9": ([b"GET /\r\n\r\n"], b"HTTP/1.1 400"),
    "HTTP/2": ([b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], b"HTTP/1.1 400"),
    "HTTP/3.7": ([b"GET / HTTP/3.7\r\nHost: a\r\n\r\n"], b"HTTP/1.1 400"),
    "unknown method": ([b"BREW /sparql HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 400"),
    "method in lower case": ([b"get / HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 400"),
    "CONNECT": ([b"CONNECT example.org:443 HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 4"),
    "TRACE": ([b"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 405"),
    "no host": ([b"GET / HTTP/1.1\r\n\r\n"], b"HTTP/1.1 400"),
    "two hosts": ([b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"], b"HTTP/1.1 400"),
    "host with a script": ([b"GET /sparql HTTP/1.1\r\nHost: <script>\r\n\r\n"], b"HTTP/1.1 200"),
    "space in a header name": ([GET + b"A b : c\r\n\r\n"], b"HTTP/1.1 400"),
    "folded header": ([GET + b"A: b\r\n c\r\n\r\n"], b"HTTP/1.1 "),
    "bare line feeds": ([GET.replace(b"\r\n", b"\n") + b"\n"], b"HTTP/1.1 "),
    "null in a header": ([GET + b"A: b\x00c\r\n\r\n"], b"HTTP/1.1 400"),
    "line in a header": ([GET + b"A: b\rX: c\r\n\r\n"], b"HTTP/1.1 400"),
    "huge header": ([GET + b"A: " + b"x" * 300_000 + b"\r\n\r\n"], b"HTTP/1.1 431"),
    "many headers": ([GET + b"".join(b"A%d: x\r\n" % n for n in range(5_000)) + b"\r\n"], b"HTTP/1.1 431"),
    "huge target": ([b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 431"),
    "long target": ([b"GET /" + b"x" * 60_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 404"),
    "target without slash": ([b"GET sparql HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 4"),
    "absolute target": ([b"GET http://b/healthz HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 200"),
    "star": ([b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 "),
    "climbing": ([b"GET /dumps/../../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 404"),
    "bad percent": ([b"GET /%zz%%% HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 404"),
    "bytes in the target": ([b"GET /doc/\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 4"),
    "null in the path": ([b"GET /doc/%00 HTTP/1.1\r\nHost: a\r\n\r\n"], b"HTTP/1.1 404"),
    "negative length": ([POST + b"Content-Length: -1\r\n\r\nASK {}"], b"HTTP/1.1 400"),
    "length in words": ([POST + b"Content-Length: six\r\n\r\nASK {}"], b"HTTP/1.1 400"),
    "enormous length": ([POST + b"Content-Length: 99999999999999999999999\r\n\r\n"], b"HTTP/1.1 4"),
    "large length": ([POST + b"Content-Length: 2000000000\r\n\r\n"], b"HTTP/1.1 413"),
    "two lengths": ([POST + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}x"], b"HTTP/1.1 400"),
    "length and chunks": (
        [POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n"],
        b"HTTP/1.1 400",
    ),
    "length too short": ([POST + b"Content-Length: 6\r\n\r\nASK {}ASK {}"], b"HTTP/1.1 "),
    "length too long": ([POST + b"Content-Length: 60\r\n\r\nASK {}"], b"", True),
    "bad chunk": ([POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n0\r\n\r\n"], b"HTTP/1.1 400"),
    "endless chunks": (
        [POST + b"Transfer-Encoding: chunked\r\n\r\n", *[b"10000\r\n" + b" " * 65536 + b"\r\n"] * 40],
        b"HTTP/1.1 413",
    ),
    "chunks": ([POST + b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n"], b"HTTP/1.1 200"),
    "unknown coding": ([POST + b"Transfer-Encoding: gzip\r\n\r\nASK {}"], b"HTTP/1.1 4"),
    "no length": ([POST + b"\r\nASK {}"], b"HTTP/1.1 400"),
    "body with GET": ([GET + b"Content-Length: 5\r\n\r\nhello"], b"HTTP/1.1 200"),
    "upgrade": ([GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"], b"HTTP/1.1 200"),
    "expectation": (
        [POST + b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n", b"ASK {}"],
        b"HTTP/1.1 100",
    ),
    "half closed": ([GET + b"Connection: close\r\n\r\n"], b"HTTP/1.1 200", True),
    "half a head": ([GET], b"", True),
    "pipelined": ([GET + b"\r\n" + GET + b"Connection: close\r\n\r\n"], b"HTTP/1.1 200"),
    "a thousand pipelined": ([(GET + b"\r\n") * 1_000], b"HTTP/1.1 "),
    "HTTP/1.0": ([b"GET /healthz HTTP/1.0\r\n\r\n"], b"HTTP/1.1 200"),
    "form that is none": (
        [POST.replace(b"sparql-query", b"x-www-form-urlencoded") + b"Content-Length: 3\r\n\r\n%ff"],
        b"HTTP/1.1 400",
    ),
    "broken types": ([POST.replace(b"application/sparql-query", b"a/b;;;=;\"") + b"Content-Length: 1\r\n\r\nx"],
                     b"HTTP/1.1 415"),
    "broken Accept": ([GET + b"Accept: ;q=;,,,\"\\,a/b;q=nan, */*;q=1e400\r\n\r\n"], b"HTTP/1.1 "),
    "broken range": ([b"GET /dumps/onemoon.nq HTTP/1.1\r\nHost: a\r\nRange: bytes=5-1,-,x\r\n\r\n"],
                     b"HTTP/1.1 "),
    "broken dates": ([GET + b"If-Modified-Since: x\r\nIf-None-Match: \"\r\n\r\n"], b"HTTP/1.1 200"),
    "protocol of a proxy": ([b"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n" + get()], b"HTTP/1.1 400"),
    "banner of SSH": ([b"SSH-2.0-OpenSSH_9.6\r\n"], b"HTTP/1.1 400"),
    "greeting of SMTP": ([b"EHLO example.org\r\nMAIL FROM:<a@b>\r\n"], b"HTTP/1.1 400"),
    "version in lower case": ([get(version=b"http/1.1")], b"HTTP/1.1 400"),
    "words after the version": ([get(version=b"HTTP/1.1 x")], b"HTTP/1.1 400"),
    "empty lines first": ([b"\r\n" * 1_000 + get()], b"HTTP/1.1 200"),
    "header without colon": ([get(b"/", b"nonsense")], b"HTTP/1.1 400"),
    "header without name": ([get(b"/", b": x")], b"HTTP/1.1 400"),
    "header named in Korean": ([get(b"/", "\uc591\uc8fc: x".encode())], b"HTTP/1.1 400"),
    "bytes in a header": ([get(b"/sparql?query=ASK%7B%7D", b"A: \xff\xfe")], b"HTTP/1.1 200"),
    "thousands of one header": ([get(b"/", *[b"A:"] * 30_000)], b"HTTP/1.1 431"),
    "two types": ([post(b"Content-Type: text/plain")], b"HTTP/1.1 415"),
    "target with user": ([get(b"http://user:secret@b/healthz")], b"HTTP/1.1 200"),
    "target that is an authority": ([get(b"b:80")], b"HTTP/1.1 4"),
    "half a surrogate in the path": ([get(b"/doc/%ED%A0%80")], b"HTTP/1.1 404"),
    "half a surrogate in the query": ([get(b"/sparql?query=%ED%A0%80")], b"HTTP/1.1 400"),
    "address that is none": ([get(b"/oembed?url=http://[")], b"HTTP/1.1 404"),
    "overlong UTF-8": ([get(b"/dumps/%C0%AE%C0%AE/%C0%AF")], b"HTTP/1.1 404"),
    "null in the query": ([get(b"/sparql?query=ASK%7B%7D%00")], b"HTTP/1.1 400"),
    "lines in the path": ([get(b"/id/x%0d%0aX-Evil:%201")], b"HTTP/1.1 404"),
    "lines in a redirection": ([get(b"/sparql/?x%0d%0aX-Evil:%201")], b"HTTP/1.1 308"),
    "lines in a file name": ([get(b"/sparql?query=ASK%7B%7D&download=a%0d%0aX-Evil:%201")], b"HTTP/1.1 200"),
    "thousands of parameters": ([get(b"/sparql?" + b"a&" * 30_000 + b"query=ASK%7B%7D")], b"HTTP/1.1 400"),
    "thousands of parameters of a page": ([get(b"/?" + b"a&" * 30_000)], b"HTTP/1.1 414"),
    "thousands of types": ([get(b"/", b"Accept: " + b"a/b;q=0.1," * 10_000)], b"HTTP/1.1 200"),
    "thousands of languages": ([get(b"/", b"Accept-Language: " + b"x-a;q=0.1," * 10_000)], b"HTTP/1.1 200"),
    "thousands of validators": ([get(b"/", b"If-None-Match: " + b'"a",' * 25_000)], b"HTTP/1.1 200"),
    "thousands of ranges": ([get(b"/dumps/onemoon.nq", b"Range: bytes=" + b"0-," * 10_000)], b"HTTP/1.1 4"),
    "range beyond numbers": ([get(b"/dumps/onemoon.nq", b"Range: bytes=99999999999999999999-")], b"HTTP/1.1 416"),
    "suffix beyond numbers": ([get(b"/dumps/onemoon.nq", b"Range: bytes=-99999999999999999999")], b"HTTP/1.1 200"),
    "range of a unit": ([get(b"/dumps/onemoon.nq", b"Range: parsecs=1-2")], b"HTTP/1.1 200"),
    "upgrade to HTTP/2": (
        [get(ASKING, b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABk")],
        b"HTTP/1.1 200",
    ),
    "upgrade with a body": ([post(b"Connection: Upgrade", b"Upgrade: h2c")], b"HTTP/1.1 "),
    "unknown expectation": ([post(b"Expect: miracles")], b"HTTP/1.1 200"),
    "codings one after the other": ([in_chunks(chunked(b"ASK {}"), b"Transfer-Encoding: identity")], b"HTTP/1.1 400"),
    "coding that is nearly chunked": (
        [post(b"Transfer-Encoding: xchunked", body=chunked(b"ASK {}"), sized=False)], b"HTTP/1.1 400"
    ),
    "coding with a quote": (
        [post(b'Transfer-Encoding: "chunked"', body=chunked(b"ASK {}"), sized=False)], b"HTTP/1.1 400"
    ),
    "coding before its colon": (
        [post(b"Transfer-Encoding : chunked", body=chunked(b"ASK {}"), sized=False)], b"HTTP/1.1 400"
    ),
    "chunks in capitals": (
        [post(b"TRANSFER-ENCODING: CHUNKED", body=chunked(b"ASK {}"), sized=False)], b"HTTP/1.1 200"
    ),
    "chunks of HTTP/1.0": ([in_chunks(chunked(b"ASK {}")).replace(b"HTTP/1.1", b"HTTP/1.0", 1)], b"HTTP/1.1 "),
    "chunk with an extension": ([in_chunks(b"6;a=b\r\nASK {}\r\n0;c\r\n\r\n")], b"HTTP/1.1 200"),
    "chunk beyond numbers": ([in_chunks(b"F" * 20 + b"\r\nASK {}\r\n0\r\n\r\n")], b"HTTP/1.1 400"),
    "chunk in negative": ([in_chunks(b"-6\r\nASK {}\r\n0\r\n\r\n")], b"HTTP/1.1 400"),
    "chunk in hexadecimal": ([in_chunks(b"0x6\r\nASK {}\r\n0\r\n\r\n")], b"HTTP/1.1 400"),
    "chunks with bare line feeds": ([in_chunks(b"6\nASK {}\n0\n\n")], b"HTTP/1.1 400"),
    "chunk longer than said": ([in_chunks(b"3\r\nASK {}\r\n0\r\n\r\n")], b"HTTP/1.1 400"),
    "trailers": ([in_chunks(chunked(b"ASK {}", trailers=b"A: b\r\n"))], b"HTTP/1.1 200"),
    "host in a trailer": ([in_chunks(chunked(b"ASK {}", trailers=b"Host: evil\r\n"))], b"HTTP/1.1 200"),
    "type in a trailer": (
        [in_chunks(chunked(b"ASK {}", trailers=b"Content-Type: text/plain\r\n"))], b"HTTP/1.1 200"
    ),
    "thousands of trailers": ([in_chunks(chunked(b"ASK {}", trailers=b"A:\r\n" * 30_000))], b"HTTP/1.1 4"),
    "endless trailer": (
        [in_chunks(b"6\r\nASK {}\r\n0\r\nA: "), *[b"x" * 1_000_000] * 12], b"HTTP/1.1 4"
    ),
    "endless extension": (
        [in_chunks(b"6;a="), *[b"x" * 1_000_000] * 12], b"HTTP/1.1 4"
    ),
    "compressed query": (
        [post(b"Content-Encoding: gzip", body=gzip.compress(b"ASK {} #" + b" " * 9_000_000))], b"HTTP/1.1 400"
    ),
    "query in UTF-16": ([post(body="ASK {}".encode("utf-16"))], b"HTTP/1.1 400"),
    "form in parts": ([post(body=b"--a\r\n\r\n--a--", kind=b"multipart/form-data; boundary=a")], b"HTTP/1.1 415"),
    "smuggled": ([post() + b"GET /evil HTTP/1.1\r\n\r\n"], b"HTTP/1.1 400"),
}  # fmt: skip
