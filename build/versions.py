"""Versions of the published data: their names, what came and went between them, and the files that each keeps."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from onemoon.build.about import Edition
from onemoon.build.dumps import checksums
from onemoon.build.publish import PublishError
from onemoon.build.store import triple
from onemoon.mappings.terms import Text, iri

VERSIONS, LIST = "versions", "versions.json"
ADDED, REMOVED = "added.nt.gz", "removed.nt.gz"
_KEPT_FILES = ("build.json", "void.ttl")
_BEHIND = ("activity", "agent", "annotation", "dataset")
_MOST_LISTED = 100


@dataclass(frozen=True)
class Version:
    """One published version: its name and date, the digest of its triples, and how it differs from the one before.

    `new`, `gone` and `changed` are things (a bounded number; `counts` has them all); `names`: what the gone were called
    by language; `kept`: its files are still there.
    """

    name: str
    date: str
    digest: str
    software: str
    triples: int
    things: Mapping[str, int]
    added: int = 0
    removed: int = 0
    new: Sequence[str] = ()
    gone: Sequence[str] = ()
    changed: Sequence[str] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kept: bool = True


@dataclass(frozen=True)
class Past:
    """What a folder published before: its versions, the oldest first, and the triples of the last."""

    folder: Path
    versions: tuple[Version, ...] = ()
    lines: frozenset[bytes] = frozenset()

    def name(self, date: str, digest: str) -> str:
        """The name of data with this digest: by date and digest, counted on when data comes back as it was once."""
        if self.versions and self.versions[-1].digest == digest:
            return self.versions[-1].name
        same = sum(each.digest == digest for each in self.versions)
        return f"{date}-{digest[:8]}" + (f"-{same + 1}" if same else "")

    def files(self, name: str) -> dict[str, bytes]:
        """The difference that the version of this name was published with, when it was."""
        found = (self.folder / VERSIONS / name / each for each in (ADDED, REMOVED))
        return {path.name: path.read_bytes() for path in found if path.is_file()}


def past(out: Path) -> Past:
    """What was published in a folder; nothing where it is new. PublishError when its list of versions is broken."""
    path = out / LIST
    if not path.is_file():
        return Past(out)
    try:
        entries = json.loads(path.read_bytes())["versions"]
        lines = frozenset((out / "onemoon.nt").read_bytes().splitlines())
        return Past(out, tuple(Version(**entry) for entry in entries), lines)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PublishError(
            f"{path}: the versions published before can't be read ({error!r}); mend it, or publish in another folder."
        ) from None


def following(before: Past, which: Edition, lines: frozenset[bytes], things: Mapping[str, int], base: str) -> Version:
    """The version that these triples (lines of N-Triples) make after what was published before."""
    if before.versions and before.versions[-1].name == which.name:
        return before.versions[-1]
    version = Version(which.name, which.date, which.digest, which.software, len(lines), things)
    return _compared(version, before.lines, lines, base) if before.versions else version


def _compared(version: Version, before: frozenset[bytes], now: frozenset[bytes], base: str) -> Version:
    added, removed = now - before, before - now
    had, has = _things(before, base), _things(now, base)
    both = _things(added | removed, base) & had & has
    found = {"new": _shown(has - had), "gone": _shown(had - has), "changed": _shown(both)}
    counts = {name: len(things) for name, things in found.items()}
    listed = {name: things[:_MOST_LISTED] for name, things in found.items()}
    names = _names(before, listed["gone"])
    told = replace(version, added=len(added), removed=len(removed), counts=counts, names=names)
    return replace(told, **listed)  # type: ignore[arg-type]


def _names(lines: frozenset[bytes], things: Sequence[str]) -> dict[str, dict[str, str]]:
    wanted = {(f"<{each}>".encode(), f"<{iri('skos:prefLabel')}>".encode()) for each in things}
    said = b"\n".join(sorted(line for line in lines if tuple(line.split(b" ", 2)[:2]) in wanted))
    names: dict[str, dict[str, str]] = {}
    for subject, _, value in map(triple, parse(said, format=RdfFormat.N_TRIPLES)):
        if isinstance(value, Text):
            names.setdefault(subject, {})[value.language or ""] = value.value
    return names


def versioned(before: Past, version: Version, lines: frozenset[bytes], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that stay under a version's own name: zipped dumps, the difference, the description, checksums."""
    kept = {name: content for name, content in files.items() if name.endswith(".gz") or name in _KEPT_FILES}
    if before.versions and before.versions[-1].name == version.name:
        kept |= before.files(version.name)
    elif before.versions:
        kept |= {ADDED: _zipped(lines - before.lines), REMOVED: _zipped(before.lines - lines)}
    kept["SHA256SUMS"] = checksums(kept)
    return {f"{VERSIONS}/{version.name}/{name}": content for name, content in kept.items()}


def listed(before: Past, version: Version, keep: int | None) -> tuple[Version, ...]:
    """All versions with the new one last; those beyond the newest `keep` have their files no longer."""
    older = before.versions[:-1] if before.versions[-1:] == (version,) else before.versions
    every = (*older, version)
    first = max(0, len(every) - keep) if keep else 0
    return tuple(_kept(each, each.kept and place >= first) for place, each in enumerate(every))


def listing(versions: Sequence[Version]) -> bytes:
    """versions.json."""
    return (json.dumps({"versions": [asdict(each) for each in versions]}, ensure_ascii=False, indent=1) + "\n").encode()


def carried(versions: Sequence[Version]) -> list[str]:
    """The folders of older versions that stay."""
    return [f"{VERSIONS}/{each.name}" for each in versions[:-1] if each.kept]


def digest(quads: bytes) -> str:
    """The digest of all quads, sorted as N-Quads, before they say which version they are."""
    return hashlib.sha256(quads).hexdigest()


def _things(lines: frozenset[bytes], base: str) -> set[str]:
    start = f"<{base}id/".encode()
    subjects = {line[1 : line.index(b">")] for line in lines if line.startswith(start)}
    return {subject.partition(b"#")[0].decode() for subject in subjects}


def _shown(things: set[str]) -> list[str]:
    """In order, without what stands behind the things that people look for."""
    return sorted(each for each in things if not any(f"/id/{kind}/" in each for kind in _BEHIND))


def _zipped(lines: frozenset[bytes]) -> bytes:
    return gzip.compress(b"".join(line + b"\n" for line in sorted(lines)), mtime=0)


def _kept(version: Version, kept: bool) -> Version:
    return version if version.kept == kept else replace(version, kept=kept)
