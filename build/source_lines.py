"""Where a node stands in a source text: a simple scan for its IRI or prefixed name, no second parser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin

PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
BASE = re.compile(r"^\s*@?base\s+<([^>]*)>", re.IGNORECASE)
NAME = re.compile(r'<([^<>"{}|^`\s]*)>|(?<![\w:@^"])([\w.-]*):([\w.:%/\\-]*[\w%/-])')
QUOTED = re.compile(r"""["']([^"'\s]+)["']""")


def turtle_lines(text: str, wanted: Iterable[str], base: str) -> Mapping[str, int]:
    """The line of each wanted IRI in Turtle or TriG: of its statement, else where it is named."""
    wanted = set(wanted)
    begins: dict[str, int] = {}
    named: dict[str, int] = {}
    for line, first, iri in _names(text, base):
        if iri in wanted:
            (begins if first else named).setdefault(iri, line)
    return named | begins


def statement_lines(lines: Iterable[bytes], wanted: Iterable[str]) -> Mapping[str, int]:
    """The line of each wanted IRI in N-Triples or N-Quads: the first that it begins, else the first that names it."""
    found = {f"<{iri}>".encode(): iri for iri in wanted}
    begins: dict[str, int] = {}
    named: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        terms = line.split(maxsplit=3)[:3]
        for place in (0, 2):
            if len(terms) == 3 and (iri := found.get(terms[place])):
                (named if place else begins).setdefault(iri, number)
    return named | begins


def quoted_lines(text: str, wanted: Iterable[str]) -> Mapping[str, int]:
    """The line on which each wanted IRI first stands between quotes, as in JSON-LD and RDF/XML."""
    wanted = set(wanted)
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for match in QUOTED.finditer(line):
            if match[1] in wanted:
                found.setdefault(match[1], number)
    return found


def _names(text: str, base: str) -> Iterator[tuple[int, bool, str]]:
    """Line, whether a statement begins there, and IRI of every name in the text."""
    prefixes: dict[str, str] = {}
    begins = True
    for number, line in enumerate(text.splitlines(), 1):
        if found := PREFIX.match(line):
            prefixes[found[1]] = urljoin(base, found[2])
        elif found := BASE.match(line):
            base = urljoin(base, found[1])
        elif line.strip() and not line.lstrip().startswith("#"):
            for match in NAME.finditer(line):
                first = begins and not line[: match.start()].strip()
                yield number, first, _iri(match, prefixes, base)
            begins = line.rstrip().endswith((".", "{", "}"))


def _iri(match: re.Match[str], prefixes: Mapping[str, str], base: str) -> str:
    if match[1] is not None:
        return match[1] if ":" in match[1].partition("/")[0] else urljoin(base, match[1])
    return prefixes.get(match[2], f"{match[2]}:") + match[3].replace("\\", "")
