"""The engines find the same: on our examples, on damaged data, in the W3C's tests; and the repairs of pySHACL."""

from __future__ import annotations

import io
import os
import random
from collections import Counter
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from urllib.request import url2pathname

import pyshacl
import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import processor
from rdflib.term import Node

from onemoon.shapes import ShapesError, engines, rules, validator
from onemoon.shapes.core import Core, Raw, core
from onemoon.shapes.paths import path_text
from onemoon.shapes.repairs import repaired
from onemoon.shapes.rust import results
from onemoon.shapes.terms import from_rdflib, to_rdflib

from .conftest import beside

EXAMPLES = files("onemoon.shapes") / "examples"
NAMES = sorted(path.name for path in EXAMPLES.iterdir())
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
Row = tuple[str, str | None, str, str, str]


@cache
def held():
    return validator()


def rows(made: Core, found: set[Raw]) -> Counter[Row]:
    """Focus node, path, component, source shape and severity of each result."""
    return Counter(
        (each.node, made.sources[each.shape].path or each.path, each.component, each.shape, each.severity)
        for each in found
    )


def stored(ntriples: bytes) -> Store:
    store = Store()
    store.bulk_extend(parse(ntriples, format=RdfFormat.N_TRIPLES))
    return store


def rust(made: Core, ntriples: bytes) -> set[Raw]:
    """What shacl-rust finds in what a store makes of the data."""
    dump = stored(ntriples).dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    return {Raw(**each) for each in results(io.BytesIO(dump), made.graph.serialize(format="turtle"))}


def same(made: Core, ntriples: bytes) -> Counter[Row]:
    """What pySHACL finds; shacl-rust must find the same, values and all."""
    theirs, ours = engines.pyshacl(made, stored(ntriples)), rust(made, ntriples)
    assert {made.violation(each) for each in ours} == {made.violation(each) for each in theirs}
    assert rows(made, ours) == rows(made, theirs)
    return rows(made, theirs)


def example(name: str) -> bytes:
    parsed = parse((EXAMPLES / name).read_bytes(), format=RdfFormat.TURTLE)
    return serialize([*(quad.triple for quad in parsed), *held().context], format=RdfFormat.N_TRIPLES)


def test_the_engines_agree_on_all_examples_at_once():
    whole = b"".join(example(name) for name in NAMES)
    assert {each[3].rpartition("#")[2] for each in same(held().core, whole)} > {"D02", "D104"}


@pytest.mark.parametrize("name", [name for name in NAMES if "-invalid." in name][::7])
def test_the_engines_agree_on_an_example(name):
    same(held().core, example(name))


def test_the_engines_agree_on_damaged_data(built, monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent / "bench")
    kinds = import_module("damage_kinds")
    triples = [quad.triple for quad in parse(built.files["onemoon.nt"], format=RdfFormat.N_TRIPLES)]
    faults = [each for kind in kinds.ALL for each in kinds.instances(triples, kind, random.Random(kind))[:2]]
    data = [*kinds.damaged(triples, faults), *held().context]
    assert len(same(held().core, serialize(data, format=RdfFormat.N_TRIPLES))) > 50


def test_pyshacl_finds_the_same_in_parts_on_every_core_and_without_our_repairs():
    data = b"".join(example(name) for name in NAMES[::5])
    found = engines.pyshacl(held().core, stored(data))
    assert engines.pyshacl_by_parts(held().core, stored(data)) == found
    as_shipped = pyshacl.validate(Graph().parse(data=data, format="nt"), shacl_graph=held().core.graph)[1]
    assert len(found) == len(set(as_shipped.objects(None, SH.result))) > 30


def test_much_data_is_for_shacl_rust_where_it_is_installed(monkeypatch):
    assert str(engines.engine_for(1_000)).startswith("pyshacl 0.40")
    assert str(engines.engine_for(1_000_000)) == "shacl-rust 0.2.12"
    monkeypatch.setattr(engines, "installed", lambda package: False)
    assert engines.engine_for(1_000_000).name == "pyshacl"
    with pytest.raises(ShapesError, match="not installed"):
        engines.engine_for(1, "shacl-rust")


def test_an_engine_that_stops_without_an_answer_is_an_error(monkeypatch):
    monkeypatch.setattr(engines.sys, "executable", "false")
    with pytest.raises(ShapesError, match="stopped without an answer"):
        held().validate(b"<urn:a> <urn:b> <urn:c> .\n", engine="shacl-rust")


def test_shapes_may_be_larger_than_an_argument_of_a_process():
    shapes = Graph().parse(data=QUERIED, format="turtle")
    shapes.add((URIRef("urn:s"), SH.message, Literal("x" * 300_000, lang="en")))
    assert len(validator(shapes).validate(Graph().parse(data=MANY, format="turtle"), engine="shacl-rust").results) == 40


@pytest.mark.parametrize("name", ["pyshacl", "shacl-rust"])
def test_a_report_says_which_engine_checked_how_much(name):
    report = held().validate(b"<urn:a> <urn:b> <urn:c> .\n", engine=name)
    assert report.engine.startswith(f"{name} ") and report.checked == 1


# what an engine is known to tell otherwise than the W3C's tests of SHACL Core
KNOWN: dict[str, set[str]] = {"pyshacl": {"uniqueLang-002"}, "shacl-rust": set()}


def w3c() -> list[Path]:
    folder = Path(os.environ.get("ONEMOON_SUITES", "missing")) / "w3c" / "shacl" / "core"
    found = sorted(path for path in folder.glob("*/*.ttl") if "sht:Validate" in path.read_text(encoding="utf-8"))
    return found or [Path("none")]


def read(path: Path) -> tuple[Graph, bytes]:
    """A file as shapes and as data, its blank nodes under the same names; shapes that results name have IRIs."""
    quads = list(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=path.as_uri()))
    graph = Graph(bind_namespaces="none")
    for triple in to_rdflib(quad.triple for quad in quads):
        graph.add(triple)
    for shape in {each for each in graph.objects(None, SH.sourceShape) if isinstance(each, BNode)}:
        for s, p, o in [*graph.triples((shape, None, None)), *graph.triples((None, None, shape))]:
            graph.remove((s, p, o))
            graph.add((URIRef(f"urn:x:{s}") if s == shape else s, p, URIRef(f"urn:x:{o}") if o == shape else o))
    return graph, serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)


def expected(test: Graph, made: Core) -> Counter[Row]:
    """The results that a test states."""
    return rows(made, {raw(test, result) for result in test.objects(None, SH.result)})


def raw(test: Graph, result: Node) -> Raw:
    path, value, node = (test.value(result, term) for term in (SH.resultPath, SH.value, SH.focusNode))
    return Raw(
        str(test.value(result, SH.sourceShape)),
        str(node) if isinstance(node, URIRef) else str(from_rdflib(node)),
        path_text(test, path) if path else None,
        as_stored(value) if value is not None else None,
        str(test.value(result, SH.resultSeverity)),
        str(test.value(result, SH.sourceConstraintComponent)),
    )


def as_stored(term: Node) -> str:
    """The term as a store gives it back, which may write a number another way."""
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), from_rdflib(term)))
    return str(next(iter(store)).object)


@pytest.mark.parametrize("path", w3c(), ids=lambda path: path.stem)
def test_both_engines_find_what_the_w3c_says(path):
    beside("ONEMOON_SUITES")
    test, own = read(path)
    shapes = test if (file := named(test, SHT.shapesGraph)) == path else read(file)[0]
    data = own if (file := named(test, SHT.dataGraph)) == path else read(file)[1]
    made = core(shapes, rules(shapes))
    told = {"pyshacl": engines.pyshacl(made, stored(data)), "shacl-rust": rust(made, data)}
    wrong = {name for name, found in told.items() if rows(made, found) != expected(test, made)}
    assert wrong == {name for name, known in KNOWN.items() if path.stem in known}


def named(test: Graph, term: URIRef) -> Path:
    """The file that a test's action names."""
    (address,) = test.objects(None, term)
    return Path(url2pathname(address.removeprefix("file://")))


QUERIED = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ; sh:sparql [ sh:select "SELECT $this WHERE { $this <urn:p> 1 }" ] .
<urn:t> a sh:NodeShape ; sh:targetClass <urn:c> ; sh:property [ sh:path <urn:q> ; sh:datatype xsd:string ] .
"""
MANY = "".join(f"<urn:n{n}> a <urn:c> ; <urn:p> 1 ; <urn:q> 4e9 .\n" for n in range(20))


@pytest.fixture
def parsings(monkeypatch):
    """The texts that rdflib's parser of queries is given."""
    given, parser = [], processor.parseQuery
    monkeypatch.setattr(processor, "parseQuery", lambda text: given.append(text) or parser(text))
    return given


def checked(data: object) -> Graph:
    return pyshacl.validate(data, shacl_graph=Graph().parse(data=QUERIED, format="turtle"), inplace=True)[1]


def test_a_query_is_parsed_once_and_pyshacl_still_needs_that_repair(parsings):
    data = Graph().parse(data=MANY, format="turtle")
    with repaired():
        assert len(list(checked(data).objects(None, SH.result))) == 40 and len(parsings) == 1
    checked(data)
    assert len(parsings) == 21


def test_a_store_is_never_counted_and_pyshacl_still_needs_that_repair(monkeypatch):
    counted = []
    length = OxigraphDataGraph.__len__
    monkeypatch.setattr(OxigraphDataGraph, "__len__", lambda self: counted.append(1) or length(self))
    store = Store()
    store.load(MANY.encode(), format=RdfFormat.TURTLE)
    with repaired():
        checked(store)
    assert counted == []
    checked(store)
    assert len(counted) > 40


def test_repairs_end_with_their_use():
    before = processor.SPARQLProcessor.query
    with repaired():
        assert processor.SPARQLProcessor.query is not before
    assert processor.SPARQLProcessor.query is before and "__bool__" not in vars(OxigraphDataGraph)
