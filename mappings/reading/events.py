"""Happenings: named events, dated meetings, visits and ceremonies, with place, dates, organisers and attendance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.crowds import attendance_in
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.diary import body_joined, diary_event
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
from onemoon.mappings.reading.eventrows import row_events
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.happenings import REACH, Happening, keep, merged
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.scene import Scene
from onemoon.mappings.reading.visits import signing_event, stay_event, visit_event


def events_in(
    codes: Sequence[Code],
    found: Sequence[Sentence],
    mentions: dict[int, Mention],
    anchor: str | None,
    host: Place | None = None,
) -> list[Happening]:
    """The events of a document, each once; those of its tables come from `row_events`."""
    events: list[Happening] = row_events(found, mentions, anchor)
    year: int | None = None
    near: str | None = None
    last: Place | None = None
    home: Place | None = None
    lead: When | None = None
    block, heading = None, ""
    forms = {one.form: one.place for one in mentions.values() if not one.weak}
    for code, sentence in zip(codes, found, strict=True):
        if sentence.block.kind not in ("header", "row") and not _void(sentence.text):
            if sentence.block is not block:
                block, home, lead = sentence.block, alone(sentence, mentions), None
            scene = Scene(code, sentence, mentions, anchor, year, near, home or host, last, lead, home, forms)
            own = [_announced(one, scene, found) for one in _named(scene)]
            own = [_on_its_day(one, sentence, events) for one in own]
            heading = sentence.text if sentence.block.kind == "title" else heading
            line = None if own else diary_event(code, sentence, heading, anchor)
            events += [line] if line else [*own, *_plain(scene, own)]
            last = _stage(sentence, mentions)
            lead = _lead(sentence, scene) or lead
        years = [one.year for one in code.dates.values() if one.year]
        year = years[-1] if years else year
        months = [one for one in code.dates.values() if one.year and one.month]
        near = f"{months[-1].year}-{months[-1].month:02}-28" if months else near
    return [one for one in merged(_peopled(events, found)) if keep(one)]


def _stage(sentence: Sentence, mentions: dict[int, Mention]) -> Place | None:
    """The place to which a `there` in the next sentence points: the only one named, or the only one after `in`."""
    named = {m.place for tag in sentence.tags if (m := mentions.get(tag.start)) and tag.kind == "P" and not m.weak}
    return next(iter(named)) if len(named) == 1 else None


def _lead(sentence: Sentence, scene: Scene) -> When | None:
    """The day of a sentence that is nothing but dates."""
    days = [tag for tag in sentence.tags if tag.kind == "D"]
    letters = len(re.sub(r"[\W_]+", "", sentence.text))
    told = sum(
        len(re.sub(r"[\W_]+", "", sentence.text[t.start - sentence.start : t.end - sentence.start])) for t in days
    )
    if not days or told < letters:
        return None
    year = next((tag.value.year for tag in days if tag.value.year), None)
    whens = [when for tag in days if (when := resolve(tag.value, None if year else scene.anchor, year))]
    return max(whens, key=lambda when: len(when.start), default=None)


def alone(sentence: Sentence, mentions: dict[int, Mention]) -> Place | None:
    """The place that is a paragraph's whole first sentence, as in `HEFEI. The fair …`."""
    spots = [tag for tag in sentence.tags if tag.kind == "P" and tag.start in mentions]
    bare = len(re.sub(r"[\W_]+", "", sentence.text))
    if len(spots) == 1 and bare <= spots[0].end - spots[0].start and sentence.block.kind == "paragraph":
        return mentions[spots[0].start].place
    return None


NTH = re.compile(r"\bon the (first|second|third|fourth|opening|last|closing|final)(?: day|(?=[.,;]|$| and ))")
NUMBER = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}


def _on_its_day(event: Happening, sentence: Sentence, before: Sequence[Happening]) -> Happening:
    """An event that is only said to be on the second day of a longer one takes its date from that, and its place."""
    longer = next((one for one in reversed(before[-REACH:]) if one.when and one.when.end), None)
    if event.when or not longer or not longer.when or len(longer.when.start) < 10:
        return event
    after = sentence.text[event.spans[0][1] - sentence.start :]
    nth = NTH.search(after)
    if not nth or len(after[: nth.start()]) > 60:
        return event
    first, last = date.fromisoformat(longer.when.start), date.fromisoformat(longer.when.end or longer.when.start)
    day = first + timedelta(NUMBER[nth[1]]) if nth[1] in NUMBER else last
    return replace(event, when=When(day.isoformat()), place=event.place or longer.place) if day <= last else event


def _announced(event: Happening, scene: Scene, found: Sequence[Sentence]) -> Happening:
    """An event in a heading takes place and date from a line below that says nothing else."""
    if scene.sentence.block.kind != "title" or event.when and event.place:
        return event
    for below in found[scene.sentence.index + 1 : scene.sentence.index + 3]:
        if len(below.text) < 80 and not VERBAL.search(below.text) and any(tag.kind == "D" for tag in below.tags):
            line = replace(scene, sentence=below)
            when, spots = line.dated(below.start), [tag for tag in below.tags if tag.kind == "P"]
            spot = scene.mentions.get(spots[0].start) if spots else None
            place = event.place or (spot.place if spot else None)
            if when and len(when.start) == 10:
                spans = (*event.spans, (below.start, below.end))
                return replace(event, when=event.when or when, place=place, spans=spans)
    return event


VERBAL = re.compile(r"\b(?:was|were|is|are|has|have|had|will|signed|held|became|began|since|visit\w*|said)\b")


def _void(text: str) -> bool:
    """Whether a sentence calls an event off."""
    return bool(OFF.search(text) and VOID.search(text))


def _named(scene: Scene) -> list[Happening]:
    events = []
    habitual = HABIT.search(scene.sentence.text) and not any(tag.kind == "D" for tag in scene.sentence.tags)
    for tag in scene.sentence.tags:
        if tag.kind == "E" and isinstance(tag.value, Name) and not habitual and not body_joined(scene.sentence, tag):
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
    return events or stay_event(scene)


def _tells(scene: Scene) -> bool:
    """Whether a sentence has a date to the month at least, and speaks of no habit."""
    serial = bool(SERIAL.search(scene.sentence.text))
    if scene.lead and len(scene.lead.start) == 10 and not any(tag.kind == "D" for tag in scene.sentence.tags):
        return True
    for tag in scene.sentence.tags:
        if tag.kind == "D" and isinstance(tag.value, Found):
            if serial or tag.value.month or tag.value.weekday is not None or tag.value.day:
                exact = tag.value.year is not None and tag.value.month is not None
                return serial or exact or not HABIT.search(scene.sentence.text)
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
        event = _organised(event, found)
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


def _organised(event: Happening, found: Sequence[Sentence]) -> Happening:
    """Organisers said in the next sentence of the same paragraph: `It is organised by …`."""
    after = found[event.sentence + 1] if event.sentence + 1 < len(found) else None
    if event.organizers or not after or after.block != found[event.sentence].block or not RUN_BY.match(after.text):
        return event
    names = Scene(Code("", after.start), after, {}, None, None).organizers()
    return replace(event, organizers=names, spans=_with(event, after)) if names else event


RUN_BY = re.compile(
    r"(?:It|This|They|The (?:\w+ ){0,3}\w+) "
    r"(?:(?:is|was|are|were|has been|will be|is being) (?:\w+ly )?(?:co-|jointly )?"
    r"(?:organi[sz]ed|hosted|put on|run|arranged|sponsored|held|convened)\b|organi[sz]ers?\b)|Organi[sz]ers?\b"
)


def _with(event: Happening, after: Sentence) -> tuple[tuple[int, int], ...]:
    """The spans of an event and of the sentence that says how many came."""
    return (*event.spans, (after.start, after.end))
