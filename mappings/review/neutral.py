"""Records in the neutral form of annotated texts: things under the names that texts use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from onemoon.mappings.fact import Fact
from onemoon.mappings.happenings import Happening
from onemoon.mappings.model import Record
from onemoon.mappings.names import Names
from onemoon.mappings.ties import Agreement, Designation, Membership, Mention, Person, Twinning

KINDS = ("twinnings", "designations", "events", "people", "memberships", "agreements", "governments")
Forms = frozenset[str]


@dataclass(frozen=True)
class Item:
    """One annotated or extracted fact: things by all their names, words and dates as they are."""

    kind: str
    things: Mapping[str, tuple[Forms, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    rule: str = ""


def from_gold(gold: Mapping[str, Any]) -> Iterator[Item]:
    """The items of an annotated text (its JSON)."""
    for row in gold.get("twinnings", ()):
        yield Item("twinnings", {"partners": _named(row["partners"])}, {"status": _status(row.get("status"))})
    for row in gold.get("designations", ()):
        yield Item("designations", {"city": _named([row["city"]])}, _words(row, "title", "year"))
    for row in gold.get("events", ()):
        yield Item("events", {"place": _named([row.get("place")])}, _words(row, "name", "start"))
    for row in gold.get("people", ()):
        yield Item("people", {}, _words(row, "name"))
    for row in gold.get("memberships", ()):
        yield Item("memberships", {side: _named([row[side]]) for side in ("member", "organization")})
    for row in gold.get("agreements", ()):
        yield Item("agreements", {"parties": _named(row["parties"])})
    for name in gold.get("governments", ()):
        yield Item("governments", {"name": _named([name])})


def from_record(record: Record, names: Names, candidates: bool) -> Iterator[Item]:
    """The items of a record, with the rule of each; with candidates also those that wait for review."""
    for fact in record.facts:
        if candidates or not fact.candidate:
            yield from _items(fact, lambda *refs: tuple(frozenset(names.forms(ref)) for ref in refs if ref))


def _items(fact: Fact, forms: Any) -> Iterator[Item]:
    rule = fact.rule or ""
    match fact:
        case Twinning():
            for pair in combinations(fact.parties, 2):
                yield Item("twinnings", {"partners": forms(*pair)}, {"status": _status(fact.status)}, rule)
        case Designation():
            [title] = forms(fact.title)
            words = {"title": " / ".join(sorted(title)), "year": fact.year or ""}
            yield Item("designations", {"city": forms(fact.designee)}, words, rule)
        case Happening():
            words = {"name": fact.name, "start": fact.start or ""}
            yield Item("events", {"place": forms(fact.location)}, words, rule)
        case Person():
            yield Item("people", {}, {"name": fact.name}, rule)
        case Membership():
            sides = {"member": forms(fact.member), "organization": forms(fact.organization)}
            yield Item("memberships", sides, rule=rule)
        case Agreement() if fact.status != "planned":
            yield Item("agreements", {"parties": forms(*fact.parties)}, rule=rule)
        case Mention() if fact.thing.startswith("government/"):
            yield Item("governments", {"name": forms(fact.thing)}, rule=rule)


def _named(names: list[str | None]) -> tuple[Forms, ...]:
    return tuple(frozenset({name}) for name in names if name)


def _words(row: Mapping[str, Any], *fields: str) -> dict[str, str]:
    return {name: str(row.get(name) or "") for name in fields}


def _status(status: str | None) -> str:
    return "in force" if status in (None, "in-force") else "not in force"
