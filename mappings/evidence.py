"""Records against texts: digests, offsets, and whether a span contains what its fact claims."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from onemoon.mappings.fact import Fact
from onemoon.mappings.model import references
from onemoon.mappings.record import RecordFile
from onemoon.mappings.values import Ref, Span
from onemoon.mappings.yamlfile import RecordError

# what a reader must find in the passage; the rest (kinds, part-of, measures) is the reviewer's reading of it
NAMED = {
    "thing", "person", "organization", "member", "parties", "designee", "title", "issued_by", "agents", "recipients",
    "object", "about", "location", "organizers", "sponsors", "participants", "agent", "role", "within", "serves",
    "creators", "owners", "partners",
}  # fmt: skip
NUMBERS = ("attendance", "quantity", "value", "edition")
DATES = ("start", "end", "conferred", "year")
Forms = Callable[[Ref], Iterator[str]]


def read_text(folder: Path, file: RecordFile) -> str:
    """The text of a record's document, `KEY.txt` in a folder, line ends as they are.

    RecordError if the file is missing or is not the text that was reviewed (SHA-256).
    """
    document = file.record.document
    path = folder / f"{document.key}.txt"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RecordError(f"{path}: can't be read ({error.strerror}); give the folder of the texts.") from None
    digest = hashlib.sha256(content).hexdigest()
    if digest != document.sha256:
        raise RecordError(
            f"{path}: is not the text that {file.path} was reviewed against (SHA-256 {digest[:12]}… instead of "
            f"{document.sha256[:12]}…); restore the text or review the record again."
        )
    return content.decode("utf-8")


def check(file: RecordFile, text: str, forms: Forms) -> None:
    """RecordError unless every fact's spans lie in the text and contain the names, figures and dates it claims."""
    document = file.record.document
    if len(text) != document.characters:
        raise RecordError(f"{file.path}: says {document.characters} characters, the text has {len(text)}.")
    for index, fact in enumerate(file.record.facts):
        for problem in unsupported(fact, text, forms):
            raise RecordError(f"{file.path}, line {file.line(index)}, fact {fact.id}: {problem}.")


def unsupported(fact: Fact, text: str, forms: Forms) -> Iterator[str]:
    """What a fact claims and its spans don't contain, a phrase each."""
    passages = [text[start:end] for start, end in _spans(fact)]
    for start, end in _spans(fact):
        if not start < end <= len(text):
            yield f"the span {start}–{end} is outside the text of {len(text)} characters"
    yield from _unstated(fact, passages)
    for field, ref in references(fact):
        if field in NAMED and not _covered(fact, field, ref) and not _holds(passages, forms(ref)):
            yield f"no name of {ref} ({field}) stands in its spans; correct them or give the form under “stated”"
    yield from _figures(fact, passages)


def _spans(fact: Fact) -> Iterator[Span]:
    yield from fact.spans
    for step in getattr(fact, "steps", ()):
        yield from step.spans


def _unstated(fact: Fact, passages: list[str]) -> Iterator[str]:
    for field, form in fact.stated.items():
        if not any(form in passage for passage in passages):
            yield f"“{form}”, stated for {field}, does not stand in its spans"
    name = getattr(fact, "name", None)
    if name and "name" not in fact.stated and not _holds(passages, [name, *getattr(fact, "also", ())]):
        yield f"the name “{name}” does not stand in its spans; correct them or give the form under “stated”"


def _covered(fact: Fact, field: str, ref: Ref) -> bool:
    return field in fact.stated or ref in fact.stated


def _holds(passages: list[str], forms: Iterator[str] | list[str]) -> bool:
    lowered = [passage.casefold() for passage in passages]
    return any(form.casefold() in passage for form in forms for passage in lowered)


def _figures(fact: Fact, passages: list[str]) -> Iterator[str]:
    whole = " ".join(passages)
    for field in NUMBERS:
        value = getattr(fact, field, None)
        if value is not None and field not in fact.stated and not re.search(_number(value), whole):
            yield f"{value:,} ({field}) does not stand in its spans; give the form under “stated”"
    for field in DATES:
        value = getattr(fact, field, None)
        if value and field not in fact.stated and not _date_stands(value, whole):
            yield f"{value} ({field}) does not stand in its spans; give the form under “stated”"


def _number(value: float) -> str:
    return rf"(?<![\d,.]){re.escape(f'{value:,}')}(?![\d,]*\d)|(?<!\d){re.escape(str(value))}(?!\d)"


def _date_stands(value: str, whole: str) -> bool:
    yearless = value.startswith("--")
    parts = value.strip("-").split("-")
    told = parts[1:] if yearless else [parts[0], *parts[2:]]  # months are written in words
    return all(re.search(rf"(?<!\d)0?{int(part)}(?!\d)", whole) for part in told)
