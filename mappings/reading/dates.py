"""Dates of every precision, found by pattern and resolved against the day a text was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("january february march april may june july august september october november december").split()
MONTH = {
    **{name: i + 1 for i, name in enumerate(MONTHS)},
    **{name[:3]: i + 1 for i, name in enumerate(MONTHS)},
    "sept": 9,
}
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY = {
    **{name: i for i, name in enumerate(DAYS)},
    **{name[:3]: i for i, name in enumerate(DAYS)},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
ORDINALS = {
    name: i + 1 for i, name in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split())
}

M = r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|,\d{{3}})"
Y = r"(?P<{0}>(?:19|20)\d\d)(?!\d)"
W = r"(?:(?:Mon|Tue|Tues|Wednes|Wed|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,?\s+(?:the\s+)?)?"
DASH = r"\s*(?:-|–|—|~|to|until|till|through|and|/)\s*(?:the\s+)?"
SAME = r"(?:the same year|that(?: same)? year|this year|last year|next year|the following year|the previous year)"

FORMS: tuple[tuple[str, str], ...] = (
    (
        "range",
        rf"{Y.format('ya')}[.\-/]\s?(?P<ma>\d\d?)[.\-/]\s?(?P<da>\d\d?)\.?(?:\s?\(\w+\.?\))?{DASH}(?:{Y.format('yb')}[.\-/]\s?)?(?:(?P<mb>\d\d?)[.\-/]\s?)?(?P<db>\d\d?)(?!\d)",
    ),
    ("full", rf"{Y.format('ya')}[.\-/]\s?(?P<ma>\d\d?)[.\-/]\s?(?P<da>\d\d?)(?![\d])\.?"),
    (
        "range",
        rf"{W}{M.format('Ma')}\s?{DAY.format('da')}{DASH}{W}{M.format('Mb')}\s?{DAY.format('db')}(?:,?\s*(?:of\s+)?{Y.format('ya')})?",
    ),
    (
        "range",
        rf"{W}{DAY.format('da')}\s+(?:of\s+)?{M.format('Ma')}{DASH}{W}{DAY.format('db')}\s+(?:of\s+)?{M.format('Mb')}(?:,?\s*{Y.format('ya')})?",
    ),
    (
        "range",
        rf"{W}{M.format('Ma')}\s?{DAY.format('da')}{DASH}{W}{DAY.format('db')}(?:,?\s*(?:of\s+)?{Y.format('ya')})?",
    ),
    ("range", rf"{W}{DAY.format('da')}{DASH}{DAY.format('db')}\s+(?:of\s+)?{M.format('Ma')}(?:,?\s*{Y.format('ya')})?"),
    ("full", rf"{Y.format('ya')}\s+{M.format('Ma')}\s+{DAY.format('da')}"),
    (
        "full",
        rf"{W}{M.format('Ma')}[\s.]?{DAY.format('da')}(?:[,.]?\s*(?:of\s+)?(?:{Y.format('ya')}|(?P<rel>{SAME})))?",
    ),
    (
        "full",
        rf"{W}{DAY.format('da')}\s*(?:of\s+)?{M.format('Ma')}(?:,?\s*(?:{Y.format('ya')}|(?:of\s+)?(?P<rel>{SAME})))?",
    ),
    ("month", rf"(?:(?:early|mid|late)[- ])?{M.format('Ma')},?\s+(?:of\s+)?(?:{Y.format('ya')}|(?P<rel>{SAME}))"),
    ("month", rf"(?:{DAY.format('da')}\s+of\s+)?(?P<rel>the following)\s+{M.format('Ma')}"),
    ("lastmonth", rf"(?P<rel>last|this past|this coming|next|this)\s+{M.format('Ma')}\b"),
    (
        "month",
        rf"(?:(?<=in )|(?<=since )|(?<=of )|(?<=In )|(?<=\()|(?<=until )|(?<=by )|(?<=last )|(?<=mid-)|(?<=early )|(?<=late )){M.format('Ma')}\b(?!\s+\d)",
    ),
    ("season", rf"(?:the\s+)?(?:spring|summer|autumn|fall|winter)\s+(?:of\s+)?{Y.format('ya')}"),
    (
        "year",
        r"(?P<rel>the same year|that(?: same)? year|this year|last year|next year|the following year|the previous year)",
    ),
    (
        "dayofmonth",
        r"(?:the\s+)?(?P<da>[0-3]?\d)(?:st|nd|rd|th)\s+of\s+(?P<rel>this|last|next)\s+month|(?:on|by)\s+the\s+(?P<db>[0-3]?\d)(?:st|nd|rd|th)(?=[\s.,;)]|$)(?!\s+(?:of\s+\w|(?:anniversary|century|edition|floor|time|year|place|meeting|session)\b))",
    ),
    ("weekday", r"(?:(?:on|last|this|next)\s+)?(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"),
    ("nextday", r"\b(?:one day later|a day later|the (?:next|following) day)\b"),
    ("relative", r"\b(?P<rel>yesterday|today|tomorrow)\b"),
    (
        "year",
        r"(?<![\d,./\-$€£¥₩№#])(?P<ya>(?:19|20)\d\d)(?![\d%]|:\d|,\d|\.\d|\s?(?:people|persons|participants|visitors|students|won|yen|yuan|dollars|km|guests|spectators|members|citizens|residents|runners)\b)",
    ),
)
NEEDS = {
    "Ma": re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
    "ma": re.compile(r"(?:19|20)\d\d[./-]"),
    "ya": re.compile(r"(?:19|20)\d\d"),
    "": re.compile(r"day\b|days?\b|year\b|month\b|\d(?:st|nd|rd|th)\b|tomorrow"),
}
PATTERN = [
    (
        kind,
        next(need for need in NEEDS if f"<{need}>" in pattern or not need),
        re.compile(r"(?<![A-Za-z\d])" + pattern if not pattern.startswith("(?:(?<=") else pattern),
    )
    for kind, pattern in FORMS
]


@dataclass(frozen=True, slots=True)
class Found:
    """A date as it stands in a text: start and end of the form, year, month, day as far as said, and the range's end."""

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: tuple[int | None, int | None, int | None] | None = None
    relative: str = ""
    weekday: int | None = None


def find(text: str) -> list[Found]:
    """The dates of a text, longest form first, none inside another."""
    there = {need for need, pattern in NEEDS.items() if pattern.search(text)}
    if not there:
        return []
    taken: list[tuple[int, int]] = []
    found: list[Found] = []
    for kind, need, pattern in PATTERN:
        if need not in there:
            continue
        for match in pattern.finditer(text):
            if any(match.start() < end and match.end() > start for start, end in taken):
                continue
            if one := _found(kind, match):
                taken.append(match.span())
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _found(kind: str, match: re.Match[str]) -> Found | None:
    groups = {key: value for key, value in match.groupdict().items() if value}
    year = _int(groups.get("ya"))
    month = _month(groups.get("Ma")) or _int(groups.get("ma"))
    day = _int(groups.get("da")) or _int(groups.get("db") if kind == "dayofmonth" else None)
    last = None
    if kind == "range":
        last = (
            _int(groups.get("yb")) or year,
            _month(groups.get("Mb")) or _int(groups.get("mb")) or month,
            _int(groups.get("db")),
        )
        if not _valid(*last):
            return None
    if not _valid(year, month, day):
        return None
    weekday = WEEKDAY[groups["wd"].lower()] if "wd" in groups else None
    relative = (groups.get("rel") or "").lower()
    if kind == "weekday":
        relative = match.group().split()[0].lower() if " " in match.group() else "on"
    return Found(match.start(), match.end(), kind, year, month, day, last, relative, weekday)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _month(text: str | None) -> int | None:
    return MONTH[text.strip(".").lower()] if text else None


def _valid(year: int | None, month: int | None, day: int | None) -> bool:
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return False
    return True


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
    return When(f"{year:04}-{month:02}-{found.day:02}") if _valid(year, month, found.day) else None


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


def all_in(text: str, anchor: str | None) -> Iterator[When]:
    """The resolved dates of a text."""
    for found in find(text):
        if when := resolve(found, anchor):
            yield when
