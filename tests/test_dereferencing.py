"""Every IRI of ours in the published data can be looked up and says something about itself."""

import re
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, RdfFormat, parse

BASE = "https://w3id.org/onemoon/"
NS = f"{BASE}ns#"


def ours(data):
    terms = {term for quad in data.store for term in (quad.subject, quad.object, quad.graph_name)}
    return sorted(term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(BASE))


def documented(client, iri):
    path = urlsplit(iri).path.removeprefix("/onemoon")
    answer = client.get(path, headers={"Accept": "application/n-triples"})
    if path.startswith("/graph/"):  # a graph answers with its content
        address = re.search('<([^>]*)>; rel="describedby"', answer.headers["Link"])[1]
        answer = client.get(address, headers={"Accept": "application/n-triples"})
    elif path != "/ns":  # a hash namespace answers by itself
        assert answer.status_code == 303, iri
        answer = client.get(answer.headers["Location"], headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200, iri
    return {triple.subject.value for triple in parse(answer.data, format=RdfFormat.N_TRIPLES)}


def test_every_iri_of_ours_answers_with_triples_about_itself(client, data):
    iris = ours(data)
    answers = {whole: documented(client, whole) for whole in sorted({iri.partition("#")[0] for iri in iris})}
    assert [iri for iri in iris if iri not in answers[iri.partition("#")[0]]] == []
    assert len(answers) > 800


def test_a_thing_answers_under_curl_as_the_readme_says(client):
    answer = client.get("/id/government/yangzhou", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert answer.status_code == 200 and "om:LocalGovernment" in answer.text
