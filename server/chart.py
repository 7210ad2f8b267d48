"""Maps drawn as SVG inside a page: land from a file of the site, places as dots, ties as arcs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from .evidence import value
from .terms import SCHEMA
from .values import Link

_RATIO = 1.5
_POINT = re.compile(r"(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """A drawing of the land: its file, its west and north edge, units a degree each way, its size."""

    name: str
    west: float
    north: float
    across: float
    down: float
    width: int
    height: int

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place is on the sheet."""
        return (longitude - self.west) * self.across, (self.north - latitude) * self.down

    def holds(self, spot: tuple[float, float]) -> bool:
        """Whether a spot is on the sheet."""
        return 0 <= spot[0] <= self.width and 0 <= spot[1] <= self.height


EAST_ASIA = Sheet("east-asia", 96, 55, 20 * math.cos(math.radians(36)), 20, 874, 760)
WORLD = Sheet("world", -180, 80, 3, 3, 1080, 414)


@dataclass(frozen=True)
class Dot:
    """A place on the map; where its name stands, empty when there is no room: `side`, and `near` on narrow pages."""

    x: float
    y: float
    link: Link
    side: str
    near: str
    main: bool


@dataclass(frozen=True)
class Arc:
    """A tie between two places: the path of its curve, and whether it is only planned."""

    path: str
    planned: bool
    title: str


@dataclass(frozen=True)
class Chart:
    """A map ready to draw; sizes are in units of the sheet."""

    sheet: str
    box: str
    unit: float
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]
    absent: tuple[Link, ...]


Place = NamedNode | Literal
Spot = tuple[float, float]
Area = tuple[float, float, float, float]
Tie = tuple[Place, Place, bool, str]


def coordinates(store: Store, node: Place) -> Spot | None:
    """Longitude and latitude of a place, or of a point in WKT; None when the data has none."""
    if isinstance(node, Literal):
        found = _POINT.fullmatch(node.value)
        return _on_earth(found[1], found[2]) if found else None
    east, north = (value(store, node, each) for each in (SCHEMA.longitude, SCHEMA.latitude))
    return _on_earth(east.value, north.value) if isinstance(east, Literal) and isinstance(north, Literal) else None


def _on_earth(*texts: str) -> Spot | None:
    try:
        east, north = map(float, texts)
    except ValueError:
        return None
    return (east, north) if abs(east) <= 180 and abs(north) <= 90 else None


def chart(store: Store, places: dict[Place, Link], ties: Iterable[Tie], main: NamedNode | None) -> Chart | None:
    """The map of some places and the ties between them; None when no place has coordinates."""
    where = {node: spot for node in places if (spot := coordinates(store, node))}
    if not where:
        return None
    sheet = EAST_ASIA if any(EAST_ASIA.holds(EAST_ASIA.at(*spot)) for spot in where.values()) else WORLD
    spots = {node: at for node, spot in where.items() if sheet.holds(at := sheet.at(*spot))}
    box = _box(list(spots.values()), sheet)
    unit = box[2] / 100
    arcs = tuple(
        Arc(_curve(spots[one], spots[other]), planned, title)
        for one, other, planned, title in ties
        if one in spots and other in spots
    )
    absent = tuple(places[node] for node in places if node in where and node not in spots)
    return Chart(
        sheet.name, " ".join(f"{each:.1f}" for each in box), unit, _dots(spots, places, main, box), arcs, absent
    )


def _box(spots: Sequence[tuple[float, float]], sheet: Sheet) -> Area:
    """A view that shows all spots with some land around them, never beyond the sheet."""
    xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
    width = max(max(xs) - min(xs), (max(ys) - min(ys)) * _RATIO, sheet.width / 4) * 1.35
    width = min(width, sheet.width, sheet.height * _RATIO)
    height = width / _RATIO
    left = min(max((min(xs) + max(xs) - width) / 2, 0), sheet.width - width)
    top = min(max((min(ys) + max(ys) - height) / 2, 0), sheet.height - height)
    return left, top, width, height


def _curve(one: tuple[float, float], other: tuple[float, float]) -> str:
    (x, y), (to_x, to_y) = sorted((one, other))
    bend_x, bend_y = (x + to_x) / 2 + (to_y - y) * 0.18, (y + to_y) / 2 - (to_x - x) * 0.18
    return f"M{x:.1f} {y:.1f}Q{bend_x:.1f} {bend_y:.1f} {to_x:.1f} {to_y:.1f}"


def _dots(spots: dict[Place, Spot], places: dict[Place, Link], main: NamedNode | None, box: Area) -> tuple[Dot, ...]:
    """The dots with the sides of their names, as a wide page shows them and as a narrow one does."""
    order = sorted(spots, key=lambda each: (each != main, each.value))
    far, near = (_named(order, spots, places, box, box[2] / 100 * size) for size in (1, 2))
    return tuple(
        Dot(round(spots[node][0], 1), round(spots[node][1], 1), places[node], far[node], near[node], node == main)
        for node in order
    )


def _named(
    order: list[Place], spots: dict[Place, Spot], places: dict[Place, Link], box: Area, unit: float
) -> dict[Place, str]:
    """Where each name is on the map and covers no other: right, left, above or below of its dot, else left out."""
    left, top, width, height = box
    taken = [(x - unit / 2, y - unit / 2, x + unit / 2, y + unit / 2) for x, y in spots.values()]
    found = {}
    for node in order:
        (x, y), text = spots[node], places[node].label.text
        sides = _sides(x, y, sum(1.9 if ord(sign) > 0x2E80 else 1.05 for sign in text) * unit, unit)
        inside = (
            name
            for name, (west, north, east, south) in sides.items()
            if left <= west and top <= north and east <= left + width and south <= top + height
        )
        side = next((name for name in inside if not any(_meet(sides[name], each) for each in taken)), "")
        found[node] = side
        taken += [sides[side]] if side else []
    return found


def _sides(x: float, y: float, long: float, unit: float) -> dict[str, Area]:
    gap, high = unit * 1.1, unit * 1.1
    return {
        "right": (x + gap, y - high, x + gap + long, y + high),
        "left": (x - gap - long, y - high, x - gap, y + high),
        "above": (x - long / 2, y - gap - 2 * high, x + long / 2, y - gap),
        "below": (x - long / 2, y + gap, x + long / 2, y + gap + 2 * high),
    }


def _meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
