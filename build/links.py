"""The build's stage of links: accepted rows become identities, the rest is reported, wrong ones stop the build."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onemoon.build.compare import Comparison, Snapshot, compare, rows, triples
from onemoon.build.describe import turtle
from onemoon.build.twinnings import Tie, ties
from onemoon.mappings.iris import DEFAULT_BASE, Iris
from onemoon.mappings.link_checks import Known, known, refuse, waiting
from onemoon.mappings.link_triples import identities
from onemoon.mappings.links import Link, written
from onemoon.mappings.names import Names, names, reference_names
from onemoon.mappings.record import RecordFile
from onemoon.mappings.refdata import Reference
from onemoon.mappings.terms import Triple


@dataclass(frozen=True)
class Linked:
    """The link store held to the data, and our twinnings beside Wikidata's."""

    links: tuple[Link, ...]
    data: Known
    ties: tuple[Tie, ...]
    compared: tuple[Comparison, ...]

    def identities(self, iris: Iris) -> Iterator[Triple]:
        """What the accepted links say."""
        return identities(self.links, self.data.names, iris)

    def report(self) -> dict[str, Any]:
        """Counts of rows, what waits for a decision, rival candidates, and the counts of the comparison."""
        return {
            "rows": dict(sorted(Counter(link.state for link in self.links).items())),
            "waiting": [f"{ref} {key}" for ref, key in waiting(self.links, self.data)],
            "conflicting": list(_rivals(self.links)),
            "unknown": sorted({link.ref for link in self.links if link.ref not in self.data.names.preferred}),
            "wikidata": dict(sorted(Counter(each.verdict for each in self.compared).items())),
        }

    def files(self, iris: Iris) -> dict[str, bytes]:
        """The published files about links: the store, and the comparison as table and as RDF."""
        table = io.StringIO()
        csv.writer(table, lineterminator="\n").writerows(rows(self.compared))
        return {
            "links.sssom.tsv": written(self.links).replace(DEFAULT_BASE, iris.base).encode(),
            "wikidata.csv": table.getvalue().encode(),
            "wikidata.ttl": turtle(triples(self.compared, self.ties, iris), iris),
        }


def linked(files: Iterable[RecordFile], reference: Reference, links: Iterable[Link], snapshot: Snapshot) -> Linked:
    """The stage's result; LinkError for an accepted link whose name or country disagrees with the data."""
    files, links = list(files), sorted(links, key=lambda link: link.pair)
    data = known(reference, everything(files, reference))
    refuse(links, data)
    found = ties(files)
    return Linked(tuple(links), data, tuple(found), tuple(compare(found, links, snapshot)))


def everything(files: Iterable[RecordFile], reference: Reference) -> Names:
    """The names of all things, those that any record brings included."""
    given = [reference_names(reference), *(names(file.record, reference) for file in files)]
    preferred = {ref: called for each in given for ref, called in each.preferred.items()}
    other: dict[str, tuple[str, ...]] = {}
    for each in given:
        for ref, forms in each.other.items():
            other[ref] = tuple(dict.fromkeys((*other.get(ref, ()), *forms)))
    return Names(preferred, other)


def _rivals(links: Iterable[Link]) -> Iterator[str]:
    """A sentence for each candidate whose subject or object is linked otherwise, or that has rivals."""
    open_rows: dict[tuple[str, str], list[Link]] = defaultdict(list)
    taken: dict[str, str] = {}
    for link in links:
        if link.state == "candidate":
            open_rows[link.subject_id, link.object_id.partition(":")[0]].append(link)
        elif link.state == "accepted":
            taken[link.object_id] = link.subject_id
    for (subject, _), rows_ in sorted(open_rows.items()):
        if len(rows_) > 1:
            yield f"{subject}: {' or '.join(link.object_id for link in rows_)}"
        yield from (
            f"{subject}: {link.object_id} is {taken[link.object_id]}" for link in rows_ if link.object_id in taken
        )
