"""Reference data as triples."""

from __future__ import annotations

from collections.abc import Iterator

from onemoon.mappings.names import ONLINE
from onemoon.mappings.terms import Triple, decimal, iri, labels, typed
from onemoon.mappings.thing import Thing
from onemoon.mappings.values import Ref
from onemoon.mappings.writing import Desk, concepts, links, optional, typed_as

CLASSES = {
    "government": "om:LocalGovernment",
    "country": "schema:Country",
    "organization": "org:Organization",
    "title": "om:Title",
    "role": "org:Role",
    "measure": "schema:Property",
    "item": "schema:Product",
    "place": "schema:Place",
}


def heading(desk: Desk, ref: Ref) -> Iterator[Triple]:
    """Class and preferred labels of a thing of the reference data: what every graph that names it repeats."""
    node = desk.node(ref)
    kind = "schema:VirtualLocation" if ref == ONLINE else CLASSES[ref.partition("/")[0]]
    yield from typed_as(node, kind)
    yield from labels(node, desk.called(ref))


def full(desk: Desk, ref: Ref, thing: Thing) -> Iterator[Triple]:
    """All that the reference data says of a thing; what it is elsewhere, the link store says."""
    node = desk.node(ref)
    kind = ref.partition("/")[0]
    yield from heading(desk, ref)
    for language, forms in thing.also.items():
        for form in forms:
            yield from labels(node, {language: form}, "skos:altLabel")
    if kind == "title":
        yield node, iri("skos:inScheme"), iri("om:titles")
    yield from optional(node, "skos:notation", typed(thing.iso, "xsd:string") if thing.iso else None)
    yield from _belonging(desk, node, kind, thing)
    yield from _whereabouts(node, thing)


def _belonging(desk: Desk, node: str, kind: str, thing: Thing) -> Iterator[Triple]:
    country = f"country/{thing.country}" if thing.country else None
    if kind == "government":
        yield from concepts(node, "org:classification", "level", [thing.level])
        yield from links(
            desk, node, "schema:containedInPlace", [f"government/{thing.parent}" if thing.parent else country]
        )
        yield from links(desk, node, "schema:addressCountry", [country])
    elif kind == "organization":
        yield from concepts(node, "org:classification", "organizationKind", [thing.type])
        yield from links(desk, node, "schema:addressCountry", [country])
        yield from links(desk, node, "org:subOrganizationOf", [_parent(thing)])
    elif kind == "title":
        yield from links(desk, node, "schema:issuedBy", [_full(thing.issued_by, "organization")])


def _parent(thing: Thing) -> Ref | None:
    return _full(thing.parent, "organization")


def _full(ref: str | None, kind: str) -> Ref | None:
    return ref if not ref or "/" in ref else f"{kind}/{ref}"


def _whereabouts(node: str, thing: Thing) -> Iterator[Triple]:
    if thing.point:
        latitude, longitude = thing.point
        yield node, iri("schema:latitude"), decimal(latitude)
        yield node, iri("schema:longitude"), decimal(longitude)
        yield node, iri("geo:hasGeometry"), f"{node}#geometry"
        yield from typed_as(f"{node}#geometry", "geo:Geometry")
        yield f"{node}#geometry", iri("geo:asWKT"), typed(f"POINT({longitude} {latitude})", "geo:wktLiteral")
