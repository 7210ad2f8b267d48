"""What can be reconciled: the things of the data, and places of a table that has the gazetteer's columns."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from .data import Data, DataError
from .terms import ORG, OWL, SCHEMA, SKOS

WIKIDATA, GEONAMES = "http://www.wikidata.org/entity/", "https://sws.geonames.org/"
SEGMENTS = ("government", "country", "organization", "person", "title", "event", "series")
_LANGUAGES = ("zh", "ja", "ko", "ru", "mn")
_ALSO = {"municipality": {"city"}, "special-self-governing-city": {"city"}, "prefecture": {"province"},
         "special-self-governing-province": {"province"}, "autonomous-region": {"province"}}  # fmt: skip
_ORDERS = {"1": "first-level", "2": "second-level", "3": "third-level"}


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing: its identifier (QID, else IRI), names with their languages (the preferred one first), what it is,
    where it lies, and how well its identifier is attested.
    """

    id: str
    names: tuple[tuple[str, str], ...]
    kinds: frozenset[str]
    iri: str = ""
    preferred: int = 1
    level: str = ""
    country: str = ""
    parent: str = ""
    iso: str = ""
    geonames: str = ""
    weight: int = 0

    @property
    def qid(self) -> str:
        """The Wikidata id, or nothing."""
        return self.id if self.id.startswith("Q") else ""

    @property
    def place(self) -> bool:
        """Whether it lies in a country and may have namesakes elsewhere."""
        return "government" in self.kinds

    def name(self, language: str) -> tuple[str, str]:
        """(text, language) of the name to show: in that language, else in English, else the first."""
        own = self.names[: self.preferred]
        for wanted in (language, "en"):
            for text, known in own:
                if known == wanted:
                    return text, known
        return self.names[0]


TABLE_COLUMNS = {"qid", "label_en", "country"}


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a gazetteer table (CSV); DataError if it has no columns qid and label_en."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} can't be read as a gazetteer table: {error}.") from None
    if not rows or not TABLE_COLUMNS <= rows[0].keys():
        raise DataError(f"{path} is no gazetteer table: it needs the columns qid, label_en and country.")
    return rows


def entities(data: Data, rows: Iterable[Mapping[str, str]] = ()) -> list[Entity]:
    """The data's things, then the rows' places that the data has not; a row about a thing of the data adds names."""
    ours = {each.id: each for each in _from_data(data)}
    found = dict(ours)
    for each in places(rows):
        known = found.get(each.id)
        found[each.id] = _joined(known, each) if known else each
    return list(found.values())


def _joined(known: Entity, more: Entity) -> Entity:
    names = tuple(dict.fromkeys((*known.names, *more.names)))
    return replace(
        known,
        names=names,
        kinds=known.kinds | more.kinds,
        parent=more.parent or known.parent,
        geonames=known.geonames or more.geonames,
        weight=known.weight + more.weight,
    )


def _from_data(data: Data) -> Iterator[Entity]:
    reader = _Reader(data)
    for iri in reader.things():
        yield reader.entity(iri)


class _Reader:
    """Reads things out of the default graph, one pass a property."""

    def __init__(self, data: Data):
        self._data = data
        self._base = f"{data.base}id/"
        self._preferred, self._other = self._texts(SKOS.prefLabel), self._texts(SKOS.altLabel)
        self._country, self._parent = self._nodes(SCHEMA.addressCountry), self._nodes(SCHEMA.containedInPlace)
        self._level, self._same = self._nodes(ORG.classification), self._nodes(OWL.sameAs)
        self._notation = self._texts(SKOS.notation)
        self._broader = {
            quad.subject.value: quad.object.value
            for quad in self._data.ontology.quads_for_pattern(None, SKOS.broader, None, None)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        }

    def things(self) -> list[str]:
        """The IRIs of named things of the classes that are reconciled."""
        starts = tuple(f"{self._base}{segment}/" for segment in SEGMENTS)
        return sorted(iri for iri in self._preferred if iri.startswith(starts) and "#" not in iri)

    def entity(self, iri: str) -> Entity:
        """One thing."""
        own = sorted(self._preferred[iri], key=lambda name: (name[1] != "en", name))
        level = next((each.rpartition("/")[2] for each in self._level.get(iri, ())), "")
        country = next(iter(self._country.get(iri, ())), "")
        codes = self._notation.get(country or iri, [])
        same = self._same.get(iri, [])
        return Entity(
            self._id(iri),
            tuple(dict.fromkeys((*own, *sorted(self._other.get(iri, ()))))),
            self._kinds(iri, level),
            iri,
            len(own),
            level,
            codes[0][0] if codes else "",
            next((self._id(parent) for parent in self._parent.get(iri, ())), ""),
            next((text for text, _ in self._notation.get(iri, ())), ""),
            next((each[len(GEONAMES) :].strip("/") for each in same if each.startswith(GEONAMES)), ""),
            10,
        )

    def _id(self, iri: str) -> str:
        same = self._same.get(iri, [])
        return next((each[len(WIKIDATA) :] for each in same if each.startswith(WIKIDATA)), iri)

    def _kinds(self, iri: str, level: str) -> frozenset[str]:
        segment = iri.removeprefix(self._base).partition("/")[0]
        kinds, concept = {segment}, next(iter(self._level.get(iri, ())), "")
        if segment == "government":
            while concept:
                kinds.add(concept.rpartition("/")[2])
                concept = self._broader.get(concept, "")
        return frozenset(kinds | _ALSO.get(level, set()))

    def _ours(self, predicate: NamedNode) -> Iterator[tuple[str, Quad]]:
        for quad in self._data.store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(self._base):
                yield quad.subject.value, quad

    def _texts(self, predicate: NamedNode) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for subject, quad in self._ours(predicate):
            if isinstance(quad.object, Literal):
                found[subject].append((quad.object.value, quad.object.language or ""))
        return found

    def _nodes(self, predicate: NamedNode) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for subject, quad in self._ours(predicate):
            if isinstance(quad.object, NamedNode):
                found[subject].append(quad.object.value)
        return found


def places(rows: Iterable[Mapping[str, str]]) -> Iterator[Entity]:
    """The places of a gazetteer table; rows without name or identifier are passed over."""
    for row in rows:
        native = [(row.get(f"label_{language}") or "", language) for language in _LANGUAGES]
        own = [(row["label_en"], "en"), *native]
        own = [(text, language) for text, language in own if text]
        geonames = row.get("geonames_id") or ""
        identifier = row["qid"] or (f"{GEONAMES}{geonames}/" if geonames else "")
        if own and identifier:
            also = [(text, "") for text in (row.get("alt_labels") or "").split("|") if text]
            yield Entity(
                identifier,
                tuple(dict.fromkeys((*own, *also))),
                _row_kinds(row.get("type") or "", row.get("admin_level") or ""),
                "",
                len(own),
                row.get("type") or "",
                row["country"],
                row.get("parent_qid") or "",
                row.get("iso_3166_2") or "",
                geonames,
                int(row.get("qid_votes") or 0),
            )


def _row_kinds(kind: str, level: str) -> frozenset[str]:
    if kind == "country":
        return frozenset({"country"})
    first = kind == "city" and level == "1"
    kinds = {"government", kind, _ORDERS.get(level, ""), "municipality" if first else ""}
    return frozenset((kinds | _ALSO.get(kind, set())) - {""})
