"""The project's own data, built once; the command line; the folders beside the project, where settings name them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from onemoon.build.pipeline import Built, build
from onemoon.mappings.iris import DEFAULT_BASE
from onemoon.server.app import create_app
from onemoon.server.data import Data

from .browser_fixture import browser, fresh  # noqa: F401
from .review_fixture import extracted, mapped, review  # noqa: F401
from .versions_fixture import later, later_client  # noqa: F401


def beside(variable: str) -> Path:
    """The folder that an environment variable names, or a skipped test that says which to set."""
    if variable not in os.environ:
        pytest.skip(f"set {variable} to run this test")
    return Path(os.environ[variable])


@pytest.fixture(scope="session")
def documents() -> Path:
    return beside("ONEMOON_DOCUMENTS")


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("built") / "out"


@pytest.fixture(scope="session")
def built(out: Path) -> Built:
    return build(DEFAULT_BASE, out, tell=lambda stage: None)


@pytest.fixture(scope="session")
def data(built: Built, out: Path) -> Data:
    return Data.open(out)


@pytest.fixture(scope="session")
def client(data: Data):
    return create_app(data).test_client()


@pytest.fixture
def runner() -> CliRunner:
    """The command line without the settings of whoever runs the tests."""
    return CliRunner(env={name: None for name in os.environ if name.startswith("ONEMOON_")})


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """A function that starts `onemoon ARGS --port N` and returns its address once it answers."""
    running: list[subprocess.Popen[bytes]] = []

    def begin(*args: str) -> str:
        port = free_port()
        command = [sys.executable, "-m", "onemoon.build.cli", *args, "--port", str(port)]
        running.append(subprocess.Popen(command, cwd=tmp_path_factory.mktemp("server"), stderr=subprocess.DEVNULL))
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        return address

    yield begin
    for process in running:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str) -> None:
    with httpx.Client(transport=httpx.HTTPTransport(retries=60)) as http:
        for _ in range(60):
            try:
                if http.get(f"{address}/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
    pytest.fail(f"{address} never answered")
