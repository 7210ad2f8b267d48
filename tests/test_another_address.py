"""The site under another domain and below a path: a crawl finds every link, description and signpost at its place."""

import re
from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from rdflib import Graph, URIRef

from onemoon.build.pipeline import build

BASE = "https://data.example.org/moon/"
OLD = re.compile(r"https://w3id\.org/onemoon/(?!ns|shapes)")  # vocabularies stay where they are
ATTRIBUTE = re.compile(r'\b(?:href|src|action)="([^"]*)"')
TARGET = re.compile(r"<([^>]*)>; ?rel=")
IN_TEXT = re.compile(
    r'(?:"(?:href|anchor|url|@context|id)": ?"|\]\(|<loc>|<|Sitemap: |Canonical: )(https?://[^"<>)\s]+)'
)
STARTS = (
    *("/", "/llms.txt", "/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/feed.atom", "/openapi.json", "/catalog"),
    *("/search.json?q=Nara", "/.well-known/security.txt", "/.well-known/api-catalog", "/.well-known/sparql-examples/"),
    *("/timemap/government/nara", "/.well-known/void", "/linkset/dataset/onemoon", "/dumps/latest/", "/reconcile/en"),
)
MOST_OF_A_KIND = 3


@pytest.fixture(scope="module")
def moved(tmp_path_factory, start):
    """A server of data under another base, behind a path; its client, and its answers of a crawl by address."""
    out = tmp_path_factory.mktemp("moved") / "out"
    build(BASE, out, tell=lambda stage: None)
    address = start("serve", "--out", str(out), "--prefix", "/moon")
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client, crawl(client)


def local(client, address: str) -> str | None:
    """The address at this server of a link to us: by its path or by the base of the data."""
    if address.startswith(BASE):
        return "/moon/" + address.removeprefix(BASE)
    ours = urlsplit(address).netloc == urlsplit(str(client.base_url)).netloc
    return address[len(str(client.base_url)) :].rjust(1, "/") if ours else None


def found_in(answer: httpx.Response, at: str) -> list[str]:
    html = answer.headers["Content-Type"].startswith("text/html")
    text = re.sub(r"(?m)^@prefix .*$", "", answer.text)
    links = [link.replace("&amp;", "&") for link in (ATTRIBUTE if html else IN_TEXT).findall(text)]
    links += TARGET.findall(answer.headers.get("Link", "")) + [answer.headers.get("Content-Location", "")]
    wanted = (each for each in links if each and "{" not in each and not each.startswith(("#", "data:", "javascript:")))
    return [urljoin(at, each).partition("#")[0] for each in wanted]


def kind_of(path: str) -> str:
    """Pages of one kind are made by one view: the first two segments, and the suffix."""
    segments = urlsplit(path).path.split("/")
    return "/".join(segments[:4] if len(segments) > 4 else segments[:3]) + segments[-1].rpartition(".")[1]


def crawl(client) -> dict[str, httpx.Response]:
    """Some answers of each kind, by address."""
    answers: dict[str, httpx.Response] = {}
    waiting, kinds = deque(f"/moon{path}" for path in STARTS), Counter[str]()
    while waiting:
        path = waiting.popleft()
        kinds[kind_of(path)] += path not in answers
        if path in answers or kinds[kind_of(path)] > MOST_OF_A_KIND:
            continue
        answers[path] = answer = client.get(path, headers={"Accept": "text/html, */*;q=0.5"}, follow_redirects=True)
        if "Content-Disposition" not in answer.headers:
            links = (local(client, each) for each in found_in(answer, str(answer.url)))
            waiting.extend(each for each in links if each and each not in answers)
    return answers


def test_every_link_of_a_crawl_answers(moved):
    client, answers = moved
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    assert len(answers) > 80


def test_every_address_of_ours_is_below_the_path(moved):
    client, answers = moved
    for path, answer in answers.items():
        if "Content-Disposition" not in answer.headers:
            at = (local(client, each) for each in found_in(answer, str(answer.url)))
            stray = [each for each in at if each and not f"{each}/".startswith("/moon/")]
            assert stray == [], path


def test_no_address_of_the_old_place_is_left(moved):
    client, answers = moved
    for path in ("/moon/doc/government/nara.ttl", "/moon/void.ttl", "/moon/catalog.ttl", "/moon/dumps/onemoon.nt"):
        assert not OLD.search(client.get(path).text), path
    assert {path: OLD.search(answer.text)[0] for path, answer in answers.items() if OLD.search(answer.text)} == {}


@pytest.mark.parametrize("path", ["/.well-known/void", "/catalog"])
def test_every_address_that_the_descriptions_name_answers(moved, path):
    client, _ = moved
    said = Graph().parse(data=client.get(f"/moon{path}", headers={"Accept": "text/turtle"}).text, format="turtle")
    named = {str(node).partition("#")[0] for node in said.all_nodes() if isinstance(node, URIRef)}
    ours = sorted(each for each in named if each.startswith(BASE))
    assert len(ours) > 10 and not any(OLD.match(each) for each in named)
    statuses = {each: client.get(local(client, each), follow_redirects=True).status_code for each in ours}
    assert {each: status for each, status in statuses.items() if status != 200} == {}


def test_a_thing_leads_to_its_document_and_json_ld_to_its_context(moved):
    client, _ = moved
    assert client.get("/moon/id/government/nara").headers["Location"] == "/moon/doc/government/nara"
    document = client.get("/moon/doc/government/nara.jsonld").json()
    assert document["@context"] == f"{client.base_url}/moon/context/v1.jsonld".replace("//moon", "/moon")
    assert client.get(document["@context"]).status_code == 200
    assert client.get("/moon/search.json?q=Nara").json()["results"][0]["href"].startswith("/moon/doc/")


def test_a_problem_names_its_type_where_it_is_explained(moved):
    client, _ = moved
    problem = client.get("/moon/doc/no/where", headers={"Accept": "application/json"}).json()
    assert problem["type"].startswith("/moon/problems#")
    assert client.get("/moon/sparql?query=x").json()["type"].startswith("/moon/problems#")
