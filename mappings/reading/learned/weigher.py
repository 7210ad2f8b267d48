"""How likely each two places of a page are twins, by weights learned from annotated texts, in two stages.

First each instance (two places, one sentence, one way to reach the partner) is scored, then each pair as a whole.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onemoon.mappings.reading.learned.features import AND, View
from onemoon.mappings.reading.learned.pairs import Instance, Page, instances
from onemoon.mappings.reading.learned.rows import Pair, Scored, likely, rows_of
from onemoon.mappings.reading.ties import Tie

FILE = "weights.json.gz"
PLACES = 3
"""Of a probability: what is added up in another order gives the same record."""


@dataclass(frozen=True)
class Weights:
    """What each feature of an instance adds, what two of its core add together, and what a pair's row adds."""

    first: Mapping[str, float]
    both: Mapping[str, Mapping[str, float]]
    second: Mapping[str, float]


NOTHING = Weights({}, {}, {})
"""Weights that propose nothing and doubt nothing: what the rules read alone."""


@dataclass(frozen=True)
class Weighed:
    """A pair's probability, and the instance that speaks for it most."""

    probability: float
    evidence: Instance


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that come with the project."""
    data = json.loads(gzip.decompress((files("onemoon.mappings.reading") / "learned" / FILE).read_bytes()))
    return Weights(*split(data["first"]), data["second"])


def split(found: Mapping[str, float]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """(the weights of single features, those of two together by either)."""
    single: dict[str, float] = {}
    both: dict[str, dict[str, float]] = {}
    for name, value in found.items():
        one, sign, other = name.partition(AND)
        if sign:
            both.setdefault(one, {})[other] = value
            both.setdefault(other, {})[one] = value
        else:
            single[name] = value
    return single, both


def weigh(page: Page, learned: Weights, read: Mapping[Pair, Tie]) -> dict[Pair, Weighed]:
    """The likelihood of each pair of a page that could be twins; read are the ties that rules found."""
    found = list(scored(page, learned))
    speaking: dict[Pair, list[Scored]] = {}
    for one in found:
        speaking.setdefault(one.pair, []).append(one)
    return {
        pair: Weighed(round(likely(total(row, learned.second)), PLACES), _evidence(speaking[pair], page))
        for pair, row in rows_of(page, found, read).items()
    }


def _evidence(found: Sequence[Scored], page: Page) -> Instance:
    """The best instance, one that stands where the host's partner is named if there is any."""
    return max(found, key=lambda one: (page.place(one.instance) != page.host, one.score)).instance


def scored(page: Page, learned: Weights) -> Iterator[Scored]:
    """Each instance with its score; what belongs to the sentence or the mention is added up once."""
    known: dict[tuple[object, ...], float] = {}
    view = None
    for one in instances(page):
        if view is None or view.index != one.index:
            view, known = View(page, one.index), {}
        yield Scored(frozenset((one.partner, page.place(one))), one, _score(view, one, learned, known))


def _score(view: View, one: Instance, learned: Weights, known: dict[tuple[object, ...], float]) -> float:
    route, spot = (one.route,), (one.second, one.far)
    common, standing = view.common, view.standing[one.second]
    if route not in known:
        known[route] = learned.first.get("", 0.0) + added(view.of_route(one.route), learned.first)
        known[route] += added(common, learned.first) + crossed(common, common, learned.both) / 2
    if spot not in known:
        mention = added(view.of_mention(*spot), learned.first) + added(standing, learned.first)
        inner = crossed(standing, standing, learned.both) / 2
        known[spot] = mention + inner + crossed(standing, common, learned.both)
    pair = view.together(one)
    single = added(pair, learned.first) + added(view.between(one), learned.first)
    outer = crossed(pair, common, learned.both) + crossed(pair, standing, learned.both)
    return known[route] + known[spot] + single + outer + crossed(pair, pair, learned.both) / 2


def added(names: Iterable[str], learned: Mapping[str, float]) -> float:
    """The sum of the weights of features, each counted once."""
    return sum([learned[name] for name in set(names) if name in learned])


def crossed(some: Set[str], others: Set[str], both: Mapping[str, Mapping[str, float]]) -> float:
    """The sum of the weights of each of some features together with each of others; a set with itself counts twice."""
    rows = [both[name] for name in some if name in both]
    return sum([row[other] for row in rows for other in row.keys() & others])


def total(row: Mapping[str, float], learned: Mapping[str, float]) -> float:
    """The score of a pair's row."""
    return learned.get("", 0.0) + sum(learned.get(name, 0.0) * value for name, value in row.items())
