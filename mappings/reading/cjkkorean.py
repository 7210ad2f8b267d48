"""People with offices in Korean: a name before or after its office, Korean or from abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onemoon.mappings.reading.cjkscene import Line
from onemoon.mappings.reading.cjkwords import Words

KO_PARTICLE = r"(?:은|는|이|가|을|를|의|와|과|도|께서|에게|으로|로|님|씨|등|외|이다|입니다)"
KO_NOT = re.compile(
    r"(?:은|는|을|를|와|과|및|에서|에는|에게|비롯해|위해|통해|대한|이날|지난|그리고|또한|이어|등|측|도|의|한|된|장은|장은|시장|지사|대표단)$"
)


@dataclass(frozen=True)
class Found:
    """A name, an office and where they stand in a sentence; seat: where the place or organisation would stand."""

    name: str
    start: int
    end: int
    office: str
    office_start: int
    office_end: int


def korean_people(line: Line, words: Words) -> Iterator[Found]:
    """The people of a sentence, each with the office that stands beside the name."""
    text = line.text
    pattern = re.compile(
        rf"(?P<pre>[가-힣]{{0,8}}?)(?P<office>{words['offices'].pattern})(?={KO_PARTICLE}?(?![가-힣])|[(（])"
    )
    taken = 0
    for match in pattern.finditer(text):
        if match.start("office") < taken:
            continue
        one = _ko_after(text, match, words) or _ko_before(text, match, words, line)
        if one:
            taken = max(one.end, one.office_end)
            yield one


def _ko_after(text: str, match: re.Match[str], words: Words) -> Found | None:
    """`시장 허정민`: an office, a blank, a family and a given name."""
    rule = rf"\s+({words['surnames'].pattern}[가-힣]{{1,3}}?)(?={KO_PARTICLE}?(?:[\s),.·]|$))"
    name = re.match(rule, text[match.end("office") :])
    if (
        not name
        or not 2 < len(name.group(1)) < 5
        or words["offices"].search(name.group(1))
        or not _own_word(text, match)
    ):
        return None
    start = match.end("office") + name.start(1)
    office = (match.group("pre") + match.group("office")).strip()
    return Found(name.group(1), start, start + len(name.group(1)), office, match.start("pre"), match.end("office"))


def _own_word(text: str, match: re.Match[str]) -> bool:
    """Whether the office begins a word or follows a place's name or department in one word."""
    return match.group("office") in ("담당", "편집", "기자") or len(match.group("pre")) < 9


def _ko_before(text: str, match: re.Match[str], words: Words, line: Line) -> Found | None:
    """`허정민 시장`, `응우옌 반 하 닌빈성 부성장`: a name, perhaps a place, an office."""
    stop = match.start("pre")
    seat = next(
        (one for one in line.spots if stop - 1 <= one.start and one.end <= match.end() and one.end > stop), None
    )
    outer = next((one for one in line.spots if one.end == stop - 1 and text[one.end : stop] == " "), None)
    stop = outer.start if outer and not match.group("pre") else seat.start if seat else stop
    if match.group("pre") and not seat and not re.fullmatch(r"[가-힣]{2,8}", match.group("pre")):
        return None
    left = max((one.end for one in line.spots if one.end <= stop and one.typed), default=0)
    tokens = _tokens(text, left, stop)
    abroad = any(one.place.country != "KR" for one in (outer, seat) if one)
    joined = bool(left and tokens and tokens[0][0] - left <= 1 and text[left : left + 1] == " ")
    name = _ko_name(text, tokens, words, joined or abroad)
    if not name:
        return None
    office = match.group("office") if seat or not match.group("pre") else match.group("pre") + match.group("office")
    before = outer or seat
    at = before.start if before else match.start("office")
    return Found(text[name[0] : name[1]], name[0], name[1], office, at, match.end("office"))


def _tokens(text: str, left: int, stop: int) -> list[tuple[int, int]]:
    """Up to three words of Hangul that stand right before a position, not joined to a place's name."""
    out: list[tuple[int, int]] = []
    end = stop
    while len(out) < 3:
        match = re.search(r"(?:^|(?<=[\s(（:：,]))([가-힣]{1,7})\s$", text[left:end]) if end > left else None
        if (
            not match
            or text[left + match.end(1) : end].strip()
            or KO_NOT.search(match.group(1))
            and len(match.group(1)) > 2
        ):
            break
        out.insert(0, (left + match.start(1), left + match.end(1)))
        end = left + match.start(1)
    return out


def _ko_name(text: str, tokens: list[tuple[int, int]], words: Words, after_place: bool) -> tuple[int, int] | None:
    if not tokens:
        return None
    last = text[tokens[-1][0] : tokens[-1][1]]
    korean = re.fullmatch(rf"{words['surnames'].pattern}[가-힣]{{1,2}}", last)
    if len(tokens) == 1 or (korean and not after_place and len(last) == 3):
        good = korean and len(last) >= 3 or after_place and 3 <= len(last) <= 5
        return tokens[-1] if good and not words["offices"].search(last) else None
    whole = text[tokens[0][0] : tokens[-1][1]]
    if words["offices"].search(whole) or re.search(r"\d|함께|관련|일본|중국|대표|국제", whole):
        return tokens[-1] if korean and len(last) == 3 else None
    return tokens[0][0], tokens[-1][1]
