"""Which two places of a page may be twins: for each place near a cue its possible partners, and how it was reached."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.ties import comparable

CUE = re.compile(
    r"sister|sororal|twin(?!e)|friendship[- ](?:cit|tow|relat|tie|pact|agree|prov|pref|dist|count|part|link)|"
    r"friendly[- ](?:cit|relat|exch|coop)|partner(?:ship)?[- ](?:cit|town|prov|pref|munic|reg)|partnered|\bpaired|"
    r"jumelage|brother(?:hood|ly|s\b|[- ](?:cit|tow|rel))|cit(?:y|ies)[- ]brother|fratern|affiliat",
    re.IGNORECASE,
)
"""Words that speak of twins; more of them than the rules' cues, since here they prove nothing."""
HINT = re.compile(r"\bties?\b|\bknot\b|\bbond|partner|friend|\bpair|relations?\b|kinship|sibling", re.IGNORECASE)
"""Words for whose sake a page without any of the above is looked at all the same."""
SIGN = re.compile(
    r"[^\w\s]{1,3}\s*|\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s+|\(?[a-z][.)]\s+|[ivx]{1,4}[.)]\s+|[IVX]{1,4}[.)]\s+"
)
LONGEST = 2000
UNIT = 22
LONG = 40
REACH = 12
BESIDE = 12
NEAR = 4


@dataclass(frozen=True)
class Instance:
    """One place where it stands and a possible partner; first is the partner's mention in the same sentence."""

    index: int
    route: str
    partner: Place
    first: int | None
    second: int

    @property
    def far(self) -> bool:
        """Whether the partner is not named in the sentence."""
        return self.first is None


@dataclass(frozen=True)
class Look:
    """How a line is set: its kind, indentation, sign and capitals, and whether it is nothing but a place's name."""

    kind: str
    indent: int
    sign: str
    capitals: bool
    alone: bool


def look(sentence: Sentence, text: str, places: Sequence[Mention]) -> Look:
    """How the line in which a sentence begins is set."""
    start = text.rfind("\n", 0, sentence.start) + 1
    line = text[start : sentence.end]
    bare = line.lstrip()
    sign = SIGN.match(bare)
    rest = bare[sign.end() :] if sign else bare
    at = start + len(line) - len(rest)
    alone = len(places) == 1 and places[0].start - at <= UNIT // 2 and sentence.end - places[0].end <= UNIT
    alone = alone and len(rest) <= LONG + UNIT
    kind = re.sub(r"\d+", "1", sign.group().strip()) if sign else ""
    return Look(sentence.block.kind, len(line) - len(bare), kind, rest[:LONG].isupper(), alone)


@dataclass(frozen=True)
class Page:
    """A document as pairs are looked for in it: its sentences, the places of each, its host, who signed agreements."""

    sentences: Sequence[Sentence]
    mentions: Mapping[int, Mention]
    host: Place | None
    text: str = ""
    agreed: Set[frozenset[Place]] = frozenset()

    @cached_property
    def named(self) -> list[list[Mention]]:
        """The places of each sentence, in order."""
        return [
            [self.mentions[tag.start] for tag in one.tags if tag.kind == "P" and tag.start in self.mentions]
            for one in self.sentences
        ]

    @cached_property
    def cued(self) -> list[bool]:
        """Whether each sentence has a word that speaks of twins."""
        return [bool(CUE.search(one.text)) for one in self.sentences]

    @cached_property
    def counts(self) -> Counter[Place]:
        """How often each place is named."""
        return Counter(one.place for group in self.named for one in group)

    @cached_property
    def top(self) -> list[Place]:
        """The places named most."""
        return [place for place, _ in self.counts.most_common(3)]

    @cached_property
    def titled(self) -> set[Place]:
        """The places of the first lines."""
        return {one.place for group in self.named[:4] for one in group}

    @cached_property
    def heads(self) -> list[int | None]:
        """The heading above each sentence (a heading is its own)."""
        out: list[int | None] = []
        last = None
        for index, one in enumerate(self.sentences):
            last = index if one.block.kind == "title" else last
            out.append(last)
        return out

    @cached_property
    def distances(self) -> list[int]:
        """How many sentences back the last word on twins stands."""
        out: list[int] = []
        last = -99
        for index, cued in enumerate(self.cued):
            last = index if cued else last
            out.append(index - last)
        return out

    @cached_property
    def looks(self) -> list[Look]:
        """How each sentence's line is set."""
        return [look(one, self.text, places) for one, places in zip(self.sentences, self.named, strict=True)]

    @cached_property
    def leads(self) -> list[int | None]:
        """The line above each sentence that is a place's name and set in another way than the sentence's own line."""
        out: list[int | None] = []
        names: list[int] = []
        for index, here in enumerate(self.looks):
            out.append(next((one for one in reversed(names[-40:]) if self.looks[one] != here), None))
            if here.alone:
                names.append(index)
        return out

    @cached_property
    def openings(self) -> list[int | None]:
        """The sentence that opens the block of each sentence which doesn't open one itself."""
        out: list[int | None] = []
        first = 0
        for index, one in enumerate(self.sentences):
            first = first if index and one.block is self.sentences[first].block else index
            out.append(first if first != index else None)
        return out

    def at(self, offset: int) -> int:
        """The sentence that holds an offset of the document, or the last before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    @cached_property
    def starts(self) -> list[int]:
        """Where each sentence begins."""
        return [one.start for one in self.sentences]

    def place(self, one: Instance) -> Place:
        """The place that stands where an instance was found."""
        return self.named[one.index][one.second].place

    def headed(self, index: int) -> bool:
        """Whether the heading above a sentence speaks of twins."""
        head = self.heads[index]
        return head is not None and self.cued[head]


def page_of(
    found: Sequence[Sentence], mentions: Mapping[int, Mention], host: Place | None, codes: Sequence[Code], text: str
) -> Page:
    """The page of a document; a place that only says where another lies is no partner."""
    lying = {start for code in codes for start in code.qualifiers}
    ordered = [mentions[start] for start in sorted(mentions)]
    for one, other in zip(ordered, ordered[1:], strict=False):
        if other.start - one.end < BESIDE and not comparable(one.place, other.place):
            lying |= {mention.start for mention in (one, other) if mention.place.level < _lower(one, other)}
    return Page(found, {start: one for start, one in mentions.items() if start not in lying}, host, text)


def _lower(one: Mention, other: Mention) -> int:
    return max(one.place.level, other.place.level)


def instances(page: Page) -> Iterator[Instance]:
    """The instances of a page, in its order: sentences near a cue or under a heading with one."""
    if not any(page.cued) and not any(HINT.search(one.text) for one in page.sentences):
        return
    for index, here in enumerate(page.named):
        if here and len(page.sentences[index].text) <= LONGEST:
            yield from _of_sentence(page, index)


def _of_sentence(page: Page, index: int) -> Iterator[Instance]:
    here = page.named[index]
    outside = list(_outside(page, index))
    for second, mention in enumerate(here):
        for first in range(max(0, second - REACH), min(len(here), second + REACH + 1)):
            if first != second and comparable(here[first].place, mention.place):
                yield Instance(index, "same", here[first].place, first, second)
        for route, place in outside:
            if comparable(place, mention.place):
                yield Instance(index, route, place, None, second)


def _outside(page: Page, index: int) -> Iterator[tuple[str, Place]]:
    """(routes, place) of the possible partners that a sentence doesn't name."""
    here = {one.place for one in page.named[index]}
    routes: dict[Place, dict[str, None]] = {}
    for route, place in _reached(page, index):
        if place not in here:
            routes.setdefault(place, {})[route] = None
    for place, found in routes.items():
        yield "+".join(found), place


def _reached(page: Page, index: int) -> Iterator[tuple[str, Place]]:
    if page.host:
        yield "host", page.host
    yield from ((f"top{rank}", place) for rank, place in enumerate(page.top[:2]))
    led = [page.named[i] for i in range(index - 1, max(-1, index - 4), -1) if page.named[i]][:2]
    yield from ((f"prev{back}", one.place) for back, group in enumerate(led) for one in (group[0], group[-1]))
    head, lead = page.heads[index], page.leads[index]
    if head is not None:
        yield from (("head", one.place) for one in page.named[head][:2])
    if lead is not None:
        yield "lead", page.named[lead][0].place
    opening = page.openings[index]
    if opening is not None and page.named[opening]:
        yield "open", page.named[opening][0].place
