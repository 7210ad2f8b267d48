"""Facts and other values of a record as plain lists and mappings, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from onemoon.mappings.fact import Fact
from onemoon.mappings.model import AnyFact

MODEL = "language-model"
"""The rule of facts that a language model read."""
FIRST = ("id", "kind", "spans")
LAST = ("stated", "note", "overruled", "reviewed", "rule", "confidence", "candidate")


def plain(value: Any) -> Any:
    """Lists, mappings and scalars that say the same; fields that hold their default are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _told(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def fact_of(content: Mapping[str, Any]) -> Fact:
    """The fact that plain content describes; ValueError says in one phrase which field is wrong."""
    try:
        return TypeAdapter(AnyFact).validate_python(dict(content))
    except ValidationError as error:
        # pydantic puts the kind of a fact before its field
        raise ValueError(phrase(error, 1)) from None


def phrase(error: ValidationError, depth: int = 0) -> str:
    """The first thing that is wrong, in one phrase that begins with the field; depth positions are left out."""
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"][depth:]) or "kind"
    return f"{field}: {first['msg'].removeprefix('Value error, ')}"


def claim(fact: Fact) -> dict[str, Any]:
    """What a fact says, without where it stands and what people or rules think of it."""
    return {key: value for key, value in plain(fact).items() if key not in {"id", "spans", *LAST}}


def digest(fact: Fact) -> str:
    """Twelve characters that change with the claim of a fact."""
    text = json.dumps(claim(fact), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def accepted(fact: Fact) -> Fact:
    """The fact on a reviewer's word instead of a rule's."""
    return replace(fact, reviewed=True, candidate=False, rule=None, confidence=None)


def _told(value: Any) -> Iterable[str]:
    kind: Any = type(value)
    return (name for name, required, usual in _fields(kind) if required or getattr(value, name) != usual)


@cache
def _fields(kind: type) -> tuple[tuple[str, bool, Any], ...]:
    """(name, whether it must be given, its default) of each field of a class, in the order of writing."""
    infos = getattr(kind, "__pydantic_fields__", {})
    names = [field.name for field in fields(kind)]
    ordered = [*(n for n in FIRST if n in names), *(n for n in names if n not in {*FIRST, *LAST})]
    ordered += [n for n in LAST if n in names]
    return tuple((n, infos[n].is_required(), infos[n].get_default(call_default_factory=True)) for n in ordered)
