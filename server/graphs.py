"""The read side of the SPARQL 1.1 Graph Store Protocol: whole graphs by their names."""

from __future__ import annotations

import threading

from flask import Response, request
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat
from werkzeug.wrappers import Response as AnyResponse

from .answers import Rule, answer, asked, negotiated
from .data import Data
from .dumps import whole
from .errors import Problem
from .negotiation import GRAPHS, HTML, Format, variants
from .representations import NOT_IN_XML, syntax

OFFERED = tuple(form for form in GRAPHS if form != HTML)
_PUBLISHED = {"ttl": "onemoon.ttl", "nt": "onemoon.nt", "jsonld": "onemoon.jsonld"}


class Graphs:
    """Answers with the content of one graph."""

    def __init__(self, data: Data):
        self._data = data
        self._one_at_a_time = threading.Lock()

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/gsp", self.indirect)]

    def indirect(self) -> AnyResponse:
        """The graph that a parameter names: `?default`, or `?graph=` with its IRI."""
        named = request.args.getlist("graph")
        if ("default" in request.args) == bool(named) or len(named) > 1:
            raise Problem("bad-request", "Name one graph: ?default, or ?graph= with its IRI.")
        form = asked(OFFERED, [f"?format={each.key}" for each in variants(OFFERED)])
        return self.content(named[0], form) if named else self._default(form)

    def content(self, iri: str, form: Format) -> Response:
        """A named graph in a format; raises Problem when there is none of this name."""
        try:
            graph = NamedNode(iri)
        except ValueError:
            raise Problem("bad-request", "The name of the graph is no absolute IRI.") from None
        if next(self._data.store.quads_for_pattern(None, None, None, graph), None) is None:
            raise Problem("not-found", f"There is no graph {iri}.")
        return self._written(graph, form)

    def _default(self, form: Format) -> AnyResponse:
        file = self._data.files.get(_PUBLISHED.get(form.key, ""))
        if file is None:
            return self._written(DefaultGraph(), form)
        response = whole(file, form.content_type)
        response.vary.add("Accept")
        return response.make_conditional(request, accept_ranges=True, complete_length=file.size)

    def _written(self, graph: NamedNode | DefaultGraph, form: Format) -> Response:
        with self._one_at_a_time:
            body = self._dumped(graph, syntax(form))
        if form.key == "rdf" and NOT_IN_XML.search(body.decode()):
            raise Problem("not-acceptable", "The graph has characters that XML can't hold; ask for another format.")
        return negotiated(answer(body, form), request.full_path)

    def _dumped(self, graph: NamedNode | DefaultGraph, known: RdfFormat) -> bytes:
        try:
            return self._data.store.dump(format=known, from_graph=graph, prefixes=self._data.prefixes) or b""
        except (ValueError, RuntimeError, OSError) as error:
            raise Problem("not-acceptable", f"This format can't hold the graph: {error}.") from None
