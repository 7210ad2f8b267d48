"""Descriptions of the dataset for machines: the ontology as it is published, and VoID with partitions and linksets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable

from pyoxigraph import RdfFormat, parse

from onemoon.build.about import LICENCE, SUMMARY, TITLE, Edition, dataset_node
from onemoon.build.catalog import SYNTAXES
from onemoon.build.dataset import Dataset
from onemoon.build.dumps import ordered, readable, readable_prefixes
from onemoon.build.store import quads, triple
from onemoon.mappings.iris import Iris, slug
from onemoon.mappings.terms import Triple, integer, iri, labels, partial_date, typed
from onemoon.ontology import ONTOLOGY, files

VOCABULARIES = ("om", "schema", "org", "skos", "dcterms", "prov", "oa", "geo", "dcat", "owl", "rdfs")
FEATURES = ("Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML")


def turtle(triples: Iterator[Triple], iris: Iris) -> bytes:
    """Triples as Turtle for people."""
    return readable(quads(ordered(set(triples))), RdfFormat.TURTLE, readable_prefixes(iris))


def ontology(iris: Iris) -> bytes:
    """The ontology, its concepts, the borrowed terms and the alignments in one Turtle file."""
    return turtle(iter(_parsed(files())), iris)


def vocabulary() -> set[Triple]:
    """Our terms and concepts without the ontology's own header: a query finds the labels of kinds and statuses."""
    parsed = _parsed(file for file in files() if file.name in ("onemoon.ttl", "concepts.ttl"))
    return {each for each in parsed if each[0] != ONTOLOGY}


def _parsed(chosen: Iterable[Traversable]) -> set[Triple]:
    return {triple(quad) for file in chosen for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE)}


def void(dataset: Dataset, edition: Edition) -> Iterator[Triple]:
    """The VoID description: where it is, what is in it, how much of it."""
    node, base = dataset_node(dataset.iris), dataset.iris.base
    yield node, iri("rdf:type"), iri("void:Dataset")
    yield from labels(node, TITLE, "dcterms:title")
    yield from labels(node, SUMMARY, "dcterms:description")
    yield node, iri("dcterms:license"), LICENCE
    yield node, iri("dcterms:modified"), partial_date(edition.date)
    yield node, iri("void:sparqlEndpoint"), f"{base}sparql"
    yield node, iri("void:uriSpace"), typed(f"{base}id/", "xsd:string")
    yield node, iri("dcat:version"), typed(edition.name, "xsd:string")
    yield node, iri("foaf:homepage"), base
    for name in SYNTAXES:
        yield node, iri("void:dataDump"), f"{base}dumps/onemoon.{name}"
        yield node, iri("void:dataDump"), f"{base}dumps/onemoon.{name}.gz"
    for namespace in VOCABULARIES:
        yield node, iri("void:vocabulary"), iri(f"{namespace}:")
    for feature in FEATURES:
        yield node, iri("void:feature"), iri(f"formats:{feature}")
    yield from _counts(dataset, node)
    yield from _partitions(dataset, node)
    yield from _linkset(dataset, node)


def _counts(dataset: Dataset, node: str) -> Iterator[Triple]:
    triples = dataset.default
    classes = {value for _, property, value in triples if property == iri("rdf:type")}
    yield node, iri("void:triples"), integer(len(triples))
    yield node, iri("void:classes"), integer(len(classes))
    yield node, iri("void:properties"), integer(len({p for _, p, _ in triples}))
    yield node, iri("void:distinctSubjects"), integer(len({s for s, _, _ in triples}))
    yield node, iri("void:distinctObjects"), integer(len({o for _, _, o in triples}))
    things = {
        s for s, p, _ in triples if p == iri("rdf:type") and s.startswith(f"{dataset.iris.base}id/") and "#" not in s
    }
    yield node, iri("void:entities"), integer(len(things))


def _partitions(dataset: Dataset, node: str) -> Iterator[Triple]:
    of_class = Counter(o for _, p, o in dataset.default if p == iri("rdf:type") and isinstance(o, str))
    of_property = Counter(p for _, p, _ in dataset.default)
    examples = _examples(dataset)
    for name, count in of_class.items():
        part = f"{node}#class-{slug(name)}"
        yield node, iri("void:classPartition"), part
        yield part, iri("void:class"), name
        yield part, iri("void:entities"), integer(count)
        yield node, iri("void:exampleResource"), examples[name]
    for name, count in of_property.items():
        part = f"{node}#property-{slug(name)}"
        yield node, iri("void:propertyPartition"), part
        yield part, iri("void:property"), name
        yield part, iri("void:triples"), integer(count)


def _examples(dataset: Dataset) -> dict[str, str]:
    found: dict[str, str] = {}
    for subject, _, value in sorted(t for t in dataset.default if t[1] == iri("rdf:type")):
        found.setdefault(str(value), subject)
    return found


def _linkset(dataset: Dataset, node: str) -> Iterator[Triple]:
    for key, space, target in (
        ("wikidata", iri("wd:"), "https://www.wikidata.org/"),
        ("geonames", "https://sws.geonames.org/", "https://www.geonames.org/"),
    ):
        linkset = f"{node}#linkset-{key}"
        links = [
            o for _, p, o in dataset.default if p == iri("owl:sameAs") and isinstance(o, str) and o.startswith(space)
        ]
        yield node, iri("void:subset"), linkset
        yield linkset, iri("rdf:type"), iri("void:Linkset")
        yield linkset, iri("void:linkPredicate"), iri("owl:sameAs")
        yield linkset, iri("void:subjectsTarget"), node
        yield linkset, iri("void:objectsTarget"), target
        yield linkset, iri("void:triples"), integer(len(links))
