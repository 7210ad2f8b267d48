"""Our twinnings beside Wikidata's: what both state, what only one does, what has ended there."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, fields
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from onemoon.build.twinnings import Tie
from onemoon.build.wikidata import Sparql, values
from onemoon.mappings.iris import Iris
from onemoon.mappings.links import Link
from onemoon.mappings.terms import Triple, iri, labels, partial_date, typed
from onemoon.mappings.values import Ref
from onemoon.mappings.yamlfile import RecordError

_QID = re.compile(r"Q[1-9]\d*")


class SnapshotError(RecordError):
    """What Wikidata states can't be read: one sentence that says where and why."""


@dataclass(frozen=True)
class Snapshot:
    """Wikidata's P190 at one time: statements by direction, whether each has ended, and the time."""

    statements: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    as_of: str = ""

    def current(self, one: str, other: str) -> bool:
        """Whether one item names the other, with no end."""
        return self.statements.get((one, other)) is False

    def ended(self, one: str, other: str) -> bool:
        """Whether either direction has ended and none goes on."""
        pairs = ((one, other), (other, one))
        return any(self.statements.get(pair) for pair in pairs) and not any(self.current(*pair) for pair in pairs)

    def has(self, one: str, other: str) -> bool:
        """Whether either direction is stated and goes on."""
        return self.current(one, other) or self.current(other, one)


@dataclass(frozen=True)
class Comparison:
    """A pair of linked governments: what each side states. `missing` are the directions that Wikidata lacks."""

    verdict: str
    one: Ref
    other: Ref
    qid_one: str
    qid_other: str
    ours: str
    since: str
    missing: str
    note: str
    as_of: str


def snapshot_file() -> Path:
    """The project's own snapshot: P190 among the governments of the link store."""
    return Path(str(files("onemoon.mappings"))) / "wikidata-p190.csv"


def read_snapshot(path: Path | None = None) -> Snapshot:
    """A snapshot from a CSV with qid_a and qid_b (undirected unless a column `directed` says 1), and, if there are
    such columns, `end` and `as_of`; SnapshotError for anything else.
    """
    path = path or snapshot_file()
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
            head = rows[0].keys() if rows else {"qid_a", "qid_b"}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SnapshotError(f"{path}: can't be read ({error}).") from None
    if not {"qid_a", "qid_b"} <= set(head):
        raise SnapshotError(f"{path}: has no columns qid_a and qid_b.")
    found: dict[tuple[str, str], bool] = {}
    for number, row in enumerate(rows, 2):
        for pair in _directions(row, f"{path}, line {number}"):
            found[pair] = found.get(pair, True) and bool(row.get("end"))
    return Snapshot(found, max((row.get("as_of") or "" for row in rows), default=""))


def _directions(row: Mapping[str, str], where: str) -> Iterator[tuple[str, str]]:
    one, other = row["qid_a"] or "", row["qid_b"] or ""
    if not _QID.fullmatch(one) or not _QID.fullmatch(other):
        raise SnapshotError(f"{where}: {one!r} and {other!r} are not two QIDs.")
    yield one, other
    if row.get("directed") != "1":
        yield other, one


def items(links: Iterable[Link]) -> dict[Ref, str]:
    """The QID of each government that has an accepted link."""
    return {
        link.ref: link.object_id.removeprefix("wd:")
        for link in links
        if link.state == "accepted" and link.predicate_id == "skos:exactMatch"
        and link.object_id.startswith("wd:") and link.ref.startswith("government/")
    }  # fmt: skip


def compare(ties: Iterable[Tie], links: Iterable[Link], snapshot: Snapshot) -> list[Comparison]:
    """Every pair of linked governments that either side twins; pairs that are only planned here count as not stated."""
    links = list(links)
    known = items(links)
    ours = {tie.parties: tie for tie in ties if set(tie.parties) <= known.keys()}
    by_qid = {qid: ref for ref, qid in known.items()}
    theirs = {
        _sorted(by_qid[one], by_qid[other])
        for one, other in snapshot.statements
        if one in by_qid and other in by_qid and one != other
    }
    found = (_compared(pair, ours.get(pair), known, links, snapshot) for pair in sorted(ours.keys() | theirs))
    return [each for each in found if each]


def _sorted(one: Ref, other: Ref) -> tuple[Ref, Ref]:
    return (one, other) if one < other else (other, one)


def _compared(
    pair: tuple[Ref, Ref], tie: Tie | None, known: Mapping[Ref, str], links: list[Link], snapshot: Snapshot
) -> Comparison | None:
    one, other = (known[party] for party in pair)
    ours = "+".join(sorted(tie.statuses)) if tie else ""
    asserted = "in-force" in ours or "ended" in ours
    if snapshot.has(one, other):
        verdict = "agree" if asserted else "theirs only"
    elif snapshot.ended(one, other):
        verdict = "ended there" if asserted else ""
    else:
        verdict = "ours only" if asserted else ""
    if not verdict:
        return None
    missing = [f"{a}→{b}" for a, b in ((one, other), (other, one)) if (a, b) not in snapshot.statements]
    since = "/".join(sorted(tie.starts)) if tie else ""
    note = _namesake(pair, known, links, snapshot) if verdict == "ours only" else ""
    return Comparison(verdict, *pair, one, other, ours, since, " ".join(missing), note, snapshot.as_of)


def _namesake(pair: tuple[Ref, Ref], known: Mapping[Ref, str], links: list[Link], snapshot: Snapshot) -> str:
    """Whether Wikidata twins one party with what the link store rejects as the other: one of us means another place."""
    for party, partner in (pair, pair[::-1]):
        for link in links:
            if link.state == "rejected" and link.ref == party and link.object_id.startswith("wd:"):
                qid = link.object_id.removeprefix("wd:")
                if snapshot.has(qid, known[partner]):
                    return f"Wikidata twins {known[partner]} with {qid}, a namesake of {party}"
    return ""


COLUMNS = tuple(field.name for field in fields(Comparison))


def rows(comparisons: Iterable[Comparison]) -> Iterator[tuple[str, ...]]:
    """The table, its header first."""
    yield COLUMNS
    yield from (astuple(each) for each in comparisons)


def triples(comparisons: Iterable[Comparison], ties: Iterable[Tie], iris: Iris) -> Iterator[Triple]:
    """The comparison as RDF: one schema:Observation a pair, about our twinning where there is one."""
    keys = {tie.parties: tie.key for tie in ties}
    for each in comparisons:
        name = f"{each.one.partition('/')[2]}--{each.other.partition('/')[2]}"
        node = iris.part("dataset/onemoon", f"wikidata-{name}")
        about = [keys[each.one, each.other]] if (each.one, each.other) in keys else [each.one, each.other]
        yield node, iri("rdf:type"), iri("schema:Observation")
        yield from labels(node, {"en": f"P190 of {each.qid_one} and {each.qid_other}: {each.verdict}"})
        yield from ((node, iri("schema:observationAbout"), iris.thing(ref)) for ref in about)
        yield node, iri("schema:measuredProperty"), iri("wd:P190")
        yield node, iri("schema:value"), typed(each.verdict, "xsd:string")
        yield from ((node, iri("dcterms:references"), iri(f"wd:{qid}")) for qid in (each.qid_one, each.qid_other))
        if each.as_of:
            yield node, iri("schema:observationDate"), partial_date(each.as_of)


def live(sparql: Sparql, qids: Iterable[str]) -> Snapshot:
    """What Wikidata states now of P190 between the items and anything else, ended or not; ServiceFailed otherwise."""
    given = values("one", (f"wd:{qid}" for qid in qids))
    query = f"""PREFIX wd: <http://www.wikidata.org/entity/> PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/> PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX wikibase: <http://wikiba.se/ontology#>
SELECT ?one ?other ?end {{ {given} ?one p:P190 ?statement . ?statement ps:P190 ?other .
  MINUS {{ ?statement wikibase:rank wikibase:DeprecatedRank }}
  OPTIONAL {{ ?statement pq:P582 ?end }} }}"""
    found: dict[tuple[str, str], bool] = {}
    for row in sparql.rows(query):
        pair = (row["one"].rpartition("/")[2], row["other"].rpartition("/")[2])
        found[pair] = found.get(pair, True) and "end" in row
    return Snapshot(found, datetime.now(UTC).date().isoformat())
