"""The search box: any language, any part of a name, another romanisation; and fast."""

import time
from itertools import islice, product

import pytest

from onemoon.server.search_index import SearchIndex

from .server_fixture import client_of, client_over

FAST = 0.005


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return client_of(tmp_path_factory.mktemp("out"))


def found(client, query, **more):
    return [hit["href"] for hit in client.get("/search.json", query_string={"q": query, **more}).get_json()["results"]]


@pytest.mark.parametrize(
    "query", ["Yangzhou", "yang", "扬州", "揚州", "州", "양저우", "저우", "Yangchow", "YANG-ZHOU", "yangjou"]
)
def test_a_city_is_found_by_any_of_its_names(client, query):
    assert "/doc/government/yangzhou" in found(client, query)


@pytest.mark.parametrize("query", ["", " ", "zzzz", "%", "<script>", "\u0000"])
def test_nothing_is_found_for_nothing(client, query):
    assert found(client, query) == []


def test_whole_names_come_first_and_hits_have_kinds(client):
    hits = client.get("/search.json?q=Nara&lang=ja").get_json()["results"]
    assert hits[0]["label"] == "奈良" and hits[0]["kind"] == "government" and hits[0]["match"] == "Nara"


def test_the_page_shows_what_was_found(client):
    page = client.get("/search?q=扬州&lang=zh").get_data(as_text=True)
    assert 'href="/doc/government/yangzhou?lang=zh"' in page and "地方政府" in page


def test_the_page_can_show_one_kind_only(client):
    page = client.get("/search?q=yangzhou&kind=twinning").get_data(as_text=True)
    assert "/doc/twinning/nara--yangzhou" in page and 'href="/doc/government/yangzhou"' not in page


@pytest.mark.parametrize("limit", ["0", "x", "101", "-1"])
def test_limit_must_be_sensible(client, limit):
    assert client.get(f"/search.json?q=x&limit={limit}").status_code == 400


def test_hostile_names_stay_text(tmp_path):
    name = "<http://www.w3.org/2000/01/rdf-schema#label>"
    text = f'<http://example.org/id/event/1> a <http://example.org/E> ; {name} "<b>x".'
    page = client_over(tmp_path, text).get("/search?q=bx").get_data(as_text=True)
    assert "&lt;b&gt;x" in page and "<b>x" not in page


def test_twenty_thousand_things_answer_at_once():
    parts = ["yang", "zhou", "nara", "seo", "kyo", "to", "osa", "ka", "bu", "san", "gu", "ang", "ju", "su"]
    names = ["".join(each) for each in islice(product(parts, repeat=4), 20_000)]
    index = SearchIndex(
        (f"http://x/{n}", "event", [(name, "en"), (f"{n}号{name}", "zh")]) for n, name in enumerate(names)
    )
    times = []
    for query in ("yangzhounara", "kyotoosaka", "san", "12号", "busanguang", "narayang", "toka", "suju"):
        start = time.perf_counter()
        index.find(query, 8)
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < FAST * 4
