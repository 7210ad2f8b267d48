"""A new build takes the place of the old while clients ask: nobody fails, and no answer is of two versions."""

import hashlib
import os
import signal
import threading
import time

import httpx
import pytest

from onemoon.build.publish import publish

from .server_fixture import BASE
from .serving_fixture import Served, exists

VERSION = f"SELECT ?v ?w {{ <{BASE}id/dataset/onemoon> <{BASE}v> ?v . ?s <{BASE}w> ?w FILTER(?v != ?w) }}"
NOW = f"SELECT ?v {{ <{BASE}id/dataset/onemoon> <{BASE}v> ?v }}"


def files(version: int) -> dict[str, bytes]:
    """A build in which everything says its version."""
    about = f"<{BASE}id/dataset/onemoon> <{BASE}v> {version} .\n<{BASE}id/thing/{version}> <{BASE}w> {version} .\n"
    content = "".join(f"<{BASE}id/thing/{version}> <{BASE}n> {n} .\n" for n in range(2000)) + about
    quads = content.replace(f" {version} .", f' "{version}"^^<http://www.w3.org/2001/XMLSchema#integer> .')
    quads = "".join(
        line if '"' in line else line.replace(f" {n} .", f' "{n}" .')
        for n, line in enumerate(quads.splitlines(keepends=True))
    ).encode()
    sums = f"{hashlib.sha256(quads).hexdigest()}  onemoon.nq\n".encode()
    build = f'{{"version": "{version}", "base": "{BASE}", "date": ""}}'.encode()
    return {"onemoon.nq": quads, "SHA256SUMS": sums, "build.json": build}


@pytest.fixture
def served(tmp_path):
    publish(files(1), tmp_path / "out")
    served = Served(tmp_path / "out", workers=2)
    served.out = tmp_path / "out"
    yield served
    assert served.stop() == ""


def version(client) -> int:
    return int(client.get("/sparql", params={"query": NOW}).json()["results"]["bindings"][0]["v"]["value"])


def wait_for(served, wanted: int) -> None:
    for _ in range(100):
        with httpx.Client(base_url=served.address) as client:
            if version(client) == wanted:
                return
        time.sleep(0.1)
    pytest.fail(f"version {wanted} was never served")


def check(client, number: int) -> None:
    """One client's round: an answer and a dump, each of one version."""
    mixed = client.get("/sparql", params={"query": f"{VERSION} #{number}"})
    assert mixed.status_code == 200 and mixed.json()["results"]["bindings"] == []
    dump = client.get("/dumps/onemoon.nq")
    assert dump.headers["ETag"] == f'"{hashlib.sha256(dump.content).hexdigest()}"'
    assert client.get("/").status_code == 200


def test_swaps_under_load(served):
    stop, failures, rounds = threading.Event(), [], []

    def run():
        with httpx.Client(base_url=served.address, timeout=30) as client:
            while not stop.is_set():
                try:
                    check(client, len(rounds))
                except (AssertionError, httpx.HTTPError) as error:
                    failures.append(repr(error))
                rounds.append(1)

    clients = [threading.Thread(target=run) for _ in range(3)]
    for each in clients:
        each.start()
    for number in (2, 3, 4):
        publish(files(number), served.out)
        wait_for(served, number)
    stop.set()
    for each in clients:
        each.join()
    assert failures == [] and len(rounds) > 8


def test_old_processes_go(served):
    before = served.children()
    publish(files(2), served.out)
    wait_for(served, 2)
    for _ in range(100):
        if not any(exists(pid) for pid in before):
            break
        time.sleep(0.1)
    assert not any(exists(pid) for pid in before) and len(served.children()) >= 4


def test_open_dump_survives_the_swap(served):
    expected = (served.out / "onemoon.nq").read_bytes()
    with httpx.stream("GET", f"{served.address}/dumps/onemoon.nq", headers={"Accept-Encoding": "identity"}) as response:
        pieces = response.iter_raw(1000)
        first = next(pieces)
        publish(files(2), served.out)
        wait_for(served, 2)
        assert first + b"".join(pieces) == expected


def test_a_broken_build_changes_nothing(served):
    publish({**files(2), "onemoon.nq": b"<broken"}, served.out)
    time.sleep(2.5)
    with httpx.Client(base_url=served.address) as client:
        assert version(client) == 1
    publish(files(3), served.out)
    wait_for(served, 3)
    assert "can't be read" in served.stop()
    served.stop = lambda: ""


def test_hangup_opens_the_data_anew(served):
    before = served.children()
    os.kill(served.process.pid, signal.SIGHUP)
    for _ in range(100):
        if not set(before) & set(served.children()):
            break
        time.sleep(0.1)
    with httpx.Client(base_url=served.address) as client:
        assert not set(before) & set(served.children()) and version(client) == 1


def test_lost_web_process_is_replaced(served):
    generation = served.children()[0]
    with open(f"/proc/{generation}/task/{generation}/children", encoding="ascii") as below:
        os.kill(int(below.read().split()[0]), signal.SIGKILL)
    time.sleep(1)
    wait_for(served, 1)
