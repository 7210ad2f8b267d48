"""Data indexed on disk: for more of it than memory should hold, and for a start that takes no time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Store

from .data import DataError

_VERSIONS_KEPT = 2


def indexed(folder: Path, version: str, fill: Callable[[Store], None]) -> Path:
    """Where in a folder the store of a version is; it is made and filled when it isn't there. Raises DataError.

    The newest two versions stay, since the one before may still be served.
    """
    path = folder / version
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.is_dir():
            _make(path, fill)
        os.utime(path)
        kept = sorted((each for each in folder.iterdir() if each.is_dir()), key=lambda each: each.stat().st_mtime)
        for old in kept[:-_VERSIONS_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise DataError(f"{folder} can't hold the data ({error.strerror or error}); choose another --disk.") from None
    return path


def _make(path: Path, fill: Callable[[Store], None]) -> None:
    """Make a store under another name, so that one that is there is whole."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _beside(lambda: _fill(unfinished, fill))
        if not path.is_dir():
            unfinished.rename(path)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _fill(path: Path, fill: Callable[[Store], None]) -> None:
    store = Store(str(path))
    fill(store)
    store.optimize()
    store.flush()


def _beside(work: Callable[[], None]) -> None:
    """Work in a process of its own where that can be: what a store on disk starts would not survive a fork here."""
    if not hasattr(os, "fork"):
        work()
        return
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        with os.fdopen(read, "rb") as told:
            reason = told.read().decode()
        if os.waitpid(child, 0)[1]:
            raise DataError(reason or "The data could not be indexed.")
        return
    status = 1
    try:
        work()
        status = 0
    except DataError as error:
        os.write(write, str(error).encode())
    except OSError as error:
        os.write(write, f"The data could not be indexed on disk: {error}.".encode())
    finally:
        os._exit(status)
