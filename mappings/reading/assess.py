"""Which rules are good enough: the measured precision of each, the bar, and contradictions within a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onemoon.mappings.reading.ties import Tie

BAR = 0.6
DOUBT = 0.4
USUAL = 0.7
PRECISION: Mapping[str, float] = {
    "list-item": 0.97,  # 59 of 60
    "each-other": 0.89,  # 31 of 34
    "subject-object": 0.81,  # 65 of 79
    "construction": 0.76,  # 12 of 15
    "continuation": 0.71,  # 70 of 98
    "between": 0.7,  # 6 of 8
    "table-row": 0.69,  # 52 of 75
    "host-subject": 0.67,  # 29 of 43
    "host-object": 0.52,  # 23 of 44
    "focus": 0.5,  # met once
    "contradicted": 0.4,  # no rule but a doubt: below the bar by decision
}
"""(right + 1) / (read + 2) in the English texts of the development corpus, of tests/corpus/unread and of
tests/corpus/held (H) together, without what is learned. No rule for ties was written by the latter two: texts that a
rule was written by make it look right (counted by tests/bench/rules.py)."""


def rated(tie: Tie) -> float:
    """The confidence in a tie: its own if it was weighed, else its rule's."""
    return PRECISION.get(tie.rule, USUAL) if tie.confidence is None else tie.confidence


def weighed(ties: Sequence[Tie]) -> list[Tie]:
    """One tie a pair: the surest, with the date of another if it has none; planned and in force at once is a doubt."""
    groups: dict[frozenset[object], list[Tie]] = {}
    for tie in ties:
        groups.setdefault(frozenset((place.name, place.country) for place in tie.pair), []).append(tie)
    return [_one(group) for group in groups.values()]


def _doubtful(group: Sequence[Tie]) -> bool:
    """Whether a text calls a tie in force and only later speaks of planning it."""
    planned = [tie.spans[0][0] for tie in group if tie.status == "planned"]
    stated = [tie.spans[0][0] for tie in group if tie.status == "in-force"]
    return bool(planned and stated) and max(planned) > max(stated)


def _one(group: Sequence[Tie]) -> Tie:
    best = max(group, key=lambda tie: (tie.status == "ended", tie.status == "in-force", PRECISION.get(tie.rule, 0.7)))
    dates = [tie.date for tie in group if tie.date and tie.status == best.status] or [
        tie.date for tie in group if tie.date
    ]
    began = [tie.date for tie in group if tie.date and tie.status == "in-force"]
    if best.status == "ended" and began:
        best = replace(best, date=began[0])
    listed = best.date if best.rule in ("table-row", "list-item") else None
    date = listed or (min(dates, key=lambda when: when.start[:4]) if dates else None)
    if date and dates:
        finer = [when for when in dates if when.start[:4] == date.start[:4]]
        date = max(finer, key=lambda when: len(when.start)) if finer else date
    confidence = rated(best)
    if _doubtful(group) and best.rule not in ("table-row", "list-item"):
        confidence = PRECISION["contradicted"]
    spans = tuple(dict.fromkeys(span for tie in group for span in tie.spans))
    return replace(best, date=date, confidence=confidence, spans=spans)
