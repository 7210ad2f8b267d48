"""Titles whose holder a sentence doesn't name: the host of the page, the place last named, two places of before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.conferring import Group, companions_after
from onemoon.mappings.reading.titlecues import patterns
from onemoon.mappings.reading.titlemarks import Mark

YES = re.compile(r"(?:Yes|Indeed|Correct|True|Quite so)\b")
BULLET = re.compile(r"[\W\d_]*.{0,8}|[\W\d_]*[Oo]ne of (?:the )?(?:\w+ )?")
LED = re.compile(
    r"\W*(?:In |Since |From )?(?:⟦D\d+⟧)?[,:.]? ?(?:[Dd]esignated|[Ss]elected|[Nn]amed|[Cc]hosen|[Cc]ertified|"
    r"[Rr]egistered|[Bb]ecomes|[Aa]warded|[Rr]ecogni[sz]ed|[Oo]btains|[Rr]eceives|[Jj]oins)\b"
)
ELSE = re.compile(r"\b(?:for|in|by|with|about|from|into|between) [a-z]|[,;]|⟦T")
ITS = re.compile(r"(?:The|This|Its) (?:\w+ )?(?:designation|title|selection|certification|status|recognition)\b")
CAME = re.compile(r"\b(?:obtained|received|won|granted|conferred|came|awarded|dates?|gained|earned|was|followed)\b")


def remembered(code: Code, mark: Mark, sole: Item | None) -> list[Group]:
    """`It became a …`: the one place of the sentence before."""
    lead = code.text[: mark.start]
    if not sole or code.groups_in(0, mark.start) or not re.search(r"\bit\b", lead):
        return []
    rows = patterns()
    if not rows["held"].search(lead) or rows["barred"].search(lead):
        return []
    return [(0, 1, [sole]), *companions_after(code, mark)]


def of_the_host(code: Code, mark: Mark, spot: Item, kind: str) -> list[Group]:
    """Answers, items and headless sentences of a page that speaks for one place."""
    lead = re.sub(r"⟦D\d+⟧", "", code.text[: mark.start])
    alone = not _places(code, mark)
    here: Group = (mark.start, mark.start, [spot])
    if kind == "item" and BULLET.fullmatch(lead):
        shared = companions_after(code, mark)
        return [here, *shared] if shared or alone else []
    return [here] if alone and (YES.match(lead) or LED.match(lead)) else []


def both(code: Code, mark: Mark, pair: Sequence[Item], sole: Item | None) -> list[Group]:
    """`Both are …`, `They became …`: the places of the sentence before."""
    each = re.match(r"(?:Each|Both|They)\b", code.text)
    if not each or not (pair or sole) or code.groups_in(0, mark.start):
        return []
    if not patterns()["held"].search(code.text, each.end(), mark.end) or ELSE.search(code.text, each.end(), mark.start):
        return []
    return [(0, 1, [sole] if sole and each.group() == "They" else list(pair))]


def told(code: Code, mark: Mark, spot: Item | None) -> list[Group]:
    """`The title was conferred in …` on a page that speaks for one place."""
    if not spot or code.groups or not ITS.match(code.text) or not CAME.search(code.text, mark.end):
        return []
    return [(0, 1, [spot])]


def _places(code: Code, mark: Mark) -> bool:
    return bool(code.groups_in(0, mark.start)) or bool(re.match(r"[^.;]{0,40}⟦G", code.text[mark.end :]))
