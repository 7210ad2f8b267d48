"""Where a sentence speaks of a name as of a place: beside others, before its country, as a partner of somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from onemoon.mappings.reading.sentences import LONGEST
from onemoon.mappings.reading.tag import Tag
from onemoon.mappings.reading.tagged import Sentence

UP = "A-ZÀ-ÖØ-ÞĀĂĆČĐĒĚĞĢĪİŁŃŅŇŌŐŘŚŞŠŢŪŮŰŹŻŽ"
WORD = rf"[{UP}][^\W\d_]+(?:['’-](?![sS]\b)[^\W\d_]+)*"
NAME = rf"{WORD}(?: (?:(?:d[aeo]s?|del|la|le|am|upon|on|sur) )?{WORD}){{0,2}}"
ENDS = r"(?=['’]s\b|[,;).:/]|$| \(| (?:and|since|in|from|are|is|was|were|have|has|had|became|–|-)\b)"
TIE = (
    r"(?:[Ss]ister(?:s|hood)?|[Tt]win(?:s|ned|ning)?|[Ff]riendship|[Pp]artner(?:s|ship)?|[Bb]rother(?:s|hood)?|ties?)\b"
)
CUE = re.compile(rf"\b{TIE}")
PARTS = ("ister", "win", "riend", "artner", "rother", "tie")
"""What such a word has in it: looked for before the pattern is."""
SINCE = r" *(?:\([^()]{0,40}\)|,? \d{4})? *"
AFTER = re.compile(rf"{SINCE}(?:,? and |, (?:and )?|; (?:and )?| & | ?/ ?)(?:with |also |then )?({NAME}){ENDS}")
BEFORE = re.compile(rf"(?<![\w'’.-])({NAME}){SINCE}(?:,? and|,|;| &|/)\s(?:with )?$")
LOCATED = re.compile(rf"(?<![\w'’.-])({NAME})(?:, (?:in |of |on )?|,? in | of | \()(?:the )?$")
DATED = re.compile(rf"(?<![\w'’.-])({NAME})(?:,? in|,? since|,| +\(| –| -|:|,? from)?\s?$")
OBJECT = re.compile(
    rf"\b(?:{TIE}(?: (?!with|to|of)[\w-]+){{0,3}}? (?:with|of|to|between|and|is|was|are|include[sd]?|including|named|"
    rf"called)|[Tt]winned|[Pp]aired with|\bnamely):? (?:the |both |its )?({NAME}){ENDS}"
)
SUBJECT = re.compile(
    rf"(?:^|[.;,:] |\b(?:and|but|while|that) )({NAME})(?:(?:,[^.;]{{2,60}},)?"
    rf" (?:is|was|became|has been|joined|follow(?:s|ed)|came|remains)\b[^.;]{{0,60}}?\b{TIE}"
    rf"|, (?:our|its|the|an?|another|also)\b[^.;]{{0,60}}?\b{TIE})"
)
OWNER = re.compile(rf"(?<![\w'’.-])({NAME})['’]s (?:[\w-]+ ){{0,3}}{TIE}")
OPENS = re.compile(
    rf"^\W*({NAME})(?=,? \(|, (?!who\b|whose\b|said\b|[{UP}])[^.;]|"
    r",? (?:is|was|has been|came|comes|follow\w*|join\w*|became|took)\b)"
)
CALLED = re.compile(
    rf"(?<![\w'’.-])({NAME})(?:,| is| was|\. (?:It|This|That) is) (?:an? |the |one of the )(?:[\w-]+ ){{0,3}}"
    r"(?:cit(?:y|ies)|towns?|ports?|villages?|capital|communes?|county)\b"
)
UNITS = ("town", "cit", "port", "villag", "capital", "commune", "county")
"""What a word that CALLED asks for has in it."""
JOINED = frozenset(",;&/dhn")
"""The last letters of what joins a name to the one before: `,` `and` `with` `in`."""
LONE = re.compile(rf"^\W*(?:\d+\W+)?({NAME})(?=\W*$| *[,(:–—;|/-]| +\d| <?-)")
CUED = ((OBJECT, "object"), (SUBJECT, "subject"), (OWNER, "subject"))


class Name(NamedTuple):
    """A name where a sentence speaks of it as of a place: where it stands, how that shows, the country beside it."""

    start: int
    end: int
    how: str
    country: str = ""


def cues(text: str) -> bool:
    """Whether a text has a word for a tie."""
    return any(part in text for part in PARTS) and bool(CUE.search(text))


def spoken_of(sentence: Sentence, tied: bool, cued: bool, after: str) -> Iterator[Name]:
    """The names that a sentence speaks of as of places; offsets are the sentence's.

    tied: whether its paragraph, list or table is about ties; cued: whether it has a word for one itself; after: how the
    text goes on.
    """
    text = sentence.text
    if len(text) > LONGEST:
        return
    if sentence.tags:
        yield from _among(text, sentence.start, sentence.tags, tied)
    if cued:
        for pattern, how in CUED:
            yield from (Name(*match.span(1), how) for match in pattern.finditer(text))
    listed = sentence.block.kind in ("item", "row")
    if (tied or listed) and (match := (LONE if listed else OPENS).match(text)):
        yield Name(*match.span(1), "lone" if listed else "opens")
    if tied and any(unit in text or unit in after for unit in UNITS):
        yield from (Name(*match.span(1), "called") for match in CALLED.finditer(f"{text} {after}", 0, len(text) + 70))


def _among(text: str, low: int, tags: Sequence[Tag], tied: bool) -> Iterator[Name]:
    """The names beside a sentence's places, before its countries and its years; low: where the sentence begins."""
    places = [tag for tag in tags if tag.kind == "P" and not tag.value.weak]
    ends = [0, *(tag.end - low for tag in places)]
    starts = [*(tag.start - low for tag in places[1:]), len(text)]
    for tag, floor, ceiling in zip(places, ends, starts, strict=False):
        yield from _after(text, tag.end - low, ceiling)
        if text[max(0, tag.start - low - 2) : tag.start - low - 1] in JOINED:
            yield from _before(text, tag.start - low, floor)
            if tag.value.candidates[0].level == 1:
                yield from _found(LOCATED, text, tag.start - low, "within", tag.value.candidates[0].country)
    for one, two in pairwise(tags) if tied else ():
        if one.end + 1 == two.start and one.kind == two.kind == "P" and text[one.end - low] in "-–":
            yield from (Name(tag.start - low, tag.end - low, "beside") for tag in (one, two))
    for tag in tags:
        if tag.kind == "C" and not tag.value[2]:
            yield from _found(LOCATED, text, tag.start - low, "located", tag.value[0])
        elif tag.kind == "D" and tied and tag.value.year:
            yield from _found(DATED, text, tag.start - low, "dated")


def _after(text: str, end: int, ceiling: int) -> Iterator[Name]:
    """The names that an enumeration sets after the place that ends there, up to the next place."""
    while (match := AFTER.match(text, end)) and match.start(1) < ceiling:
        yield Name(*match.span(1), "beside")
        end = match.end(1)


def _before(text: str, start: int, floor: int) -> Iterator[Name]:
    """The names that an enumeration sets before the place that begins there, down to the place before it."""
    while (found := list(_found(BEFORE, text, start, "beside"))) and found[0].start >= floor:
        yield from found
        start = found[0].start


def _found(pattern: re.Pattern[str], text: str, end: int, how: str, country: str = "") -> Iterator[Name]:
    """The name that stands right before a position, if any; what begins further back is no name."""
    low = max(0, end - 60)
    if match := pattern.search(text[low:end]):
        if match.start(1) == 0 and low:
            return
        yield Name(low + match.start(1), low + match.end(1), how, country)
