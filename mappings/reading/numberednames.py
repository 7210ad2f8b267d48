"""Names of events by their numbers: `the 10th General Meeting`, `the 22nd Hakodate Christmas Fantasy`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onemoon.mappings.reading.tag import Tag

ORDINAL = re.compile(
    r"(?:\b(?:the\s+)?(\d{1,3})(?:st|nd|rd|th)|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|"
    r"nineteenth|twentieth))\s+(?:edition of (?:the )?)?$",
    re.IGNORECASE,
)
WORDS_ORDINAL = {
    w: i + 1
    for i, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
    )
}
NUMBERED = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\b(?! Anniversary)")


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised name: its text, the acronym given with it, the edition said before it."""

    text: str
    acronym: str | None = None
    edition: int | None = None
    head: str = ""


def headless(text: str, run: re.Match[str]) -> Tag | None:
    """A numbered name of two words or more whose noun nobody lists: `the 22nd Hakodate Christmas Fantasy`."""
    name, start = run.group(), run.start()
    if number := NUMBERED.match(name):
        start, name = start + number.end() + 1, name[number.end() + 1 :]
    before = ordinal(text, start)
    tail = name.split()[-1] if name else ""
    if (
        not before
        or len(name.split()) < 3
        or not name.replace(" ", "").isalpha()
        or tail in NO_EVENT
        or any(map(str.islower, name.split()))
    ):
        return None
    edition = int(before.group(1)) if before.group(1) else WORDS_ORDINAL[before.group(2).lower()]
    return numbered(text, Tag(start, start + len(name), "E", Name(name, None, edition, tail)))


NO_EVENT = set(
    "Century Avenue Street Floor District Division Army Parallel Republic Ward Fleet Corps Regiment Year Anniversary "
    "Minister Mayor Governor President Secretary City Cities Member Members Edition Town County Prefecture Province "
    "Party Plan".split()
)


def ordinal(text: str, start: int) -> re.Match[str] | None:
    """The number said right before a name."""
    return None if text.startswith("Anniversary", start) else ORDINAL.search(text[max(0, start - 30) : start])


def numbered(text: str, tag: Tag) -> Tag:
    """An event's name with the number before it: `the 10th General Meeting` is called `10th General Meeting`."""
    match = ordinal(text, tag.start) if tag.kind == "E" else None
    if not match or "edition" in match.group():
        return tag
    start = max(0, tag.start - 30) + match.start(1 if match.group(1) else 2)
    return tag._replace(
        start=start, value=replace(tag.value, text=f"{text[start : tag.start].strip()} {tag.value.text}")
    )


def plainly(text: str) -> str:
    """A heading in capitals as it would stand otherwise, every character in its place."""
    return SHOUTED.sub(lambda m: m.group().lower() if m.group() in SMALL else m.group().capitalize(), text)


SHOUTED = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SMALL = {"OF", "FOR", "THE", "AND", "ON", "IN", "TO", "AT", "BY", "WITH", "A"}
