"""Who is the subject of a cue in a coded sentence, and who shares its part."""

from __future__ import annotations

import re

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.gazetteer import CITY_TYPES, Place

ADJUNCT = re.compile(
    r"(?:\b(?:in|at|from|through|near|outside|towards?|during|visited|visit(?:s|ing)? to|for|of|on|to|by|"
    r"with|against|about|between|"
    r"than|because of|unlike|beside|opposite|over|into|via|within|behind|under|leaving|left|replac\w+|"
    r"beat\w*|defeat\w*|succeed\w*|hosted by)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
SHARERS = re.compile(
    r"(?:\b(?:like|alongside|besides|together with|along with|as well as|just like|in addition to|not only|"
    r"joined by|followed by|much like|plus)\s+(?:the )?)$",
    re.IGNORECASE,
)
OWNER = re.compile(r"^'s? (?!(?:also|now)\b)")
MEMBERSHIP = re.compile(
    r"^'s? (?:own )?(?:\w+ )?(?:membership|accession|admission|entry|designation|selection|appointment|title|"
    r"status|election|inclusion|certification|recognition|nomination as|year|turn|term|reign|time|stint)\b"
)
AUXILIARY = re.compile(
    r"^,?(?: (?:also|both|all|each|now|today|since|then|later|finally|recently|formally|officially|again|"
    r"once more|thereby|thus|has|have|had|is|are|was|were|"
    r"been|being|becoming|was|on|upon|for|which|who|that|to this day|for example|for instance|too|itself|"
    r"themselves|already|still|first|immediately|only|just|eventually|in turn|⟦D\d+⟧|in|on),?)*,? ?$"
)


OURS = re.compile(
    r"\b(?:we|our|us|its?|they|(?:the|this|our|my) (?:\w+ )?(?:city|town|prefecture|province|county|"
    r"district|municipality|council|region|port|metropolis|island|capital))\b",
    re.IGNORECASE,
)


HEADLESS = re.compile(
    r"\W*(?:(?:In |Since |From |On )?⟦D\d+⟧\W*|(?:[A-Z][a-z]+ly|Now|Also|Then|[a-z-]{1,12}) ?){0,3}\W*"
)
PROVINCIAL = re.compile(r"\b(?:our|the|this|my) (?:prefecture|province|oblast|krai|state)\b", re.IGNORECASE)
MUNICIPAL = re.compile(
    r"\b(?:our|the|this|my) (?:city|town|municipality|county|district|village|ward)\b", re.IGNORECASE
)


def not_another(host: Place, words: str) -> bool:
    """Whether words that mean a page's host fit its sort: `our prefecture` is no city."""
    if host.type in CITY_TYPES:
        return not PROVINCIAL.search(words)
    return not (MUNICIPAL if host.level == 1 else PROVINCIAL).search(words)


def free(code: Code, low: int, high: int) -> list[tuple[int, int, list[Item]]]:
    """The groups between two positions that no preposition or genitive keeps from being a subject."""
    found = []
    for start, end, items in code.groups_in(low, high):
        before, after = code.text[low:start], code.text[end:high]
        if OWNER.match(after) and not MEMBERSHIP.match(after):
            continue
        if not ADJUNCT.search(before) or SHARERS.search(before):
            found.append((start, end, items))
    return found


BESIDE = re.compile(
    r",? (?:which|who|itself|(?:both|all|each) of (?:which|them))\b[^,;⟦]*\Z|, (?:an?|the|one of|also|both|all|"
    r"long|now|then|in turn)?(?: [\w-]+){0,3} ?\Z"
)
CHAINED = re.compile(r"(?:,? and|,),? (?:(?:since|in|from|later|also|most recently|finally)(?: ⟦D\d+⟧)?,? )?")


def _beside(code: Code, low: int, at: int) -> list[Item]:
    """The place right before a relative clause or apposition, whatever its part in the sentence."""
    groups = code.groups_in(low, at)
    return groups[-1][2] if groups and BESIDE.match(code.text[groups[-1][1] : at]) else []


def _chained(code: Code, low: int, start: int) -> list[Item]:
    """The places of a list before its last group: `A, B and, since 1999, C`."""
    found: list[Item] = []
    for low_, high, items in reversed(code.groups_in(low, start)):
        if not CHAINED.fullmatch(code.text[high:start]):
            break
        found, start = [*items, *found], low_
    return found


def subject(code: Code, low: int, at: int, host: Place | None) -> list[Item]:
    """The places that are the subject of what stands at a position of a clause; the host if none is named there."""
    if beside := _beside(code, low, at):
        return beside
    found = free(code, low, at)
    if not found:
        if low:
            return (
                subject(code, 0, low, host)
                if re.search(r"(?:and|then|but)[^⟦]*$", code.text[:low][-12:]) or not code.groups_in(low, at)
                else []
            )
        if code.groups_in(low, at) or not host or re.search(r"⟦[CHOE]\d+⟧", code.text[low:at]):
            return []
        lead = code.text[low:at]
        meant = (OURS.search(lead) or HEADLESS.fullmatch(lead)) and not_another(host, lead)
        return [Item(host, code.start, code.start)] if meant else []
    start, end, items = found[-1]
    if not AUXILIARY.match(code.text[end:at]):
        plain = [one for one in found if not SHARERS.search(code.text[low : one[0]])]
        start, end, items = plain[0] if plain else found[0]
    shared = [one for a, _, group in _sharing(code, at) if a != start for one in group]
    return _unique([*_chained(code, low, start), *items, *shared])


def _sharing(code: Code, at: int) -> list[tuple[int, int, list[Item]]]:
    """The groups before a position that share a part: `together with A, B and C, …`."""
    found: list[tuple[int, int, list[Item]]] = []
    for group in free(code, 0, at):
        goes_on = bool(found) and code.text[found[-1][1] : group[0]] == ",  "
        if goes_on or SHARERS.search(code.text[: group[0]]):
            found.append(group)
    return found


def companions(code: Code, end: int) -> list[Item]:
    """The places that go on a list after a position: `A (China), B, as well as, since 2010, C`."""
    found: list[Item] = []
    for start, stop, items in code.groups_in(end, len(code.text)):
        gap = code.text[end:start]
        if not re.fullmatch(
            r"(?: (?:in|on|since|from|for) ⟦D\d+⟧| ⟦D\d+⟧| \(⟦D\d+⟧\)| for ⟦C\d+⟧)?[,;]?(?: (?:and|as well "
            r"as|together with|along with|alongside|plus|with|besides|then|later|finally|also|the|in|on|"
            r"since|from|of|⟦[CD]\d+⟧:?)[,]?)*[,:;]? ?",
            gap,
        ):
            break
        if ";" in gap and re.match(r" [a-z]+(?<! in)(?<! for)(?<! since)(?<! and)\b", code.text[stop:]):
            break
        found += items
        end = stop
    return found


def _unique(items: list[Item]) -> list[Item]:
    return list({item.place: item for item in items}.values())
