"""A Korean, Japanese or Chinese document analysed: its sentences with the places and dates in them, its host."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onemoon.mappings.reading.cjkdates import Calendar, Day, dated, find
from onemoon.mappings.reading.cjknames import NativeNames
from onemoon.mappings.reading.cjkpage import page
from onemoon.mappings.reading.cjkspots import Spot, spots
from onemoon.mappings.reading.cjkwords import Words
from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.dates import When, iso
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import CITY_TYPES, Place
from onemoon.mappings.reading.source import Source

SIGNED = (
    r"\s?(?:시청|시장|시보|군청|도청|시는|군은|도는|市長|市役所|市報|県庁|知事|市政府|市人民政府|市外|省人民政府|政府)"
)


DATELINE = re.compile(r"\s?(?:电|電|자(?![가-힣])|付|現在|号)")
SAME_DAY = re.compile(r"\s*(?:이날|같은 날|この日|同日|当日|当天)")


@dataclass
class Line:
    """One sentence with its places and dates (offsets within the sentence), and whose text it stands in."""

    sentence: Sentence
    spots: list[Spot]
    host: Place | None = None
    dates: list[tuple[Day, When]] = field(default_factory=list)
    before: Line | None = None

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.sentence.text

    @property
    def span(self) -> tuple[int, int]:
        """Where the sentence stands in the document."""
        return self.sentence.start, self.sentence.end

    def item(self, spot: Spot) -> Item:
        """A place of the sentence at its place in the document."""
        return Item(spot.place, self.sentence.start + spot.start, self.sentence.start + spot.end)

    def at(self, place: Place) -> Item:
        """A place that the sentence means without naming it."""
        spot = next((one for one in self.spots if one.place == place), None)
        return self.item(spot) if spot else Item(place, self.sentence.start, self.sentence.start)


@dataclass
class Scene:
    """A document in one of the three languages: its lines, publication date and host."""

    words: Words
    source: Source
    lines: list[Line]
    date: str | None
    host: Place | None


def scene(source: Source, words: Words, names: NativeNames) -> Scene:
    """A source analysed."""
    sentences = page(source, words)
    lines = [Line(one, tagged) for one, tagged in zip(sentences, spots(sentences, words, names), strict=True)]
    date = source.meta.get("date") or _published(sentences, words)
    host = _host(lines, words)
    _place_hosts(lines, host)
    calendar = Calendar(date if date and re.match(r"\d{4}", date) else None)
    for line in lines:
        future = words.has("planned_event", line.text) or words.has("planned", line.text)
        if line.sentence.block.kind in ("title", "item"):
            calendar.year = None
        line.dates = list(dated(line.text, calendar, future))
        if SAME_DAY.match(line.text) and line.sentence.index and not line.dates:
            _same_day(line, lines)
    return Scene(words, source, lines, date, host)


def _same_day(line: Line, lines: Sequence[Line]) -> None:
    """`이날`: the day of the nearest sentence before that names one."""
    for other in reversed(lines[max(0, line.sentence.index - 3) : line.sentence.index]):
        days = [(day, when) for day, when in other.dates if day.day]
        if days:
            line.before = other
            line.dates = [(replace(days[0][0], start=0, end=0), days[0][1])]
            return


def _published(sentences: Sequence[Sentence], words: Words) -> str | None:
    """The date that an imprint, a line with nothing else, or the last line gives."""
    ranked: list[tuple[int, str]] = []
    edge = [*sentences[:6], *sentences[-4:]]
    for sentence in edge:
        for day in find(sentence.text):
            rest = sentence.text[: day.start] + sentence.text[day.end :]
            labelled = words.has("imprint", sentence.text) or bool(DATELINE.match(sentence.text, day.end))
            short = (
                len(re.sub(r"[\W\d]+", "", rest)) <= 6 and sentence.block.kind != "item" and sentence.text[-1] != "。"
            )
            if day.year and (labelled or short) and (start := iso(day.year, day.month, day.day)):
                rank = 4 * (sentence.block.kind == "imprint") + 2 * labelled + short + bool(day.day) + bool(day.month)
                ranked.append((rank, start))
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else _signed(sentences)


def _signed(sentences: Sequence[Sentence]) -> str | None:
    """The date in brackets that a text ends or begins with."""
    for sentence in [*sentences[-3:], *sentences[:3]]:
        match = re.search(r"[(（][^()（）]{0,40}[)）]\s*$", sentence.text)
        for day in find(match.group()) if match else ():
            if day.year and day.month:
                return iso(day.year, day.month, day.day)
    return None


def _host(lines: Sequence[Line], words: Words) -> Place | None:
    """The government that the text speaks for: named first, before `city hall`, or oftenest; at home if any."""
    votes: Counter[Place] = Counter()
    for index, line in enumerate(lines):
        edge = index < 3 or index > len(lines) - 4
        for order, spot in enumerate(one for one in line.spots if not one.inside and not one.container):
            votes[spot.place] += 1 + (4 * (index < 2) + 2 * (index < 4)) * (order == 0)
            votes[spot.place] += (4 if edge else 2) * bool(re.search(SIGNED, line.text[spot.start : spot.end + 8]))
    votes = Counter({place: count for place, count in votes.items() if count > 2})
    home = {place: count for place, count in votes.items() if place.country in NATIVE[words.language]}
    return max(home or votes, key=lambda place: votes[place], default=None)


NATIVE = {"ko": {"KR", "KP"}, "ja": {"JP"}, "zh": {"CN", "TW", "MO", "HK"}}


def _place_hosts(lines: Sequence[Line], host: Place | None) -> None:
    """The host of each line: the document's, but in a digest the place that its item begins with."""
    current, block = host, None
    for line in lines:
        if line.sentence.block is not block:
            block = line.sentence.block
            current = host
            lead = line.spots[0] if line.spots else None
            if lead and lead.start < 6 and re.match(r"\s*[:：]\s", line.text[lead.end :]):
                current = lead.place
        line.host = current


def unit(place: Place) -> str:
    """Whether a place is a first-level unit (`first`) or below (`second`)."""
    return "first" if place.level == 1 and place.type not in CITY_TYPES else "second"
