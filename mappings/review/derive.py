"""Extraction and reviewed record → the decisions that lead from one to the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from onemoon.mappings.fact import Fact
from onemoon.mappings.keys import subject
from onemoon.mappings.model import Record
from onemoon.mappings.review.applying import apply, carry_out
from onemoon.mappings.review.decision import DOCUMENT, Decision
from onemoon.mappings.review.plain import accepted, claim, digest, plain
from onemoon.mappings.review.sheet import Sheet

ALIKE = 2


@dataclass(frozen=True)
class Reviewer:
    """Who decided, when, and why (for all decisions alike)."""

    by: str
    on: str
    because: str | None = None


def derive(extracted: Record, reviewed: Record, reviewer: Reviewer) -> tuple[Decision, ...]:
    """Decisions with which `apply` turns the extraction into exactly the reviewed record, order included.

    ValueError if none can (the reviewed record brings things that no fact refers to).
    """
    pairs, sheet = _pairs(extracted, reviewed), Sheet.of(extracted)
    steps = _Steps(reviewer, sheet, [])
    kept = set(pairs.values())
    for fact in extracted.facts:
        if fact.id not in kept:
            steps.take(fact.id, "reject", saw=digest(sheet.facts[fact.id]))
    _document(extracted, reviewed, steps)
    _things(extracted, reviewed, steps)
    _facts(extracted, reviewed, pairs, steps)
    result, stale = apply(extracted, steps.taken)
    if stale or result != reviewed:
        raise ValueError(
            "no decisions lead from this extraction to the reviewed record: it refers to candidates, or brings things "
            "that nobody refers to"
        )
    return tuple(steps.taken)


@dataclass(frozen=True)
class _Steps:
    """The decisions so far and the sheet as they leave it."""

    reviewer: Reviewer
    sheet: Sheet
    taken: list[Decision]

    def take(self, fact: str, decision: str, **rest: Any) -> None:
        """One more decision, carried out."""
        who = self.reviewer
        step = Decision(fact=fact, decision=decision, by=who.by, on=who.on, because=who.because, **rest)  # type: ignore[arg-type]
        carry_out(self.sheet, step)
        self.taken.append(step)


def _document(extracted: Record, reviewed: Record, steps: _Steps) -> None:
    fields = _difference(plain(extracted.document), plain(reviewed.document))
    fields.pop("reviewed_on", None)
    if reviewed.document.reviewed_on != steps.reviewer.on:
        fields["reviewed_on"] = reviewed.document.reviewed_on
    if fields:
        steps.take(DOCUMENT, "correct", fields=fields)


def _things(extracted: Record, reviewed: Record, steps: _Steps) -> None:
    for ref, thing in reviewed.things.items():
        if extracted.things.get(ref) != thing:
            steps.take(ref, "add", fields=plain(thing))


def _facts(extracted: Record, reviewed: Record, pairs: Mapping[str, str], steps: _Steps) -> None:
    moved, before = _moved(extracted, reviewed, pairs), DOCUMENT
    for fact in reviewed.facts:
        after = before if fact.id in moved else None
        if fact.id in pairs:
            _judge(pairs[fact.id], fact, after, steps)
        else:
            fields = {key: value for key, value in plain(fact).items() if key != "id"}
            steps.take(fact.id, "add", fields=fields, after=after)
        before = fact.id


def _judge(key: str, fact: Fact, after: str | None, steps: _Steps) -> None:
    machine = steps.sheet.facts[key]
    fields = _difference(plain(accepted(machine)), plain(fact))
    if fields:
        steps.take(key, "correct", fields=fields, after=after, saw=digest(machine))
    elif machine != fact or after or key in steps.sheet.rejected:
        steps.take(key, "accept", after=after, saw=digest(machine))


def _difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    changed = {key: value for key, value in new.items() if old.get(key) != value}
    return {**changed, **{key: None for key in old if key not in new}}


def _moved(extracted: Record, reviewed: Record, pairs: Mapping[str, str]) -> set[str]:
    """Reviewed facts that don't stand in the order of the extraction; those added at the end are not among them."""
    kept = set(pairs.values())
    old = [fact.id for fact in extracted.facts if fact.id in kept]
    new = [pairs.get(fact.id, f"+{fact.id}") for fact in reviewed.facts]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    still = {index for block in blocks for index in range(block.b, block.b + block.size)}
    return {fact.id for index, fact in enumerate(reviewed.facts) if index not in still}


def _pairs(extracted: Record, reviewed: Record) -> dict[str, str]:
    """Reviewed fact → the extracted fact that it is: the likest first, each taken once."""
    scored = [
        (_likeness(machine, fact), -i, -j, machine, fact)
        for i, machine in enumerate(extracted.facts)
        for j, fact in enumerate(reviewed.facts)
        if machine.kind == fact.kind
    ]
    pairs: dict[str, str] = {}
    for score, _, _, machine, fact in sorted(scored, key=lambda row: row[:3], reverse=True):
        if score >= ALIKE and fact.id not in pairs and machine.id not in pairs.values():
            pairs[fact.id] = machine.id
    return pairs


def _likeness(machine: Fact, fact: Fact) -> int:
    one, other = claim(machine), claim(fact)
    same = sum(1 for key, value in one.items() if key != "kind" and other.get(key) == value)
    overlap = any(a.start < b.end and b.start < a.end for a in machine.spans for b in fact.spans)
    return 100 * (machine.id == fact.id) + 10 * (subject(machine) == subject(fact)) + same + overlap


def unreviewed(record: Record) -> Record:
    """The record as a machine would hand it in: every fact a candidate that nobody has seen."""
    facts = tuple(replace(fact, reviewed=False, candidate=True) for fact in record.facts)
    return replace(record, facts=facts)
