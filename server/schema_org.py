"""What a search engine reads in a page: the thing in the words of schema.org, small and apart from the whole data."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup
from pyoxigraph import DefaultGraph, Literal, NamedNode

from .catalogue import described
from .chart import coordinates
from .data import Data
from .dumps import media_type
from .evidence import value
from .labels import Label, Labels
from .languages import language
from .published import OpenFile
from .terms import DCAT, DCTERMS, OM, OWL, RDF, SCHEMA

_TYPES = (
    (OM.LocalGovernment, "AdministrativeArea"), (OM.Event, "Event"), (OM.EventSeries, "EventSeries"),
    (OM.Designation, "Certification"), (OM.SourceDocument, "DigitalDocument"), (SCHEMA.Person, "Person"),
    (SCHEMA.Country, "Country"), (SCHEMA.Place, "Place"), (SCHEMA.Project, "Project"),
    (SCHEMA.CreativeWork, "CreativeWork"), (SCHEMA.Observation, "Observation"),
)  # fmt: skip
_DATA = ("onemoon.", "twinnings.csv")
_DATES = ("startDate", "endDate", "datePublished")
_LINKED = ("location", "organizer", "containedInPlace", "superEvent", "addressCountry")
_PLACED = ("AdministrativeArea", "Place", "Country")


def as_schema_org(data: Data, thing: NamedNode, label: Label) -> Markup | None:
    """The JSON-LD of a thing that schema.org has a class for, safe to stand inside a script element."""
    if thing == data.dataset():
        return dataset_in_schema_org(data, language())
    kinds = {quad.object for quad in data.store.quads_for_pattern(thing, RDF.type, None, DefaultGraph())}
    kind = next((name for each, name in _TYPES if each in kinds), None)
    if kind is None:
        return None
    content: dict[str, Any] = {"@context": "https://schema.org", "@type": kind, "@id": thing.value, "name": label.text}
    content["url"] = data.addresses.document(data.addresses.name(thing.value) or "")
    content |= _facts(data, thing, kind)
    return embedded(content)


def dataset_in_schema_org(data: Data, lang: str) -> Markup | None:
    """The JSON-LD of the whole data set, for its page and the home page; None when it doesn't describe itself."""
    dataset = data.dataset()
    if dataset is None:
        return None
    texts = {name: _text(data, dataset, DCTERMS[name], lang) for name in ("title", "description")}
    publisher = {"@type": "Organization", "@id": f"{data.base}catalog#publisher", "name": "One Moon", "url": data.base}
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": dataset.value,
        "name": texts["title"],
        "description": texts["description"],
        "url": data.addresses.document(data.addresses.name(dataset.value) or ""),
        "identifier": dataset.value,
        "license": getattr(value(data.store, dataset, DCTERMS.license), "value", ""),
        "creator": publisher,
        "publisher": publisher,
        "version": data.version,
        "dateModified": data.date,
        "isAccessibleForFree": True,
        "inLanguage": ["en", "ko", "ja", "zh"],
        "spatialCoverage": {"@type": "Place", "name": "Northeast Asia"},
        "temporalCoverage": _period(data),
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{data.base}catalog", "name": "One Moon"},
        "distribution": [_download(data, file) for file in data.files.values() if file.name.startswith(_DATA)],
    }
    return embedded({name: said for name, said in content.items() if said})


def _download(data: Data, file: OpenFile) -> dict[str, str]:
    zipped = file.name.endswith(".gz")
    folder = f"dumps/{data.version}/" if zipped and "versions.json" in data.files else "dumps/"
    return {
        "@type": "DataDownload",
        "contentUrl": data.base + folder + file.name,
        "encodingFormat": media_type(file.name).partition(";")[0],
        "contentSize": f"{file.size} B",
    } | ({"sha256": file.sha256} if file.sha256 else {})


def _period(data: Data) -> str:
    """The first and the last year that the data speaks of, as the catalogue has them."""
    period = {each.predicate: each.object for each in described(data, "catalog.ttl", f"{data.base}catalog#period")}
    ends = (period.get(DCAT.startDate), period.get(DCAT.endDate))
    return "/".join(each.value for each in ends if isinstance(each, Literal))


def _text(data: Data, node: NamedNode, property: NamedNode, lang: str) -> str:
    quads = data.store.quads_for_pattern(node, property, None, DefaultGraph())
    texts = {each.object.language: each.object.value for each in quads if isinstance(each.object, Literal)}
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()), "")


def embedded(content: dict[str, Any]) -> Markup:
    """JSON that can't end the element it stands in."""
    text = json.dumps(content, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _facts(data: Data, thing: NamedNode, kind: str) -> dict[str, Any]:
    store, labels = data.store, Labels(data)
    found: dict[str, Any] = {}
    for name in _DATES:
        date = value(store, thing, SCHEMA[name])
        if isinstance(date, Literal) and date.value[:1].isdigit():  # a day of any year is no date to schema.org
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
