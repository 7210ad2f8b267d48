"""The questions that a correction, an addition and a link ask in the terminal."""

from __future__ import annotations

from typing import Any

from onemoon.build.reviewing.console import Console
from onemoon.mappings.fact import Fact
from onemoon.mappings.review.choices import linkable
from onemoon.mappings.review.editing import fields_of, kinds, parsed, shown
from onemoon.mappings.review.plain import plain
from onemoon.mappings.review.session import Review


def ask_correction(console: Console, review: Review, fact: Fact) -> dict[str, Any]:
    """Fields and their new values, empty if the reviewer thinks better of it."""
    content = plain(fact)
    console.say(f"  Fields: {', '.join(fields_of(fact.kind))}", dim=True)
    return _ask_fields(console, review, fact.kind, content)


def ask_addition(console: Console, review: Review) -> dict[str, Any]:
    """The fields of a new fact with its kind, empty for none; ValueError for a kind or a quotation that isn't."""
    console.say(f"  Kinds: {', '.join(kinds())}", dim=True)
    kind = console.ask("  Kind (Enter: none)")
    if not kind:
        return {}
    if kind not in kinds():
        raise ValueError(f"There is no kind {kind}.")
    fields: dict[str, Any] = {"kind": kind}
    for name in fields_of(kind, required=True):
        question = f"  {name} (words of the text, or start-end)" if name == "spans" else f"  {name}"
        fields[name] = parsed(kind, name, console.ask(question), review.text)
    console.say(f"  More: {', '.join(fields_of(kind, required=False))}", dim=True)
    return fields | _ask_fields(console, review, kind, {})


def ask_link(console: Console, review: Review, fact: Fact) -> tuple[str, str] | None:
    """The thing of a fact and what it is to be linked to; None if the reviewer thinks better of it."""
    refs = linkable(fact)
    if not refs:
        raise ValueError("This fact names nothing that could be linked.")
    ref = refs[0] if len(refs) == 1 else _pick(console, "Which name", refs)
    if not ref:
        return None
    found = review.choices(ref)
    for number, each in enumerate(found, 1):
        console.say(f"  {number}  {each.name}  ({each.ref}{', ' + each.detail if each.detail else ''})")
    told = "Number, reference or Q-number" if found else "Nothing known is like it; reference or Q-number"
    typed = console.ask(f"  {ref} is: {told} (Enter: leave it)")
    if not typed:
        return None
    return ref, found[int(typed) - 1].ref if typed.isdigit() and 0 < int(typed) <= len(found) else typed


def _ask_fields(console: Console, review: Review, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    while name := console.ask("  Field (Enter: done)"):
        if name not in fields_of(kind):
            console.say(f"  There is no field {name}; there are {', '.join(fields_of(kind))}.", warn=True)
            continue
        value = console.ask(f"  {name} (- removes it)", shown(content.get(name)))
        try:
            fields[name] = parsed(kind, name, value, review.text)
        except ValueError as error:
            console.say(f"  {error}", warn=True)
    return fields


def _pick(console: Console, question: str, options: list[str]) -> str:
    for number, option in enumerate(options, 1):
        console.say(f"  {number}  {option}")
    typed = console.ask(f"  {question}? Number (Enter: none)")
    return options[int(typed) - 1] if typed.isdigit() and 0 < int(typed) <= len(options) else ""
