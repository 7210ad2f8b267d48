"""From a query to candidates: types are a hard filter, properties weigh, a match is claimed only where it is safe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .reconcile_entities import Entity
from .reconcile_index import ALIKE, ALSO, SAME_NAME, Index
from .reconcile_names import core, key, words

DEFAULT_LIMIT, MOST_CANDIDATES = 10, 100
PROPERTIES = {
    "country": ("P17", "addressCountry", "schema:addressCountry", "https://schema.org/addressCountry"),
    "parent": ("P131", "containedInPlace", "schema:containedInPlace", "https://schema.org/containedInPlace"),
    "level": ("P31", "classification", "org:classification", "http://www.w3.org/ns/org#classification"),
    "iso": ("P300", "P297", "notation", "skos:notation"),
    "geonames": ("P1566",),
    "wikidata": ("qid", "sameAs", "owl:sameAs"),
    "iri": ("onemoon",),
}
IDENTIFYING = ("iso", "geonames", "wikidata", "iri")
_STARTS = {"iso": "iso:", "geonames": "geonames:", "wikidata": "", "iri": ""}
_DISAGREES, _UNKNOWN = 35, 4


@dataclass(frozen=True)
class Condition:
    """A property and the values wanted of it; a required one excludes what lacks it."""

    property: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: Literal["any", "all", "none"] = "any"


@dataclass(frozen=True)
class Query:
    """What is sought: a name (or identifier), types of which one must fit, conditions."""

    text: str = ""
    types: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    limit: int = DEFAULT_LIMIT


@dataclass(frozen=True)
class Candidate:
    """An entity, its score of 0 to 100, whether it is certain, and what the score is made of."""

    entity: Entity
    score: float
    match: bool
    features: dict[str, float | bool] = field(default_factory=dict)


def property_id(name: str) -> str | None:
    """Our property for one of its names, or None."""
    return next((own for own, others in PROPERTIES.items() if name == own or name in others), None)


def candidates(index: Index, query: Query) -> list[Candidate]:
    """The best candidates first, at most `limit`; none is not a failure but an answer."""
    known = index.by_id(query.text.strip()) if query.text.strip() else None
    if known:
        return [Candidate(known, 100, True, {"identifier": True})] if _typed(known, query.types) else []
    scored = [each for each in _scored(index, query) if each]
    scored.sort(key=lambda each: (-each.score, -each.entity.weight, each.entity.id))
    best = scored[: max(1, min(query.limit, MOST_CANDIDATES))]
    if best and _safe(index, query, scored):
        best[0] = Candidate(best[0].entity, best[0].score, True, best[0].features)
    return best


def _scored(index: Index, query: Query) -> Iterator[Candidate | None]:
    hits = index.named(query.text) if query.text.strip() else []
    seen = set()
    for hit in hits:
        seen.add(hit.entity.id)
        yield _candidate(index, query, hit.entity, hit.score)
    for entity in _identified(index, query) if not query.text.strip() else ():
        if entity.id not in seen:
            seen.add(entity.id)
            yield _candidate(index, query, entity, 100)


def _identified(index: Index, query: Query) -> Iterator[Entity]:
    """What the identifiers among the conditions name; a query without name and identifier names nothing."""
    for condition in query.conditions:
        start = _STARTS.get(condition.property)
        if start is not None and condition.quantifier != "none":
            found = (index.by_id(f"{start}{value.strip()}") for value in condition.values)
            yield from (entity for entity in found if entity)


def _candidate(index: Index, query: Query, entity: Entity, score: float) -> Candidate | None:
    if not _typed(entity, query.types):
        return None
    features: dict[str, float | bool] = {"name": round(score, 1)}
    for condition in query.conditions:
        agrees = _agrees(index, entity, condition)
        if condition.required and not agrees:
            return None
        if agrees is not None:
            features[condition.property] = agrees
        score -= 0 if agrees else _UNKNOWN if agrees is None else _DISAGREES
    return Candidate(entity, round(max(score, 0), 1), False, features)


def _typed(entity: Entity, types: tuple[str, ...]) -> bool:
    return not types or bool(entity.kinds & set(types))


def _agrees(index: Index, entity: Entity, condition: Condition) -> bool | None:
    """Whether an entity has the values that are wanted; None if it has none of that property or it is unknown."""
    found = [_has(index, entity, condition.property, value) for value in condition.values]
    if not found or None in found:
        return None
    if condition.quantifier == "none":
        return not any(found)
    return all(found) if condition.quantifier == "all" else any(found)


def _has(index: Index, entity: Entity, name: str, value: str) -> bool | None:
    if name == "country":
        wanted = index.country(value)
        return None if not entity.country or wanted is None else entity.country == wanted
    if name == "parent":
        return index.lies_in(entity, value)
    if name == "level":
        return _level(entity, value)
    own = {"iso": entity.iso, "geonames": entity.geonames, "wikidata": entity.qid, "iri": entity.iri}.get(name, "")
    if not own:
        return None
    return key(own) == key(value) or index.by_id(value) is entity


def _level(entity: Entity, value: str) -> bool | None:
    """By the key of a concept, its IRI, or a word such as `City` or `시`."""
    wanted = value.rpartition("/")[2].replace(" ", "-").lower()
    if wanted in entity.kinds:
        return True
    _, kinds = core(words(f"xx {value}" if value.isascii() else f"某某{value}"))
    return bool(kinds & entity.kinds) if kinds else False if entity.level else None


def _safe(index: Index, query: Query, scored: list[Candidate]) -> bool:
    """Whether the first candidate is certain: its very name, alone under it, and with what tells it from namesakes."""
    first, features = scored[0].entity, scored[0].features
    if any(value is False for value in features.values()) or "person" in first.kinds:
        return False
    rivals = [each for each in scored[1:] if _rival(each)]
    if any(features.get(name) is True for name in IDENTIFYING):
        return not rivals and (not query.text.strip() or float(features["name"]) >= ALIKE)
    if not query.text.strip() or float(features["name"]) < ALSO or rivals:
        return False
    if first.place:
        return features.get("country") is True or features.get("parent") is True or "," in query.text
    return "country" in first.kinds or float(features["name"]) > ALSO and bool(query.types)


def _rival(candidate: Candidate) -> bool:
    """Whether a candidate has the same name, its kind apart, and nothing given speaks against it."""
    return float(candidate.features["name"]) >= SAME_NAME and False not in candidate.features.values()
