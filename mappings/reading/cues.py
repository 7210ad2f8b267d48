"""Cues: the compiled lexicon of one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onemoon.mappings.reading.lexicons import lexicon


@dataclass(frozen=True)
class Cue:
    """One cue where it stands in a clause."""

    start: int
    end: int
    kind: str
    strong: bool
    text: str


WORTH = re.compile(
    r"sister|twin|friend|partner|pairs?\b|ties?\b|tied|bond|affiliat|allied|brother|frater|"
    r"treaty|linked|bound|relation|link\b|attached"
)


NAMED = re.compile(r"\s(?!With\b|And\b|Of\b|In\b)(?:[A-Z]|⟦[^GRPCD])")


@dataclass(frozen=True)
class Cues:
    """The cues of one language, compiled: ties, what looks like one, the words that change a clause's force."""

    ties: tuple[tuple[re.Pattern[str], str, bool], ...]
    barred: re.Pattern[str]
    planned: re.Pattern[str]
    ended: re.Pattern[str]
    negated: re.Pattern[str]
    renewed: re.Pattern[str]
    continued: re.Pattern[str]
    settled: re.Pattern[str]

    def find(self, clause: str) -> list[Cue]:
        """The tie cues of a clause in order; of overlapping ones the longest."""
        low = clause.lower()
        if not WORTH.search(low):
            return []
        barred = [match.span() for match in self.barred.finditer(low)]
        hits = [
            Cue(m.start(), m.end(), kind, strong, m.group())
            for pattern, kind, strong in self.ties
            for m in pattern.finditer(low)
            if not any(a < m.end() and m.start() < b for a, b in barred)
            and not (clause[m.start()].isupper() and NAMED.match(clause, m.end()))
        ]
        hits.sort(key=lambda cue: (not cue.strong, -(cue.end - cue.start)))
        chosen: list[Cue] = []
        for cue in hits:
            if not any(cue.start < other.end and other.start < cue.end for other in chosen):
                chosen.append(cue)
        return sorted(chosen, key=lambda cue: cue.start)


@lru_cache(maxsize=4)
def cues(language: str = "en") -> Cues:
    """The cues of a language that has a lexicon; others use English."""
    data = lexicon(language)
    ties = tuple((re.compile(row["cue"]), row["kind"], row["strong"]) for row in data["twinning"])
    words = {key: re.compile(data[key]) for key in ("planned", "ended", "negated", "renewed", "continued", "settled")}
    return Cues(ties, re.compile(data["not_twinning"]), **words)
