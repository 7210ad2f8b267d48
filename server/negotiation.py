"""The media types the server speaks, and the choice between them (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache


@dataclass(frozen=True, eq=False)
class Format:
    """A representation: its suffix, the type it is asked by, the type it is sent with, its title, other short names."""

    key: str
    media_type: str
    content_type: str
    title: str
    names: tuple[str, ...] = ()


def _also(known: Format, *media_types: str) -> tuple[Format, ...]:
    return tuple(replace(known, media_type=media_type) for media_type in media_types)


HTML = Format("html", "text/html", "text/html; charset=utf-8", "HTML")
TEXT = Format("txt", "text/plain", "text/plain; charset=utf-8", "Text")
PROBLEM = Format("json", "application/problem+json", "application/problem+json", "Problem details")

TURTLE = Format("ttl", "text/turtle", "text/turtle; charset=utf-8", "Turtle", ("turtle", "n3"))
NTRIPLES = Format("nt", "application/n-triples", "application/n-triples", "N-Triples", ("ntriples", "n-triples"))
JSONLD = Format("jsonld", "application/ld+json", "application/ld+json", "JSON-LD", ("json", "json-ld"))
RDFXML = Format(
    "rdf", "application/rdf+xml", "application/rdf+xml; charset=utf-8", "RDF/XML", ("xml", "rdfxml", "rdf+xml")
)
NQUADS = Format("nq", "application/n-quads", "application/n-quads", "N-Quads", ("nquads", "n-quads"))
TRIG = Format("trig", "application/trig", "application/trig; charset=utf-8", "TriG")

JSON = Format("json", "application/sparql-results+json", "application/sparql-results+json", "JSON", ("srj",))
XML = Format("xml", "application/sparql-results+xml", "application/sparql-results+xml; charset=utf-8", "XML", ("srx",))
CSV = Format("csv", "text/csv", "text/csv; charset=utf-8; header=present", "CSV")
TSV = Format("tsv", "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "TSV")

_TURTLE_NAMES = _also(TURTLE, "text/n3", "application/x-turtle", "application/turtle")
_JSON_AS_IT_IS = replace(JSON, media_type="application/json", content_type="application/json")

DOCUMENTS = (HTML, TURTLE, NTRIPLES, JSONLD, RDFXML, *_TURTLE_NAMES, *_also(JSONLD, "application/json"))
DESCRIPTIONS = (TURTLE, HTML, *DOCUMENTS[2:])
GRAPHS = (
    TURTLE,
    NTRIPLES,
    RDFXML,
    JSONLD,
    NQUADS,
    TRIG,
    HTML,
    *_TURTLE_NAMES,
    *_also(JSONLD, "application/json"),
    *_also(RDFXML, "application/xml", "text/xml"),
)
TABLES = (JSON, XML, CSV, TSV, HTML, _JSON_AS_IT_IS, *_also(XML, "application/xml", "text/xml"))
PROBLEMS = (PROBLEM, TEXT, HTML, *_also(PROBLEM, "application/json"))

_LONGEST = 4000
_ELEMENT = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*")+')


def choose(accept: str | None, offered: Sequence[Format]) -> Format | None:
    """The best of the offered formats for an Accept header, the first when there is none; None when nothing fits."""
    if accept is None or accept == "*/*":
        return offered[0]
    return _chosen(accept[:_LONGEST], tuple(offered))


@lru_cache(1024)
def _chosen(accept: str, offered: tuple[Format, ...]) -> Format | None:
    ranges = _ranges(accept)
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda known: _rank(known.media_type, ranges))
    return best if _rank(best.media_type, ranges)[0] > 0 else None


@lru_cache(256)
def takes_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header lets an answer be compressed with gzip."""
    quality = dict(reversed(_ranges(accept_encoding[:_LONGEST])))
    return next((quality[name] for name in ("gzip", "x-gzip", "*") if name in quality), 0.0) > 0


def named(name: str, offered: Sequence[Format]) -> Format | None:
    """The offered format with this short name or media type (`ttl`, `turtle`, `text/turtle`), or None."""
    wanted = name.partition(";")[0].strip().lower().replace(" ", "+")
    return next((known for known in offered if wanted in (known.media_type, known.key, *known.names)), None)


def variants(offered: Sequence[Format]) -> list[Format]:
    """The offered formats without their further names."""
    first: dict[str, Format] = {}
    for known in offered:
        first.setdefault(known.key, known)
    return list(first.values())


def _ranges(accept: str) -> list[tuple[str, float]]:
    elements = (element.strip() for element in _ELEMENT.findall(accept))
    return [_range(element) for element in elements if element]


def _range(element: str) -> tuple[str, float]:
    media_range, *parameters = element.split(";")
    quality = next(
        (value for name, _, value in (part.partition("=") for part in parameters) if name.strip().lower() == "q"), "1"
    )
    return media_range.strip().lower(), _quality(quality)


def _quality(text: str) -> float:
    found = re.fullmatch(r"\s*(\d*\.?\d+|\d+\.)\s*", text)
    return min(float(found[1]), 1.0) if found else 1.0


def _rank(media_type: str, ranges: list[tuple[str, float]]) -> tuple[float, int, int]:
    """Quality, specificity and place in the header of the most specific range that covers the type."""
    covers = [
        (_specificity(media_type, media_range), -place, quality) for place, (media_range, quality) in enumerate(ranges)
    ]
    specificity, place, quality = max(covers)
    return (quality, specificity, place) if specificity else (0.0, 0, 0)


def _specificity(media_type: str, media_range: str) -> int:
    if media_range == media_type:
        return 3
    if media_range == media_type.partition("/")[0] + "/*":
        return 2
    return int(media_range in ("*/*", "*"))
