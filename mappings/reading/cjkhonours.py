"""Titles, memberships and agreements in Korean, Japanese and Chinese texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onemoon.mappings.reading.cjkscene import Line, Scene
from onemoon.mappings.reading.cjkspots import Spot
from onemoon.mappings.reading.cjkties import Memory, pieces, sides
from onemoon.mappings.reading.cjkwords import Words
from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.compacts import Compact
from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.honourlists import Honour
from onemoon.mappings.reading.memberships import Belonging

QUOTES = "“”\"「」『』《》‘’' "


def honours_in(scene: Scene) -> list[Honour]:
    """The titles that a document says were conferred on local governments."""
    found: dict[tuple[Place, str], Honour] = {}
    last: tuple[str, str | None] | None = None
    for line in scene.lines:
        for one in _titles(line, scene):
            found.setdefault((one.place.place, one.title), one)
            last = (one.title, one.year)
        if last and not scene.words["titles"].search(line.text) and _jointly(line, scene.words):
            for spot in _named(line):
                key = (spot.place, last[0])
                found.setdefault(key, Honour(line.item(spot), *last, "together", 0.8, (line.span,)))
    return list(found.values())


def _jointly(line: Line, words: Words) -> bool:
    text = line.text
    return words.has("together", text) and bool(re.search(r"선정|지정|選ばれ|選定|入选|当选", text))


def _titles(line: Line, scene: Scene) -> Iterator[Honour]:
    words, text = scene.words, line.text
    yield from _host_title(line, scene)
    matches = list(words["titles"].finditer(text))
    for index, match in enumerate(matches):
        limit = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        verb = words["conferred"].search(text, match.end(), min(limit, match.end() + 40))
        verb = verb or (
            words["conferred"].search(text, max(0, match.start() - 12), match.start())
            if words.language == "zh"
            else None
        )
        if (
            not verb
            or words.has("negated", text[verb.end() : verb.end() + 12])
            or words.has("planned", text[verb.end() : verb.end() + 12])
        ):
            continue
        start = line.sentence.start + match.start()
        title = scene.source.text[start : start + len(match.group())].strip(QUOTES)
        year = _year(line, match.start())
        for spot in _holders(line, words, match.start(), verb.end()):
            yield Honour(spot, title, year, "conferred", 0.88, (line.span,))


def _host_title(line: Line, scene: Scene) -> Iterator[Honour]:
    """`2026년 세계총회 개최도시는 강릉시입니다`."""
    match = scene.words["title_role"].search(line.text) if re.search("개최|開催|举办|承办", line.text) else None
    spot = next((one for one in line.spots if match and 0 <= one.start - match.end() < 4), None)
    if match and spot:
        title = re.sub(r"^\s*(?:19|20)\d\d\s?[년年]\s*", "", match.group(1))
        yield Honour(line.item(spot), title.strip(), _year(line, match.end()), "host-of", 0.85, (line.span,))


def _year(line: Line, position: int) -> str | None:
    """The year named last before a title, else the only one of the sentence."""
    years = [(day.start, when.year) for day, when in line.dates if when.year]
    before = [year for start, year in years if start < position]
    return before[-1] if before else years[0][1] if years else None


def _holders(line: Line, words: Words, start: int, end: int) -> list[Item]:
    """Who holds a title: the sentence's subject, and those named together with it; else the host."""
    spots = _named(line)
    if words.has("together", line.text):
        names = spots or []
        hosted = line.host and bool(words["topic_host"].search(line.text))
        return [*([line.at(line.host)] if hosted and line.host else []), *(line.item(one) for one in names)]
    before = [one for one in spots if one.start < start]
    if before:
        topic = [one for one in before if words["topic"].match(line.text, one.end)]
        return [line.item((topic or before)[0])]
    after = [one for one in spots if one.start < end + 8 and one.start >= end]
    return [line.item(one) for one in after[:1]] or ([line.at(line.host)] if line.host else [])


def _named(line: Line) -> list[Spot]:
    return [one for one in line.spots if not one.container and not one.inside]


def belongings_in(scene: Scene) -> list[Belonging]:
    """The networks that local governments belong to."""
    found: dict[tuple[Place, str], Belonging] = {}
    for line in scene.lines:
        for name in _networks(line, scene):
            member = _member(line, scene.words)
            if member:
                date = next((when for day, when in line.dates if not day.last), None)
                found.setdefault((member.place, name), Belonging(member, name, date, (line.span,)))
    return list(found.values())


def _member(line: Line, words: Words) -> Item | None:
    spots = [one for one in line.spots if not one.inside and not one.container]
    topic = next((one for one in spots if words["topic"].match(line.text, one.end)), None)
    if topic is None and words.language == "zh" and spots and spots[0].start < 14:
        topic = spots[0]
    return line.item(topic) if topic else line.at(line.host) if line.host else None


def _networks(line: Line, scene: Scene) -> Iterator[str]:
    """The names of organisations that a sentence says were joined, or that stand under such a heading."""
    words, text = scene.words, line.text
    if line.sentence.block.kind == "title":
        return
    section = words.has("networks_section", line.sentence.block.section.partition("\n")[0])
    near = [verb.start() for verb in words["joined"].finditer(text)]
    if not (near or section) or words.has("negated", text) or (words.has("planned", text) and not section):
        return
    for match in words["network"].finditer(text):
        start, end = _cut(text, match.start(), match.end(), words)
        if not words.has("network_head", re.sub(r"[(（].*", "", text[start:end])):
            continue
        reach = any(-4 <= at - end < 26 or 0 <= start - at < 6 for at in near)
        if reach or section and start < 3 or section and text[start - 2 : start] == ", ":
            yield scene.source.text[line.sentence.start + start : line.sentence.start + end].strip()


def _cut(text: str, start: int, end: int, words: Words) -> tuple[int, int]:
    """A network's name without the place, verb or date in front of it; Korean nouns before it belong to it."""
    piece = text[start:end]
    if words.language == "ko":
        while lead := re.search(r"([가-힣A-Za-z]{2,10}) $", text[:start]):
            if re.search(r"[은는이가을를와과의에며고]$|\d", lead.group(1)):
                break
            start = lead.start(1)
        return start, end
    cut = (
        [m.end() for m in re.finditer(r"加入了?|为|是|成为|、(?=[一-鿿]{4})|年(?!会)|同年", piece[:-4])]
        if words.language == "zh"
        else []
    )
    tail = re.search(r"(?:会员|成员|の会員|のメンバー)$", piece)
    return start + (cut[-1] if cut else 0), end - (len(tail.group()) if tail else 0)


def compacts_in(scene: Scene) -> list[Compact]:
    """The signed agreements that are no twinning."""
    found: dict[frozenset[Place], Compact] = {}
    memory = Memory()
    for line in scene.lines:
        if line.sentence.block.kind in ("paragraph", "item"):
            for one in _compacts(line, scene, memory):
                key = frozenset(party.place for party in one.parties if isinstance(party, Item))
                found.setdefault(key, one)
        _remember(line, memory)
    return list(found.values())


def _remember(line: Line, memory: Memory) -> None:
    places = list(dict.fromkeys(one.place for one in _named(line)))
    if len(places) == 2:
        memory.pair = (places[0], places[1])
    elif len(places) == 1 and line.host and places[0] != line.host:
        memory.pair = (line.host, places[0])


def _compacts(line: Line, scene: Scene, memory: Memory) -> Iterator[Compact]:
    words = scene.words
    memory.subject = None
    for start, end in _signings(line.text, words):
        text = line.text[start:end]
        paper = next((m for m in words["papers"].finditer(text) if not _barred(text, m, words)), None)
        if not paper or words["not_twinning"].search(text) and not _memo(paper.group()):
            continue
        if words.has("planned", text[paper.start() :]) or words.has("negated", text[paper.end() :][:16]):
            continue
        parties = _parties(line, (start, end), words, memory)
        if 1 < len(parties) < 5:
            date = next((when for day, when in line.dates if start <= day.start < end), None) or _shared(line)
            rule = "memorandum" if _memo(paper.group()) else "signed"
            yield Compact(tuple(parties), _subject(text, paper, words), date, (line.span,), rule == "memorandum", rule)


def _signings(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence that end with the clause of a signing; what stands in brackets signs nothing."""
    start = 0
    for _, end in pieces(text, words):
        piece = re.sub(r"[(（][^()（）]*[)）]", lambda m: "…" * len(m.group()), text[start:end])
        if words.has("signed", piece) and words.has("papers", piece):
            yield start, end
            start = end


def _memo(paper: str) -> bool:
    return bool(re.search(r"각서|업무 ?협약|MOU|覚書|备忘", paper))


def _barred(text: str, paper: re.Match[str], words: Words) -> bool:
    """Whether the paper is a twinning's own."""
    return bool(words.cues(text)) and not _memo(paper.group())


def _shared(line: Line) -> When | None:
    return line.dates[0][1] if len(line.dates) == 1 else None


def _subject(text: str, paper: re.Match[str], words: Words) -> str:
    match = words["subject_of"].search(text[: paper.start()])
    found = next((group for group in match.groups() if group), "") if match else ""
    return re.split(r"[은는] ", found)[-1].strip()


def _parties(line: Line, part: tuple[int, int], words: Words, memory: Memory) -> list[Item]:
    subject, objects, _ = sides(line, *part, words, memory)
    memory.subject = subject or memory.subject
    others: Sequence[Spot] = [one for one in objects if one.place != subject]
    if subject and others:
        unique = {one.place: line.item(one) for one in others}
        return [line.at(subject), *unique.values()]
    if memory.pair and words["pair"].search(line.text, *part):
        return [line.at(place) for place in memory.pair]
    return []
