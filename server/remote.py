"""Another SPARQL 1.1 engine as the store of this site: what pages and queries need of one, asked over HTTP."""

from __future__ import annotations

import http.client
import ssl
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from .errors import Problem

Node = NamedNode | BlankNode | Literal | Triple
Graph = NamedNode | BlankNode | DefaultGraph
_TABLE, _GRAPH = "application/sparql-results+json", "application/n-triples"
_ACCEPT = f"{_TABLE}, {_GRAPH};q=0.9"
_LONGEST_ERROR = 400
_PIECE = 1 << 16
_SECONDS = 60.0


class RemoteStore:
    """Stands where a pyoxigraph Store would, as far as this server uses one."""

    def __init__(self, address: str, seconds: float = _SECONDS, most: int = 256 << 20):
        self._url, self._seconds, self._most = urlsplit(address), seconds, most
        if self._url.scheme not in ("http", "https") or not self._url.hostname:
            raise ValueError(f"{address!r} is no http or https address")

    def query(
        self,
        text: str,
        *,
        base_iri: str = "",
        default_graph: Sequence[NamedNode | BlankNode] = (),
        named_graphs: Sequence[NamedNode | BlankNode] = (),
    ) -> QuerySolutions | QueryBoolean | Iterator[Triple]:
        """The results of a query; raises Problem for what the engine refuses or doesn't answer."""
        fields = [("query", f"BASE <{base_iri}> {text}" if base_iri else text)]
        fields += [("default-graph-uri", str(graph.value)) for graph in default_graph]
        fields += [("named-graph-uri", str(graph.value)) for graph in named_graphs]
        kind, body = self._asked(urlencode(fields).encode())
        try:
            if kind == _GRAPH:
                return iter([quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)])
            return _checked(body)
        except SyntaxError as error:
            raise Problem("store", f"The store's answer can't be read: {error.msg}.") from None

    def quads_for_pattern(
        self, subject: Node | None, predicate: NamedNode | None, object: Node | None, graph_name: Graph | None = None
    ) -> Iterator[Quad]:
        """Every statement that fits, in the graph or in any."""
        bound = (subject, predicate, object)
        terms = [str(term) if term else f"?{name}" for term, name in zip(bound, "spo", strict=True)]
        if any(isinstance(term, BlankNode) for term in bound):
            return
        pattern = " ".join(terms)
        if graph_name is None:
            yield from self._found(f"{{ {pattern} }}", bound, DefaultGraph())
        where = f"{{ {pattern} }}" if isinstance(graph_name, DefaultGraph) else f"{{ GRAPH ?g {{ {pattern} }} }}"
        if isinstance(graph_name, NamedNode):
            where = f"{{ GRAPH {graph_name} {{ {pattern} }} }}"
        yield from self._found(where, bound, graph_name)

    def _found(self, where: str, bound: tuple[Node | None, ...], graph: Graph | None) -> Iterator[Quad]:
        rows = self.query(f"SELECT * {where}")
        if not isinstance(rows, QuerySolutions):
            return
        names = {variable.value for variable in rows.variables}
        for row in rows:
            terms: list[Any] = [row[name] if name in names else term for name, term in zip("spo", bound, strict=True)]
            yield Quad(terms[0], terms[1], terms[2], row["g"] if "g" in names else graph or DefaultGraph())

    def contains_named_graph(self, graph: NamedNode) -> bool:
        """Whether there is a graph of this name."""
        return bool(self.query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))

    def dump(self, *, format: RdfFormat, from_graph: Graph, prefixes: Mapping[str, str] | None = None) -> bytes:
        """A whole graph as bytes."""
        inside = f"GRAPH {from_graph} {{ ?s ?p ?o }}" if isinstance(from_graph, NamedNode) else "?s ?p ?o"
        found = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {inside} }}")
        named = format in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML)
        triples = () if isinstance(found, QuerySolutions | QueryBoolean) else found
        return serialize(triples, format=format, prefixes=dict(prefixes or {}) if named else None) or b""

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._url.hostname or "", self._url.port
        if self._url.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=self._seconds, context=ssl.create_default_context())
        return http.client.HTTPConnection(host, port, timeout=self._seconds)

    def _whole(self, response: http.client.HTTPResponse, until: float) -> bytes:
        """The body, or more of it than may be; raises TimeoutError for one that comes too slowly."""
        pieces, size = [], 0
        while size <= self._most and (piece := response.read1(_PIECE)):
            pieces.append(piece)
            size += len(piece)
            if time.monotonic() > until:
                raise TimeoutError
        if response.length and size <= self._most:
            raise http.client.IncompleteRead(b"")
        return b"".join(pieces)

    def _asked(self, body: bytes) -> tuple[str, bytes]:
        """The media type and the bytes of the answer."""
        connection = self._connection()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": _ACCEPT}
        path = (self._url.path or "/") + (f"?{self._url.query}" if self._url.query else "")
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            content = self._whole(response, time.monotonic() + self._seconds)
        except TimeoutError:
            raise Problem("too-slow", "The store did not answer in time.") from None
        except (OSError, http.client.HTTPException) as error:
            raise Problem("store", f"The store can't be reached ({type(error).__name__}).") from None
        finally:
            connection.close()
        if len(content) > self._most:
            raise Problem("result-too-large", f"The answer has more than {self._most >> 20} MB.")
        if response.status != HTTPStatus.OK:
            raise _refusal(response.status, content)
        return response.headers.get_content_type().replace("text/plain", _GRAPH), content


def _checked(body: bytes) -> QuerySolutions | QueryBoolean:
    """The results in an answer, when all of it can be read; raises SyntaxError."""
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return found
    deque(found, maxlen=0)
    return parse_query_results(body, format=QueryResultsFormat.JSON)


def _refusal(status: int, content: bytes) -> Problem:
    said = " ".join(content[:_LONGEST_ERROR].decode("utf-8", "replace").split()).rstrip(".")
    if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY):
        return Problem("query-refused", f"The store refuses the query: {said}.")
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        return Problem("busy", "The store is too busy.")
    if status in (HTTPStatus.GATEWAY_TIMEOUT, HTTPStatus.REQUEST_TIMEOUT):
        return Problem("too-slow", "The store gave up on the query.")
    return Problem("store", f"The store answered with status {status}.")
