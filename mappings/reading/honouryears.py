"""The year of a title: the one that a sentence, its list or its heading binds to it."""

from __future__ import annotations

import re

from onemoon.mappings.reading.clauses import clauses
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.dates import resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.titlemarks import Mark

OWN = re.compile(r",? \(?(?:(?:in|for|since|from|on|,) )?(?:the year )?⟦D(\d+)⟧")
CEREMONY = re.compile(r"\b(?:held|visited|opened|took place|ceremony|launched)\s(?:on\s|in\s)?$")
SETTLES = re.compile(
    r"\b(?:accept|designat|certifi|inscri|recogni|select|chosen|given|obtain|award|register|receiv|made|"
    r"proclaim|named|crown|declar|appoint)\w*"
)
TAKES = 400


def year_of(
    code: Code,
    mark: Mark,
    group: tuple[int, int],
    item: Item,
    scope: tuple[int, int],
    anchor: str | None,
    year: int | None,
) -> str | None:
    """The year of a title that a place holds: beside the place, in the title, or nearest to it in its clause."""
    if group[0] < 0:
        return None
    if item.date and item.date.year:
        return str(item.date.year)
    for start, end, items in code.groups_in(mark.end, len(code.text)):
        if start != group[0] and any(one.place == item.place for one in items) and (again := OWN.match(code.text, end)):
            if found := _resolved(code, again.group(1), anchor, year):
                return found
    own = OWN.match(code.text, group[1])
    if (
        own
        and (group[0] > mark.end or code.text.count("⟦D", 0, mark.start) > 1)
        and (found := _resolved(code, own.group(1), anchor, year))
    ):
        return found
    if mark.programme.year:
        return mark.programme.year
    near = (max(mark.end, group[1]), min(mark.start, group[0]))
    clause = next(((a, b) for a, b in clauses(code.text) if a <= mark.start < b), scope)
    inner = (max(scope[0], clause[0]), min(scope[1], clause[1]))
    return (
        _nearest(code, mark, inner, anchor, year)
        or _nearest(code, mark, (min(scope[0], near[1]), scope[1]), anchor, year)
        or (_nearest(code, mark, (0, _own_end(code.text, mark.end)), anchor, year))
    )


def _own_end(text: str, at: int) -> int:
    """Where what is said of a title ends: before a semicolon after which other places are spoken of."""
    semicolon = text.find("; ", at)
    return semicolon if semicolon >= 0 and "⟦G" in text[semicolon:] else len(text)


def _resolved(code: Code, number: str, anchor: str | None, year: int | None) -> str | None:
    found = code.dates.get(int(number))
    when = resolve(found, anchor, year) if found else None
    return when.year if when else None


def _nearest(code: Code, mark: Mark, scope: tuple[int, int], anchor: str | None, year: int | None) -> str | None:
    """The year nearest to a title within a stretch; a day of a ceremony counts little."""
    text = code.text
    best: tuple[int, str] | None = None
    hosting = mark.programme.title.lower().startswith("host city")
    for match in re.compile(r"⟦D(\d+)⟧").finditer(text, *scope):
        found = code.dates.get(int(match.group(1)))
        when = _resolved(code, match.group(1), anchor, None if hosting and anchor else year)
        if not found or not when or re.search(r"\b(?:until|till|before|after) $", text[: match.start()]):
            continue
        distance = match.start() - mark.end if match.start() >= mark.end else mark.start - match.end() + 15
        if CEREMONY.search(text[: match.start()]) and found.day and not hosting:
            continue
        if re.fullmatch(r"\s+as (?:an?|the|one of the)\s(?:\w+ )?", text[match.end() : mark.start]):
            distance = 0
        if (found.day or found.weekday is not None) and not hosting:
            distance += 500
        if found.relative in ("the same year", "that same year", "that year"):
            distance += 200
        if best is None or distance < best[0]:
            best = (distance, when)
    return (
        best[1]
        if best
        and (best[0] < TAKES or best[0] < TAKES + 250 and SETTLES.search(text, max(0, mark.start - 60), mark.end))
        else None
    )


def section_year(sentence: Sentence, lead: str | None) -> str | None:
    """The year under which a sentence stands: its heading's, or the one that opens its paragraph."""
    head = re.match(r"^\W*((?:19|20)\d\d)\b(?!\s*[-–]\s*\d)\W*(?:\w+\W*){0,2}$", sentence.block.section)
    return lead or (head.group(1) if head else None)


def leading_year(sentence: Sentence) -> str | None:
    """The year that a line, paragraph or item begins with, as in a chronicle."""
    match = re.match(r"\W*((?:19|20)\d\d)\b(?:\W|$)(?!\d)", sentence.text)
    return match.group(1) if match and sentence.start - sentence.block.start < 4 else None
