"""The closed vocabulary of SHACL: a misspelt sh: term would constrain nothing and nobody would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Graph

SH = "http://www.w3.org/ns/shacl#"


class ShapesError(Exception):
    """The shapes themselves are wrong: one sentence that says what to correct."""


def unknown_terms(shapes: Graph) -> list[str]:
    """The sh: terms of a shapes graph that SHACL does not have, as prefixed names, sorted."""
    from rdflib import URIRef
    from rdflib.namespace import SH as KNOWN

    used = {term for triple in shapes for term in triple if isinstance(term, URIRef) and term.startswith(SH)}
    return sorted("sh:" + term.removeprefix(SH) for term in used if term not in KNOWN)
