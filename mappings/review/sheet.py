"""The working copy of a record on which decisions are carried out, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from onemoon.mappings.fact import Document, Fact
from onemoon.mappings.model import Record, references
from onemoon.mappings.review.decision import DOCUMENT, Decision
from onemoon.mappings.review.plain import accepted, digest, fact_of, phrase, plain
from onemoon.mappings.thing import Thing


class StaleError(Exception):
    """A decision can't be carried out on this extraction; the phrase says why."""


@dataclass
class Sheet:
    """Facts under the ids they were extracted with; those rejected stay until the end, so that a later word counts."""

    document: Document
    things: dict[str, Thing]
    facts: dict[str, Fact]
    rejected: set[str]

    @classmethod
    def of(cls, record: Record) -> Sheet:
        """The sheet of a record before any decision."""
        return cls(record.document, dict(record.things), {fact.id: fact for fact in record.facts}, set())

    def record(self) -> Record:
        """The record that results."""
        facts = tuple(fact for key, fact in self.facts.items() if key not in self.rejected)
        return Record(document=self.document, things=dict(self.things), facts=facts)  # type: ignore[arg-type]

    def key(self, fact_id: str) -> str:
        """The key of a fact given by the id it was extracted with or has now; StaleError if there is none."""
        if fact_id in self.facts:
            return fact_id
        for key, fact in self.facts.items():
            if fact.id == fact_id:
                return key
        raise StaleError(f"this extraction has no fact {fact_id}")

    def seen(self, decision: Decision) -> str:
        """The key of the fact decided on; StaleError, and the fact waits for review, if its claim is another now."""
        key = self.key(decision.fact)
        fact = self.facts[key]
        if decision.saw and decision.saw != digest(fact):
            self.facts[key] = replace(fact, candidate=True, reviewed=False)
            raise StaleError(f"{decision.fact} claims something else now than what was decided on")
        return key

    def thing(self, ref: str) -> Thing:
        """A thing that the record brings; StaleError if it brings none of that reference."""
        if ref not in self.things:
            raise StaleError(f"this extraction brings no {ref}")
        return self.things[ref]

    def unique(self, key: str, fact: Fact) -> Fact:
        """The fact, if no other has its id; StaleError otherwise."""
        if any(other.id == fact.id for name, other in self.facts.items() if name not in {key, *self.rejected}):
            raise StaleError(f"another fact is called {fact.id} already")
        return fact

    def move(self, key: str, after: str) -> None:
        """Put a fact behind another (behind `document`: first)."""
        first = [] if after == DOCUMENT else [self.key(after)]
        others = [other for other in self.facts if other != key]
        at = others.index(first[0]) + 1 if first else 0
        self.facts = {name: self.facts[name] for name in [*others[:at], key, *others[at:]]}


def accept(sheet: Sheet, decision: Decision) -> str:
    """The fact stands on the reviewer's word; its key."""
    key = sheet.seen(decision)
    sheet.facts[key] = accepted(sheet.facts[key])
    sheet.rejected.discard(key)
    return key


def reject(sheet: Sheet, decision: Decision) -> str:
    """The fact or thing leaves the record; no key, since nothing of it stands."""
    if "/" in decision.fact:
        sheet.thing(decision.fact)
        del sheet.things[decision.fact]
    else:
        sheet.rejected.add(sheet.seen(decision))
    return ""


def correct(sheet: Sheet, decision: Decision) -> str:
    """Fields of a fact, a thing or the document get other values; a corrected fact is an accepted one, and its key."""
    if decision.fact == DOCUMENT:
        sheet.document = _validated(Document, _changed(sheet.document, decision))
        return ""
    if "/" in decision.fact:
        sheet.things[decision.fact] = _validated(Thing, _changed(sheet.thing(decision.fact), decision))
        return ""
    key = sheet.seen(decision)
    sheet.facts[key] = sheet.unique(key, _fact(_changed(accepted(sheet.facts[key]), decision), decision))
    sheet.rejected.discard(key)
    return key


def add(sheet: Sheet, decision: Decision) -> str:
    """A fact, and its key, or a thing that the machine did not read."""
    if "/" in decision.fact:
        sheet.things[decision.fact] = _validated(Thing, dict(decision.fields))
        return ""
    fact = _fact({"id": decision.fact, **decision.fields}, decision)
    sheet.facts[decision.fact] = sheet.unique(decision.fact, fact)
    sheet.rejected.discard(decision.fact)
    return decision.fact


def link(sheet: Sheet, decision: Decision) -> str:
    """What was taken for one thing is another, in every fact; a Wikidata item goes to the thing the record brings."""
    old, new = decision.fact, decision.to or ""
    if "/" not in new:
        sheet.things[old] = replace(sheet.thing(old), wikidata=new)
        return ""
    using = [key for key, fact in sheet.facts.items() if any(ref == old for _, ref in references(fact))]
    if not using:
        raise StaleError(f"no fact of this extraction refers to {old}")
    for key in using:
        sheet.facts[key] = _fact(linked(sheet.facts[key], old, new), decision)
    return ""


def linked(fact: Fact, old: str, new: str) -> dict[str, Any]:
    """The plain content of a fact whose references to a thing lead to another."""
    fields = {field for field, ref in references(fact) if ref == old}
    content = plain(fact)
    for field in fields:
        content[field] = _swapped(content[field], old, new)
    if old in content.get("stated", {}):
        content["stated"] = {new if key == old else key: form for key, form in content["stated"].items()}
    return content


def unreferred(record: Record, things: dict[str, Thing]) -> Iterator[str]:
    """Things that no fact, thing or publisher of the record refers to."""
    used = {record.document.publisher, *(ref for fact in record.facts for _, ref in references(fact))}
    used |= {thing.parent for thing in things.values() if thing.parent}
    return (ref for ref in things if ref not in used)


def _swapped(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {**value, "agents": _swapped(value.get("agents", []), old, new)}
    if isinstance(value, list):
        items = [_swapped(item, old, new) for item in value]
        return [item for index, item in enumerate(items) if item not in items[:index]]
    return new if value == old else value


def _changed(value: Any, decision: Decision) -> dict[str, Any]:
    content = {**plain(value), **decision.fields}
    return {key: item for key, item in content.items() if item is not None}


def _fact(content: dict[str, Any], decision: Decision) -> Fact:
    try:
        return fact_of(content)
    except ValueError as error:
        raise StaleError(f"{decision.fact} would not be valid: {error}") from None


def _validated(kind: type[Any], content: dict[str, Any]) -> Any:
    try:
        return TypeAdapter(kind).validate_python(content)
    except ValidationError as error:
        raise StaleError(f"would not be valid: {phrase(error)}") from None
