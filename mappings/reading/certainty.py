"""How sure the rules for titles and memberships are, counted."""

from __future__ import annotations

from collections.abc import Mapping

PRECISION: Mapping[str, float] = {
    "title-prose": 0.86,  # 18 of 20
    "title-list": 0.81,  # 12 of 14
    "title-meant": 0.8,  # 3 of 3
    "title-near": 0.67,  # 1 of 1
    "title-host": 0.6,  # 2 of 3: the place stands in another sentence
    "title-own-row": 0.6,  # 2 of 3 with title-host, whose place it takes; not met itself
    "title-undated": 0.1,  # 0 of 8: a time that is said and not understood, or `the title` alone
    "member-of": 0.9,  # 25 of 27
    "member-likewise": 0.86,  # 5 of 5
    "member-near": 0.8,  # 3 of 3
    "unites": 0.75,  # 2 of 2
    "member-meant": 0.67,  # 1 of 1
    "member-list": 0.65,  # 12 of 18 with the lists of titles, which are read alike; 0 of 4 without them
    "member-host": 0.62,  # 9 of 14: the place stands in another sentence
}
"""(right + 1) / (read + 2) in 98 texts by people who didn't know the rules, read before a rule was written on them."""


def certainty(rule: str) -> float:
    """The measured precision of a rule."""
    return PRECISION.get(rule, 0.7)
