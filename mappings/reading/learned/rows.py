"""What a page says of each pair of places as a whole: the second stage's row, made of the scores of its instances.

Twins of a page are not read one by one: where a page has a host, who is twinned with the host is not twinned with its
other partners, and what stands alike in a list is alike in force.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onemoon.mappings.reading.assess import BAR, rated
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.learned.pairs import Instance, Page
from onemoon.mappings.reading.ties import Tie

Pair = frozenset[Place]
Row = dict[str, float]
LEAST, MOST = -9.2, 9.2
USUAL = 0.2
NEAR = 2


@dataclass(frozen=True)
class Scored:
    """An instance with its pair and the first stage's score."""

    pair: Pair
    instance: Instance
    score: float


def rows_of(page: Page, scored: Sequence[Scored], read: Mapping[Pair, Tie]) -> dict[Pair, Row]:
    """The row of each pair that has instances; read are the ties that rules found."""
    groups: dict[Pair, list[Scored]] = {}
    for one in scored:
        groups.setdefault(one.pair, []).append(one)
    best = {pair: max(group, key=lambda one: one.score) for pair, group in groups.items()}
    margins, around, alike = _margins(scored), _Around(best), _Alike(best, page)
    ends = Counter(place for pair in read for place in pair)
    return {
        pair: {
            **_own([one.score for one in group]),
            **around.row(pair),
            **alike.row(pair),
            "clear": max(-4.0, min(4.0, margins[pair])),
            "first": float(margins[pair] > 0),
            **_read(pair, read.get(pair), ends),
        }
        for pair, group in groups.items()
    }


def likely(score: float) -> float:
    """The probability of a score."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def _capped(score: float) -> float:
    return max(LEAST, min(MOST, score))


def _own(scores: Sequence[float]) -> Row:
    ranked = [_capped(score) for score in sorted(scores, reverse=True)]
    padded = [*ranked, -3.0, -3.0]
    mean = sum(ranked) / len(ranked)
    return {"max": padded[0], "second": padded[1], "third": padded[2], "mean": mean, "n": math.log(len(ranked))}


def _margins(scored: Iterable[Scored]) -> dict[Pair, float]:
    """By how much each pair's best instance beats the other partners of the same mention."""
    mentions: dict[tuple[int, int], list[float]] = defaultdict(list)
    for one in scored:
        mentions[one.instance.index, one.instance.second].append(one.score)
    for found in mentions.values():
        found.sort()
    out: dict[Pair, float] = {}
    for one in scored:
        margin = one.score - _rival(mentions[one.instance.index, one.instance.second], one.score, -6.0)
        out[one.pair] = max(out.get(one.pair, LEAST), margin)
    return out


def _rival(found: Sequence[float], own: float, none: float) -> float:
    """The best of the others in a sorted list that has one's own score; a value if there are none."""
    if len(found) < 2:
        return none
    return found[-2] if found[-1] == own else found[-1]


class _Around:
    """How the pairs of a page compare at their places."""

    def __init__(self, best: Mapping[Pair, Scored]) -> None:
        self.best = {pair: one.score for pair, one in best.items()}
        self.around: dict[Place, list[float]] = defaultdict(list)
        for pair, score in self.best.items():
            for place in pair:
                self.around[place].append(score)
        for found in self.around.values():
            found.sort()
        self.mass = {place: sum(map(likely, found)) for place, found in self.around.items()}
        self.whole = sum(self.mass.values()) + 0.5
        self.heaviest = max(self.mass.values(), default=0.0)

    def row(self, pair: Pair) -> Row:
        """What the places' other pairs say of one."""
        score = self.best[pair]
        lesser, hub = sorted(pair, key=lambda place: (self.mass[place], place.name))
        low, high = (math.log(0.1 + max(0.0, self.mass[place] - likely(score))) for place in (lesser, hub))
        rivals = [_capped(_rival(self.around[place], score, LEAST)) for place in (lesser, hub)]
        above = [len(self.around[place]) - bisect_right(self.around[place], score) for place in (lesser, hub)]
        return {
            "hub": high,
            "lesser": low,
            "hubdiff": high - low,
            "rank": math.log(1 + sum(above)),
            "rank of the lesser": math.log(1 + above[0]),
            "lead of the lesser": max(-4.0, min(4.0, _capped(score) - rivals[0])),
            "rival of the lesser": rivals[0],
            "rival of the hub": rivals[1],
            "share": self.mass[hub] / self.whole,
            "central": float(self.mass[hub] >= self.heaviest),
            "page": math.log(0.1 + self.whole),
        }


class _Alike:
    """How likely the pairs are that were reached alike: from the same partner, or in the same kind of line."""

    def __init__(self, best: Mapping[Pair, Scored], page: Page) -> None:
        self.best = best
        self.ways = {pair: self._ways(one.instance, page) for pair, one in best.items()}
        self.mass: dict[object, float] = defaultdict(float)
        self.times: Counter[object] = Counter()
        self.lines: dict[Place, list[tuple[int, float]]] = defaultdict(list)
        for pair, one in best.items():
            for way in self.ways[pair]:
                self.mass[way] += likely(one.score)
                self.times[way] += 1
            self.lines[one.instance.partner].append((one.instance.index, likely(one.score)))
        for lines in self.lines.values():
            lines.sort()

    @staticmethod
    def _ways(one: Instance, page: Page) -> tuple[object, object]:
        route = one.route if one.far else f"same{one.index}"
        return (one.partner, route), (one.route, page.sentences[one.index].block.kind)

    def row(self, pair: Pair) -> Row:
        """What pairs reached alike say of one."""
        own, out = self.best[pair], {}
        for name, way in zip(("partner", "line"), self.ways[pair], strict=True):
            others = self.times[way] - 1
            mass = max(0.0, self.mass[way] - likely(own.score))
            out[f"same {name}"] = math.log(0.1 + mass)
            out[f"same {name}, mean"] = mass / others if others else USUAL
        lines, index = self.lines[own.instance.partner], own.instance.index
        low, high = bisect_left(lines, (index - NEAR, 0.0)), bisect_left(lines, (index + NEAR + 1, 0.0))
        near = sorted(chance for _, chance in lines[low:high])
        return {**out, "near": _rival(near, likely(own.score), 0.0), "nears": float(min(len(near) - 1, 4))}


def _read(pair: Pair, tie: Tie | None, ends: Mapping[Place, int]) -> Row:
    """What the rules say of a pair: the rule that read it, or how often they tied its places to others."""
    if tie:
        above = float(rated(tie) >= BAR)
        return {"read": 1.0, f"rule={tie.rule}": 1.0, f"status={tie.status}": 1.0, "above": above}
    low, high = sorted(ends[place] for place in pair)
    other = float(high >= 3 and low == 0)
    return {"unread": 1.0, "read of the lesser": min(low, 3), "read of the hub": min(high, 5), "other": other}
