"""The union in dictionaries answers as the store does."""

from itertools import product

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from onemoon.server.data import Data
from onemoon.server.describe import incoming
from onemoon.server.indexed import IndexedStore

from .server_fixture import BASE, publish


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Data.open(publish(tmp_path_factory.mktemp("out"))).store


@pytest.mark.parametrize("wanted", list(product((True, False), repeat=3)))
@pytest.mark.parametrize("graph", [DefaultGraph(), None, NamedNode(f"{BASE}graph/talk-2022")])
def test_every_pattern_finds_the_same(store, wanted, graph):
    for quad in list(store)[::5]:
        terms = (quad.subject, quad.predicate, quad.object)
        pattern = [term if given else None for term, given in zip(terms, wanted, strict=True)]
        found = list(IndexedStore(store).quads_for_pattern(*pattern, graph))
        assert sorted(map(str, found)) == sorted(map(str, store.quads_for_pattern(*pattern, graph)))


def test_what_points_at_a_thing_is_counted_the_same(store):
    node = NamedNode(f"{BASE}id/government/yangzhou")
    by_hand, by_query = incoming(IndexedStore(store), node), incoming(store, node)
    assert [(each.predicate, each.total, len(each.quads)) for each in by_hand] == [
        (each.predicate, each.total, len(each.quads)) for each in by_query
    ]
    assert len(by_query) > 2


def test_everything_else_is_the_stores(store):
    found = IndexedStore(store)
    assert len(found) == len(store) == len(list(found)) and found.query("ASK { ?s ?p ?o }")
