"""Events in Korean, Japanese and Chinese texts: named or dated happenings with place, organisers and attendance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onemoon.mappings.reading.cjkdates import Day
from onemoon.mappings.reading.cjkeventnames import EDITION, QUOTED, attendance, event_name
from onemoon.mappings.reading.cjkscene import Line, Scene
from onemoon.mappings.reading.cjkspots import Spot
from onemoon.mappings.reading.cjkwords import Words
from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.happenings import REACH, Happening

HEADS = (
    ("forum", r"포럼|フォーラム|论坛"),
    ("summit", r"정상회의|サミット|峰会"),
    ("symposium", r"심포지엄|세미나|シンポジウム|セミナー|研讨会"),
    ("exhibition", r"박람회|엑스포|비엔날레|전시회|사진전|博覧会|博览会|展"),
    ("festival", r"축제|페스티벌|[가-힣]제$|まつり|祭|フェス|节|文化周"),
    ("ceremony", r"식$|기념행사|式|仪式|庆典|纪念活动|庆祝活动"),
    ("competition", r"대회|大会$|大赛|友谊赛|マラソン|마라톤"),
    ("concert", r"음악회|공연|コンサート|音乐会"),
    ("visit", r"방문|訪問|派遣|访问"),
    ("meeting", r"."),
)


def events_in(scene: Scene) -> list[Happening]:
    """The happenings of a document, each once."""
    chosen: list[Happening] = []
    for line in scene.lines:
        if line.sentence.block.kind in ("row", "imprint"):
            continue
        for event in _events(line, scene):
            first = max(0, len(chosen) - REACH)
            twin = next((i for i in range(first, len(chosen)) if _same(event, chosen[i])), None)
            if twin is None:
                chosen.append(event)
            else:
                chosen[twin] = _joined(chosen[twin], event)
        _add_hosts(line, scene.words, chosen)
    return [one for one in chosen if one.when]


def _same(event: Happening, other: Happening) -> bool:
    if event.when and other.when and event.when.start[:7] != other.when.start[:7]:
        return False
    a, b = event.name, other.name
    return (
        a == b
        or (len(a) > 3 and len(b) > 3 and (a in b or b in a))
        or bool(event.when and event.when == other.when and event.head == other.head)
    )


def _joined(one: Happening, other: Happening) -> Happening:
    return replace(
        one,
        name=max(one.name, other.name, key=len),
        when=one.when or other.when,
        place=one.place or other.place,
        organizers=one.organizers or other.organizers,
        attendance=one.attendance or other.attendance,
        edition=one.edition or other.edition,
        spans=(*one.spans, *other.spans),
    )


def _events(line: Line, scene: Scene) -> Iterator[Happening]:
    words, text = scene.words, line.text
    title = line.sentence.block.kind == "title" and not re.search(r"^\s*\d", text)
    if title or not (line.dates or QUOTED.search(text)) or words.has("cancelled", text):
        return
    spent: set[int] = set()
    for match in words["event"].finditer(text):
        name = event_name(text, match, words)
        if not name or name[0] in spent or re.match(rf" ?(?:{words['event_not'].pattern})", text[match.end() :]):
            continue
        start, end = name
        weak = bool(re.fullmatch(words["event_weak"].pattern, text[start:end].strip("「」『』 ")))
        day = _when(line, start, end)
        if not day or (weak and not day[0].day) or not _happens(line, words, start, end):
            continue
        spent.add(start)
        yield _happening(line, scene, (start, end), day[1])
    if not spent and (visit := _visit(line, words)):
        yield _happening(line, scene, *visit)


def _happens(line: Line, words: Words, start: int, end: int) -> bool:
    """Whether a sentence says that it takes place, or a programme's item just names it."""
    text = line.text
    listed = line.sentence.block.kind == "item" and bool(re.match(r"\s*[(（。]|$", text[end:]))
    return listed or words.has("held", text[end:] + text[:start][-20:])


VISIT = {
    "ko": re.compile(r"(?:을|를) (?:공식 )?방문"),
    "ja": re.compile(r"(?:を|へ)(?:訪問|訪れ)|に[^、。]{0,12}派遣"),
    "zh": re.compile(r"(?:访问|考察|到访|出访)(?:了)?(?:[一-鿿]{2,5})?$"),
}


def _visit(line: Line, words: Words) -> tuple[tuple[int, int], When] | None:
    """The visit to a place that a sentence tells with its day."""
    whens = [when for day, when in line.dates if day.day]
    for spot in line.spots:
        if whens and spot.place != line.host and not spot.container and _visited(line.text, spot, words):
            return (spot.start, spot.end), whens[0]
    return None


def _visited(text: str, spot: Spot, words: Words) -> bool:
    if words.language == "zh":
        return bool(VISIT["zh"].search(text[: spot.start]))
    return bool(VISIT[words.language].match(text, spot.end))


def _when(line: Line, start: int, end: int) -> tuple[Day, When] | None:
    """The date that belongs to a name: the nearest, before or after it."""
    near = sorted(line.dates, key=lambda pair: min(abs(pair[0].end - start), abs(pair[0].start - end)))
    near = [
        pair for pair in near if not (start < pair[0].start and pair[0].end <= end and pair[0].month is None)
    ] or near
    if near and start <= near[0][0].start < end and not EDITION.search(line.text[start:end]) and not near[0][0].month:
        return None
    return near[0] if near else None


def _happening(line: Line, scene: Scene, name: tuple[int, int], when: When) -> Happening:
    words, text = scene.words, line.text
    printed = scene.source.text[line.sentence.start + name[0] : line.sentence.start + name[1]].strip()
    if any((one.start, one.end) == name for one in line.spots):
        printed = {"ko": f"{printed} 방문", "ja": f"{printed}訪問", "zh": f"访问{printed}"}[words.language]
    edition = EDITION.search(printed)
    number, qualifier = attendance(line.text, words)
    head = next(kind for kind, pattern in HEADS if re.search(pattern, printed))
    return Happening(
        printed,
        when,
        _place(line, words, name),
        (line.span,),
        head,
        line.sentence.index,
        tuple(_organizers(line, words, scene)),
        number,
        qualifier,
        int(edition.group(1) or edition.group(2)) if edition else None,
        words.has("planned_event", text) and not re.search(r"했다|하였다|ました。?$", text),
    )


def _place(line: Line, words: Words, name: tuple[int, int]) -> Place | None:
    """Where it takes place: the place with a locative, in brackets behind the name, or the host's own."""
    text = line.text
    around = words["online"]
    if around.search(text):
        return None
    visited = [one for one in line.spots if (one.start, one.end) == name]
    if visited:
        return visited[0].place
    after = [one for one in line.spots if re.fullmatch(r"\s*[(（]", text[name[1] : one.start])]
    located = [one for one in line.spots if words["locative"].match(text, one.end) and not one.container]
    if words.language == "zh":
        located = [one for one in line.spots if text[: one.start].endswith(("在", "于", "赴"))] or located
    if after or located:
        return (after or located)[0].place
    if line.before:
        earlier = line.before
        located = [one for one in earlier.spots if words["locative"].match(earlier.text, one.end) and not one.container]
        return located[0].place if located else line.host
    inside = [one for one in line.spots if name[0] <= one.start < name[1] and not one.container]
    first = [one for one in line.spots if one.start < name[0] and not one.container and not FROM.match(text, one.end)]
    return inside[0].place if inside else first[-1].place if words.language == "ja" and len(first) == 1 else line.host


FROM = re.compile(r"から|より|と|を|は|へ|の")


def _organizers(line: Line, words: Words, scene: Scene) -> Iterator[str]:
    for pattern in ("organizer", "organizer_of"):
        for match in words[pattern].finditer(line.text):
            index = next((i for i, group in enumerate(match.groups(), 1) if group), 0)
            if index:
                start, end = (line.sentence.start + position for position in match.span(index))
                for part in re.split(r"[、,，]|(?<=[厅府会局部委社廳會])[和与與]|및 ", scene.source.text[start:end]):
                    yield part.strip(" 。.")


def _add_hosts(line: Line, words: Words, chosen: list[Happening]) -> None:
    """What a sentence of its own says of the event right before: who holds it, how many come."""
    gap = line.sentence.index - chosen[-1].sentence if chosen else 0
    if gap not in (1, 2) or line.dates:
        return
    found = [match for match in words["organizer"].finditer(line.text)]
    names = tuple(group.strip() for match in found for group in match.groups() if group)
    if names and not chosen[-1].organizers:
        chosen[-1] = replace(chosen[-1], organizers=names)
    if gap == 1 and chosen[-1].attendance is None:
        number, qualifier = attendance(line.text, words)
        chosen[-1] = replace(chosen[-1], attendance=number, qualifier=qualifier)
