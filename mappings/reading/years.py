"""Which date belongs to which place of a clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.nearness import Group, Spot, lean, nearest
from onemoon.mappings.reading.reckoning import Reckoned, reckoned

DATE = re.compile(r"⟦D(\d+)⟧")
ASIDE = re.compile(
    r"\b(?:announced|said|reported|told|posted|updated|visited|(?<!took )until|till|by|before|"
    r"called on|celebrat\w+|marks?|marked|visit|spelled|turned|"
    r"born|as of|older than|younger than|by \w+ years than|next|draft|voted|approved|arriv\w+|renew\w*|re-?affirm\w*|"
    r"reconfirm\w*|confirmed|extended|prolong\w*|cancel\w*|suspend\w*|dissol\w+|revok\w*|terminat\w*|laps\w*|"
    r"annul\w*|rescind\w*|frozen|froze|ended|end of|expir\w*|withdr[ae]w\w*|broken off|broke off|wound up|elected|"
    r"took office|merg\w+)\b[^⟦,;]{0,30}$|\b(?:held|hosted|founded|opened|took place) (?:there |here )?(?:in|on) $",
    re.IGNORECASE,
)
PART = re.compile(r";\s|\s?[/|・·•●]\s")


SAME_YEAR = ("the same year", "that same year")
AS_THAT = re.compile(r" as (?:that of )?(?:the )?⟦G(\d+)⟧")


class Years:
    """Dates resolved in the order of a text: a day without a year takes the year last named."""

    def __init__(self, anchor: str | None, context: int | None = None) -> None:
        """anchor: publication date; context: the year last named before."""
        self.anchor = anchor
        self.context = context
        self.known: dict[Place, int] = {}

    def resolve(self, found: Found) -> When | None:
        """The date, remembering its year for the next."""
        when = resolve(found, self.anchor if self.context is None or found.year else None, self.context, True)
        if when is None:
            when = resolve(found, self.anchor, self.context, True)
        if when and when.year:
            self.context = int(when.year)
        return when

    def reckon(self, passed: Reckoned, base: Found | None) -> int | None:
        """The year from which so many have passed: up to a year named beside, else up to the publication."""
        when = self.resolve(base) if base else None
        if when and when.year:
            return int(when.year) - passed.years
        now = int(self.anchor[:4]) if self.anchor else self.context
        return now - passed.years if now else None

    def after(self, passed: Reckoned, code: Code) -> int | None:
        """The year so many after that of the place it is counted from, or after the one last named."""
        year = self.context
        if passed.group is not None:
            places = [one.place for one in code.groups[passed.group]]
            before = {item.place for _, _, group in code.groups_in(0, passed.start) for item in group}
            year = next((self.known[place] for place in places if place in self.known), None)
            year = year or (self.context if before & set(places) else None)
        self.context = year + passed.years if year else self.context
        return self.context if year else None

    def same(self, code: Code, end: int, found: Found) -> When | None:
        """`the same year as X`: the year of another place."""
        match = AS_THAT.match(code.text, end) if found.relative in SAME_YEAR else None
        places = [one.place for one in code.groups[int(match[1])]] if match else []
        year = next((self.known[place] for place in places if place in self.known), None)
        return When(str(year)) if year else None

    def remember(self, bound: Mapping[Place, When], loose: When | None, groups: Sequence[Group]) -> None:
        """Keep the year of each place, for what is counted from it later."""
        found = {item.place: loose for _, _, group in groups for item in group if loose} | dict(bound)
        self.known.update({place: int(when.year) for place, when in found.items() if when and when.year})


def bind(code: Code, clause: tuple[int, int], years: Years) -> tuple[dict[Place, When], When | None]:
    """(date by its place, date of the whole clause if there is just one loose)."""
    bound = _segmented(code, clause, years)
    lengths = list(reckoned(code.text, *clause))
    groups = _told(code, clause, lengths)
    for _, _, group in groups:
        _own(group, bound, years)
    free = _begun_if_clear(code, clause, groups, _free(code, clause))
    whens = _resolved(code, clause, free, lengths, years)
    if "respectively" in code.text[clause[0] : clause[1]] and len(whens) > 1:
        _zip(groups, whens, bound)
        return bound, None
    loose = None
    shared = _shared(code, groups)
    leaning = lean(groups, whens)
    for start, end, when in whens:
        near = nearest(code, groups, clause, start, end, leaning) if len(whens) > 1 or len(groups) > 2 else None
        for item in (*(near or ()), *shared.get(near[0].place if near else None, ())):
            bound.setdefault(item.place, when)
        loose = loose or (when if near is None else None)
    years.remember(bound, loose, groups)
    return bound, loose


def _segmented(code: Code, clause: tuple[int, int], years: Years) -> dict[Place, When]:
    """The dates of a list whose parts, set off by signs, each name one place and one date."""
    bound: dict[Place, When] = {}
    cuts = [clause[0], *(m.end() for m in PART.finditer(code.text, *clause)), clause[1]]
    for low, high in zip(cuts, cuts[1:], strict=False) if len(cuts) > 2 else ():
        dates = [code.dates[int(m[1])] for m in DATE.finditer(code.text, low, high) if int(m[1]) in code.dates]
        groups = code.groups_in(low, high)
        if len(dates) == len(groups) == 1 and dates[0].year and (when := years.resolve(dates[0])):
            bound.update({item.place: when for item in groups[0][2]})
    return bound


def _agrees(year: int, passed: Sequence[Reckoned], anchor: str) -> bool:
    """Whether a year named is that which a length of time leads to: `sixteen years ago, in 2003`."""
    return any(int(anchor[:4]) - one.years == year for one in passed)


def _told(code: Code, clause: tuple[int, int], lengths: Sequence[Reckoned]) -> list[Group]:
    """The groups of a clause without those that only a year is counted from."""
    meant = {one.group for one in lengths if one.group is not None}
    for match in DATE.finditer(code.text, *clause):
        found = code.dates.get(int(match[1]))
        if found and found.relative in SAME_YEAR and (as_that := AS_THAT.match(code.text, match.end())):
            meant.add(int(as_that[1]))
    apart = [code.groups[number] for number in meant]
    return [group for group in code.groups_in(*clause) if not any(group[2] is one for one in apart)]


def _free(code: Code, clause: tuple[int, int]) -> list[tuple[int, int, Found]]:
    """The dates of a clause that aren't written beside a place, but for those of something else."""
    return [
        (m.start(), m.end(), code.dates[int(m.group(1))])
        for m in DATE.finditer(code.text, *clause)
        if int(m.group(1)) in code.dates and not ASIDE.search(code.text[clause[0] : m.start()])
    ]


def _begun_if_clear(
    code: Code, clause: tuple[int, int], groups: Sequence[Group], free: list[tuple[int, int, Found]]
) -> list[tuple[int, int, Found]]:
    """The one date that is said to be the beginning, where several dates are those of one or two places."""
    few = len(groups) <= 2 or any(found.year is None for _, _, found in free)
    if len(free) > 1 and few and len({item.place for _, _, group in groups for item in group}) <= 2:
        begun_ = [one for one in free if BEGINS.search(code.text[clause[0] : one[0]])]
        return begun_ if len(begun_) == 1 else free
    return free


def _resolved(
    code: Code,
    clause: tuple[int, int],
    free: Sequence[tuple[int, int, Found]],
    lengths: Sequence[Reckoned],
    years: Years,
) -> list[Spot]:
    """The dates of a clause in its order, named or reckoned; where one is said to be the beginning none is reckoned."""
    named = [code.text[clause[0] : start] for start, _, found in free if found.year]
    told = any(BEGINS.search(lead) or BEGUN.search(lead) for lead in named)
    lengths = [one for one in lengths if one.base == "now" or not named or len(code.groups_in(*clause)) > 1]
    passed = [one for one in lengths if one.base != "then"]
    if same := [one for one in free if one[2].year and years.anchor and _agrees(one[2].year, passed, years.anchor)]:
        free, told = same[:1], True
    base = next((found for _, _, found in free if found.year or found.relative in ("this year", "last year")), None)
    if passed and not told and not (base and passed[0].base == "ago"):
        year = years.reckon(passed[0], base)
        return [(passed[0].start, passed[0].end, When(str(year)))] if year else []
    spots: list[Spot] = []
    counted = [(one.start, one.end, one) for one in lengths]
    tokens: list[tuple[int, int, Found | Reckoned]] = sorted([*free, *counted], key=lambda one: one[0])
    for start, end, found in tokens:
        if isinstance(found, Reckoned):
            if found.base == "then" and (year := years.after(found, code)):
                spots.append((start, end, When(str(year))))
        elif when := years.same(code, end, found) or years.resolve(found):
            spots.append((start, end, when))
    return spots


BEGUN = re.compile(
    r"\b(?:since|from|of|dat(?:ed|ing)(?: from| back to)?|go(?:es|ing) back to|(?:inaugurated|entered into|concluded|"
    r"signed|begun|began|formed|established|"
    r"sealed|twinned|agreed|done|struck|made|started|set up|existed|forged|adopted|cities|twins|partners)"
    r"(?: with ⟦G\d+⟧)?(?: in| on)?)\s$"
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


def _shared(code: Code, groups: Sequence[Group]) -> dict[Place | None, list[Item]]:
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


def _zip(groups: Sequence[Group], whens: Sequence[Spot], bound: dict[Place, When]) -> None:
    items = [item for _, _, group in groups for item in group]
    if len(items) >= len(whens):
        bound.update({item.place: when for item, (_, _, when) in zip(items[-len(whens) :], whens, strict=True)})
