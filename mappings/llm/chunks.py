"""A text in pieces that a model can read at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

SIZE = 6000
PARAGRAPH = re.compile(r"\n\s*\n|\n")


class Chunk(NamedTuple):
    """Characters of a text from start on."""

    start: int
    text: str


def chunks(text: str, size: int = SIZE) -> Iterator[Chunk]:
    """The text in pieces of at most size characters, cut at line ends where it has any, without the blank ones."""
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        if end < len(text):
            cuts = [match.end() for match in PARAGRAPH.finditer(text, start + size // 2, end)]
            blank = text.rfind(" ", start + size // 2, end)
            end = cuts[-1] if cuts else blank + 1 if blank > 0 else end
        if text[start:end].strip():
            yield Chunk(start, text[start:end])
        start = end
