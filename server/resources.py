"""Things and the documents about them: 303, negotiation, one address a representation."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote

from flask import Response, redirect, request
from pyoxigraph import NamedNode, Triple
from werkzeug.wrappers import Response as AnyResponse

from onemoon.ontology.jsonld import compacted, expanded, framed, published

from .answers import Rule, answer, asked, negotiated
from .contexts import address, asked_form, content_type
from .data import Data
from .describe import document, known
from .errors import Problem
from .history import History
from .languages import DEFAULT, language
from .mementos import gate, links
from .negotiation import DOCUMENTS, HTML, JSONLD, Format, variants
from .pages import page
from .readings import Texts
from .representations import serialise
from .signposts import as_json, as_text, linkset, signposts

_KEPT = 1024
_LINKSETS = (
    Format("json", "application/linkset+json", "application/linkset+json", "Linkset"),
    Format("txt", "application/linkset", "application/linkset", "Linkset as text"),
)
_SUFFIXES = {f".{form.key}": form for form in variants(DOCUMENTS)}


class Resources:
    """Answers for the IRIs of things, and for the documents about things and graphs."""

    def __init__(self, data: Data, history: History):
        self._data, self._history = data, history
        self._texts = Texts(data.texts)
        self._body = lru_cache(_KEPT)(self._made)
        self._tree = lru_cache(_KEPT)(self._jsonld)
        self._signs = lru_cache(_KEPT)(self._signposts)

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/id/<path:name>", self.thing),
            Rule("/doc/<path:name>", self.document),
            Rule("/linkset/<path:name>", self.linkset),
        ]

    def thing(self, name: str) -> AnyResponse:
        """See the document about this thing."""
        return self._see(name, self._known(name))

    def document(self, name: str) -> AnyResponse:
        """The document about a thing, in the form of its suffix, its format parameter or its Accept header."""
        if name.endswith("/"):
            return redirect(f"/doc/{quote(name.rstrip('/'))}", 308)
        wanted = request.headers.get("Accept-Datetime")
        if wanted and self._history.versions:
            return gate(self._history, name, wanted)
        iri, suffix = self._topic(name)
        form = suffix or asked(DOCUMENTS, [f"{self._path(iri)}{ending}" for ending in _SUFFIXES])
        response = self._represented(iri, form)
        if suffix is None and self._history.versions:
            response.vary.add("Accept-Datetime")
        return response

    def linkset(self, name: str) -> Response:
        """The links of all forms of the document about this thing, as a link set (RFC 9264)."""
        iri = self._known(name)
        if iri is None:
            raise self._unknown(name)
        sets = linkset(self._data, iri, self._path(iri), request.url_root.rstrip("/"))
        form = asked(_LINKSETS, [f"?format={each.key}" for each in _LINKSETS])
        body = as_text(sets) if form.key == "txt" else json.dumps(as_json(sets), indent=1)
        return negotiated(answer(body, form), f"/linkset/{quote(name)}?format={form.key}")

    def _represented(self, iri: str, form: Format) -> Response:
        path = self._path(iri)
        response = self._in_json(iri, path) if form.key == JSONLD.key else self._plainly(iri, path, form)
        signs = self._signs(iri, path, form)
        past = links(unquote(path.removeprefix("/doc/"))) if self._history.versions and path.startswith("/doc/") else ""
        response.headers["Link"] = f"{signs}, {past}" if past else signs
        return response

    def _plainly(self, iri: str, path: str, form: Format) -> Response:
        body = self._body(iri, form, language() if form == HTML else DEFAULT)
        return negotiated(answer(body, form), f"{path}.{form.key}")

    def _in_json(self, iri: str, path: str) -> Response:
        shape = asked_form()
        response = answer(self._tree(iri, shape, address()), JSONLD)
        response.headers["Content-Type"] = content_type(shape)
        return negotiated(response, f"{path}.{JSONLD.key}" + ("" if shape == "compacted" else f"?profile={shape}"))

    def _jsonld(self, iri: str, shape: str, context: str) -> bytes:
        triples = self._statements(iri)
        if shape == "framed":
            return framed(triples, published(), iri, context)
        return compacted(triples, published(), context) if shape == "compacted" else expanded(triples)

    def _made(self, iri: str, form: Format, lang: str) -> bytes:
        if form == HTML:
            return page(self._data, NamedNode(iri), self._path(iri), self._texts).encode()
        return serialise(self._statements(iri), form, self._data.prefixes)

    def _statements(self, iri: str) -> list[Triple]:
        about = self._data.addresses.document(self._data.addresses.name(iri) or "")
        return document(self._data, NamedNode(iri), about)

    def _signposts(self, iri: str, path: str, form: Format) -> str:
        return ", ".join(each.header() for each in signposts(self._data, iri, path, form))

    def _see(self, name: str, iri: str | None) -> AnyResponse:
        if iri is None and name.endswith("/"):
            return redirect(quote(request.path.rstrip("/")), 308)
        if iri is None:
            raise self._unknown(name)
        response = redirect(self._path(iri), 303)
        response.vary.add("Accept")
        return response

    def _topic(self, name: str) -> tuple[str, Format | None]:
        """The IRI a document is about, and the form its suffix asks for."""
        whole = self._known(name)
        if whole:
            return whole, None
        stem, dot, suffix = name.rpartition(".")
        iri = self._known(stem) if dot + suffix in _SUFFIXES else None
        if iri is None:
            raise self._unknown(name)
        return iri, _SUFFIXES[dot + suffix]

    def _known(self, name: str) -> str | None:
        """The IRI the data has for a name as it came in: literally, composed, or percent-encoded."""
        composed = unicodedata.normalize("NFC", name)
        addresses = self._data.addresses
        make = (lambda text: addresses.graph(text[6:])) if name.startswith("graph/") else addresses.thing
        candidates = (make(text) for text in (name, composed, quote(composed)))
        return next((iri for iri in candidates if _is_known(self._data, iri)), None)

    def _unknown(self, name: str) -> Problem:
        """That nothing is known, or until which version something was."""
        stem, dot, suffix = name.rpartition(".")
        key = stem if dot + suffix in _SUFFIXES else name
        left = self._history.gone_with(self._data.addresses.thing(key))
        if left is None:
            return Problem("not-found", f"Nothing is known here about {request.path}.")
        past = f"/timemap/{quote(key)} lists the versions that may have it"
        return Problem("gone", f"{request.path} is not in the data since version {left.name}; {past}.")

    def _path(self, iri: str) -> str:
        return self._data.addresses.path(iri) or "/"


def _is_known(data: Data, iri: str) -> bool:
    try:
        return known(data.store, NamedNode(iri))
    except ValueError:
        return False
