"""Dates as they stand in a text: every form, each found once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

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

M = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|"
    r"July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|"
    r"\.)?)"
)

DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|,\d{{3}})"

Y = r"(?P<{0}>(?:19|20)\d\d)(?!\d)"

Y2 = r"['’‘](?P<yy>\d\d)"

W = r"(?:(?:Mon|Tue|Tues|Wednes|Wed|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,?\s+(?:the\s+)?)?"

DASH = r"\s*(?:-|–|—|~|to|until|till|through|and|/)\s*(?:the\s+)?"

SAME = r"(?:the same year|that(?: same)? year|this year|last year|next year|the following year|the previous year)"

FORMS: tuple[tuple[str, str], ...] = (
    (
        "range",
        rf"{Y.format('ya')}[.\-/]\s?(?P<ma>\d\d?)[.\-/]\s?(?P<da>\d\d?)\.?(?:\s?\(\w+\.?\))?{DASH}("
        rf"?:{Y.format('yb')}[.\-/]\s?)?(?:(?P<mb>\d\d?)[.\-/]\s?)?(?P<db>\d\d?)(?!\d)",
    ),
    ("full", rf"{Y.format('ya')}[.\-/]\s?(?P<ma>\d\d?)[.\-/]\s?(?P<da>\d\d?)(?![\d])\.?"),
    ("full", rf"(?<![\d.,])(?P<da>[0-3]?\d)\.\s?(?P<ma>[01]?\d)\.\s?{Y.format('ya')}"),
    ("full", rf"(?<![\d.,/])(?P<da>1[3-9]|2\d|3[01])/(?P<ma>[01]?\d)/{Y.format('ya')}"),
    ("full", rf"(?<![\d.,/])(?P<ma>[01]?\d)/(?P<da>1[3-9]|2\d|3[01])/{Y.format('ya')}"),
    ("year", rf"(?<![\d.,/])[01]?\d/[01]?\d/{Y.format('ya')}"),
    ("full", rf"{Y2}\.\s?(?P<ma>\d\d?)\.\s?(?P<da>\d\d?)(?!\d)\.?"),
    ("month", rf"{Y2}\.\s?(?P<ma>\d\d?)(?!\d)\.?"),
    ("month", rf"(?<![\d.,/])(?P<ma>[01]?\d)[./]{Y.format('ya')}(?![./]\d)"),
    ("month", rf"{Y.format('ya')}[./](?P<ma>0[1-9]|1[0-2])(?![\d%]|[./-]\s?\d)"),
    ("month", rf"{Y.format('ya')}\.\s(?P<ma>0?[1-9]|1[0-2])\.?(?=\s\s|\s*$|\s?[|;)])"),
    (
        "range",
        rf"{W}{M.format('Ma')}\s?{DAY.format('da')}{DASH}{W}{M.format('Mb')}\s?{DAY.format('db')}(?"
        rf":,?\s*(?:of\s+)?{Y.format('ya')})?",
    ),
    (
        "range",
        rf"{W}{DAY.format('da')}\s+(?:of\s+)?{M.format('Ma')}{DASH}{W}{DAY.format('db')}\s+(?:of\s+"
        rf")?{M.format('Mb')}(?:,?\s*{Y.format('ya')})?",
    ),
    (
        "range",
        rf"{W}{M.format('Ma')}\s?{DAY.format('da')}{DASH}{W}{DAY.format('db')}(?:,?\s*(?:of\s+)?{Y.format('ya')})?",
    ),
    ("range", rf"{W}{DAY.format('da')}{DASH}{DAY.format('db')}\s+(?:of\s+)?{M.format('Ma')}(?:,?\s*{Y.format('ya')})?"),
    ("full", rf"{Y.format('ya')},?\s+{M.format('Ma')}\s+{DAY.format('da')}"),
    ("month", rf"{Y.format('ya')},\s+{M.format('Ma')}(?=[.:;)]|$)"),
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
    ("month", rf"{M.format('Ma')}(?=:\s)"),
    ("lastmonth", rf"(?P<rel>last|this past|this coming|next|this)\s+{M.format('Ma')}\b"),
    (
        "month",
        rf"(?:(?<=in )|(?<=since )|(?<=of )|(?<=In )|(?<=\()|(?<=until )|(?<=by )|(?<=last )|"
        rf"(?<=mid-)|(?<=early )|(?<=late )){M.format('Ma')}\b(?!\s+\d)",
    ),
    ("season", rf"(?:the\s+)?(?:spring|summer|autumn|fall|winter)\s+(?:of\s+)?{Y.format('ya')}"),
    (
        "year",
        r"(?P<rel>the same year|that(?: same)? year|this year|last year|next year|the following "
        r"year|the previous year)",
    ),
    (
        "dayofmonth",
        r"(?:the\s+)?(?P<da>[0-3]?\d)(?:st|nd|rd|th)\s+of\s+(?P<rel>this|last|next)\s+month|(?:on|"
        r"by|(?:morning|afternoon|evening|night) of)\s+the\s+(?P<db>[0-3]?\d)(?:st|nd|rd|th)"
        r"(?=[\s.,;)]|$)(?!\s+(?:of\s+\w|(?:anniversary|century|edition|floor|time|year|place|meeting|session)\b))",
    ),
    ("weekday", r"(?:(?:on|last|this|next)\s+)?(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"),
    ("nextday", r"\b(?:one day later|a day later|the (?:next|following) day)\b"),
    ("relative", r"\b(?P<rel>yesterday|today|tomorrow)\b"),
    (
        "year",
        r"(?<![\d,./\-$€£¥₩№#])(?P<ya>(?:19|20)\d\d)(?![\d%]|:\d|,\d|\.\d|\s?(?:people|persons|"
        r"participants|visitors|students|won|yen|yuan|dollars|km|guests|spectators|members|"
        r"citizens|residents|runners)\b)",
    ),
)

LATEST = 30
BEFORE = 60
"""How far before its month a date may begin."""

NEEDS = {
    "yy": re.compile(r"['’‘]\d\d\."),
    "Ma": re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
    "ma": re.compile(r"(?:19|20)\d\d[./-]|\d[./]\s?(?:19|20)\d\d"),
    "ya": re.compile(r"(?:19|20)\d\d"),
}
RANGED = re.compile(
    r"\d(?:st|nd|rd|th)?\.?(?:\s?\([^()]*\))?(?:\s+(?:of\s+)?[A-Z][a-z]+\.?)?\s*(?:-|–|—|~|to|until|till|through|and|/)"
)
COUNTED = re.compile(r"\d(?:st|nd|rd|th)\b")
RELATIVE = re.compile("day|year|month|tomorrow")


def _guarded(pattern: str) -> str:
    """The pattern with a cheap look at its first character, where that can be told."""
    if pattern.startswith("(?:(?<="):
        return pattern
    first = r"(?=[A-Z\d])" if pattern.startswith((W, DAY.format("da"), Y.format("ya"), M.format("Ma"))) else ""
    return rf"{first}(?<![A-Za-z\d]){pattern}"


PATTERN = [
    (
        kind,
        next((need for need in NEEDS if f"<{need}>" in pattern), ""),
        re.compile(_guarded(pattern)),
    )
    for kind, pattern in FORMS
]


@dataclass(frozen=True, slots=True)
class Found:
    """A date as it stands in a text: the form's start and end, year, month, day as far as said, the range's end."""

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
    if RELATIVE.search(text) or COUNTED.search(text):
        there.add("")
    if not there:
        return []
    month = NEEDS["Ma"].search(text) if "Ma" in there else None
    early = max(0, month.start() - BEFORE) if month else 0
    taken: list[tuple[int, int]] = []
    found: list[Found] = []
    ranged = RANGED.search(text)
    for kind, need, pattern in PATTERN:
        if need not in there or kind == "range" and not ranged:
            continue
        for match in pattern.finditer(text, early if need == "Ma" else 0):
            if any(match.start() < end and match.end() > start for start, end in taken):
                continue
            if one := _found(kind, match):
                taken.append(match.span())
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _found(kind: str, match: re.Match[str]) -> Found | None:
    groups = {key: value for key, value in match.groupdict().items() if value}
    year = _int(groups.get("ya")) or _century(groups.get("yy"))
    month = _month(groups.get("Ma")) or _int(groups.get("ma"))
    day = _int(groups.get("da")) or _int(groups.get("db") if kind == "dayofmonth" else None)
    last = None
    if kind == "range":
        last = (
            _int(groups.get("yb")) or year,
            _month(groups.get("Mb")) or _int(groups.get("mb")) or month,
            _int(groups.get("db")),
        )
        if not valid_date(*last):
            return None
    if not valid_date(year, month, day):
        return None
    weekday = WEEKDAY[groups["wd"].lower()] if "wd" in groups else None
    relative = (groups.get("rel") or "").lower()
    if kind == "weekday":
        relative = match.group().split()[0].lower() if " " in match.group() else "on"
    return Found(match.start(), match.end(), kind, year, month, day, last, relative, weekday)


def _century(digits: str | None) -> int | None:
    """The year of two digits: no tie is from before 1931."""
    return None if digits is None else int(digits) + (2000 if int(digits) <= LATEST else 1900)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _month(text: str | None) -> int | None:
    return MONTH[text.strip(".").lower()] if text else None


def valid_date(year: int | None, month: int | None, day: int | None) -> bool:
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return False
    return True
