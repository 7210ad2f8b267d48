"""The versions that a published folder keeps: what each was, and its files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path

from .data import Data, DataError
from .published import OpenFile, open_file
from .published import sums as read_sums

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_OPENED = 2


@dataclass(frozen=True)
class Version:
    """One version: its name and date, how it differs from the one before, and whether its files are still kept."""

    name: str
    date: str
    software: str = ""
    triples: int = 0
    things: Mapping[str, int] = field(default_factory=dict)
    added: int = 0
    removed: int = 0
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kept: bool = True


class History:
    """The versions of a data set, the newest first; a single data file has none. DataError for a broken list."""

    def __init__(self, data: Data):
        self._data, self._folder = data, data.folder / "versions" if data.folder else None
        self.versions = tuple(reversed(_listed(data)))
        self.opened = lru_cache(_OPENED)(self._opened)

    def version(self, name: str) -> Version | None:
        """The version of this name, if there was one."""
        return next((each for each in self.versions if each.name == name), None)

    def gone_with(self, iri: str) -> Version | None:
        """The version with which a thing went, if it is among those that are told."""
        return next((each for each in self.versions if iri in each.gone), None)

    def at(self, date: str) -> Version | None:
        """The version that was published on a day: the last until then, the first for a day before it; None if its
        files are gone or there are no versions.
        """
        kept = [each for each in self.versions if each.kept]
        return next((each for each in kept if each.date <= date), kept[-1] if kept else None)

    def file(self, version: Version, name: str) -> OpenFile | None:
        """A file that a version keeps, open."""
        if self._folder is None or not version.kept or not _NAME.fullmatch(name):
            return None
        listed = self.files(version)
        try:
            return open_file(self._folder / version.name / name, listed.get(name, "")) if name in listed else None
        except OSError:
            return None

    def files(self, version: Version) -> Mapping[str, str]:
        """The names of a version's files and their digests."""
        path = self._folder / version.name / "SHA256SUMS" if self._folder else Path()
        try:
            return {**read_sums(path.read_text(encoding="utf-8")), "SHA256SUMS": ""}
        except OSError:
            return {}

    def _opened(self, name: str) -> Data | None:
        """The data as it was in the version of a name."""
        if self._folder is None:
            return None
        try:
            return Data.from_file(self._folder / name / "onemoon.nq.gz", self._data.base)
        except DataError:
            return None


def _listed(data: Data) -> list[Version]:
    file = data.files.get("versions.json")
    known = {each.name for each in fields(Version)}
    try:
        entries = json.loads(file.read())["versions"] if file else []
        return [Version(**{name: value for name, value in entry.items() if name in known}) for entry in entries]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"versions.json can't be read ({error!r}); build again in a new folder.") from None
