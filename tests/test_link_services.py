"""Asking other people's services: what they answer, how they fail, and that a failure is never “no candidate”."""

from dataclasses import replace

import pytest

pytest.importorskip("tenacity", reason="pip install 'onemoon[link]' to test the services")

from onemoon.build.cli import main
from onemoon.build.compare import live
from onemoon.build.link_search import by_services
from onemoon.build.link_targets import Target
from onemoon.build.wikidata import Client, Reconciliation, ServiceFailed, Sparql
from onemoon.mappings.links import links_file, load_links, written

from .wikidata_stub import running

NARA = Target("government/nara", ("Nara", "奈良市"), "JP")
PREFECTURE = Target("government/nara-prefecture", ("Nara Prefecture",), "JP", "JP-29", "1855608")
NOWHERE = Target("government/nowhere", ("Nowhere",), "JP")
BUSY = (503, {}, b"busy")
HTML = (200, {"Content-Type": "text/html"}, b"<html>Sorry</html>")
WRONG = (200, {"Content-Type": "application/json"}, b'{"q0": {"result": "none"}}')
COUNTRIES = {"JP": "Q17"}


@pytest.fixture
def stub():
    with running() as stub:
        yield stub


@pytest.fixture
def client(tmp_path):
    waits = []
    client = Client(tmp_path / "cache", sleep=waits.append, tries=3, timeout=0.5)
    object.__setattr__(client, "waits", waits)
    return client


def search(stub, client, *targets):
    services = Reconciliation(client, f"{stub.address}/api"), Sparql(client, f"{stub.address}/sparql")
    return dict(by_services(targets, *services, COUNTRIES))


def test_type_and_country_are_hard_filters(stub, client):
    assert [found.id for found in search(stub, client, NARA)[NARA]] == ["wd:Q169134"]


def test_an_item_with_the_same_code_is_found_by_it(stub, client):
    (found,) = search(stub, client, PREFECTURE)[PREFECTURE]
    assert (found.id, found.confidence) == ("wd:Q131287", 0.98)


def test_no_candidate_is_an_empty_answer(stub, client):
    assert search(stub, client, NOWHERE)[NOWHERE] == []


@pytest.mark.parametrize("trouble", [BUSY, (429, {}, b""), (500, {}, b"")])
def test_a_busy_service_is_asked_again(stub, client, trouble):
    stub.troubles = [trouble, trouble]
    assert len(search(stub, client, NARA)[NARA]) == 1 and client.waits == [2, 4]


def test_the_wait_is_as_long_as_the_service_asks(stub, client):
    stub.troubles = [(429, {"Retry-After": "7"}, b"")]
    search(stub, client, NARA)
    assert client.waits == [7]


@pytest.mark.parametrize("troubles", [[BUSY] * 3, [HTML], [WRONG], [(404, {}, b"")], [(200, {}, b"[]")]])
def test_a_failure_is_told_apart_from_no_candidate(stub, client, troubles):
    stub.troubles = troubles
    failure = search(stub, client, NARA)[NARA]
    assert isinstance(failure, ServiceFailed) and stub.address in str(failure)


def test_a_service_that_never_answers_is_a_failure(stub, client):
    stub.delay = 1
    failure = search(stub, replace(client, tries=1), NARA)[NARA]
    assert "did not answer" in str(failure)


def test_what_was_answered_is_not_asked_again(stub, client):
    first, asked = search(stub, client, NARA), len(stub.requests)
    assert search(stub, client, NARA) == first and len(stub.requests) == asked


def test_failures_are_not_remembered(stub, client):
    stub.troubles = [HTML]
    search(stub, client, NARA)
    assert search(stub, client, NARA)[NARA] != []


def test_requests_say_who_asks_and_come_in_batches(stub, client):
    search(stub, client, *(replace(NARA, names=(f"Town {number}",)) for number in range(60)))
    batches = [form for path, form, _ in stub.requests if path == "/api"]
    assert len(batches) == 3
    assert stub.requests[0][2]["User-Agent"].startswith("onemoon/")


def test_live_twinnings_have_a_direction_and_an_end(stub, client):
    state = live(Sparql(client, f"{stub.address}/sparql"), ["Q57906"])
    assert state.current("Q57906", "Q169134") and not state.current("Q169134", "Q57906")
    assert state.ended("Q42097", "Q57906") and not state.has("Q57906", "Q42097")


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "links.tsv"
    path.write_text(written(link for link in load_links(links_file()) if link.ref != "government/nara"))
    return path


def run(runner, stub, store, tmp_path, *more):
    options = ["--service", f"{stub.address}/api", "--sparql", f"{stub.address}/sparql", "--cache", str(tmp_path / "c")]
    return runner.invoke(main, ["link", "government", "--links", str(store), *options, *more])


def test_nobody_is_asked_without_being_told_to(runner, stub, store, tmp_path):
    assert run(runner, stub, store, tmp_path).exit_code == 0 and stub.requests == []


def test_candidates_are_rows_without_a_reviewer(runner, stub, store, tmp_path):
    assert run(runner, stub, store, tmp_path, "--online").exit_code == 0
    row = next(link for link in load_links(store) if link.object_id == "wd:Q169134")
    assert row.state == "candidate"


def test_a_failed_search_says_so_and_goes_on_next_time(runner, stub, store, tmp_path):
    stub.troubles = [HTML]
    failed = run(runner, stub, store, tmp_path, "--online")
    assert failed.exit_code == 1 and "left open" in failed.output
    assert run(runner, stub, store, tmp_path, "--online").exit_code == 0
