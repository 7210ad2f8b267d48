"""The shapes: each has examples, each example breaks exactly its rule, each shape and each constraint is needed."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse, serialize
from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.plugins.sparql import processor

from onemoon.shapes import Report, Rule, ShapesError, Validator, rules, shapes_graph, validate, validator
from onemoon.shapes.rulebook import SHAPES, shapes_files
from onemoon.shapes.terms import to_rdflib

EXAMPLES = files("onemoon.shapes") / "examples"
NAMES = sorted(path.name for path in EXAMPLES.iterdir())
GRAPH = shapes_graph()
RULES = rules(GRAPH)
NUMBERS = [rule.number for rule in RULES]
QUERIES = [rule for rule in RULES if (URIRef(rule.iri), SH.sparql, None) in GRAPH]
NO_CONSTRAINTS = {SH.message, SH.severity, SH.path, SH.ignoredProperties}


@cache
def held() -> Validator:
    return validator(GRAPH)


def ntriples(name: str) -> bytes:
    parsed = parse((EXAMPLES / name).read_bytes(), format=RdfFormat.TURTLE)
    return serialize((quad.triple for quad in parsed), format=RdfFormat.N_TRIPLES)


@cache
def report(name: str) -> Report:
    return held().validate(ntriples(name))


def invalid(rule: Rule) -> list[str]:
    return [name for name in NAMES if re.fullmatch(rf"{rule.number}-invalid(-\d\d)?\.ttl", name)]


def without(rule: Rule) -> Validator:
    core = Graph(bind_namespaces="none")
    for triple in held().core.graph:
        if triple[0] != URIRef(rule.iri):
            core.add(triple)
    queries = tuple(query for query in held().queries if query.rule != rule)
    return replace(held(), core=replace(held().core, graph=core), queries=queries)


def only(rule: Rule) -> Graph:
    shapes = Graph(bind_namespaces="none")
    for node in (rule.iri, SHAPES.rstrip("#")):
        for triple in GRAPH.cbd(URIRef(node)):
            shapes.add(triple)
    return shapes


@pytest.mark.parametrize("kind", ["valid", "invalid"])
def test_every_shape_has_examples_and_every_example_a_shape(kind: str) -> None:
    assert {name.partition("-")[0] for name in NAMES if f"-{kind}" in name} == set(NUMBERS)


def test_no_two_shapes_have_one_number() -> None:
    texts = [path.read_text(encoding="utf-8") for path in shapes_files()]
    stated = re.findall(r"^shapes:(\w+) a sh:", "\n".join(texts), re.MULTILINE)
    assert sorted(stated) == sorted(NUMBERS)


def test_numbers_run_without_gap_and_are_the_labels() -> None:
    assert NUMBERS == [f"D{index:02}" for index in range(1, len(NUMBERS) + 1)]
    assert [str(GRAPH.value(URIRef(rule.iri), RDFS.label)) for rule in RULES] == NUMBERS


@pytest.mark.parametrize("rule", RULES, ids=NUMBERS)
def test_a_rule_is_one_sentence_in_each_language(rule: Rule) -> None:
    assert set(rule.sentences) == {"en", "ko", "ja", "zh"}
    assert all(re.fullmatch(r".*[^.。][.。]", sentence) for sentence in rule.sentences.values())
    assert len(rule.sentence.split(". ")) == 1


def test_every_rule_states_its_severity_and_the_sentence_that_it_is_from() -> None:
    for rule in RULES:
        assert GRAPH.value(URIRef(rule.iri), SH.severity) in (SH.Violation, SH.Warning), rule.number
        assert GRAPH.value(URIRef(rule.iri), RDFS.comment), rule.number


CORE = """class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength
    maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node
    property qualifiedValueShape qualifiedMinCount qualifiedMaxCount closed ignoredProperties hasValue in path severity
    message targetClass targetSubjectsOf targetObjectsOf sparql select prefixes declare prefix namespace""".split()


def test_shapes_stay_within_what_every_engine_does() -> None:
    used = {term for term in GRAPH.predicates() if term.startswith(str(SH))}
    assert used <= {SH[name] for name in CORE}
    assert {kind for kind in GRAPH.objects(None, RDF.type) if kind in SH} == {SH.NodeShape, SH.PropertyShape}


def test_paths_are_single_properties_so_that_reports_need_no_blank_nodes() -> None:
    assert all(isinstance(path, URIRef) for path in GRAPH.objects(None, SH.path))


@pytest.mark.parametrize("name", [name for name in NAMES if "-valid" in name])
def test_a_valid_example_conforms(name: str) -> None:
    assert report(name).results == ()


@pytest.mark.parametrize("name", [name for name in NAMES if "-invalid" in name])
def test_an_invalid_example_breaks_exactly_its_rule(name: str) -> None:
    assert {each.number for each in report(name).results} == {name.partition("-")[0]}


@pytest.mark.parametrize("rule", RULES, ids=NUMBERS)
def test_without_a_shape_its_invalid_example_conforms(rule: Rule) -> None:
    assert without(rule).validate(ntriples(invalid(rule)[0])).conforms


@pytest.mark.parametrize("rule", RULES, ids=NUMBERS)
def test_each_constraint_of_a_shape_is_broken_alone_by_an_example(rule: Rule) -> None:
    terms = {term for term in GRAPH.predicates(URIRef(rule.iri)) if term in SH and "target" not in term}
    broken = [{each.component for each in report(name).results} for name in invalid(rule)]
    assert all(len(components) == 1 for components in broken)
    assert len(set.union(*broken)) == len(terms - NO_CONSTRAINTS)


@pytest.fixture
def parsing_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """pySHACL parses a query once for each focus node; here once."""

    @cache
    def translated(text: str, namespaces: tuple[tuple[str, str], ...]) -> object:
        return processor.translateQuery(processor.parseQuery(text), None, dict(namespaces))

    def query(self, text, initBindings=None, initNs=None, **_):
        algebra = translated(text, tuple(sorted((initNs or {}).items())))
        return processor.evalQuery(self.graph, algebra, initBindings or {}, None)

    monkeypatch.setattr(processor.SPARQLProcessor, "query", query)


@pytest.mark.parametrize("rule", QUERIES, ids=lambda rule: rule.number)
def test_a_query_run_once_finds_what_pyshacl_finds_node_by_node(rule: Rule, parsing_once: None) -> None:
    name = invalid(rule)[0]
    data = Graph().parse(data=ntriples(name), format="nt")
    for triple in to_rdflib(held().context):
        data.add(triple)
    found = pyshacl.validate(data, shacl_graph=only(rule), inplace=True)[1]
    nodes = [found.value(result, SH.focusNode) for result in found.objects(None, SH.result)]
    theirs = ["_:b0" if isinstance(node, BNode) else str(node) for node in nodes]
    assert sorted(theirs) == sorted(each.node for each in report(name).results)


def test_a_violation_names_number_sentence_node_property_and_value() -> None:
    (found,) = report("D94-invalid.ttl").results
    assert (found.number, found.sentence) == ("D94", RULES[93].sentence)
    assert found.node == "https://example.org/id/event/forum"
    assert found.path == "https://schema.org/startDate"
    assert found.value == '"2021-09-02"^^<http://www.w3.org/2001/XMLSchema#date>'


def test_a_warning_keeps_data_from_conforming_but_is_no_violation() -> None:
    warned = report("D54-invalid.ttl")
    assert not warned.conforms
    assert warned.violations == ()


def test_a_graph_a_store_and_ntriples_give_the_same_results() -> None:
    data = ntriples("D34-invalid.ttl")
    store = Store()
    store.load(data, format=RdfFormat.N_TRIPLES)
    expected = report("D34-invalid.ttl").results
    assert held().validate(Graph().parse(data=data, format="nt")).results == expected
    assert held().validate(store).results == expected


def test_named_graphs_of_a_store_are_neither_looked_at_nor_touched() -> None:
    store, data = Store(), ntriples("D34-invalid.ttl")
    store.load(data, format=RdfFormat.N_TRIPLES, to_graph=NamedNode("https://example.org/graph/x"))
    assert held().validate(store).conforms
    assert len(store) == len(data.splitlines())


def test_concepts_may_come_from_elsewhere() -> None:
    concepts = (
        b"<https://w3id.org/onemoon/ns#kind/sister-city> <http://www.w3.org/2004/02/skos/core#inScheme> <urn:x> ."
    )
    assert {each.number for each in validator(GRAPH, extra=concepts).validate(ntriples("D34-valid.ttl")).results} >= {
        "D37"
    }


@pytest.mark.parametrize("name", ["D34-invalid.ttl", "D139-invalid.ttl"])
def test_a_report_has_no_blank_nodes_and_the_same_bytes_for_the_same_data(name: str) -> None:
    again = held().validate(b"".join(reversed(ntriples(name).splitlines(keepends=True))))
    assert not any(isinstance(term, BNode) for triple in again.graph for term in triple)
    assert again.turtle() == report(name).turtle()


def test_a_report_is_shacl_with_messages_in_every_language() -> None:
    graph = Graph().parse(data=report("D34-invalid.ttl").turtle(), format="turtle")
    result = graph.value(predicate=RDF.type, object=SH.ValidationResult)
    assert graph.value(result, SH.sourceShape) == URIRef(SHAPES + "D34")
    assert {message.language for message in graph.objects(result, SH.resultMessage)} == {"en", "ko", "ja", "zh"}
    assert set(report("D34-invalid.ttl").graph) == set(graph)


def test_a_misspelt_term_of_shacl_is_an_error(tmp_path: Path) -> None:
    shapes = tmp_path / "mine.ttl"
    shapes.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:maxCuont 1 .")
    with pytest.raises(ShapesError, match="sh:maxCuont"):
        shapes_graph([shapes])


def test_shapes_that_are_no_turtle_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("<urn:s> a")
    with pytest.raises(ShapesError, match="mine.ttl is not Turtle"):
        shapes_graph([tmp_path / "mine.ttl"])


MINE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/mine#M1> a sh:NodeShape ; sh:targetClass <urn:c> ; sh:message "An m has a p."@en ;
    sh:property [ sh:path <urn:p> ; sh:minCount 1 ] ;
    sh:sparql [ sh:select "SELECT $this WHERE { $this <urn:q> 1 }" ] .
"""


def test_shapes_of_others_are_used_whole(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(MINE)
    data = Graph().parse(data="<urn:s> a <urn:c> ; <urn:q> 1 .", format="turtle")
    found = validate(data, shapes=shapes_graph([tmp_path / "mine.ttl"]))
    assert [each.number for each in found.results] == ["M1", "M1"]
    assert {each.sentence for each in found.results} == {"An m has a p."}


def test_a_shape_without_a_name_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(MINE.replace("<https://example.org/mine#M1>", "[]"))
    data = Graph().parse(data="<urn:s> a <urn:c> .", format="turtle")
    with pytest.raises(ShapesError, match="has no IRI"):
        validate(data, shapes=shapes_graph([tmp_path / "mine.ttl"]))


def test_data_that_is_no_ntriples_is_a_syntax_error() -> None:
    with pytest.raises(SyntaxError):
        held().validate(b"<urn:s> <urn:p>")


def test_an_ill_typed_literal_is_reported_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert not held().validate(ntriples("D92-invalid.ttl")).conforms
    assert caplog.records == []


def test_the_package_starts_without_loading_an_engine() -> None:
    command = "import sys, onemoon.shapes; print({'rdflib', 'pyshacl', 'pyoxigraph'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", command], capture_output=True, text=True).stdout == "set()\n"
