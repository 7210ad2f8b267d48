"""The ontology: our terms, the concepts, the borrowed terms and the alignments, with the one table of prefixes."""

from __future__ import annotations

from importlib.resources import files as _resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from rdflib import Graph

OM = "https://w3id.org/onemoon/ns#"
ONTOLOGY = "https://w3id.org/onemoon/ns"

_FILES = ("onemoon.ttl", "concepts.ttl", "borrowed.ttl", "alignments.ttl")
_PREFIXES = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "bibo": "http://purl.org/ontology/bibo/",
        "crm": "http://www.cidoc-crm.org/cidoc-crm/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "formats": "http://www.w3.org/ns/formats/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "lode": "http://linkedevents.org/ontology/",
        "m8g": "http://data.europa.eu/m8g/",
        "oa": "http://www.w3.org/ns/oa#",
        "om": OM,
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "vann": "http://purl.org/vocab/vann/",
        "void": "http://rdfs.org/ns/void#",
        "wd": "http://www.wikidata.org/entity/",
        "wdt": "http://www.wikidata.org/prop/direct/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)


def prefixes() -> dict[str, str]:
    """The project's prefixes and their namespaces, by prefix; a copy that the caller may change."""
    return dict(_PREFIXES)


def files(alignments: bool = True) -> list[Traversable]:
    """The Turtle files of the ontology, as packaged resources; all can be merged into one graph."""
    folder = _resources(__name__)
    return [folder / name for name in _FILES if alignments or name != "alignments.ttl"]


def graph(alignments: bool = True) -> Graph:
    """The ontology as one graph with the project's prefixes bound; without alignments, only what the data needs."""
    from rdflib import Graph  # here, so that a build that needs no graph starts without rdflib

    found = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        found.bind(prefix, namespace)
    for file in files(alignments):
        found.parse(data=file.read_bytes(), format="turtle")
    return found
