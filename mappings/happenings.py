"""Kinds of facts about what happens, where, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from onemoon.mappings.fact import Declared, Fact
from onemoon.mappings.values import STRICT, Names, PartialDate, Qualifier, Ref, Refs, Slug, Span, Status


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Happening(Declared):
    """What events and series of events have in common."""

    type: Slug
    start: PartialDate | None = None
    end: PartialDate | None = None
    location: Ref | None = None
    part_of: Ref | None = None
    organizers: Refs = ()
    sponsors: Refs = ()
    participants: Refs = ()
    attendance: Annotated[int, Field(ge=0)] | None = None
    attendance_qualifier: Qualifier | None = None
    status: Literal["planned"] | None = None
    about: Refs = ()
    fields: tuple[Slug, ...] = ()
    theme: str | None = None
    award: str | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Event(Happening):
    """One happening; part_of is the event or series it belongs to."""

    kind: Literal["event"]
    edition: Annotated[int, Field(gt=0)] | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Series(Happening):
    """A series of events; every is an ISO 8601 duration such as P1Y."""

    kind: Literal["series"]
    every: Annotated[str, StringConstraints(pattern=r"^P\d+[YMWD]$")] | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Participation(Fact):
    """Who did what at an event, and the title or subject of it."""

    kind: Literal["participation"]
    event: Ref
    agent: Ref
    role: Slug
    topic: str | None = None
    status: Literal["planned"] | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Step:
    """One numbered step of a procedure: its name in our words, who takes it, where it stands."""

    name: str
    names: Names = Field(default_factory=dict)
    spans: Annotated[tuple[Span, ...], Field(min_length=1)]
    agents: Refs = ()
    stated: Mapping[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Procedure(Declared):
    """How something is done, step by step."""

    kind: Literal["procedure"]
    about: Ref
    country: Ref | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Place(Declared):
    """A building, airport, street or other place that is no local government."""

    kind: Literal["place"]
    type: Slug
    within: Refs = ()
    serves: Refs = ()
    start: PartialDate | None = None
    status: Literal["planned"] | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Work(Declared):
    """A declaration, plan, film, statue or other work."""

    kind: Literal["work"]
    type: Slug
    about: Refs = ()
    creators: Refs = ()
    event: Ref | None = None
    start: PartialDate | None = None
    fields: tuple[Slug, ...] = ()


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Project(Declared):
    """A programme or project: who owns it and who takes part."""

    kind: Literal["project"]
    owners: Refs = ()
    partners: Refs = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    status: Status | None = None
    fields: tuple[Slug, ...] = ()
