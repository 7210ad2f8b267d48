"""Validation of a dataset against the shapes: a violation stops the build and says which record line it came from."""

from __future__ import annotations

from onemoon.build.dataset import Dataset
from onemoon.mappings.iris import Iris
from onemoon.mappings.terms import iri
from onemoon.shapes.report import Violation


class InvalidData(Exception):
    """The data breaks a shape: one sentence a violation, with number, node, file and line."""


def report_iri(iris: Iris) -> str:
    """Where the validation report is published."""
    return f"{iris.base}dumps/validation.ttl"


def conform(dataset: Dataset, violations: list[Violation]) -> None:
    """InvalidData if there is any violation."""
    if violations:
        sentences = "\n".join(_sentence(dataset, each) for each in violations[:20])
        raise InvalidData(sentences + _more(len(violations)))


def _sentence(dataset: Dataset, each: Violation) -> str:
    value = f", value {each.value}" if each.value else ""
    return f"{each.number}: {each.sentence} Node {each.node}{value} ({_origin(dataset, each.node)})."


def _more(count: int) -> str:
    return f"\n… and {count - 20} more." if count > 20 else ""


def _origin(dataset: Dataset, node: str) -> str:
    """FILE, line N of the node, or of the thing that it is a part or the evidence of."""
    whole = node.partition("#")[0]
    bodies = [o for s, p, o in dataset.default if s == whole and p == iri("oa:hasBody")]
    known = (dataset.origins.get(str(candidate)) for candidate in (node, whole, *bodies))
    return next((origin for origin in known if origin), "from no record: inferred or about the dataset")
