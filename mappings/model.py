"""A record: one document and the facts it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from onemoon.mappings.fact import Document, Fact
from onemoon.mappings.happenings import Event, Participation, Place, Procedure, Project, Series, Work
from onemoon.mappings.thing import Thing
from onemoon.mappings.ties import Agreement, Designation, Figure, Gift, Membership, Mention, Office, Person, Twinning
from onemoon.mappings.values import STRICT, Ref

AnyFact = Annotated[
    Mention
    | Person
    | Office
    | Membership
    | Event
    | Series
    | Twinning
    | Designation
    | Participation
    | Agreement
    | Gift
    | Figure
    | Procedure
    | Place
    | Work
    | Project,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Record:
    """The facts of one document: what a person reviews, git compares and a fresh machine builds from.

    things are places and organisations that the document names and the reference data lacks.
    """

    document: Document
    things: Mapping[Ref, Thing] = Field(default_factory=dict)
    facts: tuple[AnyFact, ...]


def references(fact: Fact) -> Iterator[tuple[str, Ref]]:
    """(field, reference) for each thing that a fact points to; steps of a procedure count as the procedure's."""
    for field in fields(fact):
        value = getattr(fact, field.name)
        if field.name == "steps":
            yield from (("steps", agent) for step in value for agent in step.agents)
        elif field.name not in TEXTS:
            yield from ((field.name, ref) for ref in _refs(value))


TEXTS = {"name", "names", "also", "note", "theme", "topic", "unit", "award", "period", "stated", "id", "kind"}


def _refs(value: object) -> Iterator[str]:
    values = value if isinstance(value, tuple) else (value,)
    return (item for item in values if isinstance(item, str) and "/" in item)
