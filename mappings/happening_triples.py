"""Events and what belongs to them, as triples."""

from __future__ import annotations

from collections.abc import Iterator

from onemoon.mappings.happenings import Event, Happening, Participation, Place, Procedure, Project, Series, Step, Work
from onemoon.mappings.names import concept_label
from onemoon.mappings.terms import Triple, compose, english, integer, iri, typed
from onemoon.mappings.writing import QUALIFIER, STATUS, Desk, concepts, dates, entity, links, optional


def event(desk: Desk, node: str, fact: Event) -> Iterator[Triple]:
    """An om:Event; a planned one says so twice, in our term and in schema.org's."""
    yield from entity(node, {"en": fact.name, **fact.names}, "om:Event", also=fact.also)
    yield from _happening(desk, node, fact)
    yield from optional(node, "om:edition", integer(fact.edition) if fact.edition else None)
    if fact.status == "planned":
        yield node, iri("schema:eventStatus"), iri("schema:EventScheduled")


def series(desk: Desk, node: str, fact: Series) -> Iterator[Triple]:
    """An om:EventSeries, with its rhythm where that is known."""
    yield from entity(node, {"en": fact.name, **fact.names}, "om:EventSeries", also=fact.also)
    yield from _happening(desk, node, fact)
    if fact.every:
        schedule = f"{node}#schedule"
        yield node, iri("schema:eventSchedule"), schedule
        yield from entity(schedule, {"en": f"Schedule of {fact.name}"}, "schema:Schedule")
        yield schedule, iri("schema:repeatFrequency"), typed(fact.every, "xsd:duration")


def _happening(desk: Desk, node: str, fact: Happening) -> Iterator[Triple]:
    yield from concepts(node, "dcterms:type", "eventKind", [fact.type])
    yield from dates(node, startDate=fact.start, endDate=fact.end)
    yield from links(desk, node, "schema:location", [fact.location])
    yield from links(desk, node, "schema:superEvent", [fact.part_of])
    yield from links(desk, node, "schema:organizer", fact.organizers)
    yield from links(desk, node, "schema:sponsor", fact.sponsors)
    yield from links(desk, node, "om:participant", fact.participants)
    yield from links(desk, node, "schema:about", fact.about)
    yield from concepts(node, "dcterms:subject", "field", fact.fields)
    yield from optional(node, "om:attendance", None if fact.attendance is None else integer(fact.attendance))
    yield from optional(node, "om:attendanceQualifier", QUALIFIER.get(fact.attendance_qualifier or ""))
    yield from optional(node, "om:status", STATUS.get(fact.status or ""))
    yield from optional(node, "om:topic", english(fact.theme) if fact.theme else None)
    yield from optional(node, "schema:award", english(fact.award) if fact.award else None)


def participation(desk: Desk, node: str, fact: Participation) -> Iterator[Triple]:
    """An om:Participation: who did what at which event."""
    label = compose(desk.called(fact.agent), ", ", concept_label("role", fact.role), ", ", desk.called(fact.event))
    yield from entity(node, label, "om:Participation")
    yield from links(desk, node, "om:event", [fact.event])
    yield from links(desk, node, "om:agent", [fact.agent])
    yield from concepts(node, "om:role", "role", [fact.role])
    yield from optional(node, "om:topic", english(fact.topic) if fact.topic else None)
    yield from optional(node, "om:status", STATUS.get(fact.status or ""))


def procedure(desk: Desk, node: str, fact: Procedure) -> Iterator[Triple]:
    """A schema:HowTo with its steps in order."""
    yield from entity(node, {"en": fact.name, **fact.names}, "schema:HowTo", also=fact.also)
    yield from links(desk, node, "schema:about", [fact.about])
    yield from links(desk, node, "schema:countryOfOrigin", [fact.country])
    for position, step in enumerate(fact.steps, start=1):
        part = desk.iris.part(f"procedure/{fact.key}", f"step-{position}")
        yield node, iri("schema:step"), part
        yield from _step(desk, part, position, step)


def _step(desk: Desk, node: str, position: int, step: Step) -> Iterator[Triple]:
    yield from entity(node, {"en": step.name, **step.names}, "schema:HowToStep")
    yield node, iri("schema:position"), integer(position)
    yield from links(desk, node, "schema:agent", step.agents)


def place(desk: Desk, node: str, fact: Place) -> Iterator[Triple]:
    """A schema:Place that is no local government."""
    yield from entity(node, {"en": fact.name, **fact.names}, "schema:Place", also=fact.also)
    yield from concepts(node, "dcterms:type", "placeKind", [fact.type])
    yield from links(desk, node, "schema:containedInPlace", fact.within)
    yield from links(desk, node, "schema:areaServed", fact.serves)
    yield from optional(node, "om:status", STATUS.get(fact.status or ""))
    yield from dates(node, startDate=fact.start)


def work(desk: Desk, node: str, fact: Work) -> Iterator[Triple]:
    """A schema:CreativeWork and the event it came from."""
    yield from entity(node, {"en": fact.name, **fact.names}, "schema:CreativeWork", also=fact.also)
    yield from concepts(node, "dcterms:type", "workKind", [fact.type])
    yield from links(desk, node, "schema:about", fact.about)
    yield from links(desk, node, "dcterms:creator", fact.creators)
    yield from links(desk, node, "prov:wasGeneratedBy", [fact.event])
    yield from concepts(node, "dcterms:subject", "field", fact.fields)
    yield from dates(node, dateCreated=fact.start)


def project(desk: Desk, node: str, fact: Project) -> Iterator[Triple]:
    """A schema:Project, its owners and partners."""
    yield from entity(node, {"en": fact.name, **fact.names}, "schema:Project", also=fact.also)
    yield from links(desk, node, "schema:parentOrganization", fact.owners)
    yield from links(desk, node, "schema:member", fact.partners)
    yield from concepts(node, "dcterms:subject", "field", fact.fields)
    yield from optional(node, "om:status", STATUS.get(fact.status or ""))
    yield from dates(node, startDate=fact.start, endDate=fact.end)
