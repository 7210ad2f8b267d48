"""Reconciliation: what is found, what is claimed to be certain, and both versions of the API as their clients speak."""

import csv
import io
import json
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from onemoon.build.cli import main
from onemoon.server.app import create_app
from onemoon.server.reconcile_entities import places, read_table
from onemoon.server.reconcile_index import Index
from onemoon.server.reconcile_match import Condition, Query, candidates

TABLE = """qid,type,label_en,alt_labels,label_zh,label_ja,label_ko,country,parent_qid,admin_level,qid_votes
Q30,country,United States,USA,美国,アメリカ合衆国,미국,US,,0,2
Q17,country,Japan,,日本,日本,일본,JP,,0,2
Q884,country,South Korea,Korea,韩国,韓国,대한민국,KR,,0,2
Q824,province,Oregon,,俄勒冈州,オレゴン州,오리건주,US,Q30,1,2
Q724,province,Maine,,缅因州,メイン州,메인주,US,Q30,1,2
Q6106,city,Portland,,波特兰,ポートランド,포틀랜드,US,Q824,2,3
Q49201,city,Portland,,波特蘭,ポートランド,포틀랜드,US,Q724,2,3
Q131287,prefecture,Nara Prefecture,Nara|Nara-ken,奈良县,奈良県,나라현,JP,Q17,1,3
Q169134,city,Nara,Nara-shi,奈良市,奈良市,나라시,JP,Q131287,2,3
Q42097,city,Gyeongju,Gyeongju-si,慶州市,慶州市,경주시,KR,Q884,2,3
Q188806,city,Kitakyushu,Kitakyūshū,北九州市,北九州市,기타큐슈시,JP,Q17,2,3
"""


@pytest.fixture(scope="module")
def index():
    return Index(places(csv.DictReader(io.StringIO(TABLE))))


@pytest.fixture(scope="module")
def web(data):
    return create_app(data, places=list(csv.DictReader(io.StringIO(TABLE)))).test_client()


def ask(index, text, *types, **properties):
    given = tuple(Condition(name, (value,)) for name, value in properties.items())
    return candidates(index, Query(text, types, given))


def best(index, text, *types, **properties):
    found = ask(index, text, *types, **properties)
    return found[0].entity.id if found else None


@pytest.mark.parametrize(
    "text",
    ["Gyeongju", "GYEONGJU", "Gyeongju-si", "Gyeongju City", "City of Gyeongju", "Kyŏngju", "Kyongju", "慶州",
     "庆州市", "慶州市", "경주", "경주시", "Gyeongiu", "Gyeongju Municipal Government",
     "Gyeongju, South Korea", "Gyeongju (Korea)"],
)  # fmt: skip
def test_a_place_is_found_under_each_of_its_names(index, text):
    assert best(index, text) == "Q42097"


@pytest.mark.parametrize("text", ["Atlantis", "", "   ", "∅", "x" * 5000, "'; DROP TABLE", "市"])
def test_what_nobody_bears_has_no_candidate(index, text):
    assert ask(index, text) == []


@pytest.mark.parametrize("text", ["Q169134", "wd:Q169134", "http://www.wikidata.org/entity/Q169134"])
def test_an_identifier_is_certain(index, text):
    (found,) = ask(index, text)
    assert found.entity.id == "Q169134" and found.match


def test_a_code_finds_its_place(web):
    codes = [{"pid": "iso", "v": "JP-29"}], [{"pid": "P1566", "v": "1855608"}], [{"pid": "iso", "v": "XX-1"}]
    found = [post(web, {"query": "", "properties": each}) for each in codes]
    assert [[each["id"] for each in one] for one in found] == [["Q131287"], ["Q131287"], []]


@pytest.mark.parametrize("land", ["JP", "jp", "Japan", "日本", "일본", "Q17"])
def test_a_country_is_understood_however_it_is_written(index, land):
    assert ask(index, "Kitakyushu", country=land)[0].match


def test_a_namesake_in_the_country_forbids_a_match(index):
    found = ask(index, "Portland", country="US")
    assert {each.entity.id for each in found} == {"Q6106", "Q49201"} and not any(each.match for each in found)


@pytest.mark.parametrize(("parent", "qid"), [("Oregon", "Q6106"), ("Maine", "Q49201"), ("メイン州", "Q49201")])
def test_what_a_place_lies_in_tells_namesakes_apart(index, parent, qid):
    first = ask(index, "Portland", country="US", parent=parent)[0]
    assert first.entity.id == qid and first.match


def test_a_place_alone_under_its_name_is_not_certain_without_a_country(index):
    assert not ask(index, "Kitakyushu")[0].match


def test_another_country_is_never_a_match(index):
    assert not any(each.match for each in ask(index, "Kitakyushu", country="KR"))


def test_the_type_is_a_hard_filter(index):
    assert [each.entity.id for each in ask(index, "Nara", "city", country="JP")] == ["Q169134"]
    assert ask(index, "Nara", "person") == []


def test_a_city_and_its_prefecture_are_told_apart_by_the_word_of_their_kind(index):
    assert (best(index, "Nara Prefecture"), best(index, "Nara City"), best(index, "奈良県")) == (
        "Q131287", "Q169134", "Q131287",
    )  # fmt: skip


def test_another_spelling_is_a_candidate_but_no_match(index):
    first = ask(index, "Kyŏngju", country="KR")[0]
    assert first.score < 98 and not first.match


def test_people_are_never_matched_by_name(web):
    found = post(web, {"query": "Xi Jinping", "type": "person"})
    assert found[0]["id"] == "Q15031" and not found[0]["match"]


def test_a_name_that_other_places_bear_is_no_match_even_without_a_gazetteer(client):
    found = post(client, {"query": "Portland", "properties": [{"pid": "country", "v": "US"}]})
    assert found[0]["id"] == "Q6106" and not found[0]["match"] and len(found) > 1


def test_things_without_an_item_have_our_iri(client):
    found = post(client, {"query": "Association of North East Asia Regional Governments", "type": "organization"})
    assert found[0]["id"].startswith("https://w3id.org/onemoon/id/organization/") and found[0]["match"]


def post(client, query, language="en"):
    answer = client.post(f"/reconcile/{language}", data={"queries": json.dumps({"q0": query})})
    assert answer.status_code == 200, answer.text
    return answer.json["q0"]["result"]


def test_a_conversation_as_openrefine_leads_it(web):
    """OpenRefine 3.8: manifest, a guess of the type, batches of ten by form, suggestions, preview, extension."""
    manifest = web.get("/reconcile/en", headers={"Accept": "*/*"}).json
    root = manifest["suggest"]["entity"]["service_url"].removeprefix("http://localhost")
    sample = {f"q{n}": {"query": name, "limit": 3} for n, name in enumerate(["Nara", "Gyeongju", "Yangzhou"])}
    guessed = web.post(root, data={"queries": json.dumps(sample)}).json
    assert guessed["q1"]["result"][0]["type"][0]["id"] == "city"
    batch = {"q0": {"query": "Nara", "type": "city", "type_strict": "should",
                    "properties": [{"pid": "country", "v": "Japan"}]}}  # fmt: skip
    (found,) = web.post(root, data={"queries": json.dumps(batch)}).json["q0"]["result"]
    assert (found["id"], found["match"]) == ("Q169134", True)
    for kind, prefix in (("entity", "Yang"), ("property", "coun"), ("type", "cit")):
        path = manifest["suggest"][kind]["service_path"]
        assert web.get(root + path, query_string={"prefix": prefix}).json["result"], kind
    frame = web.get(manifest["preview"]["url"].replace("{{id}}", "Q169134").removeprefix("http://localhost"))
    assert "Nara" in frame.text and "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    proposed = web.get(root + manifest["extend"]["propose_properties"]["service_path"], query_string={"type": "city"})
    asked = {"ids": ["Q169134"], "properties": [{"id": each["id"]} for each in proposed.json["properties"]]}
    row = web.post(root, data={"extend": json.dumps(asked)}).json["rows"]["Q169134"]
    assert row["country"] == [{"id": "Q17", "name": "Japan"}] and row["name-ko"] == [{"str": "나라시"}]


def test_other_sites_may_ask(web):
    assert web.get("/reconcile/en").headers["Access-Control-Allow-Origin"] == "*"
    assert web.options("/reconcile/en").status_code == 204


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [("/reconcile/en", {"data": {"queries": "{"}}, 400), ("/reconcile/en", {"data": {"queries": "[1]"}}, 400),
     ("/reconcile/en", {"data": {"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(201)})}}, 413),
     ("/reconcile/en", {"data": {"other": "x"}}, 400), ("/reconcile/xx", {"data": {"queries": "{}"}}, 404),
     ("/reconcile/en/match", {"data": {"queries": "{}"}}, 415), ("/reconcile/en/match", {"json": {"queries": {}}}, 400),
     ("/reconcile/en/match", {"json": {"queries": [{"conditions": []}]}}, 400),
     ("/reconcile/en/extend", {"json": {"ids": "Q1"}}, 400)],
)  # fmt: skip
def test_a_request_that_cant_be_read_is_a_problem_in_json(web, path, body, status):
    answer = web.post(path, **body)
    assert answer.status_code == status and answer.json["detail"]


def test_names_come_in_the_language_of_the_address(web):
    assert [post(web, {"query": "Q169134"}, language)[0]["name"] for language in ("en", "zh", "ja", "ko")] == [
        "Nara", "奈良市", "奈良市", "나라시",
    ]  # fmt: skip


def test_a_required_condition_excludes(web):
    query = {"conditions": [{"matchType": "name", "propertyValue": "Nara"},
                            {"matchType": "property", "propertyId": "level", "propertyValue": "prefecture",
                             "required": True}]}  # fmt: skip
    answer = web.post("/reconcile/en/match", json={"queries": [query]}).json
    assert [each["id"] for each in answer["results"][0]["candidates"]] == ["Q131287"]


def test_the_view_leads_to_our_page_or_to_wikidata(web):
    ours, theirs = (web.get(f"/reconcile/en/view?id={qid}").headers["Location"] for qid in ("Q169134", "Q49201"))
    assert (ours, theirs) == ("/doc/government/nara", "https://www.wikidata.org/wiki/Q49201")


OLD = "reconciliation/0.2/schemas", {
    "manifest": lambda web: web.get("/reconcile/ja"),
    "reconciliation-result-batch": lambda web: web.get(
        "/reconcile/ja", query_string={"queries": json.dumps({"q0": {"query": "Nara"}, "q1": {"query": "nobody"}})}
    ),
    "suggest-entities-response": lambda web: web.get("/reconcile/ja/suggest/entity?prefix=na"),
    "suggest-properties-response": lambda web: web.get("/reconcile/ja/suggest/property?prefix=c"),
    "suggest-types-response": lambda web: web.get("/reconcile/ja/suggest/type?prefix="),
    "data-extension-property-proposal": lambda web: web.get("/reconcile/ja/extend/propose?type=city&limit=3"),
    "data-extension-response": lambda web: web.post("/reconcile/ja", data={"extend": json.dumps(EXTENSION)}),
}
NEW = "reconciliation/1.0-draft/schemas", {
    **OLD[1],
    "manifest": lambda web: web.get("/reconcile/ja?version=1.0-draft"),
    "reconciliation-result-batch": lambda web: web.post(
        "/reconcile/ja/match", json={"queries": [{"conditions": [{"matchType": "name", "propertyValue": "Nara"}]}] * 2}
    ),
    "data-extension-response": lambda web: web.post("/reconcile/ja/extend", json=EXTENSION),
}
EXTENSION = {"ids": ["Q169134", "Q0"], "properties": [{"id": "country"}, {"id": "name"}, {"id": "no-such"}]}


@pytest.mark.parametrize(
    ("folder", "schema", "request_"),
    [(folder, schema, request) for folder, made in (OLD, NEW) for schema, request in made.items()],
)
def test_every_answer_is_valid_in_its_version(web, folder, schema, request_):
    jsonschema = pytest.importorskip("jsonschema", reason="pip install jsonschema to test against the schemas")
    answer = request_(web)
    assert answer.status_code == 200, answer.text
    _validator(jsonschema, folder, schema).validate(answer.json)


def _validator(jsonschema, folder, schema):
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7

    if "ONEMOON_SUITES" not in os.environ:
        pytest.skip("set ONEMOON_SUITES to the folder that holds reconciliation/")
    known = [json.loads(path.read_text()) for path in (Path(os.environ["ONEMOON_SUITES"]) / folder).glob("*.json")]
    registry = Registry().with_resources((each["$id"], Resource(each, DRAFT7)) for each in known)
    wanted = next(each for each in known if each["$id"].endswith(f"/{schema}.json"))
    return jsonschema.Draft7Validator(wanted, registry=registry)


@pytest.fixture(scope="module")
def gazetteer():
    if "ONEMOON_GAZETTEER" not in os.environ:
        pytest.skip("set ONEMOON_GAZETTEER to the folder that holds gazetteer.csv")
    return read_table(Path(os.environ["ONEMOON_GAZETTEER"]) / "gazetteer.csv")


@pytest.fixture(scope="module")
def world(gazetteer):
    return Index(places(gazetteer))


def sample(rows, language, fits=lambda row: True):
    rows = [row for row in rows if int(row["qid_votes"] or 0) >= 2 and row[f"label_{language}"] and fits(row)]
    return random.Random(6).sample(rows, 500)


def judged(index, rows, language, typed):
    """(share with the right QID first, share with a wrong match)."""
    right = wrong = 0
    for row in rows:
        found = ask(index, row[f"label_{language}"], *([row["type"]] if typed else []), country=row["country"])
        right += bool(found) and found[0].entity.id == row["qid"]
        wrong += bool(found) and found[0].match and found[0].entity.id != row["qid"]
    return right / len(rows), wrong / len(rows)


@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko"])
def test_500_places_are_found_by_name_type_and_country(world, gazetteer, language):
    right, wrong = judged(world, sample(gazetteer, language), language, typed=True)
    assert right >= 0.97 and wrong < 0.005, (right, wrong)


@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko"])
def test_500_places_alone_under_their_name_are_found_by_name_and_country(world, gazetteer, language):
    label = f"label_{language}"
    times = Counter((row[label].casefold(), row["country"]) for row in gazetteer)
    rows = sample(gazetteer, language, lambda row: times[row[label].casefold(), row["country"]] == 1)
    right, wrong = judged(world, rows, language, typed=False)
    assert right >= 0.97 and wrong < 0.005, (right, wrong)


@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko"])
def test_among_namesakes_of_a_country_as_many_are_first_as_any_order_allows(world, gazetteer, language):
    """Name and country can't tell Matanzas from Matanzas: of places with one name and country, one can be first."""
    label = f"label_{language}"
    rows = [row for row in gazetteer if int(row["qid_votes"] or 0) >= 2 and row[label] and row["type"] != "country"]
    possible = len({(row[label].casefold(), row["country"]) for row in rows}) / len(rows)
    right, wrong = judged(world, rows, language, typed=False)
    assert right >= possible - 0.005 and wrong < 0.005, (right, possible, wrong)


@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko"])
def test_no_match_is_wrong_whatever_the_name(world, gazetteer, language):
    assert judged(world, sample(gazetteer, language), language, typed=False)[1] < 0.005


def reconcile(runner, out, path, *more):
    result = runner.invoke(main, ["reconcile", str(path), "--out", str(out), *more])
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_csv_file_gets_iri_qid_and_score(runner, built, out, tmp_path):
    path = tmp_path / "cities.csv"
    path.write_text("city,land\nKitakyushu,Japan\n양주시,KR\nAtlantis,GR\n", encoding="utf-8")
    rows = reconcile(runner, out, path, "--column", "city", "--country-column", "land", "--type", "city")
    assert rows[0]["onemoon_iri"].endswith("/government/kitakyushu") and rows[0]["onemoon_match"] == "true"
    assert (rows[0]["onemoon_qid"], rows[2]["onemoon_qid"], rows[2]["land"]) == ("Q188806", "", "GR")


def test_columns_and_separators_stay_as_they_were(runner, built, out, tmp_path):
    path = tmp_path / "cities.csv"
    path.write_text('﻿city;note\nNara;"a, ""b"""\n', encoding="utf-8")
    result = runner.invoke(main, ["reconcile", str(path), "--out", str(out), "--column", "city"])
    assert result.stdout.splitlines()[1].startswith('Nara;"a, ""b""";https://')


def test_a_column_that_is_not_there_is_one_sentence(runner, built, out, tmp_path):
    (tmp_path / "c.csv").write_text("city\nNara\n")
    result = runner.invoke(main, ["reconcile", str(tmp_path / "c.csv"), "--out", str(out), "--column", "town"])
    assert result.exit_code == 1 and "has no column 'town'; there are city." in result.output
