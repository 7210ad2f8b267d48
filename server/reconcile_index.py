"""The index of names: which entities a text may mean, and how closely each is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .reconcile_entities import GEONAMES, WIKIDATA, Entity
from .reconcile_names import core, key, near, sound, words

EXACT, ALSO, KIN, WRONG_KIND, ALIKE, SLIP = 100, 98, 92, 70, 84, 76
SAME_NAME = KIN
_SHORT = re.compile(r"[a-z]+/[a-z0-9-]+")
_MOST_BY_PREFIX = 1500


class Hit(NamedTuple):
    """An entity and how closely the text names it, 0 to 100."""

    entity: Entity
    score: float


class Index:
    """Entities by identifier, by name, by name without its kind, by sound. Built once, then only read."""

    def __init__(self, entities: Iterable[Entity]):
        self.entities = list(entities)
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._cores: dict[str, set[int]] = defaultdict(set)
        self._sounds: dict[str, set[int]] = defaultdict(set)
        self._ids: dict[str, int] = {}
        for number, entity in enumerate(self.entities):
            self._add(number, entity)
        for stem, numbers in self._cores.items():
            heard = sound(stem)
            if heard:
                self._sounds[heard] |= numbers
        self._keys = sorted(self._exact)
        self._countries = self._codes()

    def _add(self, number: int, entity: Entity) -> None:
        for identifier in (entity.id, entity.iri, entity.geonames and f"{GEONAMES}{entity.geonames}/"):
            if identifier:
                self._ids.setdefault(identifier, number)
        if entity.iso:
            self._ids.setdefault(f"iso:{entity.iso}", number)
        for place, (text, _) in enumerate(entity.names):
            folded = words(text)
            squeezed = folded.replace(" ", "")
            if not squeezed:
                continue
            self._exact[squeezed].append(number << 1 | (place >= entity.preferred))
            self._cores[core(folded)[0]].add(number)

    def _codes(self) -> dict[str, str]:
        """ISO 3166-1 code by code, identifier and every name of a country."""
        found: dict[str, str] = {}
        for entity in self.entities:
            if "country" in entity.kinds and entity.country:
                for name in (entity.country, entity.id, entity.iri, *(text for text, _ in entity.names)):
                    found.setdefault(key(name), entity.country)
        return found

    def country(self, value: str) -> str | None:
        """The ISO 3166-1 code that a code, name or identifier stands for; None if no country is called so."""
        code = value.upper() if len(value) == 2 and value.isascii() else None
        return self._countries.get(key(_plain(value)), code)

    def by_id(self, identifier: str) -> Entity | None:
        """The entity of a QID, an IRI, `wd:Q1`, `government/nara` or a GeoNames address."""
        number = self._ids.get(_plain(identifier))
        if number is None:
            number = next((self._ids[each] for each in self._spelt(identifier) if each in self._ids), None)
        return None if number is None else self.entities[number]

    def _spelt(self, identifier: str) -> Iterator[str]:
        """Our IRI of a short reference, whatever the base is."""
        if _SHORT.fullmatch(identifier):
            yield from (each for each in self._ids if each.endswith(f"/id/{identifier}"))

    def named(self, text: str) -> list[Hit]:
        """The entities that a text may name, each with its best score; exact names first, guesses only without any."""
        whole = self._close(text)
        if not whole:
            head, rest = _split(text)
            whole = self._within(head, rest) if rest else {}
        whole = whole or self._guessed(text)
        return [Hit(self.entities[number], score) for number, score in whole.items()]

    def _close(self, text: str) -> dict[int, float]:
        """Same name, or the same but for the word of its kind."""
        folded = words(text)
        found: dict[int, float] = {}
        for code in self._exact.get(folded.replace(" ", ""), ()):
            found[code >> 1] = max(found.get(code >> 1, 0), ALSO if code & 1 else EXACT)
        stem, kinds = core(folded)
        for number in self._cores.get(stem, ()):
            if number not in found:
                fits = not kinds or kinds & self.entities[number].kinds or not self.entities[number].place
                found[number] = KIN if fits else WRONG_KIND
        return found

    def _within(self, head: str, rest: list[str]) -> dict[int, float]:
        """`Portland, Oregon`: the first part's entities, those that lie in the others before the rest."""
        found = self._close(head)
        lies = {number: all(self.lies_in(self.entities[number], part) for part in rest) for number in found}
        return {number: score if lies[number] else score - 30 for number, score in found.items()}

    def _guessed(self, text: str) -> dict[int, float]:
        """Another romanisation; else one slip away; else a longer name that begins so."""
        stem, _ = core(words(text))
        found = {number: float(ALIKE) for number in self._sounds.get(sound(stem) or "", ())}
        if not found and 3 <= len(stem) <= 40:
            found = {number: float(SLIP) for slip in near(stem) for number in self._cores.get(slip, ())}
        if not found and len(stem) >= 2:
            found = {number: score for number, score in self._beginning(stem) if score > 40}
        return found

    def _beginning(self, prefix: str) -> Iterator[tuple[int, float]]:
        start = bisect_left(self._keys, prefix)
        for name in self._keys[start : start + _MOST_BY_PREFIX]:
            if not name.startswith(prefix):
                return
            yield from ((code >> 1, 70 * len(prefix) / len(name)) for code in self._exact[name])

    def suggested(self, prefix: str) -> list[Entity]:
        """The entities with a name that begins so, that of an identifier first, then exact and well-known ones."""
        known = self.by_id(prefix.strip())
        squeezed = key(prefix)
        best: dict[int, float] = {}
        if squeezed:
            for number, score in self._beginning(squeezed):
                best[number] = max(best.get(number, 0), score)
        order = sorted(best, key=lambda number: (-(best[number] >= 70), -self.entities[number].weight, -best[number]))
        found = [self.entities[number] for number in order]
        return [known, *(each for each in found if each is not known)] if known else found

    def ancestors(self, entity: Entity) -> Iterator[Entity]:
        """What an entity lies in, nearest first, its country last."""
        seen = {entity.id}
        while entity.parent and entity.parent not in seen and entity.parent in self._ids:
            seen.add(entity.parent)
            entity = self.entities[self._ids[entity.parent]]
            yield entity

    def lies_in(self, entity: Entity, value: str) -> bool | None:
        """Whether an entity lies in the place of that name or identifier; None if nothing is known above it."""
        if self.country(value) == entity.country:
            return True
        wanted = {key(value), core(words(value))[0]}
        above = list(self.ancestors(entity))
        for each in above:
            if each is self.by_id(value) or any({key(name), core(words(name))[0]} & wanted for name, _ in each.names):
                return True
        return False if above else None


def _plain(identifier: str) -> str:
    """An identifier without the namespace that is understood: `wd:Q1` and Wikidata's addresses become `Q1`."""
    for start in (WIKIDATA, "https://www.wikidata.org/wiki/", "https://www.wikidata.org/entity/", "wd:"):
        if identifier.startswith(start):
            return identifier[len(start) :]
    return f"{GEONAMES}{identifier[9:].strip('/')}/" if identifier.startswith("geonames:") else identifier


def _split(text: str) -> tuple[str, list[str]]:
    """`Taizhou (Jiangsu), China` becomes `Taizhou` and `Jiangsu`, `China`."""
    head, *rest = (part.strip() for part in text.replace("（", "(").replace("，", ",").replace("(", ",").split(","))
    return head, [part.strip(" )）") for part in rest if part.strip(" )）")]
