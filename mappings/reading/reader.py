"""Reading one file into a record."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

from onemoon.mappings.fact import Document
from onemoon.mappings.iris import slug
from onemoon.mappings.model import AnyFact, Record
from onemoon.mappings.reading.catalogue import Catalogue, known_forms, plain
from onemoon.mappings.reading.charset import decode
from onemoon.mappings.reading.cjk import extract_cjk, language_of
from onemoon.mappings.reading.cjknames import NativeNames, native_names
from onemoon.mappings.reading.emit import facts
from onemoon.mappings.reading.gazetteer import Gazetteer, Place, build, from_reference, load
from onemoon.mappings.reading.lexicons import country_keys
from onemoon.mappings.reading.names import fold
from onemoon.mappings.reading.readings import Reading, extract
from onemoon.mappings.reading.sheet import Sheet
from onemoon.mappings.reading.source import Source, read_source
from onemoon.mappings.reading.tongues import unread
from onemoon.mappings.refdata import Reference, load_reference
from onemoon.mappings.yamlfile import RecordError


@dataclass(frozen=True)
class Readers:
    """What reading needs: the gazetteer with the project's governments in it, and the reference data."""

    gazetteer: Gazetteer
    reference: Reference

    @cached_property
    def native(self) -> NativeNames:
        """The places' names in Korean, Japanese and Chinese, read when the first such text comes."""
        return native_names(self.gazetteer)

    @cached_property
    def forms(self) -> Mapping[tuple[str, str], str]:
        """The reference data's names as they are looked up."""
        return known_forms(self.reference)


def readers(gazetteer: Path | None = None) -> Readers:
    """The readers' resources, loaded once a process; gazetteer: a CSV of further places.

    RecordError if the reference data or the CSV can't be used.
    """
    return _readers(gazetteer)


@lru_cache(maxsize=4)
def _readers(gazetteer: Path | None) -> Readers:
    reference = load_reference()
    with _undisturbed():
        return Readers(build(_places(reference, gazetteer)), reference)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No garbage is looked for among the many places while they are loaded, nor ever after: they stay."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if running:
            gc.enable()


def _places(reference: Reference, gazetteer: Path | None) -> Iterator[Place]:
    ours = list(from_reference(reference.of("government"), country_keys()))
    by_id = {place.geonames: place for place in ours if place.geonames}
    by_name = {(fold(place.name), place.country): place for place in ours if place.level > 1}
    met: set[str | None] = set()
    for place in load(gazetteer):
        known = by_id.get(place.geonames) if place.geonames else None
        if known is None and place.level > 1:
            same = by_name.get((fold(place.name), place.country))
            known = same if same and _close(same, place) else None
        if known:
            met.add(known.ref)
            also = tuple(dict.fromkeys([*known.also, place.name, *place.also]))
            place = place._replace(name=known.name, also=also, ref=known.ref, wikidata=known.wikidata)
        yield place
    yield from (place for place in ours if place.ref not in met)


def _close(one: Place, other: Place) -> bool:
    """Whether two places of one name and country are the same: at most some fifty kilometres apart."""
    if one.point is None or other.point is None:
        return True
    return max(abs(a - b) for a, b in zip(one.point, other.point, strict=True)) < 0.5


def read_document(path: Path, *, meta: Mapping[str, str] | None = None, gazetteer: Path | None = None) -> Record:
    """The record of a file; meta: date, title, publisher, url, lang. OSError or RecordError if it can't be read."""
    source = read_source(decode(path), meta)
    if tongue := unread(source):
        raise RecordError(
            f"{path}: is in a language that is not read ({tongue}, it seems); texts are read in English, Korean, "
            "Japanese and Chinese, and --lang says which if it was taken wrongly."
        )
    return _read(source, path.stem, gazetteer)


def read_text(text: str, key: str, *, meta: Mapping[str, str] | None = None, gazetteer: Path | None = None) -> Record:
    """The record of a text under a key."""
    return _read(read_source(text, meta), key, gazetteer)


def _read(source: Source, key: str, gazetteer: Path | None) -> Record:
    tools = readers(gazetteer)
    language = language_of(source)
    reading = extract_cjk(source, tools.native, language) if language else extract(source, tools.gazetteer)
    catalogue = Catalogue(tools.reference, tools.forms)
    found = tuple(facts(Sheet(reading, catalogue)))
    document = _document(source, reading, slug(key) or "document", catalogue)
    return Record(document=document, things=plain(catalogue.things), facts=cast(tuple[AnyFact, ...], found))


def _document(source: Source, reading: Reading, key: str, catalogue: Catalogue) -> Document:
    meta = source.meta
    publisher = meta.get("publisher") or meta.get("site")
    return Document(
        key=key,
        title=meta.get("title") or _title(source) or key,
        publisher=catalogue.named("organization", publisher) if publisher else None,
        published=reading.date,
        published_basis="metadata" if meta.get("date") else "the text's own date" if reading.date else "not stated",
        language=meta.get("lang") or language_of(source) or "en",
        url=meta.get("url") or None,
        sha256=hashlib.sha256(source.text.encode("utf-8")).hexdigest(),
        characters=len(source.text),
    )


def _title(source: Source) -> str:
    """The first heading, else the first line of text."""
    for block in source.blocks:
        if block.kind in ("title", "paragraph", "item", "answer", "question"):
            words = " ".join(source.plain[block.start : block.end].strip(" #=+*").split())
            if len(words) > 8:
                return " ".join(words.split()[:20])
    return ""
