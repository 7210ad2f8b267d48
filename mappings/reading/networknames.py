"""Names of networks and associations: capitalised phrases with the head noun of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from onemoon.mappings.reading.capitals import LEAD, Name
from onemoon.mappings.reading.lexicons import heads, lexicon
from onemoon.mappings.reading.tag import Tag

WORD = r"(?:[A-ZÀ-ÖØ-ÞĀŌŪİŠŽ][\w'’&-]*|&)"
RUN = re.compile(rf"(?<![\w]){WORD}(?:(?: St\.| (?:of|for|and|the|on|in|around|along|across|&)){{0,2}} {WORD})+")
LOWER = re.compile(
    r"(?:[A-Z][\w-]+ ){1,4}(?:(?:regional|border|city|cities|local|mayors|international|town|port|"
    r"governments?|municipal|"
    r"tourism|historical|slow|cultural|creative|coastal|river|silk|road) ){1,4}(?:association|network|"
    r"alliance|league|union|"
    r"federation|organi[sz]ation)\b"
)
ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z0-9&-]{1,9})\)")
INNER = {"of", "for", "and", "the", "on", "in", "&", "around", "along", "across"}
WEAK = {
    "Initiative",
    "Society",
    "Platform",
    "Compact",
    "Group",
    "Circle",
    "Charter",
    "Community",
    "Club",
    "Committee",
    "Chamber",
}
COLLECTIVE = set(
    "Cities Towns Mayors Governors Governments Regions Ports Provinces Prefectures Municipalities Villages "
    "Capitals Islands Counties Districts City Local Regional Governors'".split()
)
OWN = {
    "City",
    "Municipal",
    "Prefectural",
    "Provincial",
    "Town",
    "District",
    "County",
    "Metropolitan",
    "National",
    "Legislative",
    "People's",
    "Sister",
}


@lru_cache(maxsize=1)
def network_heads() -> frozenset[str]:
    """The nouns that head a network's name."""
    return frozenset(lexicon("networks")["heads"].split())


@lru_cache(maxsize=1)
def known() -> re.Pattern[str]:
    """The networks known by name."""
    names = "|".join(part.strip() for part in lexicon("networks")["known"].split("|") if part.strip())
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])")


def network_tags(text: str) -> Iterator[Tag]:
    """Tags O for the names of networks in a sentence that other taggers cut short."""
    for run in RUN.finditer(text):
        words = list(re.finditer(r"\S+", run.group()))
        for first, last in _phrases([word.group() for word in words]):
            yield _tag(text, run.start() + words[first].start(), run.start() + words[last].end())
    for match in known().finditer(text):
        if " " in match.group():
            yield _tag(text, match.start(), match.end())
    for match in LOWER.finditer(text):
        if match.group().split()[0] not in LEAD:
            yield _tag(text, match.start(), match.end())


def _tag(text: str, start: int, end: int) -> Tag:
    body = text[start:end].removesuffix("'s").removesuffix("’s")
    end = start + len(body)
    acronym = ACRONYM.match(text, end)
    name = Name(" ".join(body.split()), acronym.group(1) if acronym else None, None, body.split()[-1])
    return Tag(start, acronym.end() if acronym else end, "O", name)


def _phrases(words: list[str]) -> Iterator[tuple[int, int]]:
    """(first, last) of each network's name in a capitalised run."""
    index = 0
    while index < len(words):
        word = re.sub(r"['’]s?$", "", words[index])
        if word not in network_heads():
            index += 1
            continue
        first, last = _back(words, index), _on(words, index)
        if last > first and words[index] not in heads("event") and proper(words[first : last + 1], index - first):
            yield first, last
        index = last + 1


def _back(words: list[str], index: int) -> int:
    """Where a name with its head at an index begins: across capitals, `and` and `&`, no office, organ or article."""
    first = index
    while first:
        before = words[first - 1]
        if before in ("and", "&") and first > 1 and words[first - 2] not in INNER:
            first -= 2
        elif before in INNER or before in LEAD or before.lower() in heads("office"):
            break
        else:
            first -= 1
    return first


def _on(words: list[str], index: int) -> int:
    """Where a name ends whose head stands at an index: `of` or `for` and capitals, or a further head."""
    last = index
    while last + 1 < len(words):
        word = words[last + 1]
        if word in network_heads() or (
            word not in INNER and words[last] not in network_heads() and last > index and word not in LEAD
        ):
            last += 1
        elif word in ("of", "for", "on") and last + 2 < len(words):
            last += 3 if words[last + 2] == "the" and last + 3 < len(words) else 2
        elif word in ("and", "&") and last > index and (end := _continues(words, last + 2)):
            last = end
        elif word in BY and "the" in words[last + 2 : last + 3] and last + 3 < len(words):
            last += 3
        else:
            break
    return min(last, len(words) - 1)


BY = {"around", "along", "across", "on"}


def _continues(words: list[str], at: int) -> int:
    """Where a name goes on after `and`: at a noun of such names, or at the body they all have, up to three words on."""
    if at < len(words) and (words[at] in heads("nouns") or words[at] in COLLECTIVE or words[at] == "Northern"):
        return at
    return next((end for end in range(at + 1, min(at + 4, len(words))) if words[end] in COLLECTIVE), 0)


def proper(words: list[str], head: int) -> bool:
    """Whether a phrase is a network's name rather than a city's council or a meeting."""
    if (
        head
        and words[head] in ("Council", "Assembly", "Congress", "Committee", "Association")
        and words[head - 1] in OWN
    ):
        return False
    if words[head] in WEAK and not COLLECTIVE & {re.sub(r"['’]s?$", "", word) for word in words}:
        return False
    return not (words[head] in ("Committee", "Assembly", "Community", "Group") and head + 1 >= len(words) and head < 2)
