"""Reconciliation at /reconcile/{language}: API versions 0.2 and 1.0-draft, told apart by route and media type."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from . import reconcile_reading as reading
from . import reconcile_writing as writing
from .answers import Rule, answer
from .data import Data
from .errors import Problem
from .negotiation import HTML, Format
from .reconcile_entities import TABLE_COLUMNS, Entity
from .reconcile_match import candidates
from .reconcile_service import PROPERTY_NAMES, Service, property_name, proposed
from .reconcile_types import LANGUAGES

_JSON = Format("json", "application/json", "application/json", "JSON")
_NAMESAKES = "namesakes.csv"
_SUGGESTIONS = 10
_FRAMED = "default-src 'none'; style-src 'self'; frame-ancestors *"


class Reconcile:
    """Answers for people who match names of their own data: OpenRefine, or any client of the API."""

    def __init__(self, data: Data, places: Iterable[Mapping[str, str]] = ()):
        self._data, self._places = data, places

    @cached_property
    def _service(self) -> Service:
        return Service.over(self._data, list(self._places) or place_rows(self._data))

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        root = "/reconcile/<language>"
        both = ("GET", "POST")
        return [
            Rule(root, self.service, both),
            Rule(f"{root}/", self.service_below, both),
            Rule(f"{root}/match", self.match, ("POST",)),
            Rule(f"{root}/suggest/<kind>", self.suggest),
            Rule(f"{root}/preview", self.preview),
            Rule(f"{root}/view", self.view),
            Rule(f"{root}/extend", self.extend, ("POST",)),
            Rule(f"{root}/extend/propose", self.propose),
        ]

    def service(self, language: str) -> Response:
        """The manifest, or the answer to the queries or the extension query sent along (version 0.2)."""
        language = _language(language)
        if request.method == "POST" and request.mimetype == "application/json":
            return self.match(language)
        sent = {**request.args.to_dict(), **request.form.to_dict()}
        if "queries" in sent:
            return self._answered(self._old(reading.parsed(sent["queries"], "queries"), language), language)
        if "extend" in sent:
            ids, asked = reading.extension(reading.parsed(sent["extend"], "extend"))
            return self._answered(writing.extended(self._service, ids, asked, language, False), language)
        if request.method == "POST":
            raise Problem("bad-request", "POST a form with queries or extend.")
        write = writing.new_manifest if request.args.get("version") == writing.NEW else writing.manifest
        return self._answered(write(self._service, f"{request.url_root}reconcile/{language}", language), language)

    def service_below(self, language: str) -> Response:
        """The same with a slash at the end, as some clients write it."""
        return self.service(language)

    def match(self, language: str) -> Response:
        """Candidates for a batch of queries (version 1.0-draft)."""
        language = _language(language)
        queries = reading.conditions(_body(), self._service.types)
        found = [candidates(self._service.index, query) for query in queries]
        results = [
            {"candidates": [writing.candidate(self._service, one, language, True) for one in each]} for each in found
        ]
        return self._answered({"results": results}, language)

    def _old(self, content: Any, language: str) -> dict[str, Any]:
        queries = reading.batch(content, self._service.types)
        return {
            key: {
                "result": [
                    writing.candidate(self._service, one, language, False)
                    for one in candidates(self._service.index, query)
                ]
            }
            for key, query in queries.items()
        }

    def suggest(self, language: str, kind: str) -> Response:
        """Entities, properties or types whose name begins so, or all properties and types for an empty prefix."""
        language, prefix = _language(language), request.args.get("prefix", "")
        start = _number("cursor") or _number("offset")
        end = start + (_number("limit") or _SUGGESTIONS)
        if kind == "entity":
            found = self._service.index.suggested(prefix)[start:end]
            return self._answered(writing.suggested_entities(self._service, found, language), language)
        if kind == "type":
            types = [each for each in self._service.types.all.values() if _begins(each.id, each.name(language), prefix)]
            return self._answered(writing.suggested_types(types[start:], self._service, language), language)
        if kind == "property":
            names = [name for name in PROPERTY_NAMES if _begins(name, property_name(name, language), prefix)]
            return self._answered(writing.suggested_properties(names[start:], language), language)
        raise Problem("not-found", f"There are suggestions of entity, property and type, not of {kind!r}.")

    def preview(self, language: str) -> Response:
        """A small page about an entity, to be framed by the client."""
        language, entity = _language(language), self._asked()
        text, spoken = entity.name(language)
        page = render_template(
            "reconcile_preview.html",
            entity=entity,
            name=text,
            language=spoken or language,
            description=self._service.description(entity, language),
            names=[name for name, _ in entity.names if name != text][:8],
        )
        response = answer(page, HTML)
        response.headers["Content-Security-Policy"] = _FRAMED
        return response

    def view(self, language: str) -> AnyResponse:
        """Go to the page about an entity: ours, else Wikidata's or GeoNames'."""
        _language(language)
        entity = self._asked()
        ours = self._service.data.addresses.path(entity.iri) if entity.iri else None
        return redirect(ours or (f"https://www.wikidata.org/wiki/{entity.qid}" if entity.qid else entity.id), 303)

    def extend(self, language: str) -> Response:
        """Values of properties (version 1.0-draft)."""
        language = _language(language)
        ids, asked = reading.extension(_body())
        return self._answered(writing.extended(self._service, ids, asked, language, True), language)

    def propose(self, language: str) -> Response:
        """The properties that entities of a type can be extended with."""
        language, kind = _language(language), self._service.types.known(request.args.get("type", ""))
        limit = _number("limit")
        found = [{"id": name, "name": property_name(name, language)} for name in proposed(kind)]
        return self._answered({"properties": found[: limit or None]} | ({"type": kind} if kind else {}), language)

    def _asked(self) -> Entity:
        entity = self._service.index.by_id(request.args.get("id", ""))
        if entity is None:
            raise Problem("not-found", f"There is no entity {request.args.get('id', '')!r} here.")
        return entity

    def _answered(self, content: dict[str, Any], language: str) -> Response:
        response = answer(json.dumps(content, ensure_ascii=False), _JSON)
        response.headers["Content-Language"] = language
        return response


def place_rows(data: Data) -> list[dict[str, str]]:
    """Places that share a name with ours, as the build publishes them, so that no match overlooks them."""
    file = data.files.get(_NAMESAKES)
    rows = list(csv.DictReader(file.text())) if file else []
    return rows if rows and TABLE_COLUMNS <= rows[0].keys() else []


def _language(tag: str) -> str:
    """The language of a route; a region is passed over."""
    language = tag.lower().partition("-")[0]
    if language not in LANGUAGES:
        raise Problem("not-found", f"Reconciliation is offered in {', '.join(LANGUAGES)}, not in {tag!r}.")
    return language


def _body() -> Any:
    if request.mimetype != "application/json":
        raise Problem("media-type", "POST application/json here.")
    return reading.parsed(request.get_data(as_text=True), "The body")


def _number(name: str) -> int:
    value = request.args.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 7 else 0


def _begins(identifier: str, name: str, prefix: str) -> bool:
    wanted = prefix.strip().casefold()
    known = name.casefold()
    return any(text.startswith(wanted) for text in (identifier, known, *known.split()))
