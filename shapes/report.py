"""What a validation finds, as values and as a SHACL report without blank nodes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from onemoon.shapes.rulebook import SHAPES, Rule
from onemoon.shapes.terms import to_rdflib
from onemoon.shapes.vocabulary import SH

if TYPE_CHECKING:
    from pyoxigraph import Triple
    from rdflib import Graph

REPORT = "https://w3id.org/onemoon/dumps/validation.ttl"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@dataclass(frozen=True)
class Violation:
    """A breach of a rule: number and sentence of the rule, node, property and value (N-Triples) that break it."""

    number: str
    sentence: str
    node: str
    path: str | None = None
    value: str | None = None
    severity: str = "Violation"
    component: str = ""


@dataclass(frozen=True)
class Report:
    """All results, by number and node; `at` is the IRI of the document that the report is published as.

    `engine` and `checked` say who checked how many triples.
    """

    results: tuple[Violation, ...]
    rules: tuple[Rule, ...]
    at: str = REPORT
    engine: str = ""
    checked: int = 0

    @property
    def conforms(self) -> bool:
        """Whether there is no result at all, not even a warning (as SHACL means it)."""
        return not self.results

    @property
    def violations(self) -> tuple[Violation, ...]:
        """The results that must stop a publication."""
        return tuple(each for each in self.results if each.severity == "Violation")

    @property
    def graph(self) -> Graph:
        """The SHACL report as a graph."""
        from rdflib import Graph

        graph = Graph(bind_namespaces="none")
        graph.bind("sh", SH)
        graph.bind("shapes", SHAPES)
        for triple in to_rdflib(self.triples()):
            graph.add(triple)
        return graph

    def turtle(self) -> bytes:
        """The SHACL report as Turtle; the same results give the same bytes."""
        from pyoxigraph import RdfFormat, serialize

        return serialize(self.triples(), format=RdfFormat.TURTLE, prefixes={"sh": SH, "shapes": SHAPES}) or b""

    def triples(self) -> Iterator[Triple]:
        """The SHACL report's triples, in order."""
        from pyoxigraph import RdfFormat, parse

        lines = "".join(f"{subject} {property} {value} .\n" for subject, property, value in self._statements())
        return (quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))

    def _statements(self) -> Iterator[tuple[str, str, str]]:
        report = f"<{self.at}#report>"
        yield report, TYPE, _sh("ValidationReport")
        yield report, _sh("conforms"), f'"{str(self.conforms).lower()}"^^<http://www.w3.org/2001/XMLSchema#boolean>'
        for each in self.results:
            yield report, _sh("result"), self._node(each)
        known = {rule.number: rule for rule in self.rules}
        for each in self.results:
            yield from self._result(each, known[each.number])

    def _result(self, each: Violation, rule: Rule) -> Iterator[tuple[str, str, str]]:
        from pyoxigraph import Literal

        node = self._node(each)
        yield node, TYPE, _sh("ValidationResult")
        yield node, _sh("resultSeverity"), _sh(each.severity)
        yield node, _sh("sourceShape"), f"<{rule.iri}>"
        yield node, _sh("sourceConstraintComponent"), f"<{each.component}>"
        yield node, _sh("focusNode"), self._named(each.node)
        if each.path and not re.search("[<(^]", each.path):
            yield node, _sh("resultPath"), self._named(each.path)
        if each.value:
            yield node, _sh("value"), self._named(each.value)
        for language, sentence in sorted(rule.sentences.items()):
            yield node, _sh("resultMessage"), str(Literal(sentence, language=language))

    def _node(self, each: Violation) -> str:
        digest = hashlib.sha256(repr(astuple(each)).encode()).hexdigest()
        return f"<{self.at}#{each.number}-{digest[:16]}>"

    def _named(self, term: str) -> str:
        """The term in N-Triples, a blank node as an IRI of the report."""
        if term.startswith("_:"):
            return f"<{self.at}#blank-{term[2:]}>"
        return term if term.startswith(("<", '"')) else f"<{term}>"


def _sh(name: str) -> str:
    return f"<{SH}{name}>"
