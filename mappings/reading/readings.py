"""Reading one document: from its source to everything that it states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import combinations

from onemoon.mappings.reading.assess import BAR, rated
from onemoon.mappings.reading.chronicle import Chronicle
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.compacts import Compact, compacts_in
from onemoon.mappings.reading.cues import cues
from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.discourse import read_prose
from onemoon.mappings.reading.document import Sentence, analyse
from onemoon.mappings.reading.doings import Count, Donation, figures_in, gifts_in
from onemoon.mappings.reading.events import events_in
from onemoon.mappings.reading.gazetteer import Gazetteer, Place
from onemoon.mappings.reading.happenings import Happening
from onemoon.mappings.reading.honourlists import Honour
from onemoon.mappings.reading.honours import honours_in
from onemoon.mappings.reading.hosts import host_of
from onemoon.mappings.reading.imprint import published
from onemoon.mappings.reading.learned.pairs import page_of
from onemoon.mappings.reading.learned.proposing import with_learned
from onemoon.mappings.reading.learned.weigher import Weights, weights
from onemoon.mappings.reading.listings import listed_ties
from onemoon.mappings.reading.memberships import Belonging, belongings_in
from onemoon.mappings.reading.officers import Officer, officers_in
from onemoon.mappings.reading.papers import papers_in
from onemoon.mappings.reading.partaking import Part, Serial, parts_in, serials_in
from onemoon.mappings.reading.placing import Mention, resolve_places
from onemoon.mappings.reading.signers import signed_by
from onemoon.mappings.reading.source import Source
from onemoon.mappings.reading.standing import standing
from onemoon.mappings.reading.ties import Tie
from onemoon.mappings.reading.topics import TOPIC
from onemoon.mappings.reading.years import Years


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
    gifts: list[Donation] = field(default_factory=list)
    figures: list[Count] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    serials: list[Serial] = field(default_factory=list)


def named(reading: Reading) -> list[Mention]:
    """The mentions of local governments that count: none where a text only passes through places."""
    tied = any(rated(tie) >= BAR for tie in reading.ties)
    touched = tied or reading.honours or reading.belongings or reading.compacts
    officers = [one for one in reading.officers if one.place or one.organization]
    if (
        not touched
        and not officers
        and not _tied(reading)
        and not any(event.place and event.when for event in reading.events)
    ):
        return [
            one
            for one in reading.mentions.values()
            if not one.weak and CIVIC.search(reading.source.plain[max(0, one.start - 60) : one.end + 60])
        ]
    return [one for one in reading.mentions.values() if not one.weak]


def _tied(reading: Reading) -> bool:
    """Whether the text speaks of ties of places at all, other than to deny them."""
    return any(
        TOPIC.search(code.text) and not cues().negated.search(code.text.lower()) and cues().find(code.text)
        for code in reading.codes
    )


CIVIC = re.compile(
    r"\b(?:city|cities|mayors?|governors?|municipal\w*|council|prefectur\w+|provinc\w+|county|"
    r"district|town hall|government)\b",
    re.IGNORECASE,
)


def extract(source: Source, gazetteer: Gazetteer, learned: Weights | None = None) -> Reading:
    """The reading of a source; learned are other weights than those that come with the project."""
    found = analyse(source, gazetteer)
    mentions = resolve_places(found)
    date = published(source)
    host = host_of(source, found, mentions, gazetteer)
    listed = listed_ties(found, mentions, host, date, cues(), gazetteer)
    codes, ties = read_prose(found, mentions, host, date)
    officers, events = officers_in(found, mentions, host), events_in(codes, found, mentions, date, host)
    compacts = compacts_in(codes, found, host, date, cues())
    compacts += signed_by(codes, found, officers, compacts, host, date, cues())
    compacts += papers_in(codes, found, host, compacts, date, cues())
    page = replace(page_of(found, mentions, host, codes, source.plain), agreed=_agreed(compacts))
    told = with_learned([*listed, *ties], page, codes, learned or weights())
    return Reading(
        source,
        date,
        host,
        found,
        codes,
        mentions,
        [*told[: len(listed)], *_dated(told[len(listed) :], found, codes, date)],
        honours_in(codes, found, mentions, host, date),
        officers,
        belongings_in(codes, found, mentions, host, date),
        _apart(compacts, [*listed, *ties]),
        events,
        gifts_in(codes, found, date),
        figures_in(codes, found, date),
        parts_in(codes, found, events, officers),
        serials_in(events, found),
    )


SEALED = re.compile(r"\b(?:sign(?:ed|ing)|conclu\w+|inked|put (?:his|her|their) names?|seal(?:ed)?|exchanged)\b")


def _dated(ties: list[Tie], found: list[Sentence], codes: list[Code], date: str | None) -> list[Tie]:
    """Ties without a date take the one that the text binds to their places elsewhere, or that of a signing near."""
    years, chronicle = Years(date), Chronicle(found, codes, date)
    places = {sentence.start: index for index, sentence in enumerate(found)}
    dated = {tie.pair for tie in ties if tie.date}
    out = []
    for tie in ties:
        index = places[tie.spans[0][0]]
        over = any(cues().ended.search(code.text.lower()) for code in codes[index : index + 4])
        if tie.status == "in-force" and over and standing(found, codes, index, tie.second.start, cues()) == "ended":
            tie = replace(tie, status="ended")
        if tie.pair not in dated and tie.status != "planned":
            when = chronicle.since(tie.first.place, tie.second.place, index, tie.status == "ended")
            tie = replace(tie, date=when or _signed(index, found, codes, years, tie))
        out.append(tie)
    return out


def _signed(index: int, found: list[Sentence], codes: list[Code], years: Years, tie: Tie) -> When | None:
    if tie.status != "in-force" or tie.rule not in ("each-other", "subject-object", "between", "host-object"):
        return None
    return signing_event(index, found, codes, years, tie)


def signing_event(index: int, found: list[Sentence], codes: list[Code], years: Years, tie: Tie) -> When | None:
    if found[index].block.kind == "title" or not re.search(
        r"\b(?:becom\w+|became|sign\w+|conclu\w+|seal\w+|announced|with the signature|ties? the knot|pact|agreement)\b",
        found[index].text,
    ):
        return None
    near = [
        i
        for i in (index - 1, index + 1, index - 2, index + 2)
        if 0 <= i < len(found) and found[i].block.kind in ("paragraph", "item")
    ]
    for i in near:
        if (
            SEALED.search(found[i].text)
            and len(codes[i].dates) == 1
            and not (TOPIC.search(found[i].text) and i < index - 1)
        ):
            places = {item.place for group in codes[i].groups for item in group}
            if places <= tie.pair or not places:
                return years.resolve(next(iter(codes[i].dates.values())))
    return None


def _agreed(compacts: list[Compact]) -> set[frozenset[Place]]:
    """The pairs that signed an agreement together."""
    groups = ([party.place for party in one.parties if not isinstance(party, str)] for one in compacts)
    return {frozenset(pair) for group in groups for pair in combinations(group[:20], 2)}


def _apart(compacts: list[Compact], ties: list[Tie]) -> list[Compact]:
    """The agreements that are no twinning's own: a bare agreement of two twins is the twinning."""
    pairs = {tie.pair for tie in ties if tie.status == "in-force"}
    return [
        one
        for one in compacts
        if one.intent or frozenset(p.place for p in one.parties if not isinstance(p, str)) not in pairs
    ]
