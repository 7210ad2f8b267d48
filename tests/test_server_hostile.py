"""Strangers' worst: every query and request is answered or dropped in time, and everybody else is served.

How long a query took is what the server says in Server-Timing, from the request's last byte to the answer's first:
what a busy machine adds on the client's side is not the server's. Long measurements are in `bench/soak.py`.
"""

import resource
import socket
import struct
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import httpx
import pytest

from .hostile import GET, POST, QUERIES, RAW, STATUSES
from .server_fixture import publish
from .serving_fixture import Served, soon

TIMEOUT = 0.6
NEIGHBOUR = "SELECT ?s { ?s ?p ?o } LIMIT 3"
MANY = 10_000


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    served = Served(publish(tmp_path_factory.mktemp("served")), workers=3, timeout=TIMEOUT, memory=512, wait=60)
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


    def slowest(self, of=100):
        """All but one in so many took less."""
        return sorted(self.took)[-1 - len(self.took) // of]


def seconds(response):
    """What the server says it took, and nothing for what it refused at once."""
    told = response.headers.get("Server-Timing", "query;dur=0").partition("dur=")[2]
    return float(told or 0) / 1000


def test_hostile_queries_end_clearly_and_disturb_nobody(served):
    with Neighbour(served) as idle:
        time.sleep(1.5)
    before, workers = served.memory(), served.gauge("workers")

    def hostile(item):
        return item[0], httpx.post(f"{served.address}/sparql", data={"query": item[1]}, timeout=90)

    with Neighbour(served) as neighbour, ThreadPoolExecutor(2) as pool:
        results = dict(pool.map(hostile, QUERIES.items()))
    assert {name: each.status_code for name, each in results.items() if each.status_code not in STATUSES} == {}
    assert all(each.json()["status"] == each.status_code for each in results.values() if each.status_code != 200)
    assert {name: seconds(each) for name, each in results.items() if seconds(each) > TIMEOUT + 1} == {}
    assert len([each for each in results.values() if each.status_code in (503, 504)]) > 20
    assert set(neighbour.statuses) == {200} and neighbour.slowest() < 5 * idle.slowest() + 0.1
    assert soon(lambda: served.gauge("workers") >= workers), "a worker was not replaced"
    assert soon(lambda: served.memory() < before + 100), (before, served.memory())


@pytest.mark.parametrize("name", ["count of a product", "doubled forty times", "deep functions", "product to the end"])
def test_hostile_query_alone_is_answered_within_its_deadline(served, name):
    response = served.ask(QUERIES[name] + " #alone")
    assert response.status_code in STATUSES and seconds(response) < TIMEOUT + 1


def test_workers_are_replaced(served):
    for _ in range(3):
        assert served.ask(QUERIES["doubled forty times"] + f" #{time.time()}").status_code in (503, 504)
    assert soon(lambda: served.gauge("workers") >= 3)
    assert served.ask(NEIGHBOUR + " # after").status_code == 200


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


@contextmanager
def connected(served, count):
    """So many connections at once."""
    many = []
    try:
        many += (socket.create_connection(served.place) for _ in range(count))
        yield many
    finally:
        for each in many:
            each.close()


def test_slow_requests_hold_up_nobody(served):
    with connected(served, 200) as slow:
        for each in slow[::2]:
            each.sendall(GET[:-4])
        for each in slow[1::2]:
            each.sendall(POST + b"Content-Length: 1000\r\n\r\nASK")
        start = time.perf_counter()
        assert served.ask("ASK {} # beside slow ones").status_code == httpx.get(served.address).status_code == 200
        assert time.perf_counter() - start < 2


def test_client_that_leaves_frees_its_worker(served):
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{served.address}/sparql", params={"query": QUERIES["count of a product"] + "#left"}, timeout=0.3)
    assert served.ask(NEIGHBOUR + " # afterwards").status_code == 200


def test_connections_that_are_reset_cost_nothing(served):
    for _ in range(100):
        connection = socket.create_connection(served.place)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(GET + b"\r\n" + GET + b"\r\n" + POST + b"Content-Length: 1000\r\n\r\nASK")
        connection.close()
    assert served.ask("ASK {} # after resets").status_code == 200
    assert soon(lambda: served.gauge("connections") < 10)


@pytest.fixture
def enough_files():
    """As many files as this account may open, when they are enough."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < MANY + 1_000:
        pytest.skip(f"this account may open {hard} files, and {MANY + 1_000} are needed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_ten_thousand_connections(served, enough_files):
    before = served.memory()
    with connected(served, MANY) as many:
        for each in many[::2]:
            each.sendall(GET)  # half a head
        assert soon(lambda: served.gauge("connections") > MANY)
        with Neighbour(served) as neighbour:
            time.sleep(1)
        assert served.memory() < before + 150
    assert set(neighbour.statuses) == {200} and neighbour.slowest(20) < 1
    assert soon(lambda: served.gauge("connections") < 100)


FEW = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (250, 250))
from onemoon.server.serving import connection, writer
connection._HEAD_TIME, connection._BODY_TIME, connection._IDLE_TIME, writer._WRITE_TIME = 1.0, 2.0, 3.0, 2.0
"""
LARGE = 40 << 20


@pytest.fixture(scope="module")
def impatient(tmp_path_factory):
    """A server that waits for nobody for long, and has few files."""
    folder = publish(tmp_path_factory.mktemp("served"))
    (folder / "large.nt").write_bytes(bytes(LARGE))
    served = Served(folder, FEW, workers=2)
    yield served
    assert served.stop() == ""


def drip(served, start, piece):
    """Send a byte now and then; the seconds until the server has had enough, and what it said."""
    begun, said = time.monotonic(), b""
    with socket.create_connection(served.place) as connection:
        connection.sendall(start)
        connection.settimeout(0.2)
        while time.monotonic() - begun < 10:
            try:
                if piece:
                    connection.sendall(piece)
                data = connection.recv(1 << 16)
                said += data
                if not data:
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    return time.monotonic() - begun, said


SLOW = {
    "silence": (b"", b"", 1, b""),
    "head, byte by byte": (GET, b"a", 1, b"HTTP/1.1 408"),
    "headers without end": (GET, b"A: b\r\n", 1, b"HTTP/1.1 "),
    "body, byte by byte": (POST + b"Content-Length: 1000\r\n\r\n", b" ", 2, b"HTTP/1.1 408"),
    "chunks, byte by byte": (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", 2, b"HTTP/1.1 408"),
    "trailers without end": (POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n", 2, b"HTTP/1.1 4"),
    "a body that was expected": (POST + b"Expect: 100-continue\r\nContent-Length: 9\r\n\r\n", b"", 2, b"HTTP/1.1 100"),
    "nothing after an answer": (GET + b"\r\n", b"", 3, b"HTTP/1.1 200"),
}


def test_slow_clients_are_dropped_within_their_deadline(impatient):
    with Neighbour(impatient) as neighbour, ThreadPoolExecutor(len(SLOW)) as pool:
        found = dict(zip(SLOW, pool.map(lambda each: drip(impatient, *each[:2]), SLOW.values()), strict=True))
    for name, (took, said) in found.items():
        assert took < SLOW[name][2] + 2.5 and said.startswith(SLOW[name][3]), (name, took, said[:80])
    assert set(neighbour.statuses) == {200}


def received(connection):
    """What is still to be read; nothing more after the end, however that came."""
    try:
        return connection.recv(1 << 20)
    except ConnectionResetError:
        return b""


def test_client_that_does_not_read_is_dropped(impatient):
    with socket.create_connection(impatient.place) as connection:
        connection.sendall(b"GET /dumps/large.nt HTTP/1.1\r\nHost: a\r\n\r\n")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200")
        time.sleep(4.5)
        read = sum(len(piece) for piece in iter(partial(received, connection), b""))
    assert read < LARGE / 2


def test_beyond_the_file_limit_the_idle_make_room(impatient):
    with connected(impatient, 400):
        for number in range(5):
            assert impatient.ask(f"ASK {{}} # {number}").status_code == 200
        assert impatient.gauge("connections") < 250
