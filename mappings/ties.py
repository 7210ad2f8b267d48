"""Kinds of facts about who is tied to whom: offices, twinnings, titles, agreements, gifts, figures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from onemoon.mappings.fact import Declared, Fact
from onemoon.mappings.values import STRICT, PartialDate, Qualifier, Ref, Refs, Slug, Status, Year


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Mention(Fact):
    """The text names a thing of the reference data."""

    kind: Literal["mention"]
    thing: Ref


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Person(Declared):
    """A person whom the text names."""

    kind: Literal["person"]


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Office(Fact):
    """A person holds (or, with status ended, held) an office."""

    kind: Literal["office"]
    person: Ref
    role: Ref
    organization: Ref | None = None
    status: Literal["ended"] | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Membership(Fact):
    """A government, country, organisation or person belongs to a network or association."""

    kind: Literal["membership"]
    member: Ref
    organization: Ref
    start: PartialDate | None = None
    status: Status | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Twinning(Fact):
    """The lasting tie of two or more local governments."""

    kind: Literal["twinning"]
    parties: Annotated[Refs, Field(min_length=2)]
    types: Annotated[tuple[Slug, ...], Field(min_length=1)]
    status: Status
    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Designation(Fact):
    """A title conferred on a local government: year is the edition, conferred when it was given."""

    kind: Literal["designation"]
    designee: Ref
    title: Ref
    year: Year | None = None
    conferred: PartialDate | None = None
    issued_by: Refs = ()


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Agreement(Declared):
    """An agreement that is no twinning. A planned one may leave its parties open."""

    kind: Literal["agreement"]
    parties: Refs = ()
    start: PartialDate | None = None
    fields: tuple[Slug, ...] = ()
    status: Status | None = None
    event: Ref | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Gift(Fact):
    """Who gave what to whom, how much of it, when."""

    kind: Literal["gift"]
    agents: Annotated[Refs, Field(min_length=1)]
    recipients: Refs
    object: Ref
    quantity: Annotated[int, Field(gt=0)] | None = None
    qualifier: Qualifier | None = None
    unit: str | None = None
    start: PartialDate | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Figure(Fact):
    """A number said of a thing: what is measured, the value, its unit, the time it holds for."""

    kind: Literal["figure"]
    about: Ref
    measure: Ref
    value: int | float
    unit: str | None = None
    qualifier: Qualifier | None = None
    start: PartialDate | None = None
    period: str | None = None
    status: Literal["planned"] | None = None
