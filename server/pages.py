"""The page about a thing: its names, its statements, what points at it, and where each fact was read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from flask import render_template
from pyoxigraph import DefaultGraph, NamedNode, Quad

from .data import Data
from .describe import MOST_INCOMING, Incoming, incoming
from .evidence import Evidence, of_annotation, passages
from .labels import NAMES, Labels
from .negotiation import DOCUMENTS, variants
from .terms import DCTERMS, OA, OM, PROV, RDF, RDFS, SCHEMA, SKOS
from .values import Link, Row, Value, Values, marks

_MOST_SUBJECTS = 300
_SHOWN_ABOVE = {term.value for term in (RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel)}
_SUMMARY = (
    OM.year,
    SCHEMA.startDate,
    SCHEMA.endDate,
    SCHEMA.observationDate,
    DCTERMS.type,
    OM.role,
    OM.topic,
    SCHEMA.value,
    SCHEMA.unitText,
)


@dataclass(frozen=True)
class Reading:
    """The places of one source document that something was read from, ready to show."""

    document: Link | None
    places: tuple[Evidence, ...]
    reviewed: bool


@dataclass(frozen=True)
class Entry:
    """A thing that points at this one, in a line: what it is, when and how, its marks, where it was read."""

    link: Link
    summary: tuple[Link, ...]
    marks: tuple[str, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Group:
    """The things that point at this one by one property; `more` leads to all of them when they are too many."""

    property: Link
    entries: tuple[Entry, ...]
    total: int
    more: str | None


class Page:
    """Collects what the template of a thing shows."""

    def __init__(self, data: Data, thing: NamedNode):
        self._data, self._thing = data, thing
        labels = Labels(data)
        self._values = Values(data, labels)
        named = next(data.store.quads_for_pattern(thing, SKOS.prefLabel, None, DefaultGraph()), None)
        self._rows = self._values.rows(thing, frozenset((RDFS.label,)) if named else frozenset())
        self.label = labels.of(thing)
        self.iri = thing.value
        self.marks = marks(data.store, thing)

    def names(self) -> list[Value]:
        """Every name, English first; the materialised label only where there is no other."""
        found = [value for name in (SKOS.prefLabel, SKOS.altLabel) for value in self._row(name)]
        return found or [value for name in NAMES for value in self._row(name)]

    def types(self) -> list[Value]:
        """The classes of the thing, ours first."""
        return sorted(self._row(RDF.type), key=lambda value: (not value.link.iri.startswith(OM.iri), value.link.iri))

    def rows(self) -> list[Row]:
        """Every statement that isn't shown above them."""
        return [row for row in self._rows if row.property.iri not in _SHOWN_ABOVE]

    def readings(self) -> list[Reading]:
        """Where the thing itself was read; on the page of an annotation, where that points."""
        store = self._data.store
        return self._readings(passages(store, self._thing) + of_annotation(store, self._thing))

    def graphs(self) -> list[Link]:
        """The graphs that assert something on this page, in the order of their numbers."""
        return self._values.numbered()

    def groups(self) -> list[Group]:
        """What points at the thing, by property, ours first; annotations and mirrors of its own statements apart."""
        found = sorted(incoming(self._data.store, self._thing), key=_ours_first)
        groups = [self._group(group) for group in found if group.predicate != OA.hasBody]
        return [group for group in groups if group.entries]

    def contents(self) -> list[Link]:
        """The things a named graph speaks of, when the page is about one."""
        found = self._data.store.quads_for_pattern(None, RDF.type, None, self._thing)
        things = {
            quad.subject
            for quad in found
            if isinstance(quad.subject, NamedNode) and "#" not in quad.subject.value and quad.object != OA.Annotation
        }
        first = sorted(things, key=lambda node: node.value)[:_MOST_SUBJECTS]
        return [self._values.link(node) for node in first]

    def _row(self, predicate: NamedNode) -> list[Value]:
        return [value for row in self._rows if row.property.iri == predicate.value for value in row.values]

    def _group(self, group: Incoming) -> Group:
        said = {value.link.iri for value in self._row(group.predicate)}
        entries = [self._entry(quad, group) for quad in group.quads if getattr(quad.subject, "value", "") not in said]
        query = f"SELECT ?thing {{ ?thing {group.predicate} {self._thing} }}"
        more = "/sparql?" + urlencode({"query": query}) if group.total > MOST_INCOMING else None
        return Group(self._values.property(group.predicate), tuple(sorted(entries, key=_by_time)), group.total, more)

    def _entry(self, quad: Quad, group: Incoming) -> Entry:
        node = quad.subject
        if not isinstance(node, NamedNode):
            return Entry(self._values.link(node), (), (), ())
        read_from = () if group.predicate == OA.hasSource else passages(self._data.store, node)
        here = [each for each in read_from if group.predicate != PROV.wasDerivedFrom or each.document == self._thing]
        said = tuple(self._summary(node))
        return Entry(self._values.link(node), said, tuple(marks(self._data.store, node)), tuple(self._readings(here)))

    def _summary(self, node: NamedNode) -> list[Link]:
        return [
            self._values.link(quad.object)
            for predicate in _SUMMARY
            for quad in self._data.store.quads_for_pattern(node, predicate, None, DefaultGraph())
        ]

    def _readings(self, found: list[Evidence]) -> list[Reading]:
        """The passages, sorted by document, a group for each document."""
        by_document = groupby(found, key=lambda each: each.document)
        grouped = [(document, tuple(places)) for document, places in by_document]
        return [
            Reading(self._values.by_key(document) if document else None, places, all(each.reviewed for each in places))
            for document, places in grouped
        ]


def page(data: Data, thing: NamedNode, path: str) -> str:
    """The page about a thing, whose other forms are at `path` with a suffix."""
    query = f"DESCRIBE {thing}"
    return render_template(
        "thing.html",
        page=Page(data, thing),
        path=path,
        variants=variants(DOCUMENTS)[1:],
        query="/sparql?" + urlencode({"query": query}),
        canonical=_canonical(data, thing),
    )


def _canonical(data: Data, thing: NamedNode) -> str:
    return data.addresses.document(data.addresses.name(thing.value) or "")


def _by_time(entry: Entry) -> tuple[str, str]:
    return next((link.label.text for link in entry.summary), "~"), entry.link.label.text


def _ours_first(group: Incoming) -> tuple[bool, str]:
    return not group.predicate.value.startswith(OM.iri), group.predicate.value
