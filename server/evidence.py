"""Where a thing was read: the annotations that have it as their body."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from .terms import OA, OM

MOST = 200
Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Evidence:
    """A passage: its annotation, the source document, first and last character, and whether a person reviewed it."""

    annotation: NamedNode
    document: NamedNode | None
    start: str
    end: str
    reviewed: bool | None


def annotations_of(store: Store, thing: NamedNode) -> list[NamedNode]:
    """The annotations whose body is the thing, a bounded number."""
    found = store.quads_for_pattern(None, OA.hasBody, thing, DefaultGraph())
    subjects = (quad.subject for quad in islice(found, MOST))
    return sorted({node for node in subjects if isinstance(node, NamedNode)}, key=lambda node: node.value)


def passages(store: Store, thing: NamedNode) -> list[Evidence]:
    """The passages a thing was read from, in the order of document and place."""
    found = [passage for annotation in annotations_of(store, thing) for passage in of_annotation(store, annotation)]
    return sorted(found, key=lambda passage: (str(passage.document), int(passage.start or 0), passage.annotation.value))


def of_annotation(store: Store, annotation: NamedNode) -> list[Evidence]:
    """The passages an annotation points at, one a target."""
    reviewed = value(store, annotation, OM.reviewed)
    judged = reviewed.value == "true" if isinstance(reviewed, Literal) else None
    targets = store.quads_for_pattern(annotation, OA.hasTarget, None, DefaultGraph())
    return [_passage(store, annotation, quad.object, judged) for quad in targets if isinstance(quad.object, NamedNode)]


def value(store: Store, subject: NamedNode | BlankNode, predicate: NamedNode) -> Term | None:
    """One value of a property in the union, or None."""
    quad = next(store.quads_for_pattern(subject, predicate, None, DefaultGraph()), None)
    return quad.object if quad else None


def _passage(store: Store, annotation: NamedNode, target: NamedNode, reviewed: bool | None) -> Evidence:
    source, selector = value(store, target, OA.hasSource), value(store, target, OA.hasSelector)
    bounds = [
        value(store, selector, bound) if isinstance(selector, NamedNode) else None for bound in (OA.start, OA.end)
    ]
    start, end = (bound.value if isinstance(bound, Literal) and bound.value.isdecimal() else "" for bound in bounds)
    return Evidence(annotation, source if isinstance(source, NamedNode) else None, start, end, reviewed)
