"""Signposting as the checklist of publishing asks for it (L01 to L06), over the project's own data."""

import re
from html.parser import HTMLParser

import pytest
from rdflib import Graph

BASE = "https://w3id.org/onemoon/"
DATASET = "/doc/dataset/onemoon"
PAGES = (
    "/",
    DATASET,
    "/doc/government/yangzhou",
    "/doc/twinning/nara--yangzhou",
    "/doc/event/15th-northeast-asian-fair",
)
LINK = re.compile(r'<([^<>"\s]*)>((?:; ?[a-z]+="[^"]*")+)')
MEMENTO = ("original", "timegate", "timemap")
LANDING = [
    DATASET,
    "/doc/government/yangzhou",
    "/doc/document/near-forum-2023",
    "/doc/annotation/{}",
    "/doc/graph/reference",
]


def parsed(header: str) -> list[tuple[str, dict[str, str]]]:
    """The links of a header; nothing of it may be left over."""
    found = [(target, dict(re.findall(r'([a-z]+)="([^"]*)"', rest))) for target, rest in LINK.findall(header)]
    assert re.sub(r",\s*", "", LINK.sub("", header)) == "", header
    return found


def links(client, path, **headers):
    """(relation, target, attributes) of an answer."""
    told = parsed(client.get(path, headers=headers).headers["Link"])
    return [(rel, target, rest) for target, rest in told for rel in rest["rel"].split()]


def targets(found, rel):
    return [target for each, target, _ in found if each == rel]


class Head(HTMLParser):
    """The link elements of a page."""

    def __init__(self):
        super().__init__()
        self.links: list[dict[str, str]] = []

    def handle_starttag(self, tag, attributes):
        if tag == "link":
            self.links.append(dict(attributes))


@pytest.mark.parametrize(
    "path", [*PAGES, "/doc/government/yangzhou.ttl", "/dumps/onemoon.nq", "/dumps/void.ttl", "/catalog.ttl"]
)
def test_l01_the_header_is_as_rfc_8288_writes_it(client, path):
    header = client.get(path).headers["Link"]
    assert parsed(header) and header.isascii()
    assert all(target.startswith(("/", "https://", "http://")) for target, _ in parsed(header))


@pytest.mark.parametrize("path", LANDING)
def test_l02_a_landing_page_has_what_signposting_asks(client, data, path):
    if "{}" in path:
        path = path.format(min(q.subject.value.partition("/annotation/")[2].partition("#")[0] for q in data.store
                               if "/annotation/" in q.subject.value))  # fmt: skip
    found = links(client, path, Accept="text/html")
    assert [each.startswith(BASE) for each in targets(found, "cite-as")] == [True]
    described = {rest["type"] for rel, _, rest in found if rel == "describedby"}
    assert described >= {"text/turtle", "application/ld+json"}
    assert all(rest["profile"] == f"{BASE}ns" for rel, _, rest in found if rel == "describedby")
    kinds = targets(found, "type")
    assert len(kinds) == 2 and "https://schema.org/AboutPage" in kinds
    assert targets(found, "license") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert targets(found, "author") == [f"{BASE}catalog#publisher"]
    assert len(targets(found, "collection")) == (0 if path == DATASET else 1)


def test_l02_the_data_sets_page_has_its_files_as_items(client):
    items = [
        (target, rest["type"]) for rel, target, rest in links(client, DATASET, Accept="text/html") if rel == "item"
    ]
    assert len(items) == 5 and {kind for _, kind in items} == {"application/gzip"}
    assert all(client.head(target).mimetype == kind for target, kind in items)


def test_l02_a_version_has_a_landing_page_of_its_own(client, data):
    path = f"/dumps/{data.version}/"
    found = links(client, path, Accept="text/html")
    assert targets(found, "cite-as") == [BASE + path[1:]] and len(targets(found, "type")) == 2
    assert targets(found, "license") and targets(found, "author")
    assert client.get(targets(found, "describedby")[0]).mimetype == "text/turtle"
    assert len(targets(found, "item")) == 5
    assert {client.head(each).status_code for each in targets(found, "item")} == {200}


def test_l02_the_author_is_known_under_that_name(client):
    said = Graph().parse(data=client.get("/catalog", headers={"Accept": "text/turtle"}).data, format="turtle")
    assert [str(each) for each in said.subjects() if str(each) == f"{BASE}catalog#publisher"]


def test_l03_files_lead_to_the_data_set_and_metadata_back_to_what_it_describes(client):
    item = targets(links(client, DATASET, Accept="text/html"), "item")[0]
    for path in (item, "/dumps/onemoon.nq"):
        found = links(client, path)
        assert targets(found, "collection") == [DATASET] and targets(found, "license")
        assert targets(found, "type") == ["https://schema.org/Dataset"]
    for path in (f"{DATASET}.ttl", "/catalog.ttl", "/void.ttl", "/dumps/void.ttl"):
        assert targets(links(client, path), "describes")[0].removesuffix(".html") == DATASET


@pytest.mark.parametrize("path", PAGES)
def test_l04_the_link_set_has_all_links_of_the_page_with_its_anchor(client, path):
    found = links(client, path, Accept="text/html")
    response = client.get(targets(found, "linkset")[0])
    assert response.mimetype == "application/linkset+json"
    page = f"{path}.html" if path != "/" else "/"
    context = next(each for each in response.get_json()["linkset"] if each["anchor"] == f"http://localhost{page}")
    told = {(rel, each["href"]) for rel in context if rel != "anchor" for each in context[rel]}
    wanted = {(rel, f"http://localhost{target}" if target.startswith("/") else target) for rel, target, _ in found}
    assert {each for each in wanted if each[0] not in MEMENTO} <= told


def test_l04_the_data_sets_link_set_anchors_its_files_and_metadata_too(client):
    contexts = client.get("/linkset/dataset/onemoon").get_json()["linkset"]
    anchors = {each["anchor"].removeprefix("http://localhost"): each for each in contexts}
    for item in targets(links(client, DATASET, Accept="text/html"), "item"):
        assert anchors[item]["collection"] == [{"href": f"http://localhost{DATASET}"}]
    for description in ("/catalog.ttl", "/void.ttl"):
        assert anchors[description]["describes"] == [{"href": f"http://localhost{DATASET}"}]
    assert anchors[f"{DATASET}.ttl"]["describes"] == [{"href": f"http://localhost{DATASET}.html", "type": "text/html"}]


def test_l04_the_same_set_as_text(client):
    response = client.get("/linkset/government/nara", headers={"Accept": "application/linkset"})
    assert response.mimetype == "application/linkset" and "Accept" in response.headers["Vary"]
    told = {(rest["anchor"], rest["rel"], target) for target, rest in parsed(response.get_data(as_text=True).strip())}
    contexts = client.get("/linkset/government/nara").get_json()["linkset"]
    assert told == {(c["anchor"], rel, e["href"]) for c in contexts for rel in c if rel != "anchor" for e in c[rel]}


def test_l05_alternates_shapes_and_interfaces_are_told(client):
    found = links(client, "/doc/government/nara", Accept="text/html")
    assert {rest["type"] for rel, _, rest in found if rel == "alternate"} >= {"text/turtle", "application/rdf+xml"}
    assert targets(found, "http://www.w3.org/ns/ldp#constrainedBy") == ["/shapes"]
    home = links(client, "/")
    for rel in ("service-desc", "service-doc", "api-catalog"):
        target = next((target, rest["type"]) for each, target, rest in home if each == rel)
        assert client.get(target[0]).mimetype == target[1]


def test_l05_the_catalogue_of_interfaces_is_a_link_set_of_its_profile(client):
    response = client.get("/.well-known/api-catalog")
    assert response.headers["Content-Type"].endswith('profile="https://www.rfc-editor.org/info/rfc9727"')
    told = [each["href"] for context in response.get_json()["linkset"] for rel in context if rel != "anchor"
            for each in context[rel]]  # fmt: skip
    assert {client.get(each.removeprefix("http://localhost")).status_code for each in told} == {200}


@pytest.mark.parametrize("path", PAGES)
def test_l06_the_same_links_stand_in_the_page(client, path):
    page, head = client.get(path, headers={"Accept": "text/html"}), Head()
    head.feed(page.get_data(as_text=True))
    inside = {(each["rel"], each["href"]) for each in head.links}
    assert {(rel, target) for rel, target, _ in links(client, path, Accept="text/html") if rel not in MEMENTO} <= inside
