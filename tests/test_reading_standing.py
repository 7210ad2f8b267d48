"""Whether a tie is asserted, planned, ended or denied, by what governs it and by what is said on."""

import pytest

from onemoon.mappings.reading.cues import cues
from onemoon.mappings.reading.force import force

from .reading_tools import twinnings

CLAUSES = {
    "a denial of something else": ("⟦G0⟧, a sister city of ⟦G1⟧, has no airport", "in-force"),
    "a choice between other things": (
        "a matter of weeks rather than days, the sister-city pact was signed",
        "in-force",
    ),
    "a denial in a clause beside": ("⟦G0⟧, which was not yet a city, became its sister city", "in-force"),
    "a denial": ("⟦G0⟧ and ⟦G1⟧ are not sister cities", None),
    "a denial after": ("the sister-city agreement with ⟦G1⟧ was never signed", None),
    "no such thing": ("⟦G0⟧ has no sister city agreement with ⟦G1⟧", None),
    "a wish that hasn't come true": ("both would like to be sister cities, but have not decided", "planned"),
    "a plan carried out": ("plans for a sister-city tie, dropped in ⟦D1⟧, were carried out after all", "in-force"),
    "talk of it": ("there is talk of a sister-city tie with ⟦G1⟧", "planned"),
    "laid to rest": ("the council laid its sister-city tie to ⟦G1⟧ to rest", "ended"),
    "wound up": ("the sister-city tie with ⟦G1⟧ was wound up by mutual consent", "ended"),
    "a notice of something else": ("⟦G0⟧ gave notice that its sister city ⟦G1⟧ sends a choir", "in-force"),
    "from a year until another": ("⟦G1⟧ was a sister city from ⟦D1⟧ until ⟦D2⟧", "ended"),
}


@pytest.mark.parametrize("text, expected", CLAUSES.values(), ids=CLAUSES.keys())
def test_the_force_of_a_clause_is_that_of_what_governs_the_tie(text, expected):
    cue = cues().find(text)[0]
    assert force(text, cues(), cue.start) == expected


def test_an_end_told_on_in_the_same_sentence_counts():
    text = "Nara has been a sister city of Gyeongju since 1970, but the agreement was revoked in 2015."
    assert twinnings(text) == {("gyeongju", "nara", "1970", "ended")}


def test_an_end_of_something_else_doesn_t():
    text = "Nara has been a sister city of Gyeongju since 1970, but the concert was cancelled."
    assert twinnings(text) == {("gyeongju", "nara", "1970", "in-force")}


def test_what_stands_before_the_next_place_is_said_of_that():
    told = "Nara's sister cities are Gyeongju and Toledo; formerly also Xi'an, crossed out in 2015."
    text = f"# Sister cities of Nara\n\n{told}"
    assert {(one, other, status) for one, other, _, status in twinnings(text) if status == "in-force"} >= {
        ("gyeongju", "nara", "in-force"),
        ("nara", "toledo", "in-force"),
    }
