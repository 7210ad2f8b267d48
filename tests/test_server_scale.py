"""More data than memory should hold, readers that do not read, and who gets which worker."""

import os
import socket
import time
from urllib.parse import urlencode

import httpx
import pytest

from onemoon.server.data import DataError
from onemoon.server.disk import indexed
from onemoon.server.negotiation import JSON
from onemoon.server.opening import Source
from onemoon.server.protocol import Operation
from onemoon.server.serving.jobs import Job, Lanes, Queue
from onemoon.server.serving.limits import Limits

from .server_fixture import BASE, publish
from .serving_fixture import Served

ON_DISK = """
import functools, pathlib
from onemoon.server import opening
opening.Source = functools.partial(opening.Source, disk=pathlib.Path({!r}))
"""
COUNT = Operation("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
LARGE = 'SELECT (CONCAT("{0}", STR(?x)) AS ?y) {{ VALUES ?v {{ {1} }} VALUES ?x {{ {1} }} }}'


def large(number: int) -> bytes:
    """A request for an answer of 20 MB."""
    query = LARGE.format("x" * 2000, " ".join(map(str, range(100)))) + f"#{number}"
    return f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: a\r\n\r\n".encode()


def gauge(served, name: str) -> float:
    text = httpx.get(f"{served.address}/metrics").text
    return float(text.partition(f"\nonemoon_{name} ")[2].split()[0])


def test_on_disk_and_in_memory_answer_alike(tmp_path):
    folder = publish(tmp_path)
    served = Served(folder, before=ON_DISK.format(str(tmp_path / "disk")), workers=2)
    expected = Source(folder).opened(Limits()).engine().query(COUNT, JSON)
    assert served.ask(COUNT.text).content == expected.body
    assert "扬州" in httpx.get(f"{served.address}/doc/government/yangzhou.ttl").text
    assert served.stop() == "" and len(os.listdir(tmp_path / "disk")) == 1


def test_store_on_disk_is_made_once_for_a_version(tmp_path):
    source = Source(publish(tmp_path), disk=tmp_path / "disk")
    first, second = (source.opened(Limits()).path for _ in range(2))
    assert first == second and os.listdir(tmp_path / "disk") == [first.name]


def test_two_versions_stay_on_disk(tmp_path):
    for version in ("a", "b", "c"):
        indexed(tmp_path, version, lambda store: None)
        time.sleep(0.02)
    assert sorted(os.listdir(tmp_path)) == ["b", "c"]


def test_broken_data_leaves_nothing_on_disk(tmp_path):
    (tmp_path / "data.nq").write_text("<broken")
    with pytest.raises(DataError, match="data.nq can't be read as N-Quads"):
        Source(tmp_path, tmp_path / "data.nq", BASE, disk=tmp_path / "disk").opened(Limits())
    assert os.listdir(tmp_path / "disk") == []


def test_folder_that_is_none_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="choose another --disk"):
        Source(publish(tmp_path), disk=tmp_path / "file").opened(Limits())


def test_answers_for_slow_readers_are_bounded(tmp_path):
    served = Served(publish(tmp_path), workers=2, unread=50, timeout=8.0)
    readers = [socket.create_connection(served.place) for _ in range(6)]
    for number, reader in enumerate(readers):
        reader.sendall(large(number))
        assert reader.recv(12) == b"HTTP/1.1 200"
    assert 0 < gauge(served, "unread_bytes") <= 50 << 20
    assert served.ask("ASK {}").status_code == 200 and gauge(served, "dropped_total") >= 4
    for reader in readers:
        reader.close()
    assert gauge(served, "unread_bytes") == 0 and served.stop() == ""


def test_surplus_workers_go(tmp_path):
    served = Served(publish(tmp_path), workers=2, timeout=3.0)
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{served.address}/sparql?{urlencode({'query': LARGE.format('x', '1 ' * 9000)})}", timeout=2)
    for _ in range(80):
        if gauge(served, "workers") == 2:
            break
        time.sleep(0.1)
    assert gauge(served, "workers") == 2 and served.stop() == ""


def test_clients_take_turns():
    queue = Queue()
    for client in ("a", "a", "b"):
        queue.put(Job(b"", 1.0, client, 0.0))
    assert [queue.take(lambda client: True).client for _ in range(3)] == ["a", "b", "a"] and queue.size == 0


def test_whose_jobs_are_long_begins_in_the_long_lane():
    lanes, long, brief = Lanes(8), Job(b"1", 1.0, "a", 0.0), Job(b"2", 1.0, "b", 0.0)
    lanes.put(long)
    lanes.put(brief)
    lanes.overran(Job(b"3", 1.0, "a", 0.0))
    assert lanes.take_brief() is brief and lanes.is_long(b"3", "b") and not lanes.is_long(b"4", "a")
    lanes.overran(Job(b"5", 1.0, "a", 0.0))
    assert lanes.is_long(b"6", "a") and not lanes.is_long(b"6", "b")
    lanes.ended(long)
    assert not lanes.is_long(b"6", "a")


def test_others_are_those_who_wait_or_asked_a_moment_ago():
    lanes = Lanes(8)
    lanes.began("a")
    assert lanes.others("b") and not lanes.others("a")
    lanes.age()
    assert lanes.others("b")
    lanes.age()
    assert not lanes.others("b")
    lanes.put(Job(b"", 1.0, "a", 0.0))
    assert lanes.others("b")
