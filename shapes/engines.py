"""The engines that check SHACL Core: pySHACL, the reference, and shacl-rust, for much data."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from multiprocessing.connection import Connection
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast

from onemoon.shapes.core import Core, Raw
from onemoon.shapes.repairs import repaired
from onemoon.shapes.terms import from_rdflib
from onemoon.shapes.vocabulary import ShapesError

if TYPE_CHECKING:
    from pyoxigraph import Store
    from rdflib import Graph
    from rdflib.term import Node

LARGE = 50_000
Found = Callable[[], set[Raw]]


@dataclass(frozen=True)
class Engine:
    """An engine by the name of its package; `parallel` if it is to use every core on one copy of the data."""

    name: str
    parallel: bool = False

    def __str__(self) -> str:
        return f"{self.name} {version(self.name)}"

    @contextmanager
    def started(self, core: Core, store: Store) -> Iterator[Found]:
        """The engine at work on a store's default graph; what is yielded waits for what it finds."""
        if self.name == "shacl-rust":
            with ThreadPoolExecutor(1) as waiting:
                yield waiting.submit(rust, core, store).result
        else:
            found = pyshacl_by_parts(core, store) if self.parallel else pyshacl(core, store)
            yield lambda: found


def engine_for(triples: int, name: str | None = None) -> Engine:
    """The engine of that name, else the one that fits so many triples; ShapesError if it is not installed."""
    if name == "shacl-rust" and not installed(name):
        raise ShapesError("shacl-rust is not installed: pip install 'onemoon[fast]'.")
    if name is None and triples > LARGE and installed("shacl-rust"):
        name = "shacl-rust"
    return Engine(name or "pyshacl", parallel=triples > LARGE)


def installed(package: str) -> bool:
    """Whether a package is there."""
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def pyshacl(core: Core, store: Store, shapes: Graph | None = None) -> set[Raw]:
    """What pySHACL finds, with all shapes or some; ShapesError if it can't use one."""
    import pyshacl
    from pyshacl.errors import ShapeLoadError

    with repaired():
        try:
            _, report, text = pyshacl.validate(cast("Graph", store), shacl_graph=shapes or core.graph, inplace=True)
        except ShapeLoadError as error:
            raise ShapesError(f"pySHACL can't read the shapes: {error}") from None
        if isinstance(report, Exception):
            raise ShapesError(f"pySHACL can't use the shapes: {text}")
        return set(_raw(cast("Graph", report)))


def pyshacl_by_parts(core: Core, store: Store) -> set[Raw]:
    """The same from a process for each core, which share the data and have some of the shapes each."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return pyshacl(core, store)
    works = [partial(pyshacl, core, store, part) for part in core.parts(os.cpu_count() or 1)]
    return set().union(*map(_received, [_forked(work) for work in works]))


def _forked(work: Found) -> Connection:
    """Where a process that inherits everything, however large, will say what its work found."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    with sender:
        context.Process(target=_send, args=(work, sender), daemon=True).start()
    return receiver


def _send(work: Found, sender: Connection) -> None:
    try:
        sender.send(work())
    except ShapesError as error:
        sender.send(error)


def _received(receiver: Connection) -> set[Raw]:
    with receiver:
        found: set[Raw] | ShapesError = receiver.recv()
    if isinstance(found, ShapesError):
        raise found
    return found


def _raw(report: Graph) -> Iterator[Raw]:
    from rdflib import SH

    for result in report.objects(None, SH.result):
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        yield Raw(
            str(report.value(result, SH.sourceShape)),
            _plain(report.value(result, SH.focusNode)),
            str(path) if path else None,
            str(from_rdflib(value)) if value is not None else None,
            str(report.value(result, SH.resultSeverity)),
            str(report.value(result, SH.sourceConstraintComponent)),
        )


def _plain(node: Node | None) -> str:
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        return str(from_rdflib(node))
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def rust(core: Core, store: Store) -> set[Raw]:
    """What shacl-rust finds, in a process of its own; ShapesError if it can't use a shape."""
    with NamedTemporaryFile("wb", suffix=".ttl") as shapes:
        core.graph.serialize(shapes, format="turtle")
        shapes.flush()
        answer = _answer([sys.executable, "-m", "onemoon.shapes.rust", shapes.name], store)
    if error := answer.get("error"):
        raise ShapesError(f"shacl-rust can't use the shapes: {error}")
    return {Raw(**each) for each in answer["results"]}


def _answer(command: list[str], store: Store) -> dict[str, Any]:
    """What a process makes of the data; ShapesError if it stops without an answer."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        with ThreadPoolExecutor(1) as feeding:
            feeding.submit(_feed, store, process.stdin)
            told = process.stdout.read()
    if process.returncode:
        raise ShapesError("shacl-rust stopped without an answer; --engine pyshacl does without it.")
    answer: dict[str, Any] = json.loads(told)
    return answer


def _feed(store: Store, pipe: IO[bytes]) -> None:
    from pyoxigraph import DefaultGraph, RdfFormat

    with pipe:
        store.dump(pipe, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
