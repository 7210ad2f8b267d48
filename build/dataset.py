"""The dataset: what each document says in its graph, and the union that is published by default."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from onemoon.mappings.evidence import check, read_text
from onemoon.mappings.iris import Iris
from onemoon.mappings.names import names
from onemoon.mappings.quads import Statements, reference_statements, statements
from onemoon.mappings.record import RecordFile
from onemoon.mappings.refdata import Reference
from onemoon.mappings.resolve import resolve
from onemoon.mappings.terms import Triple
from onemoon.mappings.yamlfile import RecordError, place


@dataclass(frozen=True)
class Dataset:
    """Triples of the default graph and of each named graph (by key), and the record's line that a node is from."""

    iris: Iris
    default: frozenset[Triple]
    graphs: Mapping[str, frozenset[Triple]] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def with_graph(self, key: str, triples: Iterable[Triple]) -> Dataset:
        """The dataset with one more named graph, whose triples are published by default too."""
        added = frozenset(triples)
        return replace(self, default=self.default | added, graphs={**self.graphs, key: added})

    def with_links(self, triples: Iterable[Triple]) -> Dataset:
        """The dataset with what its things are elsewhere, as part of the reference data."""
        return self.with_graph("reference", self.graphs["reference"].union(triples))


def verify(files: Iterable[RecordFile], reference: Reference, documents: Path | None) -> None:
    """RecordError unless every reference resolves and, with the texts at hand, every span holds what it claims."""
    files = list(files)
    for file in files:
        known = names(file.record, reference)
        resolve(file, known)
        if documents:
            check(file, read_text(documents, file), known.forms)
    _rulings(files)


def _rulings(files: list[RecordFile]) -> None:
    known = {f"{file.record.document.key}/{fact.id}" for file in files for fact in file.record.facts}
    for file in files:
        for index, fact in enumerate(file.record.facts):
            if fact.overruled and "/" in fact.overruled.by and fact.overruled.by not in known:
                raise RecordError(
                    f"{file.path}, line {file.line(index)}, fact {fact.id}: is overruled by “{fact.overruled.by}”, "
                    "which no record has; name DOCUMENT/FACT."
                )


def union(files: Iterable[RecordFile], reference: Reference, iris: Iris) -> Dataset:
    """One graph a document, the reference data, and a default graph with the reviewed choice of all."""
    said = [(file, statements(file.record, reference, iris)) for file in files]
    background = frozenset(reference_statements(reference, iris))
    graphs = {each.key: each.followed | each.overruled for _, each in said}
    default = background.union(*(each.followed for _, each in said))
    origins = {node: line for file, each in said for node, line in _lines(file, each, iris)}
    return Dataset(iris, default, {**graphs, "reference": background}, _reference_lines(reference, iris) | origins)


def _lines(file: RecordFile, said: Statements, iris: Iris) -> Iterator[tuple[str, str]]:
    yield iris.thing(f"document/{said.key}"), place(file.path, file.lines, ("document",))
    for ref in file.record.things:
        yield iris.thing(ref), place(file.path, file.lines, ("things", ref))
    for node, index in said.origins.items():
        yield node, f"{file.path}, line {file.line(index)}"


def _reference_lines(reference: Reference, iris: Iris) -> dict[str, str]:
    return {iris.thing(ref): where for ref, where in reference.places.items()}
