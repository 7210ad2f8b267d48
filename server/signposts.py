"""Signposting (RFC 8288, RFC 9264): typed links from a document to its thing, forms, licence and collection."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import DefaultGraph, NamedNode

from .data import Data
from .evidence import value
from .negotiation import DOCUMENTS, HTML, Format, variants
from .terms import DCTERMS, RDF

_SAFE = ":/#%?&=@+,;~"
_ABOUT_PAGE = "https://schema.org/AboutPage"
_SCHEMA = "https://schema.org/"


@dataclass(frozen=True)
class Signpost:
    """A link of a document: where to, in which relation, of which media type."""

    href: str
    rel: str
    type: str = ""

    def header(self) -> str:
        """As a value of the Link header."""
        return f'<{self.href}>; rel="{self.rel}"' + (f'; type="{self.type}"' if self.type else "")


def signposts(data: Data, iri: str, path: str, form: Format) -> list[Signpost]:
    """The links of one form of the document about a thing."""
    found = [Signpost(quote(iri, safe=_SAFE), "cite-as")]
    others = [each for each in variants(DOCUMENTS) if each.key != form.key]
    found += [Signpost(f"{path}.{each.key}", "alternate", each.media_type) for each in others]
    if form == HTML:
        metadata = [each for each in others if each != HTML]
        found += [Signpost(f"{path}.{each.key}", "describedby", each.media_type) for each in metadata]
        found += [Signpost(_ABOUT_PAGE, "type"), *_kinds(data, iri)]
    else:
        found.append(Signpost(f"{path}.html", "describes", HTML.media_type))
    linkset = path.replace("/doc/", "/linkset/", 1)
    return [*found, *_whole(data), Signpost(linkset, "linkset", "application/linkset+json")]


def linkset(data: Data, iri: str, path: str, root: str) -> dict[str, object]:
    """All links of all forms of the document, each with its anchor; addresses are absolute."""
    sets = []
    for form in variants(DOCUMENTS):
        links: dict[str, object] = {"anchor": f"{root}{path}.{form.key}"}
        for each in signposts(data, iri, path, form):
            target = {"href": f"{root}{each.href}" if each.href.startswith("/") else each.href}
            known = links.setdefault(each.rel, [])
            assert isinstance(known, list)
            known.append(target | ({"type": each.type} if each.type else {}))
        sets.append(links)
    return {"linkset": sets}


def _kinds(data: Data, iri: str) -> list[Signpost]:
    quads = data.store.quads_for_pattern(NamedNode(iri), RDF.type, None, DefaultGraph())
    kinds = sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
    ours = [kind for kind in kinds if kind.startswith(_SCHEMA)] or kinds
    return [Signpost(quote(kind, safe=_SAFE), "type") for kind in ours[:1]]


def _whole(data: Data) -> list[Signpost]:
    """The licence and the data set a document belongs to."""
    dataset = data.dataset()
    licence = value(data.store, dataset, DCTERMS.license) if dataset else None
    found = [Signpost(quote(licence.value, safe=_SAFE), "license")] if isinstance(licence, NamedNode) else []
    path = data.addresses.path(dataset.value) if dataset else None
    return [*found, Signpost(path, "collection")] if path else found
