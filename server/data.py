"""The data a server serves: a published folder, or any RDF file as it is."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from onemoon.ontology import files, prefixes

from .addresses import Addresses
from .published import OpenFile, open_files
from .terms import DCAT, RDF, VOID

_BY_LINES = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_FORMATS = {".owl": RdfFormat.RDF_XML, ".xml": RdfFormat.RDF_XML, ".json": RdfFormat.JSON_LD}


class DataError(Exception):
    """The data can't be served; the message says in one sentence what is wrong and where."""


@dataclass(frozen=True)
class Data:
    """Data opened for reading: the store, the ontology, the base of its IRIs, the published files if there are any,
    the operator's folder of source texts if there is one, the folder they were published in.
    """

    store: Store
    ontology: Store
    base: str
    version: str
    date: str
    prefixes: dict[str, str]
    files: Mapping[str, OpenFile] = field(default_factory=dict)
    texts: Path | None = None
    folder: Path | None = None

    @classmethod
    def open(cls, folder: Path, texts: Path | None = None, store: Store | None = None) -> Data:
        """Load a published folder into memory, or take the store that has it; raises DataError when it is broken."""
        files = _files(folder)
        about = _about(folder, files.get("build.json"))
        base, ontology = about["base"], files.get("ontology.ttl")
        return cls(
            _loaded(folder / "onemoon.nq", base, files.get("onemoon.nq")) if store is None else store,
            _loaded(folder / "ontology.ttl", base, ontology) if ontology else packaged_ontology(),
            base,
            about["version"],
            about["date"],
            prefixes(),
            files,
            texts,
            folder,
        )

    @classmethod
    def from_file(cls, path: Path, base: str, texts: Path | None = None, store: Store | None = None) -> Data:
        """Load one RDF file, its syntax known by its name, or take the store that has it; raises DataError."""
        store = _loaded(path, base) if store is None else store
        return cls(store, packaged_ontology(), base, "", "", prefixes(), texts=texts)

    @property
    def addresses(self) -> Addresses:
        """The addresses of this data's IRIs."""
        return Addresses(self.base)

    def dataset(self) -> NamedNode | None:
        """The dataset that describes this data, if it describes itself."""
        found = {
            quad.subject
            for kind in (DCAT.Dataset, VOID.Dataset)
            for quad in self.store.quads_for_pattern(None, RDF.type, kind, DefaultGraph())
        }
        ours = (node for node in found if isinstance(node, NamedNode) and node.value.startswith(self.base))
        return min(ours, key=lambda node: node.value, default=None)


def _files(folder: Path) -> Mapping[str, OpenFile]:
    try:
        return open_files(folder)
    except OSError:
        return {}


def _about(folder: Path, file: OpenFile | None) -> dict[str, str]:
    if file is None:
        raise DataError(f"{folder} holds no published data (no build.json); run `onemoon build` first.")
    try:
        about = json.load(file.text())
        return {"base": about["base"], "version": str(about["version"]), "date": str(about.get("date", ""))}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{folder / 'build.json'} can't be read ({error!r}); run `onemoon build` again.") from None


def _loaded(path: Path, base: str, file: OpenFile | None = None) -> Store:
    """A store in memory, filled by a thread of its own: what a thread allocates lies apart.

    A process forked later that allocates among the data would copy a page of it each time.
    """
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(_in_memory, path, base, file).result()


def _in_memory(path: Path, base: str, file: OpenFile | None) -> Store:
    store = Store()
    try:
        load(store, path, base, file, arranged=True)
    except DataError:
        load(Store(), path, base, file)  # which tells the place as it is in the file
        raise
    return store


def load(store: Store, path: Path, base: str, file: OpenFile | None = None, arranged: bool = False) -> None:
    """Fill a store from a file, which may be open already, `arranged` for memory; raises DataError."""
    syntax = _syntax(path)
    try:
        with _opened(path, file) as stream:
            content = _by_property(stream) if arranged and syntax in _BY_LINES else stream
            store.bulk_load(content, format=syntax, base_iri=base)
    except FileNotFoundError:
        raise DataError(f"{path} doesn't exist.") from None
    except (OSError, EOFError, ValueError, SyntaxError) as error:
        raise DataError(f"{path} can't be read as {syntax.name}: {_reason(error)}.") from None
    _fill_default_graph(store)


def _by_property(lines: IO[bytes]) -> bytes:
    """The lines by property: who reads all of one then goes through memory in order, and few pages."""
    found: dict[bytes, list[bytes]] = {}
    for line in lines:
        found.setdefault(line.partition(b" ")[2].partition(b" ")[0], []).append(line)
    return b"\n".join(chain.from_iterable(found.values()))  # the last line of a file may not be ended


def _opened(path: Path, file: OpenFile | None) -> IO[bytes]:
    if file:
        stream = os.fdopen(os.dup(file.descriptor), "rb")
        stream.seek(0)
        return stream
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _syntax(path: Path) -> RdfFormat:
    suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    syntax = _FORMATS.get(suffix.lower()) or RdfFormat.from_extension(suffix.lstrip(".").lower())
    if syntax is None:
        raise DataError(f"{path} has no RDF suffix; use .nq, .trig, .ttl, .nt, .jsonld or .rdf, with .gz if you like.")
    return syntax


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or getattr(error, "msg", None) or error).splitlines()[0].rstrip(".")


def _fill_default_graph(store: Store) -> None:
    """Named graphs alone would leave every plain query empty: let the default graph be their union."""
    if next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is None:
        store.bulk_extend([Quad(quad.subject, quad.predicate, quad.object) for quad in store])


def packaged_ontology() -> Store:
    """The ontology as this package brings it."""
    store = Store()
    for file in files():
        store.bulk_load(file.read_bytes(), format=RdfFormat.TURTLE)
    return store
