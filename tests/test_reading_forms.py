"""The parts of reading: dates, layout, markup at its own offsets, places, cue lexicons, records, time."""

import re
import time

import pytest

from onemoon.mappings.evidence import unsupported
from onemoon.mappings.model import references
from onemoon.mappings.names import names
from onemoon.mappings.reading.constructions import compiled
from onemoon.mappings.reading.dateforms import find
from onemoon.mappings.reading.dates import resolve
from onemoon.mappings.reading.lexicons import lexicon
from onemoon.mappings.reading.reader import readers
from onemoon.mappings.reading.source import read_source

from .reading_tools import governments, record

DATES = {
    "April 27, 2023": ("2023-04-27", None),
    "27th October, 1994": ("1994-10-27", None),
    "2022. 10. 21. (Fri.)": ("2022-10-21", None),
    "Jun.30.1966": ("1966-06-30", None),
    "1981 June 13": ("1981-06-13", None),
    "In June 1994": ("1994-06", None),
    "between December 6 and 8": ("2023-12-06", "2023-12-08"),
    "February 3 – March 9, 2023": ("2023-02-03", "2023-03-09"),
    "on Tuesday": ("2023-12-12", None),
    "21st of this month": ("2023-12-21", None),
    "last October": ("2023-10", None),
    "last year": ("2022", None),
}


@pytest.mark.parametrize("text, expected", DATES.items(), ids=DATES.keys())
def test_dates_against_a_publication_day(text, expected):
    [found] = find(text)
    when = resolve(found, "2023-12-15")
    assert (when.start, when.end) == expected


def test_a_day_without_year_or_anchor_keeps_its_precision():
    assert resolve(find("on August 24th")[0], None).start == "--08-24"


@pytest.mark.parametrize("text", ["2,019 people", "$2019.50", "May have", "1 in 2000 visitors"])
def test_numbers_are_no_dates(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Nara &amp; <b>Gyeongju</b></p>\n<!-- x --><table><tr><td>1</td></tr></table>",
        "**Nara** and [Gyeongju](http://x)",
    ],
)
def test_markup_becomes_blanks_of_the_same_length(text):
    source = read_source(text)
    assert len(source.plain) == len(text)
    assert source.plain.index("Gyeongju") == text.index("Gyeongju")
    assert not set("<>*[]") & set(source.plain)


def test_layout_tells_titles_items_rows_turns_and_furniture_apart():
    text = (
        "Home > News\n\n# Head\n\n- one\n\n| City | Since |\n|--|--|\n| Nara | 1999 |\n\nQ. "
        "Why?\n\nA. Because.\n\n▲ Photo\n"
    )
    kinds = [block.kind for block in read_source(text).blocks]
    assert kinds == ["navigation", "title", "item", "header", "row", "question", "answer", "caption"]


def test_front_matter_and_metadata_win_over_the_text():
    source = read_source("---\ntitle: T\ndate: 2020-01-02\n---\nPosted 2021-01-01\n", {"date": "2022-02-02"})
    assert (source.meta["title"], source.meta["date"]) == ("T", "2022-02-02")


PLACES = {
    "suffixes": ("The mayors of Siheung-si and Saga-shi met in Yeonje-gu.", {"siheung", "saga", "yeonje"}),
    "old spellings": ("Mayors of Pusan, Kwangju and Tsingtao met.", {"busan", "gwangju", "qingdao"}),
    "a province and its capital": (
        "The mayor of Osaka and the governor of Osaka Prefecture met.",
        {"osaka", "osaka-prefecture"},
    ),
    "one nobody lists, by its type word": ("The mayor of Gutao Town met the mayor of Nara.", {"gutao", "nara"}),
    "one nobody lists, by its country": ("The mayors of Biotville, France, and of Nara met.", {"biotville", "nara"}),
    "words that are names": ("The Mayor of Nara had a nice date. Most of it was split. Reading helped.", {"nara"}),
    "names inside names": ("The mayor of Nara visited the Kyoto Municipal Museum of Art.", {"nara"}),
}


@pytest.mark.parametrize("text, expected", PLACES.values(), ids=PLACES.keys())
def test_places(text, expected):
    assert governments(text) == expected


def test_a_gazetteer_of_the_user_s_own_adds_places(tmp_path):
    table = tmp_path / "places.csv"
    table.write_text(
        "qid,type,label_en,alt_labels,country,admin_level,lat,lon\nQ1,city,Zzyzxia,,JP,2,35,135\n", encoding="utf-8"
    )
    [place] = readers(table).gazetteer.get("Zzyzxia")
    assert (place.wikidata, place.country) == ("Q1", "JP")


@pytest.mark.parametrize("row", lexicon("en")["twinning"], ids=lambda row: row["cue"][:30])
def test_each_cue_finds_its_examples_and_not_the_others(row):
    assert all(re.search(row["cue"], text) for text in row["found"])
    assert not any(re.search(row["cue"], text) for text in row["missed"])


@pytest.mark.parametrize("row", lexicon("en")["constructions"], ids=lambda row: row["frame"][:30])
def test_each_construction_finds_its_examples_and_not_the_others(row):
    pattern = compiled(row["frame"])
    assert all(pattern.search(text) for text in row["found"])
    assert not any(pattern.search(text) for text in row["missed"])


NEWS = """Nara and Gyeongju sign

Posted 2021-05-10

Mayor KIM Min-su of Gyeongju and NAKAGAWA Gen, Mayor of Nara, signed a friendship city agreement in Nara on May 9. The
3rd Silk Road Forum was held in Gyeongju on the same day with some 200 participants. Gyeongju has been a member of the
Organization of World Heritage Cities since 1997 and was Culture City of East Asia in 2022.
"""


def test_every_fact_stands_in_its_spans_and_every_reference_is_known():
    found = record(NEWS)
    known = names(found, readers().reference)
    for fact in found.facts:
        assert list(unsupported(fact, NEWS, known.forms)) == []
        assert all(ref in known.preferred for _, ref in references(fact))


def test_facts_name_rule_and_confidence_and_wait_for_review():
    assert all(fact.rule and 0 < fact.confidence <= 1 and not fact.reviewed for fact in record(NEWS).facts)


def test_the_same_text_gives_the_same_record():
    assert record(NEWS) == record(NEWS)


HOSTILE = [
    "A" * 60000,
    "Aa " * 20000,
    "KIM " * 15000,
    "Nara, " * 10000,
    "sister city with " * 4000,
    " " * 90000 + "x",
    "((((" * 20000,
    "<" * 90000,
    "|" * 90000,
    "1 " * 40000,
    "A. " * 20000,
    "mayors of " * 8000,
    "*a" * 40000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12].strip() + "…")
def test_hostile_strings_take_time_in_proportion(text):
    readers()
    started = time.process_time()
    record(text)
    assert time.process_time() - started < 8


def test_reading_is_linear_in_the_length_of_the_text():
    readers()
    record(NEWS * 20)
    spent = []
    for times in (20, 160):
        started = time.process_time()
        record(NEWS * times)
        spent.append(time.process_time() - started)
    assert spent[1] < 16 * spent[0]
