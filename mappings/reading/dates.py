"""Dates of every precision, found by pattern and resolved against the day a text was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onemoon.mappings.reading.dateforms import Found, valid_date


@dataclass(frozen=True, slots=True)
class When:
    """A resolved date, `2019`, `2019-10`, `2019-10-01` or `--10-01`, with the end of a range."""

    start: str
    end: str | None = None

    @property
    def year(self) -> str | None:
        """The year, if the date has one."""
        return None if self.start.startswith("--") else self.start[:4]


def resolve(found: Found, anchor: str | None, context: int | None = None, past: bool = True) -> When | None:
    """The date meant: anchor is the publication date, context the year last named, past whether the clause looks back.

    None if it can't be told.
    """
    day = _anchor(anchor)
    year = found.year
    if found.relative in YEARS:
        year = _relative_year(found.relative, day, context)
        if year is None:
            return None
    if found.kind == "weekday" or found.kind == "relative":
        return _weekday(found, day, past)
    if found.kind == "nextday":
        return None
    if found.kind == "dayofmonth":
        return _day_of_month(found, day, past)
    if found.kind == "lastmonth":
        return _last_month(found, day)
    if year is None:
        year = _year_of(found, day, context, past)
    if found.relative == "the following" and context:
        year = context + 1
    start = iso(year, found.month, found.day)
    if start is None:
        return None
    end = iso(found.last[0] or year, found.last[1], found.last[2]) if found.last else None
    return When(start, end if end != start else None)


YEARS = {
    "the same year",
    "that same year",
    "that year",
    "this year",
    "last year",
    "next year",
    "the following year",
    "the previous year",
}


def _anchor(text: str | None) -> date | None:
    if not text or text.startswith("--"):
        return None
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 12, parts[2] if len(parts) > 2 else 28)


def _relative_year(words: str, day: date | None, context: int | None) -> int | None:
    if words in ("the same year", "that same year", "that year"):
        return context
    if words == "the following year":
        return context + 1 if context else None
    if words == "the previous year":
        return context - 1 if context else None
    return day.year + {"this year": 0, "last year": -1, "next year": 1}[words] if day else None


def _weekday(found: Found, day: date | None, past: bool) -> When | None:
    if day is None:
        return None
    if found.kind == "relative":
        return When((day + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[found.relative])).isoformat())
    if found.weekday is None:
        return None
    back = (day.weekday() - found.weekday) % 7
    if found.relative in ("next",) or not past:
        return When((day + timedelta((found.weekday - day.weekday()) % 7 or 7)).isoformat())
    return When((day - timedelta(back)).isoformat())


def _day_of_month(found: Found, day: date | None, past: bool) -> When | None:
    if day is None or found.day is None:
        return None
    shift = {"last": -1, "next": 1}.get(found.relative, 0)
    if not found.relative and past and found.day > day.day:
        shift = -1
    month = (day.month - 1 + shift) % 12 + 1
    year = day.year + (day.month - 1 + shift) // 12
    return When(f"{year:04}-{month:02}-{found.day:02}") if valid_date(year, month, found.day) else None


def _last_month(found: Found, day: date | None) -> When | None:
    if day is None or found.month is None:
        return None
    year = day.year
    if found.relative in ("last", "this past") and found.month >= day.month:
        year -= 1
    if found.relative in ("next", "this coming") and found.month <= day.month:
        year += 1
    return When(f"{year:04}-{found.month:02}")


def _year_of(found: Found, day: date | None, context: int | None, past: bool) -> int | None:
    """The year of a date that names none: the one nearest the publication date in the direction the clause looks."""
    if day is None or found.month is None:
        return context
    if context is not None and context < day.year:
        return context
    this = date(day.year, found.month, min(found.day or 1, 28))
    if past and (this - day).days > 60:
        return day.year - 1
    if not past and (day - this).days > 60:
        return day.year + 1
    return day.year


def iso(year: int | None, month: int | None, day: int | None) -> str | None:
    """ISO 8601 of what is known; a day without a year is --MM-DD, a month without one is None."""
    if year is None:
        return f"--{month:02}-{day:02}" if month and day else None
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
