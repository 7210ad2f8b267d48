"""Places that no gazetteer has, or that are words and people's names too: told by the company they keep."""

from time import process_time

import pytest

from onemoon.mappings.reading.document import analyse
from onemoon.mappings.reading.gazetteer import label
from onemoon.mappings.reading.placing import resolve_places
from onemoon.mappings.reading.reader import readers
from onemoon.mappings.reading.source import read_source
from onemoon.mappings.reading.towns import town, towns

from .reading_tools import record, twinnings


def places(text):
    """The names of the places that count in a text."""
    mentions = resolve_places(analyse(read_source(text), readers().gazetteer)).values()
    return {label(mention.place, mention.form) for mention in mentions if not mention.weak}


TOLD = {
    "Muroran has been twinned with Vadsø since 1999.": "Vadsø",
    "Sister cities of Akita: Lanzhou, Passau, Kenai and Vladivostok.": "Kenai",
    "Matsue keeps sister ties with Hangzhou, Zyxtrup and Jinju.": "Zyxtrup",
    "A letter of friendship arrived from Zyxtrup in Iceland.": "Zyxtrup",
    "Our sister city Otaru was visited by the mayor of Sortland, in Norway.": "Sortland",
    "The council debated Quesnel's sister ties for an hour.": "Quesnel",
    "Akita has two sisters overseas. The farther one is Kenai, a town of fishermen.": "Kenai",
    "Sister cities\n\n* Lanzhou (1982)\n* Passau (1984)\n* Zyxtrup\n": "Zyxtrup",
    "Our twins abroad:\n\n** {{flagicon|NOR}} [[Vadsø]]\n** {{flagicon|DEU}} [[Passau]], [[Kenai]]\n": "Passau",
    "Sister cities of Otaru\n\nBath, where the springs are warm too, joined as a sister in 1990.": "Bath",
    "The sister cities of Akita, i.e. Eugene, 1990 / Lanzhou, 1982": "Eugene",
    "The Kanazawa-Buffalo sister city committee met.": "Buffalo",
    "Mooka and the Shire of Harvey are sister cities.": "Harvey",
    "Whether Hyderabad will be our sister city is open.": "Hyderabad",
    "Turkish Izmit is our friendship city.": "Izmit",
}


@pytest.mark.parametrize("text, name", TOLD.items(), ids=TOLD.values())
def test_a_name_counts_by_the_company_it_keeps(text, name):
    assert name in places(text)


NOT_TOLD = {
    "Akita and Lanzhou are sister cities. Rice was the reason, they say.": "Rice",
    "Sister cities of Akita\n\n1. Ports.\n2. Lanzhou and its harbour.\n3. Passau and its river.": "Ports",
    "The friendship cities Akita and Lanzhou met. Mr Kenai Sato, their partner, spoke; Sato thanked them.": "Sato",
    "Niigata's sister city Galveston lies on the Gulf of Mexico.": "Gulf",
    "Akita has had a sister city since Showa 57.": "Showa",
    "The Seven sisters of Akita are hills, and it has a sister city besides.": "Seven Sisters",
    "Irkutsk in Siberia and Akita are sister cities.": "Siberia",
}


@pytest.mark.parametrize("text, name", NOT_TOLD.items(), ids=NOT_TOLD.values())
def test_what_is_no_place_does_not_become_one(text, name):
    assert not any(place.startswith(name) for place in places(text))


def test_a_name_once_told_counts_wherever_the_text_has_it():
    text = "Akita is twinned with Zyxtrup. The children wrote letters all winter. In May a choir from Zyxtrup came."
    mentions = resolve_places(analyse(read_source(text), readers().gazetteer)).values()
    assert [mention.form for mention in mentions].count("Zyxtrup") == 2


def test_a_text_without_ties_tells_no_new_places():
    assert "Zyxtrup" not in places("Flights from Akita, Zyxtrup and Sapporo were late.")


def test_a_town_of_the_small_table_is_never_linked():
    things = record("Akita and Kenai, Alaska, have been sister cities since 1992.").things
    assert things["government/kenai"].geonames is None


def test_the_ties_of_small_towns_are_read():
    assert twinnings("Akita and Kenai have been sister cities since 1992.") == {("akita", "kenai", "1992", "in-force")}


def test_where_towns_lie_says_which_is_meant():
    assert {"GB", "CA"} <= set(towns("Banff"))
    assert town("Banff", readers().gazetteer, "CA").country == "CA"
    assert town("Banff", readers().gazetteer).country == ""
    assert town("Banff", readers().gazetteer, "JP") is None


def test_an_old_korean_spelling_is_the_korean_city():
    assert "Gunsan" in places("Kunsan is a sister city of Pyeongtaek.")


def test_a_misspelt_city_of_a_named_country_is_the_near_one():
    assert "Ussuriysk" in "".join(places("Russia's Ussurisk City became a friendship city of ours."))


def test_a_district_of_a_city_names_the_city():
    assert places("Akita is the sister city of a district of Foshan.") >= {"Akita", "Foshan"}


def test_a_numbered_heading_is_a_place_and_no_person():
    assert "Qinhuangdao" in places("Sister cities of Hebei\n\nI. QINHUANGDAO\n\n   - Miyazu, twinned in 1989\n")


def test_new_names_take_time_that_grows_with_the_text():
    readers()
    assert spent(1600) < 10 * spent(400)


def spent(size):
    """Seconds of processor time for analysing a list of so many items with names that nobody knows, the best of two."""
    letters = "bcdfghjklm"
    names = [f"Zyx{letters[n % 10]}u{letters[n // 10 % 10]}a{letters[n // 100 % 10]}trup" for n in range(size)]
    text = "Sister cities of Akita\n\n" + "".join(f"* Lanzhou, {name} and Passau\n" for name in names)
    best = float("inf")
    for _ in range(2):
        started = process_time()
        analyse(read_source(text), readers().gazetteer)
        best = min(best, process_time() - started)
    return best
