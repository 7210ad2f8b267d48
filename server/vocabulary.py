"""The ontology at /ns: one page with an anchor for each term, and the same in RDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flask import Response, redirect, render_template
from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.wrappers import Response as AnyResponse

from .answers import Rule, answer, asked, negotiated
from .data import Data
from .errors import Problem
from .labels import Label, Labels, nearness
from .languages import DEFAULT, language
from .negotiation import DOCUMENTS, HTML, TURTLE, Format, named, variants
from .representations import serialise
from .terms import DCTERMS, NS, OM, OWL, RDF, RDFS, SKOS
from .values import Link, Row, Values

_CLASSES = (OWL.Class, RDFS.Class)
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
_TEXTS = (RDFS.label, SKOS.prefLabel, SKOS.definition, RDFS.comment, SKOS.scopeNote, DCTERMS.title, DCTERMS.description)
_PLUMBING = frozenset((*_TEXTS, RDF.type, RDFS.isDefinedBy, SKOS.inScheme, SKOS.topConceptOf, SKOS.hasTopConcept))


@dataclass(frozen=True)
class Term:
    """A term of the ontology, ready to show."""

    anchor: str
    link: Link
    labels: list[Label]
    definitions: list[Label]
    notes: list[Label]
    rows: tuple[Row, ...]


class Vocabulary:
    """Answers for the namespace of the ontology."""

    def __init__(self, data: Data):
        self._data, self._store = data, data.ontology
        self._body = cache(self._made)

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/ns", self.ontology),
            Rule("/ns.<suffix>", self.representation),
            Rule("/ns/<version>", self.version),
        ]

    def ontology(self) -> Response:
        """The ontology in the form asked for, without a redirect, as hash IRIs want it."""
        return self._represented(asked(DOCUMENTS, [f"/ns.{form.key}" for form in variants(DOCUMENTS)]))

    def representation(self, suffix: str) -> Response:
        """One form of the ontology at its own address."""
        form = named(suffix, variants(DOCUMENTS))
        if form is None or form.key != suffix:
            raise Problem("not-found", f"The ontology has no form .{suffix}.")
        return self._represented(form)

    def version(self, version: str) -> AnyResponse:
        """The address of the version that is served leads to it."""
        current = (
            self._store.quads_for_pattern(NamedNode(NS), OWL.versionIRI, NamedNode(f"{NS}/{version}"), None)
            if version.isascii() and version.replace(".", "").isalnum()
            else iter(())
        )
        if next(current, None) is None:
            raise Problem("not-found", f"There is no version {version!r} of the ontology here.")
        return redirect("/ns", 303)

    def _represented(self, form: Format) -> Response:
        return negotiated(answer(self._body(form, language() if form == HTML else DEFAULT), form), f"/ns.{form.key}")

    def _made(self, form: Format, lang: str) -> bytes:
        if form == HTML:
            return self._page().encode()
        file = self._data.files.get("ontology.ttl")
        if form.key == TURTLE.key and file:
            return file.read()
        triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in self._store]
        return serialise(sorted(triples, key=str), form, self._data.prefixes)

    def _page(self) -> str:
        values = Values(self._data, Labels(self._data), self._store)
        header = self._term(NamedNode(NS), values)
        schemes = [
            (self._term(scheme, values), [self._term(each, values) for each in self._members(scheme)])
            for scheme in self._subjects(SKOS.ConceptScheme)
        ]
        listed = {each.link.iri for scheme, members in schemes for each in (scheme, *members)}
        kinds = {
            title: [self._term(node, values) for node in nodes if node.value not in listed]
            for title, nodes in self._kinds()
        }
        return render_template(
            "vocabulary.html",
            header=header,
            kinds=kinds,
            schemes=schemes,
            path="/ns",
            variants=variants(DOCUMENTS)[1:],
            canonical=NS,
        )

    def _kinds(self) -> Iterator[tuple[str, list[NamedNode]]]:
        classes, properties = self._subjects(*_CLASSES), self._subjects(*_PROPERTIES)
        typed = self._subjects()
        yield "Classes", classes
        yield "Properties", properties
        yield "Individuals", [node for node in typed if node not in classes and node not in properties]

    def _subjects(self, *kinds: NamedNode) -> list[NamedNode]:
        """The terms of our namespace that have one of the kinds, or any."""
        found = {
            quad.subject
            for kind in kinds or (None,)
            for quad in self._store.quads_for_pattern(None, RDF.type, kind, None)
        }
        ours = [node for node in found if isinstance(node, NamedNode) and node.value.startswith(OM.iri)]
        return sorted(ours, key=lambda node: node.value)

    def _members(self, scheme: NamedNode) -> list[NamedNode]:
        found = {quad.subject for quad in self._store.quads_for_pattern(None, SKOS.inScheme, scheme, None)}
        return sorted((node for node in found if isinstance(node, NamedNode)), key=lambda node: node.value)

    def _term(self, node: NamedNode, values: Values) -> Term:
        return Term(
            node.value.removeprefix(OM.iri),
            values.link(node),
            self._texts(node, RDFS.label, SKOS.prefLabel, DCTERMS.title),
            self._texts(node, SKOS.definition, RDFS.comment, DCTERMS.description),
            self._texts(node, SKOS.scopeNote),
            values.rows(node, _PLUMBING),
        )

    def _texts(self, node: NamedNode, *properties: NamedNode) -> list[Label]:
        quads = (quad for each in properties for quad in self._store.quads_for_pattern(node, each, None, None))
        texts = {
            Label(quad.object.value, quad.object.language or "") for quad in quads if isinstance(quad.object, Literal)
        }
        return sorted(texts, key=lambda label: nearness(label.lang, language()))
