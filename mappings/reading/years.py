"""Which date belongs to which place of a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onemoon.mappings.reading.clauses import anniversary, number
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.gazetteer import Place

DATE = re.compile(r"⟦D(\d+)⟧")
ASIDE = re.compile(
    r"\b(?:announced|said|reported|told|posted|updated|visited|(?<!took )until|till|by|before|"
    r"called on|celebrat\w+|marks?|marked|visit|spelled|turned|"
    r"born|as of|older than|younger than|by \w+ years than|next|draft|voted|approved|arriv\w+)\b[^⟦,;]{0,30}$",
    re.IGNORECASE,
)
LATER = re.compile(
    r"\b((?:twenty|thirty|forty|fifty|sixty)(?:-\w+)?|\d{1,2}|a decade|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen) years (?:later|on\b|after(?:wards)?)",
    re.IGNORECASE,
)
NEW = re.compile(
    r"(?:,? and|,| then|;|:|^)\s*(?:lastly,? |finally,? |later,? )?(?:also )?(?:in|on|since)?\s?(?:the )?$"
)


class Years:
    """Dates resolved in the order of a text: a day without a year takes the year last named."""

    def __init__(self, anchor: str | None, context: int | None = None) -> None:
        """anchor: publication date; context: the year last named before."""
        self.anchor = anchor
        self.context = context

    def resolve(self, found: Found) -> When | None:
        """The date, remembering its year for the next."""
        when = resolve(found, self.anchor if self.context is None or found.year else None, self.context, True)
        if when is None:
            when = resolve(found, self.anchor, self.context, True)
        if when and when.year:
            self.context = int(when.year)
        return when


def bind(code: Code, clause: tuple[int, int], years: Years) -> tuple[dict[Place, When], When | None]:
    """(date by its place, date of the whole clause if there is just one loose)."""
    bound: dict[Place, When] = {}
    text = code.text[clause[0] : clause[1]]
    groups = code.groups_in(*clause)
    for _, _, group in groups:
        _own(group, bound, years)
    free = [
        (m.start(), m.end(), code.dates[int(m.group(1))])
        for m in DATE.finditer(code.text, *clause)
        if int(m.group(1)) in code.dates
    ]
    free = [one for one in free if not ASIDE.search(code.text[clause[0] : one[0]])]
    sure = False
    few = len(groups) <= 2 or any(found.year is None for _, _, found in free)
    if len(free) > 1 and few and len({item.place for _, _, group in groups for item in group}) <= 2:
        begun_ = [one for one in free if BEGINS.search(code.text[clause[0] : one[0]])]
        sure = len(begun_) == 1
        free = begun_ if sure else free
    passed = None if sure else anniversary(text)
    if passed and (base := _base(free, years)):
        return bound, When(str(base - passed))
    if not free and (later := LATER.search(text)) and years.context and (count := number(later.group(1))):
        years.context += count
        return bound, When(str(years.context))
    whens = [(start, end, when) for start, end, found in free if (when := years.resolve(found))]
    if "respectively" in text and len(whens) > 1:
        _zip(groups, whens, bound)
        return bound, None
    loose = None
    shared = _shared(code, groups)
    for start, end, when in whens:
        near = _nearest(code, groups, clause, start, end) if len(whens) > 1 or len(groups) > 2 else None
        for item in (*(near or ()), *shared.get(near[0].place if near else None, ())):
            bound.setdefault(item.place, when)
        loose = loose or (when if near is None else None)
    return bound, loose


BEGUN = re.compile(
    r"\b(?:since|from|of|dat(?:ed|ing)(?: from| back to)?|go(?:es|ing) back to|(?:inaugurated|entered into|concluded|"
    r"signed|begun|began|formed|established|"
    r"sealed|twinned|agreed|made|started|set up|existed|forged|adopted|cities|twins|partners)(?: with ⟦G\d+⟧)?(?: in|"
    r" on)?)\s$"
)


def begun(code: Code, clause: tuple[int, int], years: Years) -> When | None:
    """When a tie that has ended began, if its clause says so: the date of its end is another."""
    for _, _, group in code.groups_in(*clause):
        for item in group:
            if item.date and not UNTIL.search(code.text[clause[0] : clause[1]]) and (when := years.resolve(item.date)):
                return when
    for match in DATE.finditer(code.text, *clause):
        found = code.dates.get(int(match.group(1)))
        if found and BEGUN.search(code.text, clause[0], match.start()):
            return years.resolve(found)
    return None


UNTIL = re.compile(r"\buntil\b|\btill\b")


BEGINS = re.compile(
    r"\b(?:since|inaugurated|established|signed|formed|concluded|sealed|entered into|twinned|existed|begun|"
    r"began)(?: in| on)?\s$|"
    r"\bsince (?:the|their|they|both|it)\b[^⟦;]{0,70}(?: in| on)?\s$|"
    r"\b(?:signed|concluded|sealed|entered|formed|established)\b[^⟦,;]{0,50} (?:in|on)\s$"
)


ALSO = re.compile(r"(?: in (?:the )?[\w ]{0,20}(?:⟦C\d+⟧)?)?,? and (?:also )?")


def _shared(code: Code, groups: Sequence[tuple[int, int, list[Item]]]) -> dict[Place | None, list[Item]]:
    """The places that are joined to a place by a mere `and`, by that place: they share its date."""
    return {
        one[2][0].place: [item for item in other[2] if not item.date]
        for one, other in zip(groups, groups[1:], strict=False)
        if ALSO.fullmatch(code.text[one[1] : other[0]])
    }


def _own(group: Sequence[Item], bound: dict[Place, When], years: Years) -> None:
    for item in group:
        if item.date and (when := years.resolve(item.date)):
            bound[item.place] = when


def _base(free: Sequence[tuple[int, int, Found]], years: Years) -> int | None:
    """The year that an anniversary is counted back from."""
    named = next((found.year for _, _, found in free if found.year), None)
    return named or (int(years.anchor[:4]) if years.anchor else years.context)


def _zip(
    groups: Sequence[tuple[int, int, list[Item]]], whens: Sequence[tuple[int, int, When]], bound: dict[Place, When]
) -> None:
    items = [item for _, _, group in groups for item in group]
    if len(items) >= len(whens):
        bound.update({item.place: when for item, (_, _, when) in zip(items[-len(whens) :], whens, strict=True)})


def _nearest(
    code: Code, groups: Sequence[tuple[int, int, list[Item]]], clause: tuple[int, int], start: int, end: int
) -> list[Item] | None:
    """The group that a date belongs to: the nearer one, commas and new beginnings weighed."""
    before = [group for group in groups if group[1] <= start]
    after = [group for group in groups if group[0] >= end]
    cost_before = _cost(code.text[before[-1][1] : start]) if before else 999
    cost_after = _cost(code.text[end : after[0][0]]) if after else 999
    lead = code.text[before[-1][1] if before else clause[0] : start]
    if (
        NEW.search(lead)
        and after
        and re.match(r",?\s", code.text[end : end + 2])
        and not re.match(r"\s*(?:\)|;|and\b|,? (?:and|followed by|then|later|while|before)\b)", code.text[end:])
        and (not before or re.search(r"\band\b|;|^$|^\s", lead))
    ):
        cost_before += 30
    if min(cost_before, cost_after) > 90:
        return None
    return before[-1][2] if cost_before <= cost_after else after[0][2]


def _cost(gap: str) -> float:
    return len(gap) + 40 * gap.count(";") + 15 * len(re.findall(r",? and ", gap)) + 8 * gap.count(",")
