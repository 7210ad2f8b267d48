"""Twinnings in prose, one behaviour a text: sides, coordination, years, plans, ends, denials, reference."""

import pytest

from .reading_tools import twinnings

PROSE = {
    "one pair with a year": (
        "Gangneung, which has been twinned with Jiaxing since 1999, is considering a similar arrangement with Bishkek.",
        {("gangneung", "jiaxing", "1999", "in-force")},
    ),
    "two years in one clause": (
        "In 1995 Incheon established sister relations with Tianjin, and in 2000 with Kitakyushu.",
        {("incheon", "tianjin", "1995", "in-force"), ("incheon", "kitakyushu", "2000", "in-force")},
    ),
    "a list with years in brackets": (
        "Fukuoka City has sister-city ties with three cities: Oakland (1962), Bordeaux (1982) and Ipoh (1989).",
        {
            ("fukuoka", "oakland", "1962", "in-force"),
            ("bordeaux", "fukuoka", "1982", "in-force"),
            ("fukuoka", "ipoh", "1989", "in-force"),
        },
    ),
    "two kinds in one sentence": (
        "Changwon is a sister city of Maanshan and Yamaguchi, and a friendship city of Nantong.",
        {
            ("changwon", "maanshan", None, "in-force"),
            ("changwon", "yamaguchi", None, "in-force"),
            ("changwon", "nantong", None, "in-force"),
        },
    ),
    "respectively": (
        "In 1982 and 1988 Changsha became friendship city with Kagoshima and Gumi respectively.",
        {("changsha", "kagoshima", "1982", "in-force"), ("changsha", "gumi", "1988", "in-force")},
    ),
    "an anniversary counted back": (
        "Posted: 2018-10-12\n\nHiroshima and Volgograd celebrated the 45th anniversary of their "
        "sister city tie on October 10.",
        {("hiroshima", "volgograd", "1973", "in-force")},
    ),
    "a weekday against the dateline": (
        "SEJONG, May 3, 2022 -- The city of Sejong and Ankara, the capital of Türkiye, signed a "
        "sister city agreement on Tuesday.",
        {("ankara", "sejong", "2022", "in-force")},
    ),
    "a plan": (
        "Ulsan will sign a friendship agreement with Khabarovsk in autumn.",
        {("khabarovsk", "ulsan", None, "planned")},
    ),
    "a hope of the speaker's city": (
        'Mayor Won Hee-ryong of Jeju said, "We hope to become a sister city of Honolulu."',
        {("honolulu", "jeju", None, "planned")},
    ),
    "an end": (
        "Jeju Province suspended its sisterhood with Sakhalin Oblast in 2022.",
        {("jeju-province", "sakhalin-oblast", None, "ended")},
    ),
    "a passive end": (
        "The sister-city agreement with Nanjing, signed in 1978, was suspended by Nagoya in 2012.",
        {("nagoya", "nanjing", "1978", "ended")},
    ),
    "a denial": ("No sister city agreement has been signed between Pohang and Vladivostok.", set()),
    "sister schools": ("Two sister schools of Nara visited Gyeongju and Xi'an.", set()),
    "an association's name": ("The Portland-Sapporo Sister City Association met in Portland.", set()),
    "a warm word": ("The gift strengthened the friendship between Nara and Gyeongju, said the mayor of Nara.", set()),
    "it and the same year": (
        "Xi'an is home to the Terracotta Army. It has been a sister city of Kyoto since 1974 and "
        "of Nara since the same year.",
        {("kyoto", "xi-an", "1974", "in-force"), ("nara", "xi-an", "1974", "in-force")},
    ),
    "the two cities": (
        "Yamada Kenji, deputy mayor of Kobe, arrived in Incheon on Monday. The two cities have "
        "been sister cities since 2010.",
        {("incheon", "kobe", "2010", "in-force")},
    ),
    "nations for names": (
        "Shandong and North Gyeongsang exchange officials. The Chinese province and the Korean "
        "one have been friendship partners "
        "since 1993.",
        {("north-gyeongsang", "shandong-province", "1993", "in-force")},
    ),
    "counting on from sentence to sentence": (
        "[Interview] The Mayor of Donghae\n\nMayor: Our city has sisterhood with three cities. "
        "The first was Tsuruga in Japan, in "
        "1981. Tumen in China joined in 1995.",
        {("donghae", "tsuruga", "1981", "in-force"), ("donghae", "tumen", "1995", "in-force")},
    ),
    "a district of a city": (
        "Yeonje-gu, a district of Busan, is twinned with Saga-si in Japan (9 October 1998).",
        {("saga", "yeonje", "1998", "in-force")},
    ),
    "years later": (
        "Gumi became a sister city of Otsu in 1990. Eight years later, Gumi became a friendship city of Shenyang.",
        {("gumi", "otsu", "1990", "in-force"), ("gumi", "shenyang", "1998", "in-force")},
    ),
}


@pytest.mark.parametrize("text, expected", PROSE.values(), ids=PROSE.keys())
def test_prose(text, expected):
    assert twinnings(text) == expected


def test_a_plan_told_after_a_bare_claim_leaves_a_doubt_for_review():
    text = (
        "City of Yangzhou news. Yangzhou has the sister cities Kitakyushu and Nara.\n\nIn 2024 "
        "Yangzhou will explore the possibility "
        "of sister relations with Kitakyushu."
    )
    assert ("kitakyushu", "yangzhou", None, "in-force") not in twinnings(text)


def test_bulleted_list_under_a_heading_with_the_page_s_host():
    text = (
        "# International Relations\n\n## Portland's partners abroad\n\n**Sister cities**\n\n* Sapporo, Japan (1959)\n"
        "* Ashkelon, Israel, and Ulsan, Republic of Korea (both 1987)\n\n**Friendship "
        "city**\n\n* Lviv, Ukraine (2022)\n\n"
        "© City of Portland\n"
    )
    assert twinnings(text) == {
        ("portland", "sapporo", "1959", "in-force"),
        ("ashkelon", "portland", "1987", "in-force"),
        ("portland", "ulsan", "1987", "in-force"),
        ("lviv", "portland", "2022", "in-force"),
    }


HOSTED = {
    "a letterhead": "GANGNEUNG CITY COUNCIL\nMinutes, May 2021\n\nJiaxing, Jiaxing, Jiaxing: the delegation is back. ",
    "a clerk's desk": "A clerk of the Gangneung Foreign Affairs Office remembers.\n\nThere were faxes. ",
    "a hall": "Our man went to the city hall of Gangneung on a wet Monday.\n\nHe liked Chichibu best. ",
    "a talk": "A conversation with Ham Mi-ok, director of the exchange section, Gangneung City.\n\nShe laughs a lot. ",
}


@pytest.mark.parametrize("opening", HOSTED.values(), ids=HOSTED.keys())
def test_whose_page_it_is(opening):
    text = opening + "The sister city Jiaxing came in 1999."
    assert ("gangneung", "jiaxing", "1999", "in-force") in twinnings(text, waiting=True)


def test_partners_counted_on_by_other_words():
    text = (
        "Sister cities of Gangneung\n\nThe first of our sister cities was Jiaxing, in 1999. Chichibu was admitted to "
        "the family in 1983, and in 2004 it was the turn of Jingzhou. "
    )
    assert twinnings(text) == {
        ("gangneung", "jiaxing", "1999", "in-force"),
        ("chichibu", "gangneung", "1983", "in-force"),
        ("gangneung", "jingzhou", "2004", "in-force"),
    }


def test_a_sister_province_is_no_town_s():
    text = (
        "Letter from Andong City Hall\n\nAndong lies in North Gyeongsang Province. Henan, a sister province "
        "since 1995, sent drummers. There is a sister province in Russia too: Irkutsk Oblast."
    )
    assert not any({"andong"} & {one, other} for one, other, *_ in twinnings(text))


def test_its_means_the_town_just_spoken_of_and_in_a_list_the_host():
    text = "Birobidzhan came with a band. Its twinning with Hegang dates from 1998.\n\nHeihe, Heihe and Heihe clapped."
    assert ("birobidzhan", "hegang", "1998", "in-force") in twinnings(text, waiting=True)
    listed = "# Sister cities of Ulsan\n\n* Changchun is as large as Ulsan.\n* Its oldest sister city is Hagi (1968).\n"
    assert ("hagi", "ulsan", "1968", "in-force") in twinnings(listed)


def test_markdown_table_with_a_misspelt_partner():
    text = (
        "BUSAN METROPOLITAN CITY | KOR ENG\nAbout Busan > Sister Cities\n\n# Sister Cities\n\n| "
        "No. | City | Country | Since |\n"
        "|--|--|--|--|\n| 1 | Kaoshiung | Taiwan | Jun.30.1966 |\n| 2 | Victoria | Australia | Oct.17.1994 |\n"
    )
    assert twinnings(text) == {
        ("busan", "kaohsiung", "1966", "in-force"),
        ("busan", "victoria", "1994", "in-force"),
    }


def test_html_table_with_kinds_and_navigation_left_out():
    text = (
        "<html lang='en'><head><title>Toyama City Official "
        "Website</title></head><body><nav><ul><li>Osaka</li></ul></nav>"
        "<h1>Sister cities of Toyama City</h1><table><tr><th>Municipality</th><th>Country</th><th"
        ">Category</th><th>Date</th></tr>"
        "<tr><td>Qinhuangdao</td><td>China</td><td>Friendship</td><td>May 7, 1981</td></tr>"
        "<tr><td>Dubbo</td><td>Australia</td><td>Sister</td><td>August 30, 1992</td></tr></table></body></html>"
    )
    assert twinnings(text) == {
        ("qinhuangdao", "toyama", "1981", "in-force"),
        ("dubbo", "toyama", "1992", "in-force"),
    }
