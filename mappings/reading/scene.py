"""The sentence in which an event stands: dates and places near a position, who ran it, whether it is only planned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.crowds import attendance_in
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.diary import in_facility
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.eventcues import AHEAD, ARE, BY
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.happenings import Happening
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.tag import Tag

BESIDE = re.compile(
    r"\b(?:in|at|to|visited|hosted by|city of|on)\s(?:the\s|downtown\s|"
    r"central\s)?(?:[\w-]+\s(?:city|town|port)\s(?:of\s)?)?$"
)
BARELY = re.compile(r",? \(|, |: | [-–—] ")
THERE = re.compile(
    r"\b(?:held|place|opened|met|gathered|began|convened|organi[sz]ed|staged|celebrated) there\b|\bthere (?:on|from)\b"
)
HERE = re.compile(
    r"\b(?:be|is|are|was|were|held|place|opens?|opened|arrives?|come|comes) here\b|\bhere (?:in|on|from|with|at)\b"
)
ABROAD = re.compile(r"\b(?:visit\w*|travel\w*|flew|abroad|online|by video|left for|sent to|went to|online)\b")
WITH = re.compile(r"\b(?:with|from|between|for)\s(?:the\s)?(?:city of\s)?$")
INSIDE = re.compile(r"\b(?:at|in|inside|outside|on) (?:the |our |its )?(?:[a-z]+ )?$")
VENUE = re.compile(
    r"\b(?:in|at) ⟦G(\d+)⟧|"
    r"⟦G(\d+)⟧ (?:was|is|will be) (?:again )?the (?:venue|scene|setting|host|site|place) (?:of|for)"
)
AT_HOME = re.compile(r"\b(?:began|staged|hosts?|hosted|held|holds|opened|opens|welcomed)\b")


@dataclass(frozen=True)
class Scene:
    """A sentence with its code, the places it names, the publication date and the year last named."""

    code: Code
    sentence: Sentence
    mentions: dict[int, Mention]
    anchor: str | None
    year: int | None
    near: str | None = None
    """A day in the month last named, by which a bare `on the 5th` is read where the publication date is unknown."""
    host: Place | None = None
    last: Place | None = None
    """The only place that the sentence before names."""
    lead: When | None = None
    """The date that stands alone before the sentence: `2014, October 12-13. The meeting opens …`."""
    home: Place | None = None
    """The place that stands alone before the first sentence of the block."""
    forms: Mapping[str, Place] = field(default_factory=dict)
    """The document's places by the names used, by which a facility's name tells where it is."""

    def dated(self, at: int, exact: bool = False) -> When | None:
        """The date nearest to a position, later ones before earlier ones; with exact, a day before a year."""
        ranked: list[tuple[int, When]] = []
        own: int | None = None
        for tag in self.sentence.tags:
            if tag.kind == "D" and isinstance(tag.value, Found):
                low = tag.start - self.sentence.start
                if low < 3 and self._heads(tag) and self._printed(tag.value):
                    continue
                past = not AHEAD.search(self.sentence.text[max(0, low - 70) : low + 12])
                anchor = self.anchor or (self.near if tag.value.kind == "dayofmonth" else None)
                when = resolve(tag.value, anchor, own if self.anchor else own or self.year, past)
                own = tag.value.year or own
                if tag.value.kind == "nextday" and ranked and len(ranked[-1][1].start) == 10:
                    when = When((date.fromisoformat(ranked[-1][1].start) + timedelta(1)).isoformat())
                if when:
                    ranked.append((self._distance(tag.start, tag.end, tag.value, at), when))
        return min(ranked, key=lambda pair: (exact and len(pair[1].start) < 10, pair[0]))[1] if ranked else self.lead

    def _heads(self, tag: Tag) -> bool:
        """Whether a date stands before a heading or in brackets before a line."""
        after = self.sentence.text[tag.end - self.sentence.start :]
        return self.sentence.block.kind == "title" or after[:1] in ("]", ")")

    def _printed(self, found: Found) -> bool:
        """Whether a date is the day on which the document came out."""
        when = resolve(found, self.anchor)
        return bool(when and when.start == self.anchor)

    def _distance(self, start: int, end: int, found: Found, at: int) -> int:
        weight = start - at if start >= at else at - end + 12
        if found.kind == "year" and not found.month:
            before = self.sentence.text[: start - self.sentence.start]
            weight += 240 if re.search(r"\b(?:since|until|by|from)\s$", before) else 40
        return weight

    def placed(self, at: int) -> Place | None:
        """The place that `in`, `at`, `to` put beside a position, else the sentence's only place if it hosts."""
        ranked: list[tuple[int, Place]] = []
        named: set[Place] = set()
        for tag in self.sentence.tags:
            mention = self.mentions.get(tag.start) if tag.kind == "P" else None
            if not mention or mention.weak:
                continue
            named.add(mention.place)
            low = tag.start - self.sentence.start
            before = self.sentence.text[max(0, low - 50) : low]
            beside = self.sentence.text[at - self.sentence.start : low] if at <= tag.start else " "
            if BESIDE.search(before) or BARELY.fullmatch(beside):
                ranked.append((abs(tag.start - at) + (25 if re.search(r"\bto\s$", before) else 0), mention.place))
        if ranked:
            return min(ranked, key=lambda pair: pair[0])[1]
        if self.host and HERE.search(self.sentence.text):
            return self.host
        if len(named) == 1 and AT_HOME.search(self.sentence.text) and not self._only_with():
            return next(iter(named))
        return self._elsewhere() if not named else None

    def _only_with(self) -> bool:
        """Whether the places of a sentence are only those that somebody comes from, or has ties with."""
        start, text = self.sentence.start, self.sentence.text
        spots = [tag.start - start for tag in self.sentence.tags if tag.kind == "P" and tag.start in self.mentions]
        return all(WITH.search(text[:at]) for at in spots)

    def _elsewhere(self) -> Place | None:
        """Where a sentence without a place puts an event: there, here, or at a house of the host's."""
        text = self.sentence.text
        if place := self._housed():
            return place
        if self.last and THERE.search(text):
            return self.last
        if self.home and not ABROAD.search(text):
            return self.home
        if (
            self.host
            and (HERE.search(text) or self._at_a_house())
            and not any(t.kind == "C" for t in self.sentence.tags)
        ):
            return self.host
        return None

    def _housed(self) -> Place | None:
        """The place after which the facility is called where something is."""
        text, start = self.sentence.text, self.sentence.start
        for tag in self.sentence.tags:
            if tag.kind == "F" and INSIDE.search(text[: tag.start - start]):
                return in_facility(text[tag.start - start : tag.end - start], self.forms)
        return None

    def _at_a_house(self) -> bool:
        text, start = self.sentence.text, self.sentence.start
        return any(tag.kind == "F" and INSIDE.search(text[: tag.start - start]) for tag in self.sentence.tags)

    def meant(self) -> Place | None:
        """The one place that a pronoun or description after `in` or `at` stands for."""
        found = [self.code.groups[int(a or b)] for a, b in VENUE.findall(self.code.text)]
        return found[0][0].place if found and len(found[0]) == 1 else None

    def day_beside(self, start: int) -> bool:
        """Whether a day stands right after an event's name."""
        return any(
            tag.kind == "D" and 0 < tag.start - start < 60 and (tag.value.day or tag.value.weekday is not None)
            for tag in self.sentence.tags
        )

    def planned(self) -> bool:
        """Whether the sentence looks ahead."""
        return bool(PLANNED.search(self.sentence.text))

    def organizers(self) -> tuple[str, ...]:
        """Who ran the event, after `organised by` and the like."""
        match = BY.search(self.sentence.text) or ARE.search(self.sentence.text)
        if not match:
            return ()
        low, high = self.sentence.start + match.start(1), self.sentence.start + match.end(1)
        found = []
        for tag in self.sentence.tags:
            if low <= tag.start < high:
                if re.search(
                    r"\b(?:in|at|on|with)\s(?:the\s)?$", self.sentence.text[: tag.start - self.sentence.start]
                ):
                    break
                if tag.kind == "O" and isinstance(tag.value, Name):
                    found.append(tag.value.text)
                elif tag.kind == "P" and tag.start in self.mentions:
                    found.append(self.mentions[tag.start].place.name)
        return tuple(found)

    def happening(
        self, name: str, when: When | None, place: Place | None, span: tuple[int, int], head: str
    ) -> Happening:
        """An event of this sentence, with its organisers and attendance."""
        crowd = attendance_in(self.sentence.text) or (None, None)
        return Happening(
            name,
            when,
            place,
            (span,),
            head,
            self.sentence.index,
            self.organizers(),
            crowd[0],
            crowd[1],
            None,
            self.planned(),
        )


PLANNED = re.compile(r"\b(?:will|is to|are to|scheduled|planned|is expected|are expected|set to|slated|upcoming)\b")
