"""Whose page it is, and twinnings in lists and tables of many makes."""

import pytest

from .reading_tools import facts, twinnings

LISTED = "\n\nSister cities\n\n* Ulsan, Korea (1968)\n* Qingdao, China (1979)\n"
PAGES = {
    "a masthead in capitals": "HAGI CITY HALL\nNews | Tourism\n\nGreetings from Ulsan, the guest of 1968" + LISTED,
    "the body that speaks": "FRIENDS ABROAD\n\nKept at the exchange desk of the town hall of Hagi." + LISTED,
    "a dateline": "Garden of friends opens\n\nHAGI, Japan, May 2, 2019 -- A garden was opened on Thursday." + LISTED,
    "here": "The cellar\n\nThe choir of Ulsan sings here in Hagi tonight." + LISTED,
    "an official site": "OFFICIAL SITE OF THE CITY OF HAGI\n\nA delegation of Ulsan visited city hall" + LISTED,
}


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES.keys())
def test_a_bare_list_belongs_to_the_place_whose_page_it_is(text):
    assert twinnings(text) == {("hagi", "ulsan", "1968", "in-force"), ("hagi", "qingdao", "1979", "in-force")}


def tie(partner, year=None, status="in-force", host="hagi"):
    return (*sorted((host, partner)), year, status)


def test_signs_and_letters_mean_what_the_page_s_legend_says():
    signs = "★ sister city\n☆ friendship city\n△ friendship under discussion\n× friendship closed\n\nASIA\n"
    text = f"Hagi City Hall\n\n{signs} ★ Ulsan 1968\n ☆ Qingdao 1979. 5. 1.\n △ Tianjin\n × Dalian\n"
    expected = {
        tie("ulsan", "1968"),
        tie("qingdao", "1979"),
        tie("tianjin", None, "planned"),
        tie("dalian", None, "ended"),
    }
    assert twinnings(text) == expected


def test_a_mark_that_says_nothing_of_the_kind_leaves_it_to_the_heading():
    legend = "● sister city   ○ friendship city\n× struck off"
    text = f"City of Hagi\n\n{legend}\n\nFriendship cities\n\n● Ulsan (1968)\n○ Tianjin (1990)\n× Qingdao (1979)\n"
    kinds = {fact.parties[-1]: fact.types for fact in facts(text, "twinning", waiting=True)}
    assert kinds["government/qingdao"] == ("friendship-city",)


def test_a_column_of_letters_is_read_by_the_legend_above_the_table():
    rows = "| 1968 | Ulsan | Korea | S |\n| 1979 | Qingdao | China | M |\n| 1990 | Tianjin | China | F |\n"
    head = "| Year | Opposite number | Country | Sort |\n|--|--|--|--|\n"
    legend = "S stands for a sister city, F for a friendship city, M for a memorandum only."
    text = f"Hagi City Hall\n\n{legend}\n\n{head}{rows}"
    assert twinnings(text) == {tie("ulsan", "1968"), tie("tianjin", "1990")}


def test_a_numbered_table_flattened_to_one_cell_a_line():
    rows = "\n".join(["1", "Korea", "Ulsan", "1968", "-", "2", "China", "Qingdao", "1979", "Mr Li"])
    text = f"Hagi City Hall\n\nThe sister cities of Hagi\n\nNo.\nCountry\nCity\nDate\nWho signed it there\n{rows}\n"
    assert twinnings(text) == {tie("ulsan", "1968"), tie("qingdao", "1979")}


def test_a_cell_that_spans_rows_counts_for_the_rows_below_it():
    def row(*cells):
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"

    head = "<tr><th>Class</th><th>City</th><th>Nation</th><th>Since</th></tr>\n"
    rows = row("Sister", "Ulsan", "Korea", "1968") + row("Qingdao", "China", "1979")
    text = f"<html><body><h1>Hagi City Hall: sister cities</h1><table>{head}{rows}</table></body></html>"
    assert twinnings(text) == {tie("ulsan", "1968"), tie("qingdao", "1979")}
