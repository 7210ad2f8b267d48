"""Gifts, figures, participations and series as facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onemoon.mappings.fact import Fact
from onemoon.mappings.happenings import Participation, Series
from onemoon.mappings.iris import slug
from onemoon.mappings.reading.assess import BAR
from onemoon.mappings.reading.doings import Count, Donation
from onemoon.mappings.reading.emit_doings import event_key, series_key
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.partaking import Part
from onemoon.mappings.reading.sheet import Sheet
from onemoon.mappings.reading.sorts import event_type
from onemoon.mappings.ties import Figure, Gift
from onemoon.mappings.values import Span


def gifts(sheet: Sheet) -> Iterator[Fact]:
    """The gifts."""
    for one in sheet.reading.gifts:
        yield _gift(sheet, one)


def _gift(sheet: Sheet, one: Donation) -> Gift:
    sides = [*one.givers, *one.takers]
    spans = sheet.evidence((one.span,), _places(sides))
    givers, takers = _refs(sheet, one.givers), _refs(sheet, one.takers)
    thing = sheet.catalogue.named("item", one.thing[0].upper() + one.thing[1:], exact=True)
    start = one.when.start if one.when else None
    stated = {**sheet.stated(_places(sides), spans, start=start), **_named(sheet, sides, spans)}
    stated["object"] = sheet.as_printed(one.unit if one.thing == "money" and one.unit else one.thing, Span(*one.span))
    if one.many:
        stated["quantity"] = one.many.printed
    return Gift(
        kind="gift",
        agents=givers,
        recipients=takers,
        object=thing,
        quantity=int(one.many.value) if one.many else None,
        qualifier=one.many.qualifier if one.many else None,
        unit=one.unit,
        start=start,
        id=sheet.fact_id("gift", *(ref.partition("/")[2] for ref in (*givers, *takers, thing))),
        spans=spans,
        stated={key: form for key, form in stated.items() if form},
        reviewed=False,
        rule=one.rule,
        confidence=one.confidence,
        candidate=one.confidence < BAR or not stated["object"],
    )


def figures(sheet: Sheet) -> Iterator[Fact]:
    """The figures."""
    for one in sheet.reading.figures:
        yield _figure(sheet, one)


def _figure(sheet: Sheet, one: Count) -> Figure:
    spans = sheet.evidence((one.span,), _places([one.about]))
    [about] = _refs(sheet, [one.about])
    measure = sheet.catalogue.named("measure", one.measure.replace("-", " ").capitalize())
    start = one.when.start if one.when else None
    stated = {**sheet.stated(_places([one.about]), spans, start=start), **_named(sheet, [one.about], spans)}
    return Figure(
        kind="figure",
        about=about,
        measure=measure,
        value=one.many.value,
        unit=one.unit,
        qualifier=one.many.qualifier,
        start=start,
        id=sheet.fact_id("figure", about.partition("/")[2], one.measure),
        spans=spans,
        stated={**stated, "value": one.many.printed},
        reviewed=False,
        rule=one.rule,
        confidence=one.confidence,
        candidate=one.confidence < BAR,
    )


def participations(sheet: Sheet) -> Iterator[Fact]:
    """Who did what at an event."""
    for one in sheet.reading.parts:
        yield _participation(sheet, one)


def _participation(sheet: Sheet, one: Part) -> Participation:
    event = f"event/{event_key(sheet.reading.events[one.event])}"
    officer = sheet.reading.officers[one.officer]
    key = slug(officer.name) or "person"
    spans = tuple(sorted({Span(*span) for span in (*one.spans, *officer.spans)}))
    printed = sheet.reading.source.text[slice(*officer.spans[0])]
    return Participation(
        kind="participation",
        event=event,
        agent=f"person/{key}",
        role=one.role,
        status="planned" if one.planned else None,
        id=sheet.fact_id("participation", key, one.role, event.partition("/")[2]),
        spans=spans,
        stated={"agent": printed},
        reviewed=False,
        rule=one.rule,
        confidence=one.confidence,
        candidate=one.confidence < BAR,
    )


def series(sheet: Sheet) -> Iterator[Fact]:
    """The series of events."""
    for one in sheet.reading.serials:
        spans = tuple(sorted(dict.fromkeys(Span(*span) for span in one.spans)))
        printed = next((form for span in spans if (form := sheet.as_printed(one.name, span))), "")
        yield Series(
            kind="series",
            key=series_key(one),
            name=one.name,
            type=event_type(one.head),
            every=one.every,
            start=one.since,
            id=sheet.fact_id("series", series_key(one)),
            spans=spans,
            stated={} if printed else {"name": sheet.reading.source.text[slice(*spans[0])]},
            reviewed=False,
            rule=one.rule,
            confidence=one.confidence,
            candidate=one.confidence < BAR,
        )


def _places(parties: Sequence[Place | str]) -> list[Place]:
    return [one for one in parties if isinstance(one, Place)]


def _refs(sheet: Sheet, parties: Sequence[Place | str]) -> tuple[str, ...]:
    return tuple(
        sheet.ref(one) if isinstance(one, Place) else sheet.catalogue.named("organization", one) for one in parties
    )


def _named(sheet: Sheet, parties: Sequence[Place | str], spans: Sequence[Span]) -> dict[str, str]:
    """The forms under which organisations stand, by their references."""
    names = [one for one in parties if isinstance(one, str)]
    found = {one: next((form for span in spans if (form := sheet.as_printed(one, span))), "") for one in names}
    return {sheet.catalogue.named("organization", one): form for one, form in found.items() if form}
