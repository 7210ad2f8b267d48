"""The JSON schema of an answer: the record's own, with quotations in the place of spans."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from onemoon.mappings.model import AnyFact

# what rules, reviewers and translators add: a model has no say in it
OURS = ("id", "spans", "stated", "note", "overruled", "reviewed", "rule", "confidence", "candidate", "names")
# what needs more than passages: steps have spans of their own
LEFT = ("Procedure", "Step", "Span", "Overruled")
QUOTES = {
    "type": "array",
    "minItems": 1,
    "maxItems": 12,
    "items": {"type": "string", "minLength": 1, "maxLength": 400},
    "description": "Passages of the text, copied letter by letter, that state the fact with all it claims.",
}


@cache
def answer_schema() -> dict[str, Any]:
    """The schema of `{"facts": […]}` as endpoints take it."""
    schema = TypeAdapter(AnyFact).json_schema()
    definitions = {name: _told(definition) for name, definition in schema.pop("$defs").items() if name not in LEFT}
    kinds = [ref for ref in schema["oneOf"] if ref["$ref"].rpartition("/")[2] not in LEFT]
    return {
        "type": "object",
        "properties": {"facts": {"type": "array", "items": {"anyOf": kinds}}},
        "required": ["facts"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _told(definition: dict[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in definition.get("properties", {}).items() if name not in OURS}
    if "kind" not in properties:
        return definition
    required = [name for name in definition["required"] if name in properties]
    return {
        "type": "object",
        "description": definition.get("description", ""),
        "properties": {**properties, "quotes": QUOTES},
        "required": [*required, "quotes"],
        "additionalProperties": False,
    }
