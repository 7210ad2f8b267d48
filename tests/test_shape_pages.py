"""The shapes and the quality of the data as a reader of the site meets them."""

import json
import xml.etree.ElementTree as ET

import pytest
from markupsafe import escape
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from onemoon.shapes import rules, shapes_graph

from .server_fixture import client_of

RULES = rules()


def html(client, path, lang="en"):
    return client.get(path, headers={"Accept": "text/html", "Accept-Language": lang})


def test_the_published_shapes_are_the_shapes(built, out):
    assert isomorphic(shapes_graph([out / "shapes.ttl"]), shapes_graph())


def test_each_shape_is_published_whole_with_its_examples(built):
    shapes, entries = shapes_graph(), json.loads(built.files["shapes.json"])
    assert [each["number"] for each in entries] == [rule.number for rule in RULES]
    for each in entries:
        alone = Graph().parse(data=each["turtle"], format="turtle")
        assert len(alone) == len(shapes.cbd(URIRef(each["iri"]))), each["number"]
        assert set(each["examples"]) == {"valid", "invalid"}


def test_all_shapes_are_listed_with_their_sentences(client):
    page = html(client, "/shapes", "ko").get_data(as_text=True)
    assert all(f'href="/shapes/{rule.number}"' in page for rule in RULES) and 'lang="ko"' in page


@pytest.mark.parametrize("path", ["/shapes", "/shapes/D01", "/quality"])
def test_turtle_is_there_by_negotiation(client, path):
    response = client.get(path, headers={"Accept": "text/turtle"})
    assert response.mimetype == "text/turtle" and len(Graph().parse(data=response.data, format="turtle")) > 5
    assert client.get(response.headers["Content-Location"]).data == response.data


def test_a_shape_shows_its_sentence_in_every_language_and_its_examples(client):
    page = html(client, "/shapes/D93").get_data(as_text=True)
    rule = next(rule for rule in RULES if rule.number == "D93")
    assert all(sentence in page for sentence in rule.sentences.values())
    assert "Valid</h2>" in page and "Invalid</h2>" in page and "schema:endDate" in page


def test_every_shape_has_a_page_of_its_own_with_rule_sentence_and_examples(client):
    for each in RULES:
        page = html(client, f"/shapes/{each.number}").get_data(as_text=True)
        assert each.number in page and all(escape(sentence) in page for sentence in each.sentences.values())
        assert "Valid</h2>" in page and "Invalid</h2>" in page, each.number


@pytest.mark.parametrize("path", ["/shapes/D00", "/shapes/D01.html", "/shapes/.ttl"])
def test_a_shape_that_is_not_there_is_not_found(client, path):
    assert html(client, path).status_code == 404


def test_the_quality_report_counts_what_the_build_found(client, built):
    found = built.files["validation.ttl"].decode().count("sh:resultSeverity sh:Warning")
    page = html(client, "/quality").get_data(as_text=True)
    assert f'<th scope="row">Warning</th><td class="number">{found}</td>' in page
    assert '<th scope="row">Violation</th><td class="number">0</td>' in page


def test_the_badge_is_a_picture_that_says_the_same(client, built):
    response = client.get("/badge.svg")
    found = built.files["validation.ttl"].decode().count("sh:resultSeverity sh:Warning")
    assert response.mimetype == "image/svg+xml" and f"{found} warnings" in "".join(
        ET.fromstring(response.data).itertext()
    )


@pytest.mark.parametrize("path", ["/shapes", "/quality", "/badge.svg"])
def test_data_without_a_report_says_so(tmp_path, path):
    assert html(client_of(tmp_path), path).status_code == 404
