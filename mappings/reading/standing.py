"""How a pair stands by all that is said where it is named: its clause, what follows, its row, its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onemoon.mappings.reading.clauses import VERB, clauses
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.counting import WITH_WHICH
from onemoon.mappings.reading.cues import Cues
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.force import RESTORED, denies, force

LONGEST = 90
SHORT = 60
WISHED = re.compile(
    r"\b(?:would (?:both )?like|hopes?|hoping|wants?|wish(?:es)?|talk of|in talks|an offer|proposals?|"
    r"proposes?|proposed|candidates?|intends?|interested in|letters? of intent)\b"
)
TIE = re.compile(
    r"sister|twin|friendship|\b(?:agreement|ties?|relations?|relationship|pact|links?|bond|arrangement|affiliation|"
    r"partnership|accord|extinction)\b"
)
KEPT = re.compile(r"(?:\bnot|\bnever|n't|\bneither|\bnor) (?:\w+ ){0,3}$")
PRESENT = re.compile(r"\b(?:present|today|now|current|in force|active|ongoing|valid)\b", re.IGNORECASE)
UNTIL = re.compile(r"until|till|\bend|\bto\b|expir|terminat", re.IGNORECASE)
STRUCK = re.compile(r"^\W*(?:[×✗✘✕†]|~~\S)")
ASIDE = re.compile(
    r"\b(?:candidates?|applica\w+|requests?|proposed|proposals?|planned|plans|pending|under (?:discussion|negotiation|"
    r"study)|in preparation|wish ?list|waiting|(?:may|might|could) (?:one day|yet)|to come|"
    r"on ice|upcoming|hopes?|in talks|talks)\b",
    re.IGNORECASE,
)
OVER = re.compile(
    r"\b(?:former|ended|suspended|dissolved|terminated|lapsed|cancelled|defunct|discontinued|"
    r"used to stand|closed|struck)\b",
    re.IGNORECASE,
)
NOT_COUNTED = re.compile(
    r"\b(?:not (?:counted|twinned|sisters|in|on|ours)|no (?:tie|relation|twin)|misunder|mistak|errors?)\b", re.I
)


def standing(found: Sequence[Sentence], codes: Sequence[Code], index: int, start: int, cues: Cues) -> str | None:
    """in-force, planned or ended, of a pair whose partner is named at start in a sentence; None if denied."""
    low, high = _clause(codes[index], start, cues)
    high = _before_others(codes[index], low, high, start)
    text = codes[index].text[low:high]
    cue = next(iter(cues.find(text)), None)
    if cue is None and WISHED.search(text.lower()):
        return "planned"
    status = force(text, cues, cue.start if cue else text.find("⟦G"))
    if status != "in-force":
        return status
    bare = cue is None and len(text) < SHORT and not re.search(rf"\b{VERB}\b", text)
    for more in _rest(found, codes, index, high):
        status = _after(more, cues, bare)
        if status != "in-force":
            return status
    return _headed(found[index]) if bare else "in-force"


def _clause(code: Code, start: int, cues: Cues) -> tuple[int, int]:
    """The clause with the partner, or else the nearest that speaks of twins; the whole sentence if neither is there."""
    parts = list(clauses(code.text))
    named = [
        (low, high)
        for low, high in parts
        if any(item.start == start for _, _, group in code.groups_in(low, high) for item in group)
    ]
    here = named[0][1] if named else 0
    for low, high in parts if named else ():
        last = code.groups_in(*named[0])[-1:]
        if here <= low < here + 3 and WITH_WHICH.match(code.text, low) and start in [one.start for one in last[0][2]]:
            return low, high
    cued = [(low, high) for low, high in parts if cues.find(code.text[low:high])]
    cued.sort(key=lambda part: (part not in named, abs(part[0] - here)))
    return next(iter(cued or named), (0, len(code.text)))


def _before_others(code: Code, low: int, high: int, start: int) -> int:
    """Where a clause stops to speak of a place: at the semicolon after which it goes on with others."""
    ends = [end for _, end, group in code.groups_in(low, high) if any(item.start == start for item in group)]
    stop = code.text.find("; ", ends[0], high) if ends else -1
    return stop if stop >= 0 and code.groups_in(stop, high) else high


def _rest(found: Sequence[Sentence], codes: Sequence[Code], index: int, high: int) -> Iterator[str]:
    """What is said on: the rest of the sentence up to another place, the row's other cells, the item's sentences."""
    block = found[index].block
    if block.kind == "row":
        yield from (codes[number].text for number in _row(found, index) if not codes[number].groups)
        yield from (f"ended {title}" for title in _closed(found, codes, index))
        return
    places = {item.place for group in codes[index].groups for item in group}
    yield _own(codes[index].text[high:])
    for number in range(index + 1, min(len(found), index + 4)):
        named = {item.place for group in codes[number].groups for item in group}
        if found[number].block is not block or not named <= places:
            return
        yield codes[number].text


def _own(rest: str) -> str:
    """What follows a clause and is not said of the next place: `; formerly also X` is."""
    before, place, _ = rest.partition("⟦G")
    return before[: max(before.rfind(";"), before.rfind(","))] if place and re.search("[;,]", before) else before


def _row(found: Sequence[Sentence], index: int) -> Iterator[int]:
    width = len(found[index].block.cells)
    for number in range(max(0, index - width), min(len(found), index + width + 1)):
        if number != index and found[number].block is found[index].block:
            yield number


def _closed(found: Sequence[Sentence], codes: Sequence[Code], index: int) -> Iterator[str]:
    """The columns of ends that have a date in a row."""
    block = found[index].block
    ranges = [start for start, _ in block.cells]
    for number in _row(found, index):
        column = ranges.index(found[number].start) if found[number].start in ranges else len(block.header)
        title = block.header[column] if column < len(block.header) else ""
        if UNTIL.search(title) and codes[number].dates and not PRESENT.search(codes[number].text):
            yield title


def _after(text: str, cues: Cues, bare: bool) -> str | None:
    """The force of what follows a pair: an end counts always, a plan or a denial only if nothing was stated before."""
    low = text.lower()
    over = cues.ended.search(low)
    if over and not (bare or TIE.search(low)):
        over = None
    if over and not RESTORED.search(low) and not KEPT.search(low[: over.start()]):
        return "ended"
    if not bare:
        return "in-force"
    if cues.planned.search(low):
        return "planned"
    cue = next(iter(cues.find(text)), None)
    return None if cue and any(denies(one, low, cue.start) for one in cues.negated.finditer(low)) else "in-force"


def _headed(sentence: Sentence) -> str | None:
    """The standing that a heading gives to what is listed below it."""
    section = sentence.block.section
    if STRUCK.match(sentence.text):
        return "ended"
    if not section or len(section) > LONGEST:
        return "in-force"
    if ASIDE.search(section):
        return "planned"
    if OVER.search(section):
        return "ended"
    return None if NOT_COUNTED.search(section) else "in-force"
