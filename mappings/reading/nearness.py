"""Which place a date of an enumeration belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.dates import When

Spot = tuple[int, int, When]
Group = tuple[int, int, list[Item]]
CLOSE = 14
NEW = re.compile(
    r"(?:,? and|,| then|;|:|^)\s*(?:lastly,? |finally,? |later,? )?(?:also )?(?:in|on|since)?\s?(?:the )?$"
)


def lean(groups: Sequence[Group], whens: Sequence[Spot]) -> int:
    """1 if the dates of an enumeration follow their places, -1 if they precede them, 0 if it can't be told."""
    spots = sorted([*((one[0], one[1], 1) for one in groups), *((one[0], one[1], -1) for one in whens)])
    whole = bool(whens) and len(spots) == 2 * len(whens) and spots[0][2] > 0
    spots = spots[-2 * len(whens) :]
    turns = [one[2] for one in spots]
    mixed = any(one == two for one, two in zip(turns, turns[1:], strict=False))
    if mixed or not 2 <= len(whens) <= len(spots) // 2:
        return 0
    gaps = [two[0] - one[1] for one, two in zip(spots[::2], spots[1::2], strict=True)]
    return turns[0] if whole or len(whens) > 2 or max(gaps) <= CLOSE else 0


def nearest(
    code: Code, groups: Sequence[Group], clause: tuple[int, int], start: int, end: int, leaning: int = 0
) -> list[Item] | None:
    """The group that a date belongs to: the nearer one, commas and new beginnings weighed; leaning as `lean` tells."""
    before = [group for group in groups if group[1] <= start]
    after = [group for group in groups if group[0] >= end]
    cost_before = _cost(code.text[before[-1][1] : start]) if before else 999
    cost_after = _cost(code.text[end : after[0][0]]) if after else 999
    lead = code.text[before[-1][1] if before else clause[0] : start]
    cost_before, cost_after = cost_before + 40 * (leaning < 0), cost_after + 40 * (leaning > 0)
    if (
        leaning <= 0
        and NEW.search(lead)
        and after
        and re.match(r",?\s", code.text[end : end + 2])
        and not re.match(r"\s*(?:\)|;|and\b|,? (?:and|followed by|then|later|while|before)\b)", code.text[end:])
        and (not before or re.search(r"\band\b|;", lead))
    ):
        cost_before += 30
    if min(cost_before, cost_after) > 90:
        return None
    return before[-1][2] if cost_before <= cost_after else after[0][2]


def _cost(gap: str) -> float:
    return len(gap) + 40 * gap.count(";") + 15 * len(re.findall(r",? and ", gap)) + 8 * gap.count(",")
