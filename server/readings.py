"""Where things were read, ready to show: document, publisher, date, characters, and the passage where it is at hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from .data import Data
from .evidence import Evidence, of_annotation, passages, value
from .languages import Wording
from .terms import DCTERMS, SCHEMA
from .values import Link, Values

_LONGEST = 240


@dataclass(frozen=True)
class Place:
    """A passage: where it begins and ends, the page of its annotation, and its text, empty when not at hand."""

    start: str
    end: str
    href: str
    reviewed: bool | None
    text: str


@dataclass(frozen=True)
class Reading:
    """The places of one source document that something was read from."""

    document: Link | None
    publisher: Link | None
    published: str
    places: tuple[Place, ...]
    reviewed: bool


class Texts:
    """The operator's copies of the source texts, each found by its digest."""

    def __init__(self, folder: Path | None):
        self._folder = folder
        self._by_digest = lru_cache(1)(self._read)

    def passage(self, store: Store, found: Evidence) -> str:
        """The characters of a passage, shortened; empty when no text has the digest that the data states."""
        digest = value(store, found.document, SCHEMA.sha256) if found.document else None
        text = self._by_digest().get(digest.value, "") if isinstance(digest, Literal) else ""
        if not text or not found.start or not found.end:
            return ""
        piece = " ".join(text[int(found.start) : int(found.end)].split())
        return piece if len(piece) <= _LONGEST else piece[: _LONGEST - 1].rstrip() + "…"

    def _read(self) -> dict[str, str]:
        files = sorted(self._folder.glob("*.txt")) if self._folder else []
        contents = [path.read_bytes() for path in files]
        return {hashlib.sha256(each).hexdigest(): each.decode("utf-8", "replace") for each in contents}


class Readings:
    """Makes readings for one page."""

    def __init__(self, data: Data, values: Values, words: Wording, texts: Texts):
        self._data, self._values, self._words, self._texts = data, values, words, texts

    def of(self, thing: NamedNode, document: NamedNode | None = None, quote: bool = False) -> list[Reading]:
        """Where a thing was read, or where an annotation points; in one document only, if one is given."""
        store = self._data.store
        found = passages(store, thing) + of_annotation(store, thing)
        kept = [each for each in found if document is None or each.document == document]
        return [self._reading(node, list(each), quote) for node, each in groupby(kept, key=lambda each: each.document)]

    def _reading(self, document: NamedNode | None, found: list[Evidence], quote: bool) -> Reading:
        places = tuple(self._place(each, quote) for each in found)
        reviewed = all(each.reviewed for each in found)
        if document is None:
            return Reading(None, None, "", places, reviewed)
        publisher, date = (
            value(self._data.store, document, each) for each in (DCTERMS.publisher, SCHEMA.datePublished)
        )
        return Reading(
            self._values.link(document),
            self._values.link(publisher) if isinstance(publisher, NamedNode) else None,
            self._words.date(date.value) if isinstance(date, Literal) else "",
            places,
            reviewed,
        )

    def _place(self, found: Evidence, quote: bool) -> Place:
        text = self._texts.passage(self._data.store, found) if quote else ""
        href = self._data.addresses.path(found.annotation.value) or ""
        return Place(found.start, found.end, href, found.reviewed, text)
