"""Events told by a verb: visits, meetings, signings."""

from __future__ import annotations

import re

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.crowds import attendance_in
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.eventcues import (
    AHEAD,
    BY,
    DENIED,
    OPENED,
)
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.happenings import Happening
from onemoon.mappings.reading.placing import Mention


def date_near(code: Code, sentence: Sentence, at: int, anchor: str | None, year: int | None) -> When | None:
    """The date nearest to a position of the sentence, later ones before earlier ones."""
    ranked: list[tuple[int, When]] = []
    own: int | None = None
    for tag in sentence.tags:
        if tag.kind == "D" and isinstance(tag.value, Found):
            low = tag.start - sentence.start
            past = not AHEAD.search(sentence.text[max(0, low - 70) : low + 12])
            when = resolve(tag.value, anchor, own if anchor else own or year, past)
            own = tag.value.year or own
            if when:
                gap = tag.start - at if tag.start >= at else (at - tag.end) + 12
                weight = gap + (40 if not tag.value.month and tag.value.kind == "year" else 0)
                if (
                    re.search(r"\b(?:since|until|by|from)\s$", sentence.text[: tag.start - sentence.start])
                    and tag.value.kind == "year"
                ):
                    weight += 200
                ranked.append((weight, when))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def place_near(sentence: Sentence, mentions: dict[int, Mention], at: int) -> Place | None:
    """The place that `in`, `at`, `to` put beside a position of the sentence."""
    ranked: list[tuple[int, Place]] = []
    for tag in sentence.tags:
        before = sentence.text[max(0, tag.start - sentence.start - 50) : tag.start - sentence.start]
        mention = mentions.get(tag.start) if tag.kind == "P" else None
        if tag.kind in "FO" and isinstance(tag.value, Name) and re.search(r"\b(?:in|at|of)\s(?:the\s)?$", before):
            inner = next((m for start, m in mentions.items() if tag.start <= start < tag.end), None)
            if inner and not inner.weak:
                ranked.append((abs(tag.start - at) + 10, inner.place))
        if (
            mention
            and not mention.weak
            and re.search(
                r"\b(?:in|at|to|visited|hosted by|city of|on)\s(?:the\s|downtown\s|"
                r"central\s)?(?:[\w-]+\s(?:city|town|port)\s(?:of\s)?)?$",
                before,
            )
        ):
            ranked.append((abs(tag.start - at) + (25 if re.search(r"\bto\s$", before) else 0), mention.place))
    if not ranked:
        own = {m.place for start, m in mentions.items() if sentence.start <= start < sentence.end and not m.weak}
        if len(own) == 1 and re.search(
            r"\b(?:began|staged|hosts?|hosted|held|holds|opened|opens|welcomed)\b", sentence.text
        ):
            return next(iter(own))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def place_meant(code: Code) -> Place | None:
    """The one place that a pronoun or description after `in` or `at` stands for."""
    found = [code.groups[int(n)] for n in re.findall(r"\b(?:in|at) ⟦G(\d+)⟧", code.text)]
    return found[0][0].place if found and len(found[0]) == 1 else None


def day_beside(sentence: Sentence, start: int) -> bool:
    """Whether a day stands right after an event's name."""
    return any(
        tag.kind == "D" and 0 < tag.start - start < 60 and (tag.value.day or tag.value.weekday is not None)
        for tag in sentence.tags
    )  # type: ignore[attr-defined]


def signing_event(
    code: Code,
    sentence: Sentence,
    mentions: dict[int, Mention],
    anchor: str | None,
    year: int | None,
    match: re.Match[str],
) -> list[Happening]:
    """A signing that has its day and its place."""
    at = sentence.start + match.end()
    when, place = date_near(code, sentence, at, anchor, year), place_near(sentence, mentions, at)
    if not when or not place or len(when.start) < 7 or DENIED.search(sentence.text):
        return []
    name = f"signing of the {' '.join((match.group(1) or match.group(2)).split())}"
    return [
        Happening(
            name,
            when,
            place,
            ((sentence.start + match.start(), at),),
            "signing",
            sentence.index,
            (),
            *(attendance_in(sentence.text) or (None, None)),
            None,
            is_planned(sentence.text),
            False,
            "signing",
            0.7,
        )
    ]


def visit_event(
    code: Code,
    sentence: Sentence,
    mentions: dict[int, Mention],
    anchor: str | None,
    year: int | None,
    match: re.Match[str],
) -> list[Happening]:
    at = sentence.start + match.end()
    when = date_near(code, sentence, at, anchor, year)
    places = [
        mentions[tag.start].place
        for tag in sentence.tags
        if tag.kind == "P" and tag.start >= at and tag.start in mentions and not mentions[tag.start].weak
    ]
    verb = match.group().lower()
    place = (
        places[0]
        if places and not re.match(r"met|sat|received|welcomed|held|hosted", verb)
        else place_near(sentence, mentions, at) or place_meant(code)
    )
    body = next(
        (
            tag.value.text
            for tag in sentence.tags
            if tag.kind in "OF" and isinstance(tag.value, Name) and 0 <= tag.start - at < 14
        ),
        None,
    )
    if (
        not when
        or not (place or body and "call" in verb)
        or len(when.start) < 7
        or DENIED.search(sentence.text[: match.start()][-25:])
    ):
        return []
    meeting = re.match(r"met|sat|held", verb)
    noun = "opening" if match.re is OPENED else "meeting" if meeting else "courtesy call" if "call" in verb else "visit"
    name = (
        f"{noun}"
        f" {'in' if meeting or noun == 'opening' else 'on' if noun == 'courtesy call' else 'to'} "
        f"{place.name if place and not (body and 'call' in verb) else body}"
    )
    return [
        Happening(
            name,
            when,
            place,
            ((sentence.start + match.start(), at),),
            "meeting" if meeting else "visit",
            sentence.index,
            (),
            *(attendance_in(sentence.text) or (None, None)),
            None,
            is_planned(sentence.text),
            False,
            "visit",
            0.6,
        )
    ]


def is_planned(text: str) -> bool:
    return bool(
        re.search(r"\b(?:will|is to|are to|scheduled|planned|is expected|are expected|set to|slated|upcoming)\b", text)
    )


def organizers_in(sentence: Sentence, mentions: dict[int, Mention]) -> list[str]:
    match = BY.search(sentence.text)
    if not match:
        return []
    low, high = sentence.start + match.start(1), sentence.start + match.end(1)
    found = []
    for tag in sentence.tags:
        if low <= tag.start < high:
            if re.search(r"\b(?:in|at|on|with)\s(?:the\s)?$", sentence.text[: tag.start - sentence.start]):
                break
            if tag.kind == "O" and isinstance(tag.value, Name):
                found.append(tag.value.text)
            elif tag.kind == "P" and tag.start in mentions:
                found.append(mentions[tag.start].place.name)
    return found
