"""People, agreements and events as facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import cast

from onemoon.mappings.fact import Fact
from onemoon.mappings.happenings import Event
from onemoon.mappings.iris import slug
from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.happenings import Happening
from onemoon.mappings.reading.officers import Officer
from onemoon.mappings.reading.partaking import Serial
from onemoon.mappings.reading.sheet import Sheet, short
from onemoon.mappings.reading.sorts import event_type, fields_of, paper_in
from onemoon.mappings.ties import Agreement, Office, Person
from onemoon.mappings.values import Qualifier, Span

HEADS = ("mayor", "governor", "magistrate")


def people(sheet: Sheet) -> Iterator[Fact]:
    """The people, each followed by the office held."""
    presumed = Counter(one.office.lower() for one in sheet.reading.officers if one.presumed)
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
            stated={"name": printed} if "\n" in printed else {},
            reviewed=False,
            rule="person-with-office",
            confidence=0.95,
        )
        office = one.office.lower()
        sure = not one.presumed or office in HEADS and presumed[office] == 1
        yield _office(sheet, one, key, spans, sure)


def _office(sheet: Sheet, one: Officer, key: str, spans: tuple[Span, ...], sure: bool) -> Fact:
    office = " ".join(one.office.split()[:8]) or "Representative"
    office = office[0].upper() + office[1:]
    where = (
        sheet.ref(one.place)
        if one.place
        else sheet.catalogue.named("organization", one.organization)
        if one.organization
        else None
    )
    beside = Span(max(0, spans[0][0] - 60), min(len(sheet.reading.source.text), spans[0][1] + 80))
    wide = (beside, *spans)
    if one.place and not any(
        form in sheet.reading.source.text[a:b] for a, b in wide for form in sheet.printed(one.place)
    ):
        wide = sheet.evidence(wide, [one.place])
    stated = sheet.stated([one.place] if one.place else [], wide)
    stated["role"] = (
        short([sheet.reading.source.text[a:b] for a, b in wide])
        if office.lower() not in sheet.reading.source.text[slice(*beside)].lower()
        else sheet.as_printed(office, beside)
    )
    printed = sheet.reading.source.text[slice(*spans[0])]
    if "\n" in printed:
        stated["person"] = printed
    if where and not one.place:
        stated["organization"] = sheet.as_printed(one.organization or "", beside) or stated["role"]
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
        rule="office-of-the-host" if one.presumed else "office",
        confidence=0.9 if sure else 0.5,
        candidate=not sure,
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
    """The events, each with the series that it belongs to."""
    series = {number: one for one in sheet.reading.serials for number in one.events}
    for number, one in enumerate(sheet.reading.events):
        serial = series.get(number)
        yield _event(sheet, one, f"series/{series_key(serial)}" if serial else None)


def series_key(one: Serial) -> str:
    """The key of a series."""
    return slug(one.name)[:100].strip("-") or "series"


def event_key(one: Happening) -> str:
    """The key of an event: its name, and its date where the name has no year."""
    start = one.when.start if one.when else ""
    dated = "" if re.search(r"(?:19|20)[0-9][0-9]", one.name) else start
    return slug(f"{one.name} {dated}")[:100].strip("-") or "event"


def _event(sheet: Sheet, one: Happening, series: str | None) -> Fact:
    sentence = sheet.reading.sentences[one.sentence]
    places = [one.place] if one.place else []
    spans = sheet.evidence(((sentence.start, sentence.end), *one.spans), places)
    when: When | None = one.when
    start, end = (when.start, when.end) if when else (None, None)
    key = event_key(one)
    stated = sheet.stated(places, spans, start=start, end=end, attendance=one.attendance, edition=one.edition)
    organizers, forms = _organizers(sheet, one, spans)
    if one.name.lower() not in " ".join(sheet.reading.source.text[a:b].lower() for a, b in spans):
        stated["name"] = sheet.reading.source.text[slice(*one.spans[0])]
    stated |= forms
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
        part_of=series,
        status="planned" if one.planned else None,
        id=sheet.fact_id(key),
        spans=spans,
        stated=stated,
        reviewed=False,
        rule=f"event-{one.rule}",
        confidence=one.confidence,
    )


def _organizers(sheet: Sheet, one: Happening, spans: tuple[Span, ...]) -> tuple[tuple[str, ...], dict[str, str]]:
    """(references of the organisers that the spans name, the forms in which they stand)."""
    forms: dict[str, str] = {}
    for name in one.organizers:
        place = sheet.named.get(name)
        names = sheet.printed(place) if place else (name,)
        printed = next((form for known in names for span in spans if (form := sheet.as_printed(known, span))), "")
        if printed:
            forms[sheet.ref(place) if place else sheet.catalogue.named("organization", name)] = printed
    return tuple(forms), forms
