"""The reference data: complete, named in four languages, and in agreement with the gazetteer its ids came from."""

import csv
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from onemoon.mappings.refdata import load_reference

LANGUAGES = {"en", "zh", "ja", "ko"}
LEVELS = set(
    "first-level second-level third-level province autonomous-region prefecture state oblast municipality "
    "special-self-governing-province special-self-governing-city city county district town village".split()
)
TYPES = set(
    "association network secretariat ministry university research-institute company media international-organization "
    "government-office think-tank".split()
)
CLASSES = ("government", "country", "organization", "title", "role", "measure", "item")


@pytest.fixture(scope="module")
def reference():
    """The project's own reference data."""
    return load_reference()


@pytest.fixture(scope="module")
def gazetteer():
    """The gazetteer's rows by QID."""
    return {row["qid"]: row for row in _rows("gazetteer.csv")}


@pytest.fixture(scope="module")
def seeds():
    """The rows of the documents' entities whose QID somebody has checked."""
    return [row for row in _rows("seed-entities.csv") if row["status"] == "verified"]


def _rows(name):
    folder = os.environ.get("ONEMOON_GAZETTEER")
    if not folder:
        pytest.skip("set ONEMOON_GAZETTEER to the folder that holds gazetteer.csv and seed-entities.csv")
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _qids(reference, *kinds):
    return {thing.wikidata: ref for kind in kinds for ref, thing in reference.of(kind) if thing.wikidata}


def _line_of_parents(reference, kind, key):
    line = [key]
    while (parent := reference.things[f"{kind}/{line[-1]}"].parent) and parent not in line:
        line.append(parent)
    return line, parent


@pytest.mark.parametrize("kind", CLASSES)
def test_everything_has_a_name_in_four_languages(reference, kind):
    things = dict(reference.of(kind))
    assert things
    assert {ref for ref, thing in things.items() if not LANGUAGES <= set(thing.names)} == set()


@pytest.mark.parametrize("kind", CLASSES)
def test_no_two_of_a_class_share_an_english_name(reference, kind):
    names = Counter(thing.names["en"].casefold() for _, thing in reference.of(kind))
    assert [name for name, times in names.items() if times > 1] == []


def test_no_further_name_repeats_the_preferred_one_or_another(reference):
    for ref, thing in reference.things.items():
        for language, forms in thing.also.items():
            assert thing.names.get(language) not in forms, (ref, language)
            assert len(set(forms)) == len(forms), (ref, language)


KANA, HAN, HANGUL = "\u3040-\u30fa", "\u4e00-\u9fff", "\uac00-\ud7a3"
FOREIGN = {"en": KANA + HAN + HANGUL, "zh": KANA + HANGUL, "ja": HANGUL, "ko": KANA + HAN}


@pytest.mark.parametrize(("language", "foreign"), FOREIGN.items())
def test_names_are_in_the_script_of_their_language(reference, language, foreign):
    for ref, thing in reference.things.items():
        for form in (thing.names[language], *thing.also.get(language, ())):
            assert not re.search(f"[{foreign}]", form), (ref, form)


def test_levels_and_types_are_those_of_the_concepts(reference):
    assert {thing.level for _, thing in reference.of("government")} <= LEVELS
    assert {thing.type for _, thing in reference.of("organization")} <= TYPES


def test_countries_parents_and_issuers_exist(reference):
    for ref, thing in reference.things.items():
        kind = ref.partition("/")[0]
        parent = thing.parent if "/" in (thing.parent or "") else f"{kind}/{thing.parent}"
        assert thing.country is None or f"country/{thing.country}" in reference.things, ref
        assert thing.parent is None or parent in reference.things, ref
        assert thing.issued_by is None or f"organization/{thing.issued_by}" in reference.things, ref


def test_every_government_lies_in_a_country_and_below_the_first_level_in_a_parent_there(reference):
    for ref, thing in reference.of("government"):
        assert thing.country, ref
        assert (thing.parent is None) == bool(thing.iso), ref
        if thing.parent:
            assert reference.things[f"government/{thing.parent}"].country == thing.country, ref


@pytest.mark.parametrize("kind", ["government", "organization"])
def test_no_parent_is_its_own_descendant(reference, kind):
    for ref, _ in reference.of(kind):
        line, back_to = _line_of_parents(reference, kind, ref.partition("/")[2])
        assert back_to is None, line


def test_points_are_on_the_globe_and_near_the_parent(reference):
    for ref, thing in reference.of("government"):
        latitude, longitude = thing.point
        assert -90 <= latitude <= 90 and -180 <= longitude <= 180, ref
        if thing.parent:
            parent = reference.things[f"government/{thing.parent}"].point
            assert max(abs(latitude - parent[0]), abs(longitude - parent[1])) < 5, ref


def test_identifiers_are_well_formed_and_belong_to_one_thing(reference):
    for field in ("wikidata", "geonames", "iso"):
        values = Counter(getattr(thing, field) for thing in reference.things.values() if getattr(thing, field))
        assert [value for value, times in values.items() if times > 1] == [], field
    codes = {ref: thing.iso for ref, thing in reference.things.items() if thing.iso}
    for ref, code in codes.items():
        assert re.fullmatch(r"[A-Z]{2}" if ref.startswith("country/") else r"[A-Z]{2}-[A-Z0-9]{1,3}", code), ref


def test_subdivision_codes_begin_with_the_code_of_the_country(reference):
    for ref, thing in reference.of("government"):
        country = reference.things[f"country/{thing.country}"]
        assert thing.iso is None or thing.iso.startswith(f"{country.iso}-"), ref


def test_identifiers_agree_with_the_gazetteer(reference, gazetteer):
    for qid, ref in _qids(reference, "government", "country").items():
        thing, row = reference.things[ref], gazetteer[qid]
        country = reference.things[f"country/{thing.country}"] if thing.country else thing
        labels = {row["label_en"], *row["alt_labels"].split("|"), row["label_zh"], row["label_ja"], row["label_ko"]}
        assert labels & set(thing.forms()), ref
        assert row["country"] == country.iso, ref
        assert ref.startswith("country/") or row["iso_3166_2"] == (thing.iso or ""), ref
        assert row["geonames_id"] == str(thing.geonames or ""), ref


def test_parents_agree_with_the_gazetteer(reference, gazetteer):
    for qid, ref in _qids(reference, "government").items():
        thing = reference.things[ref]
        above = f"government/{thing.parent}" if thing.parent else f"country/{thing.country}"
        assert gazetteer[qid]["parent_qid"] == reference.things[above].wikidata, ref


def test_places_are_those_of_the_documents_and_the_units_above_them(reference, gazetteer, seeds):
    named = {row["qid"] for row in seeds if row["type"] in ("country", "city", "province", "prefecture")}
    above = {gazetteer[qid]["parent_qid"] for qid in named} - {""}
    assert set(_qids(reference, "government", "country")) == named | above


def test_organisations_are_linked_only_where_checked(reference, seeds):
    checked = {row["qid"] for row in seeds if row["type"] in ("organisation", "network")}
    assert set(_qids(reference, "organization")) == checked
