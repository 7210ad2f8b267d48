"""Signposting (RFC 8288, RFC 9264): typed links from a document to its thing, forms, licence and collection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote

from flask import Response
from pyoxigraph import DefaultGraph, NamedNode

from .data import Data
from .evidence import value
from .negotiation import DOCUMENTS, HTML, Format, variants
from .terms import DCTERMS, NS, RDF

_SAFE = ":/#%?&=@+,;~"
_ABOUT_PAGE = "https://schema.org/AboutPage"
_DATASET = "https://schema.org/Dataset"
_SCHEMA = "https://schema.org/"
_DUMPS = ("ttl", "nt", "nq", "trig", "jsonld")
_ZIPPED = "application/gzip"
_CONSTRAINED = "http://www.w3.org/ns/ldp#constrainedBy"


@dataclass(frozen=True)
class Signpost:
    """A link of a document: where to, in which relation, of which media type, in which vocabulary."""

    href: str
    rel: str
    type: str = ""
    profile: str = ""

    def attributes(self) -> dict[str, str]:
        """What is told of the target besides its address."""
        return {name: text for name, text in (("type", self.type), ("profile", self.profile)) if text}

    def header(self) -> str:
        """As a value of the Link header."""
        told = "".join(f'; {name}="{text}"' for name, text in self.attributes().items())
        return f'<{self.href}>; rel="{self.rel}"{told}'


def signposts(data: Data, iri: str, path: str, form: Format) -> list[Signpost]:
    """The links of one form of the document about a thing."""
    found = [Signpost(quote(iri, safe=_SAFE), "cite-as")]
    others = [each for each in variants(DOCUMENTS) if each.key != form.key]
    found += [Signpost(f"{path}.{each.key}", "alternate", each.media_type) for each in others]
    if form == HTML:
        metadata = [each for each in others if each != HTML]
        found += [Signpost(f"{path}.{each.key}", "describedby", each.media_type, NS) for each in metadata]
        found += [Signpost(_ABOUT_PAGE, "type"), *_kinds(data, iri)]
    else:
        found.append(Signpost(f"{path}.html", "describes", HTML.media_type))
    shapes = [Signpost("/shapes", _CONSTRAINED)] if "shapes.ttl" in data.files else []
    return [*found, *_belonging(data, iri), *shapes, _linkset(path)]


def home_signposts(data: Data) -> list[Signpost]:
    """The links of the home page: the data set, its description and files, the interfaces."""
    dataset = data.dataset()
    path = data.addresses.path(dataset.value) if dataset else None
    found = [
        Signpost("/openapi.json", "service-desc", "application/json"),
        Signpost("/llms.txt", "service-doc", "text/plain"),
        Signpost("/.well-known/api-catalog", "api-catalog", "application/linkset+json"),
    ]
    if dataset is None or path is None:
        return found
    about = [Signpost(quote(dataset.value, safe=_SAFE), "cite-as"), *_descriptions(data)]
    about += [Signpost(_ABOUT_PAGE, "type"), Signpost(_DATASET, "type"), *_belonging(data, dataset.value)]
    return [*found, *about, _linkset(path)]


def version_signposts(data: Data, address: str, names: Iterable[str]) -> list[Signpost]:
    """The links of the page of one version: how to cite it, what describes it, its dumps."""
    dataset = data.dataset()
    found = [
        Signpost(data.base + address.removeprefix("/"), "cite-as"),
        Signpost(f"{address}?format=ttl", "describedby", "text/turtle", "http://www.w3.org/ns/dcat#"),
        Signpost(_ABOUT_PAGE, "type"),
        Signpost(_DATASET, "type"),
        *(each for each in (_belonging(data, dataset.value) if dataset else []) if each.rel != "item"),
    ]
    return [*found, *(Signpost(address + name, "item", _ZIPPED) for name in names if name.startswith("onemoon."))]


def file_signposts(data: Data, name: str) -> list[Signpost]:
    """The links of a published file: the data set it holds or describes, its licence."""
    dataset = data.dataset()
    path = data.addresses.path(dataset.value) if dataset else None
    if path is None:
        return []
    if not name.startswith("onemoon."):
        return [Signpost(path, "describes"), *_licence(data), _linkset(path)]
    return [Signpost(path, "collection"), Signpost(_DATASET, "type"), *_licence(data), _linkset(path)]


def linkset(data: Data, iri: str, path: str, root: str) -> list[tuple[str, list[Signpost]]]:
    """All links of all forms of the document by anchor, with those of the home page and of what describes and holds
    the data for the data set itself; addresses are absolute.
    """
    sets = [(f"{path}.{form.key}", signposts(data, iri, path, form)) for form in variants(DOCUMENTS)]
    dataset = data.dataset()
    if dataset and iri == dataset.value:
        sets += [(each.href, file_signposts(data, each.href.rpartition("/")[2])) for each in _files(data)]
        sets += [(each.href, [Signpost(path, "describes")]) for each in _descriptions(data)]
        sets.append(("/", home_signposts(data)))
    return [(_absolute(anchor, root), [_rooted(each, root) for each in links]) for anchor, links in sets]


def as_json(sets: Iterable[tuple[str, list[Signpost]]]) -> dict[str, object]:
    """A link set as application/linkset+json."""
    found = []
    for anchor, links in sets:
        context: dict[str, object] = {"anchor": anchor}
        for rel in dict.fromkeys(each.rel for each in links):
            context[rel] = [{"href": each.href, **each.attributes()} for each in links if each.rel == rel]
        found.append(context)
    return {"linkset": found}


def as_text(sets: Iterable[tuple[str, list[Signpost]]]) -> str:
    """A link set as application/linkset."""
    return ",\n".join(f'{each.header()}; anchor="{anchor}"' for anchor, links in sets for each in links) + "\n"


def headed(response: Response, links: Iterable[Signpost]) -> Response:
    """The answer with its links in the header."""
    told = ", ".join(each.header() for each in links)
    if told:
        response.headers["Link"] = told
    return response


def _absolute(address: str, root: str) -> str:
    return f"{root}{address}" if address.startswith("/") else address


def _rooted(link: Signpost, root: str) -> Signpost:
    return replace(link, href=_absolute(link.href, root))


def _linkset(path: str) -> Signpost:
    return Signpost(path.replace("/doc/", "/linkset/", 1), "linkset", "application/linkset+json")


def _kinds(data: Data, iri: str) -> list[Signpost]:
    quads = data.store.quads_for_pattern(NamedNode(iri), RDF.type, None, DefaultGraph())
    kinds = sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
    if any(kind.endswith("#Dataset") for kind in kinds):
        return [Signpost(_DATASET, "type")]
    ours = [kind for kind in kinds if kind.startswith(_SCHEMA)] or kinds
    return [Signpost(quote(kind, safe=_SAFE), "type") for kind in ours[:1]]


def _belonging(data: Data, iri: str) -> list[Signpost]:
    """The licence, the author, and the data set a document belongs to, or its files if it is about the data set."""
    dataset = data.dataset()
    path = data.addresses.path(dataset.value) if dataset else None
    if dataset is None or path is None:
        return _licence(data)
    author = [Signpost(quote(f"{data.base}catalog#publisher", safe=_SAFE), "author")]
    whole = _files(data) if iri == dataset.value else [Signpost(path, "collection")]
    return [*_licence(data), *author, *whole]


def _licence(data: Data) -> list[Signpost]:
    dataset = data.dataset()
    licence = value(data.store, dataset, DCTERMS.license) if dataset else None
    return [Signpost(quote(licence.value, safe=_SAFE), "license")] if isinstance(licence, NamedNode) else []


def _descriptions(data: Data) -> list[Signpost]:
    known = {"catalog.ttl": "http://www.w3.org/ns/dcat#", "void.ttl": "http://rdfs.org/ns/void#"}
    return [Signpost(f"/{name}", "describedby", "text/turtle", known[name]) for name in known if name in data.files]


def _files(data: Data) -> list[Signpost]:
    zipped = (f"onemoon.{each}.gz" for each in _DUMPS)
    folder = f"/dumps/{data.version}/" if "versions.json" in data.files else "/dumps/"
    return [Signpost(folder + name, "item", _ZIPPED) for name in zipped if name in data.files]
