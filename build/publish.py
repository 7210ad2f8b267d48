"""Publishing a folder of files in one step: a reader finds the old ones or the new ones."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


class PublishError(Exception):
    """The output folder can't be written: one sentence that says why and what to do."""


def publish(files: Mapping[str, bytes], out: Path, carried: Iterable[str] = ()) -> None:
    """Write files beside `out` and put them in its place; on any failure `out` stays as it was.

    `carried` are folders below `out` that stay as they are.
    """
    new = out.with_name(f"{out.name}.new")
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        for name in carried:
            shutil.copytree(out / name, new / name, copy_function=_linked)
        _swap(new, out)
        shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise PublishError(
            f"{out}: can't be written ({error.strerror or error}); what was published there is untouched. "
            "Choose a writable folder with --out."
        ) from None


def _linked(source: str, target: str) -> None:
    """The same file under another name, since what is published is never written again; a copy where that can't be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _swap(new: Path, out: Path) -> None:
    if not out.exists():
        new.rename(out)
    elif not _exchange(new, out):
        old = out.with_name(f"{out.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        out.rename(old)
        new.rename(out)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one system call; False where the system has none (then two renames must do)."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, TypeError):
        return False
    return rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
