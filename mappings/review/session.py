"""A record under review: what waits, what was decided. Every step is on disk when it returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from onemoon.mappings.evidence import unsupported
from onemoon.mappings.fact import Fact
from onemoon.mappings.iris import slug
from onemoon.mappings.keys import subject
from onemoon.mappings.model import Record
from onemoon.mappings.names import Names, names
from onemoon.mappings.record import load
from onemoon.mappings.refdata import Reference, load_reference
from onemoon.mappings.review.applying import apply
from onemoon.mappings.review.choices import Choice, choices
from onemoon.mappings.review.decision import Decision, decisions_path, load_decisions, save_decisions
from onemoon.mappings.review.editing import unknown
from onemoon.mappings.review.plain import MODEL, accepted, digest, fact_of, phrase, plain
from onemoon.mappings.review.writing import record_yaml, write_text
from onemoon.mappings.values import Ref


class DecisionError(Exception):
    """A decision can't be taken; one sentence says why. Nothing has changed."""


@dataclass(frozen=True)
class State:
    """A record as it stands after the decisions so far."""

    record: Record
    decisions: tuple[Decision, ...]


class Review:
    """The review of one record by one person; each step can be undone, one after the other."""

    def __init__(
        self, path: Path, by: str, on: str, text: str | None = None, reference: Reference | None = None
    ) -> None:
        """Open `STEM.yaml` and `STEM.decisions.yaml`; RecordError if either can't be used."""
        self.path, self.by, self.on, self.text = path, by, on, text
        self.reference = reference or load_reference()
        self.state = _caught_up(State(load(path).record, load_decisions(decisions_path(path))))
        self._history: list[State] = []

    @property
    def names(self) -> Names:
        """The names that hold for the record if all its candidates are accepted."""
        facts = tuple(replace(fact, candidate=False) for fact in self.state.record.facts)
        return names(replace(self.state.record, facts=facts), self.reference)

    def pending(self, everything: bool = False) -> list[Fact]:
        """The facts that wait for a decision; with everything, also those that were published unreviewed."""
        return [fact for fact in self.state.record.facts if fact.candidate or everything and not fact.reviewed]

    def fact(self, fact_id: str) -> Fact:
        """The fact of that id; DecisionError if the record has none."""
        for fact in self.state.record.facts:
            if fact.id == fact_id:
                return fact
        raise DecisionError(
            f"{self.path} has no fact {fact_id}; `onemoon review {self.path} --list` shows those that wait."
        )

    def problems(self, fact: Fact) -> list[str]:
        """What speaks against a fact: references that nothing defines, claims that its spans don't contain."""
        found = list(unknown(fact, self.names))
        return found if found or self.text is None else list(unsupported(fact, self.text, self.names.forms))

    def choices(self, ref: Ref) -> list[Choice]:
        """What a thing could be linked to."""
        return choices(ref, self.state.record, self.reference, self.names)

    def accept(self, fact_id: str, because: str | None = None) -> list[str]:
        """The fact stands; the ids of the facts that leave with the step (none).

        What a language model read is added as the reviewer's own, so that it stays when no model is asked any more.
        """
        fact = self.fact(fact_id)
        if fact.rule == MODEL:
            return self._own(fact, {}, because)
        return self._take(fact=fact_id, decision="accept", because=because, saw=digest(fact))

    def reject(self, fact_id: str, because: str | None = None) -> list[str]:
        """The fact leaves the record; the ids of others that can't stand without it and leave too."""
        return self._take(fact=fact_id, decision="reject", because=because, saw=digest(self.fact(fact_id)))

    def correct(self, fact_id: str, fields: Mapping[str, Any], because: str | None = None) -> list[str]:
        """Fields get other values (None removes one), and the fact stands; the ids of facts that leave with it."""
        fact = self.fact(fact_id)
        if fact.rule == MODEL:
            return self._own(fact, fields, because)
        return self._take(fact=fact_id, decision="correct", fields=dict(fields), because=because, saw=digest(fact))

    def add(self, fact_id: str, fields: Mapping[str, Any], because: str | None = None) -> list[str]:
        """A fact that the machine did not read; fields hold its kind, its spans and the rest."""
        if any(fact.id == fact_id for fact in self.state.record.facts):
            raise DecisionError(f"There is a fact {fact_id} already; choose another id.")
        return self._take(fact=fact_id, decision="add", fields=dict(fields), because=because)

    def link(self, ref: Ref, to: str, because: str | None = None) -> list[str]:
        """The thing is another known thing, in every fact, or the Wikidata item (Q…) that is given."""
        items = {thing.wikidata: other for other, thing in self.reference.things.items() if thing.wikidata}
        target = items.get(to, to)
        if "/" in target and target not in self.names.preferred:
            raise DecisionError(f"{target} is unknown; choose one of what is offered, or add it to the reference data.")
        return self._take(fact=ref, decision="link", to=target, because=because)

    def new_id(self, fields: Mapping[str, Any]) -> str:
        """An id for a fact to be added, made of what it is about; DecisionError if the fields make no fact."""
        try:
            stem = slug(subject(fact_of({**fields, "id": "new"})))
        except ValueError as error:
            raise DecisionError(f"This makes no fact: {error}.") from None
        taken = _ids(self.state.record.facts)
        return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)

    def undo(self) -> Decision | None:
        """Take back the last step of this session and return it; None if there is none."""
        if not self._history:
            return None
        last, self.state = self.state.decisions[-1], self._history.pop()
        self._save()
        return last

    def _own(self, fact: Fact, fields: Mapping[str, Any], because: str | None) -> list[str]:
        told = {**plain(accepted(fact)), **fields, "id": None}
        whole = {key: value for key, value in told.items() if value is not None}
        return self._take(fact=fact.id, decision="add", fields=whole, because=because)

    def _take(self, **given: Any) -> list[str]:
        try:
            decision = Decision(by=self.by, on=self.on, **given)
        except ValidationError as error:
            raise DecisionError(f"This is no decision: {phrase(error)}.") from None
        record, stale = apply(self.state.record, [decision])
        if stale:
            raise DecisionError(f"{stale[0].reason[:1].upper()}{stale[0].reason[1:]}.")
        self._check(record)
        gone = _ids(self.state.record.facts) - _ids(record.facts) - {given["fact"]}
        self._history.append(self.state)
        self.state = State(record, (*self.state.decisions, decision))
        self._save()
        return sorted(gone) if given["decision"] == "reject" else []

    def _check(self, record: Record) -> None:
        """DecisionError if a fact that stands now refers to something that nothing defines."""
        known, former = names(record, self.reference), set(map(id, self.state.record.facts))
        for fact in record.facts:
            if not fact.candidate and id(fact) not in former:
                for problem in unknown(fact, known):
                    raise DecisionError(f"{fact.id} can't stand: {problem}.")

    def _save(self) -> None:
        save_decisions(decisions_path(self.path), self.state.decisions)
        write_text(self.path, record_yaml(self.state.record))


def _ids(facts: Iterable[Fact]) -> set[str]:
    return {fact.id for fact in facts}


def _caught_up(state: State) -> State:
    """The state with decisions that the record on disk does not show yet, because the last session was cut off."""
    waiting = {fact.id: digest(fact) for fact in state.record.facts if fact.candidate}
    missed = [d for d in state.decisions if d.decision != "add" and d.saw and waiting.get(d.fact) == d.saw]
    record, _ = apply(state.record, missed)
    return replace(state, record=record)
