"""What things are called: the reference data, what a record itself declares, and the ontology's concepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from onemoon.mappings.fact import Declared, Fact
from onemoon.mappings.happenings import Happening, Participation, Place, Work
from onemoon.mappings.iris import NS, concept
from onemoon.mappings.model import Record
from onemoon.mappings.refdata import Reference
from onemoon.mappings.terms import iri
from onemoon.mappings.values import Ref
from onemoon.ontology import files

ONLINE = "place/online"
ONLINE_NAMES = {"en": "online", "zh": "线上", "ja": "オンライン", "ko": "온라인"}


@dataclass(frozen=True)
class Names:
    """Names of every thing that a record may refer to, by reference, one a language."""

    preferred: Mapping[Ref, Mapping[str, str]]
    other: Mapping[Ref, tuple[str, ...]]

    def of(self, ref: Ref) -> Mapping[str, str]:
        """The preferred names of a thing, by language."""
        return self.preferred[ref]

    def forms(self, ref: Ref) -> Iterator[str]:
        """Every form under which a text may name a thing; none for an unknown one."""
        yield from self.preferred.get(ref, {}).values()
        yield from self.other.get(ref, ())


def reference_names(reference: Reference) -> Names:
    """The names of the reference data alone."""
    things = reference.things
    preferred = {ref: thing.names for ref, thing in things.items()}
    other = {ref: tuple(form for forms in thing.also.values() for form in forms) for ref, thing in things.items()}
    return Names({**preferred, ONLINE: ONLINE_NAMES}, other)


def names(record: Record, reference: Reference) -> Names:
    """The names that hold for a record: the reference data's, then its own things, then what its facts declare."""
    known = reference_names(replace(reference, things={**reference.things, **record.things}))
    preferred, other = dict(known.preferred), dict(known.other)
    for fact in record.facts:
        if isinstance(fact, Declared) and not fact.candidate:
            ref = f"{fact.kind}/{fact.key}"
            preferred[ref] = {"en": fact.name, **fact.names}
            other[ref] = (*other.get(ref, ()), *fact.also)
    return Names(preferred, other)


@cache
def concept_names() -> Mapping[str, Mapping[str, str]]:
    """The preferred labels of the ontology's concepts, by IRI."""
    found: dict[str, dict[str, str]] = {}
    concepts = next(path for path in files() if path.name == "concepts.ttl")
    for quad in parse(concepts.read_bytes(), format=RdfFormat.TURTLE):
        if quad.predicate == NamedNode(iri("skos:prefLabel")) and isinstance(quad.object, Literal):
            found.setdefault(quad.subject.value, {})[quad.object.language or "en"] = quad.object.value
    return found


SCHEMES = {"event": "eventKind", "series": "eventKind", "place": "placeKind", "work": "workKind"}


def concepts_of(fact: Fact) -> Iterator[tuple[str, str]]:
    """(field, IRI) of each concept that a fact refers to."""
    if isinstance(fact, Happening | Place | Work):
        yield "type", concept(SCHEMES[fact.kind], fact.type)
    if isinstance(fact, Participation):
        yield "role", concept("role", fact.role)
    yield from (("types", concept("kind", key)) for key in getattr(fact, "types", ()))
    yield from (("fields", concept("field", key)) for key in getattr(fact, "fields", ()))


def concept_label(scheme: str, key: str) -> Mapping[str, str]:
    """The labels of a concept such as role, moderator; KeyError if the ontology has none."""
    return concept_names()[f"{NS}{scheme}/{key}"]
