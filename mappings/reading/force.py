"""The force of a clause: asserted, planned, ended, or denied."""

from __future__ import annotations

import re

from onemoon.mappings.reading.cues import Cues

REACH = 70
ONLY = re.compile(
    r"no(?:t|ne)?[. ]*(?:\d|longer|doubt|means|only|less|any less|until|long|by (?!itself|any|"
    r"no\b)|just|far|least|surpris|merely|simply)"
)


TOGETHER = re.compile(
    r"\b(?:after|following|despite) (?:[\w-]+ ){0,4}(?:talks|negotiations?|discussions?|consultations?)\b"
    r"|\btook until ⟦d\d+⟧ for [^,;.]{0,40} to become|\bnot (?:become|sign|conclude|form|twin)\b[^,;]{0,60} "
    r"until(?= ⟦d)|\b(?:to|will) celebrate\b|\bwill hold [^⟦;]{0,50}(?=celebrat|mark|anniversar)"
)
"""Words that look like a plan or a denial and belong to what has happened."""
RELATIVE = re.compile(r", (?:which|who|that|whose)\b")


def own_part(clause: str, at: int) -> tuple[str, int]:
    """The relative clause that a position stands in, or the clause without it."""
    for match in RELATIVE.finditer(clause):
        end = clause.find(", ", match.end())
        end = len(clause) if end < 0 else end
        if match.start() < at <= end and end < len(clause) - 12:
            return clause[match.start() : end], at - match.start()
    return clause, at


def force(clause: str, cues: Cues, at: int) -> str | None:
    """in-force, planned or ended as the clause has it; None if it denies the tie or speaks of none in particular."""
    clause, at = own_part(clause, at)
    low = TOGETHER.sub(lambda match: " " * len(match.group()), clause.lower())
    negated = cues.negated.search(low)
    ended = cues.ended.search(low)
    if ended:
        if negated and negated.start() < ended.end() + 5 and not ONLY.match(low, negated.start()):
            return "in-force"
        return "ended"
    if negated and negated.start() > at + 25 and re.search(r", $", low[: negated.start()]):
        negated = None
    if negated and not ONLY.match(low, negated.start()) and abs(negated.start() - at) < 60:
        return None
    planned = cues.planned.search(cues.settled.sub(lambda match: " " * len(match.group()), low))
    if planned and cues.renewed.search(low) and not re.search(r"letter of intent|\bdraft", low):
        return "in-force"
    if planned and (planned.start() < at or planned.start() - at < REACH):
        return "planned"
    return "in-force"
