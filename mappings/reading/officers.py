"""People and the offices they hold, each person once however often named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.nameforms import OFFICES
from onemoon.mappings.reading.people import Human
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.tag import Tag

GOVERNING = re.compile(
    r"\b(?:mayor|governor|vice[- ]mayor|vice[- ]governor|deputy[- ]mayor|deputy[- ]governor|magistrate|prefect)\b",
    re.IGNORECASE,
)
LIKE = re.compile(
    r"^(?:his |her |their )?(?:\w+ )?(?:counterpart|colleague|opposite number|successor|predecessor)"
    r"s?$",
    re.IGNORECASE,
)
VERBS = {
    "heads": "Head",
    "head": "Head",
    "chairs": "Chair",
    "chair": "Chair",
    "leads": "Leader",
    "lead": "Leader",
    "directs": "Director",
    "runs": "Head",
    "presides over": "President",
    "holds": "",
}


ELSEWHERE = re.compile(
    r"\b(?:its|their|visiting|dear|for (?:the|its) (?:hosts?|guests?|partners?)[\w ]*)\s(?:[\w-]+\s){0,2}"
    r"(?:mayor|governor|magistrate|prefect),?\s$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r",?\s(?:(?:who|is|was|as|the|a|an|its)\s){0,3}"
    r"(?:(?!and (?:the|an?|its|his|her)\b)[\w&/-]+,?\s){0,6}?(?:of|at|from|for|in)\s(?:the\s)?|,\s|\s\("
    rf"|,\s{OFFICES},\s"
)


WHOSE = re.compile(r"(?:,? [A-Z][\w ]{2,20})?,?\s(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?")


@dataclass(frozen=True)
class Officer:
    """A person, the office and whose office it is."""

    name: str
    office: str
    place: Place | None
    organization: str | None
    former: bool
    spans: tuple[tuple[int, int], ...]
    also: tuple[str, ...] = ()
    presumed: bool = False
    """Whether the seat is only that of the document's host."""
    foreign: bool = False
    """Whether the words before the name point to another government than the host."""


def officers_in(found: Sequence[Sentence], mentions: dict[int, Mention], host: Place | None) -> list[Officer]:
    """The people of a document who have an office or affiliation."""
    officers: list[Officer] = []
    for sentence in found:
        for index, tag in enumerate(sentence.tags):
            if tag.kind == "H":
                human = _officer(sentence, index, tag, mentions, officers)
                if sentence.block.kind != "title" or _seated(human):
                    officers.append(human)
        if sentence.block.kind == "row" and (one := _columned(sentence, mentions)):
            officers.append(one)
    merged = _merged(officers)
    return [_hosted(one, host) for one in merged if one.office or one.organization or one.place]


def _hosted(one: Officer, host: Place | None) -> Officer:
    """A mayor or governor of no place named is presumed to be the host's."""
    if host and not one.foreign and not one.place and not one.organization and GOVERNING.search(one.office):
        return replace(one, place=host, presumed=True)
    return one


def _seated(one: Officer) -> bool:
    """Whether a heading tells enough of a person: a full name, an office and whose it is."""
    return len(one.name.split()) > 1 and bool(one.office and (one.place or one.organization))


def _columned(sentence: Sentence, mentions: dict[int, Mention]) -> Officer | None:
    """A name in a column headed Mayor, Chair, Representative …"""
    block = sentence.block
    index = next((i for i, (a, _) in enumerate(block.cells) if a <= sentence.start < _), None)
    if index is None or index >= len(block.header):
        return None
    office = re.search(
        r"(?i)\b(?:chair|mayor|governor|head|representative|speaker|director|leader|"
        r"president)\b.*|.*\b(?:chair|director|head)\b",
        block.header[index],
    )
    name = " ".join(sentence.text.split())
    if not office or not re.fullmatch(r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){1,3}", name):
        return None
    return Officer(name, block.header[index], None, None, False, ((sentence.start, sentence.end),))


def _officer(
    sentence: Sentence, index: int, tag: Tag, mentions: dict[int, Mention], before: Sequence[Officer]
) -> Officer:
    human: Human = tag.value
    office = VERBS.get(human.office.lower(), human.office)
    if "same office" in human.rest and before:
        office = before[-1].office
    if LIKE.match(office) and before and not office.lower().endswith(("predecessor", "successor")):
        office = next((one.office for one in reversed(before) if one.office), "")
    place, organization = _seat(sentence, index, tag, mentions, human)
    office = re.sub(
        r"^(?:the|a|an|then|former|current|new|previous|two|incumbent)\s+", "", office.strip(), flags=re.IGNORECASE
    )
    spans = ((tag.start, tag.end),)
    foreign = _foreign(sentence, tag)
    return Officer(usual(human.name), office, place, organization, human.former, spans, foreign=foreign)


def _foreign(sentence: Sentence, human: Tag) -> bool:
    """Whether the office belongs to somebody else's government: `its mayor, …`, `the American mayor, …`."""
    if ELSEWHERE.search(sentence.text[: human.start - sentence.start][-44:]):
        return True
    return any(tag.kind == "C" and tag.value[2] and 0 <= human.start - tag.end < 20 for tag in sentence.tags)


def _seat(
    sentence: Sentence, index: int, tag: Tag, mentions: dict[int, Mention], human: Human
) -> tuple[Place | None, str | None]:
    """The government or organisation that stands with the office: after it, or right before a title."""
    around = [*sentence.tags[index + 1 : index + 3]]
    for other in around:
        gap = sentence.text[tag.end - sentence.start : other.start - sentence.start]
        if not AFTER.fullmatch(gap) or other.kind == "H":
            break
        if other.kind == "O" and isinstance(other.value, Name):
            return None, other.value.text
        if other.kind == "P" and other.start in mentions and (human.office or "from" in gap or " of " in gap):
            return mentions[other.start].place, None
    for other in reversed(sentence.tags[max(0, index - 2) : index]):
        gap = sentence.text[other.end - sentence.start : tag.start - sentence.start]
        if other.kind == "P" and other.start in mentions and human.rest.startswith("of") and WHOSE.fullmatch(gap):
            return mentions[other.start].place, None
        if (
            len(gap) < 50
            and re.fullmatch(r"(?:'s|’s)?\s*(?:\(|(?:the |then )?(?:[\w-]+\s){0,4})?(?:[\w.-]+,?\s)?", gap)
            and (human.office or re.match(r"['’]s\s$", gap))
        ):
            if other.kind == "O" and isinstance(other.value, Name):
                return None, other.value.text
            if other.kind == "P" and other.start in mentions:
                return mentions[other.start].place, None
    return None, None


def usual(name: str) -> str:
    """A name with its family name in ordinary letters: `OU Boqian` gives `Ou Boqian`."""
    return " ".join(
        "-".join(
            part.capitalize() if part.isupper() and len(part) > 1 and "." not in part else part
            for part in word.split("-")
        )
        for word in name.split()
    )


def _merged(officers: Sequence[Officer]) -> list[Officer]:
    """Persons named twice become one: `Mayor Nakagawa` is Nakagawa Gen if one such is named."""
    chosen: list[Officer] = []
    for one in sorted(officers, key=lambda officer: -len(officer.name.split())):
        tokens = set(re.findall(r"\w+", one.name.lower()))
        for index, other in enumerate(chosen):
            if tokens <= set(re.findall(r"\w+", other.name.lower())):
                better = other if other.office else replace(other, office=one.office)
                if not (better.place or better.organization):
                    better = replace(better, place=one.place, organization=one.organization)
                chosen[index] = replace(
                    better, spans=(*better.spans, *one.spans), former=better.former and (one.former or not one.office)
                )
                break
        else:
            chosen.append(one)
    return sorted(chosen, key=lambda officer: officer.spans[0])
