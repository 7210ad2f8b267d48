"""Languages that are not read: told by their script, or by their commonest words in Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache

from onemoon.mappings.reading.lexicons import lexicon
from onemoon.mappings.reading.source import Source

SAMPLE = 20_000
FEWEST = 20
"""Words below which a text in Latin letters is taken for English: names and figures belong to no language."""
SHARE = 0.09
"""Of all words, those that must be another language's commonest before a text is taken for it."""
WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(f"[{letters}]")) for name, letters in lexicon("tongues")["scripts"].items())


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in lexicon("tongues")["words"].items()}


def unread(source: Source) -> str:
    """The name of the language or script of a text that is in none of ours; empty where it may be read."""
    if source.meta.get("lang"):
        return ""
    sample = source.plain[:SAMPLE]
    words = WORD.findall(sample.lower())
    letters = sum(map(len, words))
    if not sample.isascii():
        for name, pattern in _scripts():
            if len(pattern.findall(sample)) * 2 > letters:
                return name
    if len(words) < FEWEST:
        return ""
    counts = {name: sum(word in common for word in words) for name, common in _words().items()}
    best = max(counts, key=lambda name: counts[name])
    return best if best != "English" and counts[best] > max(SHARE * len(words), 1.5 * counts["English"]) else ""
