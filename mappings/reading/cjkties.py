"""Twinnings in Korean, Japanese and Chinese prose: clauses around a cue, their sides, dates and force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onemoon.mappings.reading.cjkscene import Line, Scene
from onemoon.mappings.reading.cjkspots import Spot
from onemoon.mappings.reading.cjkwords import Cue, Words
from onemoon.mappings.reading.cjkyears import when_of
from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.ties import Tie, comparable


@dataclass(frozen=True)
class Segment:
    """A stretch of a sentence around one cue: characters start to end, its cue if it has one."""

    start: int
    end: int
    cue: Cue | None


@dataclass
class Memory:
    """What reading carries along: the last two places spoken of, and the subject of the sentence."""

    pair: tuple[Place, Place] | None = None
    subject: Place | None = None


def segments(line: Line, words: Words) -> list[Segment]:
    """The sentence cut at its clauses so that each part has one cue and that cue's places."""
    cues = words.cues(line.text)
    out: list[Segment] = []
    start, cue = 0, None
    for a, b in pieces(line.text, words):
        own = next((one for one in cues if a <= one.start < b and (one.strong or len(cues) == 1)), None)
        if cue and own and (words.language != "zh" or _objects(line, start, a)):
            out.append(Segment(start, a, cue))
            start, cue = a, None
        cue = cue or own
        if cue and words.language != "zh" and _objects(line, start, b) and any(one.start >= b for one in cues):
            out.append(Segment(start, b, cue))
            start, cue = b, None
    if start < len(line.text):
        out.append(Segment(start, len(line.text), cue))
    return out


def pieces(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence."""
    position = 0
    for match in words["clause"].finditer(text):
        if match.end() > position:
            yield position, match.end()
        position = match.end()
    if position < len(text):
        yield position, len(text)


def _objects(line: Line, start: int, end: int) -> list[Spot]:
    return [one for one in line.spots if start <= one.start < end and not one.container and not one.inside]


def force(text: str, words: Words) -> str | None:
    """in-force, planned or ended as a clause has it; None if it denies a tie or tells of talks that came to nothing."""
    clear = words["undecided"].sub(lambda match: "…" if "통과" not in match.group() else match.group(), text)
    waiting = bool(words["undecided"].search(text))
    negated, ended = words["negated"].search(clear), words["ended"].search(clear)
    planned = words["planned"].search(clear) or (waiting and words["talks"].search(text))
    if planned and ended and words["talks"].search(clear):
        return None
    if ended:
        near = negated and -3 < negated.start() - ended.end() < 4
        return "in-force" if near else "ended"
    if negated and not waiting:
        return None
    return "planned" if planned or waiting and words.language == "zh" else "in-force"


def prose_ties(scene: Scene) -> Iterator[Tie]:
    """The twinnings that sentences state."""
    memory = Memory()
    for line in scene.lines:
        if line.sentence.block.kind != "row":
            yield from _line(line, scene.words, memory)
        _remember(line, memory)


def _remember(line: Line, memory: Memory) -> None:
    places = list(dict.fromkeys(one.place for one in line.spots if not one.container and not one.inside))
    if len(places) == 2:
        memory.pair = (places[0], places[1])
    elif len(places) == 1 and line.host and places[0] != line.host:
        memory.pair = (line.host, places[0])


def _line(line: Line, words: Words, memory: Memory) -> Iterator[Tie]:
    memory.subject = None
    parts = segments(line, words)
    for index, part in enumerate(parts):
        if part.cue is None:
            continue
        text = line.text[part.start : part.end]
        tail = parts[index + 1] if index + 1 < len(parts) and parts[index + 1].cue is None else None
        if tail and not _objects(line, tail.start, tail.end):
            text += line.text[tail.start : tail.end]
        if line.sentence.block.kind == "title" and not re.search(words["with"].pattern or "与|和", text):
            continue
        if status := force(text, words):
            yield from _segment(line, part, words, memory, status)


def _segment(line: Line, part: Segment, words: Words, memory: Memory, status: str) -> Iterator[Tie]:
    """The ties that a stretch of a sentence states: pairs in a row, subject and objects, or the pair of `both`."""
    cue = part.cue
    if cue is None:
        return
    if pairs := _pairs(line, part, words):
        for first, second in pairs:
            yield Tie(line.item(first), line.item(second), cue.kind, status, None, "between", (line.span,))
        return
    subject, objects, rule = sides(line, part.start, part.end, words, memory)
    memory.subject = subject or memory.subject
    kind = cue.kind if cue.kind != "other" else words.kind(line.sentence.block.section) or "other"
    if subject and objects:
        whens = _since(line, part, objects, status, rule)
        for spot in (one for one in objects if subject.country and comparable(subject, one.place)):
            own = _own_kind(line.text[spot.end : spot.end + 24], words) or kind
            yield Tie(line.at(subject), line.item(spot), own, status, whens.get(spot), rule, (line.span,))
    elif subject and memory.pair and words["pair"].search(line.text, part.start, part.end):
        yield from _both(line, part, memory.pair, kind, status)


def _since(line: Line, part: Segment, objects: Sequence[Spot], status: str, rule: str) -> dict[Spot, When]:
    """Since when each tie holds; no date of a plan, an end, an anniversary or a show is one."""
    whens = when_of(line, objects, part.start, part.end)
    after = part.cue.end if part.cue else part.end
    if status == "ended":
        return {one: when for one, when in whens.items() if line.text[one.end : one.end + 1] in "(（"}
    shown = rule == "between" and SHOWN.search(line.text, after, part.end)
    return {} if status == "planned" or shown or ANNIVERSARY.match(line.text, after) else whens


def _both(line: Line, part: Segment, pair: tuple[Place, Place], kind: str, status: str) -> Iterator[Tie]:
    """The tie of the two places spoken of before."""
    date = next((when for day, when in line.dates if part.start <= day.start < part.end), None)
    if status == "planned" or part.cue and ANNIVERSARY.match(line.text, part.cue.end):
        date = None
    if comparable(*pair):
        yield Tie(line.at(pair[0]), line.at(pair[1]), kind, status, date, "each-other", (line.span,))


def _pairs(line: Line, part: Segment, words: Words) -> list[tuple[Spot, Spot]]:
    """`A与B、C与D`: two or more pairs in a row."""
    spots = _objects(line, part.start, part.end)
    if len(spots) < 4 or len(spots) % 2:
        return []
    pairs = list(zip(spots[::2], spots[1::2], strict=True))
    joined = all(_joined(line.text, first, second, words) for first, second in pairs)
    gaps = [line.text[a.end : b.start] for (_, a), (b, _) in zip(pairs, pairs[1:], strict=False)]
    return (
        pairs
        if joined and all(re.fullmatch(r"[^、,，·・와과と与和同]{0,8}[、,，·・]\W?.{0,6}", gap) for gap in gaps)
        else []
    )


SHOWN = re.compile(r"紹介|소개|介绍|視察")
ANNIVERSARY = re.compile(r"[^,，、。]{0,6}?(?:\d+|[一二三四五六七八九十]+)\s?(?:周年|주년)")


def _own_kind(after: str, words: Words) -> str:
    match = re.match(r"[(（][^()（）]*[)）]", after)
    return words.kind(match.group()) if match else ""


def sides(line: Line, start: int, end: int, words: Words, memory: Memory) -> tuple[Place | None, list[Spot], str]:
    """(subject, objects, rule) of a stretch of a sentence: topic and rest, two joined places, or the host and all."""
    text = line.text
    spots = [
        one
        for one in _objects(line, start, end)
        if (not words["locative"].match(text, one.end) or WISH.search(text, one.end))
        and not words["beside"].match(text, one.end)
        and not (words.language == "zh" and BEFORE.search(text[: one.start]))
    ]
    if words["host"].search(text, start, end) and line.host:
        return line.host, [one for one in spots if one.place != line.host], "host-object"
    topic = next((one for one in spots if _is_topic(text, one, words)), None)
    if len(spots) > 1 and (topic is None or topic is spots[1]) and _joined(text, spots[0], spots[1], words):
        rest = spots[1:] if topic is not spots[1] or len(spots) == 2 else spots[2:]
        opens = words.language == "zh" and not text[start : spots[0].start].strip()
        if topic is spots[1] or opens or memory.subject is None and (len(spots) == 2 or words.language == "zh"):
            return spots[0].place, rest, "between"
    if topic:
        return topic.place, [one for one in spots if one.place != topic.place], "subject-object"
    if words.language == "zh" and spots and spots[0].place == line.host:
        return line.host, [one for one in spots if one.place != line.host], "subject-object"
    host = memory.subject or line.host
    return host, [one for one in spots if one.place != host], "host-object"


WISH = re.compile(r"에서(?:도|는)? .{0,20}(?:희망|제안|제의)")
BEFORE = re.compile(r"(?:在|赴|访问|来自|前往|抵达|到访|除)$")


def _is_topic(text: str, spot: Spot, words: Words) -> bool:
    if words.language == "zh":
        return spot.start < 12 and bool(words["topic"].match(text, spot.end))
    return bool(words["topic"].match(text, spot.end))


def _joined(text: str, first: Spot, second: Spot, words: Words) -> bool:
    gap = text[first.end : second.start]
    pattern = {
        "ko": r"(?:와|과) ?(?:[가-힣]{2,8} )?",
        "ja": r"と(?:[一-鿿ァ-ヴ・]{2,8})?",
        "zh": r"[与和同]\W?[一-鿿]{0,4}",
    }
    return bool(re.fullmatch(pattern[words.language], gap))
