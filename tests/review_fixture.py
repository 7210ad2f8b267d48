"""A made-up text, and the record that a machine could have read from it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from onemoon.mappings.model import Record
from onemoon.mappings.record import load
from onemoon.mappings.review.session import Review

TEXT = (
    "Nara became a sister city of Gyeongju in 1970, the office says.\n\n"
    "Mayor Oh Dalsu of Pohang opened the Harbour Lantern Forum in Pohang on 3 May 2024 before 120 guests. "
    "A tie between Pohang and Nara is only talked about.\n"
)


def span(words: str) -> str:
    start = TEXT.index(words)
    return f"[[{start}, {start + len(words)}]]"


FACTS = f"""
- id: twinning-nara-gyeongju
  kind: twinning
  spans: {span("Nara became a sister city of Gyeongju in 1970")}
  parties: [government/nara, government/gyeongju]
  types: [sister-city]
  status: in-force
  start: "1970"
  reviewed: false
  rule: sister-of
  confidence: 0.95
- id: person-oh-dalsu
  kind: person
  spans: {span("Oh Dalsu")}
  key: oh-dalsu
  name: Oh Dalsu
  reviewed: false
  rule: person-title
  confidence: 0.9
  candidate: true
- id: office-oh-dalsu
  kind: office
  spans: {span("Mayor Oh Dalsu of Pohang")}
  person: person/oh-dalsu
  role: role/mayor
  organization: government/pohang
  reviewed: false
  rule: office-of
  confidence: 0.88
  candidate: true
- id: event-lantern-forum
  kind: event
  spans: {span("Harbour Lantern Forum in Pohang on 3 May 2024 before 120 guests")}
  key: harbour-lantern-forum
  name: Harbour Lantern Forum
  type: forum
  start: "2024-05-03"
  location: government/pohang
  participants: [government/pohang, person/oh-dalsu]
  attendance: 120
  reviewed: false
  rule: event-on
  confidence: 0.8
  candidate: true
- id: twinning-nara-pohang
  kind: twinning
  spans: {span("A tie between Pohang and Nara")}
  parties: [government/nara, government/pohang]
  types: [sister-city]
  status: in-force
  reviewed: false
  rule: tie-between
  confidence: 0.4
  candidate: true
"""

DOCUMENT = f"""document:
  key: lantern
  title: Lanterns over the harbour
  publisher: organization/association-of-north-east-asia-regional-governments
  published: "2024-05-04"
  published_basis: made up for tests
  language: en
  url: https://example.org/lantern
  sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}
  characters: {len(TEXT)}
facts:"""


@pytest.fixture
def mapped(tmp_path: Path) -> Path:
    """`lantern.yaml` with its text `lantern.txt` in a folder of their own."""
    (tmp_path / "lantern.txt").write_text(TEXT)
    (tmp_path / "lantern.yaml").write_text(DOCUMENT + FACTS)
    return tmp_path / "lantern.yaml"


@pytest.fixture
def extracted(mapped: Path) -> Record:
    """The record as extracted."""
    return load(mapped).record


@pytest.fixture
def review(mapped: Path) -> Review:
    """A review of it by Kim."""
    return Review(mapped, "Kim", "2024-06-01", TEXT)
