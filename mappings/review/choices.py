"""What a name in a text may mean: the known things that it can be linked to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from onemoon.mappings.fact import Fact
from onemoon.mappings.iris import slug
from onemoon.mappings.model import Record, references
from onemoon.mappings.names import Names
from onemoon.mappings.refdata import Reference
from onemoon.mappings.thing import Thing
from onemoon.mappings.values import Ref

LIKE = 0.8
MOST = 9
LINKABLE = ("government", "country", "organization", "title", "role", "measure", "item", "person", "place")


@dataclass(frozen=True)
class Choice:
    """A thing that a name may mean, with what tells it from others of the name."""

    ref: Ref
    name: str
    detail: str


def linkable(fact: Fact) -> list[Ref]:
    """The things a fact refers to that a reviewer may link to others, in the order of its fields."""
    refs = (ref for _, ref in references(fact) if ref.partition("/")[0] in LINKABLE)
    return list(dict.fromkeys(refs))


def choices(ref: Ref, record: Record, reference: Reference, names: Names) -> list[Choice]:
    """Known things of the same class whose names are like those of a thing, likest first; the thing itself is none."""
    kind = ref.partition("/")[0]
    forms = {slug(form) for form in (*names.forms(ref), *_stated(record, ref), ref.partition("/")[2])} - {""}
    ranked = []
    for other in names.preferred:
        if other != ref and other.startswith(f"{kind}/"):
            likeness = max((_alike(form, slug(name)) for form in forms for name in names.forms(other)), default=0.0)
            if likeness >= LIKE:
                ranked.append((-likeness, other))
    things = {**reference.things, **record.things}
    return [choice(other, names, things.get(other)) for _, other in sorted(ranked)[:MOST]]


def choice(ref: Ref, names: Names, thing: Thing | None) -> Choice:
    """A known thing as a choice."""
    name = names.preferred.get(ref, {}).get("en") or next(iter(names.forms(ref)), ref)
    detail = [thing.level, thing.parent, thing.country, thing.wikidata] if thing else []
    return Choice(ref, name, ", ".join(part for part in detail if part))


def _stated(record: Record, ref: Ref) -> Iterator[str]:
    return (fact.stated[ref] for fact in record.facts if ref in fact.stated)


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if one.startswith(f"{other}-") or other.startswith(f"{one}-"):
        return 0.9
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE else 0.0
