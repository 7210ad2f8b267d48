"""Agreements that are no twinning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.clauses import clauses
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.cues import Cues
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place

PAPER = re.compile(
    r"\b(?:memorand(?:um|a)(?: of (?:understanding|cooperation|agreement))?|MOUs?|MoUs?|"
    r"letters? of intent|(?:\w+ )?agreements?|protocols?|treat(?:y|ies)|accords?|joint "
    r"(?:statement|declaration)|pacts?|deals?|understanding|contracts?)\b"
)
SIGNED = re.compile(
    r"\b(?:sign(?:ed|s|ing|atures?)|conclud(?:ed|es|ing)|inked|exchanged|initial(?:l)?ed|"
    r"entered into|put (?:his|her|their) (?:name|signature|seal)s?|dated|reached|struck|made "
    r"between|sealed)\b"
)
PLANNED = re.compile(
    r"\b(?:will|would|to be signed|plans?|planned|hopes?|intends?|expected to|is to|are to|"
    r"propos\w+|draft|before signing|yet to|still to be|discuss\w*|negotiat\w+|consider\w*|"
    r"may|might|could)\b"
)
DENIED = re.compile(r"\b(?:not|never|no|neither|nor|without)\b")


@dataclass(frozen=True)
class Compact:
    """A signed agreement that is no twinning; parties are places and names of organisations."""

    parties: tuple[Item | str, ...]
    subject: str
    date: When | None
    spans: tuple[tuple[int, int], ...]
    intent: bool = False
    rule: str = "signed"
    confidence: float = 0.75


def _organization(sentence: Sentence, number: str) -> str | None:
    value = sentence.tags[int(number)].value
    return value.text if isinstance(value, Name) else None


def compacts_in(
    codes: Sequence[Code], found: Sequence[Sentence], host: Place | None, anchor: str | None, cues: Cues
) -> list[Compact]:
    """The signed agreements of a document; a twinning's own agreement is the twinning."""
    compacts: dict[frozenset[object], Compact] = {}
    year: int | None = None
    for code, sentence in zip(codes, found, strict=True):
        if sentence.block.kind in ("paragraph", "item", "answer", "question"):
            for start, end in clauses(code.text):
                if one := _compact(code, sentence, (start, end), host, anchor, year, cues):
                    key = frozenset(item.place if isinstance(item, Item) else item for item in one.parties)
                    compacts.setdefault(key, one)
        years = [one.year for one in code.dates.values() if one.year]
        year = years[-1] if years else year
    return list(compacts.values())


def _compact(
    code: Code,
    sentence: Sentence,
    clause: tuple[int, int],
    host: Place | None,
    anchor: str | None,
    year: int | None,
    cues: Cues,
) -> Compact | None:
    text = code.text[clause[0] : clause[1]]
    paper, signed = PAPER.search(text), SIGNED.search(text)
    if not paper or not signed or DENIED.search(text):
        return None
    intent = paper.group().lower().startswith(("letter", "memorand", "mou"))
    if not intent and (PLANNED.search(text) or any(cue.strong or "friend" in cue.text for cue in cues.find(text))):
        return None
    if intent and PLANNED.search(text[: paper.start()]) or cues.find(text) and not intent:
        return None
    if (
        intent
        and any(cue.strong and cue.start < paper.start() + 60 for cue in cues.find(text))
        and not paper.group().lower().startswith("letter")
    ):
        return None
    parties = _parties(code, sentence, clause, host)
    if not parties and re.search(r"\bthey\b", text):
        parties = _parties(code, sentence, (0, len(code.text)), None)
    if len(parties) < 2:
        return None
    dates = [
        resolve(found, anchor, year)
        for number, found in code.dates.items()
        if clause[0] <= code.text.find(f"⟦D{number}⟧") < clause[1]
    ]
    about = re.match(r"\s(?:on|for|about|covering|concerning|in the field of)\s([^,.;⟦]{3,60})", text[paper.end() :])
    return Compact(
        tuple(parties),
        OUTSIDE.sub("", about.group(1)).strip() if about else _adjective(paper.group()),
        next((when for when in dates if when), None),
        ((sentence.start, sentence.end),),
        intent,
    )


OUTSIDE = re.compile(r"\s(?:with|between|among|in|on|at|by|that|which|was|were|is|signed|to|and the|and)(?:\s.*)?$")


def _adjective(paper: str) -> str:
    """The subject before the paper's name: `economic agreement`."""
    return paper.split(" ")[0] if paper.endswith(("agreement", "agreements")) and " " in paper else ""


def _parties(code: Code, sentence: Sentence, clause: tuple[int, int], host: Place | None) -> list[Item | str]:
    places: dict[str, Item | str] = {}
    organizations: dict[str, Item | str] = {}
    for start, _, group in code.groups_in(*clause):
        if re.search(r"\b(?:in|at|visited|near)\s(?:the\s)?$", code.text[:start]):
            continue
        places.update({item.place.name: item for item in group})
    for match in re.finditer(r"⟦O(\d+)⟧", code.text[clause[0] : clause[1]]):
        before = code.text[clause[0] : clause[0] + match.start()]
        if re.search(
            r"(?:\b(?:with|and|between|by)\s(?:the\s)?|^(?:the\s)?|,\s(?:the\s)?)$", before, re.IGNORECASE
        ) and (name := _organization(sentence, match.group(1))):
            organizations[name] = name
    if organizations and len(places) + len(organizations) >= 2:
        return [*places.values(), *organizations.values()] if len(places) < 2 else [*places.values()]
    if len(places) == 1 and host and host.name not in places and re.search(r"\bwith\b", code.text):
        return [Item(host, code.start, code.start), *places.values()]
    return [*places.values()]
