"""The words of Korean, Japanese and Chinese: one lexicon a language, compiled; Han characters folded to one form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onemoon.mappings.reading.lexicons import lexicon

LANGUAGES = ("ko", "ja", "zh")
HAN, KANA, HANGUL = "\u3005\u3400-\u9fff", "\u3041-\u30ff", "\uac00-\ud7a3"
SCRIPT = re.compile(f"[{HAN}{KANA}{HANGUL}]")


@lru_cache(maxsize=1)
def _folding() -> Mapping[int, str]:
    path = files("onemoon.mappings.reading") / "places" / "han.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return NARROW | {ord(old): new for old, new in rows if len(new) == 1}


def folded(text: str) -> str:
    """A text of the same length with Han characters in their simplified form, wide digits and letters narrow."""
    return text.translate(_folding())


NARROW = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}


@dataclass(frozen=True)
class Cue:
    """A tie's cue where it stands in a clause."""

    start: int
    end: int
    kind: str
    strong: bool


@dataclass(frozen=True)
class Words:
    """One language's lexicon: patterns by name, cues of ties, countries, unit suffixes, words that are no places."""

    language: str
    patterns: Mapping[str, re.Pattern[str]]
    ties: tuple[tuple[re.Pattern[str], str, bool], ...]
    countries: re.Pattern[str]
    codes: tuple[str, ...]
    suffixes: Mapping[str, str]
    stop: frozenset[str]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """The pattern of that name; KeyError if the lexicon lacks it."""
        return self.patterns[name]

    def has(self, name: str, text: str) -> bool:
        """Whether the pattern of that name stands in a text."""
        return bool(self.patterns[name].search(text))

    def cues(self, text: str) -> list[Cue]:
        """The tie cues of a text in order, the first of overlapping ones; what only looks like one is left out."""
        barred = [match.span() for match in self.patterns["not_twinning"].finditer(text)]
        found: list[Cue] = []
        for pattern, kind, strong in self.ties:
            for match in pattern.finditer(text):
                a, b = match.span()
                if not any(x < b and a < y for x, y in [*barred, *((cue.start, cue.end) for cue in found)]):
                    found.append(Cue(a, b, kind, strong))
        return sorted(found, key=lambda cue: cue.start)

    def kind(self, text: str) -> str:
        """The kind of tie that a heading speaks of, empty if none."""
        return next((cue.kind for cue in self.cues(text)), "")


@lru_cache(maxsize=3)
def words(language: str) -> Words:
    """The lexicon of ko, ja or zh, compiled."""
    data = lexicon(language)
    fold = folded if language == "zh" else str
    simple = {key: re.compile(fold(value) or r"(?!)") for key, value in data.items() if isinstance(value, str)}
    rows = data["countries"]
    leads = "".join(sorted({form[0] for forms in rows.values() for form in fold(forms).split("|")}))
    pattern = f"(?=[{leads}])(?:" + "|".join(f"(?P<{code}>{fold(forms)})" for code, forms in rows.items()) + ")"
    return Words(
        language,
        simple,
        tuple((re.compile(fold(row["cue"])), row["kind"], row["strong"]) for row in data["twinning"]),
        re.compile(pattern),
        tuple(rows),
        _suffixes(data, fold),
        frozenset(fold(data["bare_stop"]).split()),
    )


def _suffixes(data: Mapping[str, Any], fold: Any) -> Mapping[str, str]:
    return {level: fold(forms) for level, forms in data["suffixes"].items()}
