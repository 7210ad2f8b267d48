"""What a page costs its reader: at most 100 kB as it travels, everything it loads included, and nothing twice."""

import re

import pytest

PAGES = ["/", "/doc/government/yangzhou", "/doc/document/tcs-yangzhou-interview-2022", "/doc/country/china",
         "/search?q=yang", "/browse/event", "/statistics", "/embed/government/yangzhou"]  # fmt: skip
MOST = 100_000
LOADED = re.compile(r'(?:src|href)="(/static/[^"#]+)')


def travels(client, path):
    with client.get(path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"}) as response:
        assert response.status_code == 200
        return len(response.data)


def kept(client, address):
    with client.get(address) as response:
        return "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_before_its_map_is_light(client, path, lang):
    address = f"{path}{'&' if '?' in path else '?'}lang={lang}"
    page = client.get(address, headers={"Accept": "text/html"}).get_data(as_text=True)
    loaded = {each for each in LOADED.findall(page) if "asia" not in each and "world" not in each}
    assert len(page.encode()) <= MOST
    assert travels(client, address) + sum(travels(client, each) for each in loaded) <= MOST // 2


def test_what_is_asked_for_by_its_digest_is_kept_for_good(client):
    page = client.get("/").get_data(as_text=True)
    for address in set(LOADED.findall(page)):
        assert kept(client, address) and not kept(client, address.partition("?")[0] + "?v=old")


def test_what_did_not_change_costs_no_body(client):
    first = client.get("/doc/government/yangzhou.html")
    again = client.get("/doc/government/yangzhou.html", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
