"""What a model claims, held against the text: facts with spans, or the reason why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from onemoon.mappings.evidence import unsupported
from onemoon.mappings.fact import Declared, Fact
from onemoon.mappings.keys import subject
from onemoon.mappings.llm.chunks import Chunk
from onemoon.mappings.llm.schema import OURS
from onemoon.mappings.model import Record
from onemoon.mappings.names import Names, names
from onemoon.mappings.refdata import Reference
from onemoon.mappings.review.editing import unknown
from onemoon.mappings.review.passages import occurrences
from onemoon.mappings.review.plain import MODEL, digest, fact_of

MOST = 300
LONGEST = 400
WORDS = ("theme", "topic", "award", "unit", "period")
Assess = Callable[[Fact, str], Iterable[str]]


class DroppedError(Exception):
    """A claim that is not taken over; the reason, in words that can be counted."""


def claimed(answer: Any, chunk: Chunk, dropped: Counter[str]) -> Iterator[Fact]:
    """The facts of an answer whose form is right and whose quotations stand in the chunk; the others are counted."""
    facts = answer.get("facts") if isinstance(answer, dict) else None
    if not isinstance(facts, list):
        dropped["out of schema"] += 1
        return
    if len(facts) > MOST:
        dropped["too many facts at once"] += len(facts) - MOST
    for content in facts[:MOST]:
        try:
            yield _fact(content, chunk)
        except DroppedError as error:
            dropped[str(error)] += 1


def vetted(
    facts: Iterable[Fact], record: Record, text: str, reference: Reference, dropped: Counter[str], assess: Assess
) -> list[Fact]:
    """The facts that name known things, whose passages bear them out and that nothing else speaks against.

    A fact that falls takes with it those that refer to what it declares. What the record says already is not repeated.
    """
    said = {_about(fact) for fact in record.facts}
    kept: dict[str, Fact] = {}
    for fact in facts:
        if fact.id in kept or _about(fact) in said:
            dropped["said before"] += 1
        else:
            kept[fact.id] = fact
    while True:
        known = _names(record, kept.values(), reference)
        fallen = {key: reason for key, fact in kept.items() if (reason := _objection(fact, text, known, assess))}
        if not fallen:
            return list(kept.values())
        dropped.update(fallen.values())
        kept = {key: fact for key, fact in kept.items() if key not in fallen}


def _fact(content: Any, chunk: Chunk) -> Fact:
    if not isinstance(content, Mapping) or set(OURS) & content.keys():
        raise DroppedError("out of schema")
    quotes = content.get("quotes")
    if not isinstance(quotes, list) or not quotes or not all(isinstance(quote, str) for quote in quotes):
        raise DroppedError("no quotation")
    spans = [_span(quote, chunk) for quote in quotes]
    told = {key: value for key, value in content.items() if key != "quotes"}
    ours = {"id": "new", "spans": sorted(set(spans)), "reviewed": False, "candidate": True, "rule": MODEL}
    try:
        fact = fact_of({**told, **ours})
    except ValueError:
        raise DroppedError("out of schema") from None
    if getattr(fact, "steps", ()):
        raise DroppedError("steps, which are left to people")
    return replace(fact, id=f"model-{fact.kind}-{digest(fact)}")


def _span(quote: str, chunk: Chunk) -> tuple[int, int]:
    if len(quote) > LONGEST:
        raise DroppedError("a quotation too long to be one")
    found = occurrences(quote, chunk.text)
    if not found:
        raise DroppedError("a quotation that does not stand in the text")
    return chunk.start + found[0].start, chunk.start + found[0].end


def _objection(fact: Fact, text: str, known: Names, assess: Assess) -> str:
    """Why a fact is not taken over; empty if it is."""
    if any(unknown(fact, known)):
        return "an unknown thing"
    if any(unsupported(fact, text, known.forms)) or any(_unread(fact, text)):
        return "a claim that its quotations don't contain"
    return next((f"assessment: {reason}" for reason in assess(fact, text)), "")


def _unread(fact: Fact, text: str) -> Iterator[str]:
    """Free words of a fact that its passages don't contain."""
    passages = [" ".join(text[start:end].split()).casefold() for start, end in fact.spans]
    words = [getattr(fact, field, None) for field in WORDS]
    for word in [*filter(None, words), *getattr(fact, "also", ())]:
        if not any(" ".join(word.split()).casefold() in passage for passage in passages):
            yield word


def _names(record: Record, facts: Iterable[Fact], reference: Reference) -> Names:
    together = tuple(replace(fact, candidate=False) for fact in (*facts, *record.facts))
    whole = replace(record, facts=together)  # type: ignore[arg-type]
    return names(whole, reference)


def _about(fact: Fact) -> tuple[str, str]:
    return fact.kind, f"{fact.kind}/{fact.key}" if isinstance(fact, Declared) else subject(fact)
