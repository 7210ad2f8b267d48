"""What the server counts, and how Prometheus reads it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

_BOUNDS = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)


@dataclass
class Stats:
    """Counts since the start of this process."""

    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    took: list[int] = field(default_factory=lambda: [0] * (len(_BOUNDS) + 1))
    seconds: float = 0.0
    kept: int = 0
    shared: int = 0
    lost: int = 0
    refused: int = 0
    dropped: int = 0

    def request(self, room: str, status: int) -> None:
        """One answer was given."""
        self.requests[room, status] += 1

    def query(self, seconds: float) -> None:
        """One query was evaluated."""
        self.seconds += seconds
        self.took[bisect_left(_BOUNDS, seconds)] += 1


class Metrics:
    """The counts in the words of Prometheus; `gauges` are read when asked."""

    def __init__(self, stats: Stats, gauges: Callable[[], dict[str, float]]):
        self._stats, self._gauges = stats, gauges
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def text(self) -> bytes:
        """All of it."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """The families, as the registry wants them."""
        requests = CounterMetricFamily("onemoon_requests", "Answers by room and status", labels=("room", "status"))
        for (room, status), count in sorted(self._stats.requests.items()):
            requests.add_metric((room, str(status)), count)
        yield requests
        yield self._histogram()
        for name, about in (
            ("kept", "Answers from the cache"),
            ("shared", "Queries that joined an equal one"),
            ("lost", "Workers that ended in the middle of a query or were used up"),
            ("refused", "Queries refused because too many waited"),
            ("dropped", "Connections dropped for being too slow or malformed"),
        ):
            yield CounterMetricFamily(f"onemoon_{name}", about, value=getattr(self._stats, name))
        for name, value in self._gauges().items():
            yield GaugeMetricFamily(f"onemoon_{name}", name.replace("_", " "), value=value)

    def describe(self) -> list[Metric]:
        """Nothing is asked before it is needed."""
        return []

    def _histogram(self) -> HistogramMetricFamily:
        total, buckets = 0, []
        for bound, count in zip((*map(str, _BOUNDS), "+Inf"), self._stats.took, strict=True):
            total += count
            buckets.append((bound, total))
        return HistogramMetricFamily("onemoon_query_seconds", "Evaluation of a query", buckets, self._stats.seconds)
