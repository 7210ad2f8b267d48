"""Reading Korean, Japanese and Chinese: each construct on a small text of ours, wrong-looking ones beside it."""

import random
import time

import pytest

from onemoon.mappings.reading.cjkdates import Calendar, dated
from onemoon.mappings.reading.cjkwords import words
from onemoon.mappings.reading.lexicons import lexicon
from onemoon.mappings.reading.reader import read_text


def facts(text, kind, **meta):
    """(facts of a kind, name of a reference) for a text."""
    record = read_text(text, "t", meta=meta)
    return [fact for fact in record.facts if fact.kind == kind]


def ties(text, **meta):
    """{parties: (kind, status, start)} for a text's twinnings."""
    return {
        frozenset(ref.partition("/")[2] for ref in fact.parties): (fact.types[0], fact.status, fact.start)
        for fact in facts(text, "twinning", **meta)
    }


SISTER, FRIEND = "sister-city", "friendship-city"


@pytest.mark.parametrize(
    "text, pair, found",
    [
        ("포항시는 1987년 미국 피츠버그시와 자매결연을 맺었다.", "pohang pittsburgh", (SISTER, "in-force", "1987")),
        ("경주시와 프랑스 베르사유시는 우호도시 협약을 체결했다.", "gyeongju versailles", (FRIEND, "in-force", None)),
        (
            "下関市は昭和51年10月11日に韓国の釜山市と姉妹都市になりました。",
            "shimonoseki busan",
            (SISTER, "in-force", "1976-10-11"),
        ),
        ("米子市と中国の保定市は友好都市です。", "yonago baoding", (FRIEND, "in-force", None)),
        ("1979年5月1日，大连市与日本北九州市结为友好城市。", "dalian kitakyushu", (FRIEND, "in-force", "1979-05-01")),
        ("臺中市於1983年與美國聖地牙哥市締結姊妹市。", "taichung san-diego", (SISTER, "in-force", "1983")),
        ("울산광역시는 몽골 울란바토르시와 자매결연을 추진하고 있다.", "ulsan ulaanbaatar", (SISTER, "planned", None)),
        (
            "長崎市はオランダの都市のほか、中国の福州市と友好都市の提携を検討している。",
            "nagasaki fuzhou",
            (FRIEND, "planned", None),
        ),
        ("青岛市与意大利那不勒斯市的友好城市关系已经终止。", "qingdao naples", (FRIEND, "ended", None)),
    ],
)
def test_a_sentence_gives_a_twinning(text, pair, found):
    assert ties(text) == {frozenset(pair.split()): found}


@pytest.mark.parametrize(
    "text",
    [
        "여수시와 광양시는 행정협의회를 함께 꾸리지만 자매결연과는 관계가 없다.",
        "두 학교는 자매학교 협약을 맺었고 순천시는 축하를 전했다.",
        "生駒市には姉妹都市はありません。",
        "奈良市の高校と大阪市の高校は姉妹校です。",
        "大连市未与首尔市建立友好城市关系。",
        "사천시는 필리핀 바기오시와의 자매결연 논의를 중단했다.",
    ],
)
def test_what_denies_or_only_resembles_a_twinning_gives_none(text):
    assert ties(text) == {}


def test_objects_of_one_cue_each_keep_the_year_in_their_brackets():
    text = "순천시는 닝보시(1997년), 컬럼비아시(1991년)와 자매결연을 맺었으며, 이즈미시와는 2012년부터 우호도시다."
    found = sorted((kind, start) for kind, _, start in ties(text).values())
    assert found == [(FRIEND, "2012"), (SISTER, "1991"), (SISTER, "1997")]


def test_dates_and_places_in_turn_are_bound_in_turn():
    found = ties("倉吉市は高山市とは昭和58年に、亀岡市とはその2年後に姉妹縁組をしました。")
    assert sorted(start for _, _, start in found.values()) == ["1983", "1985"]


def test_pairs_in_a_row_are_no_grid():
    found = ties("苏州市与金泽市、无锡市与明石市缔结了友好城市关系。")
    assert set(found) == {frozenset(("suzhou", "kanazawa")), frozenset(("wuxi", "akashi"))}


def test_both_cities_are_those_spoken_of_before():
    found = ties("青岛市代表团访问了大邱广域市。两市1993年12月4日结为友好城市。")
    assert found == {frozenset(("qingdao", "daegu")): (FRIEND, "in-force", "1993-12-04")}


LIST = """下関市の国際交流

姉妹都市
・釜山広域市(韓国) 昭和51年10月11日
・サントス市(ブラジル) 昭和46年11月16日

友好都市
・青島市(中国) 昭和54年10月3日。平成30年から停止中
"""


def test_a_list_belongs_to_the_page_and_its_heading_says_the_kind():
    assert ties(LIST) == {
        frozenset(("shimonoseki", "busan")): (SISTER, "in-force", "1976-10-11"),
        frozenset(("shimonoseki", "santos")): (SISTER, "in-force", "1971-11-16"),
        frozenset(("shimonoseki", "qingdao")): (FRIEND, "ended", "1979-10-03"),
    }


TABLE = """# 진주시 자매도시 현황

| 구분 | 국가 | 도시명 | 결연일자 |
|---|---|---|---|
| 자매도시 | 미국 | 유진시 | 1961. 9. 26. |
| 우호도시 | 일본 | 마쓰에시 | 1999. 11. 1. |
| 우호도시 | 베트남 | 껀터시 | 협의 중 |
"""


def test_a_table_gives_a_twinning_a_row():
    assert sorted(ties(TABLE).values(), key=str) == [
        (FRIEND, "in-force", "1999-11-01"),
        (FRIEND, "planned", None),
        (SISTER, "in-force", "1961-09-26"),
    ]


def test_columns_set_apart_by_wide_blanks_are_a_table():
    text = "高雄市締結姊妹市一覽\n\n城市　國家　締盟日期\n釜山廣域市　韓國　1966/06/30\n西雅圖市　美國　1991/07/05\n"
    assert sorted(start for _, _, start in ties(text).values()) == ["1966-06-30", "1991-07-05"]


@pytest.mark.parametrize(
    "text, meant",
    [
        ("2024년 5월", "2024-05"),
        ("지난해 11월 14일", "2022-11-14"),
        ("지난 15일", "2023-10-15"),
        ("오는 3일", "2023-11-03"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成30年", "2018"),
        ("来年五月", "2024-05"),
        ("民國五十年", "1961"),
        ("上個月18日", "2023-09-18"),
        ("2001. 3. 5.", "2001-03-05"),
    ],
)
def test_dates_in_their_forms(text, meant):
    assert [when.start for _, when in dated(text, Calendar("2023-10-20"))] == [meant]


@pytest.mark.parametrize("text", ["25周年", "20年前", "1,980명", "10개국", "3일간"])
def test_what_only_looks_like_a_date_is_none(text):
    assert list(dated(text, Calendar("2023-10-20"))) == []


def test_a_range_ends_in_the_month_it_began():
    [(_, when)] = dated("令和5年10月17日(火)から19日(木)まで", Calendar(None))
    assert (when.start, when.end) == ("2023-10-17", "2023-10-19")


@pytest.mark.parametrize(
    "text, people",
    [
        ("순천시(시장 허정민)는 18일 행사를 열었다.", {"허정민": "suncheon"}),
        (
            "이날 응우옌 반 하 닌빈성 부성장과 강릉시장 김홍규가 만났다.",
            {"응우옌 반 하": "ninh-binh-province", "김홍규": "gangneung"},
        ),
        (
            "平岡伸一 鳥取県知事と青島市の孟凡利市長が会談した。",
            {"平岡伸一": "tottori-prefecture", "孟凡利": "qingdao"},
        ),
        ("威海市市长张海涛出席并致辞。", {"张海涛": "weihai"}),
        ("大连市副市长靳国卫会见了北九州市副市长梅本和秀一行。", {"靳国卫": "dalian", "梅本和秀": "kitakyushu"}),
    ],
)
def test_people_stand_before_or_after_their_office(text, people):
    record = read_text(text, "t")
    names = {f"person/{fact.key}": fact.name for fact in record.facts if fact.kind == "person"}
    seats = {
        names[fact.person]: (fact.organization or "/").partition("/")[2]
        for fact in record.facts
        if fact.kind == "office"
    }
    assert seats == people


@pytest.mark.parametrize("text", ["포항시 전통 시장에서 경제 성장 전략을 논의했다.", "歴代市長の写真が奈良市にある。"])
def test_words_that_look_like_offices_name_nobody(text):
    assert facts(text, "person") == []


def test_an_event_has_its_name_days_place_and_crowd():
    text = "2018年6月26日至28日，第三届东北亚地方合作论坛在大连市举办，约200名代表参会。"
    [event] = facts(text, "event")
    assert (event.name, event.start, event.end, event.attendance) == (
        "第三届东北亚地方合作论坛",
        "2018-06-26",
        "2018-06-28",
        200,
    )
    assert event.location == "government/dalian"


def test_an_event_to_come_is_planned_and_a_cancelled_one_is_none():
    [event] = facts("경주시는 2025년 5월 3일 경주시청에서 제2회 한일 우호포럼을 개최할 예정이다.", "event")
    assert (event.name, event.status, event.edition) == ("제2회 한일 우호포럼", "planned", 2)
    assert facts("2020年5月3日に奈良市で予定の国際フォーラムは中止となりました。", "event") == []


def test_titles_go_to_all_that_are_named_together():
    text = "奈良市は2016年に、中国の寧波市、韓国の済州特別自治道とともに「東アジア文化都市」に選ばれました。"
    found = facts(text, "designation")
    assert {(fact.designee, fact.year) for fact in found} >= {
        ("government/nara", "2016"),
        ("government/ningbo", "2016"),
    }
    assert len(found) == 3 and len({fact.title for fact in found}) == 1


def test_memberships_name_the_network_as_printed():
    record = read_text("포항시는 2019년 세계지방정부연합(UCLG)에 가입했다.", "t")
    [fact] = [fact for fact in record.facts if fact.kind == "membership"]
    assert (fact.member, fact.stated["organization"]) == ("government/pohang", "세계지방정부연합(UCLG)")


def test_a_memorandum_is_an_agreement_and_no_twinning():
    text = "포항시는 러시아 블라디보스토크시와 2019년 우호협력 양해각서를 체결하였다."
    [fact] = facts(text, "agreement")
    assert (fact.start, len(fact.parties)) == ("2019", 2) and ties(text) == {}


def test_an_unknown_place_after_its_country_is_a_local_thing():
    record = read_text("포항시는 핀란드 두렁말시와 자매결연을 맺었다.", "t")
    assert "두렁말시" in {thing.names["en"] for thing in record.things.values()}


def test_one_place_in_three_scripts_is_one():
    pairs = [
        ties(t)
        for t in ("순천시는 양저우시와 자매도시다.", "順天市は揚州市と姉妹都市です。", "顺天市与扬州市是姐妹城市。")
    ]
    assert pairs[0] == pairs[1] == pairs[2] and len(pairs[0]) == 1


@pytest.mark.parametrize("language", ["ko", "ja", "zh"])
def test_the_lexicon_keeps_its_examples(language):
    examples = lexicon(language)["examples_twinning"]
    tool = words(language)
    fold = {"締": "缔", "結": "结"}
    plain = [["".join(fold.get(char, char) for char in text) for text in examples[sign]] for sign in "+-"]
    assert all(tool.cues(text) for text in plain[0]) and not any(tool.cues(text) for text in plain[1])


def test_spans_point_at_the_places_in_the_text():
    text = "경주시는 2007년 중국 시안시와 자매결연을 맺었다."
    [fact] = facts(text, "twinning")
    assert text[slice(*fact.spans[0])] == text


def test_a_long_line_without_a_stop_is_read_in_linear_time():
    text = "奈良市と揚州市、" * 4000
    start = time.process_time()
    read_text(text[: len(text) // 4], "t")
    quarter = time.process_time() - start
    start = time.process_time()
    read_text(text, "t")
    assert time.process_time() - start < 12 * quarter + 1


def test_no_jumble_of_signs_breaks_it():
    chance = random.Random(7)
    signs = "시는와과자매결연우호도市と友好都市姉妹，、。（()）0123年月日第회の与结为協定①・|　\n \t『「"
    for _ in range(150):
        read_text("포항시 奈良市 威海市 " + "".join(chance.choices(signs, k=200)), "t")
