"""One record → Turtle for one document."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from onemoon.build.dumps import ordered, readable, readable_prefixes
from onemoon.build.publish import PublishError
from onemoon.build.store import quads
from onemoon.mappings.iris import Iris
from onemoon.mappings.names import names
from onemoon.mappings.quads import statements
from onemoon.mappings.record import load
from onemoon.mappings.refdata import load_reference
from onemoon.mappings.resolve import resolve


def map_record(path: Path, out: Path, base: str) -> Path:
    """Write what a record's document says as `out/STEM.ttl` and return that path; RecordError for a bad record.

    Facts that the review overruled are left out.
    """
    file, reference, iris = load(path), load_reference(), Iris(base)
    resolve(file, names(file.record, reference))
    triples = ordered(statements(file.record, reference, iris).followed)
    target = out / f"{path.stem}.ttl"
    try:
        out.mkdir(parents=True, exist_ok=True)
        target.write_bytes(readable(quads(triples), RdfFormat.TURTLE, readable_prefixes(iris)))
    except OSError as error:
        raise PublishError(
            f"{target}: can't be written ({error.strerror}); choose another folder with --out."
        ) from None
    return target
