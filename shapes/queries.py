"""The rules that are queries: each runs once for all its focus nodes, where SHACL would run it once for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from onemoon.shapes.report import Violation
from onemoon.shapes.rulebook import SHAPES, Rule
from onemoon.shapes.vocabulary import SH

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Store
    from rdflib import Graph
    from rdflib.term import Node

COMPONENT = SH + "SPARQLConstraintComponent"


@dataclass(frozen=True)
class Query:
    """A rule and the query that finds every breach of it: $this, and where they are told ?path and ?value."""

    rule: Rule
    text: str
    prefixes: Mapping[str, str]

    def results(self, store: Store) -> Iterator[Violation]:
        """What the query finds in a store's default graph."""
        found = cast("QuerySolutions", store.query(self.text, prefixes=dict(self.prefixes)))
        names = {variable.value for variable in found.variables}
        return (_violation(self.rule, row, names) for row in found)


def query_shapes(shapes: Graph) -> set[Node]:
    """The shapes of ours that are queries."""
    from rdflib import SH

    return {shape for shape in shapes.subjects(SH.sparql) if str(shape).startswith(SHAPES)}


def queries(shapes: Graph, known: Mapping[str, Rule]) -> Iterator[Query]:
    """The queries of a shapes graph."""
    from rdflib import SH

    for shape in query_shapes(shapes):
        targets = _targets(shapes, shape)
        for constraint in shapes.objects(shape, SH.sparql):
            text = _for_all(str(shapes.value(constraint, SH.select)), targets)
            yield Query(known[str(shape)], text, _prefixes(shapes, constraint))


def _for_all(select: str, targets: str) -> str:
    """The query with $this bound to each focus node in turn, instead of to a given one."""
    focus = f"{{ SELECT DISTINCT $this WHERE {{ {targets} }} }}"
    return re.sub(r"WHERE\s*{", lambda where: f"{where[0]} {focus}", select, count=1)


def _targets(shapes: Graph, shape: Node) -> str:
    from rdflib import RDF, RDFS, SH

    patterns = {
        SH.targetClass: f"{{ $this {RDF.type.n3()}/{RDFS.subClassOf.n3()}* %s }}",
        SH.targetSubjectsOf: "{ $this %s ?any }",
        SH.targetObjectsOf: "{ ?any %s $this }",
    }
    return " UNION ".join(
        pattern % f"<{value}>" for kind, pattern in patterns.items() for value in shapes.objects(shape, kind)
    )


def _prefixes(shapes: Graph, constraint: Node) -> dict[str, str]:
    from rdflib import SH

    declared = [entry for node in shapes.objects(constraint, SH.prefixes) for entry in shapes.objects(node, SH.declare)]
    return {str(shapes.value(entry, SH.prefix)): str(shapes.value(entry, SH.namespace)) for entry in declared}


def _violation(rule: Rule, row: QuerySolution, names: set[str]) -> Violation:
    path = row["path"] if "path" in names else None
    value = row["value"] if "value" in names else None
    return Violation(
        rule.number,
        rule.sentence,
        _plain(row["this"]),
        _plain(path) if path else None,
        str(value) if value else None,
        rule.severity,
        COMPONENT,
    )


def _plain(term: NamedNode | BlankNode | Literal) -> str:
    return str(term) if str(term).startswith("_:") else term.value
