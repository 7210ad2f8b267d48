"""Searching candidates: in the reference data and a gazetteer at hand, and, if wanted, in services of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onemoon.build.link_targets import Target
from onemoon.build.wikidata import Reconciliation, ServiceFailed, Sparql, values
from onemoon.mappings.link_checks import Known, folded, waiting
from onemoon.mappings.links import Link

BATCH, RIVALS = 25, 5
TYPES = {"government": "Q56061", "country": "Q6256", "organization": "Q43229", "person": "Q5", "title": "Q618779",
         "event": "Q1656682", "series": "Q15275719"}  # fmt: skip
_WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True)
class Found:
    """A candidate: its id, label and country elsewhere, the name that led to it, how sure the search is (0 to 1)."""

    target: Target
    id: str
    label: str
    country: str
    matched: str
    confidence: float
    how: str = "semapv:LexicalMatching"


Finder = Callable[[Target], Iterable[Found]]


def rows(found: Iterable[Found], known: Iterable[Link], tool: str, version: str, date: str) -> list[Link]:
    """The candidates as rows of the store, without the pairs on which it has a row already."""
    have = {link.pair for link in known}
    made: dict[tuple[str, str], Link] = {}
    for each in found:
        link = Link(
            subject_id=f"onemoon:{each.target.ref}",
            subject_label=each.target.names[0],
            object_id=each.id,
            object_label=each.label,
            object_country=each.country,
            mapping_justification=each.how,
            confidence=f"{each.confidence:.2f}",
            mapping_tool=tool,
            mapping_tool_version=version,
            match_string=each.matched,
            mapping_date=date,
        )
        if link.pair not in have:
            made.setdefault(link.pair, link)
    return list(made.values())


def by_reference(data: Known, links: Iterable[Link], targets: Iterable[Target]) -> Iterator[Found]:
    """The ids that stand in the reference data and wait for a row."""
    by_ref = {target.ref: target for target in targets}
    for ref, key in waiting(links, data):
        if ref in by_ref:
            target = by_ref[ref]
            how = "semapv:BackgroundKnowledgeBasedMatching"
            yield Found(target, key, target.names[0], target.country, target.names[0], 0.9, how)


def by_services(
    targets: Sequence[Target], service: Reconciliation, sparql: Sparql, countries: Mapping[str, str]
) -> Iterator[tuple[Target, list[Found] | ServiceFailed]]:
    """For each target its candidates, none if the services know none, or the failure that left it open.

    `countries` gives the QID of a country's code. Type and country are checked with the SPARQL endpoint, whatever the
    reconciliation service made of them.
    """
    for start in range(0, len(targets), BATCH):
        batch = targets[start : start + BATCH]
        try:
            yield from zip(batch, _batch(batch, service, sparql, countries), strict=True)
        except ServiceFailed as failure:
            yield from ((target, failure) for target in batch)


def _batch(
    batch: Sequence[Target], service: Reconciliation, sparql: Sparql, countries: Mapping[str, str]
) -> Iterator[list[Found]]:
    queries = {f"q{number}": _query(target, countries) for number, target in enumerate(batch)}
    answers = service.candidates(queries)
    exact = _by_codes(batch, sparql)
    ids = {each["id"] for answer in answers.values() for each in answer} | set(exact.values())
    checked = {kind: _checked(sparql, kind, sorted(ids)) for kind in sorted({target.kind for target in batch})}
    found = []
    for number, target in enumerate(batch):
        scored = [(each["id"], float(each.get("score") or 0)) for each in answers[f"q{number}"][:RIVALS]]
        first = [(exact[target.ref], 100.0)] if target.ref in exact else []
        found.append([
            each for qid, score in dict([*scored, *first]).items()
            if (each := _fitting(target, qid, score, checked[target.kind], qid == exact.get(target.ref)))
        ])  # fmt: skip
    return iter(found)


def _query(target: Target, countries: Mapping[str, str]) -> dict[str, Any]:
    place = countries.get(target.country)
    properties = [{"pid": "P17", "v": {"id": place}}] if place and target.kind != "country" else []
    return {"query": target.names[0], "type": TYPES[target.kind], "limit": RIVALS, "properties": properties}


def _by_codes(batch: Iterable[Target], sparql: Sparql) -> dict[str, str]:
    """The one item that carries a target's GeoNames id or ISO code; targets with two are left out."""
    found: dict[str, set[str]] = {}
    batch = list(batch)
    for property, code in (("P1566", "geonames"), ("P300", "iso")):
        codes = {getattr(target, code): target.ref for target in batch if getattr(target, code)}
        if codes:
            quoted = values("code", (f'"{each}"' for each in sorted(codes)))
            query = f"SELECT ?item ?code {{ {quoted} ?item wdt:{property} ?code }}"
            for row in sparql.rows(_prefixed(query)):
                found.setdefault(codes[row["code"]], set()).add(row["item"].removeprefix(_WIKIDATA))
    return {ref: next(iter(items)) for ref, items in found.items() if len(items) == 1}


def _checked(sparql: Sparql, kind: str, ids: Sequence[str]) -> dict[str, tuple[set[str], str]]:
    """(labels, country's code) of those items that are of a kind."""
    wanted = [each for each in ids if each.startswith("Q") and each[1:].isdecimal()]
    if not wanted:
        return {}
    items = values("item", (f"wd:{each}" for each in wanted))
    query = f"""SELECT ?item ?label ?code {{ {items} ?item wdt:P31/wdt:P279* wd:{TYPES[kind]} .
      OPTIONAL {{ ?item rdfs:label|skos:altLabel ?label FILTER(LANG(?label) IN ("en", "zh", "ja", "ko")) }}
      OPTIONAL {{ ?item wdt:P17/wdt:P297 ?code }} }}"""
    found: dict[str, tuple[set[str], str]] = {}
    for row in sparql.rows(_prefixed(query)):
        labels, code = found.setdefault(row["item"].removeprefix(_WIKIDATA), (set(), row.get("code", "")))
        if "label" in row:
            labels.add(row["label"])
    return found


def _prefixed(query: str) -> str:
    return (
        "PREFIX wd: <http://www.wikidata.org/entity/> PREFIX wdt: <http://www.wikidata.org/prop/direct/> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        + query
    )


def _fitting(
    target: Target, qid: str, score: float, checked: Mapping[str, tuple[set[str], str]], exact: bool
) -> Found | None:
    """The candidate if it is of the right kind, lies in the right country and bears one of the target's names."""
    if qid not in checked:
        return None
    labels, country = checked[qid]
    names = {folded(name) for name in target.names}
    label = next((each for each in sorted(labels) if folded(each) in names), None)
    if label is None or (target.country and country != target.country):
        return None
    how = "semapv:BackgroundKnowledgeBasedMatching" if exact else "semapv:LexicalMatching"
    return Found(target, f"wd:{qid}", label, country, label, 0.98 if exact else min(score, 100) / 100 * 0.9, how)
