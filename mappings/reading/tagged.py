"""A sentence with what was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from onemoon.mappings.reading.layout import Block
from onemoon.mappings.reading.tag import Tag


@dataclass(frozen=True)
class Sentence:
    """One sentence (or heading, item, cell) with its tags, offsets those of the document."""

    start: int
    end: int
    text: str
    tags: tuple[Tag, ...]
    block: Block
    index: int
