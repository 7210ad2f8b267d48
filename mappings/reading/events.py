"""Happenings: named events, dated meetings, visits and ceremonies, with place, dates, organisers and attendance."""

from __future__ import annotations

import re
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
    OFF,
    OPENED,
    SERIAL,
    SIGNED,
    TAIL,
    VISIT,
    VOID,
)
from onemoon.mappings.reading.happenings import Happening, keep, merged
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.scene import Scene
from onemoon.mappings.reading.visits import signing_event, visit_event


def events_in(
    codes: Sequence[Code], found: Sequence[Sentence], mentions: dict[int, Mention], anchor: str | None
) -> list[Happening]:
    """The events of a document, each once."""
    events: list[Happening] = []
    year: int | None = None
    near: str | None = None
    for code, sentence in zip(codes, found, strict=True):
        if sentence.block.kind != "header" and not _void(sentence.text):
            scene = Scene(code, sentence, mentions, anchor, year, near)
            own = _named(scene)
            events += [*own, *_plain(scene, own)]
        years = [one.year for one in code.dates.values() if one.year]
        year = years[-1] if years else year
        months = [one for one in code.dates.values() if one.year and one.month]
        near = f"{months[-1].year}-{months[-1].month:02}-28" if months else near
    return [one for one in merged(_peopled(events, found)) if keep(one)]


def _void(text: str) -> bool:
    """Whether a sentence calls an event off."""
    return any(word in text for word in OFF) and bool(VOID.search(text))


def _named(scene: Scene) -> list[Happening]:
    events = []
    habitual = HABIT.search(scene.sentence.text) and not any(tag.kind == "D" for tag in scene.sentence.tags)
    for tag in scene.sentence.tags:
        if tag.kind == "E" and isinstance(tag.value, Name) and not habitual:
            when, place = scene.dated(tag.end), scene.placed(tag.end)
            event = scene.happening(tag.value.text, when, place, (tag.start, tag.end), tag.value.head.lower())
            events.append(replace(event, edition=tag.value.edition))
    return events


def _plain(scene: Scene, own: Sequence[Happening]) -> list[Happening]:
    """Events without a name of their own: a common noun or a verb of visiting, with a date in the sentence."""
    text = scene.sentence.text
    if not _tells(scene) or scene.sentence.block.kind in ("title", "row"):
        return []
    events: list[Happening] = []
    for match in [*LOWER.finditer(text), *ACTED.finditer(text)]:
        if event := _noun(scene, match, [*own, *events]):
            events.append(event)
    if events or own:
        return events
    if match_ := SIGNED.search(text):
        events = signing_event(scene, match_)
    if not events and (visit := VISIT.search(text) or OPENED.search(text)):
        events = visit_event(scene, visit)
    return events


def _tells(scene: Scene) -> bool:
    """Whether a sentence has a date to the month at least, and speaks of no habit."""
    serial = bool(SERIAL.search(scene.sentence.text))
    for tag in scene.sentence.tags:
        if tag.kind == "D" and isinstance(tag.value, Found):
            if serial or tag.value.month or tag.value.weekday is not None or tag.value.day:
                return serial or not HABIT.search(scene.sentence.text)
    return False


def _noun(scene: Scene, match: re.Match[str], others: Sequence[Happening]) -> Happening | None:
    start = scene.sentence.start + match.start(1)
    if any(low <= start < high + 3 for event in others for low, high in event.spans):
        return None
    if not HAPPENS.search(scene.sentence.text) and not scene.day_beside(start):
        return None
    when, place = scene.dated(start + len(match.group(1))), scene.placed(start) or scene.meant()
    if not when or any(event.when == when and (event.named or event.place == place) for event in others):
        return None
    span = (start, scene.sentence.start + match.end(1))
    event = scene.happening(_noun_name(scene, match), when, place, span, match.group(1).split()[-1])
    return replace(event, named=False, rule="plain", confidence=0.7)


def _noun_name(scene: Scene, match: re.Match[str]) -> str:
    name = match.group(1)
    if match.re is LOWER:
        tail = TAIL.search(scene.sentence.text, match.end())
        name += match.group(2) or (f" {tail.group()}" if tail else "")
    return " ".join(name.split())


def _peopled(events: Sequence[Happening], found: Sequence[Sentence]) -> list[Happening]:
    """Attendance said in the next two sentences of the same paragraph, up to the next event."""
    out = []
    taken = {event.sentence for event in events}
    for event in events:
        for index in range(event.sentence + 1, min(event.sentence + 3, len(found))):
            after = found[index]
            if event.attendance is not None or after.block != found[event.sentence].block:
                break
            if index > event.sentence + 1 and index in taken:
                break
            if crowd := attendance_in(after.text):
                event = replace(event, attendance=crowd[0], qualifier=crowd[1], spans=_with(event, after))
        out.append(event)
    return out


def _with(event: Happening, after: Sentence) -> tuple[tuple[int, int], ...]:
    """The spans of an event and of the sentence that says how many came."""
    return (*event.spans, (after.start, after.end))
