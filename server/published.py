"""The files of a published folder, all opened at once, so that they stay one version when the folder is exchanged."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

_PIECE = 1 << 16
_SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class OpenFile:
    """A file that is open for reading, at any place by anybody: its size, its time, its SHA-256 where one is listed."""

    name: str
    descriptor: int
    size: int
    modified: float
    sha256: str = ""

    def read(self) -> bytes:
        """All of it."""
        return b"".join(self.pieces())

    def text(self) -> io.StringIO:
        """All of it, as text."""
        return io.StringIO(self.read().decode("utf-8"), newline="")

    def pieces(self) -> Iterator[bytes]:
        """All of it, piece by piece."""
        place = 0
        while piece := os.pread(self.descriptor, _PIECE, place):
            place += len(piece)
            yield piece

    def __del__(self) -> None:
        os.close(self.descriptor)


def open_file(path: Path, sha256: str = "") -> OpenFile:
    """One file with the digest it should have; raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    status = os.fstat(descriptor)
    return OpenFile(path.name, descriptor, status.st_size, status.st_mtime, sha256)


def open_files(folder: Path) -> Mapping[str, OpenFile]:
    """Every file of a folder by name; raises OSError."""
    directory = os.open(folder, os.O_RDONLY)
    try:
        names = sorted(name for name in os.listdir(folder if os.listdir not in os.supports_fd else directory))
        opened = [_opened(name, folder, directory) for name in names if not name.startswith(".")]
    finally:
        os.close(directory)
    files = {file.name: file for file in opened if file}
    digests = sums(files[_SUMS].text().read()) if _SUMS in files else {}
    return {name: _summed(file, digests.get(name, "")) for name, file in files.items()}


def _opened(name: str, folder: Path, directory: int) -> OpenFile | None:
    if os.open in os.supports_dir_fd:
        descriptor = os.open(name, os.O_RDONLY, dir_fd=directory)
    else:
        descriptor = os.open(folder / name, os.O_RDONLY)
    status = os.fstat(descriptor)
    if not S_ISREG(status.st_mode):
        os.close(descriptor)
        return None
    return OpenFile(name, descriptor, status.st_size, status.st_mtime)


def _summed(file: OpenFile, sha256: str) -> OpenFile:
    return OpenFile(file.name, os.dup(file.descriptor), file.size, file.modified, sha256)


def sums(text: str) -> dict[str, str]:
    """Digest by file name, from the lines that sha256sum writes."""
    pairs = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return {name.lstrip("*").strip(): digest for digest, name in pairs}
