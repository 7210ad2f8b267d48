"""How many came to an event."""

from __future__ import annotations

import re

from onemoon.mappings.reading.amounts import QUALIFIERS, SCALE
from onemoon.mappings.reading.reckoning import number

PEOPLE = (
    r"(?:people|persons?|participants?|guests?|visitors?|delegates?|officials?|students?|"
    r"citizens?|residents?|spectators?|attendees|representatives|experts|scholars|runners|"
    r"children|youths?|youngsters|athletes|performers|members|teenagers|leaders|listeners|"
    r"volunteers|players|teachers|readers|entrepreneurs|companies|seats|artists|teams)"
)

QUALIFIER = (
    r"(?P<q>some|about|around|nearly|almost|approximately|roughly|more than|over|at least|up "
    r"to|as many as|fewer than|less than|an estimated|close to|no fewer than|well over|"
    r"upwards of)?"
)

NUMBER = (
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?: (?:thousand|million))?|(?:two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety)(?: (?:hundred|thousand))?|a hundred|a thousand)"
)

CROWD = re.compile(
    rf"\b{QUALIFIER}\s?\b{NUMBER} (?:or so )?(?:(?!\d|with\b|about\b|and\b|some\b|more\b|attended\b)"
    rf"[\w-]+ ){{0,3}}?{PEOPLE}\b|{PEOPLE} from "
    rf"[^.;]{{0,40}}, (?P<m>\w+) of them",
    re.IGNORECASE,
)

CAME = re.compile(
    r"\b(?:attend\w*|participa\w+|took part|take part|fill\w*|gather\w*|drew|draw\w*|"
    r"attract\w*|came|joined|listen\w*|watch\w*|present|assembled|before|welcom\w+|brought "
    r"together|in front of|turnout|audience|arrived|for|visitors|seats|sold out|expected|of "
    r"them|ran|with)\b",
    re.IGNORECASE,
)


def attendance_in(text: str) -> tuple[int, str | None] | None:
    """How many came and the word that qualifies it."""
    if not CAME.search(text):
        return None
    for match in CROWD.finditer(text):
        value = _count(match.group("n") or match.group("m") or "")
        if value and value > 4:
            word = (match.group("q") or "").lower()
            return value, QUALIFIERS.get(word, "about")
    return None


def _count(text: str) -> int | None:
    text = text.lower().replace(",", "")
    base, _, scale = text.partition(" ")
    value = float(base) if re.fullmatch(r"\d+(?:\.\d+)?", base) else 1 if base == "a" else number(base)
    return int(value * SCALE.get(scale, 1)) if value else None
