"""Why a machine holds a fact for true."""

from __future__ import annotations

from collections.abc import Iterator

from onemoon.mappings.fact import Fact
from onemoon.mappings.model import Record
from onemoon.mappings.reading.learned.proposing import RULE, probability


def explain(record: Record) -> Iterator[str]:
    """For each fact its state, id, rule, confidence, the forms that stand in the text, and the characters."""
    for fact in record.facts:
        state = "waits    " if fact.candidate else "published"
        yield f"  {state} {fact.id}: {_why(fact)}"


def _why(fact: Fact) -> str:
    spans = ", ".join(f"{start}–{end}" for start, end in fact.spans)
    forms = ", ".join(f"{field} “{form}”" for field, form in fact.stated.items())
    rule = f"rule {fact.rule}" if fact.rule else "no rule"
    confidence = f", confidence {fact.confidence:.2f}" if fact.confidence is not None else ""
    if fact.rule == RULE and fact.confidence is not None:
        rule += f", probability {probability(fact.confidence):.2f}"
    return f"{rule}{confidence}, characters {spans}" + (f", stated: {forms}" if forms else "")
