"""The ontology contradicts nothing, neither by the OWL 2 RL rules nor by a reasoner for all of OWL 2 DL."""

import pytest
from hermit import Reasoner, load_ontology_from_string
from hermit.model import AtomicConcept
from hermit.structural.owl_clausification import OWLClausification
from hermit.structural.owl_normalization import OWLNormalization
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef

from onemoon.ontology import OM, graph

SCHEMA = Namespace("https://schema.org/")
EXAMPLE = Namespace("http://example.org/")
SAMPLE = """
@prefix om: <https://w3id.org/onemoon/ns#> . @prefix schema: <https://schema.org/> . @prefix ex: <http://example.org/> .
ex:nara a om:LocalGovernment . ex:yangzhou a om:LocalGovernment ; om:twinnedWith ex:nara .
ex:pact a om:Twinning ; om:party ex:nara, ex:yangzhou ; om:status om:inForce .
ex:plan a om:Agreement ; om:party ex:nara, ex:yangzhou ; om:event ex:forum .
ex:forums a om:EventSeries . ex:forum a om:Event ; schema:superEvent ex:forums ; om:edition 3 ;
  om:attendance 400 ; om:attendanceQualifier om:atLeast .
ex:talk a om:Participation ; om:event ex:forum ; om:agent ex:mayor ; om:role om:role\\/speaker .
ex:honour a om:Designation ; om:designee ex:yangzhou ; om:title ex:capital ; om:reviewed true . ex:capital a om:Title .
"""
CONTRADICTIONS = {
    "a relation that is its own ceremony": "ex:pact a om:Event .",
    "a city twinned with itself": "ex:nara om:twinnedWith ex:nara .",
    "a status conferred as a title": "ex:honour om:title om:planned .",
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return graph()


def axioms(ontology: Graph, turtle: str = "") -> Graph:
    """The logical part of the ontology, without labels, and what the Turtle adds."""
    found = Graph().parse(data=SAMPLE + turtle, format="turtle")
    found += [triple for triple in ontology if not isinstance(triple[2], Literal)]
    return found


def hermit(ontology: Graph) -> Reasoner:
    """A description-logic reasoner over a graph."""
    found = OWLNormalization().process_ontology(load_ontology_from_string(ontology.serialize(format="xml")))
    return Reasoner(OWLClausification().clausify(found))


def unsatisfiable(ontology: Graph) -> set[URIRef]:
    """The named classes that can have no member."""
    reasoner = hermit(ontology)
    classes = {node for node in ontology.subjects(RDF.type, OWL.Class) if isinstance(node, URIRef)}
    return {node for node in classes if not reasoner.is_satisfiable(AtomicConcept.create(str(node)))}


def closure(ontology: Graph) -> Graph:
    """The graph with all that OWL 2 RL entails."""
    DeductiveClosure(OWLRL_Semantics, improved_datatypes=False).expand(ontology)
    return ontology


def errors(closed: Graph) -> list[Literal]:
    """The contradictions that the OWL 2 RL rules found."""
    return list(closed.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))


def test_owl_rl_finds_no_contradiction_and_entails_the_inverse_links(ontology: Graph):
    closed = closure(axioms(ontology))
    assert errors(closed) == []
    assert (EXAMPLE.nara, URIRef(OM + "twinnedWith"), EXAMPLE.yangzhou) in closed
    assert (EXAMPLE.forums, SCHEMA.subEvent, EXAMPLE.forum) in closed
    assert (EXAMPLE.honour, RDF.type, SCHEMA.Certification) in closed


def test_the_ontology_is_consistent_and_every_class_can_have_members(ontology: Graph):
    assert hermit(axioms(ontology)).is_consistent()
    assert unsatisfiable(ontology) == set()


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_both_reasoners_find_a_contradiction(ontology: Graph, case: str):
    wrong = axioms(ontology, CONTRADICTIONS[case])
    assert not hermit(wrong).is_consistent()
    assert errors(closure(wrong))


def test_the_reasoner_finds_a_number_in_words(ontology: Graph):
    assert not hermit(axioms(ontology, 'ex:forum om:attendance "many" .')).is_consistent()


def test_the_reasoner_finds_a_class_that_can_have_no_members(ontology: Graph):
    impossible = EXAMPLE.CeremonyThatLasts
    wrong = axioms(ontology)
    wrong += [(impossible, RDF.type, OWL.Class)]
    wrong += [(impossible, RDFS.subClassOf, URIRef(OM + above)) for above in ("Event", "Twinning")]
    assert unsatisfiable(wrong) == {impossible}
