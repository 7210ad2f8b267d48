"""Happenings: named events, dated meetings, visits and ceremonies, with place, dates, organisers and attendance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.crowds import attendance_in
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.eventcues import (
    ACTED,
    HABIT,
    HAPPENS,
    LOWER,
    OPENED,
    SERIAL,
    SIGNED,
    TAIL,
    VISIT,
    VOID,
)
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.happenings import Happening, _merged, keep
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.visits import (
    date_near,
    day_beside,
    is_planned,
    organizers_in,
    place_meant,
    place_near,
    signing_event,
    visit_event,
)


def events_in(
    codes: Sequence[Code],
    found: Sequence[Sentence],
    mentions: dict[int, Mention],
    host: Place | None,
    anchor: str | None,
) -> list[Happening]:
    """The events of a document, each once."""
    events: list[Happening] = []
    year: int | None = None
    for code, sentence in zip(codes, found, strict=True):
        if sentence.block.kind != "header" and not VOID.search(sentence.text):
            events += _named(code, sentence, mentions, anchor, year)
            events += _plain(code, sentence, mentions, anchor, year, events)
        years = [one.year for one in code.dates.values() if one.year]
        year = years[-1] if years else year
    return [one for one in _merged(_peopled(events, found)) if keep(one)]


def _named(
    code: Code, sentence: Sentence, mentions: dict[int, Mention], anchor: str | None, year: int | None
) -> list[Happening]:
    events = []
    for tag in sentence.tags:
        if tag.kind != "E" or not isinstance(tag.value, Name):
            continue
        if HABIT.search(sentence.text) and not any(t.kind == "D" for t in sentence.tags):
            continue
        events.append(
            Happening(
                tag.value.text,
                date_near(code, sentence, tag.end, anchor, year),
                place_near(sentence, mentions, tag.end),
                ((tag.start, tag.end),),
                tag.value.head.lower(),
                sentence.index,
                tuple(organizers_in(sentence, mentions)),
                *(attendance_in(sentence.text) or (None, None)),
                tag.value.edition,
                is_planned(sentence.text),
            )
        )
    return events


def _plain(
    code: Code,
    sentence: Sentence,
    mentions: dict[int, Mention],
    anchor: str | None,
    year: int | None,
    before: Sequence[Happening],
) -> list[Happening]:
    """Events without a name of their own: a common noun or a verb of visiting, with a date in the sentence."""
    if not any(tag.kind == "D" for tag in sentence.tags):
        return []
    dated = [
        tag
        for tag in sentence.tags
        if tag.kind == "D"
        and isinstance(tag.value, Found)
        and (tag.value.month or tag.value.weekday is not None or tag.value.day or SERIAL.search(sentence.text))
    ]
    if (
        not dated
        or not SERIAL.search(sentence.text)
        and HABIT.search(sentence.text)
        or sentence.block.kind in ("title", "row")
    ):
        return []
    own = [event for event in before if event.sentence == sentence.index]
    events: list[Happening] = []
    for match in [*LOWER.finditer(sentence.text), *ACTED.finditer(sentence.text)]:
        start = sentence.start + match.start(1)
        if any(span[0] <= start < span[1] + 3 for event in [*own, *events] for span in event.spans) or not (
            HAPPENS.search(sentence.text) or day_beside(sentence, start)
        ):
            continue
        tail = TAIL.search(sentence.text, match.end())
        name = " ".join(
            (
                match.group(1)
                + (match.group(2) if match.re is LOWER else "")
                + (f" {tail.group()}" if tail and match.re is LOWER and not match.group(2) else "")
            ).split()
        )
        when, place = (
            date_near(code, sentence, start + len(match.group(1)), anchor, year),
            place_near(sentence, mentions, start) or place_meant(code),
        )
        if own and any(event.when == when for event in own):
            continue
        if when and not any(event.when == when and event.place == place for event in events):
            events.append(
                Happening(
                    name,
                    when,
                    place,
                    ((start, sentence.start + match.end(1)),),
                    match.group(1).split()[-1],
                    sentence.index,
                    tuple(organizers_in(sentence, mentions)),
                    *(attendance_in(sentence.text) or (None, None)),
                    None,
                    is_planned(sentence.text),
                    False,
                    "plain",
                    0.7,
                )
            )
    if not events and not own and (match := SIGNED.search(sentence.text)):
        events += signing_event(code, sentence, mentions, anchor, year, match)
    if not events and not own and (match := VISIT.search(sentence.text) or OPENED.search(sentence.text)):
        events += visit_event(code, sentence, mentions, anchor, year, match)
    return events


def _peopled(events: Sequence[Happening], found: Sequence[Sentence]) -> list[Happening]:
    """Attendance said in the next sentence of the same paragraph."""
    out = []
    for event in events:
        after = found[event.sentence + 1] if event.sentence + 1 < len(found) else None
        if (
            event.attendance is None
            and after
            and after.block == found[event.sentence].block
            and (crowd := attendance_in(after.text))
        ):
            event = replace(event, attendance=crowd[0], qualifier=crowd[1])
        out.append(event)
    return out
