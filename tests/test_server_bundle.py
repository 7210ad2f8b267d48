"""Borrowed browser libraries: fetched when somebody asks for them, by versions and digests, from no host named here."""

import json
import shutil
from pathlib import Path

import pytest

from onemoon.server import bundle as module
from onemoon.server.bundle import BundleError, bundle

from .server_fixture import client_of

NPM = Path(module.__file__).parent / "npm"


def test_the_lock_pins_every_library_and_names_no_registry():
    packages = json.loads((NPM / "package-lock.json").read_text())["packages"]
    borrowed = {name: each for name, each in packages.items() if name}
    assert len(borrowed) > 3 and all(each["integrity"].startswith("sha512-") for each in borrowed.values())
    assert not any("resolved" in each for each in borrowed.values())
    wanted = json.loads((NPM / "package.json").read_text())["dependencies"]
    assert all(borrowed[f"node_modules/{name}"]["version"] == version for name, version in wanted.items())


def test_without_npm_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BundleError, match="npm is not on the PATH"):
        bundle(tmp_path / "vendor")


def test_what_npm_can_not_do_is_told(monkeypatch, tmp_path):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm warn old' >&2\necho 'npm error code ENOTFOUND' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin", prepend=None)
    with pytest.raises(BundleError, match="could not fetch the libraries: code ENOTFOUND"):
        bundle(tmp_path / "vendor")


@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm on this machine")
def test_what_is_put_beside_the_pages_obeys_their_policy(tmp_path):
    try:
        written = bundle(tmp_path / "vendor")
    except BundleError as error:
        pytest.skip(f"npm has no registry here: {error}")
    text = {path.name: path.read_text(encoding="utf-8") for path in written}
    assert set(text) == {"yasqe.js", "yasqe.css"} and all(len(each) > 1000 for each in text.values())
    assert " style='" not in text["yasqe.js"] and "sourceMappingURL" not in text["yasqe.js"] + text["yasqe.css"]
    assert "url(http" not in text["yasqe.css"] and "@import" not in text["yasqe.css"]


def test_without_the_editor_the_page_has_its_plain_field(tmp_path, monkeypatch):
    monkeypatch.setattr("onemoon.server.query_page.has", lambda name: False)
    page = client_of(tmp_path).get("/sparql?format=html").get_data(as_text=True)
    assert "<textarea" in page and "yasqe" not in page and "/static/query.js" in page
