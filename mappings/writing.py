"""What the writers of triples share: IRIs and names at hand, and the small phrases of RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onemoon.mappings.iris import Iris, concept, term
from onemoon.mappings.names import Names
from onemoon.mappings.terms import Object, Triple, iri, labels, partial_date
from onemoon.mappings.values import Ref

STATUS = {"in-force": term("inForce"), "planned": term("planned"), "ended": term("ended")}
QUALIFIER = {"at-least": term("atLeast"), "at-most": term("atMost"), "about": term("about")}


@dataclass(frozen=True)
class Desk:
    """Where triples are written: the IRIs of one base and the names of one record."""

    iris: Iris
    names: Names

    def node(self, ref: Ref) -> str:
        """The IRI of a thing."""
        return self.iris.thing(ref)

    def called(self, ref: Ref) -> Mapping[str, str]:
        """The names of a thing by language."""
        return self.names.of(ref)


def typed_as(subject: str, *classes: str) -> Iterator[Triple]:
    """rdf:type, the classes as prefixed names."""
    return ((subject, iri("rdf:type"), iri(name)) for name in classes)


def entity(subject: str, names: Mapping[str, str], *classes: str, also: Iterable[str] = ()) -> Iterator[Triple]:
    """Types, preferred labels and other English labels of a thing."""
    yield from typed_as(subject, *classes)
    yield from labels(subject, names)
    for form in also:
        yield from labels(subject, {"en": form}, "skos:altLabel")


def links(desk: Desk, subject: str, property: str, refs: Iterable[Ref | None]) -> Iterator[Triple]:
    """One triple for each reference that is given."""
    return ((subject, iri(property), desk.node(ref)) for ref in refs if ref)


def concepts(subject: str, property: str, scheme: str, keys: Iterable[str | None]) -> Iterator[Triple]:
    """One triple for each concept of a scheme."""
    return ((subject, iri(property), concept(scheme, key)) for key in keys if key)


def dates(subject: str, **given: str | None) -> Iterator[Triple]:
    """Partial dates under schema.org's properties: dates(s, startDate="2008")."""
    return ((subject, iri(f"schema:{name}"), partial_date(value)) for name, value in given.items() if value)


def optional(subject: str, property: str, value: Object | None) -> Iterator[Triple]:
    """The triple if there is a value."""
    if value is not None:
        yield subject, iri(property), value
