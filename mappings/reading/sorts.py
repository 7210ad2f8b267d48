"""What sort of thing is told: the kind of an event, the fields of an agreement, the words for its paper."""

from __future__ import annotations

import re

from onemoon.mappings.reading.compacts import PAPER
from onemoon.mappings.reading.lexicons import lexicon
from onemoon.mappings.values import Span

EVENT_KINDS = frozenset(
    "forum symposium conference summit meeting round-table workshop session lecture panel-discussion ceremony visit "
    "tour festival fair exhibition competition sports-event concert signing campaign speech reception promotion".split()
)


def event_type(head: str) -> str:
    """The kind of an event by its head noun; a meeting where the noun says nothing."""
    if head in EVENT_KINDS:
        return head
    return next((kind for kind, words in lexicon("eventtypes").items() if head in words.split()), "meeting")


def fields_of(subject: str) -> tuple[str, ...]:
    """The fields that the words for an agreement's subject name."""
    low = subject.lower()
    return tuple(field for field, pattern in lexicon("fields").items() if re.search(pattern, low))


def paper_in(text: str, spans: tuple[Span, ...]) -> str:
    """The words by which a passage calls an agreement."""
    for start, end in spans:
        if match := PAPER.search(text[start:end]):
            return match.group()
    return text[slice(*spans[0])].split("\n")[0]
