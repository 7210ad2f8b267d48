"""Ties between governments, organisations and people, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onemoon.mappings.terms import Part, Triple, compose, english, number, partial_date, typed
from onemoon.mappings.ties import Agreement, Designation, Figure, Gift, Membership, Mention, Office, Person, Twinning
from onemoon.mappings.values import Ref
from onemoon.mappings.writing import QUALIFIER, STATUS, Desk, concepts, dates, entity, links, optional

ARROW = " → "
DASH = " – "


def mention(desk: Desk, node: str, fact: Mention) -> Iterator[Triple]:
    """Nothing beyond the thing's own description, which the record adds for all that it refers to."""
    yield from ()


def person(desk: Desk, node: str, fact: Person) -> Iterator[Triple]:
    """A schema:Person with its names."""
    yield from entity(node, {"en": fact.name, **fact.names}, "schema:Person", also=fact.also)


def office(desk: Desk, node: str, fact: Office) -> Iterator[Triple]:
    """An org:Membership with the office as its org:role."""
    parts: list[Part] = [desk.called(fact.person), ", ", desk.called(fact.role)]
    if fact.organization:
        parts += [", ", desk.called(fact.organization)]
    yield from entity(node, compose(*parts), "org:Membership")
    yield from links(desk, node, "org:member", [fact.person])
    yield from links(desk, node, "org:organization", [fact.organization])
    yield from links(desk, node, "org:role", [fact.role])
    yield from optional(node, "om:status", STATUS.get(fact.status or ""))
    yield from dates(node, startDate=fact.start, endDate=fact.end)


def membership(desk: Desk, node: str, fact: Membership) -> Iterator[Triple]:
    """An org:Membership in a network."""
    label = compose(desk.called(fact.member), DASH, desk.called(fact.organization))
    yield from entity(node, label, "org:Membership")
    yield from links(desk, node, "org:member", [fact.member])
    yield from links(desk, node, "org:organization", [fact.organization])
    yield from optional(node, "om:status", STATUS.get(fact.status or ""))
    yield from dates(node, startDate=fact.start)


def twinning(desk: Desk, node: str, fact: Twinning) -> Iterator[Triple]:
    """An om:Twinning of its parties; the plain link is the build's to derive."""
    yield from entity(node, compose(*_listed(desk, sorted(fact.parties), DASH)), "om:Twinning")
    yield from links(desk, node, "om:party", fact.parties)
    yield from concepts(node, "dcterms:type", "kind", fact.types)
    yield from optional(node, "om:status", STATUS[fact.status])
    yield from dates(node, startDate=fact.start, endDate=fact.end)


def designation(desk: Desk, node: str, fact: Designation) -> Iterator[Triple]:
    """An om:Designation: the edition's year apart from when the title was conferred."""
    edition = f" {fact.year}" if fact.year else ""
    yield from entity(
        node, compose(desk.called(fact.title), f"{edition}: ", desk.called(fact.designee)), "om:Designation"
    )
    yield from links(desk, node, "om:designee", [fact.designee])
    yield from links(desk, node, "om:title", [fact.title])
    yield from optional(node, "om:year", partial_date(fact.year) if fact.year else None)
    yield from dates(node, validFrom=fact.conferred)
    yield from links(desk, node, "schema:issuedBy", fact.issued_by)


def agreement(desk: Desk, node: str, fact: Agreement) -> Iterator[Triple]:
    """An om:Agreement with the fields of cooperation as its subjects."""
    yield from entity(node, {"en": fact.name, **fact.names}, "om:Agreement", also=fact.also)
    yield from links(desk, node, "om:party", fact.parties)
    yield from concepts(node, "dcterms:subject", "field", fact.fields)
    yield from optional(node, "om:status", STATUS.get(fact.status or ""))
    yield from links(desk, node, "om:event", [fact.event])
    yield from dates(node, startDate=fact.start)


def gift(desk: Desk, node: str, fact: Gift) -> Iterator[Triple]:
    """A schema:DonateAction with what was given and how much of it."""
    yield from entity(node, _gift_label(desk, fact), "schema:DonateAction")
    yield from links(desk, node, "schema:agent", fact.agents)
    yield from links(desk, node, "schema:recipient", fact.recipients)
    yield from links(desk, node, "schema:object", [fact.object])
    yield from optional(node, "schema:value", number(fact.quantity) if fact.quantity else None)
    yield from optional(node, "schema:unitText", english(fact.unit) if fact.unit else None)
    yield from optional(node, "om:valueQualifier", QUALIFIER.get(fact.qualifier or ""))
    yield from dates(node, startDate=fact.start)


def _gift_label(desk: Desk, fact: Gift) -> dict[str, str]:
    return compose(
        *_listed(desk, fact.agents), *([ARROW] if fact.recipients else []), *_listed(desk, fact.recipients),
        ": ", desk.called(fact.object),
    )  # fmt: skip


def _listed(desk: Desk, refs: Iterable[Ref], between: str = ", ") -> Iterator[Part]:
    for index, ref in enumerate(refs):
        if index:
            yield between
        yield desk.called(ref)


def figure(desk: Desk, node: str, fact: Figure) -> Iterator[Triple]:
    """A schema:Observation: a number said of a thing."""
    when = f" ({fact.period or fact.start})" if fact.period or fact.start else ""
    yield from entity(
        node, compose(desk.called(fact.about), ": ", desk.called(fact.measure), when), "schema:Observation"
    )
    yield from links(desk, node, "schema:observationAbout", [fact.about])
    yield from links(desk, node, "schema:measuredProperty", [fact.measure])
    yield from optional(node, "schema:value", number(fact.value))
    yield from optional(node, "schema:unitText", english(fact.unit) if fact.unit else None)
    yield from optional(node, "om:valueQualifier", QUALIFIER.get(fact.qualifier or ""))
    yield from optional(node, "om:status", STATUS.get(fact.status or ""))
    yield from optional(node, "schema:temporalCoverage", typed(fact.period, "xsd:string") if fact.period else None)
    yield from dates(node, observationDate=fact.start)
