"""What only a real browser shows: hostile data stays inert, and the search box runs under the policy."""

import re
import shutil
import subprocess
import tempfile

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RUN = "document.documentElement.dataset.broken=1"
HOSTILE = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix schema: <https://schema.org/> .
<http://example.org/id/event/1> a schema:Event, <javascript:{RUN}> ;
  skos:prefLabel "<script>{RUN}</script>"@en, "</script><script>{RUN}</script>"@ko,
    "\\" onfocus=\\"{RUN}\\" autofocus x=\\""@zh ;
  skos:altLabel "<svg onload={RUN}>"@en, "<img src=x onerror={RUN}>"@ja ;
  schema:startDate "<img src=x onerror={RUN}>"^^<http://www.w3.org/2001/XMLSchema#date> ;
  schema:url "javascript:{RUN}"^^<http://www.w3.org/2001/XMLSchema#anyURI> .
"""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--virtual-time-budget=3000")  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def shown(address: str) -> str:
    """The document after its scripts ran."""
    with tempfile.TemporaryDirectory() as profile:
        command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "--dump-dom", address]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.fixture(scope="module")
def site(start, tmp_path_factory):
    file = tmp_path_factory.mktemp("hostile") / "data.ttl"
    file.write_text(HOSTILE, encoding="utf-8")
    return start("serve", "--data", str(file), "--base", "http://example.org/")


@pytest.mark.parametrize(
    "path", ["/doc/event/1", "/doc/event/1?lang=ko", "/doc/event/1?lang=zh", "/search?q=script", "/"]
)
def test_hostile_data_is_inert(site, path):
    page = shown(site + path)
    assert "One Moon" in page and "data-broken" not in page
    assert not re.search(r"<(img|svg)[^>]*(onerror|onload)=", page)


def test_the_module_of_the_search_box_runs_under_the_policy(site):
    assert 'role="combobox"' in shown(site + "/")
