"""Who stands on which side of a cue."""

from __future__ import annotations

import re

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.cues import Cue
from onemoon.mappings.reading.tiewords import (
    ADJUNCT,
    APPOSED,
    BY,
    JOINED,
    MUTUAL,
    OWNER,
    PASSIVE,
    TOWARDS,
)


def objects_of(text: str, end: int, right: list[tuple[int, int, list[Item]]]) -> list[Item]:
    """The places that a cue leads to: the first group its connectives reach, and those joined to it."""
    items: list[Item] = []
    position = end
    for start, stop, group in right:
        gap = text[position:start]
        if items and gap.endswith(" in ") and THERE_WITH.match(text, stop):
            continue
        if not (JOINED.fullmatch(gap) if items else TOWARDS.search(gap) and not _passes(gap)):
            break
        items += group
        position = stop
    return items


THERE_WITH = re.compile(r",? (?:to|with) (?:the )?⟦G")
"""What follows a place that only says where the next partner lies: `and in California with …`."""


def _passes(gap: str) -> bool:
    """Whether the words between a cue and a place lead elsewhere."""
    return bool(
        re.search(
            r"\b(?:visit\w*|ceremony|held|capital of|mayor of|meeting|city hall|located|called for|"
            r"before|after)\b|[.!?]|\b(?:sign\w*|seal\w*|signature|⟦D\d+⟧),? (?:on ⟦D\d+⟧,? )?in (?:the )?$",
            gap,
        )
    )


JOINT = re.compile(r",? (?:and|as well as)(?: by| with)?(?: the)? (?:(?:[\w-]+ ){0,3}(?:⟦H\d+⟧ )?of (?:the )?)?")
ACTORS = re.compile(
    r"\b(?:mayors?|governors?|leaders|councils?|council|representatives)(?: ⟦H\d+⟧)? of (?:the )?$", re.IGNORECASE
)
ACTS = re.compile(
    r"[^⟦]{0,40}\b(?:sign|conclu|seal|ink|agree|exchang|declar|consider|discuss|approv|plan|hop|conclud)\w*"
)


def subject_of(text: str, low: int, left: list[tuple[int, int, list[Item]]]) -> list[Item] | None:
    """The places on the subject side: the first group that is no adjunct; groups joined by `and` belong too."""
    found: list[Item] = []
    position = 0
    for start, stop, group in left:
        if found and not JOINT.fullmatch(text[position:start]):
            break
        acting = ACTORS.search(text[low:start]) and ACTS.match(text, stop)
        if (
            acting
            or not ADJUNCT.search(text[low:start])
            or re.match(r" to\b", text[stop:])
            and text[:start].endswith("for ")
        ):
            found += group
            position = stop
    return found or None


Sides = tuple[list[Item], list[Item], str]

NEITHER: Sides = ([], [], "")

PAIRING = re.compile(
    r"\b(?:between|linking|among(?! wh| them| others)|pairs?|consists? of|three-way|trilateral|that(?= ⟦G)|"
    r"(?:since|after|upon|having|by) (?:\w+ )?(?:signing|becoming|concluding|signed))\b"
)

COPULA = re.compile(r"\b(?:is|are|was|were|became|become|remains?|been|as|joined|being)\b")


def sides(subject: list[Item] | None, objects: list[Item], host: Item | None, text: str, cue: Cue) -> Sides:
    """(places of the one side, of the other, the rule): who is tied to whom by a cue in a clause."""
    if subject and objects and (found := _both(subject, objects, host, text, cue)):
        return found
    if objects:
        return _objects_alone(objects, host, text)
    return _subject_alone(subject, host, text, cue) if subject else NEITHER


def _both(subject: list[Item], objects: list[Item], host: Item | None, text: str, cue: Cue) -> Sides | None:
    others = {item.place for item in objects}
    subject = [item for item in subject if item.place not in others]
    if len(objects) >= 2 and re.match(r"[^⟦]{0,30}\b(?:between|linking|among(?! them| others))\s", text[cue.end :]):
        return None
    if host and len(objects) > 1 and host.place in others and len(subject) == 1:
        return [host], [*subject, *(item for item in objects if item.place != host.place)], "host-object"
    return (subject, objects, "subject-object") if subject else None


def _objects_alone(objects: list[Item], host: Item | None, text: str) -> Sides:
    if len(objects) >= 2 and (PAIRING.search(text) or not host):
        mutual = len(objects) == 2 or MUTUAL.search(text) or re.search(r"\bamong\b(?! them| others)", text)
        return (objects, objects, "between") if mutual else NEITHER
    others = [item for item in objects if host and item.place != host.place]
    return ([host], others, "host-object") if host and others else NEITHER


HAVING = re.compile(
    r"\b(?:have|has|had|count|counts|keep|keeps|possess|boast)(?: (?!been|be|become|called|declared|regarded)"
    r"[\w-]+){0,3} $"
)
PARTNERS = re.compile(r"(?:cities|towns|provinces|prefectures|regions|sisters|twins|friends|partners)$")


def _subject_alone(subject: list[Item], host: Item | None, text: str, cue: Cue) -> Sides:
    if HAVING.search(text[: cue.start]) and PARTNERS.search(cue.text):
        return NEITHER
    if len(subject) == 2 or len(subject) > 2 and MUTUAL.search(text):
        return subject, subject, "each-other"
    if host and len(subject) > 2:
        return [host], [item for item in subject if item.place != host.place], "host-subject"
    if host and len(subject) == 1 and subject[0].place != host.place:
        before = text[: cue.start]
        if COPULA.search(before) or APPOSED.search(before):
            return [host], subject, "host-subject"
    return NEITHER


OF_ARE = re.compile(
    r" of (?:the )?⟦G\d+⟧(?:,? (?:now |currently )?(?:are|is|were|include|includes|including|such as)|:)(?: the)? "
)
OF_ONE = re.compile(r"s? of (?:the )?")
OWN_WITH = re.compile(r"(?:'s)? with (?:the )?")
WITH = re.compile(r"(?<!\bconfused )(?<!\bcompared )(?<!\bfamiliar )\bwith\s(?:the\s)?$")


def arguments(
    code: Code, cue: Cue, clause: tuple[int, int], scope: tuple[int, int]
) -> tuple[list[Item] | None, list[Item], bool]:
    """(subject, objects, whether the subject is the agent of a passive) of a cue in its clause."""
    text, end = code.text, clause[0] + cue.end
    left, right = code.groups_in(scope[0], clause[0] + cue.start), code.groups_in(end, scope[1])
    agent = right[0] if right and PASSIVE.search(text[end : right[0][0]]) else None
    if (
        cue.text.endswith(" of")
        and len(right) > 1
        and right[0][0] - end < 6
        and WITH.search(text[right[0][1] : right[1][0]])
    ):
        agent = right[0]
    if (
        len(right) > 1
        and OF_ONE.fullmatch(text[end : right[0][0]])
        and OWN_WITH.fullmatch(text[right[0][1] : right[1][0]])
    ):
        agent = right[0]
    if len(right) > 1 and OF_ARE.fullmatch(text[end : right[1][0]]):
        agent = right[0]
    objects = objects_of(text, agent[1] if agent else end, right[1:] if agent else right)
    if not objects and len(left) > 1 and WITH.search(text[: left[-1][0]]):
        objects = left[-1][2]
    if objects and not agent:
        agent = next((one for one in right if BY.search(text[end : one[0]])), None)
        objects = [item for item in objects if item not in agent[2]] if agent else objects
    left, objects = _given(text, cue, clause[0] + cue.start, left, objects)
    if not objects and not left and right and SINCE.search(text[clause[0] : end]) and len(right[0][2]) == 2:
        objects = right[0][2] if AFTERWARDS.fullmatch(text[end : right[0][0]]) else []
    owner = left[-1][2] if left and OWNER.fullmatch(text[left[-1][1] : clause[0] + cue.start]) else None
    if left and not objects and not owner:
        owner = _speaker(text, clause[0] + cue.start, right)
        objects = left[-1][2] if owner else []
    if owner and objects and not agent:
        return owner, objects, False
    if not objects and len(left) > 1 and len(left[-1][2]) > 1 and ACTING.match(text, left[-1][1]):
        return left[-1][2], [], False
    return (agent[2] if agent else subject_of(text, clause[0], left)), objects or owner or [], bool(agent)


ITS = re.compile(r",\s(?:also\s)?(?:its|their|that city's)\s(?:[\w-]+\s){0,2}")
NAMED = re.compile(
    r"\b(?:add(?:ed|s|ing)?|counts?|counted|named|chose|chosen|picked|accepted|adopted|lists?|listed|has|had|took|"
    r"recogni[sz]ed|welcomed)\s(?:the\s)?$"
)
TO_LIST = re.compile(
    r"\s(?:to|as|among|for|into)\s(?:its|their|the|an?|one of its)\s(?:[\w-]+\s){0,3}?(?:(?:list|family|circle|"
    r"ranks) of\s)?"
    r"(?:[\w-]+\s){0,2}"
)


SINCE = re.compile(
    r"\b(?:since|after|upon|having|by) (?:\w+ )?(?:signing|becoming|concluding|signed|establishing)\b", re.IGNORECASE
)
AFTERWARDS = re.compile(r"[^⟦;.,]{0,40}(?:(?:in|on) ⟦D\d+⟧)?,\s(?:the )?")
ACTING = re.compile(
    r",? (?:\w+ )?(?:signed|sign|concluded|became|become|formed|established|sealed|entered|inked|agreed|"
    r"exchanged|have|are|were)\b"
)
ONE_OF = re.compile(r",\s(?:also\s)?(?:one of|the \w+ of)\s(?:the\s)?")
SPEAKER = re.compile(
    r"\b(?:said|says|according to|added|told)\b[^.;]{0,40}\b(?:mayor|governor|magistrate)"
    r" of (?:the )?$",
    re.IGNORECASE,
)


def _speaker(text: str, at: int, right: list[tuple[int, int, list[Item]]]) -> list[Item] | None:
    """Whose `our` it is in a quotation: the city of the one who is quoted after it."""
    if not re.search(r"\b[Oo]ur (?:\w+ ){0,2}$", text[:at]):
        return None
    return next((group for start, _, group in right if SPEAKER.search(text[at:start])), None)


def _given(
    text: str, cue: Cue, at: int, left: list[tuple[int, int, list[Item]]], objects: list[Item]
) -> tuple[list[tuple[int, int, list[Item]]], list[Item]]:
    """The object that stands before its cue: `students from X, its sister city`, `added X to its sister cities`."""
    if not objects and len(left) > 1:
        start, stop, group = left[-1]
        if OWNER.fullmatch(text[stop:at]) and ONE_OF.fullmatch(text[left[-2][1] : start]):
            return left[-1:], left[-2][2]
        if (
            ITS.fullmatch(text[stop:at])
            or NAMED.search(text[:start])
            and (TO_LIST.fullmatch(text[stop:at]) or cue.text.startswith("as "))
        ):
            return left[:-1], group
    return left, objects
