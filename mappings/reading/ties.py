"""A twinning as read, and what reading carries from sentence to sentence."""

from __future__ import annotations

from dataclasses import dataclass

from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.cues import Cues
from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.reference import Salience
from onemoon.mappings.reading.years import Years


@dataclass(frozen=True)
class Tie:
    """A twinning read from a text, before it is weighed."""

    first: Item
    second: Item
    kind: str
    status: str
    date: When | None
    rule: str
    spans: tuple[tuple[int, int], ...]
    confidence: float | None = None

    @property
    def pair(self) -> frozenset[Place]:
        """The two places, in no order."""
        return frozenset((self.first.place, self.second.place))


@dataclass
class Prose:
    """What reading a document's prose for twinnings carries from sentence to sentence."""

    cues: Cues
    salience: Salience
    years: Years
    themed: bool = False
    kind: str = ""
    host: Item | None = None
    idle: int = 0
    topic: bool = False
    asked: bool = False
    year: When | None = None
    heading: When | None = None
    focus: Item | None = None

    def host_item(self, at: int) -> Item | None:
        """The document's host as a place named at an offset."""
        return Item(self.salience.host, at, at) if self.salience.host else None


def comparable(one: Place, other: Place) -> bool:
    """Whether two places can be twinned at all: not one inside the other."""
    if one.name == other.name and one.country == other.country:
        return False
    return not (one.country and one.country == other.country and (one.admin == other.name or other.admin == one.name))
