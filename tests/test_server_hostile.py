"""Strangers' worst: every query and request is answered or dropped in time, and everybody else is served."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from .hostile import GET, POST, QUERIES, RAW, STATUSES
from .server_fixture import publish
from .serving_fixture import Served

TIMEOUT = 1.0
NEIGHBOUR = "SELECT ?s { ?s ?p ?o } LIMIT 3"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    served = Served(publish(tmp_path_factory.mktemp("served")), workers=2, timeout=TIMEOUT, memory=512, wait=60)
    yield served
    assert served.stop() == ""


class Neighbour:
    """A client who asks for little, all the time, and whom nobody may disturb."""

    def __init__(self, served):
        self._served, self._stop = served, threading.Event()
        self.statuses, self.took = [], []
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *raised):
        self._stop.set()
        self._thread.join()

    def _run(self):
        with httpx.Client(base_url=self._served.address, timeout=10) as client:
            while not self._stop.wait(0.02):
                start = time.perf_counter()
                query = f"{NEIGHBOUR} #{len(self.took)}"
                self.statuses.append(client.get("/sparql", params={"query": query}).status_code)
                self.took.append(time.perf_counter() - start)


def test_hostile_queries_end_clearly_and_disturb_nobody(served):
    def hostile(item):
        start = time.perf_counter()
        response = httpx.post(f"{served.address}/sparql", data={"query": item[1]}, timeout=90)
        ran = next(
            (float(part[10:]) for part in [response.headers.get("Server-Timing", "")] if part[:9] == "query;dur"), 0
        )
        return item[0], response.status_code, max(time.perf_counter() - start, ran / 1000), response.text

    with Neighbour(served) as neighbour, ThreadPoolExecutor(4) as pool:
        results = list(pool.map(hostile, QUERIES.items()))
    assert [(name, status) for name, status, _, _ in results if status not in STATUSES] == []
    assert all('"status"' in text for _, status, _, text in results if status != 200)
    assert set(neighbour.statuses) == {200} and sorted(neighbour.took)[-len(neighbour.took) // 20] < 0.5
    assert len([status for _, status, _, _ in results if status in (503, 504)]) > 5


@pytest.mark.parametrize("name", ["count of a product", "doubled forty times", "deep functions", "product to the end"])
def test_hostile_query_alone_is_answered_within_its_deadline(served, name):
    start = time.perf_counter()
    response = served.ask(QUERIES[name] + " #alone")
    assert response.status_code in STATUSES
    assert time.perf_counter() - start < TIMEOUT + 2


def test_workers_are_replaced(served):
    def workers():
        return int(httpx.get(f"{served.address}/metrics").text.partition("\nonemoon_workers ")[2].split(".")[0])

    for _ in range(3):
        assert served.ask(QUERIES["doubled forty times"] + f" #{time.time()}").status_code in (503, 504)
    for _ in range(50):
        if workers() == 2:
            break
        time.sleep(0.05)
    assert workers() == 2 and served.ask(NEIGHBOUR + " # after").status_code == 200


@pytest.mark.parametrize("name", RAW)
def test_raw_request(served, name):
    pieces, expected, *half_closed = RAW[name]
    start = time.perf_counter()
    answer = served.raw(*pieces, half_closed=bool(half_closed), wait=8)
    assert time.perf_counter() - start < 5
    assert answer.startswith(expected) if expected else answer == b""
    assert b"\r\nX-Evil" not in answer
    assert served.ask("ASK {}").status_code == 200


def test_pipelined_requests_are_answered_in_order(served):
    asks = [b"GET /sparql?query=SELECT(%d%%20AS%%20%%3Fx)%%7B%%7D HTTP/1.1\r\nHost: a\r\n" % n for n in range(5)]
    answer = served.raw(
        b"\r\n".join(asks) + b"\r\n", b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", to_the_end=True
    )
    assert [b'"value":"%d"' % n in part for n, part in enumerate(answer.split(b"HTTP/1.1 ")[1:6])] == [True] * 5


def test_slow_requests_hold_up_nobody(served):
    slow = [socket.create_connection(served.place) for _ in range(200)]
    for each in slow[::2]:
        each.sendall(GET[:-4])
    for each in slow[1::2]:
        each.sendall(POST + b"Content-Length: 1000\r\n\r\nASK")
    start = time.perf_counter()
    assert served.ask("ASK {} # beside slow ones").status_code == httpx.get(served.address).status_code == 200
    assert time.perf_counter() - start < 2
    for each in slow:
        each.close()


def test_client_that_leaves_frees_its_worker(served):
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{served.address}/sparql", params={"query": QUERIES["count of a product"] + "#left"}, timeout=0.3)
    assert served.ask(NEIGHBOUR + " # afterwards").status_code == 200
