"""Titles, people, memberships, agreements and events read from texts of our own; and what is no fact."""

import pytest

from .reading_tools import designations, facts, governments, twinnings

TITLES = {
    "with its year before": (
        "Qingdao was designated as the 2015 Culture City of East Asia, along with Niigata in "
        "Japan and Cheongju in Korea.",
        {("qingdao", "2015"), ("niigata", "2015"), ("cheongju", "2015")},
    ),
    "with its year after": (
        "Jeonju, Kitakyushu and Dunhuang have been selected as the Culture Cities of East Asia "
        "for 2021, it was announced on 30 "
        "August 2020.",
        {("jeonju", "2021"), ("kitakyushu", "2021"), ("dunhuang", "2021")},
    ),
    "of a network": (
        "Kanazawa was recognised as a UNESCO City of Crafts and Folk Art in 2009.",
        {("kanazawa", "2009")},
    ),
    "never heard of before": (
        "Toyama was selected in 2008 as an Environmental Model City and in 2011 as an Eco-Future City.",
        {("toyama", "2008"), ("toyama", "2011")},
    ),
    "only hoped for": ("Chengdu is a candidate for Culture City of East Asia.", set()),
    "only praised": ("Daejeon is a city of design.", set()),
}


@pytest.mark.parametrize("text, expected", TITLES.values(), ids=TITLES.keys())
def test_titles(text, expected):
    assert designations(text) == expected


def test_earlier_titles_in_columns():
    text = (
        "Culture City of East Asia 2023 opens\n\nEarlier titles (China / Japan / Korea)\n2015  "
        "Qingdao / Niigata / Cheongju\n2016  Ningbo / Nara / Jeju\n"
    )
    assert {("nara", "2016"), ("cheongju", "2015"), ("ningbo", "2016")} <= designations(text)


PEOPLE = {
    "family name in capitals": ("WANG Jinjian, party secretary of Yangzhou, took part.", {"Wang Jinjian"}),
    "title before the name": ("Mayor WOO Bumki of Jeonju welcomed the guests.", {"Woo Bumki"}),
    "office with its place before the name": (
        "The Mayor of Gyeongju, Choi Yang-sik, and the Mayor of Nara, Nakagawa Gen, met in Nara.",
        {"Choi Yang-sik", "Nakagawa Gen"},
    ),
    "two of one office": (
        "It was signed by the then mayors of Seoul and Beijing, Choi Byung-yul and Li Qiyan.",
        {"Choi Byung-yul", "Li Qiyan"},
    ),
    "a counterpart": ("Seoul Mayor Oh Se-hoon met his Beijing counterpart, Yin Yong.", {"Oh Se-hoon", "Yin Yong"}),
    "named twice": ("Nakagawa Gen, Mayor of Nara, came. Mayor Nakagawa spoke.", {"Nakagawa Gen"}),
    "no person": ("The governor of North Gyeongsang visited the CCEA Symposium in Jeju.", set()),
}


@pytest.mark.parametrize("text, expected", PEOPLE.values(), ids=PEOPLE.keys())
def test_people(text, expected):
    assert {fact.name for fact in facts(text, "person")} == expected


def test_memberships_said_of_several_and_of_the_organisation_just_named():
    text = (
        "Suncheon became a member of the Organization for East Asia Economic Development (OEAED) "
        "in 2010. Busan and Ulsan also joined the organization."
    )
    assert {fact.member.partition("/")[2] for fact in facts(text, "membership")} == {"suncheon", "busan", "ulsan"}


def test_a_signed_memorandum_is_an_agreement_and_no_twinning():
    text = "In 2017 a memorandum of understanding on port cooperation was signed by Gwangju and Yancheng."
    assert [fact.start for fact in facts(text, "agreement")] == ["2017"]
    assert twinnings(text) == set()


def test_a_letter_that_nobody_signed_is_no_agreement():
    text = "City of Goyang\n\nA letter of intent with Ulaanbaatar lies on the desk; nothing has been signed."
    assert facts(text, "agreement") == []


def test_a_planned_memorandum_is_no_agreement():
    assert facts("Gwangju and Yancheng will sign a memorandum of understanding.", "agreement") == []


def test_an_event_with_range_place_edition_and_attendance_of_the_next_sentence():
    text = (
        "The 10th Northeast Asia Tourism Forum was held in Yanji on 18-20 August 2019. More than 300 people attended."
    )
    [event] = facts(text, "event")
    assert (event.start, event.end, event.location) == ("2019-08-18", "2019-08-20", "government/yanji")
    assert (event.edition, event.attendance, event.attendance_qualifier) == (10, 300, "at-least")


def test_a_visit_is_an_event_on_its_day():
    text = "Yamada Kenji, deputy mayor of Kobe, arrived in Incheon on 12 June 2017 with a delegation of the city."
    assert [(event.start, event.location) for event in facts(text, "event")] == [("2017-06-12", "government/incheon")]


NEGATIVES = {
    "campus": "Our graduate school has signed with its third sister school. Students sent pictures of "
    "deer in Nara and of Kyoto.",
    "company": "The company entered into a memorandum of understanding with a distributor. The twin "
    "lines will not be expanded.",
    "travel": "It is quiet in Nara, where the deer run the town. On Jeju the wind talks. An old "
    "friendship with the rain helps.",
}


@pytest.mark.parametrize("text", NEGATIVES.values(), ids=NEGATIVES.keys())
def test_negatives_state_nothing(text):
    for kind in ("twinning", "designation", "agreement", "membership"):
        assert facts(text, kind) == []
    assert governments(text) == set()
