"""Designations: titles conferred on local governments, with the year of the edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onemoon.mappings.reading.certainty import certainty
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.conferring import Group, holders
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.holders import not_another
from onemoon.mappings.reading.honourlists import HEADED, Honour, row_honours, unique
from onemoon.mappings.reading.honouryears import leading_year, section_year, year_of
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.programmes import Programme
from onemoon.mappings.reading.titlecues import patterns
from onemoon.mappings.reading.titlehosts import both, of_the_host, remembered, told
from onemoon.mappings.reading.titlelines import line_honours, row_titles
from onemoon.mappings.reading.titlemarks import Mark, marks_in
from onemoon.mappings.reading.titleseries import elliptic, followed, respectively
from onemoon.mappings.reading.titlesnear import near


@dataclass
class Memory:
    """What the sentences before said of titles: the last one, its year and holders, the places named together."""

    host: Place | None
    anchor: str | None
    programme: Programme | None = None
    year: int | None = None
    edition: str | None = None
    lead: str | None = None
    fresh: bool = False
    pair: Sequence[Item] = ()
    sole: Item | None = None
    block: object = None


def honours_in(
    codes: Sequence[Code],
    found: Sequence[Sentence],
    mentions: dict[int, Mention],
    host: Place | None,
    anchor: str | None,
) -> list[Honour]:
    """The designations of a document, prose first, then its lists."""
    memory = Memory(host, anchor)
    honours: list[Honour] = []
    for code, sentence in zip(codes, found, strict=True):
        titles = [tag.value for tag in sentence.tags if tag.kind == "T"]
        if memory.block is not sentence.block:
            memory.block, memory.lead = sentence.block, None
        memory.lead = leading_year(sentence) or memory.lead
        mine: list[Honour] = []
        if sentence.block.kind not in ("row", "header") and (titles or memory.programme):
            mine = _doubted([_dated(one, memory, sentence) for one in _prose(code, sentence, memory)], sentence)
        honours += mine
        _remember(memory, code, sentence, titles, mine)
    return unique(
        [
            *honours,
            *line_honours(found, mentions),
            *row_honours(found, mentions),
            *row_titles(found, mentions, host),
        ]
    )


def _remember(
    memory: Memory, code: Code, sentence: Sentence, titles: Sequence[Programme], mine: Sequence[Honour]
) -> None:
    spoken = bool(titles) and bool(patterns()["held"].search(sentence.text))
    memory.fresh = (spoken or bool(mine)) and sentence.block.kind != "title"
    if titles:
        memory.programme = titles[-1]
    if sentence.block.kind == "title":
        memory.edition = _edition(sentence, titles) or (memory.edition if sentence.index < 4 else None)
    years = [one.year for one in code.dates.values() if one.year]
    named = memory.programme.year if titles and memory.programme else None
    memory.year = years[-1] if years else int(named) if named else memory.year
    for group in code.groups:
        if len(group) > 1:
            memory.pair = group
    memory.sole = code.groups[0][0] if len(code.groups) == 1 and len(code.groups[0]) == 1 else None


def _edition(sentence: Sentence, titles: Sequence[Programme]) -> str | None:
    """The year of a heading, for the titles below it."""
    years = [tag.value.year for tag in sentence.tags if tag.kind == "D" and tag.value.kind == "year" and tag.value.year]
    named = next((title.year for title in titles if title.year), None)
    return named or (str(years[0]) if len(years) == 1 and HEADED.search(sentence.text) else None)


def _dated(one: Honour, memory: Memory, sentence: Sentence) -> Honour:
    then = str(memory.year) if memory.year and THEN.match(sentence.text) else None
    return one if one.year else replace(one, year=then or memory.edition or section_year(sentence, memory.lead))


def _doubted(honours: Sequence[Honour], sentence: Sentence) -> list[Honour]:
    """Titles without a year are doubtful where only `the title` is said, or a time that isn't understood."""
    timed = any(tag.kind == "D" and not tag.value.day for tag in sentence.tags) or TIMED.search(sentence.text)
    vague = bool(timed) and not any(one.year for one in honours)
    return [
        replace(one, rule="undated", confidence=certainty("title-undated"))
        if not one.year and (vague or one.rule == "meant")
        else one
        for one in honours
    ]


TIMED = re.compile(
    r"\b(?:same|next|following|previous|preceding|last|this|that) (?:day|week|month|season|year|autumn|spring|summer|"
    r"winter)\b|\b(?:months?|years?|seasons?) (?:long|later|after|before|earlier|ago)\b|\bfor (?:\w+ )?(?:months|"
    r"a year)\b|"
    r"\bthe year (?:after|before)\b",
    re.IGNORECASE,
)

THEN = re.compile(
    r"\W*(?:That|This|It) was (?:when|the year|then)|\W*(?:Then|At that time|On that occasion|That year|The "
    r"same year|In the same year)\b"
)


def _prose(code: Code, sentence: Sentence, memory: Memory) -> Iterator[Honour]:
    """The titles of a sentence with those who hold them."""
    marks = marks_in(code, sentence, memory.programme, memory.fresh)
    first: list[Group] = []
    literal = {tag.start for tag in sentence.tags if tag.kind == "P"}
    for index, mark in enumerate(marks):
        scope = _scope(code.text, marks, index)
        rule, groups = _holders(code, mark, scope, sentence, memory)
        if index and not groups and first and _joined(code.text[marks[index - 1].end : mark.start]):
            groups = first
        first = first or groups
        groups = followed(code, groups)
        last = groups[-1][1] if groups else mark.end
        groups = [
            *groups,
            *elliptic(
                code, max(last, mark.end), marks[index + 1].start if index + 1 < len(marks) else len(code.text), groups
            ),
        ]
        counted = [item for _, _, items in groups for item in items]
        for start, end, items in groups:
            for item in items:
                year = respectively(code, counted, item, scope) or year_of(
                    code, mark, (start, end), item, scope, memory.anchor, memory.year
                )
                if mark.meant and not year and item.start not in literal:
                    continue
                yield _honour(item, mark, year, code, rule if item.start in literal else "host")


def _scope(text: str, marks: Sequence[Mark], index: int) -> tuple[int, int]:
    """The stretch of a sentence that belongs to one of its titles."""
    mark = marks[index]
    low = max(marks[index - 1].end if index else 0, text.rfind("; ", 0, mark.start) + 1)
    high = marks[index + 1].start if index + 1 < len(marks) else len(text)
    semi = text.find("; ", mark.end)
    return low, high if semi < 0 else min(high, semi)


def _joined(between: str) -> bool:
    return (
        bool(re.search(r"\b(?:and|also|as well as|too)\b|^,|^\s?\(?⟦D\d+⟧\)?[,;] ?$", between)) and "⟦G" not in between
    )


def _holders(
    code: Code, mark: Mark, scope: tuple[int, int], sentence: Sentence, memory: Memory
) -> tuple[str, list[Group]]:
    """The rule by which a title has its holders in a sentence, and they."""
    spot = Item(memory.host, sentence.start, sentence.start) if memory.host else None
    if meant := remembered(code, mark, memory.sole if not memory.host else None):
        return "host", meant
    if spot and (own := of_the_host(code, mark, spot, sentence.block.kind)):
        return "host", own
    if found := holders(code, mark, scope, _subject_host(code.text[: mark.start], memory.host)):
        return "meant" if mark.meant else "prose", found
    if nearby := near(code, mark, scope):
        return "near", nearby
    if each := both(code, mark, memory.pair, memory.sole):
        return "host", each
    return "host", told(code, mark, spot)


OURS = re.compile(
    r"\b(?:we|our|its?|(?:the|this|my) (?:city|town|prefecture|province|county|district|municipality|village))\b",
    re.IGNORECASE,
)


def _subject_host(lead: str, host: Place | None) -> Place | None:
    """The host, where a sentence speaks of it without its name."""
    return host if host and OURS.search(lead) and not_another(host, lead) else None


def _honour(item: Item, mark: Mark, year: str | None, code: Code, rule: str) -> Honour:
    return Honour(item, mark.programme.title, year, rule, certainty(f"title-{rule}"), ((code.start, code.start + 1),))
