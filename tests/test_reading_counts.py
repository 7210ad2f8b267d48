"""Gifts, figures, participations and series: the lexicon's examples, and facts that stand in their spans."""

import pytest

from onemoon.mappings.evidence import unsupported
from onemoon.mappings.names import names
from onemoon.mappings.reading.lexicons import lexicon
from onemoon.mappings.reading.reader import readers

from .reading_tools import facts, record

ROWS = [(kind, row) for kind in ("gift", "figure") for row in lexicon("doings")[kind]]
NEWS = (
    "The 12th Green Ports Conference was held in Incheon on 3 March 2022. Mayor Kim Min-su of Pohang gave the opening "
    "speech. Pohang has a population of about 510,000. It donated 300 cherry trees to Incheon in 2022.\n"
)


@pytest.mark.parametrize("kind, row", ROWS, ids=lambda row: row if isinstance(row, str) else row["found"][0][:30])
def test_each_cue_reads_its_examples_and_not_the_others(kind, row):
    assert all(len(facts(text, kind, date="2024-06-10")) == 1 for text in row["found"])
    assert not any(facts(text, kind, date="2024-06-10") for text in row["missed"])


def test_what_is_counted_and_done_stands_in_its_spans():
    found = record(NEWS)
    known = names(found, readers().reference)
    assert {"gift", "figure", "participation", "series"} <= {fact.kind for fact in found.facts}
    assert [problem for fact in found.facts for problem in unsupported(fact, NEWS, known.forms)] == []


def test_an_edition_belongs_to_its_series():
    [event], [series] = facts(NEWS, "event"), facts(NEWS, "series")
    assert (event.edition, event.part_of) == (12, f"series/{series.key}")


def test_a_qualified_number_keeps_its_qualifier():
    [figure] = facts("Jeju welcomed more than 13.5 million tourists in 2016.", "figure")
    assert (figure.value, figure.qualifier, figure.start) == (13_500_000, "at-least", "2016")


def test_an_anniversary_is_no_edition():
    [event] = facts("The 10th Anniversary Symposium was held in Nara on 3 March 2021.", "event")
    assert event.edition is None


OFFICES = {
    "the only mayor of a city's own page": (
        "City of Nara\n\nMayor Sato Ken spoke. The mayor, Sato Ken, left.\n",
        [False],
    ),
    "somebody else's": ("City of Nara\n\nThe American mayor, Becky Ames, wrote to Nara City.\n", []),
    "two mayors": ("City of Nara\n\nMayor Sato Ken spoke. Vice Mayor Li Wei answered.\n", [False, True]),
}


@pytest.mark.parametrize("text, waiting", OFFICES.values(), ids=OFFICES.keys())
def test_an_office_without_a_place_is_the_host_s_only_if_nobody_else_claims_it(text, waiting):
    offices = [fact for fact in record(text).facts if fact.kind == "office" and fact.organization]
    assert [fact.candidate for fact in offices] == waiting
