"""Finding things by their names: in any language, by a part of a name, and by another romanisation of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .reconcile_names import key, sound

_EXACT, _BEGINS, _WORD, _INSIDE, _SOUNDS = range(5)
_MOST_SCANNED = 4000


@dataclass(frozen=True)
class Name:
    """One name of a thing: its text, its language, and the thing's number."""

    text: str
    lang: str
    thing: int


@dataclass(frozen=True)
class Hit:
    """A thing that was found: its IRI, its kind, and the name that was met."""

    iri: str
    kind: str
    name: Name


class SearchIndex:
    """Names in memory, by the pairs of neighbouring characters in them."""

    def __init__(self, things: Iterable[tuple[str, str, Iterable[tuple[str, str]]]]):
        """`things` are IRI, kind and names with their languages, the most important first."""
        self._things: list[tuple[str, str]] = []
        self._names: list[Name] = []
        self._keys: list[str] = []
        self._starts: list[frozenset[str]] = []
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        self._by_sound: dict[str, list[int]] = defaultdict(list)
        for iri, kind, names in things:
            self._things.append((iri, kind))
            for text, lang in names:
                self._add(text, lang)

    def _add(self, text: str, lang: str) -> None:
        squeezed, place = key(text), len(self._names)
        if not squeezed:
            return
        self._names.append(Name(text, lang, len(self._things) - 1))
        self._keys.append(squeezed)
        self._starts.append(frozenset(found for word in text.split() if (found := key(word))))
        for pair in _pairs(squeezed) | _signs(squeezed):
            self._by_pair[pair].append(place)
        if (heard := sound(squeezed)) is not None:
            self._by_sound[heard].append(place)
        for word in self._starts[-1]:
            if len(self._starts[-1]) > 1 and (heard := sound(word)) is not None:
                self._by_sound[heard].append(place)

    def find(self, query: str, most: int, lang: str = "en") -> list[Hit]:
        """The best hits, one a thing: whole names first, then beginnings, words, insides, romanisations."""
        wanted = key(query)
        if not wanted:
            return []
        best: dict[int, tuple[tuple[int, bool, int, int], int]] = {}
        for rank, place in self._ranked(wanted):
            name = self._names[place]
            order = (rank, name.lang != lang, len(self._keys[place]), name.thing)
            if name.thing not in best or order < best[name.thing][0]:
                best[name.thing] = (order, place)
        found = sorted(best.values())[:most]
        return [Hit(*self._things[self._names[place].thing], self._names[place]) for _, place in found]

    def _ranked(self, wanted: str) -> Iterable[tuple[int, int]]:
        for place in self._containing(wanted):
            yield self._rank(wanted, place), place
        heard = sound(wanted)
        if heard is not None:
            yield from ((_SOUNDS, place) for place in self._by_sound.get(heard, ()))

    def _containing(self, wanted: str) -> list[int]:
        """The names that have the wanted text in them, looked for among those with its rarest pair."""
        lists = [self._by_pair.get(pair, []) for pair in _pairs(wanted)]
        rarest = min(lists, key=len)
        return [place for place in rarest[:_MOST_SCANNED] if wanted in self._keys[place]]

    def _rank(self, wanted: str, place: int) -> int:
        found = self._keys[place]
        if found == wanted:
            return _EXACT
        if found.startswith(wanted):
            return _BEGINS
        return _WORD if any(word.startswith(wanted) for word in self._starts[place]) else _INSIDE


def _pairs(text: str) -> set[str]:
    """The pairs of neighbours; of a single sign, the sign."""
    return {text[place : place + 2] for place in range(len(text) - 1)} or {text}


def _signs(text: str) -> set[str]:
    """The signs a query of one sign may be: the first, and each that is no Latin letter."""
    return {text[0], *(sign for sign in text if ord(sign) > 0x2E80)}
