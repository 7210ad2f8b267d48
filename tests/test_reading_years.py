"""Since when twins are twins: years named beside, in rows and lines, or reckoned from others."""

import pytest

from onemoon.mappings.reading.dateforms import find
from onemoon.mappings.reading.reckoning import reckoned

from .reading_tools import twinnings

LENGTHS = {
    "a tie that turned forty": ("Their sisterhood turned forty.", [(40, "now")]),
    "a sum of lengths": ("It is half a century and two years since they became twins.", [(52, "now")]),
    "an ordinal in words": ("the twenty-fifth anniversary of the pact", [(25, "now")]),
    "a jubilee": ("the silver jubilee of the twinning", [(25, "now")]),
    "decades of friendship": ("after three decades of friendship", [(30, "now")]),
    "a sister for so long": ("⟦G0⟧, a sister for twelve years", [(12, "now")]),
    "an age": ("a 35-year-old partnership", [(35, "now")]),
    "so long ago": ("signed the paper 18 years ago", [(18, "ago")]),
    "so long after": ("⟦G0⟧ six years after that", [(6, "then")]),
    "so long before": ("⟦G0⟧ two years earlier", [(-2, "then")]),
    "the year after": ("⟦G0⟧ the year after.", [(1, "then")]),
    "a length that is only near": ("almost thirty years of sisterhood", []),
    "a length to come": ("extended for five years more", []),
    "a length of something else": ("after ten years of talks", []),
    "an age of nobody": ("a school for children of nine years", []),
}


@pytest.mark.parametrize("text, expected", LENGTHS.values(), ids=LENGTHS.keys())
def test_a_length_of_time_is_counted_only_where_a_year_follows_from_it(text, expected):
    assert [(one.years, one.base) for one in reckoned(text)] == expected


YEARS = {
    "counted from the one before": (
        "Ulsan became a sister city of Changchun in 1994. Four years after that Ulsan and Khabarovsk became "
        "sister cities.",
        {"changchun ulsan": "1994", "khabarovsk ulsan": "1998"},
    ),
    "counted from a place": (
        "Nara has been a sister city of Gyeongju since 1970. Nara signed a sister-city agreement with Toledo two years "
        "after Gyeongju.",
        {"gyeongju nara": "1970", "nara toledo": "1972"},
    ),
    "an anniversary told apart": (
        "Posted: 2019-05-02\n\nGunsan and Yantai are sister cities. On Thursday Gunsan and Yantai marked "
        "twenty-five years as sister cities.",
        {"gunsan yantai": "1994"},
    ),
    "a year told apart": (
        "Pohang is a sister city of Fukuyama. The mayor is proud of it. Pohang and Fukuyama signed their paper "
        "in 1979.",
        {"fukuyama pohang": "1979"},
    ),
    "an end is no beginning": (
        "Sapporo is no longer a sister city of Novosibirsk. Sapporo ended the agreement with Novosibirsk in 2023.",
        {"novosibirsk sapporo": None},
    ),
    "a visit is no beginning": (
        "Sapporo is a sister city of Daejeon. Students from Daejeon visited Sapporo in 2018.",
        {"daejeon sapporo": None},
    ),
    "dates behind their places": (
        "Sakata signed as a sister city with Zhuhai in 2004, Astoria in 1990, Daegu in 1997, and Hilo in 2001.",
        {"sakata zhuhai": "2004", "astoria sakata": "1990", "daegu sakata": "1997", "hilo sakata": "2001"},
    ),
}


@pytest.mark.parametrize("text, expected", YEARS.values(), ids=YEARS.keys())
def test_the_year_of_a_pair(text, expected):
    found = {f"{one} {other}": year for one, other, year, _ in twinnings(text)}
    assert {pair: found.get(pair, "unread") for pair in expected} == expected


def test_each_year_of_an_enumeration_is_that_of_the_place_before_it():
    text = "City of Nara\n\nToledo and Canberra joined the circle of our sister cities in 1996, Gyeongju in 2001."
    assert ("gyeongju", "nara", "2001", "in-force") in twinnings(text, waiting=True)


@pytest.mark.parametrize(
    "text, expected",
    {
        "'68.10.29.": (1968, 10, 29),
        "'02. 1.": (2002, 1, None),
        "20/08/1985": (1985, 8, 20),
        "08/20/1985": (1985, 8, 20),
        "03/10/1979": (1979, None, None),
        "10/1979": (1979, 10, None),
    }.items(),
)
def test_short_years_and_days_between_strokes(text, expected):
    found = find(f"Hagi ({text});")
    assert [(one.year, one.month, one.day) for one in found] == [expected]


def test_a_decade_is_no_date():
    assert find("the '90s. 12 people came") == []
