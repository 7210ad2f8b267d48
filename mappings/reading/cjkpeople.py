"""People and their offices in Korean, Japanese and Chinese texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onemoon.mappings.reading.cjkkorean import Found, korean_people
from onemoon.mappings.reading.cjkscene import Line, Scene
from onemoon.mappings.reading.cjkspots import Spot
from onemoon.mappings.reading.cjkwords import Words
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.officers import Officer

JA_NAME = r"(?:[一-鿿々]{2,5}|[一-鿿々]{1,3}[ \u3000][一-鿿々]{1,3}|[ァ-ヴー]{2,9}(?:[・＝=][ァ-ヴー]{2,9}){1,3})"
JA_NOT = re.compile(
    r"^(?:副|前(?=任|副|市|知|町)|元(?=市|知|副)|新(?=市|知)|現(?=市|知)|歴代|両|各|同市|当|全|次期|主任)|"
    r"^(?:市民|市内|村民|日[ \u3000])|[市県町村区会課局室省団係]$|代表|交流|国際|電話|推進|現在|地方|政府|担当|関係|"
    r"[年月]|会議|役所|本部"
)
ZH_NOT = re.compile(
    r"^(?:副|前|原|时任|兼|等|和|与|及|的|在|是|为|也|人|们|先生|办|局|会|分别|一行|代表|表示|出席|会见)|市|省|县|政府|代表|会议|友好|表示|委员|国际|办公"
)


def officers_in(scene: Scene) -> list[Officer]:
    """The people of a document with their offices, each once."""
    found: dict[str, Officer] = {}
    for line in scene.lines:
        if line.sentence.block.kind == "navigation":
            continue
        for one in _people(line, scene.words):
            officer = _officer(line, one, scene)
            known = found.get(_key(officer.name))
            if known is None:
                found[_key(officer.name)] = officer
            elif not known.place and officer.place:
                found[_key(officer.name)] = replace(known, place=officer.place)
    return list(found.values())


def _key(name: str) -> str:
    return re.sub(r"[\s・]", "", name)


def _people(line: Line, words: Words) -> Iterator[Found]:
    if words.language == "ko":
        yield from korean_people(line, words)
        return
    text = line.text
    for match in words["offices"].finditer(text):
        one = _after(text, match, words, line) or _before(text, match, words, line)
        if one:
            yield one


def _after(text: str, match: re.Match[str], words: Words, line: Line) -> Found | None:
    """`市长张海涛`, `課長 村上智子`, `国際交流員 サラ・コリンズ`."""
    rest = text[match.end() :]
    if words.language == "ja":
        joint = r"(?:[ \u3000]+|の(?=[^はをにで、。]{2,12}(?:氏|さん|が|は|ら)))"
        name = re.match(rf"{joint}({JA_NAME})(?=ほか|[、。,)）\s]|氏|さん|が|は|と|ら|電話|$)", rest)
    else:
        name = _zh_after(rest, match, words, line)
    if not name or _no_name(name.group(1), words) or _place_at(line, match.end() + name.start(1)):
        return None
    if name.group().startswith("の") and len(name.group(1)) < 3:
        return None
    if words.language == "zh" and len(name.group(1)) == 2 and not re.match(words["surnames"].pattern, name.group(1)):
        return None
    start = match.end() + name.start(1)
    shown = _clean(name.group(1))
    return Found(shown, start, start + len(shown), match.group(), match.start(), match.end())


def _zh_after(rest: str, match: re.Match[str], words: Words, line: Line) -> re.Match[str] | None:
    """A Chinese, Korean or Japanese name after an office: up to a word that begins something else."""
    japanese = any(one.end in (match.start(), match.start() - 1) and one.place.country == "JP" for one in line.spots)
    least = 3 if japanese else 2
    pattern = rf"[ ·:：]{{0,2}}([一-鿿]{{{least},5}}?|[一-鿿]{{1,5}}·[一-鿿]{{1,6}}){words['last_names'].pattern}"
    return re.match(pattern, rest) or re.match(rf"()?({words['surnames'].pattern}[一-鿿]{{2}})"[3:], rest)


def _before(text: str, match: re.Match[str], words: Words, line: Line) -> Found | None:
    """`前田晋太郎市長`, `金泰勲 江原特別自治道知事`, `林欣怡副市长`."""
    stop = match.start()
    seat = next((one for one in line.spots if one.end in (stop, stop - 1) and not one.container), None)
    stop = seat.start if seat else stop
    left = max((one.end for one in line.spots if one.end <= stop), default=0)
    if words.language == "zh":
        pattern = rf"(?:^|[由和与及的，、。 ]){words['surnames'].pattern}[一-鿿]{{1,2}}$"
        name = (
            re.search(rf"({words['surnames'].pattern}[一-鿿]{{1,2}})$", text[left:stop])
            if re.search(pattern, text[left:stop])
            else None
        )
    else:
        name = _ja_name(text[left:stop])
    if (
        not name
        or _no_name(name.group(1), words)
        or (seat and words.language == "ja" and stop == left + name.end() and text[stop - 1] not in " \u3000")
    ):
        return None
    if words.language == "ja" and len(_key(name.group(1))) == 2 and not seat:
        return None
    start = left + name.start(1)
    return Found(
        name.group(1),
        start,
        start + len(name.group(1)),
        match.group(),
        seat.start if seat else match.start(),
        match.end(),
    )


def _ja_name(left: str) -> re.Match[str] | None:
    """The name that a stretch of text ends with; a surname alone only if it is Korean and stands between kana."""
    found = re.search(rf"(?:^|(?<=[^一-鿿々ァ-ヴー\d]))({JA_NAME})[ \u3000]?$", left)
    if found and not re.search(r"^日[ \u3000]|[年月]", found.group(1)):
        return found
    return re.search(r"(?:^|(?<=[^一-鿿々ァ-ヴー]))([一-鿿々]{3,5})[ \u3000]?$", left) or re.search(LONE, left)


LONE = re.compile(r"(?<=[ぁ-ん、])([金李朴崔鄭姜趙尹張林韓呉徐申権黄安宋柳洪])$")


def _clean(name: str) -> str:
    return name.removesuffix("氏")


def _no_name(name: str, words: Words) -> bool:
    if words.countries.fullmatch(name):
        return True
    return bool((JA_NOT if words.language == "ja" else ZH_NOT).search(name)) or words.has("offices", name)


def _place_at(line: Line, position: int) -> bool:
    return any(one.start <= position < one.end and one.typed for one in line.spots)


def _officer(line: Line, one: Found, scene: Scene) -> Officer:
    place = _seat(line, one, scene.words)
    office = one.office
    if place is None and scene.words.has("governing", office) or place is None and _staff(line, one, scene):
        place = line.host
    span = (line.sentence.start + one.start, line.sentence.start + one.end)
    printed = scene.source.text[span[0] : span[1]]
    start = line.sentence.start + one.office_end - len(office)
    shown = scene.source.text[start : start + len(office)] if scene.words.language == "zh" else office
    return Officer(" ".join(printed.split()), shown, place, None, False, (span,))


def _staff(line: Line, one: Found, scene: Scene) -> bool:
    """Whether someone is of the host's own staff: named in the contact line, or of its assembly."""
    outside = re.search(r"기자|記者|记者|편집|編集|编辑|교수|教授|통역", one.office)
    return not outside and (
        scene.words.has("contact", line.text) or bool(re.search(r"議会|의회|国際交流員|단장|団長", line.text))
    )


def _seat(line: Line, one: Found, words: Words) -> Place | None:
    """The place whose office it is: joined to the office or right before the name."""
    inner: Spot | None = None
    spots = [spot for spot in line.spots if line.text[: spot.start][-1:] not in ("駐", "驻")]
    for spot in spots:
        gap = line.text[spot.end : one.office_start]
        within = spot.start >= one.office_start - 1 and spot.end <= one.office_end
        before = spot.end <= one.start and re.fullmatch(r"(?:\s|の|인민정부|의|시청)?", line.text[spot.end : one.start])
        if within or (spot.end <= one.office_start and re.fullmatch(r"[ \u3000]?|の|[(（]", gap)) or before:
            inner = spot
    if inner:
        return inner.place
    left = [spot for spot in spots if spot.end <= min(one.start, one.office_start)]
    if left and len(one.name) == 1:
        return left[-1].place
    gap = line.text[left[-1].end : one.office_start] if left else ""
    department = re.fullmatch(r"[ \u3000]?[一-鿿가-힣ー]{2,8}(?:局|部|課|处|办)?|(?:市|省)?[一-鿿]{0,4}", gap)
    return left[-1].place if left and department and words.language != "ko" and len(gap) < 9 else None
