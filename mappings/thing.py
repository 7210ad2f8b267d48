"""An entry of the reference data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from onemoon.mappings.values import STRICT, Language, Names, Slug

Qid = Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")]


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Thing:
    """One entry of the reference data; point is (latitude, longitude) in degrees, WGS 84."""

    names: Names
    also: Mapping[Language, tuple[str, ...]] = Field(default_factory=dict)
    level: Slug | None = None
    type: Slug | None = None
    country: Slug | None = None
    parent: str | None = None
    point: tuple[float, float] | None = None
    iso: str | None = None
    wikidata: Qid | None = None
    geonames: int | None = None
    issued_by: str | None = None

    def forms(self) -> Iterator[str]:
        """Every name in every language."""
        yield from self.names.values()
        for forms in self.also.values():
            yield from forms
