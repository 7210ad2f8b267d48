"""Whether everything that a record refers to exists: things, concepts, and the facts that overrule others."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from onemoon.mappings.model import references
from onemoon.mappings.names import Names, concept_names, concepts_of
from onemoon.mappings.record import RecordFile
from onemoon.mappings.yamlfile import RecordError, place


def resolve(file: RecordFile, names: Names) -> None:
    """RecordError for the first reference, concept or overruling fact that is unknown, with file, line and field."""
    ids = {fact.id for fact in file.record.facts}
    publisher = file.record.document.publisher
    if publisher and publisher not in names.preferred:
        _fail(file, ("document", "publisher"), publisher, names.preferred)
    for index, fact in enumerate(file.record.facts):
        if fact.candidate:
            continue
        for field, ref in references(fact):
            if ref not in names.preferred:
                _fail(file, ("facts", index, field), ref, names.preferred)
        for field, known in concepts_of(fact):
            if known not in concept_names():
                _fail(file, ("facts", index, field), known, concept_names())
        if fact.overruled and "/" not in fact.overruled.by and fact.overruled.by not in ids:
            _fail(file, ("facts", index, "overruled"), fact.overruled.by, ids)


def _fail(file: RecordFile, position: tuple[str | int, ...], unknown: str, known: Iterable[str]) -> None:
    near = get_close_matches(unknown, list(known), n=1)
    hint = f"; did you mean “{near[0]}”?" if near else "; add it to mappings/reference/ or correct it."
    where = place(file.path, file.lines, position)
    raise RecordError(f"{where}, field {'.'.join(map(str, position))}: “{unknown}” is unknown{hint}")
