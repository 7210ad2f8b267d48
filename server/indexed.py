"""The union in dictionaries: a page asks thousands of small questions, and each is answered here at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

_MOST = 200_000
_UNION = DefaultGraph()
_Index = dict[Any, dict[Any, list[Quad]]]


class IndexedStore:
    """A store whose union is found by subject and by object without asking the engine; all else is the store's."""

    def __init__(self, store: Store):
        self._store = store
        self._from: _Index = defaultdict(dict)
        self._to: _Index = defaultdict(dict)
        for quad in store.quads_for_pattern(None, None, None, _UNION):
            self._from[quad.subject].setdefault(quad.predicate, []).append(quad)
            self._to[quad.object].setdefault(quad.predicate, []).append(quad)

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph: Any = None) -> Iterator[Quad]:
        """As the store's own."""
        if graph != _UNION or (subject is None and object is None):
            return self._store.quads_for_pattern(subject, predicate, object, graph)
        found = self._of(self._to, object, predicate) if subject is None else self._of(self._from, subject, predicate)
        if subject is None or object is None:
            return found
        return (quad for quad in found if quad.object == object)

    def totals(self, node: NamedNode) -> list[tuple[NamedNode, int]]:
        """How many statements of the union point at a node, by property."""
        by = self._to.get(node, {})
        return [(each, len(by[each])) for each in sorted(by, key=lambda each: each.value)]

    def _of(self, index: _Index, node: Any, predicate: Any) -> Iterator[Quad]:
        by = index.get(node, {})
        return iter(by.get(predicate, ())) if predicate is not None else chain.from_iterable(by.values())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._store)

    def __len__(self) -> int:
        return len(self._store)


def indexed(store: Store) -> Store:
    """The store with an index in memory when it is small enough to pay, else the store itself."""
    if not isinstance(store, Store):
        return store
    larger = store.query(f"ASK {{ {{ SELECT * {{ ?s ?p ?o }} OFFSET {_MOST} LIMIT 1 }} }}")
    return store if larger else cast(Store, IndexedStore(store))
