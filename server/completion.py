"""What the query editor completes: our prefixes, and the terms of the ontology and of the data, labelled."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, jsonify
from pyoxigraph import DefaultGraph, NamedNode

from .answers import FRESH, Rule
from .data import Data
from .labels import Labels
from .languages import language
from .survey import Survey
from .terms import OWL, RDF, RDFS, SKOS

_KINDS = {
    OWL.Class: "class", RDFS.Class: "class", RDF.Property: "property", OWL.ObjectProperty: "property",
    OWL.DatatypeProperty: "property", OWL.NamedIndividual: "individual", SKOS.Concept: "individual",
    SKOS.ConceptScheme: "individual",
}  # fmt: skip


class Completion:
    """Answers for /terms.json."""

    def __init__(self, data: Data, found: Survey):
        self._data, self._survey = data, found

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/terms.json", self.terms)]

    def terms(self) -> Response:
        """The prefixes, and every class, property and concept with its label and how often the data uses it."""
        labels = Labels(self._data)
        found = sorted(self._terms(), key=lambda each: (-each[2], each[0].value))
        terms = [
            {"iri": node.value, "kind": kind, "label": labels.of_property(node).text, "count": count}
            for node, kind, count in found
        ]
        response = jsonify(prefixes=self._data.prefixes, terms=terms)
        response.headers["Cache-Control"] = FRESH
        response.headers["Content-Language"] = language()
        response.vary.add("Accept-Language")
        response.add_etag()
        return response

    def _terms(self) -> Iterator[tuple[NamedNode, str, int]]:
        """Each once: what the data uses, then what the ontology has besides."""
        counts = self._survey.classes | self._survey.properties
        kinds = dict.fromkeys(self._survey.classes, "class") | dict.fromkeys(self._survey.properties, "property")
        for kind, name in _KINDS.items():
            for quad in self._data.ontology.quads_for_pattern(None, RDF.type, kind, DefaultGraph()):
                if isinstance(quad.subject, NamedNode):
                    kinds.setdefault(quad.subject, name)
        for node, name in kinds.items():
            yield node, name, counts.get(node, 0)
