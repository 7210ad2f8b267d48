"""The annotated texts of our own: each annotation fits its text, and the check sees what is wrong."""
import importlib.util
import json
import pathlib

import pytest

CORPUS = pathlib.Path(__file__).parent / "corpus"


def load_check():
    """The corpus's own check, imported from its file."""
    spec = importlib.util.spec_from_file_location("corpus_check", CORPUS / "check.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = load_check()


@pytest.mark.parametrize("path", check.gold_files(), ids=lambda p: p.stem)
def test_annotation_fits_its_text(path):
    assert check.problems_of(path, check.read_variants()) == []


def test_a_name_that_is_not_in_the_text_is_reported():
    path = CORPUS / "open" / "T01.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    gold["governments"].append("Atlantis")
    assert check.text_problems(gold, check.text_of(path), check.read_variants()["T01"]) == ["not in the text: Atlantis"]


def test_a_pair_given_twice_is_reported():
    gold = json.loads((CORPUS / "open" / "T01.json").read_text(encoding="utf-8"))
    gold["twinnings"].append({**gold["twinnings"][0], "since": None})
    assert [p for p in check.shape_problems(gold) if p.startswith("pair")]
