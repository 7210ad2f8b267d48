"""The rules of SHACL Core, checked by pySHACL."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onemoon.shapes.queries import query_shapes
from onemoon.shapes.report import Violation
from onemoon.shapes.rulebook import Rule, number
from onemoon.shapes.terms import from_rdflib, to_rdflib
from onemoon.shapes.vocabulary import ShapesError

if TYPE_CHECKING:
    from pyoxigraph import Triple
    from rdflib import Graph
    from rdflib.term import Node


def core_shapes(shapes: Graph) -> Graph:
    """The shapes that are no queries of ours; loads pySHACL, so that it is there when data comes."""
    import pyshacl  # noqa: F401
    from rdflib import Graph

    core, queries = Graph(bind_namespaces="none"), query_shapes(shapes)
    for triple in shapes:
        if triple[0] not in queries:
            core.add(triple)
    return core


def core_results(shapes: Graph, known: Mapping[str, Rule], triples: Iterable[Triple]) -> Iterator[Violation]:
    """What pySHACL finds; ShapesError if it can't use a shape."""
    from pyshacl import validate
    from pyshacl.errors import ShapeLoadError

    with _quiet():
        try:
            _, report, text = validate(_graph(triples), shacl_graph=shapes, inplace=True)
        except ShapeLoadError as error:
            raise ShapesError(f"pySHACL can't read the shapes: {error}") from None
    if isinstance(report, Exception):
        raise ShapesError(f"pySHACL can't use the shapes: {text}")
    return _results(report, shapes, known)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without rdflib's tracebacks on the log for each literal that is no value of its datatype: shapes report those."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _graph(triples: Iterable[Triple]) -> Graph:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for triple in to_rdflib(triples):
        graph.add(triple)
    return graph


def _results(report: Graph, shapes: Graph, known: Mapping[str, Rule]) -> Iterator[Violation]:
    from rdflib import SH

    for result in report.objects(None, SH.result):
        rule = known[_owner(shapes, report.value(result, SH.sourceShape))]
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        yield Violation(
            rule.number,
            rule.sentence,
            _plain(report.value(result, SH.focusNode)),
            _plain(path) if path else None,
            str(from_rdflib(value)) if value is not None else None,
            rule.severity,
            str(report.value(result, SH.sourceConstraintComponent)),
        )


def _owner(shapes: Graph, shape: Node | None) -> str:
    """The number of the shape, or of the one that it is part of; ShapesError if that has no IRI."""
    from rdflib import BNode

    while isinstance(shape, BNode):
        shape = next(shapes.subjects(None, shape), None)
    if shape is None:
        raise ShapesError("A shape with targets has no IRI: give it one, so that results can name it.")
    return number(str(shape))


def _plain(node: Node | None) -> str:
    from rdflib import BNode

    return f"_:{node}" if isinstance(node, BNode) else str(node)
