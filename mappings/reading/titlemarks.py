"""Where a sentence names a title or means the one last named."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.programmes import Programme

TITLE = re.compile(r"⟦T(\d+)⟧")
REFERRED = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ss]ame|[Ii]ts|[Tt]heir) (?:(?:same|identical|very|like|\w+) )?(?:title|"
    r"hono[u]?r|designation|distinction|status|mantle|crown|"
    r"accolade|badge|label|certification)\b(?!-| of (?:⟦T|honou?r))|\bdesignated (?:as such)?\b|\b(?:was|"
    r"were|been|are|is) "
    r"(?:also )?(?:chosen|selected|picked|named)\b"
)
BARE = ("was", "were", "been", "are", "is", "desig")
THEY_ARE = re.compile(r"(?:They|These|The (?:\w+ )?(?:cities|places|winners|three|two|others)) (?:are|were)\b:?")
PASSED = re.compile(
    r"\b(?:took|taken|takes) over\b|\bfollowed(?: suit)?\b|\bsucceeded\b|\bfellows?\b|\bhad it\b|\bgot it\b|"
    r"\bhas it\b|\b(?:had|has|have) been the (?:first|previous|last)\b"
)
OTHERS = re.compile(
    r"\b[Tt]he (?:others?|other (?:one|two|three)|second|third|remaining \w+)(?: (?:of|for|in) ⟦D\d+⟧)? (?:is|was|"
    r"were|are|being)\b"
)
ONE = re.compile(r"⟦G\d+⟧ (?:also )?((?:has been|have been|is|became|was|were) one)\b(?! of)")
AMONG = re.compile(r"\b(?:alongside|besides|together with|along with|as well as)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """A title where a coded sentence names it; meant, if the sentence only points to it."""

    start: int
    end: int
    programme: Programme
    meant: bool = False


def marks_in(code: Code, sentence: Sentence, last: Programme | None, fresh: bool) -> list[Mark]:
    """The titles of a sentence in order; last: the title last named, fresh: by the sentence before."""
    text = code.text
    marks = [Mark(m.start(), m.end(), sentence.tags[int(m.group(1))].value) for m in TITLE.finditer(text)]
    if not last and not marks:
        return []
    if (
        last
        and (not marks or REFERRED.search(text, 0, marks[0].start))
        and (again := _meant(text, replace(last, year=None), fresh, marks))
    ):
        return sorted([*marks, again], key=lambda mark: mark.start)
    others = OTHERS.search(text, marks[-1].end) if marks else None
    if others:
        marks.append(Mark(others.start(), others.end(), marks[-1].programme, True))
    ones = ONE.search(text, marks[-1].end) if marks else None
    if ones:
        marks.append(Mark(ones.start(1), ones.end(1), replace(marks[-1].programme, year=None), True))
    later = REFERRED.search(text, marks[-1].end) if marks else None
    if later and not later.group().startswith(BARE):
        marks.append(Mark(later.start(), later.end(), replace(marks[-1].programme, year=None), True))
    return marks


def _meant(text: str, last: Programme, fresh: bool, marks: list[Mark]) -> Mark | None:
    high = marks[0].start if marks else len(text)
    matches = sorted(REFERRED.finditer(text, 0, high), key=lambda match: match.group().startswith(BARE))
    for match in matches[:1]:
        bare = match.group().startswith(BARE)
        joined = re.match(r" (?:of|as)(?: being)?(?: an?| the| one of the)? ⟦T", text[match.end() :])
        if not joined and (
            not bare or (not marks and (re.search(r"title|hono|city|cities", text) or AMONG.search(text)))
        ):
            return Mark(match.start(), match.end(), last, True)
    if marks or not fresh:
        return None
    listed = THEY_ARE.match(text) or PASSED.search(text)
    return Mark(listed.start(), listed.end(), last, True) if listed else None
