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
    r"\b(?:[Mm]emorand(?:um|a)(?: of (?:understanding|cooperation|agreement))?|MOUs?|MoUs?|"
    r"[Ll]etters? of intent|(?:\w+ )?agreements?|protocols?|treat(?:y|ies)|accords?|joint "
    r"(?:statement|declaration)|pacts?|deals?|understanding|contracts?)\b"
)
BITS = re.compile(
    r"emorand|MO[Uu]|MoU|etters? of|greement|rotocol|reat(?:y|ies)|ccord|oint |[Pp]act|deal|nderstanding|ontract"
)
"""Bits of the names of papers: a sentence without one is not looked at."""
SIGNED = re.compile(
    r"\b(?:sign(?:ed|s|ing|atures?)|conclud(?:ed|es|ing)|inked|exchanged|initial(?:l)?ed|countersigned|"
    r"entered into|put (?:his|her|their|its|our)(?: [\w']+)? (?:name|signature|seal)s?|dated|reached|struck|made "
    r"between|sealed|did sign|(?:did|made|drew up|closed) (?:an?|the)"
    r"(?= (?:[\w-]+ )?(?:agreement|memorandum|accord|pact|treaty|protocol|MOU)))\b"
)
STANDS = re.compile(
    r"\b(?:(?:has|have|had|keeps?|maintains?|holds?) (?:also |long |only )?(?:had |kept )?an? (?:[\w-]+ ){0,3}"
    r"(?:memorandum|mou|agreement|accord|pact|protocol|treaty)|rests? on|exist(?:s|ed)|"
    r"there(?:'s| is| was| has been) an? (?:[\w-]+ ){0,2}(?:memorandum|mou|agreement|accord|protocol)|"
    r"(?:is|are) part(?:y|ies)|"
    r"in (?:force|effect|operation)|binds?|bound by|linked by|bears? the|carr(?:y|ies) the (?:date|signature))\b",
    re.IGNORECASE,
)
"""A paper that is there was signed, if it is told what it is about."""
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


WHICH = re.compile(r",?\s(?:to|by|with|between) which\b")


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
        if sentence.block.kind in ("paragraph", "item", "answer", "question") and BITS.search(code.text):
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
    paper = paper_in(text, cues)
    if not paper or not (SIGNED.search(text) or STANDS.search(text) and ON.match(text, paper.end())):
        return None
    intent = is_intent(paper)
    parties = _parties(code, sentence, clause, host)
    if not parties and (re.search(r"\bthey\b", text) or WHICH.match(code.text, clause[1])):
        parties = _parties(code, sentence, (0, len(code.text)), None)
    if len(parties) < 2 or _ill_matched(parties, text):
        return None
    dates = [
        resolve(found, anchor, year)
        for number, found in code.dates.items()
        if clause[0] <= code.text.find(f"⟦D{number}⟧") < clause[1]
    ]
    return Compact(
        tuple(parties),
        subject_of(paper),
        next((when for when in dates if when), None),
        ((sentence.start, sentence.end),),
        intent,
    )


def _ill_matched(parties: Sequence[Item | str], text: str) -> bool:
    """Whether what is meant by `the two provincial leaders` is not two provinces."""
    return bool(PROVINCIAL.search(text)) and any(isinstance(one, Item) and one.place.level != 1 for one in parties)


PROVINCIAL = re.compile(r"⟦G\d+⟧ (?:provincial|prefectural|regional|state) [a-z]+s\b")
ON = re.compile(r"(?: with ⟦G\d+⟧)?\s(?:on|for|about|covering|concerning|in the field of)\s([^,.;⟦]{3,60})")
BARE = re.compile(r"\b(?:[Tt]heir|[Tt]h(?:e|is|at)|[Ii]ts|[Oo]ur) (?:pact|agreement|accord|treaty|deal)s?$")


def is_intent(paper: re.Match[str]) -> bool:
    """Whether a paper is a memorandum or a letter."""
    return paper.group().lower().startswith(("letter", "memorand", "mou"))


def paper_in(text: str, cues: Cues) -> re.Match[str] | None:
    """The paper of a clause, if it makes nobody twins and is neither planned nor denied."""
    paper = PAPER.search(text)
    if not paper or DENIED.search(text[: max(paper.end(), *(m.end() for m in SIGNED.finditer(text)), 0)]):
        return None
    ties = cues.find(text)
    if not is_intent(paper):
        known = BARE.search(text[: paper.end()]) and not ON.match(text, paper.end())
        return None if known or ties or PLANNED.search(text) else paper
    if PLANNED.search(text[: paper.start()]):
        return None
    near = any(cue.strong and cue.start < paper.start() + 60 for cue in ties)
    return None if near and not paper.group().lower().startswith("letter") else paper


OUTSIDE = re.compile(r"\s(?:with|between|among|in|on|at|by|that|which|was|were|is|signed|to|and the|and)(?:\s.*)?$")


def subject_of(paper: re.Match[str]) -> str:
    """What a paper is said to be about."""
    about = ON.match(paper.string, paper.end())
    return OUTSIDE.sub("", about.group(1)).strip() if about else _adjective(paper.group())


def _adjective(paper: str) -> str:
    """The subject before the paper's name: `economic agreement`."""
    return paper.split(" ")[0] if paper.endswith(("agreement", "agreements")) and " " in paper else ""


def _parties(code: Code, sentence: Sentence, clause: tuple[int, int], host: Place | None) -> list[Item | str]:
    places: dict[str, Item | str] = {}
    organizations: dict[str, Item | str] = {}
    for start, _, group in code.groups_in(*clause):
        if re.search(
            r"\b(?:in|at|visited|near|[Ii]ndependently of|[Aa]part from|[Bb]esides?|outside)\s(?:the\s)?$",
            code.text[:start],
        ):
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
