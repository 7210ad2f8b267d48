"""The lines of a Korean, Japanese or Chinese text: headings, items, rows, paragraphs, and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onemoon.mappings.reading.cjkwords import HANGUL, KANA, Words, folded
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.layout import Block
from onemoon.mappings.reading.source import Source

LETTER = re.compile(r"[^\W\d_]")
BULLET = re.compile(
    r"\s*(?:[-*+•·・○●◦‣▶►▷※◎–—‐]\s*|\(?\d{1,2}[.)、]\s+|\(\d{1,2}\)\s*|[①-⑳]\s*|[一二三四五六七八九十]{1,2}、)(?=\S)"
)
BADGE = re.compile(r"\s*(?:#{1,6}\s+|[■□◆◇▣★☆◈]\s*|【|\[)")
ENDS = re.compile(r"[.。!?！？…]['\"”’」』)）]*\s*$")
GAP = re.compile(r"\t+|[ \u3000]{2,}|\u3000")
RULE = re.compile(r"[-=_*~|: ]{3,}$")
LEAD = re.compile(r"(?:[:：]|다음과 같[^.]*\.|次の.*。|以下.*。|とおり.*。|あります。|如下[:：]?)\s*$")
HEADED = re.compile(
    r"구분|국가|도시|결연|체결|날짜|일자|비고|연도|지역|国|都市|地域|締結|提携|年月日|備考|相手|城市|国家|日期|类别|洲别|缔|州|名称|时间|省"
)


NATIVE = re.compile(f"[{HANGUL}{KANA}\u4e00-\u9fff]")


def language_of(source: Source) -> str:
    """ko, ja or zh if a text is in one of them, by its metadata or its script; else an empty string."""
    given = source.meta.get("lang", "")[:2]
    if given in ("ko", "ja", "zh"):
        return given
    sample = source.plain[:20000]
    if not NATIVE.search(sample):
        return ""
    letters = len(LETTER.findall(sample)) or 1
    hangul, kana = (len(re.findall(f"[{script}]", sample)) for script in (HANGUL, KANA))
    han = len(re.findall(r"[\u4e00-\u9fff]", sample))
    if (hangul + kana + han) / letters < 0.4:
        return ""
    if hangul > kana + han:
        return "ko"
    return "ja" if kana > 0.06 * (kana + han) else "zh"


def page(source: Source, words: Words) -> list[Sentence]:
    """The sentences, headings, items and rows of a text, in order; page furniture stays out."""
    found: list[Sentence] = []
    for block in _sections(source.plain, list(_lines(source.plain, words))):
        for start, end in _units(source.plain, block, words):
            text = source.plain[start:end]
            shown = folded(text) if words.language == "zh" else text.translate(DIGITS)
            found.append(Sentence(start, end, shown, (), block, len(found)))
    return found


DIGITS = {0xFF10 + i: str(i) for i in range(10)} | {0x3000: " "}


def _lines(text: str, words: Words) -> Iterator[Block]:
    position = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        bare = line.strip(" \u3000\t\r")
        if bare and not RULE.fullmatch(bare):
            yield _typed(text, start + len(line) - len(line.lstrip()), start + len(line.rstrip()), words)


def _typed(text: str, start: int, end: int, words: Words) -> Block:
    line = text[start:end]
    shown = folded(line) if words.language == "zh" else line
    if words["caption"].search(shown):
        return Block(start, end, "navigation")
    if words["imprint"].search(shown) and len(line) < 70 and re.search(r"\d", line) and not ENDS.search(line):
        return Block(start, end, "imprint")
    if words["navigation"].search(shown):
        return Block(start, end, "navigation")
    cells = tuple(_cells(line, start))
    if len(cells) >= 3 and not ENDS.search(line) and max(b - a for a, b in cells) < 40:
        return Block(start, end, "row", "", cells)
    if BADGE.match(line) and len(line) < 60 and not ENDS.search(line):
        return Block(start, end, "title")
    if BULLET.match(line):
        return Block(start, end, "item")
    if len(line) < 36 and not ENDS.search(line) and not re.search(r"[:：]\s*\S|\d{4}.*[)）]$|[、,，]$", line):
        return Block(start, end, "title")
    return Block(start, end, "paragraph")


def _cells(line: str, offset: int) -> Iterator[tuple[int, int]]:
    pattern = re.compile(r"\|") if line.startswith("|") else GAP
    position = 1 if line.startswith("|") else 0
    for match in pattern.finditer(line, position):
        if line[position : match.start()].strip() or line.startswith("|"):
            yield offset + position, offset + match.start()
        position = match.end()
    if line[position:].strip():
        yield offset + position, offset + len(line)


def _sections(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Each block with the heading above it and, in a list, the sentence that leads it in; tables with their header."""
    section, lead = "", ""
    header: tuple[str, ...] = ()
    for index, block in enumerate(blocks):
        line = text[block.start : block.end]
        if block.kind == "row":
            near = [other for other in blocks[max(0, index - 1) : index + 2] if other is not block]
            if not any(other.kind == "row" and len(other.cells) == len(block.cells) for other in near):
                block = replace(block, kind="imprint" if index < 3 else "paragraph", cells=())
            else:
                cells = tuple(text[a:b].strip() for a, b in block.cells)
                if not header and sum(bool(HEADED.search(folded(cell))) for cell in cells) * 2 >= len(cells):
                    header = cells
                    continue
                yield replace(block, section=f"{section}\n{lead}", header=header)
                continue
        header = ()
        if block.kind == "title":
            section, lead = line.strip("#■□◆◇▣★☆◈【】[] "), ""
        yield replace(block, section=f"{section}\n{lead}" if block.kind != "title" else section)
        if block.kind == "paragraph":
            lead = re.split(r"[。.]\s*(?=\S)", line)[-1] if LEAD.search(line) else ""


def _units(text: str, block: Block, words: Words) -> Iterator[tuple[int, int]]:
    if block.kind == "navigation":
        return
    if block.cells or block.kind in ("title", "imprint"):
        yield block.start, block.end
        return
    line = text[block.start : block.end]
    position = 0
    for match in words["sentence"].finditer(line):
        yield from _trimmed(line, position, match.end(), block.start)
        position = match.end()
    yield from _trimmed(line, position, len(line), block.start)


LONGEST = 1000
"""Characters that are read at once: what goes on longer without a stop is no sentence."""


def _trimmed(line: str, start: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, end, LONGEST):
        piece = line[begin : min(end, begin + LONGEST)]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield offset + begin + lead, offset + begin + lead + len(piece.strip())
