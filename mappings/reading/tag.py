"""Tags: typed stretches of a text, the common coin of the taggers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple


class Tag(NamedTuple):
    """Characters start to end of a document's text; kind is a letter: P place, C country, O organisation, F facility,

    H human, D date, N number, T title, E event name, G places meant by a pronoun or description.
    """

    start: int
    end: int
    kind: str
    value: Any = None

    def shifted(self, by: int) -> Tag:
        """The same tag some characters further on."""
        return Tag(self.start + by, self.end + by, self.kind, self.value)


def lattice(tags: Iterable[Tag]) -> list[Tag]:
    """The longest tags that don't overlap, in order of place; of two as long the first given wins."""
    chosen: list[Tag] = []
    ranked = sorted(enumerate(tags), key=lambda pair: (-(pair[1].end - pair[1].start), pair[0]))
    for _, tag in ranked:
        start, end = tag.start, tag.end
        for other in chosen:
            if start < other.end and other.start < end:
                break
        else:
            chosen.append(tag)
    return sorted(chosen, key=lambda tag: tag.start)
