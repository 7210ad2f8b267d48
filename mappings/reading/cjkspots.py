"""Which places a Korean, Japanese or Chinese text names: candidates found, boundaries checked, the likeliest taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onemoon.mappings.reading.cjknames import NativeNames, suits
from onemoon.mappings.reading.cjkranking import HOME, INSIDE, Seen, Spot, plainest_of, resolved
from onemoon.mappings.reading.cjkwords import Words, folded
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place

NAMEISH = {
    "ko": re.compile(r"[가-힣]"),
    "ja": re.compile(r"[ァ-ヴー]"),
    "zh": re.compile(r"(?!)"),
}
UNKNOWN = {
    "ko": re.compile(r"\s?([가-힣]{2,8}?(?:\s아이막|시|성|주|현|군|구|도))(?![가-힣]{2,}(?<![은는이가을를과와의에]))"),
    "ja": re.compile(r"[・の]?([一-鿿々ァ-ヴー・]{2,14}?(?:市|県|州|省|郡|町|区))(?![一-鿿])"),
    "zh": re.compile(r"[·・]?([一-鿿]{2,9}?(?:市|省|州|县|郡))"),
}
NO_NAME = re.compile(r"[与和同及的另某各其和와과と]|両|以外|多个|自体|도시|자매|우호|友好|姐妹|姊妹|姉妹")
FIRST = "도성현주부省県州道府막"


def spots(sentences: Sequence[Sentence], words: Words, names: NativeNames) -> list[list[Spot]]:
    """The places of each sentence; bare names only where the text names the place in full too, or it is well known."""
    texts = [folded(sentence.text) for sentence in sentences]
    seen = [list(_scan(text, sentence, words, names)) for text, sentence in zip(texts, sentences, strict=True)]
    context = Counter(one.country for row in seen for one in row if one.country)
    typed = [[one for one in row if one.typed] for row in seen]
    best = plainest_of(texts, typed, words, context)
    full = {place for _, place in best.values()}
    out = []
    for text, row in zip(texts, seen, strict=True):
        kept = [one for one in row if one.typed or _plain(one, text, words, full)]
        out.append(resolved(text, kept, words, full, context, best))
    return out


def _scan(text: str, sentence: Sentence, words: Words, names: NativeNames) -> Iterator[Seen]:
    """The names in a sentence, longest first at each position; countries beside them as hints."""
    flags = {match.end(): (match.lastgroup or "", match.start()) for match in words.countries.finditer(text)}
    inside = {i for end, (_, start) in flags.items() for i in range(start, end)}
    cell = _cell_country(sentence, text, words)
    position = 0
    while position < len(text):
        if position in inside or not (text[position : position + 2] in names.longest or _near(flags, position)):
            position += 1
            continue
        one = _at(text, position, words, names) or _unknown(text, position, words, names, flags)
        if one is None or _word(text, one, words, flags):
            position += 1
            continue
        yield replace(one, country=one.country or _hint(text, one, words, flags) or cell)
        position = one.end


def _word(text: str, one: Seen, words: Words, flags: dict[int, tuple[str, int]]) -> bool:
    """Whether a short foreign name in Han characters is rather the end of a word (`健康城市`)."""
    before = text[one.start - 1 : one.start]
    if words.language == "ko" or one.start in flags or not HAN_RUN.match(before) or one.end - one.start > 3:
        return False
    return all(place.country != HOME[words.language] and not place.ref for place in one.places)


HAN_RUN = re.compile(r"[一-鿿](?<![与和同在于至到从为对向及的由给了是往赴访])")


def _near(flags: dict[int, tuple[str, int]], position: int) -> bool:
    """Whether a country's name ends here or one character before."""
    return position in flags or position - 1 in flags


def _cell_country(sentence: Sentence, text: str, words: Words) -> str:
    """The country that a table row names."""
    match = words.countries.search(text) if sentence.block.kind == "row" else None
    return match.lastgroup or "" if match else ""


def _hint(text: str, one: Seen, words: Words, flags: dict[int, tuple[str, int]]) -> str:
    """The country right before a name, or in brackets right after it."""
    for gap in range(3):
        end = one.start - gap
        if end in flags and re.fullmatch(r"[ ・·の의的、]{0,2}", text[end : one.start]):
            return flags[end][0]
    after = re.match(r"\s*[(（]", text[one.end :])
    match = words.countries.match(text, one.end + after.end()) if after else None
    return match.lastgroup or "" if match else ""


def _at(text: str, position: int, words: Words, names: NativeNames) -> Seen | None:
    if NAMEISH[words.language].match(text, position - 1) and position and NAMEISH[words.language].match(text, position):
        return None
    for end, places, typed in names.at(text, position):
        suffix = "" if typed else _suffix(text, end, words)
        fit = [p for p in places if suits(text[position:end], p)] if typed else _suited(places, suffix)
        if fit and _bounded(text, position, end + len(suffix), bool(typed or suffix), words):
            return Seen(position, end + len(suffix), tuple(fit), bool(typed or suffix), "")
    return None


def _suited(places: list[Place], suffix: str) -> list[Place]:
    if not suffix:
        return places
    fit = [place for place in places if suits(suffix, place)]
    if suffix[-1] in "시市":
        fit = [place for place in fit if place.type not in ("county", "prefecture", "town", "village")] or fit
    return fit


def _suffix(text: str, end: int, words: Words) -> str:
    for level in ("first", "city", "lower"):
        match = re.compile(rf"\s?아이막|{words.suffixes[level]}").match(text, end)
        if match:
            return match.group()
    return ""


def _bounded(text: str, start: int, end: int, typed: bool, words: Words) -> bool:
    """Whether a name ends where a word may end."""
    if words.language == "ko":
        rest = re.match(r"[가-힣]+", text[end:])
        return typed or not rest or bool(words["particles"].fullmatch(rest.group()))
    if words.language == "ja" and re.match(r"[ァ-ヴー]", text[end - 1]) and re.match(r"[ァ-ヴー]", text[end : end + 1]):
        return False
    return not (text[end - 1] in "市" and re.match(r"[民场長长](?=[^\w]|ら|の)", text[end : end + 1]) and not typed)


def _unknown(
    text: str, position: int, words: Words, names: NativeNames, flags: dict[int, tuple[str, int]]
) -> Seen | None:
    """A place that the gazetteer lacks, right after a country and with its unit's word."""
    if position not in flags and not (position - 1 in flags and text[position - 1] in " ・·の"):
        return None
    country = flags.get(position, flags.get(position - 1, ("", 0)))[0]
    match = UNKNOWN[words.language].match(text, position)
    if not match:
        return None
    if known := _at(text, match.start(1), words, names):
        return known
    if NO_NAME.search(match.group(1)[:-1]):
        return None
    name = match.group(1).strip("・")
    level = 1 if name[-1] in FIRST else 2
    return Seen(match.start(1), match.end(1), (Place(name, country, level, "", 0),), True, country)


def _plain(one: Seen, text: str, words: Words, full: set[Place]) -> bool:
    """Whether a name without its unit's word counts as a place."""
    form = text[one.start : one.end]
    if INSIDE.match(text, one.end) and words.language != "ko":
        return False
    if any(place in full for place in one.places):
        return True
    if one.country and any(place.country == one.country for place in one.places):
        return True
    if form in words.stop or len(form) < 2:
        return False
    best = max(one.places, key=lambda place: (bool(place.ref), place.population))
    if best.country == HOME[words.language] or best.ref:
        return best.population >= (400 if words.language == "zh" else 150) or bool(best.ref)
    long = len(form) >= 4 or (len(form) >= 3 and words.language != "ja")
    return long and best.population >= 200 or best.population >= 1500
