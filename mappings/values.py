"""The values that facts are made of: slugs, references, partial dates, spans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9]+(-{1,2}[a-z0-9]+)*$")]
Refs = tuple[Ref, ...]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
Names = Mapping[Language, str]
Status = Literal["in-force", "planned", "ended"]
Qualifier = Literal["at-least", "at-most", "about"]

STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|--(\d{2})-(\d{2})")


def partial_date(text: str) -> str:
    """A date of any precision: 2019, 2019-10, 2019-10-01 or --10-01; ValueError if no calendar has it."""
    match = PARTIAL.fullmatch(text)
    if not match:
        raise ValueError("is not a date: write 2019, 2019-10, 2019-10-01 or --10-01 (in quotes)")
    year, month, day, yearless_month, yearless_day = match.groups()
    try:
        date(int(year or 2000), int(month or yearless_month or 1), int(day or yearless_day or 1))
    except ValueError as error:
        raise ValueError(f"is not a date of the calendar: {error}") from None
    return text


def _text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


PartialDate = Annotated[str, BeforeValidator(_text), AfterValidator(partial_date)]
Year = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=r"^\d{4}$")]


class Span(NamedTuple):
    """Characters start (included) to end (excluded) of a text, counted in Unicode code points."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(gt=0)]
