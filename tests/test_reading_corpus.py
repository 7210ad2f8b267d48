"""How well reading does on the annotated texts: on ours always, on the development corpus where it stands beside."""

import importlib.util
import json
from pathlib import Path

import pytest

from onemoon.mappings.reading.assess import BAR, weighed
from onemoon.mappings.reading.gazetteer import label
from onemoon.mappings.reading.reader import read_text, readers
from onemoon.mappings.reading.readings import extract
from onemoon.mappings.reading.source import read_source

from .conftest import beside

OPEN = Path(__file__).parent / "corpus" / "open"
FLOORS = {
    "designations": 0.9,
    "people": 0.85,
    "governments": 0.95,
    "agreements": 0.7,
    "memberships": 0.7,
    "events": 0.75,
}


def ties(path):
    """{(pair of names, in force or not)} that reading finds in a text."""
    reading = extract(read_source(path.read_text(encoding="utf-8")), readers().gazetteer)
    strong = (tie for tie in weighed(reading.ties) if tie.confidence >= BAR)
    return {(frozenset(label(place) for place in tie.pair), tie.status == "in-force") for tie in strong}


def test_on_our_own_open_texts_what_is_called_in_force_nearly_always_is():
    wrong = found = 0
    for path in sorted(OPEN.glob("T*.json")):
        gold = {frozenset(map(plain, pair["partners"])) for pair in json.loads(path.read_text())["twinnings"]}
        text = next(other for other in OPEN.glob(f"{path.stem}.*") if other.suffix != ".json")
        for pair, in_force in ties(text):
            if in_force:
                found += 1
                wrong += frozenset(map(plain, pair)) not in gold
    assert found > 200
    assert wrong / found < 0.1


def test_each_of_our_own_texts_becomes_a_record():
    texts = {path.stem: path.read_text(encoding="utf-8") for path in OPEN.iterdir() if path.suffix != ".json"}
    assert len(texts) > 150
    for stem, text in texts.items():
        assert read_text(text, stem).document.characters == len(text)


def plain(name):
    """A name without the unit that it is."""
    for unit in (
        " City",
        " Province",
        " Prefecture",
        " County",
        " District",
        "-gu",
        " Special Self-Governing Province",
    ):
        name = name.removesuffix(unit)
    return name.replace("’", "'")


@pytest.fixture(scope="module")
def scored():
    """The score of the development corpus by its own scorer: {row: (matched, gold, predicted)}."""
    corpus = beside("ONEMOON_CORPUS")
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = score.load(corpus / "dev")
    texts = {stem: (corpus / "dev" / f"{stem}.txt").read_text(encoding="utf-8") for stem in gold}
    predicted = {stem: neutral(extract(read_source(text), readers().gazetteer)) for stem, text in texts.items()}
    return score.score(gold, predicted, {"since": True})[0]


def neutral(reading):
    """A reading in the scorer's own form."""
    from onemoon.mappings.reading.readings import named

    forms = {mention.place: mention.form for mention in reversed(reading.mentions.values()) if not mention.weak}
    name = lambda place: label(place, forms.get(place, ""))  # noqa: E731
    return {
        "twinnings": [
            {
                "partners": [name(tie.first.place), name(tie.second.place)],
                "since": tie.date and tie.date.start,
                "status": tie.status,
            }
            for tie in weighed(reading.ties)
            if tie.confidence >= BAR
        ],
        "designations": [
            {"city": name(h.place.place), "title": h.title, "year": h.year}
            for h in reading.honours
            if h.confidence >= BAR
        ],
        "people": [{"name": one.name} for one in reading.officers],
        "memberships": [
            {"member": name(one.member.place), "organization": one.organization}
            for one in reading.belongings
            if one.confidence >= BAR
        ],
        "agreements": [
            {"parties": [party if isinstance(party, str) else name(party.place) for party in one.parties]}
            for one in reading.compacts
        ],
        "events": [
            {"name": e.name, "start": e.when and e.when.start, "place": e.place and name(e.place)}
            for e in reading.events
        ],
        "governments": list(dict.fromkeys(name(mention.place) for mention in named(reading))),
    }


def test_twinnings_in_force_with_their_years(scored):
    matched, gold, predicted = scored["  in force"]
    assert matched / predicted >= 0.97
    assert matched / gold >= 0.9


@pytest.mark.parametrize("kind, floor", FLOORS.items())
def test_other_kinds(scored, kind, floor):
    matched, gold, predicted = scored[kind]
    assert 2 * matched / (gold + predicted) >= floor
