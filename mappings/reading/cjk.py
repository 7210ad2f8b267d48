"""Reading a Korean, Japanese or Chinese document: everything that it states."""

from __future__ import annotations

from onemoon.mappings.reading.cjkevents import events_in
from onemoon.mappings.reading.cjkhonours import belongings_in, compacts_in, honours_in
from onemoon.mappings.reading.cjklists import listed_ties
from onemoon.mappings.reading.cjknames import NativeNames
from onemoon.mappings.reading.cjkpage import language_of
from onemoon.mappings.reading.cjkpeople import officers_in
from onemoon.mappings.reading.cjkscene import Scene, scene
from onemoon.mappings.reading.cjkties import prose_ties
from onemoon.mappings.reading.cjkwords import words
from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.compacts import Compact
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.readings import Reading
from onemoon.mappings.reading.source import Source
from onemoon.mappings.reading.ties import Tie

__all__ = ["extract_cjk", "language_of"]


def extract_cjk(source: Source, names: NativeNames, language: str) -> Reading:
    """The reading of a source in ko, ja or zh."""
    found = scene(source, words(language), names)
    ties = [*listed_ties(found), *prose_ties(found)]
    officers = officers_in(found)
    return Reading(
        source,
        found.date,
        found.host,
        [line.sentence for line in found.lines],
        [],
        _mentions(found, [span for one in officers for span in one.spans]),
        ties,
        honours_in(found),
        officers,
        belongings_in(found),
        [one for one in compacts_in(found) if one.intent or not _tied(one, ties)],
        events_in(found),
    )


def _tied(compact: Compact, ties: list[Tie]) -> bool:
    """Whether two parties of a bare agreement are twins: then it is the twinning's."""
    places = {party.place for party in compact.parties if isinstance(party, Item)}
    return any(tie.pair <= places for tie in ties)


def _mentions(found: Scene, people: list[tuple[int, int]]) -> dict[int, Mention]:
    """The places where they stand, with the form that stands there; a person's name is no place."""
    mentions: dict[int, Mention] = {}
    named = {position for start, end in people for position in range(start, end)}
    for line in found.lines:
        for spot in line.spots:
            if not spot.inside:
                start, end = line.sentence.start + spot.start, line.sentence.start + spot.end
                if start in named:
                    continue
                mentions[start] = Mention(start, end, found.source.text[start:end], spot.place)
    return mentions
