"""Accepted links as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onemoon.mappings.iris import Iris
from onemoon.mappings.links import Link
from onemoon.mappings.names import Names
from onemoon.mappings.terms import Triple, iri

PROPERTIES = {"skos:exactMatch": "owl:sameAs", "skos:closeMatch": "skos:closeMatch"}


def identities(links: Iterable[Link], names: Names, iris: Iris) -> Iterator[Triple]:
    """owl:sameAs (or skos:closeMatch) of each accepted link whose subject is known."""
    for link in links:
        if link.state == "accepted" and link.ref in names.preferred:
            yield iris.thing(link.ref), iri(PROPERTIES[link.predicate_id]), link.target
