"""Writing answers of both versions of the reconciliation API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .reconcile_entities import WIKIDATA, Entity
from .reconcile_match import Candidate
from .reconcile_reading import MOST_QUERIES
from .reconcile_service import Service, property_name
from .reconcile_types import Type

OLD, NEW = "0.2", "1.0-draft"
PREVIEW = {"width": 420, "height": 220}
_LIMIT = {"name": "limit", "label": "Most values", "type": "number", "default": 0, "help_text": "0: all values"}
_TITLE = "One Moon: local governments, organisations, people and events of Northeast Asia"


def manifest(service: Service, root: str, language: str) -> dict[str, Any]:
    """What the service offers, in version 0.2, as OpenRefine reads it."""
    kinds = ("entity", "property", "type")
    return {
        "versions": [OLD],
        "name": f"{_TITLE} ({language})",
        "identifierSpace": WIKIDATA,
        "schemaSpace": "https://w3id.org/onemoon/ns#",
        "documentation": service.data.base,
        "serviceVersion": service.data.version,
        "defaultTypes": [_type(each, language) for each in service.types.all.values()][:7],
        "view": {"url": f"{root}/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": {each: {"service_url": root, "service_path": f"/suggest/{each}"} for each in kinds},
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/extend/propose"},
            "property_settings": [_LIMIT],
        },
        "batchSize": MOST_QUERIES,
    }


def new_manifest(service: Service, root: str, language: str) -> dict[str, Any]:
    """What the service offers, in version 1.0-draft."""
    setting = {"id": "limit", "name": "Most values", "type": "number", "default": 0, "helpText": "0: all values"}
    return {
        "versions": [NEW],
        "name": f"{_TITLE} ({language})",
        "lang": language,
        "dir": "ltr",
        "documentation": service.data.base,
        "serviceVersion": service.data.version,
        "defaultTypes": [_type(each, language) for each in service.types.all.values()][:7],
        "view": {"url": f"{root}/view?id={{id}}"},
        "preview": PREVIEW,
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": [setting]},
        "standardizedScore": True,
        "batchSize": MOST_QUERIES,
    }


def _type(each: Type, language: str) -> dict[str, Any]:
    return {"id": each.id, "name": each.name(language)}


def candidate(service: Service, each: Candidate, language: str, new: bool) -> dict[str, Any]:
    """A candidate; in 1.0-draft with the language of its texts and names for its features."""
    text, spoken = each.entity.name(language)
    features = [
        {"id": name, "value": value} | ({"name": property_name(name, language)} if new else {})
        for name, value in each.features.items()
    ]
    found = {
        "id": each.entity.id,
        "name": text,
        "description": service.description(each.entity, language),
        "type": service.types_of(each.entity, language),
        "score": each.score,
        "match": each.match,
        "features": features,
    }
    return found | ({"lang": spoken or "und"} if new else {})


def suggested_entities(service: Service, found: Iterable[Entity], language: str) -> dict[str, Any]:
    """Suggestions of entities, valid in both versions."""
    return {
        "result": [
            {
                "id": each.id,
                "name": each.name(language)[0],
                "description": service.description(each, language),
                "notable": service.types_of(each, language),
            }
            for each in found
        ]
    }


def suggested_types(found: Iterable[Type], service: Service, language: str) -> dict[str, Any]:
    """Suggestions of types, valid in both versions."""
    return {
        "result": [
            _type(each, language) | {"broader": [_type(service.types.all[wider], language) for wider in each.broader]}
            for each in found
        ]
    }


def suggested_properties(names: Iterable[str], language: str) -> dict[str, Any]:
    """Suggestions of properties, valid in both versions."""
    return {"result": [{"id": name, "name": property_name(name, language)} for name in names]}


def extended(
    service: Service, ids: list[str], asked: list[tuple[str, int]], language: str, new: bool
) -> dict[str, Any]:
    """The values of properties of entities; an unknown entity has none."""
    meta = [{"id": name, "name": property_name(name, language)} for name, _ in asked]
    values = {identifier: _values(service, identifier, asked, language) for identifier in ids}
    if not new:
        return {"meta": meta, "rows": values}
    rows = [
        {"id": identifier, "properties": [{"id": name, "values": found} for name, found in own.items()]}
        for identifier, own in values.items()
    ]
    return {"meta": meta, "rows": rows}


def _values(service: Service, identifier: str, asked: list[tuple[str, int]], language: str) -> dict[str, list[Any]]:
    entity = service.index.by_id(identifier)
    return {name: list(service.values(entity, name, language))[:most] if entity else [] for name, most in asked}
