"""References for what a text names: the reference data's where they fit, new local things where not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onemoon.mappings.iris import slug
from onemoon.mappings.reading.gazetteer import CITY_TYPES, Place, label
from onemoon.mappings.reading.lexicons import lexicon
from onemoon.mappings.reading.names import fold
from onemoon.mappings.refdata import Reference
from onemoon.mappings.thing import Thing

FIRST = {
    "province": "province",
    "prefecture": "prefecture",
    "state": "state",
    "administrative region": "oblast",
    "autonomous region": "autonomous-region",
    "municipality": "municipality",
    "metropolitan city": "municipality",
    "special city": "municipality",
    "capital city": "municipality",
    "special municipality": "municipality",
    "special self-governing province": "special-self-governing-province",
    "special self-governing city": "special-self-governing-city",
}
SECOND = {"city", "county", "district", "town", "village"}
SCRIPTS = {
    "CN": ("zh", re.compile(r"[一-鿿]+")),
    "JP": ("ja", re.compile(r"[一-鿿ぁ-ヿ]+")),
    "KR": ("ko", re.compile(r"[가-힣]+")),
}


def known_forms(reference: Reference) -> dict[tuple[str, str], str]:
    """The reference of each (kind, folded form) of the reference data."""
    return {
        (ref.partition("/")[0], fold(form)): ref for ref, thing in reference.things.items() for form in thing.forms()
    }


class Catalogue:
    """Hands out one reference a thing, and keeps the things that the reference data lacks."""

    def __init__(self, reference: Reference, known: Mapping[tuple[str, str], str] | None = None) -> None:
        """reference: the project's reference data; known: its forms, if they were folded before."""
        self.reference = reference
        self.things: dict[str, Thing] = {}
        self._refs: dict[tuple[str, object], str] = {}
        self._known = known_forms(reference) if known is None else known

    def place(self, place: Place, form: str = "") -> str:
        """The reference of a local government."""
        key = ("government", place)
        if key not in self._refs:
            self._refs[key] = place.ref or self._new_place(place, form)
        return self._refs[key]

    def _new_place(self, place: Place, form: str) -> str:
        name = label(place, form)
        stem = slug(name) or f"place-{place.geonames or len(self.things)}"
        extra = [
            "province" if place.level == 1 else "city",
            place.country.lower(),
            slug(place.admin),
            str(place.geonames or len(self.things)),
        ]
        ref = f"government/{stem}"
        while self._taken(ref):
            stem = f"{stem}-{extra.pop(0)}" if extra else f"{stem}-x"
            ref = f"government/{stem}".rstrip("-")
        self.things[ref] = self._government(place, name, form)
        return ref

    def _taken(self, ref: str) -> bool:
        return ref in self.reference.things or ref in self.things

    def _government(self, place: Place, name: str, form: str) -> Thing:
        language, pattern = SCRIPTS.get(place.country, ("", None))
        native = tuple(one for one in place.also if pattern and pattern.fullmatch(one))
        english = tuple(dict.fromkeys(one for one in (form, place.name) if one and one != name and one.isascii()))
        names = {"en": name, **({language: native[-1]} if native else {})}
        also = {**({"en": english} if english else {}), **({language: native[:-1]} if native[:-1] else {})}
        return Thing(
            names=names,
            also=also,
            level=level(place),
            country=self._country(place.country),
            point=place.point,
            wikidata=place.wikidata,
            geonames=place.geonames,
        )

    def _country(self, code: str) -> str | None:
        row = lexicon("countries").get(code)
        if not row:
            return None
        ref = f"country/{row[0]}"
        if not self._taken(ref):
            self.things[ref] = Thing(names={"en": row[1].split("|")[0]}, iso=code)
        return str(row[0])

    def named(self, kind: str, name: str, exact: bool = False) -> str:
        """The reference of an organisation, title or role by its name; exact: by no other name of it."""
        known = self._known.get((kind, fold(name)))
        if known and (not exact or known.endswith(f"/{slug(name)}") or self._is(known, name)):
            return known
        key = (kind, fold(name))
        if key not in self._refs:
            ref = f"{kind}/{slug(name) or 'unnamed'}"
            if self._taken(ref) and kind not in ("role", "title"):
                ref += "-2"
            self._refs[key] = ref
            if not self._taken(ref):
                self.things[ref] = Thing(names={"en": name})
        return self._refs[key]

    def _is(self, ref: str, name: str) -> bool:
        """Whether a name is the first English one of a thing of the reference data."""
        return fold(self.reference.things[ref].names["en"]) == fold(name)


def level(place: Place) -> str:
    """The level concept of a place."""
    if place.level == 1:
        return (
            FIRST.get(place.type, "first-level")
            if place.type not in CITY_TYPES
            else FIRST.get(place.type, "municipality")
        )
    if place.type in SECOND:
        return place.type
    return "third-level" if place.level == 3 else "second-level"


def plain(things: Mapping[str, Thing]) -> dict[str, Thing]:
    """Things in the order of their references."""
    return dict(sorted(things.items()))
