"""Twinnings that no rule read, proposed where they are likely, and rules' ties weighed anew."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from onemoon.mappings.reading.assess import BAR, DOUBT, rated, weighed
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.cues import cues
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.learned.pairs import Page
from onemoon.mappings.reading.learned.weigher import PLACES, Weighed, Weights, weigh
from onemoon.mappings.reading.standing import standing
from onemoon.mappings.reading.ties import Tie
from onemoon.mappings.reading.topics import kind_of

RULE = "learned"
ROW = "table-row"
SURE = 0.65
WORTH_ASKING = 0.3
UNLIKELY = 0.1
Key = frozenset[tuple[str, str]]


def with_learned(ties: Sequence[Tie], page: Page, codes: Sequence[Code], learned: Weights) -> list[Tie]:
    """The ties that rules read, those doubted that are unlikely, and the likely pairs that no rule read."""
    if not learned.second:
        return list(ties)
    read = {tie.pair: tie for tie in weighed(ties)}
    found = {_key(pair): one for pair, one in weigh(page, learned, read).items()}
    kept = [_rated(tie, found.get(_key(tie.pair))) for tie in ties]
    known = {_key(tie.pair) for tie in ties}
    told = {(tie.spans[0][0], place) for tie in ties for place in tie.pair}
    likely = [one for key, one in found.items() if key not in known and _worth_asking(one, page)]
    rows = {page.heads[page.at(tie.spans[0][0])] for tie in ties if tie.rule == ROW}
    return kept + [
        tie for one in likely if not _settled(one, page, told) and (tie := _proposed(one, page, codes, rows))
    ]


def confidence(probability: float) -> float:
    """The confidence in a pair of that probability: SURE is at the bar."""
    return round(probability * BAR / SURE, PLACES)


def probability(confidence: float) -> float:
    """The probability behind a confidence."""
    return confidence * SURE / BAR


def _key(pair: frozenset[Place]) -> Key:
    return frozenset((place.name, place.country) for place in pair)


def _rated(tie: Tie, one: Weighed | None) -> Tie:
    """A rule's tie, doubted or trusted against the rule where its probability is far from the rule's precision."""
    if one is None or tie.status != "in-force":
        return tie
    if one.probability < UNLIKELY:
        return replace(tie, confidence=DOUBT)
    if one.probability >= SURE and rated(tie) < BAR:
        return replace(tie, confidence=confidence(one.probability))
    return tie


def _worth_asking(one: Weighed, page: Page) -> bool:
    """Whether a pair is likely enough for a question, and neither of its names is perhaps a word."""
    here = page.named[one.evidence.index]
    spots = [here[at] for at in (one.evidence.first, one.evidence.second) if at is not None]
    return one.probability >= WORTH_ASKING and not any(mention.weak for mention in spots)


def _settled(one: Weighed, page: Page, told: Set[tuple[int, Place]]) -> bool:
    """Whether a rule has read in the same sentence with whom its places are tied."""
    here = one.evidence
    start, place = page.sentences[here.index].start, page.place(here)
    return (start, place) in told and (here.far or (start, here.partner) in told)


def _proposed(one: Weighed, page: Page, codes: Sequence[Code], rows: Set[int | None]) -> Tie | None:
    """The tie of a likely pair; none if its clause denies it. rows are the headings of tables that a rule has read."""
    here = one.evidence
    sentence, second = page.sentences[here.index], page.named[here.index][here.second]
    status = standing(page.sentences, codes, here.index, second.start, cues())
    if status is None:
        return None
    first = page.named[here.index][here.first].start if here.first is not None else second.start
    item = Item(second.place, second.start, second.end)
    spans, kind = ((sentence.start, sentence.end),), _kind(page, here.index)
    passed = sentence.block.kind == "row" and page.heads[here.index] in rows
    chance = min(one.probability, SURE - 0.01) if passed or _agreed(one, page) else one.probability
    return Tie(Item(here.partner, first, first), item, kind, status, None, RULE, spans, confidence(chance))


def _agreed(one: Weighed, page: Page) -> bool:
    """Whether a pair signed something else: then nothing is published unseen."""
    return frozenset((one.evidence.partner, page.place(one.evidence))) in page.agreed


def _kind(page: Page, index: int) -> str:
    """The kind by the nearest words: of the sentence, its heading, the sentences before, the first lines."""
    head = page.heads[index]
    order = [index, *([] if head is None else [head]), *range(index - 1, max(-1, index - 6), -1), 0, 1, 2]
    texts = (page.sentences[place].text for place in order if place < len(page.sentences))
    return next((kind for text in texts if (kind := kind_of(text))), "sister")
