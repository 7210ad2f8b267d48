"""Disagreements: where one thing has two values for what can have only one, within a source or between sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onemoon.build.dataset import Dataset
from onemoon.mappings.terms import Object, Triple, iri

SINGLE = (
    "schema:startDate", "schema:endDate", "om:status", "om:year", "schema:validFrom", "om:attendance",
    "om:attendanceQualifier", "schema:value", "schema:location", "om:edition", "schema:observationDate",
)  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """One value, the graphs that say so, and whether the union follows them."""

    value: str
    graphs: tuple[str, ...]
    followed: bool


@dataclass(frozen=True)
class Disagreement:
    """A thing, the property in question, and the claims that can't all be true."""

    node: str
    about: str
    claims: tuple[Claim, ...]

    @property
    def settled(self) -> bool:
        """Whether the union follows exactly one of the claims."""
        return sum(claim.followed for claim in self.claims) == 1


def disagreements(dataset: Dataset) -> list[Disagreement]:
    """All of them, in the order of their nodes and properties."""
    said: dict[tuple[str, str], dict[Object, set[str]]] = defaultdict(lambda: defaultdict(set))
    for graph, (node, property, value) in _single_valued(dataset):
        said[node, property][value].add(graph)
    found = ((place, values) for place, values in sorted(said.items()) if len(values) > 1)
    return [Disagreement(*place, tuple(_claims(dataset, place, values))) for place, values in found]


def _single_valued(dataset: Dataset) -> Iterator[tuple[str, Triple]]:
    properties = {iri(name) for name in SINGLE}
    for graph, triples in dataset.graphs.items():
        yield from ((graph, triple) for triple in triples if triple[1] in properties)


def _claims(dataset: Dataset, place: tuple[str, str], values: dict[Object, set[str]]) -> Iterator[Claim]:
    for value, graphs in sorted(values.items(), key=lambda item: str(item[0])):
        text = value if isinstance(value, str) else value.value
        yield Claim(text, tuple(sorted(graphs)), (*place, value) in dataset.default)
