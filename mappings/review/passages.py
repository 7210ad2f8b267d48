"""The sentences that a fact was read from, cut out of the text and marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from onemoon.mappings.fact import Fact
from onemoon.mappings.values import Span

REACH = 280
BREAK = re.compile(r"[.!?。！？]['\")\]”’]*\s|\n\s*\n|\n")


@dataclass(frozen=True)
class Piece:
    """Some characters of a passage, marked if the fact was read from them."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Passage:
    """A stretch of a text, at most some hundred characters around the spans in it."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def passages(fact: Fact, text: str) -> list[Passage]:
    """The sentences around a fact's spans, in order; spans of one sentence share it, those outside are left out."""
    spans = sorted(span for span in _all_spans(fact) if 0 <= span.start < span.end <= len(text))
    groups: list[tuple[int, int, list[Span]]] = []
    for span in spans:
        start, end = _around(text, span)
        if groups and start <= groups[-1][1]:
            first, last, inside = groups.pop()
            groups.append((first, max(last, end), [*inside, span]))
        else:
            groups.append((start, end, [span]))
    return [Passage(start, end, tuple(_pieces(text, start, end, inside))) for start, end, inside in groups]


def harmless(text: str) -> str:
    """A source's text as one line that can do nothing to a screen: no control and no direction characters."""
    return "".join(" " if c.isspace() else "\ufffd" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)


def occurrences(quotation: str, text: str) -> list[Span]:
    """Where a quotation stands in a text, blanks and line ends counting alike; none for a blank one."""
    words = quotation.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return [Span(match.start(), match.end()) for match in pattern.finditer(text)]


def _all_spans(fact: Fact) -> Iterator[Span]:
    yield from fact.spans
    for step in getattr(fact, "steps", ()):
        yield from step.spans


def _around(text: str, span: Span) -> tuple[int, int]:
    low, high = max(0, span.start - REACH), min(len(text), span.end + REACH)
    before = [match.end() for match in BREAK.finditer(text, low, span.start)]
    after = BREAK.search(text, max(span.start, span.end - 1), high)
    start = before[-1] if before else _word_start(text, low, span.start)
    return start, max(span.end, after.end() if after else _word_end(text, high, span.end))


def _word_start(text: str, low: int, limit: int) -> int:
    blank = text.find(" ", low, limit) if low else -1
    return blank + 1 if blank >= 0 else low


def _word_end(text: str, high: int, limit: int) -> int:
    blank = text.rfind(" ", limit, high) if high < len(text) else -1
    return blank if blank >= 0 else high


def _pieces(text: str, start: int, end: int, spans: list[Span]) -> Iterator[Piece]:
    at = start
    for first, last in _merged(spans):
        if at < first:
            yield Piece(harmless(text[at:first]))
        yield Piece(harmless(text[first:last]), marked=True)
        at = last
    if rest := text[at:end].rstrip():
        yield Piece(harmless(rest))


def _merged(spans: list[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
