"""Cards for other sites: the only pages that may be framed, and how oEmbed finds them."""

from html import unescape

import pytest

EVERYWHERE = "frame-ancestors *"
FRAMED = ["/embed/government/yangzhou", "/embed/person/choe-chiwon", "/sparql?query=ASK%7B%7D&format=html&embed=1"]
UNFRAMED = ["/", "/doc/government/yangzhou", "/sparql?query=ASK%7B%7D&format=html", "/search?q=a", "/embed/no/such"]


@pytest.mark.parametrize("path", FRAMED)
def test_cards_may_be_framed_anywhere_and_load_nothing_from_elsewhere(client, path):
    response = client.get(path, headers={"Accept": "text/html"})
    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == 200 and EVERYWHERE in policy and "unsafe" not in policy
    assert "default-src 'none'" in policy and "<script" not in response.get_data(as_text=True)


@pytest.mark.parametrize("path", UNFRAMED)
def test_nothing_else_may(client, path):
    policy = client.get(path, headers={"Accept": "text/html"}).headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy and EVERYWHERE not in policy


def test_a_card_has_the_map_the_facts_and_the_way_to_the_sources(client):
    page = client.get("/embed/government/yangzhou?lang=ko").get_data(as_text=True)
    assert '<html lang="ko">' in page and 'class="arc' in page and "나라" in page
    assert 'href="/doc/government/yangzhou?lang=ko" target="_blank" rel="noopener"' in page


def test_an_answer_can_be_framed_as_a_map(client):
    query = "SELECT ?t { ?t a <https://w3id.org/onemoon/ns#Twinning> }"
    response = client.get("/embed/query", query_string={"query": query, "view": "map"}, follow_redirects=True)
    page = response.get_data(as_text=True)
    assert 'name="view" open><summary>Map<' in page and "<form" not in page
    assert EVERYWHERE in response.headers["Content-Security-Policy"]


def test_a_page_leads_to_its_card_by_oembed(client):
    page = client.get("/doc/government/yangzhou.html").get_data(as_text=True)
    address = unescape(page.partition('type="application/json+oembed" href="')[2].partition('"')[0])
    found = client.get(address).json
    assert (found["version"], found["type"], found["title"]) == ("1.0", "rich", "Yangzhou")
    assert 'src="http://localhost/embed/government/yangzhou"' in found["html"]


@pytest.mark.parametrize(
    "address",
    ["https://w3id.org/onemoon/id/government/nara", "http://localhost/doc/government/nara.html", "/id/government/nara"],
)
def test_oembed_knows_every_address_of_a_thing(client, address):
    found = client.get("/oembed", query_string={"url": address, "maxwidth": "300", "maxheight": "9999"}).json
    assert (found["title"], found["width"], found["height"]) == ("Nara", 300, 540)


@pytest.mark.parametrize(
    ("asked", "status"),
    [({}, 404), ({"url": "https://evil.example/doc/government/nara"}, 404), ({"url": "/doc/government/none"}, 404),
     ({"url": "/doc/government/nara", "format": "xml"}, 400)],
)  # fmt: skip
def test_oembed_refuses_what_is_not_ours(client, asked, status):
    assert client.get("/oembed", query_string=asked).status_code == status


def test_hostile_names_do_not_leave_their_attribute(tmp_path):
    from .server_fixture import client_over

    name = '\\"><script>alert(1)</script>'
    text = f'<http://example.org/id/x/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "{name}"@en .'
    client = client_over(tmp_path, text)
    found = client.get("/oembed", query_string={"url": "http://example.org/id/x/1"}).json
    assert found["html"].count("<") == 2 and "<script" not in client.get("/embed/x/1").get_data(as_text=True)
