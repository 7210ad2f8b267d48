"""What both versions of the reconciliation API answer from: the index, the types, names in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode

from .data import Data
from .reconcile_entities import Entity, entities
from .reconcile_index import Index
from .reconcile_types import LANGUAGES, Types
from .terms import OM

PROPERTY_NAMES: Mapping[str, Mapping[str, str]] = {
    "country": {"en": "country", "zh": "国家", "ja": "国", "ko": "국가"},
    "parent": {"en": "lies in", "zh": "上级行政区", "ja": "上位の自治体", "ko": "상위 행정구역"},
    "level": {"en": "level", "zh": "级别", "ja": "段階", "ko": "단계"},
    "iso": {"en": "ISO 3166 code", "zh": "ISO 3166代码", "ja": "ISO 3166コード", "ko": "ISO 3166 코드"},
    "geonames": {"en": "GeoNames id", "zh": "GeoNames编号", "ja": "GeoNames ID", "ko": "GeoNames ID"},
    "wikidata": {"en": "Wikidata id", "zh": "维基数据编号", "ja": "ウィキデータID", "ko": "위키데이터 ID"},
    "iri": {"en": "One Moon IRI", "zh": "One Moon IRI", "ja": "One Moon IRI", "ko": "One Moon IRI"},
    "twinned-with": {"en": "twinned with", "zh": "友好城市", "ja": "姉妹・友好都市", "ko": "자매·우호도시"},
    "name": {"en": "all names", "zh": "全部名称", "ja": "すべての名称", "ko": "모든 이름"},
    **{f"name-{language}": {"en": f"name ({language})"} for language in LANGUAGES},
}
PLACES_ONLY = ("parent", "level", "iso", "geonames", "twinned-with")


@dataclass(frozen=True)
class Service:
    """The index over one set of data and its types."""

    data: Data
    index: Index
    types: Types

    @classmethod
    def over(cls, data: Data, rows: Iterable[Mapping[str, str]] = ()) -> Service:
        """The service over the data's things, and the places of a gazetteer table."""
        return cls(data, Index(entities(data, rows)), Types(data.ontology))

    def description(self, entity: Entity, language: str) -> str:
        """What and where: `city · Jiangsu Province · China`."""
        kind = [each.name(language) for each in self.types.of(entity)[:1]]
        above = [each.name(language)[0] for each in self.index.ancestors(entity)]
        code = [entity.country] if not above and entity.country else []
        return " · ".join([*kind, *above, *code])

    def types_of(self, entity: Entity, language: str) -> list[dict[str, str]]:
        """Types as both versions write them."""
        return [{"id": each.id, "name": each.name(language)} for each in self.types.of(entity)]

    def values(self, entity: Entity, property: str, language: str) -> Iterator[dict[str, Any]]:
        """The values of a property as both versions write them; none for an unknown one."""
        if property in ("country", "parent", "twinned-with"):
            for each in self._related(entity, property):
                yield {"id": each.id, "name": each.name(language)[0]}
        elif property == "level":
            yield from (
                {"id": each.id, "name": each.name(language)} for each in self.types.of(entity)[:1] if entity.place
            )
        else:
            yield from ({"str": text} for text in dict.fromkeys(self._texts(entity, property)) if text)

    def _related(self, entity: Entity, property: str) -> Iterator[Entity]:
        if property == "twinned-with":
            node = NamedNode(entity.iri) if entity.iri else None
            quads = self.data.store.quads_for_pattern(node, OM.twinnedWith, None, DefaultGraph()) if node else ()
            found = (self.index.by_id(quad.object.value) for quad in quads if isinstance(quad.object, NamedNode))
            yield from sorted((each for each in found if each), key=lambda each: each.id)
            return
        above = list(self.index.ancestors(entity))
        yield from (above[:1] if property == "parent" else [each for each in above if "country" in each.kinds][:1])

    def _texts(self, entity: Entity, property: str) -> list[str]:
        if property == "name":
            return [text for text, _ in entity.names]
        if property.startswith("name-"):
            return [text for text, language in entity.names[: entity.preferred] if language == property[5:]]
        known = {"iso": entity.iso, "geonames": entity.geonames, "wikidata": entity.qid, "iri": entity.iri}
        return [known.get(property, "")]


def property_name(property: str, language: str) -> str:
    """The name of a property in a language, else in English, else the property itself."""
    names = PROPERTY_NAMES.get(property, {})
    return names.get(language) or names.get("en") or property


def proposed(kind: str) -> list[str]:
    """The properties that make sense for a type; all of them for a place or for no type."""
    if kind in ("", "government") or kind not in ("country", "organization", "person", "title", "event", "series"):
        return list(PROPERTY_NAMES)
    return [name for name in PROPERTY_NAMES if name not in PLACES_ONLY]
