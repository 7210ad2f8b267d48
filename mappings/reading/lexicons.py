"""The lexicons: YAML data read once a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=16)
def lexicon(name: str) -> Any:
    """The content of lexicon/NAME.yaml."""
    path = files("onemoon.mappings.reading") / "lexicon" / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


@lru_cache(maxsize=16)
def heads(kind: str) -> frozenset[str]:
    """The head nouns of a kind: organization, facility, event, lower_event, title, office."""
    return frozenset(lexicon("heads")[kind].split())


@lru_cache(maxsize=1)
def stops() -> frozenset[str]:
    """Folded names that are words of the language too."""
    return frozenset(word.lower() for word in lexicon("stops")["words"].split())


@lru_cache(maxsize=1)
def never() -> frozenset[str]:
    """Folded names that never count as places by themselves."""
    return frozenset(word.lower() for word in lexicon("stops")["never"].split())


@lru_cache(maxsize=1)
def countries() -> Mapping[str, tuple[str, str, bool]]:
    """Country word, as written: (ISO code, key, whether it is an adjective)."""
    table: dict[str, tuple[str, str, bool]] = {}
    for code, row in lexicon("countries").items():
        key, names, adjectives = row
        table.update({name: (code, key, False) for name in names.split("|")})
        table.update({name: (code, key, True) for name in adjectives.split("|") if name not in table})
    return table


@lru_cache(maxsize=1)
def country_keys() -> Mapping[str, str]:
    """ISO code of a country's key."""
    return {row[0]: code for code, row in lexicon("countries").items()}
