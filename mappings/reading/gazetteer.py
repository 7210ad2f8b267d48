"""Places by name: the packaged gazetteer, the project's governments, any CSV of the user's."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from onemoon.mappings.reading.names import fold, folded, respelt, variants
from onemoon.mappings.thing import Thing

NEAR = {"CN", "JP", "KR", "KP", "MN", "RU", "TW"}
LEVELS = {"0": 0, "1": 1, "2": 2, "3": 3}


class Place(NamedTuple):
    """A local government that the gazetteer knows; level 1 is the first below the state, population in thousands."""

    name: str
    country: str
    level: int
    admin: str = ""
    population: int = 0
    type: str = ""
    point: tuple[float, float] | None = None
    geonames: int | None = None
    wikidata: str | None = None
    also: tuple[str, ...] = ()
    ref: str | None = None


def label(place: Place, form: str = "") -> str:
    """The usual English name: the gazetteer's in East Asia, with the unit's word; elsewhere the text's own form."""
    form = "" if SCRIPT.search(form) and not SCRIPT.search(place.name) else form
    if (
        place.level == 1
        and place.country in UNITS
        and place.type not in CITY_TYPES
        and " " not in place.name.removeprefix("North ").removeprefix("South ")
    ):
        unit = (
            ""
            if place.name in ("Tokyo", "Hokkaido", "Tibet", "Xinjiang", "Ningxia", "Guangxi")
            else UNITS[place.country]
        )
        return f"{place.name} {unit}".strip() if not place.name.endswith(("Province", "Prefecture")) else place.name
    if place.country in ("KR", "JP", "CN", "TW", "KP", "MN") or not form or place.ref:
        return form if form and not form.isupper() and fold(form) == fold(place.name) or form == "Macao" else place.name
    bare = TYPED.sub("", form) if place.level == 1 else form
    known = place.population == 0 or fold(bare) in {fold(name) for name in (place.name, *place.also)}
    return form if known and not form.isupper() else place.name


TYPED = re.compile(r" (?:Province|City|County|District|Prefecture|State|Region|Oblast|Krai)$")
SCRIPT = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
UNITS = {"CN": "Province", "JP": "Prefecture", "KR": "Province", "MN": "Province"}


@dataclass(frozen=True)
class Gazetteer:
    """Places by folded name; `first` says how many words the longest name beginning with a word has."""

    keys: Mapping[str, tuple[Place, ...]]
    first: Mapping[str, int]

    def get(self, name: str) -> tuple[Place, ...]:
        """Places of that name, likeliest first."""
        return self.keys.get(fold(name), ())

    def near(self, name: str, country: str) -> tuple[Place, ...]:
        """Places of that country whose name is one letter or one swap away from a name of six letters or more."""
        key = fold(name)
        close = {p.name: p for variant in respelt(key) for p in self.keys.get(variant, ()) if p.country == country}
        if len(close) == 1 or len(key) < 6 or " " in key:
            return tuple(close.values())
        hits = {p.name: p for variant in variants(key) for p in self.keys.get(variant, ()) if p.country == country}
        return tuple(hits.values())

    def by_key(self, key: str) -> tuple[Place, ...]:
        """Places of that folded name, likeliest first."""
        return self.keys.get(key, ())


def build(places: Iterable[Place]) -> Gazetteer:
    """A gazetteer of places; own names rank before other names, then size."""
    table: dict[str, list[tuple[float, Place]]] = {}
    for place in places:
        for key, weight in _keys(place):
            table.setdefault(key, []).append((weight, place))
    first: dict[str, int] = {}
    keys: dict[str, tuple[Place, ...]] = {}
    for key, rows in table.items():
        if len(rows) > 1:
            rows.sort(key=lambda row: -row[0])
            keys[key] = tuple(_apart(dict.fromkeys(place for _, place in rows)))
        else:
            keys[key] = (rows[0][1],)
        head, _, rest = key.partition(" ")
        first[head] = max(first.get(head, 0), 1 + rest.count(" ") + bool(rest))
    return Gazetteer(keys, first)


def _apart(places: Iterable[Place]) -> Iterator[Place]:
    """Without second-level doubles of cities that are first-level units themselves."""
    found = list(places)
    cities = {(place.name, place.country) for place in found if place.level == 1 and place.type in CITY_TYPES}
    return (place for place in found if not (place.level == 2 and (place.name, place.country) in cities))


def _keys(place: Place) -> Iterator[tuple[str, float]]:
    weight = float(place.population + (3000 if place.country in NEAR else 0) + (100000 if place.ref else 0))
    if place.level == 1 and place.country in NEAR:
        weight -= 2500 if place.type not in CITY_TYPES else -500
    own = folded(place.name)
    yield own, weight * 10
    if "-" in place.name and place.country in NEAR and place.level > 1:
        yield own.replace(" ", ""), weight
    for other in place.also:
        key = folded(other)
        if key != own:
            yield key, weight


CITY_TYPES = {
    "municipality",
    "metropolitan city",
    "special city",
    "special self-governing city",
    "capital city",
    "special municipality",
    "autonomous city",
}


def packaged() -> Iterator[Place]:
    """The places of the packaged table (GeoNames, CC BY 4.0)."""
    folder = files("onemoon.mappings.reading") / "places"
    rows = [line.split("\t") for line in (folder / "exonyms.tsv").read_text(encoding="utf-8").splitlines()]
    english = {(name, country): exonym for exonym, name, country in rows}
    with (folder / "places.tsv.gz").open("rb") as stream, gzip.open(stream, "rt", encoding="utf-8") as table:
        for line in table:
            place = _row(line.rstrip("\n").split("\t"))
            exonym = english.get(place[:2])
            if place.country == "RU" and "iy" in place.name:
                exonym = place.name.replace("iy", "y")
            yield place._replace(also=(*place.also, exonym)) if exonym else place


def _row(row: list[str]) -> Place:
    name, country, level, admin, population, lat, lon, geonames, kind, also = row
    return Place(
        name,
        country,
        int(level),
        admin.removesuffix(" Sheng"),
        int(population or 0),
        kind,
        (float(lat), float(lon)) if lat else None,
        int(geonames or 0) or None,
        None,
        tuple(also.split("|")) if also else (),
    )


def from_csv(path: Path) -> Iterator[Place]:
    """The places of a CSV with the columns qid, type, label_en, alt_labels, country, admin_level, lat, lon …"""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            level = LEVELS.get(row.get("admin_level") or "2", 2)
            if level and row.get("label_en"):
                yield _csv_place(row, level)


def _csv_place(row: Mapping[str, str], level: int) -> Place:
    native = [row.get(f"label_{lang}") or "" for lang in ("zh", "ja", "ko", "ru", "mn")]
    also = [name for name in [*(row.get("alt_labels") or "").split("|"), *native] if name]
    point = (float(row["lat"]), float(row["lon"])) if row.get("lat") and row.get("lon") else None
    geonames = int(row["geonames_id"]) if (row.get("geonames_id") or "").isdigit() else None
    return Place(
        row["label_en"],
        row.get("country") or "",
        level,
        "",
        60,
        row.get("type") or "",
        point,
        geonames,
        row.get("qid") or None,
        tuple(also),
    )


def from_reference(things: Iterable[tuple[str, Thing]], codes: Mapping[str, str]) -> Iterator[Place]:
    """The governments of the reference data; codes gives the ISO code of a country's key."""
    for ref, thing in things:
        level = 1 if thing.parent is None or thing.level in FIRST else 2
        names = [*thing.forms()]
        yield Place(
            thing.names["en"],
            codes.get(thing.country or "", ""),
            level,
            "",
            100,
            thing.level or "",
            thing.point,
            thing.geonames,
            thing.wikidata,
            tuple(names),
            ref,
        )


FIRST = {
    "province",
    "prefecture",
    "municipality",
    "autonomous-region",
    "state",
    "oblast",
    "first-level",
    "special-self-governing-province",
    "special-self-governing-city",
}


@lru_cache(maxsize=4)
def load(extra: Path | None = None) -> tuple[Place, ...]:
    """The packaged places and those of a CSV, read once a process."""
    return (*packaged(), *(from_csv(extra) if extra else ()))
