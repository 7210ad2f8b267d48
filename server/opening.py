"""Opening data for the processes that serve it: in memory before they part, or on disk in each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import cast

from flask import Flask
from pyoxigraph import Store

from onemoon.ontology import prefixes

from .app import create_app
from .data import Data, DataError, load, packaged_ontology
from .disk import indexed
from .engine import Engine
from .reconcile_entities import read_table
from .remote import RemoteStore
from .serving.limits import Limits
from .warming import warm


@dataclass(frozen=True)
class InMemory:
    """Data in memory, shared by all processes that are forked from this one."""

    data: Data
    places: list[dict[str, str]]
    limits: Limits
    remote: bool = False

    def application(self) -> Flask:
        """The web application."""
        app = create_app(self.data, places=self.places, limits=self.limits.sentence())
        warm(app)
        return app

    def engine(self) -> Engine:
        """The query engine."""
        return Engine(self.data.store, self.data.base, self.data.prefixes, self.limits.rows)


@dataclass(frozen=True)
class OnDisk(InMemory):
    """Data in a store on disk, which every process opens for itself."""

    path: Path = Path()

    def application(self) -> Flask:
        """The web application."""
        return create_app(self._here().data, places=self.places, limits=self.limits.sentence(), large=True)

    def engine(self) -> Engine:
        """The query engine."""
        return self._here().engine()

    def _here(self) -> InMemory:
        data = replace(self.data, store=Store.read_only(str(self.path)))
        return InMemory(data, self.places, self.limits)


@dataclass(frozen=True)
class Source:
    """Where data comes from: a published folder, or one RDF file; a gazetteer to reconcile with beyond it; the
    operator's source texts, to show the passages; the address of another engine; a folder to index the data in.
    """

    folder: Path
    file: Path | None = None
    base: str = ""
    gazetteer: Path | None = None
    texts: Path | None = None
    store: str = ""
    disk: Path | None = None

    @property
    def watched(self) -> Path:
        """The file that changes when there is new data."""
        return self.file or self.folder / "build.json"

    def opened(self, limits: Limits) -> InMemory:
        """Open it anew; raises DataError."""
        if self.store:
            return InMemory(remote(self.store, self.base, limits), [], limits, True)
        places = read_table(self.gazetteer) if self.gazetteer else []
        if self.disk:
            data = self._read(Store())
            return OnDisk(data, places, limits, path=self._indexed(self.disk, data))
        return InMemory(self._read(), places, limits)

    def _read(self, store: Store | None = None) -> Data:
        if self.file:
            return Data.from_file(self.file, self.base, self.texts, store)
        return Data.open(self.folder, self.texts, store)

    def _indexed(self, disk: Path, data: Data) -> Path:
        """The store on disk that has exactly what is published now."""
        path, file = self.file or self.folder / "onemoon.nq", data.files.get("onemoon.nq")
        version = file.sha256 if file and file.sha256 else "-".join(map(str, stamp(path) or ("none",)))
        return indexed(disk, version, partial(load, path=path, base=data.base, file=file))


def remote(address: str, base: str, limits: Limits) -> Data:
    """The data of another SPARQL engine, under a base; raises DataError for what is no address."""
    try:
        store = RemoteStore(address, limits.timeout + 5, limits.result << 20)
    except ValueError as error:
        raise DataError(f"{error}; give the address of a SPARQL endpoint with --store.") from None
    return Data(cast(Store, store), packaged_ontology(), base, "", "", prefixes())


def stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file is replaced: its identity and time."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
