"""Data against the shapes: what breaks which rule."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onemoon.ontology import files
from onemoon.shapes.core import Core, core
from onemoon.shapes.engines import Engine, engine_for
from onemoon.shapes.queries import Query, queries
from onemoon.shapes.report import REPORT, Report, Violation
from onemoon.shapes.rulebook import Rule, order, rules, shapes_graph
from onemoon.shapes.terms import Data, read

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store, Triple
    from rdflib import Graph

ASKED_OF_THE_ONTOLOGY = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://www.w3.org/2004/02/skos/core#broader",
    "http://www.w3.org/2004/02/skos/core#inScheme",
)
Tell = Callable[[int], object]


@dataclass(frozen=True)
class Validator:
    """Shapes and ontology made ready once, to hold many data sets to them."""

    rules: tuple[Rule, ...]
    core: Core
    queries: tuple[Query, ...]
    context: tuple[Triple, ...]

    def validate(
        self,
        data: Data | Sequence[Path],
        *,
        at: str = REPORT,
        engine: str | None = None,
        tell: Tell = lambda done: None,
    ) -> Report:
        """Every breach of the shapes in a graph, a store's default graph or N-Triples (SyntaxError if they are none).

        Paths are of files of N-Triples, which are never held whole. `at` is the IRI of the document that the report is
        published as. `engine` is "pyshacl" or "shacl-rust", by default as `engine_for` chooses. `tell` hears how many
        more rules have been checked.
        """
        store = _store(data)
        count = len(store)
        which = engine_for(count, engine)
        store.bulk_extend(_quads(self.context))
        found = set(self._found(store, which, tell))
        return Report(tuple(sorted(found, key=_key)), self.rules, at, str(which), count)

    def _found(self, store: Store, engine: Engine, tell: Tell) -> Iterator[Violation]:
        """What the engine and the queries find; the queries run on every core, each once for all its nodes."""
        with engine.started(self.core, store) as found, ThreadPoolExecutor(os.cpu_count()) as pool:
            for several in pool.map(lambda query: list(query.results(store)), self.queries):
                tell(1)
                yield from several
            yield from map(self.core.violation, found())
        tell(len(self.rules) - len(self.queries))


def validator(shapes: Graph | None = None, extra: Data | None = None) -> Validator:
    """A validator with shapes and the classes and concepts that data may use, by default the project's own."""
    graph = shapes_graph() if shapes is None else shapes
    stated = rules(graph)
    known = {rule.iri: rule for rule in stated}
    context = _context(_ontology() if extra is None else read(extra))
    return Validator(tuple(stated), core(graph, stated), tuple(queries(graph, known)), tuple(context))


def validate(data: Data, *, shapes: Graph | None = None, extra: Data | None = None, at: str = REPORT) -> Report:
    """Every breach of the shapes in a graph, a store's default graph or N-Triples; see `validator`."""
    return validator(shapes, extra).validate(data, at=at)


def _ontology() -> Iterator[Triple]:
    from pyoxigraph import RdfFormat, parse

    for file in files(alignments=False):
        yield from (quad.triple for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE))


def _context(triples: Iterable[Triple]) -> Iterator[Triple]:
    """What shapes ask of the ontology, so that nothing else in it is taken for data."""
    from pyoxigraph import NamedNode

    asked = {NamedNode(iri) for iri in ASKED_OF_THE_ONTOLOGY}
    return (
        each
        for each in triples
        if each.predicate in asked and isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode)
    )


def _store(data: Data | Sequence[Path]) -> Store:
    from pyoxigraph import RdfFormat, Store, parse

    store = Store()
    if isinstance(data, Sequence) and not isinstance(data, bytes):
        for path in data:  # a store that loads by itself renames blank nodes
            store.bulk_extend(parse(path=path, format=RdfFormat.N_TRIPLES))
    else:
        store.bulk_extend(_quads(read(data)))
    return store


def _quads(triples: Iterable[Triple]) -> Iterator[Quad]:
    from pyoxigraph import Quad

    return (Quad(each.subject, each.predicate, each.object) for each in triples)


def _key(each: Violation) -> tuple[tuple[int, str], str, str, str, str]:
    return order(each.number), each.node, each.path or "", each.value or "", each.component
