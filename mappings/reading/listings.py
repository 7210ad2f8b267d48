"""Twinnings in lists and tables: the host from the page, the kind from the heading or a column, one row a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from onemoon.mappings.reading.coded import Code, Item, encode, fold_lists
from onemoon.mappings.reading.cues import Cues
from onemoon.mappings.reading.dateforms import find
from onemoon.mappings.reading.dates import resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.force import force
from onemoon.mappings.reading.gazetteer import Gazetteer, Place
from onemoon.mappings.reading.legends import legend, marked
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.tables import Page, columns_of, row_ties, tabled
from onemoon.mappings.reading.ties import Tie, comparable
from onemoon.mappings.reading.topics import DENIED, TOPIC, kind_of
from onemoon.mappings.reading.years import BEGUN

NEUTRAL = re.compile(
    r"^[\W\d]*(?:asia|europe|africa|oceania|(?:north|south|latin|central)? ?americas?|the americas|middle east|"
    r"overseas|abroad|"
    r"domestic|in japan|in korea|in china|japan|korea|china|russia|list|cities|at a glance)\W*$|"
    r"\b(?:struck|removed|former|ended|not yet|pending|under (?:discussion|review)|candidates?|waiting)\b",
    re.IGNORECASE,
)


def listed_ties(
    found: Sequence[Sentence],
    mentions: dict[int, Mention],
    host: Place | None,
    anchor: str | None,
    cues: Cues,
    gazetteer: Gazetteer,
) -> list[Tie]:
    """The twinnings of a page's lists and tables; without a host only those that name both sides."""
    topic = any(TOPIC.search(s.text) and not DENIED.search(s.text) for s in found[:8])
    marks = legend("\n".join(sentence.text for sentence in found))
    page = Page(host, anchor, cues, gazetteer, mentions, topic or bool(marks), marks)
    headed = any(
        TOPIC.search(s.text) and not DENIED.search(s.text) and len(s.text) < 90 and not s.text.rstrip().endswith(".")
        for s in found[:8]
    )
    ties: list[Tie] = []
    above: dict[int, Sentence] = {}
    lead = page
    for block, group in groupby(found, key=lambda sentence: sentence.block):
        sentences = list(group)
        if lead is not page and (block.kind == "item" or block.kind == "paragraph" and _bare(sentences)):
            ties += _listed(lead, sentences)
            continue
        lead = _introduced(page, sentences[-1])
        if block.kind != "row":
            above = {}
        elif tabled(page, sentences):
            columns = columns_of(sentences, above)
            above = columns if len(block.cells) == len(block.header) else above
            ties += row_ties(page, sentences, columns)
        if block.kind in ("item", "paragraph"):
            own = bool(TOPIC.search(block.section)) and not DENIED.search(block.section)
            if not (own or headed and NEUTRAL.search(block.section)):
                continue
            if block.kind == "paragraph" and len(pieces := _run_on(sentences)) > 2:
                ties += [tie for piece in pieces for tie in _item(page, [piece])]
            elif block.kind == "item" or _bare(sentences):
                ties += _listed(page, sentences)
    return ties


INTRODUCED = re.compile(
    r"\b(?:twinned with|(?:sister|twin|friendship|partner)[- ](?:cit(?:y|ies)|towns?)(?: \w+){0,3}(?: are| include|"
    r" with)?)\s?:$",
    re.IGNORECASE,
)


def _introduced(page: Page, sentence: Sentence) -> Page:
    """The page as the list after `X is twinned with:` has it: X is the host."""
    if not INTRODUCED.search(sentence.text.strip()) or sentence.block.kind == "row":
        return page
    spots = [page.mentions[tag.start] for tag in sentence.tags if tag.kind == "P" and tag.start in page.mentions]
    host = spots[0].place if len(spots) == 1 else page.host
    return replace(page, host=host, topic=True) if host else page


STROKE = re.compile(r"\s[/|·•]\s|;\s")


def _run_on(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The items of a list run on in one paragraph, set apart by strokes: `X, 1990 / Y, 1992`; none if it is prose."""
    pieces: list[Sentence] = []
    for sentence in sentences:
        cuts = [0, *(m.end() for m in STROKE.finditer(sentence.text)), len(sentence.text) + 1]
        for low, high in zip(cuts, cuts[1:], strict=False):
            start, end = sentence.start + low, min(sentence.end, sentence.start + high)
            tags = tuple(tag for tag in sentence.tags if start <= tag.start and tag.end <= end)
            pieces.append(
                replace(sentence, start=start, end=end, text=sentence.text[low : end - sentence.start], tags=tags)
            )
    leading = sum(any(tag.kind == "P" and tag.start - piece.start < 4 for tag in piece.tags) for piece in pieces)
    return pieces if leading >= 0.8 * len(pieces) else []


def _listed(page: Page, sentences: Sequence[Sentence]) -> list[Tie]:
    if sentences[0].block.kind == "paragraph":
        return [tie for sentence in sentences for tie in _item(page, [sentence])]
    return _item(page, sentences)


def _bare(sentences: Sequence[Sentence]) -> bool:
    """Whether a paragraph is nothing but names of places, countries and dates."""
    text = sum(len(re.sub(r"[\W_]+", "", s.text)) for s in sentences)
    tagged = sum(
        len(re.sub(r"[\W_]+", "", s.text[t.start - s.start : t.end - s.start]))
        for s in sentences
        for t in s.tags
        if t.kind in "PCD"
    )
    return bool(text) and tagged / text > 0.72 and any(t.kind == "P" for s in sentences for t in s.tags)


PAIRED = re.compile(r"^\W*⟦G(\d+)⟧ ?(?:[-–—↔&/]|<->|and|with|twinned with|~) ?⟦G(\d+)⟧")
IN_PAIRS = re.compile(r"\bpair|\bbetween\b|\bwho with whom", re.IGNORECASE)


def _item(page: Page, sentences: Sequence[Sentence]) -> list[Tie]:
    sentence = sentences[0]
    code = fold_lists(encode(sentence, _promoted(sentence, page.mentions), weak=True))
    groups = code.groups_in(0, len(code.text))
    status = _item_status(page, sentence)
    mark = marked(sentence.text, page.legend)
    if mark:
        status = mark.status if status == "in-force" else status
    if not groups or groups[0][0] > 22 or status is None or re.search(r"⟦[EH]\d+⟧", code.text[: groups[0][0]]):
        return []
    last = max((end for _, end, _ in groups), default=0)
    dates = [date for date in code.dates.values() if date.year]
    dates = dates or [date for other in sentences[1:3] for date in find(other.text) if date.year][:1]
    said = mark.kind if mark else kind_of(code.text[:last] if len(groups) == 1 else "")
    own = said or kind_of(sentence.block.section) or "sister"
    if status == "ended":
        over = page.cues.ended.search(sentence.text.lower())
        dates = [
            one
            for one in find(sentence.text)
            if one.year and (not over or BEGUN.search(sentence.text[: one.start]) or one.end <= over.start())
        ][:1]
    first, items = _paired(page, code, sentence, groups)
    if first is None:
        return []
    undated = not any(i.date for _, _, g in groups for i in g)
    span = ((sentence.start, sentences[-1].end),)
    ties = []
    for item in items:
        date = item.date or (dates[-1] if dates and undated else None)
        when = resolve(date, page.anchor) if date else None
        if comparable(first.place, item.place):
            ties.append(Tie(first, item, own, status, when, "list-item", span))
    return ties


def _item_status(page: Page, sentence: Sentence) -> str | None:
    """The force of an item, with that of its heading."""
    status = force(sentence.text, page.cues, 0)
    if status is None and not page.cues.negated.search(sentence.text.lower()):
        status = "in-force"
    heading = force(sentence.block.section, page.cues, 0)
    return heading if status == "in-force" and heading in ("ended", "planned") else status


def _paired(
    page: Page, code: Code, sentence: Sentence, groups: Sequence[tuple[int, int, list[Item]]]
) -> tuple[Item | None, list[Item]]:
    """(one side, the other) of an item: two places joined in a list of pairs, else the host and what it leads with."""
    if page.host is None or IN_PAIRS.search(sentence.block.section):
        if match := PAIRED.match(code.text):
            one, other = (code.groups[int(number)] for number in match.groups())
            return (one[0], other) if len(one) == len(other) == 1 else (None, [])
        leads = groups[0][2]
        return (leads[0], leads[1:]) if len(leads) == 2 and " and " in sentence.text else (None, [])
    return Item(page.host, sentence.start, sentence.start), list(_leading(code, groups))


def _leading(code: Code, groups: Sequence[tuple[int, int, list[Item]]]) -> Iterator[Item]:
    position = 0
    for start, end, items in groups:
        if position and not re.fullmatch(
            r"[\s,;:]*(?:and|&)?[\s(]*(?:⟦[DC]\d+⟧[\s),;]*){0,2}(?:and )?", code.text[position:start]
        ):
            return
        yield from items
        position = end


def _promoted(sentence: Sentence, mentions: dict[int, Mention]) -> dict[int, Mention]:
    """In a list of partners the first name of an item is a place however weak."""
    spots = [tag for tag in sentence.tags if tag.kind == "P" and tag.start in mentions]
    lead = spots if _bare([sentence]) else spots[:1]
    for tag in lead:
        if tag is not spots[0] or tag.start - sentence.start < 8:
            mentions[tag.start] = replace(mentions[tag.start], weak=False)
    return mentions
