"""Which address on this server answers for an IRI of ours."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from .terms import NS

_OWN_PAGES = ("doc/", "dumps/", "sparql", ".well-known/void", "browse/", "validation", "catalog", "changes")
_SAFE = "/#%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True)
class Addresses:
    """Maps IRIs under one base, and those of the ontology, to paths of this server, whatever its host is."""

    base: str

    def thing(self, name: str) -> str:
        """`government/nara` gives {base}id/government/nara."""
        return f"{self.base}id/{name}"

    def document(self, name: str) -> str:
        """`government/nara` gives {base}doc/government/nara."""
        return f"{self.base}doc/{name}"

    def graph(self, key: str) -> str:
        """`reference` gives {base}graph/reference."""
        return f"{self.base}graph/{key}"

    def name(self, iri: str) -> str | None:
        """What follows /doc/ in the address of the document about a thing or a graph; None for other IRIs."""
        rest = iri.removeprefix(self.base) if iri.startswith(self.base) else ""
        return rest.removeprefix("id/") if rest.startswith("id/") else rest if rest.startswith("graph/") else None

    def path(self, iri: str) -> str | None:
        """The path that answers for an IRI: a thing's document, a term's vocabulary; None if not ours."""
        if iri == NS or iri.startswith((NS + "#", NS + "/")):
            return "/ns" + quote(iri.removeprefix(NS), safe=_SAFE)
        name = self.name(iri)
        if name is not None:
            return "/doc/" + quote(name, safe=_SAFE)
        rest = iri.removeprefix(self.base)
        ours = iri.startswith(self.base) and (rest == "" or rest.startswith(_OWN_PAGES))
        return "/" + quote(rest, safe=_SAFE) if ours else None

    def link(self, iri: str) -> str | None:
        """Where a page may link for an IRI: our own document, or the web; None for every other scheme."""
        return self.path(iri) or (iri if iri.lower().startswith(("http://", "https://")) else None)
