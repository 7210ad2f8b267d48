"""The read side of the SPARQL 1.1 Graph Store Protocol: whole graphs, at their own addresses or by their names."""

from __future__ import annotations

import threading
from urllib.parse import quote

from flask import Response, redirect, request
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat
from werkzeug.wrappers import Response as AnyResponse

from .answers import Rule, answer, asked, negotiated
from .data import Data
from .dumps import whole
from .errors import Problem
from .negotiation import GRAPHS, HTML, Format, variants
from .representations import NOT_IN_XML, syntax

OFFERED = tuple(form for form in GRAPHS if form != HTML)
_MOST_AT_ONCE = 6
_PUBLISHED = {"ttl": "onemoon.ttl", "nt": "onemoon.nt", "jsonld": "onemoon.jsonld"}


class Graphs:
    """Answers with the content of one graph."""

    def __init__(self, data: Data):
        self._data = data
        self._one_at_a_time = threading.Lock()
        self._room = threading.BoundedSemaphore(_MOST_AT_ONCE)

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/gsp", self.indirect), Rule("/graph/<path:name>", self.direct)]

    def indirect(self) -> AnyResponse:
        """The graph that a parameter names: `?default`, or `?graph=` with its IRI."""
        named = request.args.getlist("graph")
        if ("default" in request.args) == bool(named) or len(named) > 1:
            raise Problem("bad-request", "Name one graph: ?default, or ?graph= with its IRI.")
        address = f"/gsp?graph={quote(named[0], safe='')}&" if named else "/gsp?default&"
        form = asked(OFFERED, [f"{address}format={each.key}" for each in variants(OFFERED)])
        return self._content(_node(named[0]), form, address) if named else self._default(form, address)

    def direct(self, name: str) -> AnyResponse:
        """The graph at its own address; people see the document about it."""
        address = f"/graph/{quote(name)}"
        if name.endswith("/"):
            return redirect(address.rstrip("/"), 308)
        graph = self._named(name)
        form = asked(GRAPHS, [f"{address}?format={each.key}" for each in variants(GRAPHS)])
        about = f"/doc{address}"
        response = redirect(about, 303) if form == HTML else self._written(graph, form, f"{address}?")
        response.vary.add("Accept")
        response.headers["Link"] = f'<{about}>; rel="describedby"'
        return response

    def _named(self, name: str) -> NamedNode:
        """The graph of a name that exists here; raises Problem."""
        try:
            graph = NamedNode(self._data.addresses.graph(name))
            if self._data.store.contains_named_graph(graph):
                return graph
        except ValueError:
            pass  # no name of anything
        raise Problem("not-found", f"Nothing is known here about {request.path}.")

    def _content(self, graph: NamedNode, form: Format, address: str) -> Response:
        if not self._data.store.contains_named_graph(graph):
            raise Problem("not-found", f"There is no graph {graph.value}.")
        return self._written(graph, form, address)

    def _default(self, form: Format, address: str) -> AnyResponse:
        file = self._data.files.get(_PUBLISHED.get(form.key, ""))
        if file is None:
            return self._written(DefaultGraph(), form, address)
        response = whole(file, form.content_type)
        response.vary.add("Accept")
        return response.make_conditional(request, accept_ranges=True, complete_length=file.size)

    def _written(self, graph: NamedNode | DefaultGraph, form: Format, address: str) -> Response:
        if not self._room.acquire(blocking=False):
            raise Problem("busy", "Too many whole graphs are being written; the dumps are files.")
        try:
            with self._one_at_a_time:
                body = self._dumped(graph, syntax(form))
        finally:
            self._room.release()
        if form.key == "rdf" and NOT_IN_XML.search(body.decode()):
            raise Problem("not-acceptable", "The graph has characters that XML can't hold; ask for another format.")
        return negotiated(answer(body, form), f"{address}format={form.key}")

    def _dumped(self, graph: NamedNode | DefaultGraph, known: RdfFormat) -> bytes:
        try:
            return self._data.store.dump(format=known, from_graph=graph, prefixes=self._data.prefixes) or b""
        except (ValueError, RuntimeError, OSError) as error:
            raise Problem("not-acceptable", f"This format can't hold the graph: {error}.") from None


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise Problem("bad-request", "The name of the graph is no absolute IRI.") from None
