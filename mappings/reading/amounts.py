"""Numbers as they stand in a sentence: digits or words, with the word that qualifies them."""

from __future__ import annotations

import re
from typing import NamedTuple

from onemoon.mappings.reading.reckoning import number
from onemoon.mappings.values import Qualifier

QUALIFIER = (
    r"(?:(?P<q>some|about|around|nearly|almost|approximately|roughly|more than|over|at least|up to|as many as|"
    r"fewer than|less than|an estimated|close to|no fewer than|well over|upwards of|a total of|exactly) )?"
)
NUMBER = (
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?|forty(?:-\w+)?|fifty(?:-\w+)?|a)"
    r"(?: (?P<scale>hundred|thousand|million|billion))?"
)
AMOUNT = f"(?i:{QUALIFIER}{NUMBER})"
SCALE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
QUALIFIERS: dict[str, Qualifier | None] = {
    "": None,
    "exactly": None,
    "a total of": None,
    "more than": "at-least",
    "over": "at-least",
    "at least": "at-least",
    "no fewer than": "at-least",
    "well over": "at-least",
    "upwards of": "at-least",
    "up to": "at-most",
    "as many as": "at-most",
    "fewer than": "at-most",
    "less than": "at-most",
}


class Amount(NamedTuple):
    """A number, its qualifier, and the words in which it stands."""

    value: int | float
    qualifier: Qualifier | None
    printed: str


def amount(match: re.Match[str]) -> Amount | None:
    """The amount of a match with the groups q, n and scale; None for `a` without a scale."""
    word, scale = match["n"].replace(",", "").lower(), (match["scale"] or "").lower()
    if word == "a" and not scale:
        return None
    base = 1.0 if word == "a" else float(word) if word[0].isdigit() else float(number(word) or 0)
    value = base * SCALE.get(scale, 1)
    if not value:
        return None
    printed = f"{match['n']} {match['scale']}" if scale else match["n"]
    whole = int(value) if value == int(value) else value
    return Amount(whole, QUALIFIERS.get((match["q"] or "").lower(), "about"), printed)
