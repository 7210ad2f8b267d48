"""Lists a page at a time: the things of one kind, by country, type and year, and what points at a thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import urlencode

from flask import Response, render_template, request
from pyoxigraph import DefaultGraph, NamedNode

from .answers import Rule, answer
from .data import Data
from .describe import incoming
from .dossier import TITLES, Dossier
from .errors import Problem
from .labels import Labels
from .languages import wording
from .negotiation import HTML
from .readings import Readings, Texts
from .survey import Section, Survey
from .terms import DCTERMS, OM, ORG, SCHEMA
from .values import Link, Values, marks
from .when import when

PAGE = 100
_BEHIND = {
    "annotation": "Annotations", "activity": "Activities", "agent": "Agents", "dataset": "Datasets",
}  # fmt: skip
_ENDS = (OM.party, OM.designee, OM.participant, SCHEMA.location, SCHEMA.organizer, SCHEMA.agent, SCHEMA.recipient,
         SCHEMA.observationAbout, ORG.organization, SCHEMA.containedInPlace, OM.agent)  # fmt: skip
_FILTERS = ("country", "type", "year")


@dataclass(frozen=True)
class Facts:
    """By what a thing can be chosen: the IRIs of its countries and types, and its year."""

    country: frozenset[str]
    type: frozenset[str]
    year: frozenset[str]


class Browse:
    """Answers for /browse and /links."""

    def __init__(self, data: Data, found: Survey):
        self._data, self._survey = data, found
        self._texts = Texts(data.texts)
        self._facts = cache(self._found)

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {each.segment: each for each in self._survey.sections}

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/browse/<segment>", self.browse), Rule("/links/<path:name>", self.links)]

    def browse(self, segment: str) -> Response:
        """The things of one kind."""
        section = self._sections.get(segment)
        if section is None:
            raise Problem("not-found", f"There are no things of a kind {segment!r}.")
        asked = {name: request.args.get(name, "") for name in _FILTERS if request.args.get(name)}
        chosen = self._chosen(section, asked)
        number, pages = page_number(), max(1, -(-len(chosen) // PAGE))
        if not 1 <= number <= pages:
            raise Problem("not-found", f"There are {pages} pages of {segment!r}, numbered from 1.")
        values = Values(self._data, Labels(self._data))
        page = render_template(
            "browse.html", section=section, title=heading(section), total=len(chosen), number=number, pages=pages,
            things=[self._line(NamedNode(iri), values) for iri in chosen[(number - 1) * PAGE : number * PAGE]],
            asked=asked, filters=self._filters(section, values), query=urlencode(asked),
        )  # fmt: skip
        return answer(page, HTML)

    def links(self, name: str) -> Response:
        """What points at a thing, of one kind, a page at a time."""
        thing, kind = _thing(self._data.addresses.thing(name)), request.args.get("kind", "")
        values = Values(self._data, labels := Labels(self._data))
        dossier = Dossier(self._data, thing, values, wording(labels.lang))
        dossier.take(incoming(self._data.store, thing, most=None))
        number = page_number()
        group = dossier.group(kind, (number - 1) * PAGE, PAGE) if kind in dossier.kinds() else None
        if group is None or not group.entries:
            raise Problem("not-found", f"Nothing of a kind {kind!r} points at {name!r} on this page.")
        readings = Readings(self._data, values, wording(labels.lang), self._texts)
        page = render_template(
            "links.html", thing=values.link(thing), group=group, number=number, pages=-(-group.total // PAGE),
            read=lambda entry: readings.of(entry.node),
        )  # fmt: skip
        return answer(page, HTML)

    def _line(self, node: NamedNode, values: Values) -> tuple[Link, object, list[str]]:
        return (
            values.link(node),
            when(self._data.store, node, wording(Labels(self._data).lang)),
            marks(self._data.store, node),
        )

    def _chosen(self, section: Section, asked: dict[str, str]) -> list[str]:
        if not asked:
            return list(section.things)
        facts = self._facts(section.segment)
        return [iri for iri in section.things if all(text in getattr(facts[iri], name) for name, text in asked.items())]

    def _filters(self, section: Section, values: Values) -> dict[str, list[tuple[str, str]]]:
        """For each filter the values that occur, if there is a choice."""
        facts = self._facts(section.segment).values()
        words = wording(Labels(self._data).lang)
        found = {name: {text for each in facts for text in getattr(each, name)} for name in _FILTERS}
        shown = {
            name: sorted(((text, values.link(NamedNode(text)).label.text) for text in texts), key=lambda each: each[1])
            for name, texts in found.items()
            if name != "year"
        }
        shown["year"] = [(text, words.date(text)) for text in sorted(found["year"])]
        return {name: choices for name, choices in shown.items() if len(choices) > 1}

    def _found(self, segment: str) -> dict[str, Facts]:
        return {iri: self._facts_of(NamedNode(iri)) for iri in self._sections[segment].things}

    def _facts_of(self, node: NamedNode) -> Facts:
        ends = [node, *self._objects([node], _ENDS)]
        countries = self._objects(ends, (SCHEMA.addressCountry,)) + [each for each in ends if "/country/" in each.value]
        found = when(self._data.store, node, wording("en"))
        return Facts(
            frozenset(each.value for each in countries),
            frozenset(each.value for each in self._objects([node], (DCTERMS.type, ORG.classification))),
            frozenset([f"{found.year:04}"] if found and found.year else []),
        )

    def _objects(self, nodes: Iterable[NamedNode], predicates: Iterable[NamedNode]) -> list[NamedNode]:
        store, chosen = self._data.store, list(predicates)
        quads = (
            q for node in nodes for each in chosen for q in store.quads_for_pattern(node, each, None, DefaultGraph())
        )
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]


def heading(section: Section) -> str:
    """The kind in the plural."""
    return "Twinnings" if section.segment == "twinning" else {**TITLES, **_BEHIND}.get(section.segment, section.segment)


def _thing(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise Problem("not-found", f"Nothing is known here about {request.path}.") from None


def page_number() -> int:
    """The number of the page asked for; raises Problem."""
    number = request.args.get("page", "1")
    if not number.isdecimal() or len(number) > 6:
        raise Problem("bad-request", f"{number!r} is no page number.")
    return int(number)
