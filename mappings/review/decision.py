"""Decisions: what people said of the facts that a machine read, one file beside each record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from onemoon.mappings.review.plain import plain
from onemoon.mappings.review.writing import items_yaml, write_text
from onemoon.mappings.thing import Qid
from onemoon.mappings.values import STRICT, PartialDate, Ref, Slug
from onemoon.mappings.yamlfile import RecordError, place, read

DOCUMENT = "document"
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Decision:
    """What somebody decided on a fact (its id), a thing of the record (its reference) or the `document`.

    fields: for correct, field → new value (null removes it); for add, the whole fact or thing. to: for link, the
    reference or Wikidata item that the thing is. saw: digest of the claim that was decided on; where a new extraction
    claims something else under the same id, the decision is stale. after: the fact behind which this one stands.
    """

    fact: Slug | Ref
    decision: Literal["accept", "reject", "correct", "add", "link"]
    by: Annotated[str, StringConstraints(min_length=1)]
    on: PartialDate
    because: str | None = None
    fields: Mapping[str, Any] = Field(default_factory=dict)
    to: Ref | Qid | None = None
    after: Slug | None = None
    saw: Digest | None = None

    @model_validator(mode="after")
    def _complete(self) -> Decision:
        if (self.decision in ("correct", "add")) != bool(self.fields):
            raise ValueError("correct and add, and no other decision, name fields")
        if (self.decision == "link") != (self.to is not None) or self.decision == "link" and "/" not in self.fact:
            raise ValueError("link, and no other decision, says under to what the thing named under fact is")
        return self


def decisions_path(record: Path) -> Path:
    """`STEM.decisions.yaml` beside `STEM.yaml`."""
    return record.with_name(f"{record.stem}.decisions.yaml")


def load_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions in a file, none if there is no file; RecordError names file, line and field that is wrong."""
    if not path.exists():
        return ()
    content, lines = read(path)
    try:
        return TypeAdapter(tuple[Decision, ...]).validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        message = first["msg"].removeprefix("Value error, ")
        raise RecordError(f"{place(path, lines, first['loc'])}, field {field}: {message}.") from None


def save_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write decisions in one step; no file stands for no decisions. RecordError if it can't be written."""
    if given := [plain(decision) for decision in decisions]:
        write_text(path, items_yaml(given))
    else:
        path.unlink(missing_ok=True)
