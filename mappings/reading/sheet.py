"""The sheet on which facts are written: ids, references, spans, and the forms that stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from onemoon.mappings.iris import slug
from onemoon.mappings.reading.catalogue import Catalogue
from onemoon.mappings.reading.crowds import CROWD
from onemoon.mappings.reading.dateforms import find
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.readings import Reading
from onemoon.mappings.values import Span


@dataclass
class Sheet:
    """One reading on its way to a record; ids are unique within the record and stable."""

    reading: Reading
    catalogue: Catalogue
    ids: set[str] = field(default_factory=set)
    forms: dict[Place, tuple[str, Span]] = field(default_factory=dict)

    @cached_property
    def named(self) -> dict[str, Place]:
        """The places of the reading by their names."""
        return {mention.place.name: mention.place for mention in self.reading.mentions.values()}

    def fact_id(self, *parts: str) -> str:
        """An id of those words that no other fact has."""
        stem = slug(" ".join(part for part in parts if part))[:90].strip("-") or "fact"
        name, number = stem, 2
        while name in self.ids:
            name, number = f"{stem}-{number}", number + 1
        self.ids.add(name)
        return name

    def ref(self, place: Place) -> str:
        """The reference of a place, under the form that the text uses."""
        return self.catalogue.place(place, self.forms.get(place, ("", None))[0])

    def printed(self, place: Place) -> tuple[str, ...]:
        """The forms under which a passage may name a place."""
        form, _ = self.forms.get(place, ("", None))
        return tuple(one for one in (form, place.name) if one)

    def evidence(self, spans: tuple[tuple[int, int], ...], places: list[Place]) -> tuple[Span, ...]:
        """The spans of a fact, and where its places are named if they aren't in them."""
        out = [Span(*span) for span in spans if span[0] < span[1]]
        for place in places:
            _, span = self.forms.get(place, ("", None))
            if span and not any(a <= span[0] and span[1] <= b for a, b in out):
                out.append(span)
        return tuple(sorted(dict.fromkeys(out)))

    def stated(
        self, places: list[Place], spans: tuple[Span, ...] | list[Span], **values: str | int | None
    ) -> dict[str, str]:
        """The forms under which places, dates and numbers stand in the spans, where they differ from the fact's own."""
        passages = [self.reading.source.text[a:b] for a, b in spans]
        stated: dict[str, str] = {}
        for place in places:
            form = self.forms.get(place, ("", None))[0]
            if form and any(form in passage for passage in passages):
                stated[self.ref(place)] = form
        for name, value in values.items():
            if value is not None and not stands(str(value), " ".join(passages)):
                stated[name] = _form_of(str(value), passages)
        return stated

    def as_printed(self, name: str, span: Span) -> str:
        """A name as a passage prints it, or nothing."""
        passage = self.reading.source.text[span[0] : span[1]]
        at = passage.lower().find(name.lower())
        return passage[at : at + len(name)] if at >= 0 else ""


def _form_of(value: str, passages: list[str]) -> str:
    """The words of a passage for a date or a number that stands there in another form."""
    figure = CROWD.search(" ".join(passages)) if value.isdigit() and len(value) != 4 else None
    if figure and figure.group("n") and any(figure.group("n") in passage for passage in passages):
        return figure.group("n")
    for passage in passages:
        dates = find(passage)
        same = [one for one in dates if one.day and value.endswith(f"-{one.day:02}")]
        if one := next(iter(same), None):
            return passage[one.start : one.end]
    return short(passages)


def stands(value: str, passage: str) -> bool:
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}|--\d\d-\d\d", value):
        parts = [part for part in value.strip("-").split("-") if part]
        told = parts[1:] if value.startswith("--") else [parts[0], *parts[2:]]
        return all(re.search(rf"(?<!\d)0?{int(part)}(?!\d)", passage) for part in told)
    if value.isdigit():
        return bool(re.search(rf"(?<![\d,.])(?:{int(value):,}|{value})(?![\d,]*\d)", passage))
    return value.lower() in passage.lower()


def short(passages: list[str]) -> str:
    """A date or, failing that, the first few words of a passage: where the text says it in other words."""
    for passage in passages:
        if found := find(passage):
            return passage[found[0].start : found[0].end]
    return " ".join(passages[0].split(" ")[:4])[:60].split("\n")[0].strip() or passages[0][:1]
