"""A fact as people see it: what it claims in names, where it was read, what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onemoon.mappings.fact import Declared, Fact
from onemoon.mappings.names import Names
from onemoon.mappings.review.passages import Passage, harmless, passages
from onemoon.mappings.review.plain import claim, plain
from onemoon.mappings.review.session import Review


@dataclass(frozen=True)
class Row:
    """One value of a field: its name, if it is a thing, and the value itself."""

    field: str
    name: str
    value: str


@dataclass(frozen=True)
class Card:
    """Everything shown of a fact; passages are empty where the text is not at hand."""

    fact: Fact
    origin: str
    rows: tuple[Row, ...]
    passages: tuple[Passage, ...]
    problems: tuple[str, ...]


def card(review: Review, fact: Fact) -> Card:
    """The card of a fact."""
    found = passages(fact, review.text) if review.text is not None else []
    origin = [f"rule {fact.rule}"] if fact.rule else []
    if fact.confidence is not None:
        origin.append(f"confidence {fact.confidence:.2f}")
    problems = tuple(harmless(problem) for problem in review.problems(fact))
    return Card(fact, ", ".join(origin), tuple(_rows(fact, review.names)), tuple(found), problems)


def summary(fact: Fact, names: Names) -> str:
    """A fact in one line: the names and values it is made of."""
    if isinstance(fact, Declared):
        return harmless(fact.name)
    told = (row.name or row.value for row in _rows(fact, names) if row.field != "stated")
    return " · ".join(dict.fromkeys(told))


def _rows(fact: Fact, names: Names) -> Iterator[Row]:
    content = {key: value for key, value in claim(fact).items() if key != "kind"}
    if fact.stated:
        content["stated"] = plain(fact.stated)
    for field, value in content.items():
        for item in value if isinstance(value, list) else [value]:
            yield Row(field, harmless(_name(item, names)), harmless(_text(item)))


def _name(value: Any, names: Names) -> str:
    known = names.preferred.get(value, {}) if isinstance(value, str) else {}
    return known.get("en") or next(iter(known.values()), "")


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {item}" for key, item in value.items())
    return str(value)
