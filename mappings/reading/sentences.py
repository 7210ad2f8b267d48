"""Sentences of a block."""

from __future__ import annotations

import re
from collections.abc import Iterator

STOP = re.compile(
    r"[.!?]+[\"'”’)\]]*(?:\[\w{1,8}\]){0,4}(?=\s+[\"'“‘(\[]?[A-Z0-9ÀĀÉŌ]|\s*$)|(?<=[a-z]{2})\.(?=[A-Z][a-z])|。|(?<=[.!?][\"”])(?=\s[A-Z])"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Amb|Atty|St|Mt|No|Nos|Vol|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|"
    r"Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|"
    r"Sat|Sun|vs|etc|approx|ca|pop|est|incl|Inc|Ltd|Co|Corp|Dept|Gov|Sen|Rep|Hon|Rev|Gen|Fig|sp|e\.g|i\.e|"
    r"a\.m|p\.m|U\.S|U\.K|P\.R|U\.A\.E|U\.S\.A)"
    r"|\b[A-Z]|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? ?\d{1,2}|"
    r"(?:19|20)\d\d\.\s?\d\d?|(?:19|20)\d\d(?=\.\s*\d)|^\s*\d{1,2})$"
)


LONGEST = 1000
"""A sentence that goes on longer is read in pieces, so that no pattern sees a whole book."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence, ends included, blanks around it not."""
    start = 0
    for match in STOP.finditer(text):
        if match.group().startswith(".") and ABBREVIATION.search(text[max(start, match.start() - 14) : match.start()]):
            if text[match.end() :].strip() and not _closes(text, match.end()):
                continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


CAPITAL_END = re.compile(
    r"\s+(?:The|In|On|At|It|This|We|He|She|They|As|After|For|From|With|But|And|If|Both|During|Since)\s"
)


def _closes(text: str, end: int) -> bool:
    """Whether an abbreviation ends the sentence all the same, as in `3 p.m. The`."""
    return bool(CAPITAL_END.match(text, end)) and text[max(0, end - 3) : end] in (
        "m.)",
        ".m.",
        ".S.",
        "tc.",
        ".A.",
        ".E.",
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if body := piece.strip():
        low = start + len(piece) - len(piece.lstrip())
        high = low + len(body)
        while high - low > LONGEST:
            cut = text.rfind(" ", low + 1, low + LONGEST)
            cut = low + LONGEST if cut < 0 else cut
            yield low, cut
            low = cut
        yield low, high
