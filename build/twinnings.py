"""Twinnings as the records state them, one entry a pair of governments, with the documents that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from onemoon.mappings.fact import Document
from onemoon.mappings.keys import subject
from onemoon.mappings.record import RecordFile
from onemoon.mappings.ties import Twinning
from onemoon.mappings.values import Ref


@dataclass(frozen=True)
class Tie:
    """Two governments, and each statement of their twinning that the review follows, with its document."""

    parties: tuple[Ref, Ref]
    key: Ref
    statements: tuple[tuple[Twinning, Document], ...]

    @property
    def statuses(self) -> frozenset[str]:
        """in-force, planned, ended: what the statements say."""
        return frozenset(fact.status for fact, _ in self.statements)

    @property
    def starts(self) -> frozenset[str]:
        """The beginnings that the statements give, as precise as they give them."""
        return frozenset(fact.start for fact, _ in self.statements if fact.start)

    @property
    def ends(self) -> frozenset[str]:
        """The ends that the statements give."""
        return frozenset(fact.end for fact, _ in self.statements if fact.end)

    @property
    def reviewed(self) -> bool:
        """Whether a person has reviewed any of the statements."""
        return any(fact.reviewed for fact, _ in self.statements)


def ties(files: Iterable[RecordFile]) -> list[Tie]:
    """Every pair that a followed statement twins, in the order of their keys; three parties are three pairs."""
    found: dict[tuple[Ref, Ref], list[tuple[Twinning, Document]]] = defaultdict(list)
    keys: dict[tuple[Ref, Ref], Ref] = {}
    for file in files:
        for fact in file.record.facts:
            if isinstance(fact, Twinning) and not fact.overruled and not fact.candidate:
                for one, other in combinations(sorted(fact.parties), 2):
                    found[one, other].append((fact, file.record.document))
                    keys.setdefault((one, other), subject(fact))
    return [Tie(pair, keys[pair], tuple(found[pair])) for pair in sorted(found)]
