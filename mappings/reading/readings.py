"""Reading one document: from its source to everything that it states."""

from __future__ import annotations

from dataclasses import dataclass

from onemoon.mappings.reading.coded import Code, encode, fold_lists
from onemoon.mappings.reading.compacts import Belonging, Compact, belongings_in, compacts_in
from onemoon.mappings.reading.cues import cues
from onemoon.mappings.reading.document import Mention, Sentence, analyse, resolve_places
from onemoon.mappings.reading.events import Happening, events_in
from onemoon.mappings.reading.gazetteer import Gazetteer, Place
from onemoon.mappings.reading.honours import Honour, honours_in
from onemoon.mappings.reading.hosts import host_of
from onemoon.mappings.reading.imprint import published
from onemoon.mappings.reading.listings import TOPIC, listed_ties
from onemoon.mappings.reading.officers import Officer, officers_in
from onemoon.mappings.reading.reference import Salience, refer
from onemoon.mappings.reading.source import Source
from onemoon.mappings.reading.twinnings import Prose, Tie, ties_in


@dataclass
class Reading:
    """What a document states: its date, host, places and twinnings, with the code of each sentence."""

    source: Source
    date: str | None
    host: Place | None
    sentences: list[Sentence]
    codes: list[Code]
    mentions: dict[int, Mention]
    ties: list[Tie]
    honours: list[Honour]
    officers: list[Officer]
    belongings: list[Belonging]
    compacts: list[Compact]
    events: list[Happening]


def extract(source: Source, gazetteer: Gazetteer) -> Reading:
    """The reading of a source."""
    found = analyse(source, gazetteer)
    mentions = resolve_places(found)
    date = published(source)
    host = host_of(source, found, mentions, gazetteer)
    listed = listed_ties(found, mentions, host, date, cues(), gazetteer)
    codes, ties = _prose(found, mentions, host, date)
    return Reading(
        source, date, host, found, codes, mentions, [*listed, *ties],
        honours_in(codes, found, mentions, host, date, cues()), officers_in(found, mentions, host),
        belongings_in(codes, found, host, date), compacts_in(codes, found, host, date, cues()),
        events_in(codes, found, mentions, host, date),
    )  # fmt: skip


def _prose(found: list[Sentence], mentions: dict[int, Mention], host: Place | None, date: str | None) -> tuple[list[Code], list[Tie]]:
    salience = Salience(host)
    prose = Prose(cues(), salience, date, themed=any(TOPIC.search(s.text) for s in found))
    codes: list[Code] = []
    ties: list[Tie] = []
    block = None
    for sentence in found:
        if sentence.block is not block:
            prose.last_host = None
            block = sentence.block
        code = fold_lists(refer(encode(sentence, mentions), salience))
        if sentence.block.kind in ("paragraph", "item", "title", "question", "answer"):
            ties += ties_in(code, prose, (sentence.start, sentence.end))
        _follow(code, sentence, prose)
        codes.append(code)
    return codes, ties


def _follow(code: Code, sentence: Sentence, prose: Prose) -> None:
    prose.salience.remember(code.groups)
    years = [found.year for found in code.dates.values() if found.year]
    if years:
        prose.year = years[-1]
