"""Places told by the company they keep: names that no gazetteer has, and weak ones, where a text speaks of partners."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from onemoon.mappings.reading.company import UP, WORD, Name, cues, spoken_of
from onemoon.mappings.reading.gazetteer import Gazetteer, Place
from onemoon.mappings.reading.lexicons import countries, never, stops
from onemoon.mappings.reading.names import fold
from onemoon.mappings.reading.placeforms import HEADS, LEADS, NOT_TYPED
from onemoon.mappings.reading.placewords import Spot
from onemoon.mappings.reading.tag import Tag
from onemoon.mappings.reading.tagged import Sentence
from onemoon.mappings.reading.towns import town

LOWER = re.compile(r"(?<![\w'’-])[a-z]{3,}(?![\w-])")
FIRST = re.compile(WORD)
GOES_ON = re.compile(rf"[\w-]| [{UP}]")
CAPITAL_BEFORE = re.compile(rf"[{UP}][\w.'’-]*\s$")
INTRODUCES = re.compile(r"(?:\b(?:with|of|from|to|and|are|is|was|include[sd]?|between|for|also|added|\d{4})|[,;:(])\s$")


@dataclass(frozen=True)
class Words:
    """What a text's names are not: its common words and the words of its people's names."""

    found: Sequence[Sentence]

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that it has in small letters."""
        return frozenset(word for sentence in self.found for word in LOWER.findall(sentence.text))

    @cached_property
    def people(self) -> frozenset[str]:
        """The words of its people's names."""
        humans = ((sentence, tag) for sentence in self.found for tag in sentence.tags if tag.kind == "H")
        return frozenset(
            word for one, tag in humans for word in one.text[tag.start - one.start : tag.end - one.start].split()
        )

    def allow(self, name: str) -> bool:
        """Whether a name could be a place's."""
        parts = name.split()
        return (
            len(name) > 3
            and not name.isupper()
            and fold(name) not in stops()
            and parts[-1] not in NOT_WORDS
            and parts[0] not in LEADS
            and not any(fold(part) in never() or part in countries() for part in parts)
            and self.people.isdisjoint(parts)
            and name.lower() not in self.common
        )


NOT_WORDS = frozenset(
    (
        "January February March April May June July August September October November December Monday Tuesday "
        "Wednesday Thursday Friday Saturday Sunday Spring Summer Autumn Winter Mr Mrs Ms Dr Prof Municipalities"
    ).split()
) | (HEADS | NOT_TYPED | LEADS)


def with_companions(found: list[Sentence], gazetteer: Gazetteer) -> list[Sentence]:
    """The sentences with the places that the company they keep tells; only in texts that speak of partners."""
    cued = {sentence.start for sentence in found if cues(sentence.text)}
    if not cued:
        return found
    page = _page(found, cued, gazetteer)
    after = [two.text[:70] if two.block is one.block else "" for one, two in pairwise(found)]
    out = [_with(one, dict(page.told(one, more))) for one, more in zip(found, [*after, ""], strict=True)]
    names: dict[str, dict[str, Place]] = {}
    for name, place in (pair for sentence in out for pair in _new(sentence)):
        names.setdefault(name.split()[0], {})[name] = place
    return [_with(sentence, dict(page.again(sentence, names))) for sentence in out] if names else out


@dataclass(frozen=True)
class Page:
    """What a text's sentences share: its words, where it speaks of ties, the columns and lists that hold places."""

    words: Words
    gazetteer: Gazetteer
    cued: set[int]
    blocks: set[int]
    columns: Mapping[Column, tuple[int, int]]

    def told(self, sentence: Sentence, after: str) -> Iterator[tuple[int, Tag]]:
        """(start, tag) of each name of a sentence that its company tells."""
        for name in spoken_of(sentence, self._on_ties(sentence), sentence.start in self.cued, after):
            start, end = sentence.start + name.start, sentence.start + name.end
            over = [tag for tag in sentence.tags if tag.start < end and start < tag.end]
            if any((tag.start, tag.end) == (start, end) or not _within(tag, start, end) for tag in over):
                if len(over) == 1 and (weak := self._weak(sentence, over[0], name)):
                    yield start, weak
            elif place := self._place(sentence, name):
                form = sentence.text[name.start : name.end]
                yield start, Tag(start, end, "P", Spot(form, (place,), "", name.country, told=True))

    def again(self, sentence: Sentence, names: Mapping[str, Mapping[str, Place]]) -> Iterator[tuple[int, Tag]]:
        """The tags of the names that another sentence told; names by their first word."""
        text, low = sentence.text, sentence.start
        for first in FIRST.finditer(text):
            for name, place in names.get(first.group(), {}).items():
                start, end = first.start(), first.start() + len(name)
                if text.startswith(name, start) and not GOES_ON.match(text, end):
                    free = all(tag.end - low <= start or end <= tag.start - low for tag in sentence.tags)
                    if free and not CAPITAL_BEFORE.search(text[:start]):
                        yield low + start, Tag(low + start, low + end, "P", Spot(name, (place,), told=True))

    def _weak(self, sentence: Sentence, tag: Tag, name: Name) -> Tag | None:
        """The tag of a weak place made strong, if it is the name that is spoken of."""
        start, end = sentence.start + name.start, sentence.start + name.end
        if tag.kind != "P" or not tag.value.weak or (tag.start, tag.end) != (start, end):
            return None
        if name.how in ("located", "within") and sentence.text[: name.start].endswith("the "):
            return None
        if name.how == "opens" and not self._says_when(sentence):
            return None
        common = fold(tag.value.name) in stops() or tag.value.name in NOT_WORDS
        if common and (name.how == "dated" or name.how == "lone" and not self._among_places(sentence)):
            return None
        return tag._replace(value=replace(tag.value, weak=False, told=True))

    def _place(self, sentence: Sentence, name: Name) -> Place | None:
        form, before = sentence.text[name.start : name.end], sentence.text[: name.start]
        if not self.words.allow(form) or self.gazetteer.by_key(fold(form)) or CAPITAL_BEFORE.search(before):
            return None
        if name.how == "opens" and " " not in form and not self._says_when(sentence):
            return None
        if known := town(form, self.gazetteer, name.country):
            return known
        if any(self.gazetteer.by_key(fold(part)) for part in form.split()):
            return None
        if name.how in ("located", "beside") and self._on_ties(sentence) and INTRODUCES.search(before):
            return Place(form, name.country, 2)
        rest = sentence.text[name.end :].strip(" ,;*")
        if name.how == "lone" and not rest and not sentence.block.header and self._among_places(sentence):
            return Place(form, name.country, 2)
        return None

    def _among_places(self, sentence: Sentence) -> bool:
        """Whether an item or a cell stands among others, most of them places."""
        places, all_ = self.columns.get(_column(sentence), (0, 0))
        return places > 1 and 2 * places >= all_

    def _says_when(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of a tie or names a year."""
        return sentence.start in self.cued or any(tag.kind == "D" and tag.value.year for tag in sentence.tags)

    def _on_ties(self, sentence: Sentence) -> bool:
        return sentence.block.start in self.blocks or cues(sentence.block.section)


Column = tuple[str, str, int, int]


def _column(sentence: Sentence) -> Column:
    """The column of a table, or the list, in which a sentence stands."""
    block = sentence.block
    return block.section, block.kind, len(block.cells), bisect_left(block.cells, (sentence.start,))


def _page(found: Sequence[Sentence], cued: set[int], gazetteer: Gazetteer) -> Page:
    columns: dict[Column, tuple[int, int]] = {}
    for sentence in found:
        if sentence.block.kind in ("row", "item"):
            places, all_ = columns.get(column := _column(sentence), (0, 0))
            columns[column] = (places + _leads_with_place(sentence), all_ + 1)
    blocks = {sentence.block.start for sentence in found if sentence.start in cued}
    return Page(Words(found), gazetteer, cued, blocks, columns)


def _within(tag: Tag, start: int, end: int) -> bool:
    """Whether a tag is a weak place within a longer name, such as `Lac` in `Lac-Mégantic`."""
    return tag.kind == "P" and tag.value.weak and start <= tag.start and tag.end <= end


def _leads_with_place(sentence: Sentence) -> bool:
    tag = sentence.tags[0] if sentence.tags else None
    return tag is not None and tag.kind == "P" and not tag.value.weak and tag.start - sentence.start < 6


def _new(sentence: Sentence) -> Iterator[tuple[str, Place]]:
    """The names in a sentence that no gazetteer has and that count as places."""
    for tag in sentence.tags:
        if tag.kind == "P" and not tag.value.weak and tag.end - tag.start == len(tag.value.name):
            place = tag.value.candidates[0]
            if place.geonames is None and place.ref is None and len(tag.value.name) > 3:
                yield tag.value.name, place


def _with(sentence: Sentence, new: Mapping[int, Tag]) -> Sentence:
    """The sentence with new tags in place of those that begin where they do."""
    if not new:
        return sentence
    kept = (tag for tag in sentence.tags if all(tag.end <= one.start or one.end <= tag.start for one in new.values()))
    return replace(sentence, tags=tuple(sorted((*kept, *new.values()), key=lambda tag: tag.start)))
