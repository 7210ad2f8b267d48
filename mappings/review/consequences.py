"""What a decision on one fact means for the facts that refer to it."""

from __future__ import annotations

from typing import Any

from onemoon.mappings.fact import Declared, Fact
from onemoon.mappings.model import references
from onemoon.mappings.review.plain import accepted, fact_of, plain
from onemoon.mappings.review.sheet import Sheet, linked
from onemoon.mappings.values import Ref


def brought(sheet: Sheet) -> dict[Ref, str]:
    """The things that the record itself brings, with the key of the fact that declares each (empty for an entry)."""
    declared = {
        f"{fact.kind}/{fact.key}": key
        for key, fact in reversed(sheet.facts.items())
        if isinstance(fact, Declared) and key not in sheet.rejected
    }
    return {**dict.fromkeys(sheet.things, ""), **declared}


def vouch(sheet: Sheet, key: str) -> None:
    """Who accepts a fact accepts the persons, events and other things that it speaks of."""
    known = brought(sheet)
    for _, ref in references(sheet.facts[key]):
        other = known.get(ref)
        if other and sheet.facts[other].candidate:
            sheet.facts[other] = accepted(sheet.facts[other])
            vouch(sheet, other)


def renamed(sheet: Sheet, old: Fact, new: Fact) -> None:
    """Facts that refer to a thing by its former key follow it."""
    if not isinstance(old, Declared) or not isinstance(new, Declared):
        return
    before, after = f"{old.kind}/{old.key}", f"{new.kind}/{new.key}"
    if before != after and before not in brought(sheet):
        for key, fact in sheet.facts.items():
            if any(ref == before for _, ref in references(fact)):
                sheet.facts[key] = fact_of(linked(fact, before, after))


def bereave(sheet: Sheet, before: dict[Ref, str]) -> None:
    """Facts lose their references to things that are gone; those that can't do without them go too."""
    lost = before.keys() - brought(sheet).keys()
    while lost:
        before = brought(sheet)
        for key, fact in sheet.facts.items():
            if key not in sheet.rejected and any(ref in lost for _, ref in references(fact)):
                _without(sheet, key, lost)
        lost = before.keys() - brought(sheet).keys()


def _without(sheet: Sheet, key: str, lost: set[Ref]) -> None:
    fact = sheet.facts[key]
    fields = {field for field, ref in references(fact) if ref in lost}
    content = plain(fact)
    for field in fields:
        content[field] = _rest(content[field], lost)
    if "stated" in content:
        content["stated"] = {name: form for name, form in content["stated"].items() if name not in lost}
    try:
        sheet.facts[key] = fact_of({name: value for name, value in content.items() if value is not None})
    except ValueError:
        sheet.rejected.add(key)


def _rest(value: Any, lost: set[Ref]) -> Any:
    if isinstance(value, dict):
        return {**value, "agents": _rest(value.get("agents", []), lost)}
    if isinstance(value, list):
        return [_rest(item, lost) for item in value if not isinstance(item, str) or item not in lost]
    return None if isinstance(value, str) and value in lost else value
