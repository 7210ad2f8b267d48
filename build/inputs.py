"""What is to be validated: RDF in any syntax, records, folders and standard input, as triples that know their lines."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import IO, cast

from pyoxigraph import BlankNode, DefaultGraph, Quad, RdfFormat, parse, serialize

from onemoon.build.source_lines import quoted_lines, statement_lines, turtle_lines
from onemoon.build.store import quads
from onemoon.mappings.iris import Iris
from onemoon.mappings.names import names
from onemoon.mappings.quads import Statements, statements
from onemoon.mappings.record import RecordFile, load
from onemoon.mappings.refdata import load_reference
from onemoon.mappings.resolve import resolve
from onemoon.mappings.yamlfile import RecordError
from onemoon.shapes.terms import named_in_order

SYNTAXES = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
SUFFIXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
RECORDS = (".yaml", ".yml")
LINES = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
SCANNED = (RdfFormat.TURTLE, RdfFormat.TRIG)
STEP = 1000
Lines = Callable[[Iterable[str]], Mapping[str, int]]


class UnreadableError(Exception):
    """Something can't be validated because it can't be read: one sentence that says why."""


@dataclass(frozen=True)
class Input:
    """What one file or stream says, as a file of N-Triples, how to find the lines of nodes in it, and how many named
    graphs were left out."""

    name: str
    ntriples: Path
    lines: Lines
    left_out: int = 0


@dataclass(frozen=True)
class Source:
    """A file or stream of RDF: what it is called, where it lies, its syntax and its base IRI."""

    name: str
    path: Path
    syntax: RdfFormat
    base: str

    def quads(self) -> Iterator[Quad]:
        """What it says, read as it is asked for; UnreadableError if it is not in its syntax."""
        try:
            with _opened(self.path) as stream:
                yield from parse(stream, format=self.syntax, base_iri=self.base, rename_blank_nodes=True)
        except SyntaxError as error:
            raise UnreadableError(f"{self.name}: is not {self.syntax.name}: {error}.") from None
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableError(
                f"{self.name}: can't be read ({getattr(error, 'strerror', None) or error})."
            ) from None

    def lines(self, wanted: Iterable[str]) -> Mapping[str, int]:
        """The line of each wanted IRI."""
        if self.syntax in LINES:
            with _opened(self.path) as stream:
                return statement_lines(stream, wanted)
        with _opened(self.path) as stream:
            text = stream.read().decode("utf-8", "replace")
        return turtle_lines(text, wanted, self.base) if self.syntax in SCANNED else quoted_lines(text, wanted)


@dataclass(frozen=True)
class Reader:
    """How to read: a folder for what is read, the syntax where a name doesn't tell, the base IRI of records, whether
    named graphs count too; `tell` hears how many more triples have been read."""

    folder: Path
    syntax: str | None = None
    base: str = ""
    all_graphs: bool = False
    tell: Callable[[int], object] = int
    stdin: Callable[[], bytes] = field(default=lambda: sys.stdin.buffer.read())
    count: Iterator[int] = field(default_factory=count)
    names: dict[BlankNode, BlankNode] = field(default_factory=dict)

    def inputs(self, names: Iterable[str]) -> Iterator[Input]:
        """Each file, every file of each folder that has a known suffix, standard input for “-”; or UnreadableError."""
        for name in names:
            if name == "-":
                yield self._stream()
            elif Path(name).is_dir():
                yield from map(self._file, _within(Path(name)))
            else:
                yield self._file(Path(name))

    def _stream(self) -> Input:
        if not self.syntax:
            raise UnreadableError(f"Standard input needs --syntax: one of {', '.join(SYNTAXES)}.")
        kept = self.folder / "standard-input"
        kept.write_bytes(self.stdin())
        return self._rdf(Source("-", kept, SYNTAXES[self.syntax], "file:///-"))

    def _file(self, path: Path) -> Input:
        if path.suffix in RECORDS:
            return self._record(path)
        syntax = SYNTAXES[self.syntax] if self.syntax else _syntax(path)
        return self._rdf(Source(str(path), path, syntax, path.absolute().as_uri()))

    def _rdf(self, source: Source) -> Input:
        """The default graph if anything is in it, else (or if asked) all graphs as one."""
        named: set[object] = set()
        written = self._written(source.quads() if self.all_graphs else _default(source.quads(), named))
        if named and not written.stat().st_size:
            return Input(source.name, self._written(source.quads()), source.lines)
        return Input(source.name, written, source.lines, len(named))

    def _record(self, path: Path) -> Input:
        try:
            file, reference = load(path), load_reference()
            resolve(file, names(file.record, reference))
        except RecordError as error:
            raise UnreadableError(str(error)) from None
        said = statements(file.record, reference, Iris(self.base))
        return Input(str(path), self._written(quads(said.followed)), partial(_fact_lines, file, said))

    def _written(self, said: Iterable[Quad]) -> Path:
        """A new file of N-Triples, its blank nodes named in order."""
        path = self.folder / f"{next(self.count)}.nt"
        triples = named_in_order((each.triple for each in self._told(said)), self.names)
        serialize(triples, path, format=RdfFormat.N_TRIPLES)
        return path

    def _told(self, said: Iterable[Quad]) -> Iterator[Quad]:
        for number, each in enumerate(said, 1):
            yield each
            if number % STEP == 0:
                self.tell(STEP)


def _default(said: Iterable[Quad], named: set[object]) -> Iterator[Quad]:
    """What the default graph says; the names of the others are put aside."""
    for each in said:
        if isinstance(each.graph_name, DefaultGraph):
            yield each
        else:
            named.add(each.graph_name)


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _within(folder: Path) -> list[Path]:
    """The files below a folder that can be read, in order; UnreadableError if there is none."""
    known = (*SUFFIXES, *RECORDS)
    found = (path for path in folder.rglob("*") if _suffix(path) in known and path.is_file())
    files = sorted(path for path in found if not path.name.endswith(".decisions.yaml"))
    if not files:
        raise UnreadableError(f"{folder}: holds no file that can be validated ({' '.join(known)}).")
    return files


def _suffix(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix.lower()


def _syntax(path: Path) -> RdfFormat:
    if syntax := SUFFIXES.get(_suffix(path)):
        return syntax
    raise UnreadableError(f"{path}: is of no known kind; use {' '.join(SUFFIXES)}, each also with .gz, or --syntax.")


def _fact_lines(file: RecordFile, said: Statements, wanted: Iterable[str]) -> Mapping[str, int]:
    """The line of the fact that a node is from, or that its annotation is evidence of."""
    facts = {fact.id: index for index, fact in enumerate(file.record.facts)}
    evidence = {node: facts[node.rpartition(".")[2]] for node in wanted if node.rpartition(".")[2] in facts}
    found = {**evidence, **said.origins}
    return {node: file.line(found[node]) for node in wanted if node in found}
