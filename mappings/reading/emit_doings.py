"""People, agreements and events as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from onemoon.mappings.fact import Fact
from onemoon.mappings.happenings import Event
from onemoon.mappings.iris import slug
from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.happenings import Happening
from onemoon.mappings.reading.officers import Officer
from onemoon.mappings.reading.sheet import Sheet, short
from onemoon.mappings.reading.sorts import event_type, fields_of, paper_in
from onemoon.mappings.ties import Agreement, Office, Person
from onemoon.mappings.values import Qualifier, Span


def people(sheet: Sheet) -> Iterator[Fact]:
    for one in sheet.reading.officers:
        spans = tuple(Span(*span) for span in one.spans)
        key = slug(one.name) or "person"
        printed = sheet.reading.source.text[spans[0][0] : spans[0][1]]
        yield Person(
            kind="person",
            key=key,
            name=one.name,
            also=(printed,) if printed != one.name and "\n" not in printed else (),
            id=sheet.fact_id("person", key),
            spans=spans,
            reviewed=False,
            rule="person-with-office",
            confidence=0.95,
        )
        yield _office(sheet, one, key, spans)


def _office(sheet: Sheet, one: Officer, key: str, spans: tuple[Span, ...]) -> Fact:
    office = " ".join(one.office.split()[:8]) or "Representative"
    office = office[0].upper() + office[1:]
    where = (
        sheet.ref(one.place)
        if one.place
        else sheet.catalogue.named("organization", one.organization)
        if one.organization
        else None
    )
    wide = (Span(max(0, spans[0][0] - 60), min(len(sheet.reading.source.text), spans[0][1] + 80)), *spans)
    stated = sheet.stated([one.place] if one.place else [], wide)
    stated["role"] = (
        short([sheet.reading.source.text[a:b] for a, b in wide])
        if office.lower() not in sheet.reading.source.text[slice(*wide[0])].lower()
        else sheet.as_printed(office, wide[0])
    )
    if where and not one.place:
        stated["organization"] = sheet.as_printed(one.organization or "", wide[0]) or stated["role"]
    return Office(
        kind="office",
        person=f"person/{key}",
        role=sheet.catalogue.named("role", office),
        organization=where,
        status="ended" if one.former else None,
        id=sheet.fact_id("office", key),
        spans=wide,
        stated={k: v for k, v in stated.items() if v},
        reviewed=False,
        rule="office",
        confidence=0.9,
    )


def agreements(sheet: Sheet) -> Iterator[Fact]:
    for one in sheet.reading.compacts:
        places = [party.place for party in one.parties if isinstance(party, Item)]
        spans = sheet.evidence(one.spans, places)
        refs = tuple(
            sheet.ref(p.place) if isinstance(p, Item) else sheet.catalogue.named("organization", p) for p in one.parties
        )
        start = one.date.start if one.date else None
        key = slug(" ".join(["agreement", *(ref.partition("/")[2] for ref in refs), start or ""]))[:120].strip("-")
        called = " and ".join(party if isinstance(party, str) else party.place.name for party in one.parties)
        stated = {
            **sheet.stated(places, spans, start=start),
            "name": paper_in(sheet.reading.source.text, spans),
        }
        yield Agreement(
            kind="agreement",
            key=key,
            name=f"Agreement of {called}" + (f" on {one.subject}" if one.subject else ""),
            parties=refs,
            start=start,
            fields=fields_of(one.subject),
            id=sheet.fact_id(key),
            spans=spans,
            stated=stated,
            reviewed=False,
            rule=one.rule,
            confidence=one.confidence,
        )


def events(sheet: Sheet) -> Iterator[Fact]:
    for one in sheet.reading.events:
        yield _event(sheet, one)


def _event(sheet: Sheet, one: Happening) -> Fact:
    sentence = sheet.reading.sentences[one.sentence]
    places = [one.place] if one.place else []
    spans = sheet.evidence(((sentence.start, sentence.end), *one.spans), places)
    when: When | None = one.when
    start, end = (when.start, when.end) if when else (None, None)
    key = (
        slug(f"{one.name} {'' if re.search(r'(?:19|20)[0-9][0-9]', one.name) else start or ''}")[:100].strip("-")
        or "event"
    )
    stated = sheet.stated(places, spans, start=start, end=end, attendance=one.attendance, edition=one.edition)
    organizers = tuple(
        sheet.catalogue.named("organization", name)
        if name not in _named_places(sheet)
        else sheet.ref(_named_places(sheet)[name])
        for name in one.organizers
    )
    if one.name.lower() not in " ".join(sheet.reading.source.text[a:b].lower() for a, b in spans):
        stated["name"] = sheet.reading.source.text[slice(*one.spans[0])]
    if organizers and sheet.as_printed(one.organizers[0], spans[0]):
        stated["organizers"] = sheet.as_printed(one.organizers[0], spans[0])
    return Event(
        kind="event",
        key=key,
        name=one.name,
        type=event_type(one.head),
        start=start,
        end=end,
        location=sheet.ref(one.place) if one.place else None,
        organizers=organizers,
        attendance=one.attendance,
        attendance_qualifier=cast(Qualifier, one.qualifier) if one.attendance and one.qualifier else None,
        edition=one.edition,
        status="planned" if one.planned else None,
        id=sheet.fact_id(key),
        spans=spans,
        stated=stated,
        reviewed=False,
        rule=f"event-{one.rule}",
        confidence=one.confidence,
    )


def _named_places(sheet: Sheet) -> dict[str, Place]:
    return {mention.place.name: mention.place for mention in sheet.reading.mentions.values()}
