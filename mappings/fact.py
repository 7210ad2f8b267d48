"""What every fact has, and the document it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from onemoon.mappings.values import STRICT, Language, Names, PartialDate, Ref, Slug, Span


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Document:
    """A source document: its metadata, the digest of its text and the length in characters, never the text.

    A machine leaves open what the text does not tell; the shapes ask for it before anything is published.
    """

    key: Slug
    title: str
    publisher: Ref | None = None
    published: PartialDate | None = None
    published_basis: str
    language: Language
    url: str | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    characters: Annotated[int, Field(gt=0)]
    reliability: str | None = None
    reviewed_on: PartialDate | None = None


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Overruled:
    """A statement that the document makes and the reviewer did not follow: which fact stands instead (FACT, or
    DOCUMENT/FACT of another record), and why.
    """

    by: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)?$")]
    because: str


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Fact:
    """What every kind of fact has: an id within its record, the spans it was read from, the forms that stand there.

    A fact that a machine read names its rule and the rule's measured precision (0 to 1); as long as it is a
    candidate, it waits for review and is not published.
    """

    id: Slug
    kind: str
    spans: Annotated[tuple[Span, ...], Field(min_length=1)]
    stated: Mapping[str, str] = Field(default_factory=dict)
    note: str | None = None
    overruled: Overruled | None = None
    reviewed: bool = True
    rule: str | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    candidate: bool = False


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Declared(Fact):
    """A fact that introduces a thing of its own: its key, English name, further English names, other languages."""

    key: Slug
    name: str
    also: tuple[str, ...] = ()
    names: Names = Field(default_factory=dict)
