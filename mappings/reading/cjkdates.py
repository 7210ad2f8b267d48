"""Dates in Korean, Japanese and Chinese: eras, ranges, days alone, years told by another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onemoon.mappings.reading.dateforms import valid_date
from onemoon.mappings.reading.dates import When, iso

DIGIT = "〇一二三四五六七八九"
NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
RELATIVE = {
    **dict.fromkeys(("작년", "지난해", "昨年", "去年"), "-1"),
    **dict.fromkeys(("올해", "금년", "今年", "本年"), "0"),
    **dict.fromkeys(("내년", "来年", "來年", "明年"), "+1"),
    **dict.fromkeys(("같은 해", "같은해", "그해", "同年"), "same"),
    **dict.fromkeys(("이듬해", "다음 해", "翌年", "次年"), "after"),
    **dict.fromkeys(("지난달", "先月", "上个月", "上個月", "上月"), "m-1"),
    **dict.fromkeys(("이달", "이번 달", "今月", "本月"), "m0"),
    **dict.fromkeys(("다음 달", "다음달", "내달", "来月", "下个月", "下月"), "m+1"),
}
WEEKDAY = r"(?:\s*[(（][월화수목금토일月火水木金土日](?:曜日?|요일)?(?:[・·]祝)?[)）])?"
YEAR = (
    rf"(?:(?P<era>{'|'.join(ERAS)})\s*(?P<ey>元|\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s*年"
    r"|(?P<y>(?:19|20)\d\d|[一二][〇九][〇一二三四五六七八九]{2})\s*[年년](?!대|度|代|생|産)"
    rf"|(?P<rel>{'|'.join(sorted(RELATIVE, key=len, reverse=True))})"
    r"|(?:その|其)?(?P<later>\d{1,2}|[一二三四五六七八九十]{1,2})\s?年[後后]|(?P<later2>\d{1,2})년 ?(?:뒤|후))"
)
LINK = r"\s*(?:부터|から|~|～|〜|∼|-|–|—|－|至|到)\s*"
DAY = rf"(?P<d>{NUMBER})\s*[日일号]{WEEKDAY}"
MONTH = rf"(?P<m>{NUMBER})\s*[月월]"
END = (
    rf"(?:{LINK}(?:(?P<y2>(?:19|20)\d\d)\s*[年년]\s*)?(?:(?P<m2>{NUMBER})\s*[月월]\s*)?"
    rf"(?P<d2>{NUMBER})\s*[日일号]{WEEKDAY})?"
)
FORM = re.compile(
    rf"(?<![\d一二三四五六七八九十])(?:{YEAR}(?:[ 의のに、,，]{{0,2}}{MONTH}(?:\s*{DAY}{END})?"
    rf"|(?:\s*{DAY.replace('<d>', '<d3>')})?)"
    rf"|{MONTH.replace('<m>', '<m4>')}(?!間|间|간|호|号)(?:\s*{DAY.replace('<d>', '<d4>')}"
    rf"{END.replace('<y2>', '<y5>').replace('<m2>', '<m5>').replace('<d2>', '<d5>')})"
    rf"|(?P<m6>\d{{1,2}})\s*[月월](?=[에には、，,의のから부터 ]|$|[가-힣一-鿿])(?!間|间|간)"
    rf"|(?P<say>지난|오는|去る|来る)?\s*(?P<d7>\d{{1,2}})\s*[日일号](?!間|间|간|차|째|報|报|本|语|語|시){WEEKDAY}"
    rf"(?:{LINK}(?P<d8>\d{{1,2}})\s*[日일号]{WEEKDAY})?)"
)
DIGITS = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?:\s?[./-]\s?(?P<m>\d\d?)(?:\s?[./-]\s?(?P<d>\d\d?)(?!\d)\.?"
    r"(?:\s*[~～–—-]\s*(?:(?P<m2>\d\d?)\s?[./-]\s?)?(?P<d2>\d\d?)(?!\d)\.?)?)?)(?![\d:])"
    r"|(?<=[(（])\s*(?P<year>(?:19|20)\d\d)\s*(?=[)）,，、])|(?<![\d.,])(?P<year2>(?:19|20)\d\d)(?=[‐–~～-]|\s*$)"
)


WORTH = re.compile(
    r"\d\s?[年月日년월일号./-]|[一二三四五六七八九十元][年月日]|(?:19|20)\d\d|해|[작금내]년|[昨今本来來去明同翌次]年|달|月"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date where it stands; year, month, day as far as said; relative says what a missing year hangs on."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: tuple[int | None, int | None, int | None] | None = None
    relative: str = ""


def find(text: str) -> list[Day]:
    """The dates of a sentence in order, none inside another."""
    if not WORTH.search(text):
        return []
    found: list[Day] = []
    taken: list[tuple[int, int]] = []
    for match in FORM.finditer(text):
        taken.append(match.span())
        if day := _day(match):
            found.append(day)
    for match in DIGITS.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken) and (day := _numeric(match)):
            found.append(day)
    return sorted(found, key=lambda one: one.start)


def number(text: str | None) -> int | None:
    """The value of digits or Chinese numerals up to 99."""
    if not text:
        return None
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    if len(text) == 4:
        return int("".join(str(DIGIT.index(c)) for c in text))
    tens, ten, ones = text.rpartition("十")
    return (DIGIT.index(tens) if tens else 1) * 10 * bool(ten) + (DIGIT.index(ones) if len(ones) == 1 else 0)


def _day(match: re.Match[str]) -> Day | None:
    g = match.groupdict()
    year = number(g["y"])
    if g["era"]:
        year = ERAS[g["era"]] + (number(g["ey"]) or 1)
    relative = RELATIVE.get(g["rel"] or "", "")
    if later := g["later"] or g["later2"]:
        relative = f"later {number(later)}"
    month = number(g["m"] or g["m4"] or g["m6"])
    day = number(g["d"] or g["d3"] or g["d4"] or g["d7"])
    if g["d7"] and not relative:
        relative = {"지난": "d-", "去る": "d-", "오는": "d+", "来る": "d+"}.get(g["say"] or "", "d")
    last = None
    if end := number(g["d2"] or g["d5"] or g["d8"]):
        last = (number(g["y2"] or g["y5"]), number(g["m2"] or g["m5"]) or month, end)
    if not valid_date(year, month, day) or (last and not valid_date(last[0], last[1], last[2])):
        return None
    return Day(match.start(), match.end(), year, month, day, last, relative)


def _numeric(match: re.Match[str]) -> Day | None:
    g = match.groupdict()
    year, month, day = number(g["y"] or g["year"] or g["year2"]), number(g["m"]), number(g["d"])
    last = (year, number(g["m2"]) or month, number(g["d2"])) if g["d2"] else None
    if not valid_date(year, month, day) or (last and not valid_date(*last)):
        return None
    return Day(match.start(), match.end(), year, month, day, last)


@dataclass
class Calendar:
    """Resolves dates in the order of a text: anchor is the publication date, year and month those last named."""

    anchor: str | None
    year: int | None = None
    month: int | None = None
    past: bool = False

    def resolve(self, day: Day, future: bool = False) -> When | None:
        """The date meant; future says whether the clause looks forward. None if it can't be told."""
        year, month = self._year(day, future), day.month
        if day.relative.startswith("m") and self.anchor:
            year, month = self._shift(int(day.relative[1:]))
        elif day.relative.startswith("d") and not month:
            year, month = self._near(day, future)
        if day.year:
            self.year, self.month = day.year, month
        elif month:
            self.month = month
        start = iso(year, month, day.day)
        if start is None:
            return None
        end = iso(day.last[0] or year, day.last[1] or month, day.last[2]) if day.last else None
        return When(start, end if end != start else None)

    def _year(self, day: Day, future: bool) -> int | None:
        now = int(self.anchor[:4]) if self.anchor and self.anchor[:1] != "-" else None
        if day.year:
            return day.year
        if day.relative in ("-1", "0", "+1"):
            return now + int(day.relative) if now else None
        if day.relative in ("same", "after") or day.relative.startswith("later"):
            more = 0 if day.relative == "same" else 1 if day.relative == "after" else int(day.relative[6:])
            if self.year:
                self.year += more
            return self.year
        if now is None or not day.month:
            return now and (self.year or now)
        return now + self._turn(day, future)

    def _turn(self, day: Day, future: bool) -> int:
        """-1, 0 or 1: whether a day without a year lies in the year before or after that of publication."""
        parts = [int(part) for part in (self.anchor or "").split("-")]
        if len(parts) < 2 or not day.month:
            return 0
        gap = (day.month - parts[1]) * 30 + ((day.day or 15) - (parts[2] if len(parts) > 2 else 15))
        return 1 if future and gap < -10 else -1 if self.past and not future and gap > 45 else 0

    def _shift(self, months: int) -> tuple[int, int]:
        parts = [int(part) for part in (self.anchor or "").split("-")]
        index = parts[0] * 12 + (parts[1] if len(parts) > 1 else 1) - 1 + months
        return index // 12, index % 12 + 1

    def _near(self, day: Day, future: bool) -> tuple[int | None, int | None]:
        """Year and month of a day alone: those of the anchor, a month back or on where the words say so."""
        parts = [int(part) for part in (self.anchor or "").split("-") if part]
        if len(parts) < 3 or not day.day:
            return None, None
        if day.relative == "d-" and day.day > parts[2]:
            return self._shift(-1)
        if (day.relative == "d+" or future) and day.day < parts[2]:
            return self._shift(1)
        return parts[0], parts[1]


PAST = re.compile(r"[했였었았겼렸졌됐](?:다|습니다|으며|고|던)|[가-힣]은 바|ました|した。|だった|[了已曾]|찾아|맺어")


def dated(text: str, calendar: Calendar, future: bool = False) -> Iterator[tuple[Day, When]]:
    """The dates of a sentence with what they mean; a day alone takes the month named before it in the sentence."""
    month, year = None, None
    calendar.past = bool(PAST.search(text))
    for day in find(text):
        if day.relative == "d" and month:
            day = replace(day, month=month, year=year, relative="")
        elif not day.year and not day.relative and day.month and year:
            day = replace(day, year=year)
        if when := calendar.resolve(day, future):
            month = day.month if day.day or day.month else None
            year = int(when.start[:4]) if when.year else None
            yield day, when
