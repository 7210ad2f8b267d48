"""The production server, started as a process of its own and asked over the network."""

import socket
import subprocess
import sys

import httpx
import pytest
from flask import Flask

from onemoon.server.serve import ServeError, serve

from .conftest import beside
from .server_fixture import publish
from .serving_fixture import Served


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    served = Served(publish(tmp_path_factory.mktemp("served")), workers=2)
    yield served.address
    assert served.stop() == ""


def test_following_a_thing(address):
    response = httpx.get(f"{address}/id/government/yangzhou", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert (response.status_code, response.history[0].status_code) == (200, 303)
    assert response.text.count("@prefix") > 3 and "扬州" in response.text


def test_long_query_by_get(address):
    response = httpx.get(f"{address}/sparql", params={"query": "ASK {} #" + "x" * 30_000})
    assert response.json()["boolean"] is True


def test_large_body_is_refused(address):
    response = httpx.post(f"{address}/sparql", data={"query": "x" * 2_000_000})
    assert response.status_code == 413


def test_head_keeps_the_connection_sound(address):
    with httpx.Client(base_url=address) as client:
        assert client.head("/doc/government/yangzhou").status_code == 200
        assert client.get("/healthz").json()["status"] == "ok"


def test_description_names_the_address_asked(address):
    assert f"<{address}/sparql>" in httpx.get(f"{address}/sparql").text


def test_port_in_use_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"127.0.0.1:{port} is in use; choose another with --port."):
            serve(Flask("none"), "127.0.0.1", port)


def test_unknown_host_is_one_sentence():
    with pytest.raises(ServeError, match="no-such-host.invalid:8000 can't be served"):
        serve(Flask("none"), "no-such-host.invalid", 8000)


def test_w3c_protocol(tmp_path):
    suites = beside("ONEMOON_SUITES")
    tests = suites / "w3c" / "protocol"
    names = {n: f" <http://kasei.us/2009/09/sparql/data/data{n}.rdf> ." for n in (1, 2, 3)}
    lines = [
        line.strip().rstrip(".") + names[n]
        for n in names
        for line in (tests / f"data{n}.nt").read_text().splitlines()
        if line.strip()
    ]
    (tmp_path / "data.nq").write_text("\n".join(lines))
    served = Served(tmp_path / "data.nq", workers=2)
    run = [sys.executable, str(suites / "w3c_protocol.py"), str(tests / "manifest.ttl"), f"{served.address}/sparql"]
    result = subprocess.run(run, capture_output=True, text=True, timeout=120)
    assert served.stop() == "" and "20 passed, 0 failed" in result.stdout, result.stdout
