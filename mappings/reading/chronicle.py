"""When ties began, looked for in a whole document: in the rows and lines where a pair stands, and in its prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onemoon.mappings.reading.clauses import clauses
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.cues import cues
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.nearness import Group
from onemoon.mappings.reading.reckoning import MARK
from onemoon.mappings.reading.tiewords import ASTRAY
from onemoon.mappings.reading.years import BEGINS, BEGUN, DATE, Years, begun, bind

ALONE = re.compile(r"\W*(?:⟦D\d+⟧\W*)+[a-z]?\W*")
LED = re.compile(r"\W{0,3}⟦D(\d+)⟧")
LABEL = re.compile(r"\W*$|[.:]?\s(?![a-z])|\s*[–—-]\s")
SPOKEN = re.compile(r"[a-z⟧\d][.!?][\"”)]?\s*$")
OPEN = re.compile(r"\b(?:since|after|before|until|till|from|by|to|up)\b", re.IGNORECASE)
UNTIL = re.compile(r"until|till|\bto\b|end|expir|renew|remark|note|visit|join", re.IGNORECASE)
FROM = re.compile(r"since|year|date|establish|sign|conclu|from|twinn|begin|affili|approv|agree|start", re.IGNORECASE)
SHORT = 60
ENOUGH = 2.5


@dataclass(frozen=True, slots=True)
class Entry:
    """A date that a text binds to a place in one of its sentences, and how plainly it is that of a tie."""

    index: int
    place: Place
    when: When
    weight: float


class Chronicle:
    """The dates of a document's ties; made once a document, asked for each pair."""

    def __init__(self, found: Sequence[Sentence], codes: Sequence[Code], date: str | None) -> None:
        """found: the sentences; codes: the code of each; date: the publication date."""
        self.found, self.codes, self.date = found, codes, date

    def since(self, one: Place, other: Place, index: int, ended: bool = False) -> When | None:
        """When the tie of two places began that the sentence at index tells of; None if no sentence says so plainly."""
        if ended and (when := self._began(index)):
            return when
        entries = [
            (self._weight(entry, mate, index), -entry.index, entry.when)
            for place, mate in ((one, other), (other, one))
            for entry in self.entries.get(place, ())
            if self._speaks(entry, mate, index)
        ]
        best = max(entries, key=lambda row: row[:2], default=None)
        return best[2] if best and best[0] >= ENOUGH else None

    def _began(self, index: int) -> When | None:
        code = self.codes[index]
        return begun(code, (0, len(code.text)), Years(self.date))

    def _speaks(self, entry: Entry, other: Place, index: int) -> bool:
        """Whether a date can be that of the pair: the date of a place named oftener must be beside the other."""
        if self.often[entry.place] <= self.often[other]:
            return True
        mine = any(one.index == entry.index for one in self.entries.get(other, ()))
        return not mine and (other in self.places[entry.index] or entry.index == index)

    def _weight(self, entry: Entry, other: Place, index: int) -> float:
        here = entry.index == index or self.found[entry.index].block is self.found[index].block
        both = other in self.places[entry.index]
        near = abs(entry.index - index) <= 1
        alone = not both and not here and self.often[other] < max(self.often.values())
        return entry.weight + 2 * here + 1.5 * both + 0.5 * near - 3 * alone

    @cached_property
    def places(self) -> list[set[Place]]:
        """The places of each sentence."""
        return [{item.place for group in code.groups for item in group} for code in self.codes]

    @cached_property
    def often(self) -> Counter[Place]:
        """In how many sentences each place is named."""
        return Counter(place for group in self.places for place in group)

    @cached_property
    def entries(self) -> dict[Place, list[Entry]]:
        """The dates bound to each place."""
        table: dict[Place, list[Entry]] = {}
        for entry in (*self._listed(), *self._told()):
            table.setdefault(entry.place, []).append(entry)
        return table

    def _told(self) -> Iterator[Entry]:
        """The dates of prose, each by how its clause speaks."""
        years = Years(self.date)
        for index, code in enumerate(self.codes):
            if self.found[index].block.kind in ("title", "row", "header") or code.text.rstrip().endswith("?"):
                continue
            if not (code.dates or self.labels[index] or MARK.search(code.text)):
                continue
            years.context = self.labels[index] or years.context
            groups: list[Group] = []
            for clause in clauses(code.text):
                groups = code.groups_in(*clause) or (groups if len(groups) == 1 else [])
                yield from self._of_clause(index, code, clause, groups, years)

    def _of_clause(
        self, index: int, code: Code, clause: tuple[int, int], groups: Sequence[Group], years: Years
    ) -> Iterator[Entry]:
        """The dates of a clause; one that names no place goes on about the only group of the clause before."""
        if not groups:
            return
        text = code.text[clause[0] : clause[1]]
        over = cues().ended.search(text.lower())
        bound, loose = ({}, begun(code, clause, years)) if over else bind(code, clause, years)
        begins = any(BEGINS.search(text[: m.start()]) or BEGUN.search(text[: m.start()]) for m in DATE.finditer(text))
        cued = bool(cues().find(text))
        plain = 1.0 * cued + 0.5 * bool(cues().find(code.text)) + 1.0 * begins
        astray = not plain and bool(ASTRAY.search(text.lower()))
        label = self.labels[index]
        loose = loose or (When(str(label)) if label and cued and not over else None)
        for _, _, group in groups:
            for item in group:
                own = bound.get(item.place)
                if own and (item.date or not astray):
                    yield Entry(index, item.place, own, plain + (1.5 if item.date else 1.0))
                elif loose and not own and not astray:
                    yield Entry(index, item.place, loose, plain + 0.5)

    @cached_property
    def labels(self) -> list[int | None]:
        """The year under which each sentence stands: one that is a line alone above, or that begins its paragraph."""
        out: list[int | None] = []
        year = None
        for sentence, code in zip(self.found, self.codes, strict=True):
            if sentence.block.kind == "title" and not ALONE.fullmatch(code.text):
                named = [one.year for one in code.dates.values() if one.year]
                year = named[0] if len(named) == 1 and not code.groups and not OPEN.search(code.text) else None
            led = LED.match(code.text)
            found = code.dates.get(int(led[1])) if led and sentence.start <= sentence.block.start + 4 else None
            if led and found and found.kind == "year" and found.year and LABEL.match(code.text, led.end()):
                year = found.year
            out.append(year)
        return out

    def _listed(self) -> Iterator[Entry]:
        """The dates of rows and of lines that alternate: a place, its date, or a date, its places."""
        for index, places in enumerate(self.places):
            block = self.found[index].block
            if places and (block.kind == "row" or len(self.codes[index].text) < SHORT):
                when = self._beside(index) if block.kind == "row" else self._within(index)
                spoken = block.kind != "row" and SPOKEN.search(self.codes[index].text)
                if not when and not spoken and not (block.kind == "row" and self.rowed):
                    when = self._across(index)
                yield from (Entry(index, place, when, 2.0) for place in places if when)

    def _within(self, index: int) -> When | None:
        """The only date of a line that is no sentence."""
        dates = [one for one in self.codes[index].dates.values() if one.year]
        spoken = self.codes[index].text.rstrip().endswith((".", "!", "?")) or cues().find(self.codes[index].text)
        return resolve(dates[0], self.date) if len(dates) == 1 and not spoken else None

    @cached_property
    def rowed(self) -> bool:
        """Whether most rows with a place have their own date."""
        rows = [i for i, places in enumerate(self.places) if places and self.found[i].block.kind == "row"]
        return sum(bool(self._beside(index)) for index in rows) * 2 > len(rows)

    def _beside(self, index: int) -> When | None:
        """The date of a row: in the column that is headed so, else in the nearest cell."""
        block = self.found[index].block
        ranges = [start for start, _ in block.cells]
        dated: list[tuple[tuple[bool, int], Found]] = []
        for number in range(max(0, index - len(ranges)), min(len(self.found), index + len(ranges) + 1)):
            cell = self.found[number]
            if cell.block is not block or number == index and not self.codes[number].dates:
                continue
            column = ranges.index(cell.start) if cell.start in ranges else 0
            title = block.header[column] if column < len(block.header) else ""
            found = next((one for one in self.codes[number].dates.values() if one.year), None)
            if found and not UNTIL.search(title):
                dated.append(((not FROM.search(title), abs(number - index)), found))
        best = min(dated, key=lambda row: row[0], default=None)
        return resolve(best[1], self.date) if best else None

    def _across(self, index: int) -> When | None:
        """The date of a line of its own above or below, whichever the lines around have."""
        after = self._alone(index + 1) if self.downward else None
        return after or (self._alone(index - 1) if not self.downward else None) or self._labelled(index)

    def _labelled(self, index: int) -> When | None:
        year = self.labels[index]
        return When(str(year)) if year and not self.downward else None

    def _alone(self, index: int) -> When | None:
        """The date that is all of a line."""
        if not 0 <= index < len(self.codes) or not ALONE.fullmatch(self.codes[index].text):
            return None
        found = next((one for one in self.codes[index].dates.values() if one.year), None)
        return resolve(found, self.date) if found else None

    @cached_property
    def downward(self) -> bool:
        """Whether a line's date stands below it rather than above."""
        lines = [index for index, places in enumerate(self.places) if places and len(self.codes[index].text) < SHORT]
        below = sum(bool(self._alone(index + 1)) for index in lines)
        return below > sum(bool(self._alone(index - 1)) for index in lines)
