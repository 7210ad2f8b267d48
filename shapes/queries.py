"""The rules that are queries: each runs once over all data, where SHACL would run it once for each focus node.

Every query of ours binds $this by a triple pattern that holds for its targets alone, so both give the same results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from onemoon.shapes.report import Violation
from onemoon.shapes.rules import SHAPES, Rule, number
from onemoon.shapes.vocabulary import SH

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Store
    from rdflib import Graph
    from rdflib.term import Node

COMPONENT = SH + "SPARQLConstraintComponent"


def query_shapes(shapes: Graph) -> set[Node]:
    """The shapes of ours that are queries."""
    from rdflib import SH

    return {shape for shape in shapes.subjects(SH.sparql) if str(shape).startswith(SHAPES)}


def query_results(shapes: Graph, known: Mapping[str, Rule], store: Store) -> Iterator[Violation]:
    """What the queries find in a store's default graph."""
    from rdflib import SH

    for shape in query_shapes(shapes):
        rule = known[number(str(shape))]
        for constraint in shapes.objects(shape, SH.sparql):
            found = store.query(str(shapes.value(constraint, SH.select)), prefixes=_prefixes(shapes, constraint))
            names = {variable.value for variable in found.variables}
            yield from (_violation(rule, row, names) for row in found)


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
