"""When a text was published, by its own words."""

from __future__ import annotations

import re

from onemoon.mappings.reading.dateforms import Found, find
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.source import Source

LABEL = re.compile(
    r"(?:filed|last edited|page last|posted|registered|registration|input|published|page "
    r"updated|last updated|updated|last modified|released?|release date|"
    r"distribution|issued?|created|write date|press release|news release|dateline|printed|"
    r"\bdate\b|\bno\.|vol\.|issue|compiled)",
    re.IGNORECASE,
)
DATELINE = re.compile(r"^\s*[A-Z][A-Z .,'’A-Za-z-]{2,50}?,?\s*\(?$")
AFTER_DATELINE = re.compile(r"^\s*(?:\([^()]{2,40}\))?\s*(?:--|–|—|-|/|:|\(|\|)")
CLOCK = re.compile(
    r"(?:[\s\d:.,()|-]|[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un|day|[ap]\.?m\.?|KST|JST|GMT|UTC|CST|at|on)*"
)
VERBAL = re.compile(r"\b(?:was|were|is|are|has|have|had|will|signed|held|became|began|since|visits?|meets?|signs?)\b")
YEAR = re.compile(r"(?:19|20)\d\d")
SEASON = re.compile(
    r"\((?:spring|summer|autumn|fall|winter)\s+((?:19|20)\d\d)\)|(?<![/\d.])\d{1,2}/((?:19|20)\d\d)\b", re.IGNORECASE
)


def published(source: Source) -> str | None:
    """The ISO date of publication, from the metadata, an imprint, a dateline or a line that is only a date."""
    if given := source.meta.get("date"):
        return _iso(given)
    ranked: list[tuple[int, str]] = []
    blocks = source.blocks
    for index, block in enumerate(blocks):
        if index >= 14 and index < len(blocks) - 8:
            continue
        text = source.plain[block.start : min(block.end, block.start + 240)].replace("\n", " ")
        for found in find(text) if YEAR.search(text) else ():
            if found.year and (rank := _rank(text, found, index, block.kind, len(blocks))):
                when = resolve(found, None)
                if when:
                    ranked.append((rank, when.start))
        if index < 4 and len(text) < 130 and (match := SEASON.search(text)):
            ranked.append((2, match.group(1) or match.group(2)))
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _rank(text: str, found: Found, index: int, kind: str, total: int) -> int:
    before, after = text[: found.start], text[found.end :]
    if found.kind not in ("full", "month", "year", "range", "season"):
        return 0
    if kind == "navigation" and not LABEL.search(before[-45:]):
        return 0
    if kind == "imprint" or (LABEL.search(before[-45:]) and len(text) < 160):
        return 9 if found.day else 7 if found.month else 3
    if index < 8 and DATELINE.match(before) and (AFTER_DATELINE.match(after) or not after.strip(" .")) and found.day:
        return 8
    if (CLOCK.fullmatch(before + after) or _bracketed(before, after)) and found.day and index < 8:
        return 6
    if LABEL.search(before[-30:]) and kind != "paragraph":
        return 5
    edge = index < 6 or index >= total - 4
    if (
        edge
        and len(text) < 120
        and not after.strip(" .)]")
        and not re.search(r"[.!?]\s", before)
        and (found.day or found.month)
        and kind != "row"
    ):
        return 4 if found.day else 3
    if index < 4 and len(text) < 110 and found.day and kind not in ("row", "item") and not VERBAL.search(text):
        return 3
    if kind == "paragraph" and len(text) < 130 and re.search(r"[.]\s*$", before) and not after.strip(" ."):
        return 4 if found.month else 0
    return 0


def _bracketed(before: str, after: str) -> bool:
    """Whether a date stands in brackets at the beginning of a heading."""
    return before.strip() in ("[", "(", "<") and after[:1] in ("]", ")", ">")


def _iso(text: str) -> str | None:
    if match := re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", text):
        return match.group()
    for found in find(text):
        when: When | None = resolve(found, None)
        if when:
            return when.start
    return None
