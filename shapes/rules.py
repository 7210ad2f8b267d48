"""The rules as graph and as list: every Turtle file of this folder, read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from onemoon.shapes.terms import to_rdflib
from onemoon.shapes.vocabulary import ShapesError, unknown_terms

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SHAPES = "https://w3id.org/onemoon/shapes#"


@dataclass(frozen=True)
class Rule:
    """A rule: its number (D01), its sentence in English, how grave a breach is, the sentence in every language."""

    number: str
    sentence: str
    severity: str
    sentences: Mapping[str, str] = field(default_factory=dict, compare=False)


def shapes_graph() -> Graph:
    """All shapes as one graph; ShapesError if a file has a sh: term that SHACL lacks."""
    from pyoxigraph import RdfFormat, parse
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for path in sorted(files("onemoon.shapes").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".ttl"):
            quads = parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
            for triple in to_rdflib(quad.triple for quad in quads):
                graph.add(triple)
    if unknown := unknown_terms(graph):
        raise ShapesError(f"SHACL has no {', '.join(unknown)}: correct the spelling in shapes/*.ttl.")
    return graph


def rules(shapes: Graph | None = None) -> list[Rule]:
    """The rules of a shapes graph (by default the project's), by number."""
    from rdflib import RDF, SH, URIRef

    graph = shapes_graph() if shapes is None else shapes
    kinds = (SH.NodeShape, SH.PropertyShape)
    stated = {shape for kind in kinds for shape in graph.subjects(RDF.type, kind) if isinstance(shape, URIRef)}
    return sorted((_rule(graph, shape) for shape in stated), key=lambda rule: order(rule.number))


def _rule(shapes: Graph, shape: Node) -> Rule:
    from rdflib import SH

    sentences = {text.language or "en": str(text) for text in shapes.objects(shape, SH.message)}
    severity = shapes.value(shape, SH.severity, default=SH.Violation)
    return Rule(number(str(shape)), sentences.get("en", ""), number(str(severity)), sentences)


def number(shape: str) -> str:
    """The number of a shape: what its IRI ends in."""
    return shape.rpartition("#")[2]


def order(number: str) -> tuple[int, str]:
    """A key that sorts D9 before D10 and D99 before D100."""
    digits = "".join(filter(str.isdigit, number))
    return int(digits or 0), number
