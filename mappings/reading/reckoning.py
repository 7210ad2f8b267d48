"""Years that a text reckons and does not name: `turned thirty`, `two decades of sisterhood`, `a year after that`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINAL_WORDS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
ONES, TENTHS = "|".join(reversed(UNITS[1:])), "|".join(TENS)
N = rf"(?:\d{{1,3}}|(?:{ONES})-and-(?:{TENTHS})|(?:{TENTHS})(?:[- ](?:{ONES}))?|(?:{ONES})|an?)"
FULL = r"(?:full |whole |long |good |happy |unbroken |fruitful |eventful )?"
LENGTH = (
    rf"(?:{N}[- ]{FULL}years?(?:-old)?|{N} {FULL}decades?|half[- ]a[- ]century|a half[- ]century|"
    rf"a quarter[- ](?:of a )?century|quarter[- ]of a century|(?:a|one) century)(?: and {N} years?(?: more)?)?"
)
ORDINAL = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{TENTHS})[- ])?(?:\w{{2,9}}th|first|second|third)|silver|golden|diamond|"
    rf"{N}-year|{N} years'?)"
)
SPAN = re.compile(
    rf"\b(?P<ordinal>{ORDINAL})[- ](?:(?:wedding|joint|sister[- ]city|friendship) )?(?:anniversary|birthday|jubilee)\b|"
    rf"\b(?P<turns>turn(?:s|ed|ing)?) (?P<age>{N})\b(?! (?:percent|points))|"
    r"\b(?:is|was|are) the (?P<nth>\d{1,3})(?:st|nd|rd|th) (?:year )?since\b|"
    r"\b(?P<year>\d{1,3}(?:st|nd|rd|th)) year (?=of (?:\w+ )?(?:sister|friend|twin|partner))|"
    rf"\b(?P<length>{LENGTH})(?=\W|$)",
    re.IGNORECASE,
)
NEXT = re.compile(r"\bthe (?:next year|year (after|before))(?= ⟦G|[,;.]|$)(?: ⟦G(\d+)⟧)?", re.IGNORECASE)
VAGUE = re.compile(
    r"\b(?:nearly|almost|some|about|around|over|more than|less than|fewer than|under|roughly|close to|at least|up to|"
    r"barely|within|another|every|next|coming|approximately|perhaps|maybe|aged?|all but)\s(?:the\s|a\s)?$",
    re.IGNORECASE,
)
TIE = r"(?:sister|twin|friend|partner|ties\b|relation|affiliat|exchange|kinship|the (?:tie|bond|link|pact|agreement))"
OF_A_TIE = re.compile(
    rf"(?:'s?)? (?:of|as|in) (?:(?:an?|their|its|this|our|mutual|official|formal|close|such) )?[\"'“‘]?(?:\w+ )?{TIE}|"
    rf"'? [\"'“‘]?(?:old )?{TIE}|"
    r" together\b|(?: and \w+ years?)? (?:more )?(?:have (?:now )?(?:passed|gone)|since)\b|,? since\b| old\b|"
    r" (?:this|last) (?:year|spring|summer|autumn|fall|winter|month|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b",
    re.IGNORECASE,
)
HAS_BEEN = re.compile(
    rf"(?:\b(?:been|were|are|was|is|kept|remained|lasted|existed|stood|held)\b[^;.⟦]{{0,60}}|"
    rf"{TIE}[\w-]*(?: \w+){{0,2}}|⟦G\d+⟧) for (?:the (?:last|past) )?$|\b(?:has|have) lasted (?:for )?$|"
    r"\b(?:mark|celebrat|observ|commemorat|look(?:s|ed|ing)? back (?:on|over)|complet|reach)\w* (?:the |their |its )?$|"
    r"\b(?:go(?:es|ing)?|dat(?:es?|ing)|stretch\w*|reach\w*) back (?:for )?$|\b(?:it|that) (?:is|has been) (?:now )?$|"
    r"\bafter $",
    re.IGNORECASE,
)
TO_COME = re.compile(r" (?:more|longer|to come|from now|hence)\b| of (?:talks|negotiat|prepar|discuss|contact|court)")
LATER = re.compile(
    r" (?:later|on\b|afterwards?|thereafter|younger\b|after (?:that|this|it|them|him|her)\b)"
    r"(?: than (?:the )?⟦G(\d+)⟧)?| (?:after|behind) (?:the )?⟦G(\d+)⟧",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r" (?:earlier|previously|older\b|its senior|before (?:that|this|it|them)\b|before(?=[,;.]|$))"
    r"(?: than (?:the )?⟦G(\d+)⟧)?| (?:before|ahead of) (?:the )?⟦G(\d+)⟧",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"\b(?:first|older|earlier|sooner|ahead|before|preced\w+)\b(?:[^;.⟦]{0,20}⟦G(\d+)⟧)?,? by (?:\w+ )?$", re.IGNORECASE
)
AGO = re.compile(r" (?:ago|back)\b", re.IGNORECASE)
JUBILEES = {"silver": 25, "golden": 50, "diamond": 60}
MARK = re.compile(r"year|decade|centur|anniversar|jubilee|birthday|\bturn", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A length of time in a clause: how many years, from where, and the number of the group of places it is from.

    base is `now` (so many years have passed), `ago`, or `then` (counted from a year named before, a minus for earlier).
    """

    start: int
    end: int
    years: int
    base: str
    group: int | None = None


def reckoned(text: str, start: int = 0, end: int | None = None) -> Iterator[Reckoned]:
    """The lengths of time in a stretch of coded text by which a year can be told exactly."""
    end = len(text) if end is None else end
    if not MARK.search(text, start, end):
        return
    for match in SPAN.finditer(text, start, end):
        before, after = text[start : match.start()], text[match.end() : end]
        if one := _long(match, before, after) if match["length"] else _numbered(match):
            yield one
    for match in NEXT.finditer(text, start, end):
        yield Reckoned(*match.span(), -1 if match[1] == "before" else 1, "then", _int(match[2]))


def _numbered(match: re.Match[str]) -> Reckoned | None:
    """`the 30th anniversary`, `turned thirty`."""
    word = next(match[key] for key in ("ordinal", "age", "nth", "year") if match[key]).lower()
    count = JUBILEES.get(word) or number(re.sub(r"(?<=\d)(?:st|nd|rd|th)|[- ]years?'?$", "", word))
    return Reckoned(*match.span(), count, "now") if count else None


def _long(match: re.Match[str], before: str, after: str) -> Reckoned | None:
    """A length of time, by what stands around it; none if it is vague or leads elsewhere."""
    count = length(match["length"])
    if not count or VAGUE.search(before) or TO_COME.match(after):
        return None
    low, high = match.span()
    for sign, found in ((1, LATER.match(after)), (-1, EARLIER.match(after)), (-1, AHEAD.search(before))):
        if found:
            group = next((one for one in found.groups() if one), None)
            high += found.end() if found.re is not AHEAD else 0
            return Reckoned(low, high, sign * count, "then", _int(group))
    if found := AGO.match(after):
        return Reckoned(low, high + found.end(), count, "ago")
    if match["length"].endswith("-old") or OF_A_TIE.match(after) or HAS_BEEN.search(before):
        return Reckoned(low, high, count, "now")
    return None


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def length(text: str) -> int | None:
    """The years of a length of time: `a quarter of a century and one year`, `two decades`, `30 years`."""
    first, _, more = text.lower().partition(" and ")
    added = number(re.sub(r"\b(?:years?|more)\b", "", more)) or 0 if more else 0
    if "century" in first:
        return (25 if "quarter" in first else 50 if "half" in first else 100) + added
    count = re.split(r"[- ](?:full|whole|long|good|happy|unbroken|fruitful|eventful|years?|decades?)", first)[0]
    value = 1 if count in ("a", "an") else number(count)
    return (value * (10 if "decade" in first else 1) + added) if value else None


def number(word: str) -> int | None:
    """The number that a figure, a number word or an ordinal word means."""
    word = word.lower().strip()
    if word.isdigit():
        return int(word)
    if word in ("a decade", "decade"):
        return 10
    total = 0
    for part in re.split(r"[- ]", word.replace("-and-", "-")):
        value = _part(part)
        if value is None:
            return total or None
        total += value
    return total or None


def _part(part: str) -> int | None:
    if part in UNITS:
        return UNITS.index(part)
    if part in TENS:
        return TENS[part]
    if part in ORDINAL_WORDS:
        return ORDINAL_WORDS[part]
    if part.endswith("ieth") and part[:-4] + "y" in TENS:
        return TENS[part[:-4] + "y"]
    return UNITS.index(part[:-2]) if part.endswith("th") and part[:-2] in UNITS else None
