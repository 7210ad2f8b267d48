"""Where a coded sentence names or means a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.networknames import known, network_heads, proper
from onemoon.mappings.reading.numberednames import WORDS_ORDINAL


@dataclass(frozen=True)
class Body:
    """A network where a coded sentence names or means it."""

    start: int
    end: int
    name: str
    event: bool = False
    """Whether it may as well be a meeting, so that only words of membership count."""


SYMBOL = re.compile(r"⟦([OE])(\d+)⟧")
MEANT = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]he same|said|our) (?i:organi[sz]ation|network|association|alliance|"
    r"league|union|"
    r"federation|club|body|"
    r"forum|grouping|council|coalition|conference|partnership|committee)\b(?! (?:of|for)\b)"
)


def bodies(code_text: str, sentence: Sentence, acronyms: Mapping[str, str], last: str) -> list[Body]:
    """The networks of a sentence in order; acronyms: full name of each that the text explains; last: the one meant."""
    found = []
    for match in SYMBOL.finditer(code_text):
        value = sentence.tags[int(match.group(2))].value
        if isinstance(value, Name) and (name := _named(value)):
            found.append(Body(match.start(), match.end(), name, match.group(1) == "E"))
    found += [Body(m.start(), m.end(), acronyms.get(m.group(), m.group())) for m in known().finditer(code_text)]
    for match in re.finditer(r"(?<![\w-])[A-Z][A-Za-z0-9]+(?![\w-])", code_text) if acronyms else ():
        if match.group() in acronyms and not any(one.start <= match.start() < one.end for one in found):
            found.append(Body(match.start(), match.end(), acronyms[match.group()]))
    if last:
        found += [
            Body(m.start(), m.end(), last, m.group().endswith(("forum", "conference")))
            for m in MEANT.finditer(code_text)
        ]
    return sorted(found, key=lambda one: one.start)


ORGAN = re.compile(
    r"^.*?\b(?:Meeting|Assembly|Committee|Board|Secretariat|Session|Conference|Presidium|Bureau|Office|"
    r"Group|Directors|Symposium|Congress|Forum) of (?:the )?(?=[A-Z])"
)
OFFICE = re.compile(
    r" (?:Secretariat|General Assembly|Executive Committee|Board|Office|Summit|Meeting|Symposium|Festival)$"
)


ORDINALS = "|".join(word.capitalize() for word in WORDS_ORDINAL)
GENERIC = re.compile(
    rf"(?:(?:\d+\w\w|{ORDINALS}) [A-Z]\w+|(?:\d+\w\w )?(?:General|Executive|Governing|Standing|Steering|Working|"
    rf"Annual|Regular|Extraordinary|"
    r"Plenary|Advisory|Preparatory|Joint|Organi[sz]ing|World|Local|City)"
    r"(?:-?\w+)? (?:Council|Committee|Board|Assembly|Meeting|Conference|Session|Congress|Forum|Group))$"
)
STRONG = {"Network", "Association", "Alliance", "League", "Union", "Federation", "Coalition", "Partnership"}


def _named(value: Name) -> str:
    """The network that an organisation's or event's name names; empty if none."""
    words = value.text.replace("’s", "").replace("'s", "").split()
    low = [i for i, word in enumerate(words) if word.capitalize() in network_heads()]
    if GENERIC.match(value.text):
        return ""
    inner = known().search(value.text)
    if inner and (inner.group() == value.text or not low):
        return inner.group()
    if not low or OFFICE.search(value.text):
        return ""
    cut = ORGAN.match(value.text)
    rest = value.text[cut.end() :] if cut else value.text
    if cut and any(word in network_heads() for word in rest.split()):
        return rest
    if inner and words[-1] not in STRONG:
        return inner.group()
    return value.text if proper(words, low[-1]) else ""


def acronyms_of(found: list[Sentence]) -> dict[str, str]:
    """Full name of each acronym that a document explains in brackets."""
    table: dict[str, str] = {}
    for sentence in found:
        for tag in sentence.tags:
            if tag.kind in "OE" and isinstance(tag.value, Name) and tag.value.acronym and (name := _named(tag.value)):
                table.setdefault(tag.value.acronym, name)
    return table
