"""Triples before they are anybody's: IRIs as text, literals as values, prefixed names spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypeAlias

from onemoon.ontology import prefixes

LANGUAGES = ("en", "zh", "ja", "ko")


class Text(NamedTuple):
    """A literal: its lexical form, and either a datatype's IRI or a language tag."""

    value: str
    datatype: str | None = None
    language: str | None = None


Part: TypeAlias = str | Mapping[str, str]
Object: TypeAlias = str | Text
Triple: TypeAlias = tuple[str, str, Object]


@cache
def iri(name: str) -> str:
    """A prefixed name spelt out: `om:party` gives its IRI; KeyError for a prefix that the table lacks."""
    prefix, _, local = name.partition(":")
    return prefixes()[prefix] + local


def typed(value: object, datatype: str) -> Text:
    """A literal of a datatype given as prefixed name."""
    return Text(str(value), iri(datatype))


def english(value: str) -> Text:
    """A literal in English."""
    return Text(value, language="en")


def integer(value: int) -> Text:
    """An xsd:integer."""
    return typed(value, "xsd:integer")


def boolean(value: bool) -> Text:
    """An xsd:boolean."""
    return typed(str(value).lower(), "xsd:boolean")


def number(value: float) -> Text:
    """An xsd:integer or xsd:decimal."""
    return integer(value) if isinstance(value, int) else decimal(value)


def decimal(value: float) -> Text:
    """An xsd:decimal in its canonical form, which stores keep as it is."""
    return typed(f"{value:.12f}".rstrip("0").rstrip("."), "xsd:decimal")


PRECISIONS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date"),
    (re.compile(r"\d{4}-\d\d"), "xsd:gYearMonth"),
    (re.compile(r"\d{4}"), "xsd:gYear"),
    (re.compile(r"--\d\d-\d\d"), "xsd:gMonthDay"),
)


def partial_date(value: str) -> Text:
    """A date whose datatype is its precision: 2019-10 is an xsd:gYearMonth."""
    return next(typed(value, name) for pattern, name in PRECISIONS if pattern.fullmatch(value))


def labels(subject: str, names: Mapping[str, str], property: str = "skos:prefLabel") -> Iterator[Triple]:
    """One label a language."""
    return ((subject, iri(property), Text(name, language=language)) for language, name in names.items())


def compose(*parts: Part) -> dict[str, str]:
    """A label in each language that any part speaks; a part that lacks it stands in English (or its first) there."""
    spoken = {language for part in parts if not isinstance(part, str) for language in part}
    return {
        language: "".join(part if isinstance(part, str) else in_language(part, language) for part in parts)
        for language in LANGUAGES
        if language in spoken or language == "en"
    }


def in_language(names: Mapping[str, str], language: str) -> str:
    """The name in a language, else in English, else the first there is."""
    return names.get(language) or names.get("en") or next(iter(names.values()))
