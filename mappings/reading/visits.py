"""Events told by a verb: visits, meetings, signings."""

from __future__ import annotations

import re
from dataclasses import replace

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.eventcues import DENIED, OPENED, STAYED
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.happenings import Happening
from onemoon.mappings.reading.scene import Scene

TOGETHER = re.compile(r"met|sat|held")
AT_HOME = re.compile(r"met|sat|received|welcomed|held|hosted")
GUESTS = re.compile(r"(?i:delegations?|party|group|mission|guests?|visitors|mayor|governor|ambassador|team|⟦H\d+⟧)")
CALLED = re.compile(r"(?:called on|paid [\w -]{1,30} on|(?:was|were|been|be) (?:received|welcomed|greeted))\b")


def _at_ours(scene: Scene, match: re.Match[str], when: When | None) -> bool:
    """Whether guests call on a day in a text of the host's that names no other place for it."""
    text = scene.sentence.text
    if not when or len(when.start) < 10 or not CALLED.search(text[max(0, match.start() - 8) : match.end()]):
        return False
    return bool(GUESTS.search(text[: match.start()]))


RECEIVED = re.compile(r"\b(?:been|being|be|was|were) $")
"""Who was welcomed in a month became a partner: only on a day did they come."""


def signing_event(scene: Scene, match: re.Match[str]) -> list[Happening]:
    """A signing that has its day and its place."""
    start, at = scene.sentence.start + match.start(), scene.sentence.start + match.end()
    when, place = scene.dated(at), scene.placed(at)
    if not when or not place or len(when.start) < 7 or DENIED.search(scene.sentence.text):
        return []
    name = f"signing of the {' '.join((match.group(1) or match.group(2)).split())}"
    event = scene.happening(name, when, place, (start, at), "signing")
    return [replace(event, organizers=(), named=False, rule="signing", confidence=0.7)]


def visit_event(scene: Scene, match: re.Match[str]) -> list[Happening]:
    """A visit, call, meeting or opening that has its day, and a place or a body called on."""
    text, at = scene.sentence.text, scene.sentence.start + match.end()
    verb, when = match.group().lower(), scene.dated(at)
    if RECEIVED.search(text[: match.start()][-12:]) and len(when.start if when else "") < 10:
        return []
    place = _goal(scene, at, verb)
    body = _body(scene, at) if "call" in verb else None
    place = place or (scene.host if not body and _at_ours(scene, match, when) else None)
    if not when or not (place or body) or len(when.start) < 7 or DENIED.search(text[: match.start()][-25:]):
        return []
    event = scene.happening(
        _name(match, verb, place, body), when, place, (scene.sentence.start + match.start(), at), _head(verb)
    )
    return [replace(event, organizers=(), named=False, rule="visit", confidence=0.6)]


def stay_event(scene: Scene) -> list[Happening]:
    """A visit told as a stay: somebody was in a place on a day."""
    for match in STAYED.finditer(scene.code.text):
        group = scene.code.groups[int(match[1])]
        when = scene.dated(group[0].end, exact=True)
        if len(group) == 1 and when and len(when.start) == 10 and not DENIED.search(match.group()):
            place = group[0].place
            event = scene.happening(f"visit to {place.name}", when, place, (group[0].start, group[0].end), "visit")
            return [replace(event, organizers=(), named=False, rule="stay", confidence=0.7)]
    return []


def _goal(scene: Scene, at: int, verb: str) -> Place | None:
    later = [
        scene.mentions[tag.start]
        for tag in scene.sentence.tags
        if tag.kind == "P" and tag.start >= at and tag.start in scene.mentions
    ]
    strong = [mention.place for mention in later if not mention.weak]
    if strong and not AT_HOME.match(verb):
        return strong[0]
    return scene.placed(at) or scene.meant()


def _body(scene: Scene, at: int) -> str | None:
    near = (tag for tag in scene.sentence.tags if tag.kind in "OF" and 0 <= tag.start - at < 14)
    return next((tag.value.text for tag in near if isinstance(tag.value, Name)), None)


def _head(verb: str) -> str:
    return "meeting" if TOGETHER.match(verb) else "visit"


def _name(match: re.Match[str], verb: str, place: Place | None, body: str | None) -> str:
    if body or "call" in verb:
        return f"courtesy call on {body or (place.name if place else '')}"
    where = place.name if place else ""
    if match.re is OPENED:
        return f"opening in {where}"
    return f"meeting in {where}" if TOGETHER.match(verb) else f"visit to {where}"
