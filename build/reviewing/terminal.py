"""The review in a terminal: one candidate after the other, one key each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import click

from onemoon.build.reviewing.card import Card, card
from onemoon.build.reviewing.console import Console
from onemoon.build.reviewing.dialogues import ask_addition, ask_correction, ask_link
from onemoon.mappings.fact import Fact
from onemoon.mappings.review.session import DecisionError, Review

KEYS = "[a]ccept [r]eject [c]orrect [n]ew [l]ink [s]kip [u]ndo [?] [q]uit › "
LAST = "That was the last. [u]ndo [q]uit › "
HELP = """
  a  accept: the fact stands and will be published
  r  reject: the fact leaves the record, with what can't stand without it
  c  correct: give a field another value; the corrected fact stands
  n  new: add a fact that the machine missed
  l  link: say which thing a name means
  s  skip: leave it for another time
  u  undo the last step
  q  quit; every step is saved already
"""


@dataclass
class Sitting:
    """One session at the terminal: what was skipped and done so far."""

    review: Review
    console: Console
    everything: bool = False
    skipped: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def waiting(self) -> list[Fact]:
        """The facts still to be shown."""
        return [fact for fact in self.review.pending(self.everything) if fact.id not in self.skipped]


def sit(review: Review, console: Console, everything: bool = False) -> Counter[str]:
    """Show each candidate and carry out the keys until the reviewer quits; how often each step was taken."""
    sitting = Sitting(review, console, everything)
    try:
        while _one(sitting):
            pass
    except (click.Abort, KeyboardInterrupt, EOFError):
        console.say()
    return Counter(sitting.steps)


def _one(sitting: Sitting) -> bool:
    """Show what waits first and carry out keys until it is to be shown anew; False when the reviewer quits."""
    waiting = sitting.waiting()
    if waiting:
        show(sitting.console, card(sitting.review, waiting[0]), len(waiting))
    elif not sitting.steps:
        return False
    while True:
        key = sitting.console.key(KEYS if waiting else LAST).lower()
        if key in ("q", "", "\x04") or key == "\r" and not waiting:
            return False
        if _step(sitting, key, waiting[0] if waiting else None):
            return True


def show(console: Console, shown: Card, left: int) -> None:
    """Print a card."""
    console.say()
    console.say(f"{shown.fact.kind}  {shown.fact.id}", bold=True)
    console.say("  ".join(filter(None, [f"{left} to go", shown.origin])), dim=True)
    for passage in shown.passages:
        console.say()
        console.marked(passage.pieces)
    if not shown.passages:
        spans = ", ".join(f"{start}–{end}" for start, end in shown.fact.spans)
        console.say(f"    characters {spans} (give the text with --text or --documents to read them)", dim=True)
    console.say()
    width = max((len(row.field) for row in shown.rows), default=0)
    before = ""
    for row in shown.rows:
        label = "" if row.field == before else row.field
        console.say(f"    {label:<{width}}  {f'{row.name}  ({row.value})' if row.name else row.value}")
        before = row.field
    for problem in shown.problems:
        console.say(f"    ! {problem}", warn=True)
    console.say()


def _step(sitting: Sitting, key: str, fact: Fact | None) -> bool:
    """Carry out a key; whether the fact is to be shown anew."""
    action = ACTIONS.get(key)
    try:
        if key == "u":
            return _undo(sitting)
        if action and fact:
            return action(sitting, fact)
        sitting.console.say(HELP)
        return False
    except (DecisionError, ValueError) as error:
        sitting.console.say(f"  {error}", warn=True)
        return False


def _accept(sitting: Sitting, fact: Fact) -> bool:
    sitting.review.accept(fact.id)
    sitting.steps.append("accepted")
    return True


def _reject(sitting: Sitting, fact: Fact) -> bool:
    gone = sitting.review.reject(fact.id)
    sitting.steps.append("rejected")
    if gone:
        sitting.console.say(f"  With it go {', '.join(gone)}.")
    return True


def _correct(sitting: Sitting, fact: Fact) -> bool:
    if fields := ask_correction(sitting.console, sitting.review, fact):
        sitting.review.correct(fact.id, fields)
        sitting.steps.append("corrected")
    return bool(fields)


def _add(sitting: Sitting, fact: Fact) -> bool:
    if fields := ask_addition(sitting.console, sitting.review):
        name = sitting.review.new_id(fields)
        sitting.review.add(name, fields)
        sitting.steps.append("added")
        sitting.console.say(f"  Added {name}.")
    return bool(fields)


def _link(sitting: Sitting, fact: Fact) -> bool:
    chosen = ask_link(sitting.console, sitting.review, fact)
    if chosen:
        sitting.review.link(*chosen)
        sitting.steps.append("linked")
    return chosen is not None


def _skip(sitting: Sitting, fact: Fact) -> bool:
    sitting.skipped.append(fact.id)
    sitting.steps.append("skipped")
    return True


def _undo(sitting: Sitting) -> bool:
    if not sitting.steps:
        sitting.console.say("  Nothing was done yet in this session.")
        return False
    if sitting.steps.pop() == "skipped":
        sitting.skipped.pop()
    else:
        sitting.review.undo()
    return True


ACTIONS: Mapping[str, Callable[[Sitting, Fact], bool]] = {
    "a": _accept,
    "r": _reject,
    "c": _correct,
    "n": _add,
    "l": _link,
    "s": _skip,
}
