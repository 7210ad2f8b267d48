"""Descriptions that stand for a place: the young city, his town, the hosts, the prefecture of a text about a city."""

from __future__ import annotations

import re

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.gazetteer import CITY_TYPES, Place

UNIT = r"(?:city|town|port|municipality|prefecture|province|county|district|region|island|village|metropolis|township)"
OTHERS = (
    r"(?!(?:sister|twin|friend|friendly|friendship|partner|other|same|next|new|last|latest|whole|entire|only|sole|guest|"
    r"visiting|foreign|overseas|former|latter|neighbou?ring|nearest|nearby|largest|biggest|smallest|right|wrong|of|to|in|and|or|"
    r"by|for|is|was|as|at|on|mayor|people|\w+est|\w+th|first|second|third|fourth|fifth|one|two|three|four|five|inner|"
    r"old|host)\b)"
)
NOT_PART = (
    r"(?! (?:of|hall|halls|council|councils|government|governments|cent\w+|librar\w+|museum\w*|park|assembly|office\w*|"
    r"authorit\w+|administration|official\w*|website|orchestra|network|wall|walls|gate|festival|level|that|to which|"
    r"(?:with|by|to) which)\b| ⟦|-)"
)
THE_CITY = re.compile(rf"\b[Tt]he (?:{OTHERS}[a-z][\w-]* ){{1,2}}({UNIT})\b{NOT_PART}")
HIS_CITY = re.compile(rf"\b([Hh]is|[Hh]er) (?:own |home |⟦C\d+⟧ )?({UNIT})\b(?! (?:hall|council))")
THE_HOSTS = re.compile(r"\bthe hosts\b|\bthe host\b(?! cit| of| countr| famil)")
OFFICE = re.compile(
    r"(?i:\b(?:mayor|governor|magistrate|head|councillor|chief)s?),? (?:⟦H\d+⟧,? )?(?:of|from) (?:the )?$"
)
UPPER = ("prefecture", "province", "state", "region", "oblast", "krai")


def fits(place: Place, unit: str) -> bool:
    """Whether a place can be called by a unit's word: no city is the prefecture."""
    upper = place.level == 1 and place.type not in CITY_TYPES
    return place.level == 0 or upper == unit.lower().startswith(UPPER) or unit.lower() in ("region", "island")


def fitting(unit: str, host: Place | None, known: list[Item], at: int) -> list[Item]:
    """The host if the word fits it, else the place last named that it fits."""
    if host and fits(host, unit):
        return [Item(host, at, at)]
    return next(([item] for item in reversed(known) if fits(item.place, unit)), [])


def his_city(match: re.Match[str], code: Code, host: Place | None, subject: Item | None) -> list[Item]:
    """Whose city it is: of the officer named before it, else of the last sentence if this one begins so, else ours."""
    for number, item in sorted(code.items.items(), reverse=True):
        at = code.text.find(f"⟦P{number}⟧", 0, match.start())
        if at >= 0 and OFFICE.search(code.text[:at]):
            return [item]
    if match.start() < 3 and subject:
        return [subject]
    return [Item(host, code.start, code.start)] if host else [subject] if subject else []
