"""Titles and memberships in lists, shared ones, and those that only a reviewer may let pass."""

import pytest

from .reading_tools import designations, record
from .test_reading_titles import members

LAGOON = "The League of Lagoon Cities was founded in 1998.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "UNESCO Creative Cities by field\n\nGastronomy: Chengdu 2010, Jeonju 2012\nFilm: Busan 2014",
        "City of Film\n\n- Chengdu, 2010\n- Jeonju, 2012\n- Busan (2014)",
        "UNESCO City of Design\n\nChina\n- Chengdu 2010\n\nKorea\n- Jeonju 2012\n- Busan 2014 -- two years after Kobe",
        "World Book Capital\n2010: Chengdu\n2012: Jeonju\n2014: Busan",
    ],
)
def test_the_lines_under_a_title_name_its_holders(text):
    assert designations(text) == {("chengdu", "2010"), ("jeonju", "2012"), ("busan", "2014")}


@pytest.mark.parametrize(
    "text",
    [
        "City of Film\n\nApplied without success: Busan, 2014",
        "City of Film\n\nMeetings of title-holders\n\n2014 | Round table, Busan | 40 guests",
        "City of Film\n\nThe office is closed.\n\nBusan, 2014",
    ],
)
def test_lines_of_something_else_name_no_holder(text):
    assert designations(text) == set()


@pytest.mark.parametrize(
    "rest",
    [
        ", and so were Niigata and Dalian",
        ", an honour it shared with Niigata and Dalian",
        ", next to Niigata and Dalian",
    ],
)
def test_who_holds_a_title_too(rest):
    text = f"In 2019 Ulsan was a Culture City of East Asia{rest}."
    assert designations(text) == {("ulsan", "2019"), ("niigata", "2019"), ("dalian", "2019")}


@pytest.mark.parametrize(
    "text, place",
    [
        ("In 2011 Ulsan received the title City of Military Glory.", "ulsan"),
        ("Ulsan was Tea Capital of the Far East in 2011.", "ulsan"),
        ("Since 2011 Ulsan has carried the name of World Whale Capital.", "ulsan"),
    ],
)
def test_a_title_is_known_by_its_shape(text, place):
    assert designations(text) == {(place, "2011")}


def test_a_nominee_and_a_government_with_its_country_hold_nothing():
    assert designations('In 2011 Ulsan was declared a "World Book Capital Nominee".') == set()
    assert designations("Guests from Yangzhou City of China came in 2011.") == set()


def test_a_title_whose_time_is_not_understood_waits_for_review():
    text = "Ulsan became a Creative City of Film on the same day."
    (fact,) = [fact for fact in record(text).facts if fact.kind == "designation"]
    assert fact.candidate and fact.rule == "title-undated" and fact.confidence < 0.6


@pytest.mark.parametrize(
    "text",
    [
        "The following have seats: Ulsan and Niigata (Japan).",
        "2. Who is in it\n\n- Ulsan\n- Niigata",
        "Of the towns that make up the league, Ulsan and Niigata came first.",
        "Ulsan and Niigata have been on the league's roll for years.",
        "They took in Ulsan and Niigata as full members.",
    ],
)
def test_members_of_the_network_last_named(text):
    assert members(LAGOON + text) == {("ulsan", "league-of-lagoon-cities"), ("niigata", "league-of-lagoon-cities")}


@pytest.mark.parametrize(
    "text",
    [
        "Ulsan has at no time been in the League of Lagoon Cities.",
        "Łomża-on-Sea is in the League of Lagoon Cities.",
    ],
)
def test_who_is_not_a_member(text):
    assert members("City of Ulsan\n\n" + text) == set()


def test_a_network_keeps_its_whole_name():
    text = "Ulsan belongs to the Association of Siberian and Far Eastern Cities."
    assert members(text) == {("ulsan", "association-of-siberian-and-far-eastern-cities")}
    text = "Ulsan belongs to the Association of Port Towns around the Sea of Japan."
    assert members(text) == {("ulsan", "association-of-port-towns-around-the-sea-of-japan")}
