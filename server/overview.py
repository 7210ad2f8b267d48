"""The whole at a glance: the map of all ties, numbers, what is new, and where the sources disagree."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template
from pyoxigraph import DefaultGraph, Literal, NamedNode

from .answers import Rule, answer
from .chart import Chart, Place, Tie, chart
from .data import Data
from .describe import solutions
from .dossier import TITLES
from .errors import Problem
from .evidence import value
from .history import History
from .labels import Label, Labels
from .languages import wording
from .negotiation import HTML
from .survey import Survey
from .terms import DCTERMS, OM, RDF, SCHEMA
from .values import Link, Values, marks
from .when import When, when


@dataclass(frozen=True)
class TieRow:
    """A twinning in a list: itself, its parties, its kind, since when, its marks."""

    link: Link
    parties: tuple[Link, ...]
    kinds: tuple[Link, ...]
    when: When | None
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A source document: its link, publisher, date, and how many facts were read from it."""

    link: Link
    publisher: Link | None
    date: str
    facts: int


class Ties:
    """All twinnings, as a list and as a map."""

    def __init__(self, data: Data):
        self._data, self._values = data, Values(data, Labels(data))
        self.rows: list[TieRow] = []
        self._ties: list[Tie] = []
        self._places: dict[Place, Link] = {}
        for node in _typed(data, OM.Twinning):
            self._add(node)
        self.rows.sort(key=lambda row: row.when.iso if row.when else "~")

    def _add(self, node: NamedNode) -> None:
        data, values = self._data, self._values
        parties = sorted(_objects(data, node, OM.party), key=lambda each: each.value)
        links = tuple(values.link(each) for each in parties)
        self._places |= dict(zip(parties, links, strict=True))
        found, words = marks(data.store, node), wording(Labels(data).lang)
        self._ties += [(parties[0], each, "planned" in found, values.link(node).label.text) for each in parties[1:]]
        kinds = tuple(values.link(each) for each in _objects(data, node, DCTERMS.type))
        self.rows.append(TieRow(values.link(node), links, kinds, when(data.store, node, words), tuple(found)))

    def chart(self) -> Chart | None:
        """The map of them all."""
        return chart(self._data.store, self._places, self._ties, None)


class Overview:
    """Answers for the pages about the whole."""

    def __init__(self, data: Data, found: Survey, history: History):
        self._data, self._survey, self._history = data, found, history

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/statistics", self.statistics),
            Rule("/disagreements", self.disagreements),
            Rule("/news", self.news),
            Rule("/feed.atom", self.feed),
        ]

    def statistics(self) -> Response:
        """How much there is, by kind, year and source."""
        counts = [(each.segment, len(each.things)) for each in self._survey.sections if each.segment in TITLES]
        years = self._years()
        page = render_template(
            "statistics.html", survey=self._survey, counts=counts, titles=TITLES, years=years,
            most=max(years.values(), default=1), sources=sources(self._data), versions=self._history.versions,
            labels=Values(self._data, Labels(self._data)),
        )  # fmt: skip
        return answer(page, HTML)

    def disagreements(self) -> Response:
        """What the sources do not agree on, side by side."""
        file = self._data.files.get("report.json")
        found = json.loads(file.read())["disagreements"] if file else []
        values = Values(self._data, Labels(self._data))
        shown = [self._disagreement(each, values) for each in found]
        return answer(render_template("disagreements.html", found=shown), HTML)

    def news(self) -> Response:
        """The sources, the newest first."""
        return answer(render_template("news.html", sources=sources(self._data)), HTML)

    def feed(self) -> Response:
        """The same as an Atom feed."""
        dataset = self._data.dataset()
        if dataset is None:
            raise Problem("not-found", "This data has no description of itself, and so no feed.")
        page = render_template(
            "feed.xml", versions=self._history.versions, sources=sources(self._data), base=self._data.base
        )
        response = answer(page, HTML)
        response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
        return response

    def _years(self) -> dict[int, int]:
        """How many facts begin in each year."""
        points = (OM.year, SCHEMA.startDate, SCHEMA.observationDate)
        quads = (
            quad for each in points for quad in self._data.store.quads_for_pattern(None, each, None, DefaultGraph())
        )
        texts = (quad.object.value[:4] for quad in quads if isinstance(quad.object, Literal))
        counted = Counter(int(text) for text in texts if text.isdecimal())
        return {year: counted[year] for year in range(min(counted), max(counted) + 1)} if counted else {}

    def _disagreement(self, found: dict[str, Any], values: Values) -> dict[str, object]:
        claims = [
            (
                _claim(claim["value"], values),
                claim["followed"],
                [values.by_key(NamedNode(each)) for each in claim["graphs"]],
            )
            for claim in found["claims"]
        ]
        return {
            "thing": values.link(NamedNode(found["node"])),
            "about": values.property(NamedNode(found["about"])),
            "claims": claims,
        }


def sources(data: Data) -> list[Source]:
    """The source documents, the newest first."""
    values, words = Values(data, Labels(data)), wording(Labels(data).lang)
    query = "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s <http://www.w3.org/ns/prov#wasDerivedFrom> ?x } GROUP BY ?x"
    facts = {row["x"]: int(row["n"].value) for row in solutions(data.store, query)}
    found = []
    for node in _typed(data, OM.SourceDocument):
        date, publisher = (value(data.store, node, each) for each in (SCHEMA.datePublished, DCTERMS.publisher))
        text = date.value if isinstance(date, Literal) else ""
        by = values.link(publisher) if isinstance(publisher, NamedNode) else None
        found.append((text, Source(values.link(node), by, words.date(text), facts.get(node, 0))))
    return [source for _, source in sorted(found, key=lambda each: (each[0], each[1].link.iri), reverse=True)]


def _claim(text: str, values: Values) -> Link:
    return values.link(NamedNode(text)) if text.startswith(("http://", "https://")) else Link(Label(text), None, "")


def _typed(data: Data, kind: NamedNode) -> Iterator[NamedNode]:
    for quad in data.store.quads_for_pattern(None, RDF.type, kind, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _objects(data: Data, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
    quads = data.store.quads_for_pattern(node, predicate, None, DefaultGraph())
    return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]
