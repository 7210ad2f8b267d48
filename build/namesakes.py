"""Places elsewhere that bear the name of one of ours: published so that reconciliation claims no match over them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from operator import itemgetter

from onemoon.mappings.link_checks import folded
from onemoon.mappings.reading.gazetteer import Place, packaged
from onemoon.mappings.refdata import Reference
from onemoon.mappings.thing import Thing

HEAD = ("qid", "type", "label_en", "alt_labels", "country", "parent_qid", "admin_level", "lat", "lon", "geonames_id")
_SAME_PLACE = 0.5
_CITIES = ("city", "municipality", "special-self-governing-city")


def namesakes(reference: Reference, places: Iterable[Place] | None = None) -> str:
    """CSV in a gazetteer's columns of all places (GeoNames, CC BY 4.0) that share a name with a government of ours."""
    ours = _names(reference)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEAD)
    found = (_row(place, ours, reference) for place in (packaged() if places is None else places))
    rows: list[tuple[str, ...]] = sorted((row for row in found if row), key=itemgetter(2, -1))
    writer.writerows(rows)
    return buffer.getvalue()


def _names(reference: Reference) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for _, thing in reference.of("government"):
        for form in thing.forms():
            found.setdefault(folded(form), []).append(thing)
    return found


def _row(place: Place, ours: dict[str, list[Thing]], reference: Reference) -> tuple[str, ...] | None:
    own = [thing for name in (place.name, *place.also) for thing in ours.get(folded(name), ())]
    if not own or not place.geonames or any(_same(place, thing, reference) for thing in own):
        return None
    shared = [name for name in place.also if folded(name) in ours]
    latitude, longitude = place.point or ("", "")
    return (
        "", place.type or "city", place.name, "|".join([*shared, *_placed(place)]), place.country, "", str(place.level),
        str(latitude), str(longitude), str(place.geonames),
    )  # fmt: skip


def _placed(place: Place) -> Iterator[str]:
    """`Portland, Maine`: a name that tells it apart."""
    if place.admin:
        yield f"{place.name}, {place.admin}"


def _same(place: Place, thing: Thing, reference: Reference) -> bool:
    """Whether a place is the government itself: by its id, or a city by its position (its seat has its own id)."""
    country = reference.things[f"country/{thing.country}"].iso
    if place.geonames == thing.geonames:
        return True
    if country != place.country or thing.level not in _CITIES or not thing.point:
        return False
    if not place.point:
        return place.level == 1 and thing.parent is None
    return all(abs(one - other) < _SAME_PLACE for one, other in zip(place.point, thing.point, strict=True))
