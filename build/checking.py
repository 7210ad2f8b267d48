"""Validating anybody's RDF file against our shapes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse, serialize

from onemoon.shapes import Report, validate


class UnreadableError(Exception):
    """A file can't be validated because it can't be read: one sentence that says why."""


def check(path: Path) -> Report:
    """What the shapes find in a file, all its graphs taken as one; UnreadableError if it is no RDF."""
    return validate(serialize(_triples(path), format=RdfFormat.N_TRIPLES) or b"")


def sentences(path: Path, report: Report) -> Iterator[str]:
    """A sentence for each result."""
    for each in report.results:
        value = f", value {each.value}" if each.value else ""
        yield f"{path}: {each.severity} {each.number}: {each.sentence} Node {each.node}{value}"


def _triples(path: Path) -> set[Triple]:
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        parsed = parse(content, format=_syntax(path), base_iri=path.absolute().as_uri())
        return {Triple(quad.subject, quad.predicate, quad.object) for quad in parsed}
    except OSError as error:
        raise UnreadableError(f"{path}: can't be read ({error.strerror or error}).") from None
    except (SyntaxError, EOFError) as error:
        raise UnreadableError(f"{path}: is not {_syntax(path).name}: {error}.") from None


def _syntax(path: Path) -> RdfFormat:
    name = path.name.removesuffix(".gz")
    syntax = RdfFormat.from_extension(name.rpartition(".")[2])
    if not syntax:
        raise UnreadableError(
            f"{path}: is of no known kind; use .ttl, .nt, .nq, .trig, .jsonld or .rdf, each also with .gz."
        )
    return syntax
