"""The types of what can be reconciled, by the segments of our IRIs and the levels of governments, with their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from .reconcile_entities import Entity
from .terms import OM, SKOS

LANGUAGES = ("en", "zh", "ja", "ko", "ru", "mn")
SEGMENT_NAMES: Mapping[str, Mapping[str, str]] = {
    "government": {"en": "local government", "zh": "地方政府", "ja": "自治体", "ko": "지방정부"},
    "country": {"en": "country", "zh": "国家", "ja": "国", "ko": "국가"},
    "organization": {"en": "organisation", "zh": "组织", "ja": "組織", "ko": "기관"},
    "person": {"en": "person", "zh": "人物", "ja": "人物", "ko": "인물"},
    "title": {"en": "title", "zh": "称号", "ja": "称号", "ko": "칭호"},
    "event": {"en": "event", "zh": "活动", "ja": "行事", "ko": "행사"},
    "series": {"en": "event series", "zh": "系列活动", "ja": "行事シリーズ", "ko": "행사 시리즈"},
}
_ELSEWHERE = {
    "om:LocalGovernment": "government", "schema:Country": "country", "Q6256": "country", "Q3624078": "country",
    "org:Organization": "organization", "Q43229": "organization", "schema:Person": "person", "Q5": "person",
    "om:Title": "title", "om:Event": "event", "Q1656682": "event", "om:EventSeries": "series", "Q515": "city",
    "Q56061": "government", "Q486972": "government", "Q50337": "prefecture", "Q1615742": "province",
}  # fmt: skip
_NAMESPACES = {"https://w3id.org/onemoon/ns#": "om:", "https://schema.org/": "schema:",
               "http://www.w3.org/ns/org#": "org:", "http://www.wikidata.org/entity/": "", "wd:": ""}  # fmt: skip


@dataclass(frozen=True)
class Type:
    """A type: its id, its names by language, the ids of the wider ones."""

    id: str
    names: Mapping[str, str]
    broader: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Its name in a language, else in English."""
        return self.names.get(language) or self.names.get("en") or self.id.replace("-", " ")


class Types:
    """All types by id."""

    def __init__(self, ontology: Store):
        self.all = {segment: Type(segment, names) for segment, names in SEGMENT_NAMES.items()}
        members = ontology.quads_for_pattern(None, SKOS.inScheme, OM.levels, None)
        for concept in sorted({quad.subject.value for quad in members if isinstance(quad.subject, NamedNode)}):
            level = concept.rpartition("/")[2]
            self.all[level] = Type(level, _names(ontology, NamedNode(concept)), ("government",))

    def known(self, name: str) -> str:
        """The id of a type by any of its names: our id, an IRI, a prefixed name, a Wikidata class; else the name."""
        for start, prefix in _NAMESPACES.items():
            if name.startswith(start):
                name = prefix + name[len(start) :]
        name = _ELSEWHERE.get(name, name)
        return name.removeprefix("om:").removeprefix("level/")

    def of(self, entity: Entity) -> list[Type]:
        """The types of an entity, the narrowest first."""
        own = [self.all[entity.level]] if entity.place and entity.level in self.all else []
        return own + [self.all[kind] for kind in SEGMENT_NAMES if kind in entity.kinds]


def _names(ontology: Store, concept: NamedNode) -> dict[str, str]:
    quads = ontology.quads_for_pattern(concept, SKOS.prefLabel, None, None)
    return {quad.object.language or "en": quad.object.value for quad in quads if isinstance(quad.object, Literal)}
