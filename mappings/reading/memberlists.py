"""Members in lists: a sentence or heading that announces them, a list of a host's networks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.networks import Body
from onemoon.mappings.reading.placing import Mention

Listed = tuple[Item, str, tuple[int, int]]
ANNOUNCES = re.compile(
    r"\b(?:member(?:s|ship|ships)?|who (?:is|are|sits?|takes part) in (?:it|them)|(?:have|"
    r"has) seats?)(?: (?:cities|towns|governments|regions|provinces|municipalities|states|"
    r"ports|list))?\b[^.;]*(?:as follows|the following|[:.]|no more:?$|below|are(?: these)?:?$|$)",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"^(?:\W*(?:\d+\.? )?(?:the |our |full |current |list of |all |regular )*)?members?\b|"
    r"(?<!among the )(?<!between the )(?<!among our )(?<!among its )\bmembers(?:hip)?$|"
    r"\bmember (?:cities|governments|regions|towns|list|municipalities|provinces)\b",
    re.IGNORECASE,
)
ASKED = re.compile(r"\W*(?:\d+\.? )?Who (?:is|are|sits|takes part) in (?:it|them)\b[^.;]*$")
LABELLED = re.compile(
    r"\W*(?:Member (?:city )?of|Memberships?|Networks?|Belongs to|Member in|International networks)\s*:", re.IGNORECASE
)
OWN_NETWORKS = re.compile(r"\b(?:member of|belongs? to|active in|part of|joined)\b[^.]*:\s*$", re.IGNORECASE)
COLUMN = re.compile(r"\b(?:network|organi[sz]ation|association|body|league|alliance)\b", re.IGNORECASE)
OTHERS = re.compile(
    r"\b(?:observer|candidate|applicant|former|associate partner|not members?|left|withdrawn|non-member|"
    r"waiting)",
    re.IGNORECASE,
)
NETWORKS = re.compile(
    r"\b(?:memberships?|networks|member of|belongs? to|associations|organi[sz]ations (?:we|joined)|"
    r"international organi[sz]ations|bodies|alliances)\b",
    re.IGNORECASE,
)


def listed(
    codes: Sequence[Code],
    found: Sequence[Sentence],
    mentions: Mapping[int, Mention],
    named: Sequence[Sequence[Body]],
    host: Place | None,
) -> Iterator[Listed]:
    """(member, network, span) of each line of a list of members or of a host's networks."""
    if not any(named):
        return
    yield from _rows(found, mentions, named)
    if host:
        yield from _networks(found, mentions, named, host)
    last = open_for = ""
    for sentence, code, here in zip(found, codes, named, strict=True):
        last = next((body.name for body in reversed(here) if not (last and body.event)), last)
        if not last:
            continue
        bare = bare_line(sentence)
        places = [] if OTHERS.search(sentence.text) or not bare else spots(sentence, mentions)
        if sentence.block.kind == "title" and not (open_for and places):
            open_for = ""
        elif _announces(sentence, code) and last and not OTHERS.search(sentence.text):
            open_for = last
            yield from ((spot, last, (sentence.start, sentence.end)) for spot in _inline(sentence, mentions))
        elif places and (open_for or last and _headed(sentence)):
            yield from ((spot, open_for or last, (sentence.start, sentence.end)) for spot in places)
        elif not bare:
            open_for = ""


def _headed(sentence: Sentence) -> bool:
    """Whether a line is an item or cell under a heading that speaks of members."""
    section = sentence.block.section
    return bool(HEADING.search(section)) and not OTHERS.search(section) and sentence.block.kind in ("item", "row")


def _networks(
    found: Sequence[Sentence], mentions: Mapping[int, Mention], named: Sequence[Sequence[Body]], host: Place
) -> Iterator[Listed]:
    """The networks that a list of the host's own names: after a label, or item by item."""
    own = False
    for sentence, here in zip(found, named, strict=True):
        labelled = LABELLED.match(sentence.text)
        if not here:
            own = bool(OWN_NETWORKS.search(sentence.text))
            continue
        item = sentence.block.kind in ("item", "row") and here[0].start < 6 and not spots(sentence, mentions)
        listed_here = item and (own or NETWORKS.search(sentence.block.section)) and not OTHERS.search(sentence.text)
        own = own and item
        for body in here if labelled else here[:1] if listed_here else ():
            yield Item(host, sentence.start, sentence.start), body.name, (sentence.start, sentence.end)


def _rows(
    found: Sequence[Sentence], mentions: Mapping[int, Mention], named: Sequence[Sequence[Body]]
) -> Iterator[Listed]:
    """Rows of a table with a column of members and one of networks."""
    for _, cells in groupby(zip(found, named, strict=True), key=lambda pair: pair[0].block.start):
        row = list(cells)
        block = row[0][0].block
        if block.kind != "row" or not any(NETWORKS.search(title) or COLUMN.search(title) for title in block.header):
            continue
        names = [body.name for _, bodies in row for body in bodies]
        places = [spot for sentence, bodies in row if not bodies for spot in spots(sentence, mentions)]
        yield from ((spot, name, (block.start, block.end)) for spot in places for name in names)


def _announces(sentence: Sentence, code: Code) -> bool:
    """Whether a sentence says that a list of members follows."""
    return (
        bool(ANNOUNCES.search(sentence.text))
        and not re.search(r"\b(?:not|never)\b", sentence.text)
        and (
            bool(ASKED.match(sentence.text))
            or sentence.text.rstrip()[-1:] in ":."
            and (sentence.text.rstrip().endswith(":") or "follow" in sentence.text or "below" in sentence.text)
        )
    )


def _inline(sentence: Sentence, mentions: Mapping[int, Mention]) -> list[Item]:
    """The places of a list that stands in the sentence which announces it."""
    colon = sentence.text.find(": ")
    return [spot for spot in spots(sentence, mentions) if spot.start - sentence.start > colon] if colon >= 0 else []


def bare_line(sentence: Sentence, kinds: str = "PCDN") -> bool:
    """Whether a line is hardly more than tags of some kinds: places, countries and dates."""
    left = re.sub(r"\([^()]*\)|^\W*\d+[.)]", " ", without(sentence, kinds))
    return len(re.findall(r"[a-z]{3,}", left)) <= 3 and "." not in left.strip()[:-1]


def without(sentence: Sentence, kinds: str) -> str:
    """The text of a sentence with a gap for each tag of some kinds."""
    parts, at = [], sentence.start
    for tag in sentence.tags:
        if tag.kind in kinds and tag.start >= at:
            parts.append(sentence.text[at - sentence.start : tag.start - sentence.start])
            at = tag.end
    parts.append(sentence.text[at - sentence.start :])
    return " ".join(parts)


def spots(sentence: Sentence, mentions: Mapping[int, Mention]) -> list[Item]:
    """The places of a sentence in order."""
    return [
        Item(mentions[tag.start].place, tag.start, tag.end)
        for tag in sentence.tags
        if tag.kind == "P" and tag.start in mentions
    ]
