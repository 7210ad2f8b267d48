"""The rules as graph and as list: every Turtle file of this folder, read together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from onemoon.shapes.terms import to_rdflib
from onemoon.shapes.vocabulary import ShapesError, unknown_terms

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from pyoxigraph import Triple
    from rdflib import Graph
    from rdflib.term import Node

SHAPES = "https://w3id.org/onemoon/shapes#"
TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")


@dataclass(frozen=True)
class Rule:
    """A rule: its number (D01), its sentence in English, how grave a breach is, the sentence by language, its IRI."""

    number: str
    sentence: str
    severity: str
    sentences: Mapping[str, str] = field(default_factory=dict, compare=False)
    iri: str = ""


def shapes_files() -> list[Traversable]:
    """The Turtle files of the shapes, as packaged resources."""
    folder = files("onemoon.shapes")
    return sorted((path for path in folder.iterdir() if path.name.endswith(".ttl")), key=lambda path: path.name)


def ontology_rules() -> Graph:
    """The rules that an ontology keeps, as a shapes graph."""
    return shapes_graph([files("onemoon.shapes") / "checks" / "ontology.ttl"])


def shapes_graph(paths: Iterable[Traversable] | None = None) -> Graph:
    """Shapes files (by default ours) as one graph; ShapesError for no Turtle or a sh: term that SHACL lacks."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for path in shapes_files() if paths is None else paths:
        for triple in to_rdflib(_parsed(path)):
            graph.add(triple)
    if unknown := unknown_terms(graph):
        raise ShapesError(f"SHACL has no {', '.join(unknown)}: correct the spelling in the shapes.")
    return graph


def _parsed(path: Traversable) -> list[Triple]:
    from pyoxigraph import RdfFormat, parse

    try:
        return [each.triple for each in parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)]
    except SyntaxError as error:
        raise ShapesError(f"{path.name} is not Turtle: {error}.") from None


def rules(shapes: Graph | None = None) -> list[Rule]:
    """The rules of a shapes graph (by default the project's), by number."""
    from rdflib import RDF, SH, URIRef

    graph = shapes_graph() if shapes is None else shapes
    kinds = (SH.NodeShape, SH.PropertyShape)
    stated = {shape for kind in kinds for shape in graph.subjects(RDF.type, kind)}
    stated |= {shape for name in TARGETS for shape in graph.subjects(SH[name])}
    return sorted((_rule(graph, shape) for shape in stated if isinstance(shape, URIRef)), key=lambda r: order(r.number))


def _rule(shapes: Graph, shape: Node) -> Rule:
    from rdflib import SH, Literal

    messages = (text for text in shapes.objects(shape, SH.message) if isinstance(text, Literal))
    sentences = {text.language or "en": str(text) for text in messages}
    severity = shapes.value(shape, SH.severity, default=SH.Violation)
    return Rule(number(str(shape)), sentences.get("en", ""), number(str(severity)), sentences, str(shape))


def number(shape: str) -> str:
    """The number of a shape: what its IRI ends in."""
    return shape.rpartition("#")[2]


def order(number: str) -> tuple[int, str]:
    """A key that sorts D9 before D10 and D99 before D100."""
    digits = "".join(filter(str.isdigit, number))
    return int(digits or 0), number
