"""What is to be validated: RDF in any syntax, records, folders and standard input, as triples that know their lines."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse, serialize

from onemoon.build.source_lines import quoted_lines, turtle_lines
from onemoon.build.store import quads
from onemoon.mappings.iris import Iris
from onemoon.mappings.names import names
from onemoon.mappings.quads import Statements, statements
from onemoon.mappings.record import RecordFile, load
from onemoon.mappings.refdata import load_reference
from onemoon.mappings.resolve import resolve
from onemoon.mappings.yamlfile import RecordError

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
SCANNED = (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.TRIG)
Lines = Callable[[Iterable[str]], Mapping[str, int]]


class UnreadableError(Exception):
    """Something can't be validated because it can't be read: one sentence that says why."""


@dataclass(frozen=True)
class Input:
    """What one file or stream says, how to find the lines of nodes in it, and how many named graphs were left out."""

    name: str
    ntriples: bytes
    lines: Lines
    left_out: int = 0


@dataclass(frozen=True)
class Reader:
    """How to read: the syntax where a name doesn't tell, the base IRI of records, whether named graphs count too."""

    syntax: str | None = None
    base: str = ""
    all_graphs: bool = False
    stdin: Callable[[], bytes] = field(default=lambda: sys.stdin.buffer.read())

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
        return self._rdf("-", self.stdin(), SYNTAXES[self.syntax], "file:///-")

    def _file(self, path: Path) -> Input:
        if path.suffix in RECORDS:
            return self._record(path)
        syntax = SYNTAXES[self.syntax] if self.syntax else _syntax(path)
        return self._rdf(str(path), _content(path), syntax, path.absolute().as_uri())

    def _rdf(self, name: str, content: bytes, syntax: RdfFormat, base: str) -> Input:
        try:
            parsed = list(parse(content, format=syntax, base_iri=base, rename_blank_nodes=True))
        except SyntaxError as error:
            raise UnreadableError(f"{name}: is not {syntax.name}: {error}.") from None
        published, left_out = _published(parsed, self.all_graphs)
        return Input(name, _ntriples(published), partial(_lines, content, syntax, base), left_out)

    def _record(self, path: Path) -> Input:
        try:
            file, reference = load(path), load_reference()
            resolve(file, names(file.record, reference))
        except RecordError as error:
            raise UnreadableError(str(error)) from None
        said = statements(file.record, reference, Iris(self.base))
        return Input(str(path), _ntriples(quads(said.followed)), partial(_fact_lines, file, said))


def _within(folder: Path) -> list[Path]:
    """The files below a folder that can be read, in order; UnreadableError if there is none."""
    known = (*SUFFIXES, *RECORDS)
    found = (path for path in folder.rglob("*") if _suffix(path) in known and path.is_file())
    files = sorted(path for path in found if not path.name.endswith(".decisions.yaml"))
    if not files:
        raise UnreadableError(f"{folder}: holds no file that can be validated ({' '.join(known)}).")
    return files


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"{path}: can't be read ({getattr(error, 'strerror', None) or error}).") from None


def _suffix(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix.lower()


def _syntax(path: Path) -> RdfFormat:
    if syntax := SUFFIXES.get(_suffix(path)):
        return syntax
    raise UnreadableError(f"{path}: is of no known kind; use {' '.join(SUFFIXES)}, each also with .gz, or --syntax.")


def _published(parsed: list[Quad], all_graphs: bool) -> tuple[list[Quad], int]:
    """The default graph if anything is in it, else (or if asked) all graphs as one; how many graphs were left out."""
    default = [quad for quad in parsed if isinstance(quad.graph_name, DefaultGraph)]
    if all_graphs or not default:
        return parsed, 0
    return default, len({quad.graph_name for quad in parsed}) - 1


def _ntriples(said: Iterable[Quad]) -> bytes:
    return (
        serialize({Triple(each.subject, each.predicate, each.object) for each in said}, format=RdfFormat.N_TRIPLES)
        or b""
    )


def _lines(content: bytes, syntax: RdfFormat, base: str, wanted: Iterable[str]) -> Mapping[str, int]:
    text = content.decode("utf-8", "replace")
    return turtle_lines(text, wanted, base) if syntax in SCANNED else quoted_lines(text, wanted)


def _fact_lines(file: RecordFile, said: Statements, wanted: Iterable[str]) -> Mapping[str, int]:
    """The line of the fact that a node is from, or that its annotation is evidence of."""
    facts = {fact.id: index for index, fact in enumerate(file.record.facts)}
    evidence = {node: facts[node.rpartition(".")[2]] for node in wanted if node.rpartition(".")[2] in facts}
    found = {**evidence, **said.origins}
    return {node: file.line(found[node]) for node in wanted if node in found}
