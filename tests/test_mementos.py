"""Documents as they were in earlier versions (Memento, RFC 7089)."""

import json
import re
from dataclasses import replace

import pytest
from rdflib import Graph, URIRef

from onemoon.server.app import create_app
from onemoon.server.data import Data, DataError
from onemoon.server.history import History, Version
from onemoon.server.published import open_files

from .server_fixture import client_over

NARA = "/doc/twinning/nara--yangzhou"
START = URIRef("https://schema.org/startDate")
TWINNING = URIRef("https://w3id.org/onemoon/id/twinning/nara--yangzhou")
LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"(?:; type="[^"]*")?(?:; datetime="([^"]*)")?')


@pytest.fixture(scope="module")
def names(later):
    return [each["name"] for each in json.loads((later / "versions.json").read_text())["versions"]]


def since(response):
    return str(Graph().parse(data=response.data, format="turtle").value(TWINNING, START))


def test_a_document_names_its_timegate_and_timemap(later_client):
    response = later_client.get(NARA)
    found = {(rel, target) for target, rel, _ in LINK.findall(response.headers["Link"])}
    timemap = NARA.replace("/doc/", "/timemap/")
    assert {("original timegate", f"http://localhost{NARA}"), ("timemap", f"http://localhost{timemap}")} <= found
    assert "Accept-Datetime" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("moment", "place"), [("Thu, 31 May 2007 20:35:00 GMT", 0), ("Fri, 31 Dec 2100 20:35:00 GMT", -1)]
)
def test_the_gate_leads_to_the_version_of_the_date(later_client, names, moment, place):
    response = later_client.get(NARA, headers={"Accept-Datetime": moment})
    assert (response.status_code, response.headers["Location"]) == (302, f"/v/{names[place]}{NARA}")
    assert "Accept-Datetime" in response.headers["Vary"] and 'rel="timemap"' in response.headers["Link"]
    assert "Memento-Datetime" not in response.headers


@pytest.mark.parametrize(
    ("day", "name"),
    [("2020-01-01", "c"), ("2021-05-05", "b"), ("2021-05-04", "c"), ("1999-01-01", "c"), ("2099-01-01", "b")],
)
def test_a_date_finds_the_last_version_until_then_and_none_that_is_not_kept(data, day, name):
    history = History(data)
    history.versions = (Version("a", "2022-01-01", kept=False), Version("b", "2021-05-05"), Version("c", "2020-01-01"))
    assert history.at(day).name == name


def test_a_memento_says_what_was_said_then_and_when(later_client, names):
    first, last = (later_client.get(f"/v/{name}{NARA}") for name in names)
    assert (since(first), since(last)) == ("2010", "2011") and first.mimetype == "text/turtle"
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", first.headers["Memento-Datetime"])
    assert "immutable" in first.headers["Cache-Control"]
    rels = [rel for _, rel, _ in LINK.findall(first.headers["Link"])]
    assert rels == ["original timegate", "timemap", "first memento", "last memento"]


def test_what_is_gone_is_still_found_in_the_version_that_had_it(later_client, names):
    path = "/doc/twinning/karatsu--yangzhou"
    for there in (path, f"{path}.ttl", path.replace("/doc/", "/id/")):
        response = later_client.get(there, headers={"Accept": "application/json"})
        assert response.status_code == 410 and f"since version {names[1]}" in response.json["detail"]
    assert [later_client.get(f"/v/{name}{path}").status_code for name in names] == [200, 404]


def test_only_so_many_read_the_past_at_once(later_client, names):
    mementos = later_client.application.view_functions["Mementos.memento"].__self__
    for _ in range(4):
        assert mementos._room.acquire(blocking=False)
    response = later_client.get(f"/v/{names[0]}{NARA}.nt")
    for _ in range(4):
        mementos._room.release()
    assert response.status_code == 503 and response.headers["Retry-After"]
    assert later_client.get(f"/v/{names[0]}{NARA}.nt").status_code == 200


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf"])
def test_a_memento_has_every_form(later_client, names, suffix):
    response = later_client.get(f"/v/{names[0]}{NARA}.{suffix}")
    assert response.status_code == 200 and response.data == later_client.get(response.headers["Content-Location"]).data
    again = later_client.get(f"/v/{names[0]}{NARA}", headers={"Accept": response.mimetype})
    assert again.data == response.data


def test_the_timemap_lists_the_versions_at_full_addresses(later_client, names):
    response = later_client.get(NARA.replace("/doc/", "/timemap/"))
    assert response.mimetype == "application/link-format"
    found = LINK.findall(response.get_data(as_text=True))
    mementos = [target for target, rel, moment in found if "memento" in rel and moment]
    assert mementos == [f"http://localhost/v/{name}{NARA}" for name in names]
    assert {later_client.get(each.removeprefix("http://localhost")).status_code for each in mementos} == {200}


@pytest.mark.parametrize(
    "moment",
    ["yesterday", "2007-05-31", "", "Thu, 99 May 2007 20:35:00 GMT", "Fri, 31 Dec 9999 23:59:59 -2300", "x" * 5000],
)
def test_what_is_no_date_of_http_is_refused_or_no_date_at_all(later_client, moment):
    assert later_client.get(NARA, headers={"Accept-Datetime": moment}).status_code == (400 if moment else 200)


@pytest.mark.parametrize("path", ["/v/x/doc/government/nara", "/v/{}/doc/government/nowhere", "/v/{}/doc/%00",
                                  "/v/{}/doc/a b", "/v/../doc/x"])  # fmt: skip
def test_there_are_no_other_mementos(later_client, names, path):
    assert later_client.get(path.format(names[0])).status_code == 404


def test_files_that_vanished_are_told(later, names, tmp_path):
    for path in later.iterdir():
        if path.is_file():
            (tmp_path / path.name).symlink_to(path)
    client = create_app(Data.open(tmp_path)).test_client()
    assert client.get(f"/v/{names[0]}{NARA}").status_code == 410
    assert client.get(f"/dumps/{names[0]}/onemoon.nt.gz").status_code == 404


@pytest.mark.parametrize("content", ["no json", '{"versions": [{}]}', '{"versions": [3]}', "[]"])
def test_a_broken_list_of_versions_is_told_in_a_sentence(data, tmp_path, content):
    (tmp_path / "versions.json").write_text(content)
    broken = replace(data, files=open_files(tmp_path))
    with pytest.raises(DataError, match="versions.json can't be read"):
        create_app(broken)


def test_data_without_versions_has_no_past(tmp_path):
    client = client_over(tmp_path, "<http://example.org/id/a/b> a <http://example.org/C> .")
    assert client.get("/timemap/a/b").status_code == 404
    assert client.get("/doc/a/b", headers={"Accept-Datetime": "Thu, 31 May 2007 20:35:00 GMT"}).status_code == 200
    assert "timegate" not in client.get("/doc/a/b").headers["Link"]
