"""Names of events that no head noun betrays: quoted after a kind of event, called so, or held."""

from __future__ import annotations

import re
from collections.abc import Iterator

PLAIN = r"(?:[^\W\d_][\w'’&-]*)"
NAME = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th) )?[A-Z]{PLAIN}?(?: (?:(?:of|for|the|on|and|in|&) ){{0,2}}[A-Z0-9][\w'’&-]*){{1,6}}"
)
KIND = (
    r"(?:exhibition|festival|concert|forum|symposium|seminar|workshop|conference|fair|show|contest|competition|"
    r"performance|tournament|camp|biennale|exposition|expo|gala|race|evening|programme|event|lecture|screening|parade)"
)
QUOTE = r"[“\"](?P<name>[A-Z0-9][^“”\"\n]{5,80})[”\"]"
QUOTED = (
    re.compile(
        rf"\b(?P<kind>(?i:{KIND}))s?,? (?:(?:titled|entitled|called|named|under the (?:title|name)(?: of)?),? )?{QUOTE}"
    ),
    re.compile(rf"{QUOTE},? (?:an? |the )?(?:[\w-]+ ){{0,2}}(?P<kind>{KIND})\b"),
    re.compile(
        rf"^\W?{QUOTE} (?:is|was|will be|has been) (?:being )?(?:held|opened|staged|organi[sz]ed|hosted|shown)\b"
    ),
)
STAGED = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur|[Tt]heir) (?P<name>{NAME})"
    r"(?= (?:(?:will be|was|is|has been|is to be) (?:again )?(?:held|staged|celebrated)\b|"
    r"(?:takes|took|will take) place\b|(?:is|was) coming to\b|return(?:s|ed) to\b|kick(?:s|ed) off\b))"
)
NAMED = re.compile(rf"\b(?P<kind>(?i:{KIND})) (?:called|named|known as|titled|entitled) (?:the )?(?P<name>{NAME})")
THERE = re.compile(rf"\b[Tt]here (?:will be|was|is) an? (?P<name>{NAME}?)(?= (?:here|in|at|on)\b|[,.])")
BITS = re.compile(r"[“\"]|held|staged|celebrated|place|coming to|return|kick|called|named|known as|titled|[Tt]here ")


def called_events(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, head noun) of the names of a sentence that are an event's by what stands beside them."""
    if not BITS.search(text):
        return
    for pattern in (*QUOTED, STAGED, NAMED, THERE):
        for match in pattern.finditer(text):
            if " " in match["name"]:
                kind = match.groupdict().get("kind") or match["name"].split()[-1]
                yield *match.span("name"), kind.lower()
