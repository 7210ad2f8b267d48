"""The search box: a page of results, and the same as JSON for suggestions and programs."""

from __future__ import annotations

from functools import cached_property

from flask import Response, jsonify, render_template, request
from pyoxigraph import DefaultGraph, Literal, NamedNode

from .answers import FRESH, Rule, answer
from .contexts import address
from .data import Data
from .dossier import TITLES, kind_of
from .errors import Problem
from .labels import Labels
from .languages import language, wording
from .negotiation import HTML
from .search_index import Hit, SearchIndex
from .survey import Survey
from .terms import RDFS, SKOS
from .values import Values, marks

_MOST, _SUGGESTED = 100, 8
_CONTEXT = "http://www.w3.org/ns/json-ld#context"
_NAMES = (SKOS.prefLabel, SKOS.altLabel, RDFS.label)


class Search:
    """Answers for the search box."""

    def __init__(self, data: Data, found: Survey):
        self._data, self._survey = data, found

    @cached_property
    def _index(self) -> SearchIndex:
        return _index(self._data, self._survey)

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/search", self.page), Rule("/search.json", self.suggestions)]

    def page(self) -> Response:
        """The things found, with their kinds."""
        query, kind = request.args.get("q", "").strip()[:200], request.args.get("kind", "")
        hits = self._index.find(query, _MOST, language())
        kinds = sorted({hit.kind for hit in hits}, key=list(TITLES).index)
        values = Values(self._data, Labels(self._data))
        shown = [
            (hit, values.link(NamedNode(hit.iri)), marks(self._data.store, NamedNode(hit.iri)))
            for hit in hits
            if kind in ("", hit.kind)
        ]
        return answer(render_template("search.html", q=query, kind=kind, kinds=kinds, hits=shown, titles=TITLES), HTML)

    def suggestions(self) -> Response:
        """The same as JSON: label, kind, address, and the name that was met."""
        query, limit = request.args.get("q", "").strip()[:200], request.args.get("limit", str(_SUGGESTED))
        if not limit.isdecimal() or len(limit) > 4 or not 1 <= int(limit) <= _MOST:
            raise Problem("bad-request", f"limit is a number from 1 to {_MOST}, not {limit!r}.")
        hits = self._index.find(query, int(limit), language())
        labels = Labels(self._data)
        response = jsonify(query=query, results=[self._result(hit, labels) for hit in hits])
        response.headers["Cache-Control"] = FRESH
        response.headers["Content-Language"] = language()
        response.headers["Link"] = f'<{address("search-v1")}>; rel="{_CONTEXT}"; type="application/ld+json"'
        response.vary.add("Accept-Language")
        response.add_etag()
        return response

    def _result(self, hit: Hit, labels: Labels) -> dict[str, str]:
        label = labels.of(NamedNode(hit.iri))
        return {
            "id": hit.iri,
            "href": request.script_root + (self._data.addresses.path(hit.iri) or ""),
            "label": label.text,
            "lang": label.lang,
            "kind": hit.kind,
            "kindLabel": wording(labels.lang).text(TITLES[hit.kind]),
            "match": hit.name.text,
            "matchLang": hit.name.lang,
        }


def _index(data: Data, found: Survey) -> SearchIndex:
    """Names of the things people look for; what stands behind them is left out."""
    things = (NamedNode(iri) for section in found.sections if section.segment in TITLES for iri in section.things)
    order = {kind: place for place, kind in enumerate(("government", "country", "title", "series", "event", "person"))}
    nodes = sorted(things, key=lambda node: order.get(kind_of(data, node), len(order)))
    return SearchIndex((node.value, kind_of(data, node), _names(data, node)) for node in nodes)


def _names(data: Data, node: NamedNode) -> list[tuple[str, str]]:
    quads = (quad for each in _NAMES for quad in data.store.quads_for_pattern(node, each, None, DefaultGraph()))
    texts = ((quad.object.value, quad.object.language or "") for quad in quads if isinstance(quad.object, Literal))
    return list(dict.fromkeys(texts))
