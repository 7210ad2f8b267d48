"""Legends: what a page says that its own marks mean, such as `● sister city`, `"S" stands for …`, `A holds the …`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onemoon.mappings.reading.topics import KIND, kind_of

SIGNS = "●○◎◇◆□■★☆△▲▽▼×✕✗✓✔※†‡§◉♥♡♣♠♦"
SAYS = re.compile(
    rf"(?:(?P<sign>[{SIGNS}])|(?<![\w'’.])(?P<open>[\"“'(\[]{{0,2}})(?P<letter>[A-Z])(?!\w))"
    r"(?P<close>[\"”')\]]{0,2})[ \t]{0,3}"
    r"(?P<verb>(?:[:=–—-]|stands? for|means?|denotes?|marks?|indicates?|signifies|holds|(?:is|are|for)\b)?)[ \t]{0,3}"
    rf"(?P<words>[^;.,\n{SIGNS}\"“]{{3,80}})"
)
NO_TIE = re.compile(r"\bmemorand|\bmou\b|\bobserver|\bexchanges?\b(?! of)|\bcooperation\b|\bno (?:agreement|tie)", re.I)
OVER = re.compile(
    r"\b(?:closed|struck|over|former\w*|cancel\w*|dissolved|ended|suspended|lapsed|terminated|dormant)\b", re.I
)
AHEAD = re.compile(
    r"\b(?:discuss\w*|negotiat\w*|plann\w*|prepar\w*|pending|consider\w*|applied|proposed|candidate|talks|not yet|"
    r"no paper)\b",
    re.I,
)


@dataclass(frozen=True)
class Mark:
    """What a mark says of a tie: its kind ("" if not said), its status; status None: no tie at all."""

    kind: str
    status: str | None


def legend(text: str) -> dict[str, Mark]:
    """The marks that a text explains, by their signs; none unless one of them is said to mean a tie and all differ."""
    if not KIND.search(text):
        return {}
    found: dict[str, Mark] = {}
    for match in SAYS.finditer(text):
        sign, words = match["sign"] or match["letter"], " ".join(match["words"].split())
        set_apart = match["sign"] or match["verb"] or match["open"] and match["close"]
        if set_apart and sign not in found and _means(words):
            found[sign] = _mark(words)
    telling = [mark for mark in found.values() if mark.kind]
    return found if len(found) > 1 and telling else {}


def _means(words: str) -> bool:
    short = " ".join(words.split()[:6])
    return bool(KIND.search(short) or SISTERHOOD.search(short) or NO_TIE.search(short) or OVER.search(short))


SISTERHOOD = re.compile(r"\b(?:sisters?|twins?|friends?|partners?|sisterhood|twinning)\b", re.I)


def _mark(words: str) -> Mark:
    found = SISTERHOOD.search(words)
    kind = kind_of(words) or (found and kind_of(found.group().removesuffix("s").removesuffix("hood"))) or ""
    kind = kind or ("sister" if found else "")
    if NO_TIE.search(words) and not kind:
        return Mark("", None)
    return Mark(kind, "ended" if OVER.search(words) else "planned" if AHEAD.search(words) else "in-force")


def marked(text: str, marks: Mapping[str, Mark]) -> Mark | None:
    """What the mark in an entry or cell means, if there is one that stands alone."""
    for sign, mark in marks.items():
        if re.search(rf"(?:^|[\s(\[\"“~|]){re.escape(sign)}(?=[\s)\],;.:\"”~|]|$)", text):
            return mark
    return None
