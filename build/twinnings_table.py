"""Twinnings as a table for spreadsheets: one row a pair of parties, with names in four languages and the sources."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from itertools import combinations

from onemoon.build.dataset import Dataset
from onemoon.mappings.terms import LANGUAGES, Object, Text, iri

_NAMES = tuple(f"{party}_{language}" for party in ("one", "other") for language in LANGUAGES)
HEAD = ("twinning", "one", "other", *_NAMES, "kind", "status", "since", "until", "reviewed", "sources")
_FACTS = ("dcterms:type", "om:status", "schema:startDate", "schema:endDate", "om:reviewed", "prov:wasDerivedFrom")
_Node = dict[str, list[Object]]


def twinnings_table(dataset: Dataset) -> bytes:
    """The table as CSV (RFC 4180) in UTF-8, sorted by twinning; IRIs in full, several values with spaces between."""
    nodes: dict[str, _Node] = defaultdict(lambda: defaultdict(list))
    for subject, property, value in dataset.default:
        nodes[subject][property].append(value)
    found = sorted(each for each, node in nodes.items() if iri("om:Twinning") in node.get(iri("rdf:type"), ()))
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEAD)
    for each in found:
        parties = sorted(str(party) for party in nodes[each][iri("om:party")])
        for one, other in combinations(parties, 2):
            writer.writerow([each, one, other, *_names(nodes[one]), *_names(nodes[other]), *_facts(nodes[each])])
    return buffer.getvalue().encode()


def _names(node: _Node) -> list[str]:
    said = {text.language: text.value for text in node.get(iri("skos:prefLabel"), ()) if isinstance(text, Text)}
    return [said.get(language, "") for language in LANGUAGES]


def _facts(node: _Node) -> list[str]:
    values = (node.get(iri(each), ()) for each in _FACTS)
    return [" ".join(sorted(each.value if isinstance(each, Text) else each for each in said)) for said in values]
