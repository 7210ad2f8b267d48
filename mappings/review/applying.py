"""Extraction + decisions → the record as people want it, and the decisions that no longer fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from onemoon.mappings.fact import Document
from onemoon.mappings.model import Record
from onemoon.mappings.review import sheet as steps
from onemoon.mappings.review.consequences import bereave, brought, renamed, vouch
from onemoon.mappings.review.decision import DOCUMENT, Decision
from onemoon.mappings.review.sheet import Sheet, StaleError

STEPS: Mapping[str, Callable[[Sheet, Decision], str]] = {
    "accept": steps.accept,
    "reject": steps.reject,
    "correct": steps.correct,
    "add": steps.add,
    "link": steps.link,
}


@dataclass(frozen=True)
class Stale:
    """A decision that does not fit the extraction, and why."""

    decision: Decision
    reason: str


def apply(extracted: Record, decisions: Iterable[Decision]) -> tuple[Record, tuple[Stale, ...]]:
    """The record that results from an extraction when decisions are carried out in their order, and the stale ones.

    What refers to a rejected thing loses the reference, or goes too if it can't do without. Who accepts a fact accepts
    the persons, events and other things of the record that it speaks of. Things to which no fact refers any more leave
    the record; the day of the last decision is the day of review.
    """
    sheet, stale, done = Sheet.of(extracted), [], []
    for decision in decisions:
        try:
            carry_out(sheet, decision)
            done.append(decision)
        except StaleError as error:
            stale.append(Stale(decision, str(error)))
    result = replace(sheet.record(), document=_dated(sheet.document, done))
    return _pruned(extracted, result), tuple(stale)


def _dated(document: Document, done: list[Decision]) -> Document:
    """The document with the day of the last decision, unless a decision on the document tells the day itself."""
    if any(each.fact == DOCUMENT and "reviewed_on" in each.fields for each in done):
        return document
    days = [document.reviewed_on or "", *(each.on for each in done)]
    return replace(document, reviewed_on=max(days) or None)


def carry_out(sheet: Sheet, decision: Decision) -> None:
    """One decision with its consequences for facts that refer to the one decided on; StaleError if it does not fit."""
    before, former = brought(sheet), dict(sheet.facts)
    if key := STEPS[decision.decision](sheet, decision):
        if key in former:
            renamed(sheet, former[key], sheet.facts[key])
        vouch(sheet, key)
        if decision.after:
            sheet.move(key, decision.after)
    bereave(sheet, before)


def _pruned(extracted: Record, result: Record) -> Record:
    idle = set(steps.unreferred(extracted, dict(extracted.things)))
    gone = set(steps.unreferred(result, dict(result.things))) - idle
    things = {ref: thing for ref, thing in result.things.items() if ref not in gone}
    return replace(result, things=things)
