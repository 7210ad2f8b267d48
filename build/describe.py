"""Descriptions of the dataset for machines: VoID with partitions, DCAT with every file's size and digest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable

from pyoxigraph import RdfFormat, parse

from onemoon.build.about import LICENCE, SUMMARY, TITLE, Edition, dataset_node
from onemoon.build.dataset import Dataset
from onemoon.build.dumps import ordered, readable, readable_prefixes
from onemoon.build.store import quads, triple
from onemoon.mappings.iris import Iris, slug
from onemoon.mappings.terms import Triple, english, integer, iri, labels, partial_date, typed
from onemoon.ontology import ONTOLOGY, files

MEDIA_TYPES = {
    "ttl": ("text/turtle", "Turtle"),
    "nt": ("application/n-triples", "N-Triples"),
    "nq": ("application/n-quads", "N-Quads"),
    "trig": ("application/trig", "TriG"),
    "jsonld": ("application/ld+json", "JSON-LD"),
}
FILE_TYPES = {"ttl": "RDF_TURTLE", "nt": "RDF_N_TRIPLES", "nq": "RDF_N_QUADS", "trig": "RDF_TRIG", "jsonld": "JSON_LD"}
IANA = "https://www.iana.org/assignments/media-types/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
THEMES = f"{AUTHORITY}data-theme"
KEYWORDS = {
    "en": ("sister cities", "local government", "Northeast Asia"),
    "ko": ("자매도시", "지방정부", "동북아시아"),
    "ja": ("姉妹都市", "自治体", "北東アジア"),
    "zh": ("友好城市", "地方政府", "东北亚"),
}


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
    for name in MEDIA_TYPES:
        yield node, iri("void:dataDump"), f"{base}dumps/onemoon.{name}"
        yield node, iri("void:dataDump"), f"{base}dumps/onemoon.{name}.gz"
    for namespace in ("om", "schema", "org", "skos", "dcterms", "prov", "oa", "geo"):
        yield node, iri("void:vocabulary"), iri(f"{namespace}:")
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


def catalog(iris: Iris, edition: Edition, files: Mapping[str, bytes]) -> Iterator[Triple]:
    """The DCAT catalogue: the dataset, one distribution a file, the SPARQL service."""
    base, node = iris.base, dataset_node(iris)
    whole, service, publisher = f"{base}catalog", f"{base}catalog#sparql", f"{base}catalog#publisher"
    yield whole, iri("rdf:type"), iri("dcat:Catalog")
    yield from _described(whole, publisher, edition)
    yield whole, iri("dcat:dataset"), node
    yield whole, iri("dcat:service"), service
    yield publisher, iri("rdf:type"), iri("foaf:Agent")
    yield publisher, iri("foaf:name"), english("One Moon")
    yield node, iri("rdf:type"), iri("dcat:Dataset")
    yield from _described(node, publisher, edition)
    yield node, iri("dcat:version"), typed(edition.version, "xsd:string")
    yield service, iri("rdf:type"), iri("dcat:DataService")
    yield from labels(service, {"en": "SPARQL endpoint"}, "dcterms:title")
    yield service, iri("dcat:endpointURL"), f"{base}sparql"
    yield service, iri("dcat:endpointDescription"), f"{base}openapi.json"
    yield service, iri("dcat:servesDataset"), node
    yield service, iri("dcterms:conformsTo"), "https://www.w3.org/TR/sparql11-protocol/"
    yield service, iri("dcterms:publisher"), publisher
    yield from _found_by(node, base)
    yield from _found_by(service, base)
    yield from _whereabouts(whole, edition)
    yield from _whereabouts(node, edition)
    yield whole, iri("dcat:themeTaxonomy"), THEMES
    yield whole, iri("foaf:homepage"), base
    for name in sorted(files):
        yield from _distribution(base, node, name, files[name], edition)


def _found_by(node: str, base: str) -> Iterator[Triple]:
    """What a catalogue's search looks at: theme, keywords, whom to ask."""
    yield node, iri("dcat:theme"), f"{THEMES}/GOVE"
    for language, words in KEYWORDS.items():
        yield from (triple for word in words for triple in labels(node, {language: word}, "dcat:keyword"))
    contact = f"{base}catalog#contact"
    yield node, iri("dcat:contactPoint"), contact
    yield contact, iri("rdf:type"), f"{VCARD}Kind"
    yield contact, f"{VCARD}fn", english("One Moon")
    yield contact, f"{VCARD}hasURL", base


def _whereabouts(node: str, edition: Edition) -> Iterator[Triple]:
    """Where, in which languages, and when it came out."""
    yield node, iri("dcterms:spatial"), f"{AUTHORITY}continent/ASIA"
    yield node, iri("dcterms:issued"), partial_date(edition.date)
    for language in ("ENG", "KOR", "JPN", "ZHO"):
        yield node, iri("dcterms:language"), f"{AUTHORITY}language/{language}"


def _described(node: str, publisher: str, edition: Edition) -> Iterator[Triple]:
    yield from labels(node, TITLE, "dcterms:title")
    yield from labels(node, SUMMARY, "dcterms:description")
    yield node, iri("dcterms:publisher"), publisher
    yield node, iri("dcterms:license"), LICENCE
    yield node, iri("dcterms:modified"), partial_date(edition.date)


def _distribution(base: str, node: str, name: str, content: bytes, edition: Edition) -> Iterator[Triple]:
    part, checksum = f"{base}catalog#{slug(name)}", f"{base}catalog#{slug(name)}-sha256"
    media_type, title = MEDIA_TYPES[name.split(".")[1]]
    zipped = name.endswith(".gz")
    yield node, iri("dcat:distribution"), part
    yield part, iri("rdf:type"), iri("dcat:Distribution")
    yield from labels(part, {"en": f"{title}, compressed" if zipped else title}, "dcterms:title")
    yield from labels(part, {"en": f"The whole data set as {title}"}, "dcterms:description")
    yield part, iri("dcterms:format"), f"{AUTHORITY}file-type/{FILE_TYPES[name.split('.')[1]]}"
    yield part, "http://data.europa.eu/r5r/availability", f"{AUTHORITY}planned-availability/STABLE"
    yield part, iri("dcat:downloadURL"), f"{base}dumps/{name}"
    yield part, iri("dcat:accessURL"), f"{base}dumps/"
    yield part, iri("dcat:mediaType"), f"{IANA}{media_type}"
    yield part, iri("dcat:byteSize"), typed(len(content), "xsd:decimal")
    if zipped:
        yield part, iri("dcat:compressFormat"), f"{IANA}application/gzip"
    yield part, iri("dcterms:license"), LICENCE
    yield part, iri("dcterms:modified"), partial_date(edition.date)
    yield part, iri("spdx:checksum"), checksum
    yield checksum, iri("rdf:type"), iri("spdx:Checksum")
    yield checksum, iri("spdx:algorithm"), iri("spdx:checksumAlgorithm_sha256")
    yield checksum, iri("spdx:checksumValue"), typed(hashlib.sha256(content).hexdigest(), "xsd:hexBinary")
