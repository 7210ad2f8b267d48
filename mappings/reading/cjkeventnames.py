"""The names of events in Korean, Japanese and Chinese, back from their last word, and how many took part."""

from __future__ import annotations

import re

from onemoon.mappings.reading.cjkwords import Words

JA_NAME = r"[一-鿿々ァ-ヴーA-Za-z0-9・\-—「」『』]"
QUOTED = re.compile(r"[「『“\"《‘'](?P<name>[^「」『』“”\"《》‘’']{3,40})[」』”\"》’']")
EDITION = re.compile(r"제\s?(\d{1,3})\s?회|第\s?(\d{1,3})\s?(?:回|届|次)")
UNITS = {"만": 10000, "万": 10000, "천": 1000, "千": 1000, "百": 100, "백": 100}
KANJI = dict(zip("一二三四五六七八九两", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))


def event_name(text: str, match: re.Match[str], words: Words) -> tuple[int, int] | None:
    """Where the name that ends with an event's head begins and ends."""
    for quoted in QUOTED.finditer(text):
        if quoted.start("name") <= match.start() and match.end() <= quoted.end("name"):
            return (quoted.start("name"), quoted.end("name")) if match.end() == quoted.end("name") else None
    if words.language == "ko":
        return _ko_name(text, match, words)
    if words.language == "ja":
        left = re.search(rf"{JA_NAME}*$", text[: match.start()])
        start = left.start() if left else match.start()
        return _trim(text, start, match.end())
    left = re.search(
        r"(?:第[一二三四五六七八九十百\d]{1,4}[届次]|(?:19|20)\d\d年)?[一-鿿A-Za-z·\d]*$", text[: match.start()]
    )
    start = left.start() if left else match.start()
    return _zh_trim(text, start, match.end())


def _ko_name(text: str, match: re.Match[str], words: Words) -> tuple[int, int] | None:
    rest = re.match(r"[가-힣]+", text[match.end() :])
    if rest and not re.fullmatch(
        words["particles"].pattern + r"|[은는이가을를의에]\w{0,2}|로|입니다|했\w{1,6}|하\w{1,5}|에는|에서는|로는",
        rest.group(),
    ):
        return None
    start = match.start()
    word = re.search(r"[가-힣A-Za-z0-9·]+$", text[:start])
    start = word.start() if word else start
    for _ in range(4):
        before = re.search(r"([가-힣A-Za-z0-9·]+)\s$", text[:start])
        if not before or words["event_stop"].search(before.group(1)) and not re.fullmatch(r"제\d+회", before.group(1)):
            break
        start = before.start(1)
    return start, match.end()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a date or place's locative in front of a Japanese name."""
    lead = re.match(r"(?:\d+|[年月日\-0-9])*(?:日|月|年)(?!本|中韓)", text[start:end])
    return start + (lead.end() if lead else 0), end


def _zh_trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the verbs and dates that stand before a Chinese name."""
    piece = text[start:end]
    anchor = re.search(r"第[一二三四五六七八九十百\d]{1,4}[届次]|(?:19|20)\d\d年(?!\d*月)(?=[一-鿿]{4})", piece)
    if anchor:
        return start + anchor.start(), end
    cut = [
        m.end()
        for m in re.finditer(r"举行|举办|召开|出席|参加|主办|日|月|在|于|了|的(?=.{4})|将|与|年(?=友)", piece[:-2])
    ]
    return start + (cut[-1] if cut else 0), end


def attendance(text: str, words: Words) -> tuple[int | None, str | None]:
    """How many took part, and whether that is about, at least or at most."""
    if not words.has("attend", text):
        return None, None
    found = [match for match in words["count"].finditer(text)]
    values = [(value, match) for match in found if (value := _value(match.group("n")))]
    if not values:
        return None, None
    value, match = max(values, key=lambda pair: pair[0])
    if re.search(r"만|万", match.group()) and value < 10000:
        value *= 10000
    sign = "at-least" if match.group("least") or match.group("q") in ("逾", "超过") else None
    return value, sign or ("about" if match.group("q") in ("약", "約", "约", "近", "およそ") else None)


def _value(text: str) -> int | None:
    text = text.replace(",", "").replace(" ", "")
    if match := re.fullmatch(r"(\d+(?:\.\d)?)([만万천千百]?)(\d*)", text):
        return int(float(match.group(1)) * UNITS.get(match.group(2), 1)) + int(match.group(3) or 0)
    total, digit = 0, 0
    for char in text:
        if char in KANJI:
            digit = KANJI[char]
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char in UNITS:
            total, digit = (
                (total + (digit or (0 if total else 1))) * UNITS[char] if total else (digit or 1) * UNITS[char],
                0,
            )
    return total + digit or None
