"""Inference: what users query for and no record states, one SPARQL rule a file, in the order of their names."""

from __future__ import annotations

from importlib.resources import files

from onemoon.build.dataset import Dataset
from onemoon.build.store import store_of, triple


def rules() -> list[tuple[str, str]]:
    """(name, SPARQL update) of each rule."""
    folder = files("onemoon.build") / "rules"
    return sorted(
        (path.name, path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".rq")
    )


def infer(dataset: Dataset) -> Dataset:
    """The dataset with the graph `inferred`: what the rules add to the default graph, until they add nothing more."""
    store = store_of(dataset.default)
    given, size = set(store), -1
    while size != len(store):
        size = len(store)
        for _, rule in rules():
            store.update(rule)
    return dataset.with_graph("inferred", (triple(quad) for quad in store if quad not in given))
