"""Titles and programmes: the ones in the lexicon, and any capitalised phrase that a designation verb governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onemoon.mappings.reading.lexicons import lexicon
from onemoon.mappings.reading.tag import Tag

YEAR_AFTER = re.compile(r"\s*(?:for\s+|of\s+|in\s+|,\s*)?\(?((?:19|20)\d\d)\)?(?!\s*(?:[-–]|to)\s*\d)")
YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)\s+$")
ACRONYM = re.compile(r"\s*\(([A-Z]{2,8})(?:\s+((?:19|20)\d\d))?\)")
PLURAL = {"Cities": "City", "Capitals": "Capital", "Communities": "Community"}


@dataclass(frozen=True, slots=True)
class Programme:
    """A title as it stands: its usual name, and the year of the edition if it stands with it."""

    title: str
    year: str | None = None
    plural: bool = False


@lru_cache(maxsize=1)
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<t{i}>{row['pattern']})" for i, row in enumerate(lexicon("programmes"))))


def programme_tags(text: str) -> Iterator[Tag]:
    """Tags T for the titles of a sentence, the year that belongs to each inside it."""
    if not re.search(r"[A-Z]", text):
        return
    for match in _patterns().finditer(text):
        if re.match(r"['’]?s?\s+(?:Network|Program|Programme|Mayors|Committee|Secretariat|Symposium|Tour|Forum|Summit|Meeting|Conference|Alliance|Dialogue|Office)", text[match.end():]):
            continue
        start, end, year = match.start(), match.end(), None
        if acronym := ACRONYM.match(text, end):
            end, year = acronym.end(), acronym.group(2)
        if not year and (before := YEAR_BEFORE.search(text, max(0, start - 6), start)):
            start, year = before.start(), before.group(1)
        if not year and (after := re.match(r"\s+((?:19|20)\d\d)\b", text[end:])):
            year, end = after.group(1), end + after.end()
        index = int((match.lastgroup or "t0")[1:])
        title = lexicon("programmes")[index]["title"] or _singular(match.group())
        yield Tag(start, end, "T", Programme(title, year, "ies" in match.group() or "tals" in match.group()))


def _singular(text: str) -> str:
    for many, one in PLURAL.items():
        text = text.replace(many, one)
    return text
