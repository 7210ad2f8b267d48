"""Whose page it is, and twinnings in lists and tables of many makes."""

import pytest

from .reading_tools import twinnings

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
