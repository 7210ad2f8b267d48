"""Titles and memberships: each cue of the lexicons in sentences that state one and sentences that don't."""

import pytest

from onemoon.mappings.reading.lexicons import lexicon

from .reading_tools import designations, facts

SLOTS = {
    "A": "Ulsan",
    "B": "Niigata",
    "C": "Dalian",
    "O": "the League of Lagoon Cities",
    "T": "World Book Capital",
    "Y": "2014",
}
PLACES = {"{A}": "ulsan", "{B}": "niigata", "{C}": "dalian"}


def cues(name, kinds):
    """(kind and cue, example, whether it states something) of a lexicon."""
    rows = [(kind, row) for kind in kinds for row in lexicon(name)[kind]]
    return [
        (f"{kind} {row['cue'][:24]}", text, told)
        for kind, row in rows
        for told in (True, False)
        for text in row["found" if told else "missed"]
    ]


def said(text):
    return text.format(**SLOTS)[0].upper() + text.format(**SLOTS)[1:]


def members(text):
    return {(one.member.partition("/")[2], one.organization.partition("/")[2]) for one in facts(text, "membership")}


@pytest.mark.parametrize("cue, text, told", cues("networks", ("belongs", "unites")))
def test_a_cue_of_membership(cue, text, told):
    expected = {(key, "league-of-lagoon-cities") for slot, key in PLACES.items() if slot in text}
    assert members(said(text)) == (expected if told else set())


@pytest.mark.parametrize("cue, text, told", cues("honours", ("held", "conferring", "handed", "kept_by", "fronting")))
def test_a_cue_of_titles(cue, text, told):
    expected = {(key, "2014") for slot, key in PLACES.items() if slot in text}
    assert designations(said(text)) == (expected if told else set())
