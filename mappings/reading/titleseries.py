"""Titles that go from place to place within a sentence: `A in 2018, B in 2019`, `A; B followed in 2019`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.conferring import Group

ELLIPSIS = re.compile(
    r"(?:[^;⟦]{0,20}?\b(?:when|while|and|before|until) )(?:the )?⟦G(\d+)⟧ (?:was|were|is) (?:named|chosen|"
    r"selected|designated|picked|appointed)(?= (?:in|for) ⟦D)|"
    r"(?:,? (?:in|for|since) ⟦D\d+⟧)?(?:,|;|:| and|,? while|\.)? ?(?:and |then |later |before it |after it |"
    r"after |following |succeeding |preceded by |followed by |before |thus |finally "
    r")*(?:in ⟦D\d+⟧,? (?:it was |came |that of )?)?⟦G(\d+)⟧"
    r"(?: (?:followed(?: suit)?|did(?: so)?|got it|came next|was next|likewise|took over|succeeded it|"
    r"joined(?: it)?|does|has it|had it))?(?= (?:(?:in|for|since|from|the year after) )?⟦D)"
)


def elliptic(code: Code, at: int, high: int, groups: Sequence[Group]) -> Iterator[Group]:
    """`…, B in 2019 and C in 2020` after who held a title before."""
    while groups and (match := ELLIPSIS.match(code.text, at)):
        start = code.text.rindex("⟦G", 0, match.end())
        at = code.text.index("⟧", start) + 1
        if at > high:
            return
        items = code.groups[int(match.group(1) or match.group(2))]
        if items and not any(item in group[2] for group in groups for item in items):
            yield start, match.end(), items
        at = match.end()


FOLLOWED = re.compile(r" (?:followed(?: suit)?|came next|did so|took over|was next|got it|had it)(?= (?:in|for) ⟦D)")


def followed(code: Code, groups: Sequence[Group]) -> list[Group]:
    """The groups of which one, `A; B followed in 2019`, speaks of two years, taken apart."""
    split: list[Group] = []
    for start, end, items in groups:
        verb = FOLLOWED.match(code.text, end)
        if verb and len(items) > 1:
            split += [(start, start, items[:-1]), (start, verb.end(), items[-1:])]
        else:
            split.append((start, end, items))
    return split


def respectively(code: Code, items: Sequence[Item], item: Item, scope: tuple[int, int]) -> str | None:
    """The year that belongs to one of several places where a sentence counts them off."""
    numbers = [int(one) for one in re.findall(r"⟦D(\d+)⟧", code.text[scope[0] : scope[1]])]
    if "respectively" not in code.text or len(numbers) != len(items) or len(items) < 2:
        return None
    year = code.dates[numbers[list(items).index(item)]].year
    return str(year) if year else None
