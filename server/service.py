"""The description of the query service, in the words of SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from .data import Data
from .negotiation import GRAPHS, HTML, TABLES, variants
from .remote import RemoteStore
from .survey import Survey
from .terms import DCTERMS, RDF, RDFS, SD, VOID, XSD, Namespace

_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "jsonld": "JSON-LD",
    "nq": "N-Quads",
    "trig": "TriG",
}
_GEOSPARQL = Namespace("http://www.opengis.net/def/function/geosparql/")
GEO_FUNCTIONS = """
distance centroid convexHull envelope intersection union difference symDifference sfEquals sfDisjoint sfIntersects
sfTouches sfCrosses sfWithin sfContains sfOverlaps ehEquals ehDisjoint ehMeet ehOverlap ehCovers ehCoveredBy
ehInside ehContains rcc8eq rcc8dc rcc8ec rcc8po rcc8tppi rcc8tpp rcc8ntpp rcc8ntppi relate asGeoJSON area length
perimeter dimension coordinateDimension spatialDimension isEmpty isSimple getSRID
""".split()
_LIMITS = "Read only. A query has at most 64 KiB, by GET or POST. SERVICE is refused and FROM fetches nothing."


def description(data: Data, found: Survey, endpoint: str, limits: str = "") -> list[Triple]:
    """The triples of the service at the address that was asked."""
    service = NamedNode(endpoint + "#service")
    return [
        *_service(data, service, NamedNode(endpoint), f"{_LIMITS} {limits}".strip()),
        *_functions(data, service),
        *_dataset(found, endpoint),
        *_terms_of_use(data, NamedNode(endpoint + "#dataset")),
        *_partitions(found, NamedNode(endpoint + "#default")),
    ]


def _service(data: Data, service: NamedNode, endpoint: NamedNode, limits: str) -> Iterator[Triple]:
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, endpoint)
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(service, SD.feature, SD.EmptyGraphs)
    yield Triple(service, SD.defaultEntailmentRegime, NamedNode("http://www.w3.org/ns/entailment/Simple"))
    yield Triple(service, SD.defaultDataset, NamedNode(endpoint.value + "#dataset"))
    yield Triple(service, DCTERMS.title, Literal("SPARQL endpoint of One Moon", language="en"))
    yield Triple(service, RDFS.comment, Literal(limits, language="en"))
    for form in variants(TABLES) + variants(GRAPHS):
        if form != HTML:
            yield Triple(service, SD.resultFormat, _FORMATS[_NAMES[form.key]])


def _functions(data: Data, service: NamedNode) -> Iterator[Triple]:
    """What our own engine can do beyond the standard; another one describes itself."""
    if not isinstance(data.store, RemoteStore):
        for name in GEO_FUNCTIONS:
            yield Triple(service, SD.extensionFunction, _GEOSPARQL[name])


def _terms_of_use(data: Data, dataset: NamedNode) -> Iterator[Triple]:
    """Licence and date, as the data says of itself."""
    described = data.dataset()
    for quad in data.store.quads_for_pattern(described, DCTERMS.license, None, DefaultGraph()) if described else ():
        yield Triple(dataset, DCTERMS.license, quad.object)
    if data.date:
        yield Triple(dataset, DCTERMS.modified, Literal(data.date, datatype=XSD.date))


def _dataset(found: Survey, endpoint: str) -> Iterator[Triple]:
    dataset, default = NamedNode(endpoint + "#dataset"), NamedNode(endpoint + "#default")
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, RDF.type, VOID.Dataset)
    yield Triple(dataset, SD.defaultGraph, default)
    yield Triple(default, RDF.type, SD.Graph)
    yield Triple(default, VOID.triples, Literal(found.triples))
    for place, (name, count) in enumerate(found.graphs.items()):
        named, graph = NamedNode(f"{endpoint}#named-{place}"), NamedNode(f"{endpoint}#graph-{place}")
        yield Triple(dataset, SD.namedGraph, named)
        yield Triple(named, RDF.type, SD.NamedGraph)
        yield Triple(named, SD["name"], name)
        yield Triple(named, SD.graph, graph)
        yield Triple(graph, RDF.type, SD.Graph)
        yield Triple(graph, VOID.triples, Literal(count))


def _partitions(found: Survey, graph: NamedNode) -> Iterator[Triple]:
    for place, (kind, count) in enumerate(found.classes.items()):
        part = NamedNode(f"{graph.value}-class-{place}")
        yield Triple(graph, VOID.classPartition, part)
        yield Triple(part, VOID["class"], kind)
        yield Triple(part, VOID.entities, Literal(count))
    for place, (term, count) in enumerate(found.properties.items()):
        part = NamedNode(f"{graph.value}-property-{place}")
        yield Triple(graph, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, term)
        yield Triple(part, VOID.triples, Literal(count))
