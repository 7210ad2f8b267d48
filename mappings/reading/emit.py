"""Mentions, twinnings, titles and memberships as facts; and all facts of a reading in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

from onemoon.mappings.fact import Fact
from onemoon.mappings.reading.assess import BAR, rated, weighed
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.emit_counts import figures, gifts, participations, series
from onemoon.mappings.reading.emit_doings import agreements, events, people
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.honourlists import Honour
from onemoon.mappings.reading.readings import named
from onemoon.mappings.reading.sheet import Sheet
from onemoon.mappings.reading.titlemarks import REFERRED
from onemoon.mappings.ties import Designation, Membership, Mention, Twinning
from onemoon.mappings.values import Span, Status

KINDS = {"sister": "sister-city", "friendship": "friendship-city", "other": "partner-city"}


def facts(sheet: Sheet) -> Iterator[Fact]:
    """All facts: mentions first, then people, ties, titles, memberships, agreements, events and what was done there."""
    yield from _mentions(sheet)
    yield from people(sheet)
    yield from _twinnings(sheet)
    yield from _designations(sheet)
    yield from _memberships(sheet)
    yield from agreements(sheet)
    yield from series(sheet)
    yield from events(sheet)
    yield from participations(sheet)
    yield from gifts(sheet)
    yield from figures(sheet)


def _mentions(sheet: Sheet) -> Iterator[Fact]:
    spans: dict[Place, list[Span]] = {}
    text = sheet.reading.source.text
    mentions = sorted(sheet.reading.mentions.values(), key=lambda one: one.start)
    for mention in mentions:
        form = " ".join(mention.form.split())
        if text[mention.start : mention.end] == form:
            sheet.forms.setdefault(mention.place, (form, Span(mention.start, mention.end)))
    for mention in named(sheet.reading):
        spans.setdefault(mention.place, []).append(Span(mention.start, mention.end))
    for place, found in spans.items():
        ref = sheet.ref(place)
        yield Mention(
            kind="mention",
            thing=ref,
            id=sheet.fact_id("mention", ref.partition("/")[2]),
            spans=tuple(sorted(found)),
            stated=sheet.stated([place], found),
            reviewed=False,
            rule="gazetteer" if place.geonames or place.ref else "place-pattern",
            confidence=0.97,
        )


def _twinnings(sheet: Sheet) -> Iterator[Fact]:
    for tie in weighed(sheet.reading.ties):
        places = [tie.first.place, tie.second.place]
        spans = sheet.evidence(tie.spans, places)
        start = tie.date.start if tie.date else None
        keys = sorted(sheet.ref(place) for place in places)
        yield Twinning(
            kind="twinning",
            parties=tuple(sheet.ref(place) for place in places),
            types=(KINDS[tie.kind],),
            status=cast(Status, tie.status),
            start=start,
            id=sheet.fact_id("twinning", *(key.partition("/")[2] for key in keys)),
            spans=spans,
            stated=sheet.stated(places, spans, start=start),
            reviewed=False,
            rule=tie.rule,
            confidence=rated(tie),
            candidate=rated(tie) < BAR,
        )


def _designations(sheet: Sheet) -> Iterator[Fact]:
    starts = [sentence.start for sentence in sheet.reading.sentences]
    for one in sheet.reading.honours:
        sentence = sheet.reading.sentences[bisect_right(starts, one.spans[0][0]) - 1]
        passage = sentence.block if one.rule in ("own-row", "list") else sentence
        spans = sheet.evidence(((passage.start, passage.end),), [one.place.place])
        title = sheet.catalogue.named("title", one.title)
        stated = sheet.stated([one.place.place], spans, year=one.year)
        stated["title"] = _title_as_printed(sheet, sentence, one)
        yield Designation(
            kind="designation",
            designee=sheet.ref(one.place.place),
            title=title,
            year=one.year,
            id=sheet.fact_id(title.partition("/")[2], one.year or "", sheet.ref(one.place.place).partition("/")[2]),
            spans=spans,
            stated=stated,
            reviewed=False,
            rule=f"title-{one.rule}",
            confidence=one.confidence,
            candidate=one.confidence < BAR,
        )


def _title_as_printed(sheet: Sheet, sentence: Sentence, one: Honour) -> str:
    """The words by which a passage names or means a title."""
    text = sheet.reading.source.text
    tags = [tag for tag in sentence.tags if tag.kind == "T"]
    tag = next((tag for tag in tags if tag.value.title == one.title), tags[0] if tags else None)
    if tag:
        return text[tag.start : tag.end]
    meant = REFERRED.search(text, sentence.start, sentence.end)
    return meant.group() if meant else text[sentence.start : sentence.end].split("\n")[0]


def _memberships(sheet: Sheet) -> Iterator[Fact]:
    for one in sheet.reading.belongings:
        spans = sheet.evidence(one.spans, [one.member.place])
        organization = sheet.catalogue.named("organization", one.organization)
        start = one.date.start if one.date else None
        stated = {**sheet.stated([one.member.place], spans, start=start), "organization": one.organization}
        yield Membership(
            kind="membership",
            member=sheet.ref(one.member.place),
            organization=organization,
            start=start,
            id=sheet.fact_id(
                "membership", sheet.ref(one.member.place).partition("/")[2], organization.partition("/")[2]
            ),
            spans=spans,
            stated=stated,
            reviewed=False,
            rule=one.rule,
            confidence=one.confidence,
            candidate=one.confidence < BAR,
        )
