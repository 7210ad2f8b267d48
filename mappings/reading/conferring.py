"""Who holds a title: the places that a sentence's grammar ties to it."""

from __future__ import annotations

import re

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.holders import SHARERS, companions, free, subject
from onemoon.mappings.reading.titlecues import (
    AFTER_BAR,
    AHEAD,
    APPOSED,
    ASIDE,
    LATER,
    LINK,
    OF_THEM,
    OPENING,
    OPENS,
    PART,
    PASSED,
    RELATIVE,
    SET,
    TOLD,
    WHOLE,
    patterns,
)
from onemoon.mappings.reading.titlemarks import Mark

Group = tuple[int, int, list[Item]]


BESIDE = re.compile(r" ?(?:$|[,(:;–—/|-]|(?:as|then|now|itself|currently|⟦D)\b)|\s*$")


def holders(code: Code, mark: Mark, scope: tuple[int, int], host: Place | None) -> list[Group]:
    """The places that hold a title, where they stand; scope: the stretch of the sentence that is the title's."""
    text = code.text
    if AFTER_BAR.match(text[mark.end : mark.end + 60]):
        return _lost(code, mark)
    if given := LATER.match(text, mark.end) or PASSED.match(text, mark.end):
        return [(given.start(1) - 2, given.end(1) + 1, code.groups[int(given.group(1))])]
    low, high = scope
    found = (
        _after(code, mark, high)
        if not mark.meant
        or text[mark.start : mark.end].lower().startswith(("the ", "this ", "that ", "same ", "they", "these"))
        else []
    )
    if not found:
        found = _before(code, mark, low, host)
    elif text[low : mark.start].strip() and not _barred(text[low : mark.start]):
        found += _sharers(code, low, mark.start)
    words = _clause(text, low, mark, found) if found else text[low : mark.start]
    if TOLD.search(text, 0, mark.start):
        words = re.sub(r"\b(?:would|will)\b", "", words)
    if _barred(words):
        return _lost(code, mark)
    return found + _former(code, mark)


def _former(code: Code, mark: Mark) -> list[Group]:
    """`A took over the title from B`: B held it before."""
    match = re.match(r"(?: ⟦D\d+⟧)? from ⟦G(\d+)⟧", code.text[mark.end :])
    took = re.search(r"\b(?:took|taken|taking|takes) over|inherit\w*|succe\w+", code.text[: mark.start])
    return [(-1, mark.end, code.groups[int(match.group(1))])] if match and took else []


def _lost(code: Code, mark: Mark) -> list[Group]:
    """`A lost the race for the title to B`, `A came in behind B in the vote for the title`: B holds it."""
    if ahead := AHEAD.search(code.text, 0, mark.start):
        return [(ahead.start(1) - 2, ahead.end(1) + 1, code.groups[int(ahead.group(1))])]
    match = re.match(r"[^⟦;]{0,30}\bto ⟦G(\d+)⟧", code.text[mark.end :])
    lost = re.search(
        r"\b(?:lost|lose|loses|losing|conceded|ceded)\b",
        code.text[: mark.start + 1] + code.text[mark.end : mark.end + 30],
    )
    return (
        [(mark.end + match.end() - 4, mark.end + match.end(), code.groups[int(match.group(1))])]
        if match and lost
        else []
    )


def _clause(text: str, low: int, mark: Mark, found: list[Group]) -> str:
    """The words between a title and its holder by which it may be barred."""
    if not found:
        return ""
    start = min(group[0] for group in found)
    if start > mark.end:
        return text[max(low, mark.start - 60) : mark.start] + " " + ASIDE.sub(" ", text[mark.end : start + 1])
    opened = [one.end() for one in OPENS.finditer(text, low, start)]
    from_ = max([low, *opened])
    apposed = any(APPOSED.fullmatch(text[end : mark.start]) for _, end, _ in found)
    return text[from_ : mark.start] if start - from_ < 40 and not apposed else text[start : mark.start]


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, low, high), key=lambda match: match.start(), default=None)


def _barred(words: str) -> bool:
    """Whether words speak of a wish, a bid or a denial that no later verb of the same clause settles."""
    rows = patterns()
    last = _last(rows["barred"], words, 0, len(words))
    return bool(last) and not rows["settled"].search(words, last.end() if last else 0)


def _after(code: Code, mark: Mark, high: int) -> list[Group]:
    """Holders named after the title: `the title went to A`, `held by A`, `T: A and B`, `T are A and B`."""
    aside = ASIDE.match(code.text, mark.end)
    after = aside.end() - 1 if aside else mark.end
    groups = code.groups_in(after, high)
    if not groups:
        return []
    start, end, items = groups[0]
    between = code.text[after:start]
    if OF_THEM.match(code.text[: mark.start]) and re.fullmatch(
        rf"(?: {SET})*,? (?:only|just|it is|none but|all but)? ?(?:the )?", between
    ):
        return [(start, end, items)]
    rows = patterns()
    lead = code.text[: mark.start]
    if OPENING.search(lead) and re.fullmatch(r"(?: ⟦D\d+⟧)?,? (?:in|at|to) (?:the )?", between):
        return [(start, end, items)]
    if not (rows["handed"].fullmatch(between) or rows["kept_by"].fullmatch(between)) and not (
        LINK.fullmatch(between)
        and not _owned(code, end)
        and not (between.strip() == "" and re.search(r"\b(?:in|at|from|to)\s(?:the )?$", lead))
    ):
        named = re.fullmatch(rf"(?:,? {SET})?, (?:the )?", between) and re.fullmatch(
            r"(?:\W*(?:The|This year's|Last year's|Our|Its|As) )?(?:[\w'-]+ ){0,4}", lead
        )
        last = (
            between == ", " and lead.endswith("the ") and re.match(r"[.;]|$|, (?:which|who|where)\b", code.text[end:])
        )
        fronted = (
            named
            or last
            or rows["fronting"].search(lead)
            and re.fullmatch(rf"(?: {SET})*(?: [^⟦,;]{{0,40}})?, (?:the )?", between)
        )
        if not fronted or _owned(code, end):
            return []
    if (
        re.search(r"\b(?:was|were|is|are|to|for|on)\s(?:the )?\Z", between) is None
        and between.strip() == ","
        and free(code, 0, mark.start)
    ):
        return []
    return [(start, end, items), *_companions(code, end)]


def _companions(code: Code, end: int) -> list[Group]:
    more = companions(code, end)
    return [
        (a, b, items)
        for a, b, items in code.groups_in(end, len(code.text))
        if more and all(item in more for item in items)
    ]


def _owned(code: Code, end: int) -> bool:
    """Whether a place only owns what follows: `A's mayor`, or does something else: `T: A sent`."""
    return bool(re.match(r"'s? \w", code.text[end:]))


def _before(code: Code, mark: Mark, low: int, host: Place | None) -> list[Group]:
    """Holders named before the title: object, apposition, relative clause, subject."""
    text = code.text
    groups = code.groups_in(low, mark.start)
    rows = patterns()
    for start, end, items in reversed(groups):
        between = text[end : mark.start]
        if (
            rows["conferring"].search(text[low:start])
            and len(between) < 90
            and not re.search(
                r"\b(?:mayor|governor|delegation|and|but|while|where|when|who|which|that|after)\b", between
            )
        ):
            return [(start, end, items), *_sharers(code, low, mark.start, start)]
        if (
            not SHARERS.search(text[low:start])
            and APPOSED.fullmatch(between)
            and (between.strip() or _free(code, low, start))
            and BESIDE.match(between)
        ):
            return [(start, end, items), *_sharers(code, low, mark.start, start), *companions_after(code, mark)]
        if RELATIVE.fullmatch(between) and rows["held"].search(between):
            return [(start, end, items), *companions_after(code, mark)]
    held = _last(rows["held"], text, low, mark.start)
    part = PART.search(text, held.start(), mark.start) if held else None
    if part and part.group(1) not in WHOLE:
        return []
    inside = mark.meant and not DEFINITE.match(text, mark.start) and rows["held"].search(text[mark.start : mark.end])
    if not held and not inside:
        return []
    at = held.start() if held else mark.start
    found = subject(code, low, max(at, mark.start if not held else at), host)
    chained = [one for group in _chain(code, low, found) for one in group[2]]
    found = [*found, *(one for one in chained if one not in found)]
    spots = {id(item): (start, end) for start, end, items in code.groups_in(0, mark.start) for item in items}
    return [(*spots.get(id(item), (mark.start, mark.start)), [item]) for item in found] + companions_after(code, mark)


DEFINITE = re.compile(r"(?:the|this|that|its|their|same)\b", re.IGNORECASE)


def _chain(code: Code, low: int, found: list[Item]) -> list[Group]:
    """The subjects before the last, each with its own year: `A in 2003 and B in 2005 were admitted`."""
    groups = code.groups_in(low, len(code.text))
    index = next((i for i, group in enumerate(groups) if found and found[0] in group[2]), 0)
    first = index
    while first and re.fullmatch(
        rf" {SET},? ?(?:and |, )?(?:the )?", code.text[groups[first - 1][1] : groups[first][0]]
    ):
        first -= 1
    return groups[first:index]


def _free(code: Code, low: int, start: int) -> bool:
    return any(one[0] == start for one in free(code, low, start + 4))


def _sharers(code: Code, low: int, high: int, but: int = -1) -> list[Group]:
    """The places with whom a title is shared: `together with A`."""
    return [(a, b, items) for a, b, items in code.groups_in(low, high) if a != but and SHARERS.search(code.text[low:a])]


def companions_after(code: Code, mark: Mark) -> list[Group]:
    """`…, together with B and C` after the title."""
    match = re.match(
        rf"(?:,? {SET})*,? (?:(?:a|an) (?:title|hono[u]?r|"
        rf"distinction|label|award|year|badge) (?:that |which )?(?:it|they|we) (?:also )?shared? with|"
        rf"which (?:it|they|we) "
        rf"(?:also )?(?:shared?|held) (?:together |jointly )?with|next to|beside|(?:shared|"
        rf"sharing) (?:it|the \w+) with|(?:together|along|jointly|in common) with|and,? (?:in|for|on) "
        rf"⟦C\d+⟧,?(?: it (?:is|was))?|alongside|as (?:is|are|did|was|were|has|have)|like|with|besides|"
        rf"and so (?:is|are|did|was|were|has|have))(?: the| "
        rf"both)? (?=⟦G)",
        code.text[mark.end :],
    )
    if not match:
        return []
    start = mark.end + match.end()
    end = code.text.index("⟧", start) + 1
    items = code.groups[int(code.text[start + 2 : end - 1])]
    return [(start, end, items), *_companions(code, end)]
