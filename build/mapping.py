"""Texts and records → records and Turtle, one of each a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat

from onemoon.build.dumps import ordered, readable, readable_prefixes
from onemoon.build.publish import PublishError
from onemoon.build.store import quads
from onemoon.mappings.iris import DEFAULT_BASE, Iris
from onemoon.mappings.model import Record
from onemoon.mappings.names import names
from onemoon.mappings.quads import statements
from onemoon.mappings.record import RecordFile, load
from onemoon.mappings.refdata import Reference, load_reference
from onemoon.mappings.resolve import resolve
from onemoon.mappings.review.applying import Stale, apply
from onemoon.mappings.review.decision import decisions_path, load_decisions
from onemoon.mappings.review.writing import record_yaml
from onemoon.mappings.yamlfile import RecordError

if TYPE_CHECKING:
    from onemoon.mappings.llm.endpoint import Endpoint


@dataclass(frozen=True)
class Reading:
    """How to map: where to, under which base, what is known of the documents, further places, a model that reads on."""

    out: Path
    base: str = DEFAULT_BASE
    meta: Mapping[str, str] = field(default_factory=dict)
    gazetteer: Path | None = None
    model: Endpoint | None = None


@dataclass(frozen=True)
class Mapped:
    """What became of one document: its record, the files written, decisions that no longer fit, what else to say."""

    record: Record
    files: tuple[Path, ...]
    stale: tuple[Stale, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def waiting(self) -> int:
        """How many facts wait for review."""
        return sum(fact.candidate for fact in self.record.facts)


def lacking(record: Record) -> tuple[str, ...]:
    """What a build would refuse a document without, as the options of `onemoon map` that give it."""
    document = record.document
    given = {"--url": document.url, "--publisher": document.publisher, "--date": document.published}
    return tuple(option for option, value in given.items() if not value)


def map_file(path: Path, how: Reading) -> Mapped:
    """Map a record (.yaml) to Turtle, or a text to a record and its Turtle, recorded decisions applied.

    RecordError for a bad record or an unreadable text, PublishError if the result can't be written.
    """
    if path.suffix in (".yaml", ".yml"):
        file = load(path)
        return Mapped(file.record, (_write(how, f"{path.stem}.ttl", turtle(file, load_reference(), how.base)),))
    return _map_text(path, how)


def _map_text(path: Path, how: Reading) -> Mapped:
    from onemoon.mappings.reading.charset import decode
    from onemoon.mappings.reading.pdf import is_pdf
    from onemoon.mappings.reading.reader import read_document, readers

    reference = readers(how.gazetteer).reference
    extracted = read_document(path, meta=how.meta, gazetteer=how.gazetteer)
    notes: tuple[str, ...] = ()
    if how.model:
        extracted, notes = _read_on(path, extracted, how.model, reference)
    record_path = how.out / f"{path.stem}.yaml"
    record, stale = apply(extracted, load_decisions(decisions_path(record_path)))
    content = turtle(RecordFile(record_path, record, {}), reference, how.base)
    written = [_write(how, record_path.name, record_yaml(record).encode()), _write(how, f"{path.stem}.ttl", content)]
    if is_pdf(path.read_bytes()[:1024]):
        written.append(_write(how, f"{path.stem}.txt", decode(path).encode()))
    return Mapped(record, tuple(written), stale, notes)


def _read_on(path: Path, record: Record, model: Endpoint, reference: Reference) -> tuple[Record, tuple[str, ...]]:
    from onemoon.mappings.llm.endpoint import ModelError
    from onemoon.mappings.llm.reader import joined, read_with_model
    from onemoon.mappings.reading.charset import decode

    try:
        reading = read_with_model(decode(path), record, model, reference)
    except ModelError as error:
        raise RecordError(str(error)) from None
    return joined(record, reading), reading.told()


def turtle(file: RecordFile, reference: Reference, base: str) -> bytes:
    """What a document says, as Turtle; facts that wait for review or were overruled are left out."""
    resolve(file, names(file.record, reference))
    iris = Iris(base)
    triples = ordered(statements(file.record, reference, iris).followed)
    return readable(quads(triples), RdfFormat.TURTLE, readable_prefixes(iris))


def _write(how: Reading, name: str, content: bytes) -> Path:
    target = how.out / name
    try:
        how.out.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise PublishError(
            f"{target}: can't be written ({error.strerror}); choose another folder with --out."
        ) from None
    return target
