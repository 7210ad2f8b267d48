"""What a search engine reads in a page: the thing in the words of schema.org, small and apart from the whole data."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup
from pyoxigraph import DefaultGraph, Literal, NamedNode

from .chart import coordinates
from .data import Data
from .evidence import value
from .labels import Label, Labels
from .terms import OM, OWL, RDF, SCHEMA

_TYPES = (
    (OM.LocalGovernment, "AdministrativeArea"), (OM.Event, "Event"), (OM.EventSeries, "EventSeries"),
    (OM.Designation, "Certification"), (OM.SourceDocument, "DigitalDocument"), (SCHEMA.Person, "Person"),
    (SCHEMA.Country, "Country"), (SCHEMA.Place, "Place"), (SCHEMA.Project, "Project"),
    (SCHEMA.CreativeWork, "CreativeWork"), (SCHEMA.Observation, "Observation"),
)  # fmt: skip
_DATES = ("startDate", "endDate", "datePublished")
_LINKED = ("location", "organizer", "containedInPlace", "superEvent", "addressCountry")
_PLACED = ("AdministrativeArea", "Place", "Country")


def as_schema_org(data: Data, thing: NamedNode, label: Label) -> Markup | None:
    """The JSON-LD of a thing that schema.org has a class for, safe to stand inside a script element."""
    kinds = {quad.object for quad in data.store.quads_for_pattern(thing, RDF.type, None, DefaultGraph())}
    kind = next((name for each, name in _TYPES if each in kinds), None)
    if kind is None:
        return None
    content: dict[str, Any] = {"@context": "https://schema.org", "@type": kind, "@id": thing.value, "name": label.text}
    content["url"] = data.addresses.document(data.addresses.name(thing.value) or "")
    content |= _facts(data, thing, kind)
    return embedded(content)


def embedded(content: dict[str, Any]) -> Markup:
    """JSON that can't end the element it stands in."""
    text = json.dumps(content, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _facts(data: Data, thing: NamedNode, kind: str) -> dict[str, Any]:
    store, labels = data.store, Labels(data)
    found: dict[str, Any] = {}
    for name in _DATES:
        date = value(store, thing, SCHEMA[name])
        if isinstance(date, Literal):
            found[name] = date.value
    for name in _LINKED:
        node = value(store, thing, SCHEMA[name])
        if isinstance(node, NamedNode):
            found[name] = {"@id": node.value, "name": labels.of(node).text}
    same = [quad.object for quad in store.quads_for_pattern(thing, OWL.sameAs, None, DefaultGraph())]
    links = sorted(node.value for node in same if isinstance(node, NamedNode))
    spot = coordinates(store, thing) if kind in _PLACED else None
    if spot:
        found["geo"] = {"@type": "GeoCoordinates", "longitude": spot[0], "latitude": spot[1]}
    if kind == "Event" and value(store, thing, OM.status) == OM.planned:
        found["eventStatus"] = "https://schema.org/EventScheduled"
    return found | ({"sameAs": links} if links else {})
