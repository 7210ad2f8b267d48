"""Constructions: sentence patterns that say by themselves who is tied to whom, whatever else their sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.cues import Cue
from onemoon.mappings.reading.lexicons import lexicon

OFFICE = (
    r"(?:mayors?|governors?|magistrates?|councils?|representatives?|officials?|delegat(?:ion|e)s?|leaders|heads|"
    r"people|citizens|residents|cit(?:y|ies)|towns?|ports?|harbours?)"
)
MAN = r"(?:⟦H\d+⟧,? )?"
OF = (
    rf"{MAN}(?:(?:then |the |a |an |its |vice[- ]|deputy ){{0,3}}{OFFICE} {MAN}(?:of|from) (?:the )?|(?:of|from) )?"
    rf"(?:the )?"
)
AFTER = r"(?:,? ⟦H\d+⟧)?"
GROUP = r"⟦G\d+⟧"
UNIT = r"(?:cit(?:y|ies)|towns?|provinces?|prefectures?|states?|regions?|count(?:y|ies)|districts?)"
BOND = (
    r"(?:[- ](?:and \w+ )?(?:agreements?|relations?(?:hips?)?|ties?|pacts?|partnerships?|partners?|links?|bonds?|"
    r"accords?|affiliations?|alliances?|deals?|status|level|treat(?:y|ies)|charters?|arrangements?|memorandum))?"
)
MACROS = {
    "A": rf"{OF}(?P<a>{GROUP}){AFTER}",
    "B": rf"{OF}(?P<b>{GROUP}){AFTER}",
    "C": rf"{OF}(?P<c>{GROUP}){AFTER}",
    "P": rf"{OF}(?P<p>{GROUP}){AFTER}(?:,? and {OF}(?P<q>{GROUP}){AFTER})?",
    "K": rf"⟦K\d+⟧(?:[- ]{UNIT})?{BOND}",
    "D": r"(?P<d>⟦D\d+⟧)",
    "..": r"(?:(?!⟦[A-CE-Z])[^;.]){0,60}?",
    "...": r"(?:(?!⟦[GRK])[^:;.]){0,90}?",
}
MACRO = re.compile(r"\{(A|B|C|P|K|D|\.\.\.|\.\.)\}")
GOES_ON = re.compile(
    r"(?:,? (?:and|as well as|or|then) |, )(?:also )?(?:(?:with|of|to|from|in) )?(?:the )?(?P<more>⟦G\d+⟧)"
    r"(?!'s| (?:is|are|was|were|has|have|had|signed|became)\b)"
)


@dataclass(frozen=True)
class Construction:
    """A compiled pattern; status overrides the clause's force, if given; taken: the tie is presupposed."""

    pattern: re.Pattern[str]
    status: str | None = None
    taken: bool = False
    again: bool = False
    it: bool = False


@dataclass(frozen=True)
class Match:
    """Where a construction stands in a code, with the sides it names, each None if the context must give it."""

    start: int
    end: int
    cue: Cue
    first: list[Item] | None
    second: list[Item]
    mutual: bool
    construction: Construction
    date: int | None = None


@lru_cache(maxsize=1)
def constructions() -> tuple[Construction, ...]:
    """The constructions of English, in the order in which they are tried."""
    return tuple(
        Construction(
            compiled(row["frame"]),
            row.get("status"),
            row.get("taken", False),
            row.get("again", False),
            row.get("it", False),
        )
        for row in lexicon("en")["constructions"]
    )


def compiled(frame: str) -> re.Pattern[str]:
    """A frame with its macros written out: {A} {B} {C} sides, {P} both sides, {K} a cue, {D} a date, {..} few words."""
    return re.compile(MACRO.sub(lambda m: MACROS[m.group(1)], frame))


def built(code: Code, cues: list[Cue]) -> Iterator[Match]:
    """The constructions of a code around the cues that were found in it, none overlapping in its cue."""
    if not cues:
        return
    text, back = _marked(code.text, cues)
    used: set[str] = set()
    for one in constructions():
        for match in one.pattern.finditer(text):
            marks = set(re.findall(r"⟦K(\d+)⟧", match.group()))
            if not marks or marks & used and not one.again:
                continue
            if found := _match(code, text, back, one, match, cues[int(min(marks, key=int))]):
                used |= marks
                yield found


DETERMINER = re.compile(r"(?:as )?(?:its|our|their|an?|the|another) ")


def _marked(text: str, cues: list[Cue]) -> tuple[str, list[tuple[int, int]]]:
    """The text with its cues as symbols, and (position there, position in the text) where they part."""
    parts: list[str] = []
    back = [(0, 0)]
    position = length = 0
    for number, cue in enumerate(cues):
        symbol = f"⟦K{number}⟧"
        start = cue.start + len(led[0]) if (led := DETERMINER.match(cue.text)) else cue.start
        parts += [text[position:start], symbol]
        length += start - position + len(symbol)
        position = cue.end
        back.append((length, position))
    return "".join([*parts, text[position:]]), back


def _original(position: int, back: list[tuple[int, int]]) -> int:
    marked, own = next(pair for pair in reversed(back) if pair[0] <= position)
    return own + position - marked


def _match(
    code: Code, text: str, back: list[tuple[int, int]], one: Construction, match: re.Match[str], cue: Cue
) -> Match | None:
    named = match.groupdict()
    sides: Mapping[str, list[Item]] = {
        side: code.groups[int(re.sub(r"\D", "", named[side]))] for side in "abcpq" if named.get(side)
    }
    end = match.end()
    second = [*sides.get("b", []), *sides.get("c", [])]
    if named.get("b") and match.end() == match.end("b") or named.get("c") and match.end() == match.end("c"):
        while more := GOES_ON.match(text, end):
            second = [*second, *code.groups[int(re.sub(r"\D", "", more.group("more")))]]
            end = more.end()
    mutual = "p" in sides
    first = [*sides["p"], *sides.get("q", [])] if mutual else sides.get("a")
    if mutual and (not first or len(first) != 2):
        return None
    date = int(re.sub(r"\D", "", named["d"])) if named.get("d") else None
    second = first if mutual and first else second
    return Match(_original(match.start(), back), _original(end, back), cue, first, second, mutual, one, date)
