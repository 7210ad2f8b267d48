"""SHACL property paths as SPARQL writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemoon.shapes.vocabulary import ShapesError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def path_text(graph: Graph, path: Node) -> str:
    """A path: the bare IRI of a single property, else a SPARQL property path; ShapesError if it is none."""
    from rdflib import URIRef

    return str(path) if isinstance(path, URIRef) else _text(graph, path)


def _text(graph: Graph, path: Node) -> str:
    from rdflib import RDF, SH, URIRef

    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in graph:
        return "/".join(_text(graph, step) for step in graph.items(path))
    if several := graph.value(path, SH.alternativePath):
        return f"({'|'.join(_text(graph, each) for each in graph.items(several))})"
    if inverse := graph.value(path, SH.inversePath):
        return f"^{_grouped(graph, inverse)}"
    for name, sign in (("zeroOrMorePath", "*"), ("oneOrMorePath", "+"), ("zeroOrOnePath", "?")):
        if inner := graph.value(path, SH[name]):
            return f"{_grouped(graph, inner)}{sign}"
    raise ShapesError("A sh:path is neither a property nor a path of SHACL.")


def _grouped(graph: Graph, path: Node) -> str:
    from rdflib import RDF

    text = _text(graph, path)
    return f"({text})" if (path, RDF.first, None) in graph else text
