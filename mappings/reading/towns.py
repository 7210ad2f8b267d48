"""Small towns and further names, looked up only where a text speaks of a name as of a place."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files

from onemoon.mappings.reading.gazetteer import NEAR, Gazetteer, Place
from onemoon.mappings.reading.names import fold


@lru_cache(maxsize=1)
def _lines() -> list[str]:
    """The lines of the table, sorted by key; read when the first name is looked up."""
    path = files("onemoon.mappings.reading") / "places" / "towns.tsv.gz"
    return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()


def towns(name: str) -> dict[str, str]:
    """{country: the main table's name of the place, or nothing} for the towns of a name."""
    lines, key = _lines(), fold(name) + "\t"
    index, found = bisect_left(lines, key), {}
    while index < len(lines) and lines[index].startswith(key):
        _, countries, main = lines[index].split("\t")
        found.update(dict.fromkeys(countries.split(), main))
        index += 1
    return found


def town(name: str, gazetteer: Gazetteer, country: str = "") -> Place | None:
    """The town of a name, with its country if the text says which; no link to a place that the name only may mean."""
    found = towns(name)
    if not found or country and country not in found:
        return None
    if main := found.get(country) or (next(iter(found.values())) if len(found) == 1 else ""):
        if country or fold(main).startswith(fold(name)):
            if known := next((place for place in gazetteer.get(main) if place.country in found), None):
                return known if known.country in NEAR else known._replace(also=(*known.also, name))
    return Place(name, country, 2)
