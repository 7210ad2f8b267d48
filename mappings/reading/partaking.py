"""Who did what at an event, and to which series an event belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.happenings import Happening
from onemoon.mappings.reading.lexicons import lexicon
from onemoon.mappings.reading.officers import Officer

HUMANS = r"(?P<who>⟦H\d+⟧(?:(?:[^⟦.;]|⟦[GCO]\d+⟧){0,110}?(?:,| and) ⟦H\d+⟧){0,5})"
ASIDE = r"(?:,? (?:who|also|then|the|an?|its|their|[\w-]+|of|for|at|in|from|and|&|⟦[GCOPFD]\d+⟧)){0,14}?,?"
DOES = re.compile(
    r"remarks|speech|address|words|message|keynote|moderat|chair|presid|present|paper|report|spoke|lectur|talk|panel|"
    r"perform|danc|sang|play|attend|took part|participat"
)
HUMAN = re.compile(r"⟦H(\d+)⟧")
EVENT = re.compile(r"⟦E(\d+)⟧")
WILL = re.compile(r"\b(?:will|would|plans?|hopes?|is to|are to|may|might|could|should|invited to|scheduled|expected)\b")
NOT = re.compile(r"\b(?:not|never|no|neither|nor|without|instead of|unable|could not|absent)\b|n't\b")
BACK = 2
"""How many sentences back the event may stand that a sentence speaks of."""
NUMBERED = re.compile(
    r"^(?:the )?(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|"
    r"twelfth|\w+teenth|twentieth)\s+",
    re.IGNORECASE,
)
YEARED = re.compile(r"^(?:19|20)\d\d\s+|\s+(?:19|20)\d\d$")
SINCE = re.compile(
    r"\b(?:since|first held in|launched in|founded in|started in|began in|inaugurated in)\s(?:19|20)\d\d\b"
)
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Part:
    """A person's part in an event; the numbers are those of the lists of officers and events."""

    officer: int
    event: int
    role: str
    planned: bool
    spans: Spans
    rule: str = "role"
    confidence: float = 0.8


@dataclass(frozen=True)
class Serial:
    """A series that editions of an event belong to: its name, the events by number, how often, since when."""

    name: str
    head: str
    events: tuple[int, ...]
    every: str | None
    since: str | None
    spans: Spans
    rule: str = "series"
    confidence: float = 0.8


@lru_cache(maxsize=1)
def roles() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    """(role, cue after the person, cue before `by` and the person)."""
    return tuple(
        (
            row["role"],
            re.compile(rf"{HUMANS}{ASIDE} (?:also |then )?(?:{row['cue']})\b"),
            re.compile(rf"\b(?:{row['by']}) by{ASIDE} {HUMANS}") if row["by"] else None,
        )
        for row in lexicon("doings")["role"]
    )


def parts_in(
    codes: Sequence[Code], found: Sequence[Sentence], events: Sequence[Happening], officers: Sequence[Officer]
) -> list[Part]:
    """The parts that people with an office took in the events of a document, the first role of each in each."""
    who = {start: number for number, one in enumerate(officers) for start, _ in one.spans}
    parts: dict[tuple[int, int], Part] = {}
    held = _Held.of(events)
    for code, sentence in zip(codes, found, strict=True):
        if (
            "⟦H" in code.text
            and DOES.search(code.text)
            and sentence.block.kind not in ("row", "header", "title")
            and not NOT.search(code.text)
        ):
            for one in _parts(code, sentence, events, who, held):
                parts.setdefault((one.officer, one.event), one)
    return list(parts.values())


def _parts(
    code: Code, sentence: Sentence, events: Sequence[Happening], who: dict[int, int], held: _Held
) -> Iterator[Part]:
    for role, cue, by in roles():
        for match in [*cue.finditer(code.text), *(by.finditer(code.text) if by else ())]:
            event = _event(code, sentence, events, role, held)
            if event is None:
                continue
            number, spans = event
            planned = bool(WILL.search(match.group())) or events[number].planned
            for symbol in HUMAN.findall(match["who"]):
                start = sentence.tags[int(symbol)].start
                if start in who:
                    yield Part(who[start], number, role, planned, spans)


@dataclass(frozen=True)
class _Held:
    """The numbers of the events by the offsets where they are named and by the sentences that tell of them first."""

    named: dict[int, int]
    told: dict[int, list[int]]

    @classmethod
    def of(cls, events: Sequence[Happening]) -> _Held:
        """The two tables of a document's events."""
        told: dict[int, list[int]] = {}
        for number, event in enumerate(events):
            told.setdefault(event.sentence, []).append(number)
        return cls({low: number for number, event in enumerate(events) for low, _ in event.spans}, told)


def _event(
    code: Code, sentence: Sentence, events: Sequence[Happening], role: str, held: _Held
) -> tuple[int, Spans] | None:
    """The event that a sentence names, else, for what is done at events alone, the only one named just before."""
    own = (sentence.start, sentence.end)
    for symbol in EVENT.findall(code.text):
        number = held.named.get(sentence.tags[int(symbol)].start)
        if number is not None:
            return number, (own,)
    if role == "delegate":
        return None
    here = held.told.get(sentence.index, [])
    last = [n for index in range(sentence.index - BACK, sentence.index) for n in held.told.get(index, [])]
    if here or len(last) != 1:
        return (here[0], (own,)) if len(here) == 1 else None
    return last[0], (own, events[last[0]].spans[0])


def serials_in(events: Sequence[Happening], found: Sequence[Sentence]) -> list[Serial]:
    """The series of numbered or recurring events with a name of their own."""
    serials: dict[str, Serial] = {}
    for number, event in enumerate(events):
        name, sentence = basic(event.name), found[event.sentence]
        if not event.named or len(name.split()) < 2:
            continue
        every = next((x["period"] for x in lexicon("doings")["every"] if re.search(x["cue"], sentence.text)), None)
        if not event.edition and not every:
            continue
        since = SINCE.search(sentence.text)
        one = Serial(name, event.head, (number,), every, since.group()[-4:] if since else None, (event.spans[0],))
        if every or since:
            one = replace(one, spans=((sentence.start, sentence.end),))
        known = serials.get(name.lower())
        serials[name.lower()] = _joined(known, one) if known else one
    return list(serials.values())


def _joined(one: Serial, other: Serial) -> Serial:
    return replace(
        one,
        events=(*one.events, *other.events),
        every=one.every or other.every,
        since=one.since or other.since,
        spans=(*one.spans, *other.spans),
    )


def basic(name: str) -> str:
    """An event's name without its number and its year."""
    return YEARED.sub("", NUMBERED.sub("", name)).strip()
