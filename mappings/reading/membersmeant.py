"""Members of a network that a sentence means without naming it: `as is B`, `the new members are A and B`."""

from __future__ import annotations

import re
from functools import lru_cache

from onemoon.mappings.reading.clauses import clauses
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.holders import subject
from onemoon.mappings.reading.lexicons import lexicon


@lru_cache(maxsize=1)
def _taken_back() -> re.Pattern[str]:
    words = "|".join(part.strip() for part in lexicon("networks")["barred"].split("|"))
    return re.compile(rf"\b(?:{words})\b|n't\b", re.IGNORECASE)


def barred(text: str) -> bool:
    """Whether words plan, deny or end a membership, or speak of a guest."""
    return bool(_taken_back().search(text))


def clause_start(text: str, at: int) -> int:
    """Where the clause of a position begins."""
    return next((low for low, high in clauses(text) if low <= at < high), 0)


LIKEWISE = re.compile(
    r"\b(?:as|[Ss]o|nor) (?:is|are|was|were|does|do|did|has|have)(?:, [^,;.⟦]{2,40},)?(?: (?!not\b)[a-z-]+){0,2} "
    r"⟦G(\d+)⟧|⟦G(\d+)⟧ (?:does|do|is|are|was|did|"
    r"has|have)(?: so)?,? (?:too|also|as well|likewise)\b|"
    r"⟦G(\d+)⟧ (?:likewise|similarly|also) (?:is|are|belongs?|joined)|⟦G(\d+)⟧ (?:joined|followed|came in|"
    r"entered)(?: it)?(?: (?:a|one|two|three) \w+ later| in ⟦D\d+⟧| later| suit)"
)


def likewise(code: Code) -> list[Item]:
    """The places of which the same is said: `as is B`, `B does too`."""
    match = LIKEWISE.search(code.text)
    if not match or barred(code.text[max(0, match.start() - 20) : match.end()]) or match.group().startswith("nor"):
        return []
    return code.groups[int(next(one for one in match.groups() if one))]


BARE = re.compile(r"⟧ (?:is|are|was|were|has been|have been) (?:also |both |all )?(?:an? )?members?\b(?! of)")
MEMBERS = re.compile(
    r"\b(?:as|becom\w+|became|is|are|were|was|been) (?:an? |the |its |both |all |also )*(?:(?:new|newest|"
    r"latest|full|regular|active|founding|permanent|ordinary|\w+th|\w+st|\w+nd|\w+rd) )+members?\b"
    r"(?! of (?!the))|\bas (?:a |the )?member (?:unit|city|government|region|state|province)s?\b|"
    r"\b(?:(?:completed|finished) the accession|membership (?:was|has been) (?:approved|confirmed|accepted|"
    r"granted))"
)
NEWLY = re.compile(
    r"\b(?:approved|accepted|granted|ratified) the (?:applications?|accession|admission|membership|"
    r"entry)(?: of|"
    r" by| from) ⟦G(\d+)⟧|\b(?:certificate|plaque|flag|letter) of membership to ⟦G(\d+)⟧|"
    r"\b(?:[Aa]dmitted|[Aa]ccepted|[Ww]elcomed|[Rr]eceived|[Tt]ook in)(?: [^;.⟦]{2,30},)?(?: the)? ⟦G(\d+)⟧,? as "
    r"(?:an? "
    r"|the |its )?(?:[\w-]+ ){0,2}members?\b(?! of)|"
    r"\b(?:new|newest|latest|founding|full) members?(?: (?:are|is|were|was|include))?:?,? (?:the )?⟦G(\d+)⟧"
)


def as_members(code: Code, bare: bool = False) -> list[Item]:
    """The places that appear as members of the network last named."""
    if newly := NEWLY.search(code.text):
        return (
            [] if barred(code.text[: newly.start()]) else code.groups[int(next(one for one in newly.groups() if one))]
        )
    match = MEMBERS.search(code.text) or (BARE.search(code.text) if bare else None)
    if not match or re.search(r"\b(?:not|never|observers?|hop\w+|appl\w+|want\w*|wish\w*)\b", code.text[: match.end()]):
        return []
    return subject(code, clause_start(code.text, match.start()), match.start() + 1, None)
