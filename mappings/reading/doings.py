"""Who gave what to whom, and what is counted: gifts and figures, by the cues of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onemoon.mappings.reading.amounts import AMOUNT, Amount, amount
from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.lexicons import lexicon

PARTY = r"(?:the )?⟦[GO]\d+⟧"
THING = r"(?:(?:[\w'’&.,-]+|⟦D\d+⟧) ){0,9}?[\w'’&-]+"
SYMBOL = re.compile(r"⟦([GO])(\d+)⟧")
WILL = re.compile(
    r"\b(?:will|would|plans?|planned|hopes?|intends?|is to|are to|may|might|could|should|not|never|no|without|"
    r"agreed to|decided to|promised|pledged|offered to|wants?|if)\b|n't\b"
)
BEFORE = re.compile(r"\b(?:of|in|at|from|with|by|to|visiting|near|for|between|than)\s(?:the\s)?$")
LEAD = re.compile(r"^(?:(?:a|an|the|its|their|his|her|also|another|some|several|many|as a gift) )+", re.IGNORECASE)
MONEY = re.compile(r"\b(?:yen|won|yuan|dollars|euros?)\b")
PACKED = re.compile(r"(pieces|pairs|sets|copies|boxes|units|sheets|items|tons|tonnes|bags|cases|volumes) of ")
NUMBERED = re.compile(
    r"(?<![⟦\dA-Z])\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
    r"a (?:hundred|thousand|million))\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"population|home to|square|\bkm|tourists|visitors|travell?ers|members?\b|governments|municipalit|cities"
)
GIVEN = re.compile(r"donat|gifted|contributed")
WORTH = re.compile(
    r"\b(?:donat|gift|present|gave|giv|contribut|offer|sent|sends|deliver|ship|hand|provid|suppl|receiv|got|accept)"
)


@dataclass(frozen=True)
class Donation:
    """Something given: by whom, to whom, what, how much of it, when. Parties are places and names of organisations."""

    givers: tuple[Place | str, ...]
    takers: tuple[Place | str, ...]
    thing: str
    many: Amount | None
    unit: str | None
    when: When | None
    span: tuple[int, int]
    rule: str = "gift"
    confidence: float = 0.8


@dataclass(frozen=True)
class Count:
    """A number said of a government or an organisation."""

    about: Place | str
    measure: str
    many: Amount
    unit: str
    when: When | None
    span: tuple[int, int]
    rule: str = "figure"
    confidence: float = 0.75


@lru_cache(maxsize=1)
def gift_cues() -> tuple[re.Pattern[str], ...]:
    """The cues of gifts, compiled."""
    slots = {"giver": rf"(?P<giver>{PARTY})", "taker": rf"(?P<taker>{PARTY})", "thing": rf"(?P<thing>{THING})"}
    return tuple(re.compile(_filled(row["cue"], slots)) for row in lexicon("doings")["gift"])


class Measured(NamedTuple):
    """A cue of a figure; behind: whether the government may stand behind a preposition."""

    cue: re.Pattern[str]
    measure: str
    unit: str
    behind: bool


@lru_cache(maxsize=1)
def figure_cues() -> tuple[Measured, ...]:
    """The cues of figures, compiled."""
    found = []
    for row in lexicon("doings")["figure"]:
        who = rf"(?P<who>(?:[Tt]he )?⟦{row.get('of', 'G')}\d+⟧)"
        cue = re.compile(_filled(row["cue"], {"who": who, "n": AMOUNT}))
        found.append(Measured(cue, row["measure"], row["unit"], row.get("behind", False)))
    return tuple(found)


@lru_cache(maxsize=1)
def goods() -> re.Pattern[str]:
    """The nouns of what is given."""
    return re.compile(rf"\b(?:{'|'.join(lexicon('doings')['goods'].split())})\b", re.IGNORECASE)


def _filled(cue: str, slots: dict[str, str]) -> str:
    for name, pattern in slots.items():
        cue = cue.replace(f"<{name}>", pattern)
    return cue


def gifts_in(codes: Sequence[Code], found: Sequence[Sentence], anchor: str | None) -> list[Donation]:
    """The gifts that a document tells of, each once."""
    gifts: dict[tuple[object, ...], Donation] = {}
    for code, sentence in zip(codes, found, strict=True):
        if sentence.block.kind not in ("title", "row", "header") and _gives(code.text):
            for cue in gift_cues():
                for match in cue.finditer(code.text):
                    if one := _gift(code, sentence, match, anchor):
                        gifts.setdefault((one.givers, one.takers, one.thing), one)
    return list(gifts.values())


def _gives(text: str) -> bool:
    """Whether a sentence names two parties and may tell of a gift."""
    if text.count("⟦G") + text.count("⟦O") < 2 or not WORTH.search(text):
        return False
    return bool(GIVEN.search(text) or goods().search(text))


def _gift(code: Code, sentence: Sentence, match: re.Match[str], anchor: str | None) -> Donation | None:
    text = code.text
    clause = text[max(text.rfind("; ", 0, match.start()), 0) : match.end()]
    if WILL.search(clause) or BEFORE.search(text[: match.start()]):
        return None
    thing, many, unit = _what(match["thing"])
    if not thing or not (goods().search(match["thing"]) or GIVEN.search(match.group())):
        return None
    givers, takers = parties(code, sentence, match["giver"]), parties(code, sentence, match["taker"])
    if not givers or not takers or set(givers) & set(takers):
        return None
    return Donation(givers, takers, thing, many, unit, dated(code, anchor), (sentence.start, sentence.end))


def _what(words: str) -> tuple[str, Amount | None, str | None]:
    """(what is given, how many, the unit) of a phrase such as `some 5,000 KF94 masks`."""
    words = re.sub(r"⟦D\d+⟧ ?", "", words).strip(" ,")
    found = re.match(rf"{AMOUNT} (?=\w)", words)
    many = amount(found) if found else None
    rest = words[found.end() :] if found and many else LEAD.sub("", words)
    if many and not isinstance(many.value, int):
        many = None
    if money := MONEY.search(rest):
        return "money", many, money.group() if many else None
    if packed := PACKED.match(rest):
        return rest[packed.end() :], many, packed[1] if many else None
    return rest, many, rest.split()[-1] if many and rest else None


def parties(code: Code, sentence: Sentence, symbol: str) -> tuple[Place | str, ...]:
    """The places or the organisation that a symbol stands for."""
    match = SYMBOL.search(symbol)
    if not match:
        return ()
    if match[1] == "G":
        return tuple(item.place for item in code.groups[int(match[2])])
    value = sentence.tags[int(match[2])].value
    return (value.text,) if isinstance(value, Name) else ()


def dated(code: Code, anchor: str | None) -> When | None:
    """The only date of a sentence."""
    whens = [resolve(one, anchor) for one in code.dates.values()]
    return whens[0] if len(whens) == 1 else None


def figures_in(codes: Sequence[Code], found: Sequence[Sentence], anchor: str | None) -> list[Count]:
    """The figures that a document gives of governments and organisations, each once."""
    counts: dict[tuple[object, ...], Count] = {}
    for code, sentence in zip(codes, found, strict=True):
        if sentence.block.kind in ("title", "row", "header") or not COUNTED.search(code.text):
            continue
        for one in _figures(code, sentence, anchor):
            counts.setdefault((one.about, one.measure, one.many.value), one)
    return list(counts.values())


def _figures(code: Code, sentence: Sentence, anchor: str | None) -> Iterator[Count]:
    if not NUMBERED.search(code.text):
        return
    for cue, measure, unit, behind in figure_cues():
        for match in cue.finditer(code.text):
            many, whose = amount(match), parties(code, sentence, match["who"])
            if not many or len(whose) != 1 or WILL.search(code.text[: match.end()]):
                continue
            if behind or not BEFORE.search(code.text[: match.start("who")]):
                yield Count(whose[0], measure, many, unit, dated(code, anchor), (sentence.start, sentence.end))
