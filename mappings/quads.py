"""Record → triples of one named graph, told apart by whether the reviewer follows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onemoon.mappings import happening_triples as happening
from onemoon.mappings import reference_triples
from onemoon.mappings import tie_triples as tie
from onemoon.mappings.evidence_triples import evidence, source_document
from onemoon.mappings.fact import Fact
from onemoon.mappings.iris import Iris
from onemoon.mappings.keys import subject
from onemoon.mappings.model import Record, references
from onemoon.mappings.names import ONLINE, concept_names, concepts_of, names, reference_names
from onemoon.mappings.refdata import Reference
from onemoon.mappings.terms import Triple, boolean, iri, labels
from onemoon.mappings.values import Ref
from onemoon.mappings.writing import Desk

Writer = Callable[[Desk, str, Any], Iterator[Triple]]
WRITERS: Mapping[str, Writer] = {
    "mention": tie.mention,
    "person": tie.person,
    "office": tie.office,
    "membership": tie.membership,
    "twinning": tie.twinning,
    "designation": tie.designation,
    "agreement": tie.agreement,
    "gift": tie.gift,
    "figure": tie.figure,
    "event": happening.event,
    "series": happening.series,
    "participation": happening.participation,
    "procedure": happening.procedure,
    "place": happening.place,
    "work": happening.work,
    "project": happening.project,
}


@dataclass(frozen=True)
class Statements:
    """What a document says: the triples that the reviewer follows, and those of overruled facts."""

    key: str
    followed: frozenset[Triple]
    overruled: frozenset[Triple]
    origins: Mapping[str, int]
    """The index of the fact that first describes a node."""


def statements(record: Record, reference: Reference, iris: Iris) -> Statements:
    """All triples of a record; its references must resolve (see `resolve`)."""
    desk = Desk(iris, names(record, reference))
    followed: set[Triple] = set(_context(desk, record, reference))
    overruled: set[Triple] = set()
    origins: dict[str, int] = {}
    for index, fact in enumerate(record.facts):
        if fact.candidate:
            continue
        node = desk.node(subject(fact))
        (overruled if fact.overruled else followed).update(_fact(desk, record, fact, node))
        origins.setdefault(node, index)
    return Statements(record.document.key, frozenset(followed), frozenset(overruled), origins)


def reference_statements(reference: Reference, iris: Iris) -> Iterator[Triple]:
    """All triples of the reference data."""
    desk = Desk(iris, reference_names(reference))
    for ref, thing in reference.things.items():
        yield from reference_triples.full(desk, ref, thing)


def _fact(desk: Desk, record: Record, fact: Fact, node: str) -> Iterator[Triple]:
    yield from WRITERS[fact.kind](desk, node, fact)
    yield from evidence(desk, record.document, fact, node)
    if fact.kind != "mention":
        yield node, iri("prov:wasDerivedFrom"), desk.node(f"document/{record.document.key}")
        yield node, iri("om:reviewed"), boolean(fact.reviewed)


def _context(desk: Desk, record: Record, reference: Reference) -> Iterator[Triple]:
    yield from source_document(desk, record.document)
    for ref in sorted(_referred(record)):
        if ref in record.things:
            yield from reference_triples.full(desk, ref, record.things[ref])
        elif ref in reference.things or ref == ONLINE:
            yield from reference_triples.heading(desk, ref)
    facts = [fact for fact in record.facts if not fact.candidate]
    for concept in sorted({concept for fact in facts for _, concept in concepts_of(fact)}):
        yield concept, iri("rdf:type"), iri("skos:Concept")
        yield from labels(concept, concept_names()[concept])


def _referred(record: Record) -> set[Ref]:
    facts = (fact for fact in record.facts if not fact.candidate)
    publisher = record.document.publisher
    return {*([publisher] if publisher else []), *(ref for fact in facts for _, ref in references(fact))}
