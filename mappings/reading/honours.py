"""Designations: titles conferred on local governments, with the year of the edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.conferring import Group, companions_after, holders
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.honourlists import HEADED, Honour, row_honours, unique
from onemoon.mappings.reading.honouryears import leading_year, section_year, year_of
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.programmes import Programme
from onemoon.mappings.reading.titlecues import patterns
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
            mine = [_dated(one, memory, sentence) for one in _prose(code, sentence, memory)]
        honours += mine
        _remember(memory, code, sentence, titles, mine)
    return unique(
        [
            *honours,
            *row_honours(found, mentions, memory.programme, anchor),
            *line_honours(found, mentions),
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
        groups = _holders(code, mark, scope, sentence, memory)
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
                yield _honour(item, mark, year, code, "prose")


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


def _holders(code: Code, mark: Mark, scope: tuple[int, int], sentence: Sentence, memory: Memory) -> list[Group]:
    host = memory.host
    spot = Item(host, sentence.start, sentence.start) if host else None
    sole = (
        memory.sole
        if not host and re.search(r"\bit\b", code.text[: mark.start]) and not code.groups_in(0, mark.start)
        else None
    )
    if (
        sole
        and patterns()["held"].search(code.text, 0, mark.start)
        and not patterns()["barred"].search(code.text, 0, mark.start)
    ):
        return [(0, 1, [sole])]
    lead = re.sub(r"⟦D\d+⟧", "", code.text[: mark.start])
    if spot and re.match(r"(?:Yes|Indeed|Correct|True|Quite so)\b", lead) and not _places(code, mark):
        return [(mark.start, mark.start, [spot])]
    if sentence.block.kind == "item" and spot and BULLET.fullmatch(lead):
        shared = companions_after(code, mark)
        if shared or not _places(code, mark):
            return [(mark.start, mark.start, [spot]), *shared]
    if (
        re.match(
            r"\W*(?:In |Since |From )?(?:⟦D\d+⟧)?[,:.]? ?(?:[Dd]esignated|[Ss]elected|[Nn]amed|[Cc]hosen|"
            r"[Cc]ertified|[Rr]egistered|[Bb]ecomes|[Aa]warded|[Rr]ecogni[sz]ed|[Oo]btains|[Rr]eceives|"
            r"[Jj]oins)\b",
            lead,
        )
        and spot
        and not _places(code, mark)
    ):
        return [(mark.start, mark.start, [spot])]
    found = holders(code, mark, scope, _subject_host(code.text[: mark.start], host)) or near(code, mark, scope)
    if (
        not found
        and (memory.pair or memory.sole)
        and (each := re.match(r"(?:Each|Both|They)\b", code.text))
        and not code.groups_in(0, mark.start)
    ):
        if patterns()["held"].search(code.text, each.end(), mark.end) and not ELSE.search(
            code.text, each.end(), mark.start
        ):
            return [(0, 1, [memory.sole] if memory.sole and each.group() == "They" else list(memory.pair))]
    if (
        not found
        and spot
        and re.match(
            r"(?:The|This|Its) (?:\w+ )?(?:designation|title|selection|certification|status|recognition)\b", code.text
        )
        and not code.groups
    ):
        return (
            [(0, 1, [spot])]
            if re.search(
                r"\b(?:obtained|received|won|granted|conferred|came|awarded|dates?|gained|earned|was|"
                r"followed)\b",
                code.text[mark.end :],
            )
            else []
        )
    return found


ELSE = re.compile(r"\b(?:for|in|by|with|about|from|into|between) [a-z]|[,;]|⟦T")


BULLET = re.compile(r"[\W\d_]*.{0,8}|[\W\d_]*[Oo]ne of (?:the )?(?:\w+ )?")


def _places(code: Code, mark: Mark) -> bool:
    return bool(code.groups_in(0, mark.start)) or bool(re.match(r"[^.;]{0,40}⟦G", code.text[mark.end :]))


def _subject_host(lead: str, host: Place | None) -> Place | None:
    """The host, where a sentence speaks of it without its name."""
    return host if re.search(r"\b(?:we|our|its?|it|the city)\b", lead, re.IGNORECASE) else None


def _honour(item: Item, mark: Mark, year: str | None, code: Code, rule: str) -> Honour:
    return Honour(item, mark.programme.title, year, rule, 0.85, ((code.start, code.start + 1),))
