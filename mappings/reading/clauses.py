"""Clauses of a coded sentence, and the number words that anniversaries need."""

from __future__ import annotations

import re
from collections.abc import Iterator

VERB = (
    r"(?:is|are|was|were|has|have|had|be|become|becomes|became|signed|signs|enter(?:ed|s)?|"
    r"join(?:ed|s)?|form(?:ed|s)?|establish(?:ed|es)?|"
    r"follow(?:ed|s)?|came|comes|tied|concluded?s?|agreed|did|does|do|will|would|may|might|"
    r"can|could|took|takes|made|makes|holds?|held|"
    r"remain(?:s|ed)?|called|seal(?:ed)?|forged|say|says|said|linked|twinned|celebrates?|"
    r"marks?|visited|hosts?|hosted|began|begins|started|ended|lapsed|lost|broke|gained?|chose|"
    r"chosen|counts?|keeps?|kept|went|set|got|cut|declined|suspended|terminated|upgraded|"
    r"renewed)"
)
SPLIT = re.compile(
    rf"\s*;\s+|:\s+(?=(?:⟦[GR]\d+⟧|it|they|we)\s(?:\w+ly\s|also\s|now\s)?{VERB}\b)|\s+(?:--|[—–-])\s+|(?:,|\s)\s*(?:but|while|whereas|though|although|yet|however|whilst|"
    rf"so that)\s+(?=[^,;]{{0,90}}\b{VERB}\b)"
    rf"|,?\s+(?:and|so)\s+(?=(?:(?:in|on)\s⟦D\d+⟧,?\s)?(?:⟦[GR]\d+⟧|it|they|he|she|we|the \w+|"
    rf"this|that|its)(?:\s\w+)?,?\s+(?:also\s|later\s|since\s|formally\s)?{VERB}\b)"
    rf"|,\s+(?=(?:and\s)?with\s⟦[GR]\d+⟧\s(?:⟦|(?:since|in|from)\s⟦D))|,\s+(?=⟦[GR]\d+⟧\s+(?:also\s)?{VERB}\b)|"
    rf",\s+(?=(?:with|to|by)\s(?:which|whom)\b)|,\s+(?=since the)|(?<=⟧)\s+(?=where\b)"
    r"|,\s+(?:and\s)?(?=(?:then|lastly|finally|later|next)\b)"
    r"|,\s+and\s+(?=(?:the|an?|its|our|their)\s(?:[\w-]+\s){0,2}(?:sister|twin|friend|partner)[\w-]*\s(?:[\w-]+\s)?"
    r"(?:with|between|of)\b[^;]*\b(?:was|were|is|are|has|have|dates?|goes|remains?)\b)"
)


LEFT = re.compile(r"⟦[GR]|\b(?:we|it|they|which)\b")


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each clause of a coded sentence."""
    start = 0
    for match in SPLIT.finditer(text):
        if match.start() - start > 8 and (";" in match.group() or LEFT.search(text, start, match.start())):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINAL_WORDS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
ANNIVERSARY = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th)[- ](?:anniversary|year|birthday)|\b([a-z]+(?:[- ][a-z]+)?)[- "
    r"]anniversary|\bturn(?:ed|s)? (\d{1,3}|[a-z]+(?:-[a-z]+)?)\b|\b(\d{1,3}|"
    r"[a-z]+(?:-[a-z]+)?) years (?:ago|of (?:sister|friend|twin|partner)|since)|\bfor "
    r"(\d{1,3}|[a-z]+(?:-[a-z]+)?) years\b|\bafter (\d{1,3}|[a-z]+(?:-[a-z]+)?) years\b(?! of \w*(?:talks|negotiat|"
    r"prepar|discuss|contact|exchange|visit|letter|work|corresp))|\b(\d{1,3}|[a-z]+(?:-[a-z]+)?) years as (?:sister|"
    r"twin|friend|partner)|\b(?:is|was) the (\d{1,3})(?:st|nd|rd|th) (?:year )?since\b|"
    r"\b(\d{1,3})(?:st|nd|rd|th) year of|"
    r"\bmark(?:s|ed)? (\d{1,3}) years\b",
    re.IGNORECASE,
)


DECADES = re.compile(
    r"\b(two|three|four|five|six|seven|a) decades? (?:of (?:sister|twin|friend|partner)|as (?:sister|twin|friend|"
    r"partner)|since|ago)|"
    r"\b(?:half a century|a quarter of a century|a quarter[- ]century) (?:of (?:sister|twin|friend|partner)|"
    r"as (?:sister|twin|friend)|since)"
)


def number(word: str) -> int | None:
    """The number that a figure, a number word or an ordinal word means."""
    word = word.lower().strip()
    if word.isdigit():
        return int(word)
    if word in ("a decade", "decade"):
        return 10
    last = re.split(r"[- ]", word)
    total = 0
    for part in last:
        value = _part(part)
        if value is None:
            return None if not total else total
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


def anniversary(text: str) -> int | None:
    """How many years a clause says have passed: `the 30th anniversary`, `turned sixty`, `for four years`."""
    if match := DECADES.search(text):
        decades = 10 * (number(match.group(1) or "") or 1)
        return next((n for word, n in (("half", 50), ("quarter", 25)) if word in match.group()), decades)
    for match in ANNIVERSARY.finditer(text):
        word = next(group for group in match.groups() if group)
        if value := number(word) or number(re.split(r"[- ]", word)[-1]):
            return value
    return None
