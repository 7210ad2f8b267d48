"""The compiled cues of memberships."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onemoon.mappings.reading.lexicons import lexicon


@dataclass(frozen=True)
class Words:
    """The compiled cues of memberships."""

    belongs: re.Pattern[str]
    unites: re.Pattern[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The cues of the lexicon: before a network, after one, and what takes a clause's word back."""
    data = lexicon("networks")
    before = "|".join(row["cue"] for row in data["belongs"])
    after = "|".join(row["cue"] for row in data["unites"])
    article = (
        r"(?: (?:the|a|an|our|its|both|\w+ly|(?:executive |steering )?(?:committee|board|council) of(?: "
        r"the)?))*"
    )
    return Words(
        re.compile(rf"\b(?:{before}){article} $", re.IGNORECASE),
        re.compile(
            rf"[,:]? ?(?:which |that |is |are |was |were |been |also |now |has |have |had |today |currently |"
            rf", |of |formally |recently "
            rf")*(?:{after})? ?(?:the |both |cities of |towns of )*",
            re.IGNORECASE,
        ),
    )
