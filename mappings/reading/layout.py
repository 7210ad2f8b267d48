"""Blocks of a text: titles, paragraphs, list items, table rows, interview turns, captions, navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onemoon.mappings.reading.legends import legend
from onemoon.mappings.reading.tabular import COLUMNS, Block, cells_of, columns, is_header, stacked

BULLET = re.compile(
    r"\s*(?:\*{1,4}|[-+•·○●□■◇◆▶►▷‣◦»–—✗✘✕✓✔☑➤➔→▪▸…]|\(?\d{1,2}[.)]|[①-⑳]|"
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)(?:ly)?[,:](?=\s+[A-Z]\w+))\s+(?=\S)"
)
RULER = re.compile(r"[-=_*~+|: .]{3,}")
CAPTION = re.compile(
    r"\s*(?:[▲△▼▽←→]|※\s*Photo|[\[(]\s*(?:Photo|Caption|Image)|(?:Photo|Caption|Image)s?\s*(?:\d|:))", re.IGNORECASE
)
NAVIGATION = re.compile(
    r"(?:^\s*(?:home|prev(?:ious)?|next|list(?! of)|print|share|top|menu|back to|skip to|tags?:|read next|most read|"
    r"related|"
    r"comments? ?\(|copyright|©|<copyright|all rights|privacy|site ?map|contact|reporter page|table of contents|"
    r"was this page|are you satisfied|subscribe|follow us|we use cookies|unsubscribe|login|log in|sign up|"
    r"attached? files?|file:|hits?:|views?:?|\d+ views|share this|이전|다음|목록|본문|edit this)\b)"
    r"|all rights reserved|unauthori[sz]ed (?:reproduction|redistribution)|cookies\.? \[|font size",
    re.IGNORECASE,
)
TELLS = re.compile(r"\b(?:is|are|was|were|will|has|have|had)\b")
FURNITURE = re.compile(r"(?i)copyright|©|reserved|reproduction|redistribution|cookies|subscrib|privacy|comments?\b")
IMPRINT = re.compile(
    r"\s*[\[(]?(?:(?:filed|posted|registered|registration|input|date|published|first "
    r"published|page updated|last updated|updated|"
    r"last modified|released?|writer|author|by|department|distribution|issued?|created|date of (?:issue|release)|"
    r"for immediate release|press release|news release|write date|reg\.? date)\b[^.!?]{0,40}?"
    r"\d{1,4}[./ -]|(?:no\.|vol\.|issue)\s?\d)",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"\s*(?:#{1,6}\s+|={2,4}\s*|\+{2,4}\s*|\*{2,4}\s+|【|<<\s*)(.*?)(?:\s*(?:={2,4}|\+{2,4}|】|>>))?\s*$"
)
TURN = re.compile(
    r"\s*(Q|A|Question|Answer|Interviewer|Reporter|Mayor|Governor|Chair\w*|President|Director)\s?[\d]{0,2}\s?[.:]\s+",
    re.IGNORECASE,
)
LISTED = re.compile(r"\([A-Z][\w. ]+\)|(?:19|20)\d\d\. ?\d|\.\.\. more$")
YEARED = re.compile(r"\w[^.]*[-–—:,(] ?(?:19|20)\d\d\)?$|^(?:19|20)\d\d\b\s?[-–—:] ?\w")
BADGE = re.compile(r"\s*[◎◇◆■□●▣★☆◈]\s*[A-Z가-힣][^.!?]{3,90}$")
LABELLED = re.compile(r"[A-Z][A-Z &/-]{2,24}:\s")
SPACES = re.compile(r" {3,}")
DATED = re.compile(
    r"(?:[A-Z][\w .'’-]{2,40}, )?(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2},) (?:19|20)\d\d(?:\s*$|\s*[(|])",
    re.MULTILINE,
)
ENDS = re.compile(r"[.!?…。:;,]['\")”’]*\s*$")


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a plain text in order, each with the heading that it stands under."""
    section = ""
    header: tuple[str, ...] = ()
    width = 0
    for block in _merged(text, list(_lines(text))):
        if block.kind != "row":
            header, width = (), 0
        if block.kind == "title":
            section = _heading(text[block.start : block.end])
        elif block.kind == "row":
            texts = tuple(text[a:b].strip() for a, b in block.cells)
            if not header and (len(texts) != width):
                width = len(texts)
                if is_header(texts):
                    header = texts
                    yield replace(block, kind="header", section=section)
                    continue
            block = replace(block, header=header)
        yield replace(block, section=section)


def _heading(text: str) -> str:
    match = HEADING.match(text.strip())
    return " ".join((match.group(1) if match else text).split())


def _lines(text: str) -> Iterator[Block]:
    """The lines of a text with their kinds; lines in a row with as many bars are a table's, not navigation."""
    lines = list(_kinds(text))
    for index, line in enumerate(lines):
        if line.kind == "navigation" and (bars := text.count(" | ", line.start, line.end)):
            beside = [other for other in lines[max(0, index - 1) : index + 2] if other is not line]
            if any(text.count(" | ", other.start, other.end) == bars for other in beside):
                line = replace(line, kind="text")
        yield line


def _kinds(text: str) -> Iterator[Block]:
    position = 0
    marks = tuple(sign for sign in legend(text) if not sign.isalpha())
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        yield Block(start, end, "item" if marks and line.lstrip().startswith(marks) else _kind(line))


def _kind(line: str) -> str:
    bare = line.strip()
    if not bare:
        return "blank"
    if RULER.fullmatch(bare):
        return "ruler"
    if CAPTION.match(bare):
        return "caption"
    if bare.startswith("|"):
        return "row"
    if len(bare) < 200 and bare[0] in "#=+【<" and HEADING.match(bare):
        return "title"
    if BADGE.match(bare) and (bare.upper() == bare or len(bare.split()) <= 4):
        return "title"
    if len(bare) < 110 and IMPRINT.match(bare):
        return "imprint"
    if len(bare) < 160 and _navigates(bare):
        return "navigation"
    if TURN.match(bare):
        return "question" if bare[0] in "QqIiRr" else "answer"
    return "item" if BULLET.match(bare) else "text"


def _navigates(bare: str) -> bool:
    if NAVIGATION.search(bare):
        return not (len(bare) > 60 and bare.endswith(".") and TELLS.search(bare)) or bool(FURNITURE.search(bare))
    parts = re.split(r"\s*[|>»·]\s*|\s{3,}|\s/\s", bare)
    short = all(len(part.split()) <= 4 and not re.search(r"\d{4}|\d [A-Z][a-z]{2}|[.,!?]$", part) for part in parts)
    return len(parts) >= 3 and short and not ENDS.search(bare)


def _merged(text: str, lines: list[Block]) -> Iterator[Block]:
    """Lines joined to paragraphs, columns recognised, short lines between blanks made titles."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.kind in ("text", "item", "question", "answer"):
            last = _paragraph(text, lines, index)
            if line.kind == "text" and (rows := columns(text, lines, index)):
                yield from rows
                index += len(rows)
                continue
            if line.kind == "text" and (rows := stacked(text, lines, index)):
                yield from rows
                index += sum(len(row.cells) for row in rows)
                continue
            block = replace(line, end=lines[last].end)
            yield replace(block, kind="title") if _titles(text, lines, index, last) else _typed(block)
            index = last + 1
            continue
        if line.kind == "row":
            yield replace(line, cells=tuple(cells_of(text, line)))
        elif line.kind not in ("blank", "ruler"):
            yield line
        index += 1


def _typed(block: Block) -> Block:
    return replace(block, kind="paragraph") if block.kind == "text" else block


def _paragraph(text: str, lines: list[Block], first: int) -> int:
    """Index of the last line that belongs to the paragraph: a line goes on if it is long and the next is plain."""
    last = first
    while last + 1 < len(lines) and lines[last + 1].kind == "text":
        line = SPACES.sub(" ", text[lines[last].start : lines[last].end])
        if len(line.strip()) < 60 or COLUMNS.search(text[lines[last + 1].start : lines[last + 1].end].strip()):
            break
        after = text[lines[last + 1].start : lines[last + 1].end].lstrip()
        if (
            DATED.match(after)
            or LABELLED.match(after)
            or ENDS.search(line)
            and len(line) < 72
            or _ends_long(line)
            and not after[:1].islower()
        ):
            break
        last += 1
    return last


def _ends_long(line: str) -> bool:
    """Whether a line is too long to be a wrapped one; one cut within its sentence may be a little longer."""
    return len(line) > (110 if ENDS.search(line) else 132)


def _titles(text: str, lines: list[Block], first: int, last: int) -> bool:
    line = lines[first]
    bare = text[line.start : line.end].strip()
    if first != last or line.kind != "text" or len(bare) > 140 or ENDS.search(bare):
        return False
    if LISTED.search(bare) or LABELLED.match(bare) or bare.count(" / ") > 1:
        return False
    if YEARED.search(bare) and first + 1 < len(lines) and lines[first + 1].kind == "text":
        after = text[lines[first + 1].start : lines[first + 1].end].strip()
        if len(after) < 80 and YEARED.search(after):
            return False
    before = first == 0 or lines[first - 1].kind != "text"
    return before and bool(re.match(r"[\"'“‘\[(]?[^\W\d_]|\d", bare)) and len(bare.split()) <= 18
