"""The places after a network that it is said to unite."""

from __future__ import annotations

import re

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.holders import companions
from onemoon.mappings.reading.membercues import words
from onemoon.mappings.reading.membersmeant import barred
from onemoon.mappings.reading.networks import Body

MAKE_UP = re.compile(
    r"\b[Oo]f the (?:[\w-]+ ){0,2}(?:cities|towns|regions|provinces|governments|municipalities|prefectures|"
    r"members) (?:that|"
    r"which|who) (?:make up|form|belong to|constitute|compose|are (?:members |part )?(?:of|in)|sit (?:in|"
    r"on)) (?:the )?\Z"
)
INVERTED = re.compile(r"\bAmong (?:the |its )?(?:[\w-]+ ){0,3}(?:members|founders)(?: \w+)? of (?:the )?$")
INVERSION = re.compile(r"[^;⟦]{0,60} (?:are|is|were|was) (?:the |also |both )*")
OF_WHICH = re.compile(r"\b(?:of|in|to) which$")
BELONGING = re.compile(
    r" (?:also |both |all )?(?:(?:has |have )?(?:belong(?:s|ed)?|acceded|adher\w+)|(?:is|are|was|were|has been|"
    r"have been) "
    r"(?:an? |the |both )?(?:\w+ )?(?:members?|affiliated|attached|admitted|part(?:y|ies))|sits?)"
)
OTHERS = re.compile(r"\b(?:observers?|guests?|applicants?|candidates?|delegat\w+|letter|visit\w*)\b")
MEMBERS_OF = re.compile(r"\b(?:[Mm]embers?|MEMBERS?)(?: \w+)? of (?:the )?$")
ENTRY = re.compile(r"\b(?:accession|admission|membership|entry)\b")
SPOKEN = re.compile(r"\bmember|belong|accession|admi|found")
APART = re.compile(
    r"(?: today| now)?(?:,? (?:are|is|were|include[sd]?|like|such as|namely|among them|among which|including):?|:|,)? "
)
AMONG_ITS = re.compile(
    r"[^;]*?\b(?:among its (?:\w+ )?members(?: are)?|its (?:\w+ )?members (?:include|are)|counts among its "
    r"members),? (?:the )?⟦G(\d+)⟧"
)


def united(code: Code, body: Body) -> list[Item]:
    """The places after a network that a sentence says belong to it."""
    groups = code.groups_in(body.end, len(code.text))
    if not groups:
        return []
    start, end, items = groups[0]
    lead, between = code.text[: body.start], code.text[body.end : start]
    if MAKE_UP.search(lead) and re.fullmatch(r",? ", between):
        return items
    if (inside := AMONG_ITS.match(code.text, body.end)) and not barred(inside.group()):
        return [*code.groups[int(inside.group(1))], *companions(code, inside.end())]
    if barred(between) or OTHERS.search(between) or not _cued(code, body, lead, between, end):
        return []
    if OF_WHICH.search(between.strip()) and not BELONGING.match(code.text[end:]):
        return []
    return [*items, *companions(code, end)]


def _cued(code: Code, body: Body, lead: str, between: str, end: int) -> bool:
    """Whether the words between a network and the first place say that it unites them."""
    members = MEMBERS_OF.search(lead)
    if INVERTED.search(lead) and INVERSION.fullmatch(between):
        return True
    if members and APART.fullmatch(between):
        return bool(not body.event or SPOKEN.search(code.text[: end + 30])) and bool(between.strip())
    if not words().unites.fullmatch(between) or ENTRY.search(lead):
        return False
    if body.event and not SPOKEN.search(code.text[: end + 30]):
        return False
    return bool(between.strip()) and (bool(members) or between.strip() not in (",", ":", "and", "of", ", of"))
