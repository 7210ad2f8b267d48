"""The ontology keeps the contract's names, and every name and definition is in four languages."""

import re
import subprocess
import sys
from importlib.metadata import version

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, VANN

from onemoon.ontology import OM, ONTOLOGY, files, graph, prefixes

SCHEMA = Namespace("https://schema.org/")
TERMS = {
    OWL.Class: "Agreement Designation Event EventSeries LocalGovernment Participation Qualifier SourceDocument Status"
    " Title Twinning",
    OWL.ObjectProperty: "agent attendanceQualifier designee event participant party role status title twinnedWith"
    " valueQualifier",
    OWL.DatatypeProperty: "attendance characters edition publishedBasis reliability reviewed topic year",
}
CONCEPTS = {
    "eventKinds": "eventKind/ forum symposium conference summit meeting round-table workshop session lecture"
    " panel-discussion ceremony visit tour festival fair exhibition competition sports-event concert signing campaign"
    " speech reception promotion",
    "fields": "field/ culture arts sports youth education tourism economy trade investment industry technology"
    " environment climate disaster-response health media public-diplomacy administration agriculture urban-development"
    " human-resources logistics digital energy people-to-people peace",
    "kinds": "kind/ sister-city friendship-city partner-city",
    "levels": "level/ first-level second-level third-level province autonomous-region prefecture state oblast"
    " municipality special-self-governing-province special-self-governing-city city county district town village",
    "organizationKinds": "organizationKind/ association company government-office international-organization media"
    " ministry network research-institute secretariat think-tank university",
    "placeKinds": "placeKind/ airport museum memorial-hall temple street university venue economic-zone"
    " service-center river canal avenue",
    "qualifiers": " atLeast atMost about",
    "roles": "role/ opening-remarks closing-remarks congratulatory-remarks congratulatory-message keynote speaker"
    " presenter moderator panelist chair host guest performer signatory discussant invitee delegate runner",
    "statuses": " inForce planned ended",
    "titles": " ",
    "workKinds": "workKind/ declaration plan report statue video book poem website social-media-account"
    " agreement-text speech regulation",
}
OURS = [(kind, URIRef(OM + name)) for kind, names in TERMS.items() for name in names.split()]
SCRIPTS = {"en": "[A-Za-z]", "zh": "[一-鿿]", "ja": "[ぁ-ヿ一-鿿]", "ko": "[가-힣]"}
STOPS = {"en": ".", "zh": "。", "ja": "。", "ko": "."}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return graph()


def tongues(ontology: Graph, node: URIRef, property: URIRef) -> dict[str, str]:
    """The literals of a property by language; fails when a language has two."""
    found = [(str(value.language), str(value)) for value in ontology.objects(node, property)]
    assert len(dict(found)) == len(found), f"{node} has two {property} in one language"
    return dict(found)


def test_the_contracts_terms_and_no_others_are_defined(ontology: Graph):
    kinds = [(kind, node) for kind in TERMS for node in ontology.subjects(RDF.type, kind) if node.startswith(OM)]
    assert sorted(kinds) == sorted(OURS)


@pytest.mark.parametrize(("term", "above"), [
    ("Agreement", PROV.Entity), ("Designation", SCHEMA.Certification), ("Event", SCHEMA.Event),
    ("EventSeries", SCHEMA.EventSeries), ("LocalGovernment", ORG.Organization),
    ("LocalGovernment", SCHEMA.AdministrativeArea), ("Participation", PROV.Entity), ("Qualifier", SKOS.Concept),
    ("SourceDocument", SCHEMA.DigitalDocument), ("Status", SKOS.Concept), ("Title", SKOS.Concept),
    ("Twinning", PROV.Entity),
])  # fmt: skip
def test_classes_stand_below_the_borrowed_ones_of_the_contract(ontology: Graph, term: str, above: URIRef):
    assert (URIRef(OM + term), RDFS.subClassOf, above) in ontology


@pytest.mark.parametrize(("kind", "term"), OURS)
def test_each_term_is_labelled_and_defined_in_four_languages(ontology: Graph, kind: URIRef, term: URIRef):
    labels, definitions = tongues(ontology, term, RDFS.label), tongues(ontology, term, SKOS.definition)
    assert labels.keys() == definitions.keys() == SCRIPTS.keys()
    for language, text in definitions.items():
        assert text.endswith(STOPS[language])
        assert text.rstrip(STOPS[language]).casefold() != labels[language].casefold()
    assert set(ontology.objects(term, RDFS.isDefinedBy)) == {URIRef(ONTOLOGY)}


@pytest.mark.parametrize("property", [RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.definition, DCTERMS.title])
def test_every_text_is_in_the_script_of_its_language(ontology: Graph, property: URIRef):
    texts = list(ontology.objects(None, property))
    assert texts and not [text for text in texts if not re.search(SCRIPTS[text.language], text)]


def test_the_header_says_what_the_package_says(ontology: Graph):
    header = URIRef(ONTOLOGY)
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [header]
    assert str(ontology.value(header, OWL.versionInfo)) == version("onemoon")
    assert ontology.value(header, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version('onemoon')}")
    assert str(ontology.value(header, VANN.preferredNamespaceUri)) == OM
    assert ontology.value(header, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert ontology.value(header, DCTERMS.created) <= ontology.value(header, DCTERMS.modified)
    for property in (DCTERMS.title, DCTERMS.description):
        assert tongues(ontology, header, property).keys() == SCRIPTS.keys()


@pytest.mark.parametrize("file", files(), ids=lambda file: file.name)
def test_each_file_stands_alone_with_prefixes_of_the_table_in_order(file):
    text = file.read_text(encoding="utf-8")
    declared = re.findall(r"^@prefix (\w+): <(.+)> \.$", text, re.MULTILINE)
    assert declared == sorted(declared) and dict(declared).items() <= prefixes().items()
    assert len(Graph().parse(data=text, format="turtle")) > 0
    assert {prefix for prefix, _ in declared} == set(re.findall(r"(?<![\w<\"])(\w+):(?=[\w\\])", strip_texts(text)))


def strip_texts(turtle: str) -> str:
    """Turtle without its prefixes, comments, strings and spelt-out IRIs."""
    return re.sub(r'^@prefix.*$|^#.*$|"(\\.|[^"\\])*"|<[^>]*>', "", turtle, flags=re.MULTILINE)


def test_every_namespace_is_spelt_in_one_way():
    assert prefixes()["schema"] == "https://schema.org/" and prefixes()["om"] == OM
    assert len(set(prefixes().values())) == len(prefixes())
    assert not [file.name for file in files() if "http://schema.org" in file.read_text(encoding="utf-8")]


def test_no_term_of_ours_is_used_without_being_defined(ontology: Graph):
    used = {node for triple in ontology for node in triple if isinstance(node, URIRef) and node.startswith(OM)}
    assert len(used) > 150 and used == set(ontology.subjects(RDFS.isDefinedBy, URIRef(ONTOLOGY)))


def test_nothing_is_anonymous(ontology: Graph):
    assert not [node for node in ontology.all_nodes() if isinstance(node, BNode)]


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_each_scheme_has_its_concepts(ontology: Graph, scheme: str):
    path, *keys = CONCEPTS[scheme].split(" ") if CONCEPTS[scheme].strip() else [""]
    members = set(ontology.subjects(SKOS.inScheme, URIRef(OM + scheme)))
    assert (URIRef(OM + scheme), RDF.type, SKOS.ConceptScheme) in ontology
    assert members == {URIRef(OM + path + key) for key in keys}
    assert all((member, RDF.type, SKOS.Concept) in ontology for member in members)


def test_concepts_are_named_and_defined_in_four_languages_within_one_scheme(ontology: Graph):
    for concept in ontology.subjects(RDF.type, SKOS.Concept):
        assert len(list(ontology.objects(concept, SKOS.inScheme))) == 1
        labels, definitions = (tongues(ontology, concept, p) for p in (SKOS.prefLabel, SKOS.definition))
        assert labels.keys() == definitions.keys() == SCRIPTS.keys(), concept
        assert all(text.endswith(STOPS[language]) for language, text in definitions.items()), concept


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_no_two_concepts_of_a_scheme_share_a_name(ontology: Graph, scheme: str):
    members = set(ontology.subjects(SKOS.inScheme, URIRef(OM + scheme)))
    names = [name for node in members for p in (SKOS.prefLabel, SKOS.altLabel) for name in ontology.objects(node, p)]
    assert len(names) == len(set(names)) and len(names) >= 4 * len(members)


def test_broader_concepts_lead_to_the_top_of_the_same_scheme(ontology: Graph):
    for concept in ontology.subjects(RDF.type, SKOS.Concept):
        chain = list(ontology.transitive_objects(concept, SKOS.broader))
        tops = [ontology.value(node, SKOS.topConceptOf) for node in chain]
        assert tops[:-1] == [None] * (len(chain) - 1) and tops[-1] == ontology.value(concept, SKOS.inScheme), concept


def test_borrowed_terms_are_of_one_kind_and_named_in_four_languages(ontology: Graph):
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    borrowed = {node for kind in kinds for node in ontology.subjects(RDF.type, kind) if not node.startswith(OM)}
    for node in borrowed:
        assert len(kinds & set(ontology.objects(node, RDF.type))) == 1, node
        assert tongues(ontology, node, RDFS.label).keys() == SCRIPTS.keys(), node
    built_in = tuple(prefixes()[name] for name in ("owl", "rdf", "rdfs"))
    assert {used for used in ontology.predicates() if not str(used).startswith(built_in)} <= borrowed


def test_alignments_can_be_left_out(ontology: Graph):
    bare = graph(alignments=False)
    assert set(bare) < set(ontology) and not list(bare.subject_objects(SKOS.closeMatch))


def test_the_prefix_table_comes_without_rdflib():
    code = "import sys, onemoon.ontology as o; o.prefixes(); o.files(); print('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
