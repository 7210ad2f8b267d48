"""The shapes of a shapes graph that an engine checks, and what its results mean in terms of our rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemoon.shapes.paths import path_text
from onemoon.shapes.queries import query_shapes
from onemoon.shapes.report import Violation
from onemoon.shapes.rulebook import TARGETS, Rule, number
from onemoon.shapes.vocabulary import SH, ShapesError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

ANONYMOUS = "urn:onemoon:shape:"


@dataclass(frozen=True)
class Raw:
    """A result as an engine tells it: nodes as IRIs without brackets, `_:x` or N-Triples, values in N-Triples."""

    shape: str
    node: str
    path: str | None
    value: str | None
    severity: str
    component: str


@dataclass(frozen=True)
class Source:
    """What a shape, or a part of one, is to a reader: its rule, its path if it has one, its own sentence and severity
    (those of the rule where it has none)."""

    rule: Rule
    path: str | None
    sentence: str
    severity: str


@dataclass(frozen=True)
class Core:
    """Shapes made ready for the engines: every shape has an IRI, and is known with the rule that it is part of."""

    graph: Graph
    sources: Mapping[str, Source]

    def violation(self, raw: Raw) -> Violation:
        """A result in terms of our rules."""
        source = self.sources[raw.shape]
        value = raw.value
        if value is None and raw.component == SH + "SPARQLConstraintComponent":
            value = raw.node if raw.node.startswith("_:") else f"<{raw.node}>"
        return Violation(
            source.rule.number,
            source.sentence,
            raw.node,
            source.path or raw.path,
            value,
            source.severity,
            raw.component,
        )

    def parts(self, count: int) -> list[Graph]:
        """The shapes dealt out to so many graphs, each with everything that its shapes refer to."""
        from rdflib import Graph

        tops = sorted({source.rule.iri for source in self.sources.values()})
        graphs = [Graph(bind_namespaces="none") for _ in range(count)]
        for place, top in enumerate(tops):
            for triple in _whole(self.graph, top):
                graphs[place % count].add(triple)
        return [graph for graph in graphs if graph]


def core(shapes: Graph, rules: list[Rule]) -> Core:
    """The shapes that are no queries of ours; ShapesError if one that has targets has no IRI."""
    from rdflib import Graph, URIRef

    names, queries = _names(shapes), query_shapes(shapes)
    graph = Graph(bind_namespaces="none")
    for subject, predicate, value in shapes:
        if subject not in queries:
            graph.add((names.get(subject, subject), predicate, names.get(value, value)))
    known = {rule.iri: rule for rule in rules if URIRef(rule.iri) not in queries}
    return Core(graph, dict(_sources(graph, known)))


def _names(shapes: Graph) -> dict[Node, Node]:
    """An IRI for each shape that has none and is part of one that has."""
    from rdflib import BNode, URIRef

    parts = sorted({each for each in _parts(shapes) if isinstance(each, BNode)})
    return {each: URIRef(f"{ANONYMOUS}{place}") for place, each in enumerate(parts)}


def _parts(shapes: Graph) -> Iterator[Node]:
    from rdflib import SH

    for predicate in (SH.property, SH.node, SH["not"], SH.qualifiedValueShape):
        yield from shapes.objects(None, predicate)
    for predicate in (SH["and"], SH["or"], SH.xone):
        for several in shapes.objects(None, predicate):
            yield from shapes.items(several)


def _sources(graph: Graph, known: Mapping[str, Rule]) -> Iterator[tuple[str, Source]]:
    from rdflib import SH, BNode

    shapes = {*_parts(graph), *graph.subjects(SH.path), *(_iri(iri) for iri in known)}
    targeted = {shape for name in TARGETS for shape in graph.subjects(SH[name])}
    if any(isinstance(shape, BNode) for shape in targeted):
        raise ShapesError("A shape with targets has no IRI: give it one, so that results can name it.")
    for shape in shapes | targeted:
        if rule := _rule(graph, shape, known):
            yield str(shape), _source(graph, shape, rule)


def _source(graph: Graph, shape: Node, rule: Rule) -> Source:
    from rdflib import SH, Literal

    path, severity = graph.value(shape, SH.path), graph.value(shape, SH.severity)
    said = [text for text in graph.objects(shape, SH.message) if isinstance(text, Literal)]
    in_english_first = sorted(said, key=lambda text: (text.language != "en", text))
    return Source(
        rule,
        path_text(graph, path) if path else None,
        next(map(str, in_english_first), rule.sentence),
        number(str(severity)) if severity else rule.severity,
    )


def _iri(text: str) -> Node:
    from rdflib import URIRef

    return URIRef(text)


def _rule(graph: Graph, shape: Node, known: Mapping[str, Rule]) -> Rule | None:
    """The rule of a shape, or of the one that it is part of, however deep."""
    seen, ahead = {shape}, [shape]
    for each in ahead:
        if rule := known.get(str(each)):
            return rule
        above = set(graph.subjects(None, each)) - seen
        seen |= above
        ahead.extend(sorted(above, key=str))
    return None


def _whole(graph: Graph, top: str) -> Iterator[tuple[Node, Node, Node]]:
    """Everything that is said of a shape and of what it leads to."""
    seen, ahead = set(), [_iri(top)]
    for each in ahead:
        if each not in seen:
            seen.add(each)
            for triple in graph.triples((each, None, None)):
                yield triple
                ahead.append(triple[2])
