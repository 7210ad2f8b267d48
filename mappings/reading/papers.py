"""Agreements of the document's host: one other party is named, in prose, under a heading of papers or in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from onemoon.mappings.reading.clauses import clauses
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.compacts import BITS, ON, PAPER, SIGNED, STANDS, Compact, is_intent, paper_in, subject_of
from onemoon.mappings.reading.cues import Cues
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place

WITH = re.compile(r"\b[Ww]ith (?:the )?⟦G(\d+)⟧")
LINE = re.compile(
    rf"\W{{0,8}}(?:[\d.:]{{1,10}} ){{0,3}}(?:[Aa]n? |[Oo]nly (?:the |an? ))?(?:[\w-]+ ){{0,2}}?{PAPER.pattern}",
    re.IGNORECASE,
)
VERB = re.compile(r"\b(?:is|are|was|were|will|would|may|has been|have been|had)\b")
PAPERS = re.compile(
    r"\b(?:memorand(?:um|a)|mous|agreements?|accords?|protocols?|instruments|papers|pacts)\b", re.IGNORECASE
)
OTHERWISE = re.compile(
    r"sister|twin|friend|partner|plan|draft|talks|prepar|discuss|former|expired|ended|lapsed|not\b", re.IGNORECASE
)
UNSIGNED = re.compile(r"\b(?:not|never|nothing|none|nobody)\b[^.;]{0,30}\bsigned\b|\bunsigned\b", re.IGNORECASE)
ENTRY = re.compile(r"\W{0,8}(?:[\d.]{1,8} |\w[.)] )?⟦G(\d+)⟧(?:\s*(?:--|[-–—:,;])\s*(?:an? )?)?")
ALONE = re.compile(rf"\W{{0,8}}(?:\w[.)] )?(?:[A-Z][\w-]+ )?{PAPERS.pattern}[.:]?\W*$", re.IGNORECASE)
NUMBERED = re.compile(r"\s{0,8}\(?(\d{1,3})[.)]?(\d{1,3})?\W")


def papers_in(
    codes: Sequence[Code],
    found: Sequence[Sentence],
    host: Place | None,
    known: Sequence[Compact],
    anchor: str | None,
    cues: Cues,
) -> list[Compact]:
    """The papers that the host has with one other, told where no clause names both."""
    told = {span[0] for one in known for span in one.spans}
    pairs = {frozenset(p.place if isinstance(p, Item) else p for p in one.parties) for one in known}
    out = []
    for one in [*_rows(codes, found, host, anchor, cues), *_lines(codes, found, host, anchor, cues)]:
        key = frozenset(p.place if isinstance(p, Item) else p for p in one.parties)
        if one.spans[0][0] not in told and key not in pairs:
            pairs.add(key)
            out.append(one)
    return out


def _lines(
    codes: Sequence[Code], found: Sequence[Sentence], host: Place | None, anchor: str | None, cues: Cues
) -> Iterator[Compact]:
    if host is None:
        return
    listed = ""
    for code, sentence in zip(codes, found, strict=True):
        if _heads(code, sentence, listed):
            number = NUMBERED.match(sentence.text)
            papers = PAPERS.search(sentence.text) and not OTHERWISE.search(sentence.text)
            listed = (number[1] if number else "-") if papers and len(sentence.text.split()) < 8 else ""
        elif sentence.block.kind in ("paragraph", "item", "answer", "title"):
            yield from _prose(code, sentence, host, anchor, cues)
            if one := _entry(code, sentence, bool(listed), host, anchor):
                yield one


def _heads(code: Code, sentence: Sentence, listed: str) -> bool:
    """Whether a line is a heading; one numbered below the heading of papers is an entry under it."""
    number = NUMBERED.match(sentence.text)
    if sentence.block.kind in ("title", "header"):
        return not (listed and number and number[2] and number[1] == listed)
    short = len(sentence.text.split()) < 6 and not sentence.tags
    return short and (sentence.block.kind == "item" and bool(number) or bool(ALONE.match(sentence.text)))


def _prose(code: Code, sentence: Sentence, host: Place, anchor: str | None, cues: Cues) -> Iterator[Compact]:
    """`A memorandum on tourism with X is in force`, `Memorandum with X on tourism`."""
    if not BITS.search(code.text) or not WITH.search(code.text) or UNSIGNED.search(code.text):
        return
    for start, end in clauses(code.text):
        text = code.text[start:end]
        paper, side = paper_in(text, cues), WITH.search(text)
        if not paper or not side or not _stands(text, paper):
            continue
        others = [item for _, _, group in code.groups_in(start, start + side.end()) for item in group]
        others = [item for item in others if item.place != host]
        if len(others) == 1 and others[0] in code.groups[int(side[1])]:
            yield _compact(code, sentence, host, others[0], paper, anchor)


def _stands(text: str, paper: re.Match[str]) -> bool:
    """Whether a clause says that a paper was signed, or is a line of a list that names it."""
    if SIGNED.search(text):
        return True
    about = bool(ON.match(text, paper.end())) or is_intent(paper)
    return about and bool(STANDS.search(text) or LINE.match(text) and not VERB.search(text))


def _entry(code: Code, sentence: Sentence, listed: bool, host: Place, anchor: str | None) -> Compact | None:
    """A line that begins with the other party, under a heading of papers or with the paper's name after it."""
    match = ENTRY.match(code.text)
    if not match or not code.dates or VERB.search(code.text) or OTHERWISE.search(sentence.text):
        return None
    paper = PAPER.match(code.text, match.end())
    group = [item for item in code.groups[int(match[1])] if item.place != host]
    if not listed and not paper or not 1 <= len(group) <= 2:
        return None
    parties = group if len(group) == 2 else [Item(host, code.start, code.start), *group]
    return _told(parties, sentence, paper, code.text, _when(list(code.dates.values()), anchor))


def _rows(
    codes: Sequence[Code], found: Sequence[Sentence], host: Place | None, anchor: str | None, cues: Cues
) -> Iterator[Compact]:
    """Rows in which one cell is a paper, another its party, or two its parties."""
    numbered = zip(codes, found, strict=True)
    for block, group in groupby(numbered, key=lambda pair: pair[1].block):
        cells = list(group) if block.kind == "row" else []
        if not any(BITS.search(cell.text) for _, cell in cells) or OTHERWISE.search(
            " ".join(cell.text for _, cell in cells)
        ):
            continue
        papers = [(code, cell) for code, cell in cells if (m := PAPER.search(cell.text)) and m.start() < 30]
        items = {item.place: item for code, _ in cells for one in code.groups for item in one}
        dates = [date for code, _ in cells for date in code.dates.values()]
        if len(papers) == 1 and dates and 1 <= len(items) <= 2:
            code, cell = papers[0]
            paper = paper_in(code.text, cues)
            parties = list(items.values()) if len(items) == 2 else [*_host(host, code), *items.values()]
            if paper and len({one.place for one in parties}) == 2:
                yield _told(parties, cell, paper, code.text, _when(dates, anchor))


def _host(host: Place | None, code: Code) -> list[Item]:
    return [Item(host, code.start, code.start)] if host else []


def _compact(
    code: Code, sentence: Sentence, host: Place, other: Item, paper: re.Match[str] | None, anchor: str | None
) -> Compact:
    parties = [Item(host, code.start, code.start), other]
    return _told(parties, sentence, paper, code.text, _when(list(code.dates.values()), anchor))


def _told(
    parties: Sequence[Item], sentence: Sentence, paper: re.Match[str] | None, text: str, when: When | None
) -> Compact:
    subject = subject_of(paper) if paper else text.rpartition(": ")[2].strip() if ": " in text else ""
    intent = paper is None or is_intent(paper) or bool(subject)
    return Compact(tuple(parties), subject, when, ((sentence.start, sentence.end),), intent, "paper", 0.7)


def _when(dates: Sequence[Found], anchor: str | None) -> When | None:
    return next((when for one in dates if (when := resolve(one, anchor))), None)
