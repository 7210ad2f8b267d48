"""The query page without scripts: map, timeline, downloads, programs that ask, and what an editor can complete."""

import shutil
import subprocess
import sys
from urllib.parse import urlencode

import pytest

from onemoon.server.snippets import snippets

from .server_fixture import BASE, publish
from .serving_fixture import Served

TIES = "SELECT ?tie ?since { ?tie a om:Twinning OPTIONAL { ?tie schema:startDate ?since } }"
PREFIXES = f"PREFIX om: <{BASE}ns#>\nPREFIX schema: <https://schema.org/>\n"
EVENTS = PREFIXES + "SELECT ?event ?date { ?event schema:startDate ?date } ORDER BY ?date"


def page(client, query, **more):
    return client.get("/sparql?" + urlencode({"query": query, "format": "html"} | more)).get_data(as_text=True)


def test_twinnings_in_a_result_are_arcs_on_a_map(client):
    shown = page(client, PREFIXES + TIES)
    assert shown.count('class="arc') > 5 and 'class="arc planned"' in shown
    assert ">Nara</text>" in shown and "<summary>Map</summary>" in shown


def test_points_in_wkt_are_on_the_map_by_the_name_in_their_row(client):
    shown = page(client, 'SELECT ?name ?at { VALUES (?name ?at) { ("Here" "POINT(119.4 32.4)") ("No" "POINT(x 1)") } }')
    assert "<title>Here</title>" in shown and "<title>No</title>" not in shown


def test_dated_rows_are_a_timeline_with_their_other_cells(client):
    shown = page(client, EVENTS)
    timeline = shown[shown.index('<ol class="timeline">') : shown.index("</ol>")]
    years = [int(each[:4]) for each in timeline.split('<li><time datetime="')[1:]]
    assert years == sorted(years) and len(years) > 3 and '<a href="/doc/' in timeline


def test_a_result_without_places_and_dates_is_only_a_table(client):
    shown = page(client, "SELECT ?x { VALUES ?x { 1 2 } }")
    assert '<details class="view" name="view" open><summary>Table</summary>' in shown
    assert "<summary>Map</summary>" not in shown and "<summary>Timeline</summary>" not in shown


@pytest.mark.parametrize(
    ("query", "view", "opened"),
    [("", "", "Table"), ("", "map", "Map"), ("#defaultView:Timeline\n", "", "Timeline"), ("", "else", "Table")],
)
def test_the_view_is_chosen_by_the_address_or_by_the_query(client, query, view, opened):
    shown = page(client, query + PREFIXES + TIES, view=view)
    assert shown.count('name="view" open') == 1 and f'name="view" open><summary>{opened}<' in shown


def test_excel_gets_its_mark_and_a_name(client):
    shown = page(client, EVENTS)
    address = shown.partition('<p class="formats"><a href="')[2].partition('"')[0].replace("&amp;", "&")
    response = client.get(address)
    assert response.data.startswith(b"\xef\xbb\xbf") and "attachment" in response.headers["Content-Disposition"]


def test_the_graphs_of_the_query_stay_with_the_downloads(client):
    shown = page(client, "ASK {}", **{"default-graph-uri": f"{BASE}graph/reference"})
    assert "default-graph-uri=https%3A%2F%2Fw3id.org" in shown.partition('<p class="formats">')[2].partition("</p>")[0]


def test_terms_have_labels_in_the_readers_language(client):
    found = client.get("/terms.json?lang=zh").json
    by_iri = {each["iri"]: each for each in found["terms"]}
    assert found["prefixes"]["om"] == f"{BASE}ns#" and by_iri[f"{BASE}ns#Twinning"]["kind"] == "class"
    assert by_iri[f"{BASE}ns#Twinning"]["count"] == 11 and by_iri[f"{BASE}ns#party"]["kind"] == "property"
    assert by_iri[f"{BASE}ns#kind/sister-city"]["label"] == "友好城市"
    assert found["terms"][0]["count"] == max(each["count"] for each in found["terms"])


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    served = Served(publish(tmp_path_factory.mktemp("served")))
    yield served
    served.stop()


AWKWARD = 'SELECT ("it\'s \\"\\"\\" )---\\"" AS ?x) ?s { ?s ?p ?o } LIMIT 3 # SPARQL'
COMMANDS = {"curl": ["bash", "-c"], "Python": [sys.executable, "-c"], "R": ["Rscript", "-e"]}


@pytest.mark.parametrize("language", COMMANDS)
@pytest.mark.parametrize("query", [AWKWARD, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"])
def test_programs_that_ask_get_the_answer(served, language, query):
    program, option = COMMANDS[language]
    if shutil.which(program) is None or (language == "curl" and shutil.which("curl") is None):
        pytest.skip(f"there is no {program} for {language} on this machine")
    text = next(each.text for each in snippets(query, f"{served.address}/sparql", "SELECT" in query)
                if each.name == language)  # fmt: skip
    done = subprocess.run([program, option, text], capture_output=True, text=True, timeout=60, check=True)
    assert BASE in done.stdout and (")---" in done.stdout) == ("SELECT" in query)
