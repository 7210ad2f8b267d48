"""Capitalised phrases typed by their head nouns: organisations, facilities, names of events."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onemoon.mappings.reading.lexicons import heads
from onemoon.mappings.reading.numberednames import NUMBERED, WORDS_ORDINAL, Name, headless, numbered, ordinal, plainly
from onemoon.mappings.reading.tag import Tag

CAP = r"(?:[A-ZÀ-ÖØ-ÞĀŌŪİŠŽ][\w'’&-]*|&|\d{1,4}(?:st|nd|rd|th)?(?=\s+[A-Z]))"
LINK = r"(?:of|for|the|and|on|in|to|de|la|des|du|with|at|by)"
RUN = re.compile(rf"(?<![\w]){CAP}(?:\s+(?:{LINK}\s+){{0,2}}{CAP})*(?:\s+(?:19|20)\d\d\b)?")
ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z&-]{1,9})\)")
QUOTED = re.compile(r"[“\"]([^“”\"\n]{3,90})[”\"]")
TOKEN = re.compile(r"\S+")
CLITIC = re.compile(r"['’]s$|[.,]$")
HEADED = heads("organization") | heads("facility") | heads("event") | {"Table"}
BREAK = {"and", "in", "to", "with", "at", "by", "on"}
LEAD = set(
    "The A An In On At For By During This That As From With After Before It When While Our Their His Her Since "
    "Under Mr Ms Mrs Dr If What Among Between Of And But Also Former Deputy Vice Mayor Governor Members Delegates "
    "Representatives Officials Participants Meanwhile Its Both".split()
)
__all__ = ["Name", "names"]


def names(text: str) -> Iterator[Tag]:
    """Tags O, F and E for the capitalised phrases of a sentence."""
    text = plainly(text) if text.isupper() else text
    for run in RUN.finditer(text):
        if " " not in run.group():
            continue
        words = list(TOKEN.finditer(run.group()))
        pieces = list(_pieces([word.group() for word in words]))
        if not pieces and (one := headless(text, run)):
            yield one
        for first, last, kind, head in pieces:
            start = run.start() + words[first].start()
            end = run.start() + words[last].end()
            body = text[start:end].removesuffix("'s").removesuffix("’s")
            end = start + len(body)
            acronym = ACRONYM.match(text, end)
            stop = acronym.end() if acronym else end
            yield numbered(text, Tag(start, stop, kind, _name(text, start, end, acronym, head)))


def _name(text: str, start: int, end: int, acronym: re.Match[str] | None, head: str) -> Name:
    before = ordinal(text, start)
    own = NUMBERED.match(text[start:end])
    edition = None
    if before:
        edition = int(before.group(1)) if before.group(1) else WORDS_ORDINAL[before.group(2).lower()]
    elif own:
        edition = int(own.group(1))
    return Name(" ".join(text[start:end].split()), acronym.group(1) if acronym else None, edition, head)


def _pieces(words: list[str]) -> Iterator[tuple[int, int, str, str]]:
    """(first, last, kind, head) of each typed phrase in a capitalised run."""
    bare = [CLITIC.sub("", word) if word[-1] in "s.," else word for word in words]
    if HEADED.isdisjoint(bare):
        return
    position = 0
    while position < len(bare):
        found = _piece(bare, words, position)
        if not found:
            return
        yield found
        position = found[1] + 1


def _piece(bare: list[str], words: list[str], position: int) -> tuple[int, int, str, str] | None:
    for index in range(position, len(bare)):
        kind = _kind(bare, index)
        if not kind:
            continue
        first = _first(bare, words, position, index, kind)
        last = _last(bare, words, index, kind)
        lone = first == last == index
        if lone and kind == "E" and index > position and NUMBERED.match(bare[index - 1]) and _names_alone(bare[index]):
            return index - 1, last, kind, bare[index]
        if lone:
            continue
        return first, last, kind, bare[index]
    return None


SITTING = {"Committee", "Assembly", "Council", "Board", "Plenary"}


def _counted(bare: list[str], index: int) -> bool:
    """Whether a number stands before the words up to a head noun: `the 15th Working Committee` is a sitting of it."""
    start = max((i for i in range(index) if bare[i].islower() and not NUMBERED.match(bare[i])), default=-1) + 1
    return any(NUMBERED.match(word) or word.lower() in WORDS_ORDINAL for word in bare[start:index])


def _names_alone(head: str) -> bool:
    """Whether a head noun with a number before it names an event: `the 9th Congress`."""
    return head not in UNSURE - {"Congress"}


def _kind(bare: list[str], index: int) -> str:
    word = bare[index]
    after = bare[index + 1] if index + 1 < len(bare) else ""
    if word in heads("event") and after not in heads("organization") and after not in heads("facility"):
        if word in UNSURE and index == 0:
            return ""
        if (
            word == "Assembly"
            and index
            and bare[index - 1] in ("Prefectural", "Municipal", "Provincial", "City", "National", "Metropolitan")
        ):
            return "O"
        return "E"
    if word == "Table" and index and bare[index - 1] == "Round" or word in SITTING and _counted(bare, index):
        return "E"
    if _precedes_event(bare, index):
        return ""
    if word in heads("organization") and not (after in heads("organization") or after in heads("event")):
        return "O"
    if word in heads("facility") and not (
        after in heads("organization") or after in heads("facility") or after in heads("event")
    ):
        return "F"
    return ""


def _precedes_event(bare: list[str], index: int) -> bool:
    """Whether a head noun only begins an event's name, as in `Silk Road Mayors Forum`."""
    for after in range(index + 2, min(index + 5, len(bare))):
        word = bare[after - 1]
        if word.islower() or word in heads("organization") or word in heads("facility") or bare[after].islower():
            return False
        if bare[after] in NAMED_EVENTS:
            return True
    return False


UNSURE = {"Day", "Days", "Week", "Show", "Tour", "Camp", "Mission", "Assembly", "Cup", "Congress"}
NAMED_EVENTS = heads("event") - UNSURE


def _first(bare: list[str], words: list[str], low: int, index: int, kind: str) -> int:
    first = index
    while first > low:
        before = bare[first - 1]
        if kind == "E" and bare[first - 2 : first] == ["for", "the"]:
            break
        if before in ("of", "for", "the") and first - 1 > low and first - 2 >= low:
            if (
                before == "the"
                and bare[first - 2] in ("of", "for")
                and first - 3 >= low
                and not _office(bare[first - 3])
            ):
                first -= 3 if first - 3 >= low else 0
                continue
            if before == "the" or _office(bare[first - 2]):
                break
            first -= 2
            continue
        if before in BREAK or before.islower():
            if before == "and" and first - 2 >= low and _joined(bare, low, first, index):
                first -= 2
                continue
            break
        if words[first - 1][-1:] in ".," and len(words[first - 1]) > 3:
            break
        first -= 1
    while first < index and (bare[first] in LEAD or bare[first] in ("of", "for", "the")):
        first += 1
    return first


def _office(word: str) -> bool:
    return word.lower() in heads("office")


def _joined(bare: list[str], low: int, first: int, index: int) -> bool:
    """Whether an `and` belongs inside the name: plain nouns on both sides, as in `Arts and Crafts Bureau`."""
    left, right = bare[first - 2], bare[first]
    return first < index and left in heads("nouns") and right in heads("nouns")


MONTHS = set("January February March April May June July August September October November December".split())


def _last(bare: list[str], words: list[str], index: int, kind: str) -> int:
    last = index
    if words[index][-1:] in ".,":
        return last
    if last + 1 < len(bare) and re.fullmatch(r"(?:19|20)\d\d", bare[last + 1]):
        return last + 1
    if (
        last + 2 < len(bare)
        and bare[last + 1] in (("of", "for") if kind != "F" else ("of",))
        and bare[last + 2] not in MONTHS
        and not bare[last + 2].isdigit()
    ):
        last += 3 if bare[last + 2] == "the" and last + 3 < len(bare) else 2
        while last + 1 < len(bare) and not bare[last + 1].islower():
            last += 1
        while (
            last + 2 < len(bare)
            and bare[last + 1] in ("and", "of")
            and (bare[last + 2] in heads("nouns") or bare[last + 1] == "of")
        ):
            last += 2
            while last + 1 < len(bare) and not bare[last + 1].islower():
                last += 1
    return last
