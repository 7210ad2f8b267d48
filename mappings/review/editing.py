"""Fields of facts as people type them, and whether what they name exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from onemoon.mappings.fact import Fact
from onemoon.mappings.model import AnyFact, references
from onemoon.mappings.names import Names, concept_names, concepts_of
from onemoon.mappings.review.passages import occurrences

HIDDEN = {"id", "kind", "overruled", "reviewed", "rule", "confidence", "candidate", "steps"}
EMPTY = {"", "-"}


def kinds() -> Mapping[str, type[Fact]]:
    """The class of each kind of fact."""
    union = get_args(get_args(AnyFact)[0])
    return {get_args(cls.__pydantic_fields__["kind"].annotation)[0]: cls for cls in union}


def fields_of(kind: str, required: bool | None = None) -> list[str]:
    """The fields of a kind that people fill in: all of them, those that are required or those that are not."""
    infos = kinds()[kind].__pydantic_fields__  # type: ignore[attr-defined]
    own = [name for name in infos if name not in HIDDEN and name not in ("spans", "stated", "note")]
    names = [*own, *(name for name in ("spans", "stated", "note") if name in infos)]
    return [name for name in names if required is None or infos[name].is_required() == required]


def parsed(kind: str, field: str, typed: str, text: str | None = None) -> Any:
    """The value that somebody typed for a field, None for nothing: lists by commas, mappings as `key: text; key: text`.

    Spans are a quotation of the text or `start-end, start-end`. ValueError if the kind has no such field, or no such
    words stand in the text.
    """
    if field not in fields_of(kind):
        raise ValueError(f"a {kind} has no field {field}; it has {', '.join(fields_of(kind))}")
    typed = typed.strip()
    if typed in EMPTY:
        return None
    if field == "spans":
        return _spans(typed, text)
    shape = get_origin(kinds()[kind].__pydantic_fields__[field].annotation)  # type: ignore[attr-defined]
    if shape is tuple:
        return [part.strip() for part in typed.strip("[]").split(",") if part.strip()]
    if field in ("stated", "names"):
        return _pairs(typed)
    return typed


def shown(value: Any) -> str:
    """A plain value as `parsed` reads it."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join("-".join(map(str, item)) if isinstance(item, list | tuple) else str(item) for item in value)
    return "" if value is None else str(value)


def unknown(fact: Fact, names: Names) -> Iterator[str]:
    """The references and concepts of a fact that nothing defines, a phrase each."""
    for field, ref in references(fact):
        if ref not in names.preferred:
            yield f"{field}: {ref} is unknown{_near(ref, names.preferred)}"
    for field, concept in concepts_of(fact):
        if concept not in concept_names():
            known = [iri for iri in concept_names() if iri.rpartition("/")[0] == concept.rpartition("/")[0]]
            yield f"{field}: {concept.rpartition('/')[2]} is unknown{_near(concept, known)}"


def _near(unknown_name: str, known: Iterable[str]) -> str:
    near = get_close_matches(unknown_name, list(known), n=1)
    return f"; did you mean {near[0].rpartition('#')[2]}?" if near else ""


def _spans(typed: str, text: str | None) -> list[list[int]]:
    parts = [part.strip().split("-") for part in typed.strip("[]").split(",")]
    if all(len(part) == 2 and all(number.strip().isdigit() for number in part) for part in parts):
        return [[int(number) for number in part] for part in parts]
    found = occurrences(typed.strip("“”\"'"), text or "")
    if not found:
        raise ValueError("these words do not stand in the text; copy them from it, or give start-end")
    return [list(found[0])]


def _pairs(typed: str) -> dict[str, str]:
    pairs = [part.partition(":") for part in typed.strip("{}").split(";") if part.strip()]
    if not all(colon and value.strip() for _, colon, value in pairs):
        raise ValueError("write it as “key: value; key: value”")
    return {key.strip(): value.strip() for key, _, value in pairs}
