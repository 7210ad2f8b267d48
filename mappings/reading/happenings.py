"""An event as read, and events named twice made one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.gazetteer import Place


@dataclass(frozen=True)
class Happening:
    """An event as read."""

    name: str
    when: When | None
    place: Place | None
    spans: tuple[tuple[int, int], ...]
    head: str
    sentence: int
    organizers: tuple[str, ...] = ()
    attendance: int | None = None
    qualifier: str | None = None
    edition: int | None = None
    planned: bool = False
    named: bool = True
    rule: str = "named"
    confidence: float = 0.8


REACH = 60
"""How many events back a repetition is looked for: longer texts keep both, and reading stays linear."""


def keep(event: Happening) -> bool:
    """Whether an event is individuated: it has a date, or a name of its own and a place; `the meeting` needs both."""
    if not event.named:
        if event.rule == "plain" and not event.place and len(event.name.split()) == 1:
            return False
        return bool(event.when and (len(event.when.start) >= 7 or event.place))
    return bool(event.when or event.place) and len(event.name.split()) > 1


def merged(events: Sequence[Happening]) -> list[Happening]:
    """Events named twice become one: same name, or a later short name whose head the first has."""
    chosen: list[Happening] = []
    for event in events:
        for index in range(max(0, len(chosen) - REACH), len(chosen)):
            other = chosen[index]
            if _same(event, other):
                chosen[index] = replace(
                    other,
                    name=max(other.name, event.name, key=lambda n: len(n) if len(n) < 70 else 0)
                    if event.named == other.named
                    else (other.name if other.named else event.name),
                    when=_finer(other.when, event.when),
                    place=other.place or event.place,
                    attendance=other.attendance or event.attendance,
                    qualifier=other.qualifier or event.qualifier,
                    organizers=other.organizers or event.organizers,
                    edition=other.edition or event.edition,
                    spans=(*other.spans, *event.spans),
                    named=other.named or event.named,
                )
                break
        else:
            chosen.append(event)
    return chosen


def _finer(one: When | None, other: When | None) -> When | None:
    if one is None or other is None:
        return one or other
    return other if len(other.start) > len(one.start) and other.start.startswith(one.start[:4]) else one


def _same(event: Happening, other: Happening) -> bool:
    a, b = _words(event.name), _words(other.name)
    compatible = (
        not event.when
        or not other.when
        or event.when.start.startswith(other.when.start[:7])
        or other.when.start.startswith(event.when.start[:7])
    )
    if event.edition and other.edition and event.edition != other.edition:
        return False
    if not compatible:
        return False
    if a == b or (len(a & b) >= 2 and (a <= b or b <= a)):
        return True
    if (
        event.when
        and event.when == other.when
        and event.head == other.head
        and (event.place == other.place or not event.place or not other.place)
    ):
        return True
    return bool(
        event.head == other.head and (not event.when or event.when == other.when) and not event.named and len(b) <= 2
    )


def _words(name: str) -> set[str]:
    words = re.findall(r"\w+", name.lower())
    if len(words) > 2 and ORDINAL.fullmatch(words[0]):
        words = words[1:]
    return {word for word in words if word not in ("the", "of", "and", "in", "for", "a")}


ORDINAL = re.compile(
    r"\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth"
)
