"""The kinds of text that are medium or hard to read, each in texts of ours: plans, generic talk, anaphora, dates,
two years, unknown, misspelt and bare names.
"""

import pytest

from .reading_tools import facts, governments, record, twinnings

PLANS = {
    "a hope": "Nara hopes to become a sister city of Da Nang next year.\n",
    "a letter of intent": "Nara and Da Nang signed a letter of intent to become sister cities.\n",
    "a conditional": "If the council agrees, Nara would conclude a sister-city agreement with Da Nang.\n",
    "talks": "Nara and Da Nang are discussing a sister-city agreement.\n",
}


@pytest.mark.parametrize("text", PLANS.values(), ids=PLANS.keys())
def test_a_plan_is_never_in_force(text):
    assert {status for *_, status in twinnings(text)} <= {"planned"}


GENERIC = {
    "a programme": "Sister-city programmes became common in Asia after 1990.\n",
    "a count": "Suncheon has relations with 19 cities in 11 countries.\n",
    "an association": "The Sister Cities Association of Portland met on Monday.\n",
    "a wish for all": "Every city needs a sister city somewhere.\n",
}


@pytest.mark.parametrize("text", GENERIC.values(), ids=GENERIC.keys())
def test_generic_talk_names_no_pair(text):
    assert twinnings(text) == set()


def test_a_count_of_sister_cities_is_a_figure_and_no_pair():
    text = "Suncheon maintains friendship ties with 19 cities in 11 countries.\n"
    [figure] = facts(text, "figure")
    assert (figure.value, twinnings(text)) == (19, set())


ANAPHORA = {
    "the two cities": "Mayors of Nara and Gyeongju met. The two cities have been sister cities since 1970.\n",
    "they": "Nara and Gyeongju lie far apart. They became sister cities in 1970.\n",
    "the relationship": "Nara wrote to Gyeongju. The sister-city relationship began in 1970.\n",
    "its": "Nara sent a choir to Gyeongju, its sister city since 1970.\n",
    "the former": "Gyeongju and Ulsan sent flowers. The former has been a sister city of Nara since 1970.\n",
}


@pytest.mark.parametrize("text", ANAPHORA.values(), ids=ANAPHORA.keys())
def test_anaphora_leads_back_to_the_pair(text):
    assert twinnings(text) == {("gyeongju", "nara", "1970", "in-force")}


DATES = {
    "a day without a year": ("The Harbour Forum was held in Nara on 9 May.\n", "2021-05-10", "2021-05-09"),
    "a day of last year": ("The Harbour Forum was held in Nara on 20 December.\n", "2022-01-05", "2021-12-20"),
    "a day to come": ("The Harbour Forum will be held in Nara on 9 January.\n", "2021-12-20", "2022-01-09"),
    "a weekday": ("The Harbour Forum was held in Nara on Friday.\n", "2021-05-10", "2021-05-07"),
    "a weekday to come": ("The Harbour Forum will be held in Nara on Friday.\n", "2021-05-10", "2021-05-14"),
    "no year at all": ("The Harbour Forum was held in Nara on 9 May.\n", None, "--05-09"),
}


@pytest.mark.parametrize("text, published, day", DATES.values(), ids=DATES.keys())
def test_dates_take_their_year_from_the_day_of_publication(text, published, day):
    [event] = facts(text, "event", **({"date": published} if published else {}))
    assert event.start == day


YEARS = {
    "two pairs": (
        "Nara became a sister city of Gyeongju in 1970 and of Xi'an in 1974.\n",
        {("gyeongju", "nara", "1970", "in-force"), ("nara", "xi-an", "1974", "in-force")},
    ),
    "respectively": (
        "In 1970 and 1974, Nara became a sister city of Gyeongju and Xi'an, respectively.\n",
        {("gyeongju", "nara", "1970", "in-force"), ("nara", "xi-an", "1974", "in-force")},
    ),
    "a year of something else": (
        "Nara, sister city of Gyeongju since 1970, opened a hall in 1998.\n",
        {("gyeongju", "nara", "1970", "in-force")},
    ),
}


@pytest.mark.parametrize("text, pairs", YEARS.values(), ids=YEARS.keys())
def test_each_year_goes_to_its_own_pair(text, pairs):
    assert twinnings(text) == pairs


UNKNOWN = {
    "a town": ("Nara and Qwutao Town have been sister cities since 1970.\n", "qwutao"),
    "a district": ("Nara and Qwelu-gu have been sister cities since 1970.\n", "qwelu"),
    "a place with its country": ("Nara and Biotville, France, have been sister cities since 1970.\n", "biotville"),
}


@pytest.mark.parametrize("text, key", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_places_that_no_gazetteer_has_are_local_things_without_links(text, key):
    found = record(text)
    [thing] = [thing for ref, thing in found.things.items() if ref.startswith(f"government/{key}")]
    assert (thing.wikidata, thing.geonames) == (None, None)
    assert any(key in ref for fact in found.facts if fact.kind == "twinning" for ref in fact.parties)


MISSPELT = {
    "one letter wrong beside its country": (
        "Nara and Shimoneseki, Japan, have been sister cities since 1970.\n",
        "shimonoseki",
    ),
    "an old romanisation": ("Nara and Pusan have been sister cities since 1970.\n", "busan"),
}


@pytest.mark.parametrize("text, key", MISSPELT.values(), ids=MISSPELT.keys())
def test_a_misspelt_name_keeps_the_form_that_stands_in_the_text(text, key):
    [tie] = [fact for fact in record(text).facts if fact.kind == "twinning"]
    form = next(stated for ref, stated in tie.stated.items() if ref == f"government/{key}")
    assert form in text and form.lower() != key


BARE = {
    "cities beside cities": ("Gyeongju and Nara have been sister cities since 1970.\n", {"gyeongju", "nara"}),
    "prefectures by their governors": (
        "The governor of Fukuoka met the governor of Nara.\n",
        {"fukuoka-prefecture", "nara-prefecture"},
    ),
    "a city and the province around it": (
        "The mayor of Jilin City met the governor of Jilin Province.\n",
        {"jilin-city", "jilin-province"},
    ),
}


@pytest.mark.parametrize("text, keys", BARE.values(), ids=BARE.keys())
def test_bare_names_are_cities_or_provinces_by_what_stands_beside_them(text, keys):
    assert governments(text) == keys
