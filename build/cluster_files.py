"""Documents and results of a run on a cluster, wherever fsspec finds them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


class ClusterError(Exception):
    """The cluster or the paths can't be used: one sentence that says why."""


@dataclass(frozen=True)
class Job:
    """One document: its path as fsspec opens it, and the stem of its files in the output folder."""

    path: str
    stem: str


def matching(patterns: Iterable[str]) -> list[str]:
    """The paths that match fsspec patterns, in order; ClusterError if there are none or the extra is missing."""
    try:
        import fsspec
    except ImportError:
        raise ClusterError("Reading on a cluster needs the extra: pip install 'onemoon[cluster]'.") from None
    found: set[str] = set()
    for pattern in patterns:
        filesystem, path = fsspec.core.url_to_fs(pattern)
        found.update(filesystem.unstrip_protocol(each) for each in filesystem.glob(path) if not filesystem.isdir(each))
    if not found:
        raise ClusterError(f"{', '.join(patterns)}: no document is there; check the path and its pattern.")
    return sorted(found)


def jobs_of(paths: Sequence[str]) -> Iterator[Job]:
    """A stem for each path: its own, with some characters of a digest where several documents share it."""
    stems = {path: path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2] for path in paths}
    shared = Counter(stems.values())
    for path, stem in stems.items():
        tail = f"-{hashlib.sha256(path.encode()).hexdigest()[:8]}" if shared[stem] > 1 else ""
        yield Job(path, stem + tail)


def kept(out: str, name: str) -> bytes:
    """The bytes of a file in the output folder, none if there is no such file."""
    import fsspec

    filesystem, target = fsspec.core.url_to_fs(f"{out.rstrip('/')}/{name}")
    try:
        return filesystem.cat_file(target)
    except FileNotFoundError:
        return b""


def put(path: str, text: str) -> None:
    """Write a text, in one step where the file system knows how; ClusterError if it can't be."""
    import fsspec

    filesystem, target = fsspec.core.url_to_fs(path)
    try:
        filesystem.makedirs(target.rpartition("/")[0], exist_ok=True)
        filesystem.pipe_file(f"{target}.new", text.encode())
        filesystem.mv(f"{target}.new", target)
    except OSError as error:
        raise ClusterError(f"{path}: can't be written ({error.strerror or error}); choose another --out.") from None
