"""Dumps: the same triples in each syntax, sorted, so that equal data make equal bytes."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from itertools import chain

from pyoxigraph import Quad, RdfFormat, serialize

from onemoon.build.dataset import Dataset
from onemoon.build.store import quads
from onemoon.mappings.iris import Iris
from onemoon.mappings.terms import Triple, iri
from onemoon.ontology import prefixes
from onemoon.ontology.jsonld import lines, published


def dumps(dataset: Dataset) -> dict[str, bytes]:
    """File name → content: .ttl .nt .jsonld hold the default graph, .nq and .trig all graphs."""
    default = ordered(dataset.default)
    named = {key: ordered(triples) for key, triples in sorted(dataset.graphs.items())}
    triples = quads(default)
    every = triples + [quad for key, part in named.items() for quad in quads(part, dataset.iris.graph(key))]
    names = readable_prefixes(dataset.iris)
    return {
        "onemoon.ttl": readable(triples, RdfFormat.TURTLE, names),
        "onemoon.nt": _lines(triples, RdfFormat.N_TRIPLES),
        "onemoon.nq": _lines(every, RdfFormat.N_QUADS),
        "onemoon.trig": readable(every, RdfFormat.TRIG, names),
        "onemoon.jsonld": lines(triples, {**published(), **names}),
    }


def nquads(dataset: Dataset) -> bytes:
    """All graphs as sorted N-Quads."""
    named = (quads(triples, dataset.iris.graph(key)) for key, triples in dataset.graphs.items())
    return _lines(chain(quads(dataset.default), *named), RdfFormat.N_QUADS)


def ntriples(dataset: Dataset) -> bytes:
    """The default graph as N-Triples, in no order."""
    return _bytes(serialize(quads(dataset.default), format=RdfFormat.N_TRIPLES))


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """By subject, its types first, then by property and value."""
    rdf_type = iri("rdf:type")
    return sorted(triples, key=lambda t: (t[0], t[1] != rdf_type, t[1], isinstance(t[2], str), *_sortable(t)))


def _sortable(triple: Triple) -> tuple[str, str, str]:
    value = triple[2]
    return (value, "", "") if isinstance(value, str) else (value.value, value.language or "", value.datatype or "")


def readable_prefixes(iris: Iris) -> dict[str, str]:
    """The prefix table, and one prefix for each class of our things, so that Turtle says `government:nara`."""
    classes = (
        "activity agent agreement annotation country dataset designation document event figure gift government item "
        "measure membership organization participation person place procedure project role series title twinning work"
    ).split()
    concepts = ("eventKind", "field", "kind", "level", "organizationKind", "placeKind", "workKind")
    ours = {f"{name}": iris.thing(f"{name}/") for name in classes}
    theirs = {f"om-{name}": f"{iri('om:')}{name}/" for name in (*concepts, "role")}
    return {**prefixes(), **ours, **theirs, "graph": iris.graph("")}


def readable(triples: Iterable[Quad], syntax: RdfFormat, names: Mapping[str, str]) -> bytes:
    """Turtle or TriG with the prefixes that are used, in order, and a blank line before each subject."""
    text = _bytes(serialize(triples, format=syntax, prefixes=dict(names))).decode()
    head = sorted(line for line in text.splitlines() if line.startswith("@prefix"))
    body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))
    written = set(re.findall(r"(?<![\w-])[\w-]+:", body))
    used = [line for line in head if line.split()[1] in written]
    indent = "\t" if syntax == RdfFormat.TRIG else ""
    spaced = re.sub(rf"^(?={indent}[^\s}}])", "\n", body, flags=re.MULTILINE)
    return "\n".join([*used, spaced, ""]).replace("\t", "    ").encode()


def _lines(triples: Iterable[Quad], syntax: RdfFormat) -> bytes:
    return b"".join(sorted(_bytes(serialize(triples, format=syntax)).splitlines(keepends=True)))


def _bytes(content: bytes | None) -> bytes:
    assert content is not None  # serialize gives None only when it writes to a file
    return content


def zipped(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each file once more as .gz, without a time stamp."""
    return {f"{name}.gz": gzip.compress(content, compresslevel=6, mtime=0) for name, content in files.items()}


def checksums(files: Mapping[str, bytes]) -> bytes:
    """SHA256SUMS as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
