"""Records: reading one file, checked field by field."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from onemoon.mappings.model import Record
from onemoon.mappings.yamlfile import Position, RecordError, place, read


@dataclass(frozen=True)
class RecordFile:
    """A record with the file it came from and the line of each of its positions."""

    path: Path
    record: Record
    lines: dict[Position, int]

    def line(self, index: int) -> int:
        """The line on which the fact of that index begins."""
        return self.lines.get(("facts", index), 1)


def load(path: Path) -> RecordFile:
    """The record in a YAML file; RecordError names file, line and field of the first thing that is wrong."""
    content, lines = read(path)
    try:
        record = TypeAdapter(Record).validate_python(content)
    except ValidationError as error:
        raise RecordError(_sentence(path, lines, error)) from None
    _unique(path, lines, record)
    return RecordFile(path, record, lines)


def load_all(folder: Path | None = None) -> list[RecordFile]:
    """All records of a folder (by default the project's own), in the order of their keys; RecordError as `load`.

    Decisions on a record (`STEM.decisions.yaml`) lie beside it and are no records.
    """
    folder = folder or Path(str(files("onemoon.mappings"))) / "records"
    paths = sorted(path for path in folder.glob("*.yaml") if not path.name.endswith(".decisions.yaml"))
    if not paths:
        raise RecordError(f"{folder}: holds no record (*.yaml).")
    return [load(path) for path in paths]


def _sentence(path: Path, lines: dict[Position, int], error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    loc = first["loc"]
    # pydantic puts the kind of a fact between its index and its field
    position = loc[:2] + loc[3:] if loc[:1] == ("facts",) and len(loc) > 2 else loc
    field = ".".join(str(part) for part in position) or "the record"
    message = first["msg"].removeprefix("Value error, ")
    given = "" if isinstance(first["input"], dict | list) else f" (given: {first['input']!r})"
    return f"{place(path, lines, position)}, field {field}: {message}{given}."


def _unique(path: Path, lines: dict[Position, int], record: Record) -> None:
    seen: set[str] = set()
    for index, fact in enumerate(record.facts):
        if fact.id in seen:
            raise RecordError(
                f"{place(path, lines, ('facts', index))}: the fact id “{fact.id}” is given twice; rename one."
            )
        seen.add(fact.id)
