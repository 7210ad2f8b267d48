"""Who holds a title: the places that a sentence's grammar ties to it."""

from __future__ import annotations

import re
from functools import lru_cache

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.holders import SHARERS, companions, free, subject
from onemoon.mappings.reading.lexicons import lexicon
from onemoon.mappings.reading.titlemarks import Mark

Group = tuple[int, int, list[Item]]
SET = (
    r"(?:(?:in|for|since|from|on|by|until) (?:the year )?(?:⟦D\d+⟧(?: (?:to|and|or) ⟦D\d+⟧)?)|(?:in|by) "
    r"⟦[CO]\d+⟧|that year|this year|(?:of |in )?⟦D\d+⟧|of ⟦[OC]\d+⟧|jointly|respectively|now|today)"
)


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern[str]]:
    """The compiled cues of titles: what confers one, holds one, hands one on, and what takes it back."""
    data = lexicon("honours")
    one = {
        key: "|".join(row["cue"] for row in data[key])
        for key in ("held", "conferring", "handed", "kept_by", "fronting")
    }
    barred = "|".join(part.strip() for part in data["barred"].split("|"))
    article = (
        r"(?: (?:the|an?|its|our|their|both|also|one of(?: the| its| this year's)?|(?:one|two|three|four|"
        r"five|"
        r"six)|(?:first|new|latest|newest|proud|official)|title|titles|status|designation|as|of|being))*"
    )
    return {
        "held": re.compile(rf"\b(?:{one['held']})\b", re.IGNORECASE),
        "conferring": re.compile(
            rf"\b(?:{one['conferring']})(?: (?:the|both|also|cities|city of|⟦C\d+⟧))* $", re.IGNORECASE
        ),
        "handed": re.compile(
            rf"(?:[,]? {SET})*,? (?:title |hono[u]?r |status |designation |mantle )?(?:{one['handed']})(?: "
            rf"{SET}|,? jointly|,? first|,? then|,? both)*,? (?:to |on |upon |in favou?r of )?(?:the |both |"
            rf"cities of )*$".replace("$", r"\Z"),
            re.IGNORECASE,
        ),
        "kept_by": re.compile(
            rf"(?:,? {SET})*,? (?:title |hono[u]?r |status |designation )?(?:(?:was|were|is|are|has been|had "
            rf"been|being) )?(?:jointly )?(?:{one['kept_by']})(?: {SET})*,? (?:jointly )?by (?:the |both )*\Z",
            re.IGNORECASE,
        ),
        "fronting": re.compile(rf"(?:^|, |; )(?:\W*)(?:{one['fronting']}){article} $", re.IGNORECASE),
        "barred": re.compile(rf"\b(?:{barred})\b|n't\b", re.IGNORECASE),
        "settled": re.compile(rf"(?:,| and| but| then| before| until| so)[^;]*\b(?:{one['held']})\b", re.IGNORECASE),
    }


LINK = re.compile(
    rf"(?:,? {SET})*(?:\s?[:(–—-] ?|,? (?:namely|including|among them|include[sd]?|such as|like|i\.e\.,?|"
    rf"being|"
    rf"are|is|was|were|will be|remains?|went)(?: as follows:?| now| once| also| {SET})*:?(?: the)? ?| "
    rf"(?:city|"
    rf"holder|host)? ?)\Z"
)
APPOSED = re.compile(
    r"(?:,| \(|:| [–—-]|;)? ?(?:(?:the|an?|our|its|one of (?:the|its|this year's|last year's)(?: \w+)?|as|"
    r"then|now|currently|both|all|each|fellow|the current|itself|⟦D\d+⟧'?s?|new|first|two|three|also) ?)*"
    r"(?:(?:title-?holder|holder|bearer|winner|recipient|host city|designated|named|chosen|selected)s?(?: "
    r"of| as| for)?(?: the)?(?: title)?(?: of)? ?)?\Z"
)
RELATIVE = re.compile(
    r",? (?:(?:all|both|each|two|three|one) of (?:which|whom|them)|which|that|who|itself|whose year|"
    r"where)\b[^;⟦]*(?:⟦D\d+⟧[^;⟦]*)?\Z"
)
AFTER_BAR = re.compile(
    r"^'?s? ?(?:title |status |designation |city )?(?:candidat\w+|bid\b|nominee|nomination|hopeful|"
    r"application|applicants?|contender|race|competition|shortlist\w*|"
    r"(?:in|for) ⟦D\d+⟧,? (?:but|though) (?:lost|failed|was (?:not|turned|rejected))|but (?:lost|failed|was "
    r"(?:turned|rejected|not)))"
)


PART = re.compile(r"(\w+) of (?:the |its |an? )?\Z")
WHOLE = frozenset(
    "one some two three four five holder holders bearer bearers winner winners recipient recipients title "
    "titles "
    "status year designation honour honor member members crown label rank ranks list first second third "
    "mantle "
    "distinction name family each both network group role accolade edition circle certification "
    "certificate badge award "
    "batch part".split()
)


def holders(code: Code, mark: Mark, scope: tuple[int, int], host: Place | None) -> list[Group]:
    """The places that hold a title, where they stand; scope: the stretch of the sentence that is the title's."""
    text = code.text
    if AFTER_BAR.match(text[mark.end : mark.end + 60]):
        return _lost(code, mark)
    low, high = scope
    found = (
        _after(code, mark, high)
        if not mark.meant
        or text[mark.start : mark.end].lower().startswith(("the ", "this ", "that ", "same ", "they", "these"))
        else []
    )
    if not found:
        found = _before(code, mark, low, host)
    elif text[low : mark.start].strip() and not _barred(text[low : mark.start], True):
        found += _sharers(code, low, mark.start)
    if _barred(_clause(text, low, mark, found) if found else text[low : mark.start]):
        return _lost(code, mark)
    return found + _former(code, mark)


def _former(code: Code, mark: Mark) -> list[Group]:
    """`A took over the title from B`: B held it before."""
    match = re.match(r"(?: ⟦D\d+⟧)? from ⟦G(\d+)⟧", code.text[mark.end :])
    took = re.search(r"\b(?:took|taken|taking|takes) over|inherit\w*|succe\w+", code.text[: mark.start])
    return [(-1, mark.end, code.groups[int(match.group(1))])] if match and took else []


def _lost(code: Code, mark: Mark) -> list[Group]:
    """`A lost the race for the title to B`: B holds it."""
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
        return text[max(low, mark.start - 60) : mark.start] + " " + text[mark.end : start]
    from_ = max(low, text.rfind("; ", 0, start) + 1, text.rfind(": ", 0, start) + 1)
    apposed = any(APPOSED.fullmatch(text[end : mark.start]) for _, end, _ in found)
    return text[from_ : mark.start] if start - from_ < 40 and not apposed else text[start : mark.start]


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, low, high), key=lambda match: match.start(), default=None)


def _barred(words: str, mild: bool = False) -> bool:
    """Whether words speak of a wish, a bid or a denial that no later verb of the same clause settles."""
    rows = patterns()
    last = _last(rows["barred"], words, 0, len(words))
    return bool(last) and not rows["settled"].search(words, last.end() if last else 0)


def _after(code: Code, mark: Mark, high: int) -> list[Group]:
    """Holders named after the title: `the title went to A`, `held by A`, `T: A and B`, `T are A and B`."""
    groups = code.groups_in(mark.end, high)
    if not groups:
        return []
    start, end, items = groups[0]
    between = code.text[mark.end : start]
    rows = patterns()
    lead = code.text[: mark.start]
    if not (rows["handed"].fullmatch(between) or rows["kept_by"].fullmatch(between)) and not (
        LINK.fullmatch(between)
        and not _owned(code, end)
        and not (between.strip() == "" and re.search(r"\b(?:in|at|from|to)\s(?:the )?$", lead))
    ):
        named = re.fullmatch(rf"(?:,? {SET})?, (?:the )?", between) and re.fullmatch(
            r"(?:\W*(?:The|This year's|Last year's|Our|Its|As) )?(?:[\w-]+ )?", lead
        )
        fronted = (
            named
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
        if APPOSED.fullmatch(between) and (between.strip() or _free(code, low, start)):
            return [(start, end, items), *_sharers(code, low, mark.start, start), *_companions_after(code, mark)]
        if RELATIVE.fullmatch(between) and rows["held"].search(between):
            return [(start, end, items), *_companions_after(code, mark)]
    held = _last(rows["held"], text, low, mark.start)
    part = PART.search(text, held.start(), mark.start) if held else None
    if part and part.group(1) not in WHOLE:
        return []
    inside = mark.meant and rows["held"].search(text[mark.start : mark.end])
    if not held and not inside:
        return []
    at = held.start() if held else mark.start
    found = subject(code, low, max(at, mark.start if not held else at), host)
    spots = {id(item): (start, end) for start, end, items in code.groups_in(0, mark.start) for item in items}
    return [(*spots.get(id(item), (mark.start, mark.start)), [item]) for item in found] + _companions_after(code, mark)


def _free(code: Code, low: int, start: int) -> bool:
    return any(one[0] == start for one in free(code, low, start + 4))


def _sharers(code: Code, low: int, high: int, but: int = -1) -> list[Group]:
    """The places with whom a title is shared: `together with A`."""
    return [(a, b, items) for a, b, items in code.groups_in(low, high) if a != but and SHARERS.search(code.text[low:a])]


def _companions_after(code: Code, mark: Mark) -> list[Group]:
    """`…, together with B and C` after the title."""
    match = re.match(
        rf"(?:,? {SET})*,? (?:a title (?:it|they) shared? with|which (?:it|they) shared? with|(?:shared|"
        rf"sharing) (?:it|the \w+) with|(?:together|along|jointly|in common) with|and,? (?:in|for|on) "
        rf"⟦C\d+⟧,?(?: it (?:is|was))?|alongside|as did|as was|as were|like|with|besides|and so did)(?: the| "
        rf"both)? (?=⟦G)",
        code.text[mark.end :],
    )
    if not match:
        return []
    start = mark.end + match.end()
    end = code.text.index("⟧", start) + 1
    items = code.groups[int(code.text[start + 2 : end - 1])]
    return [(start, end, items), *_companions(code, end)]
