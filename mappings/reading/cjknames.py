"""Places by their names in Korean, Japanese and Chinese: longest match without segmentation."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from onemoon.mappings.reading.cjkwords import SCRIPT, folded
from onemoon.mappings.reading.gazetteer import CITY_TYPES, Gazetteer, Place, label
from onemoon.mappings.reading.names import fold

UNIT = re.compile(
    r"(?:특별자치도|특별자치시|특별시|광역시|특별자치도|자치주|자치구|特别自治道|特别自治市|特别市|广域市|自治区|自治州|"
    r"边疆区|地方|시|도|성|현|주|군|구|부|정|촌|市|省|县|府|都|道|州|区|郡|町|村|镇|旗)$"
)
LOWER = "구군현정촌区郡县町村镇旗"
CITY = "시市"


@dataclass(frozen=True)
class NativeNames:
    """Places by folded native name: full names end in their unit's word, bare ones don't."""

    full: dict[str, list[Place]] = field(default_factory=dict)
    bare: dict[str, list[Place]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)

    def at(self, text: str, start: int) -> Iterator[tuple[int, list[Place], bool]]:
        """(end, places, whether the name has its unit's word) of each name that stands at a position, longest first."""
        for size in range(min(self.longest.get(text[start : start + 2], 0), len(text) - start), 1, -1):
            key = text[start : start + size]
            if key in self.full:
                yield start + size, self.full[key], True
            if key in self.bare:
                yield start + size, self.bare[key], False

    def add(self, place: Place, names: Iterable[str]) -> None:
        """Take in a place under native names."""
        keys = dict.fromkeys(folded(name) for name in names)
        for key in keys:
            bare = _bare(key, place)
            if bare != key:
                self._put(self.full, key, place)
            if len(bare) > 1:
                self._put(self.bare, bare, place)

    def _put(self, table: dict[str, list[Place]], key: str, place: Place) -> None:
        rows = table.setdefault(key, [])
        if place not in rows:
            rows.append(place)
        self.longest[key[:2]] = max(self.longest.get(key[:2], 0), len(key))


def _bare(key: str, place: Place) -> str:
    """A name without its unit's word, if the word is one of that place's level; Korean 주 belongs to the name."""
    match = UNIT.search(key)
    if not match or match.start() < 1:
        return key
    unit = match.group()
    hangul = "가" <= unit[0] <= "힣"
    if hangul and (unit in "구군부정촌현도주성" and len(unit) == 1) and not _fits(unit, place):
        return key
    if match.start() == 1 and hangul:
        return key
    return key[: match.start()]


def _fits(unit: str, place: Place) -> bool:
    if unit in "도성주부현":
        return place.level == 1 or (unit == "현" and place.country in ("CN", "TW"))
    return {"구": "district", "군": "county", "정": "town", "촌": "village"}.get(unit) == place.type


def suits(form: str, place: Place) -> bool:
    """Whether a place can be called by a folded form that ends in a unit's word."""
    unit = form[-1:]
    if unit in CITY:
        return place.level != 1 or place.type in CITY_TYPES or "City" in place.type or not place.type
    if unit in "省道都府성도":
        return place.level == 1
    if unit in "州주":
        return place.level == 1 or place.country in ("CN", "KR")
    return True


LEADS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
TAILS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")


def revised(hangul: str) -> str:
    """A Korean name in the Revised Romanisation, with the commonest changes of sounds between syllables."""
    out = ""
    for code in (ord(char) - 0xAC00 for char in hangul):
        if out.endswith(("ng", "m")) and code // 588 == 5:
            code -= 3 * 588
        out += LEADS[code // 588] + VOWELS[code % 588 // 28] + TAILS[code % 28]
    return out.capitalize()


def _usual(place: Place, names: Iterable[str]) -> Place:
    """A first-level unit with its unit's word; a Korean place in today's official spelling, if the gazetteer has it."""
    if place.ref or place.level == 1:
        return place._replace(name=label(place))
    if place.country != "KR":
        return place
    for name in names:
        if re.fullmatch(r"[가-힣]+[시군]", name) and (new := revised(name[:-1])) in (
            *place.also,
            *(other.partition("-")[0] for other in place.also),
        ):
            return place._replace(name=new)
    return place


def native_names(gazetteer: Gazetteer) -> NativeNames:
    """The native names of a gazetteer's places: its own, those of the packaged table, those of the reference data."""
    found = NativeNames()
    known: dict[int, Place] = {}
    for places in gazetteer.keys.values():
        for place in places:
            other = known.get(place.geonames or 0)
            if place.geonames and (
                other is None or (bool(place.ref), place.population) > (bool(other.ref), other.population)
            ):
                known[place.geonames] = place
    for place in dict.fromkeys(place for places in gazetteer.keys.values() for place in places):
        if (place.ref or place.wikidata) and any(SCRIPT.match(name) for name in place.also):
            found.add(place, [name for name in place.also if SCRIPT.match(name) and len(name) > 1])
    for row in _table():
        _row(found, known, gazetteer, row)
    return found


def _row(found: NativeNames, known: dict[int, Place], gazetteer: Gazetteer, row: list[str]) -> None:
    geonames, name, country, level, kind, admin, names = row
    place = known.get(int(geonames)) if geonames else _same(gazetteer, name, country, int(level), admin)
    if place is None:
        place = Place(name, country, int(level), admin, 1, kind)
    native = names.split("|")
    found.add(_usual(place, native), native)


def _same(gazetteer: Gazetteer, name: str, country: str, level: int, admin: str) -> Place | None:
    """The gazetteer's place of that English name; a town or village only if the gazetteer has it in that prefecture."""
    stem = re.sub(r" (?:Province|Prefecture|County|City|State|Aimag|Region|Parish)$", "", name)
    rows = [*gazetteer.by_key(fold(name)), *gazetteer.by_key(fold(stem))]
    rows = [one for one in rows if one.country == country and (one.level == level or one.type in CITY_TYPES)]
    rows = [one for one in rows if not admin or one.admin.startswith(admin)]
    named = next((one for one in rows if one.ref or one.name in (name, stem)), None)
    if named is None or named.ref or country in ("JP", "KR", "CN"):
        return named
    return named._replace(name=name)


def _table() -> Iterator[list[str]]:
    path = files("onemoon.mappings.reading") / "places" / "native.tsv.gz"
    with path.open("rb") as stream, gzip.open(stream, "rt", encoding="utf-8") as table:
        for line in table:
            yield line.rstrip("\n").split("\t")
