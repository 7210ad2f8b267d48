"""The page about a thing: its names, what is known of it by kind, its map and time, and where each fact was read."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import render_template
from pyoxigraph import DefaultGraph, NamedNode, Quad

from .chart import Chart, Place, Tie, chart
from .data import Data
from .describe import Incoming, incoming
from .dossier import Dossier, Entry, Group
from .labels import NAMES, Labels
from .languages import wording
from .negotiation import DOCUMENTS, variants
from .readings import Reading, Readings, Texts
from .schema_org import as_schema_org
from .terms import DCTERMS, OA, OM, ORG, PROV, RDF, RDFS, SCHEMA, SKOS
from .values import Link, Row, Value, Values, marks
from .when import when

_MOST_SUBJECTS = 300
_MOST_POINTING = 40
_MATERIALISED = RDFS.label.value
_ABOUT = (DCTERMS.type, ORG.classification, OM.title, OM.role, SCHEMA.location, SCHEMA.containedInPlace,
          SCHEMA.addressCountry, DCTERMS.publisher)  # fmt: skip
_PLACES = (
    OM.party,
    OM.designee,
    OM.participant,
    SCHEMA.location,
    SCHEMA.observationAbout,
    SCHEMA.agent,
    SCHEMA.recipient,
)
_TIED = (OM.party,)
_MOST_PLACES = 60
_ONE_SIDED = {term.value for term in (RDF.type, RDFS.label, DCTERMS.subject, PROV.wasDerivedFrom)}


@dataclass(frozen=True)
class Pointing:
    """What points at the thing by a property and is of no known kind; `more` leads to all when they are too many."""

    property: Link
    links: tuple[Link, ...]
    total: int
    more: str | None


class Page:
    """Collects what the template of a thing shows."""

    def __init__(self, data: Data, thing: NamedNode, texts: Texts):
        self._data, self._thing = data, thing
        labels = Labels(data)
        self._words = wording(labels.lang)
        self._values = Values(data, labels)
        self._readings = Readings(data, self._values, self._words, texts)
        named = next(data.store.quads_for_pattern(thing, SKOS.prefLabel, None, DefaultGraph()), None)
        self._rows = self._values.rows(thing, frozenset((RDFS.label,)) if named else frozenset())
        self._dossier = Dossier(data, thing, self._values, self._words)
        self._rest = self._dossier.take(incoming(data.store, thing))
        self.label = labels.of(thing)
        self.iri = thing.value
        self.marks = marks(data.store, thing)
        self.when = when(data.store, thing, self._words)
        self.groups: list[Group] = self._dossier.groups()

    def names(self) -> list[Value]:
        """Every name, the reader's language first; the materialised label only where there is no other."""
        found = [value for name in (SKOS.prefLabel, SKOS.altLabel) for value in self._row(name)]
        return found or [value for name in NAMES for value in self._row(name)]

    def types(self) -> list[Value]:
        """The classes of the thing, ours first."""
        return sorted(self._row(RDF.type), key=lambda value: (not value.link.iri.startswith(OM.iri), value.link.iri))

    def rows(self) -> list[Row]:
        """Every statement, with the graphs that make it; a materialised label only where it is the only name."""
        return [row for row in self._rows if row.property.iri != _MATERIALISED]

    def kinds(self) -> list[Link]:
        """What it is: our classes, others only where there is none of ours."""
        types = [value.link for value in self.types()]
        return [link for link in types if link.iri.startswith(OM.iri)] or types

    def about(self) -> list[Link]:
        """What a reader wants to know first: of which kind, where, by whom."""
        found = [value.link for each in _ABOUT for value in self._row(each) if value.chosen]
        return list({link.iri: link for link in found if link.iri}.values())

    def disputes(self) -> list[Row]:
        """The properties on whose value the sources do not agree, where the data follows some and not others."""
        rows = (row for row in self._rows if row.property.iri not in _ONE_SIDED and len(row.values) > 1)
        return [row for row in rows if any(not value.chosen for value in row.values)]

    def readings(self) -> list[Reading]:
        """Where the thing itself was read; on the page of an annotation, where that points."""
        return self._readings.of(self._thing, quote=True)

    def read(self, entry: Entry) -> list[Reading]:
        """Where an entry was read; on the page of a document, only there."""
        is_document = any(value.link.iri == OM.SourceDocument.value for value in self._row(RDF.type))
        return self._readings.of(entry.node, self._thing if is_document else None)

    def graphs(self) -> list[Link]:
        """The graphs that assert something on this page, in the order of their numbers."""
        return self._values.numbered()

    def timeline(self) -> list[tuple[int, list[Entry]]]:
        """What has a date, by year, the oldest first; empty when it would show nothing that the lists do not."""
        dated = [entry for group in self.groups for entry in group.entries if entry.when and entry.when.year]
        dated.sort(key=lambda entry: (entry.when.iso if entry.when else "", entry.node.value))
        years: dict[int, list[Entry]] = {}
        for entry in dated:
            years.setdefault(entry.when.year if entry.when else 0, []).append(entry)
        return list(years.items()) if len(years) > 1 else []

    def chart(self) -> Chart | None:
        """The map of the thing, its partners and its places."""
        own = [node for each in _PLACES for node in self._objects(self._thing, each)]
        tied = [entry for group in self.groups if group.kind in ("twinning", "agreement") for entry in group.entries]
        nodes = [self._thing, *own, *(node for entry in tied for node in self._objects(entry.node, OM.party))]
        nodes += [node for group in self.groups if group.kind == "designation" for node in self._designees(group)]
        places: dict[Place, Link] = {node: self._values.link(node) for node in dict.fromkeys(nodes[:_MOST_PLACES])}
        return chart(self._data.store, places, self._ties(own, tied), self._thing)

    def pointing(self) -> list[Pointing]:
        """What points at the thing and is of no known kind, by property."""
        found = (self._pointing(group) for group in sorted(self._rest, key=_ours_first))
        return [each for each in found if each.links]

    def contents(self) -> list[Link]:
        """The things a named graph speaks of, when the page is about one."""
        found = self._data.store.quads_for_pattern(None, RDF.type, None, self._thing)
        things = {quad.subject for quad in found if isinstance(quad.subject, NamedNode) and _is_content(quad)}
        return [self._values.link(node) for node in sorted(things, key=lambda node: node.value)[:_MOST_SUBJECTS]]

    def _row(self, predicate: NamedNode) -> list[Value]:
        return [value for row in self._rows if row.property.iri == predicate.value for value in row.values]

    def _objects(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        quads = self._data.store.quads_for_pattern(node, predicate, None, DefaultGraph())
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]

    def _designees(self, group: Group) -> list[NamedNode]:
        return [node for entry in group.entries for node in self._objects(entry.node, OM.designee)]

    def _ties(self, own: list[NamedNode], tied: list[Entry]) -> list[Tie]:
        planned = "planned" in self.marks
        parties = [node for each in _TIED for node in self._objects(self._thing, each)]
        among: list[Tie] = [(parties[0], node, planned, self.label.text) for node in parties[1:]]
        return among + [tie for entry in tied for tie in self._tie(entry)]

    def _tie(self, entry: Entry) -> list[Tie]:
        """From the thing to the other parties; where it is no party itself, from the first party to the others."""
        parties = self._objects(entry.node, OM.party)
        start = self._thing if self._thing in parties else parties[0] if parties else None
        marked, title = "planned" in entry.marks, entry.link.label.text
        return [(start, node, marked, title) for node in parties if start and node != start]

    def _pointing(self, group: Incoming) -> Pointing:
        said = {value.link.iri for value in self._row(group.predicate)}
        subjects = (quad.subject for quad in group.quads if getattr(quad.subject, "value", "") not in said)
        query = f"SELECT ?thing {{ ?thing {group.predicate} {self._thing} }}"
        links = sorted((self._values.link(node) for node in subjects), key=lambda link: link.label.text)
        more = "/sparql?" + urlencode({"query": query}) if group.total > _MOST_POINTING < len(links) else None
        return Pointing(self._values.property(group.predicate), tuple(links[:_MOST_POINTING]), group.total, more)


def page(data: Data, thing: NamedNode, path: str, texts: Texts) -> str:
    """The page about a thing, whose other forms are at `path` with a suffix."""
    made = Page(data, thing, texts)
    return render_template(
        "thing.html",
        page=made,
        path=path,
        variants=variants(DOCUMENTS)[1:],
        query="/sparql?" + urlencode({"query": f"DESCRIBE {thing}"}),
        canonical=data.addresses.document(data.addresses.name(thing.value) or ""),
        schema_org=as_schema_org(data, thing, made.label),
    )


def _is_content(quad: Quad) -> bool:
    return "#" not in getattr(quad.subject, "value", "#") and quad.object != OA.Annotation


def _ours_first(group: Incoming) -> tuple[bool, str]:
    return not group.predicate.value.startswith(OM.iri), group.predicate.value
