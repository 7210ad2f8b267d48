"""Agreements whose parties are told by their signers: two mayors, `the two cities`, the heading above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.compacts import BARE, Compact
from onemoon.mappings.reading.cues import Cues
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.officers import Officer

PAPER = re.compile(
    r"\b(?:memorand(?:um|a)(?: of (?:understanding|cooperation|agreement))?|MOUs?|MoUs?|letters? of intent|"
    r"joint (?:statement|declaration)|(?:[\w-]+ )?(?:agreement|accord|pact|protocol|treaty|understanding))\b"
)
SIGNED = re.compile(
    r"\b(?:signed|sign|signs|concluded|inked|initial(?:l)?ed|"
    r"put (?:his|her|their) (?:name|signature|seal)s? to|sealed)\b"
)
PLANNED = re.compile(
    r"\b(?:will|would|to be signed|plans?|planned|hopes?|intends?|expected|is to|are to|propos\w+|draft|yet to|may|"
    r"might|could|if|not|never|no|without|expired|whether)\b|n't\b"
)
PAIR = re.compile(
    r"\b(?:[Tt]he|[Tt]heir|[Bb]oth|[Tt]hose) (?:two |both )?"
    r"(?:mayors|governors|sides|parties|leaders|heads|delegations|chairmen|chairs|organi[sz]ations|bodies|"
    r"(?:town |city )?halls|councils|assemblies|administrations|houses|offices|directors|presidents|rectors)\b|"
    r"\b(?:[Tt]hey|[Bb]oth|[Pp]arties|[Ss]ides)(?= (?:also |then |later )?(?:signed|concluded|inked))"
)
PASSIVE = re.compile(
    r"^(?:The|This|That|A|An) (?:[\w-]+ ){0,3}(?:memorandum|MOU|agreement|accord|pact|protocol|paper|document)\b"
)
HEADED = re.compile(r"⟦G(\d+)⟧,? (?:to )?(?:sign|ink|conclude)s? (?:an? |the |new )?")
ABOUT = re.compile(r"\s(?:on|for|about|covering|concerning|in the field of)\s(?:the )?([^,.;⟦]{3,60})")
BACK = 4
"""How many sentences back the two parties may be named."""
Party = Item | str
Spans = tuple[tuple[int, int], ...]


def signed_by(
    codes: Sequence[Code],
    found: Sequence[Sentence],
    officers: Sequence[Officer],
    known: Sequence[Compact],
    host: Place | None,
    anchor: str | None,
    cues: Cues,
) -> list[Compact]:
    """The signed agreements that `compacts_in` can't tell, because no clause names both parties."""
    told = {span[0] for one in known for span in one.spans}
    pairs = {_key(one.parties) for one in known}
    signers = _seats(found, officers)
    compacts: list[Compact] = []
    for index, (code, sentence) in enumerate(zip(codes, found, strict=True)):
        if (
            sentence.start in told
            or sentence.block.kind not in ("paragraph", "item", "answer")
            or not _signs(code, cues)
        ):
            continue
        parties, spans = _parties(index, codes, found, signers, host)
        if len(parties) == 2 and _key(parties) not in pairs:
            pairs.add(_key(parties))
            compacts.append(_compact(code, parties, spans, anchor))
    return compacts


def _compact(code: Code, parties: tuple[Party, ...], spans: Spans, anchor: str | None) -> Compact:
    """A paper with a subject is more than the twins' own agreement."""
    subject = _subject(code.text)
    return Compact(parties, subject, _when(code, anchor), spans, bool(subject), "signers", 0.7)


def _key(parties: Sequence[Party]) -> frozenset[object]:
    return frozenset(party.place if isinstance(party, Item) else party for party in parties)


def _signs(code: Code, cues: Cues) -> bool:
    """Whether a sentence tells of the signing of a paper that makes nobody twins."""
    paper, signed = PAPER.search(code.text), SIGNED.search(code.text)
    if not paper or not signed or PLANNED.search(code.text):
        return False
    if BARE.search(code.text[: paper.end()]):
        return False
    return not any(cue.strong or "friend" in cue.text for cue in cues.find(code.text))


def _seats(found: Sequence[Sentence], officers: Sequence[Officer]) -> dict[int, Party]:
    """Whose officer stands at an offset, and whose a family name alone means."""
    seats: dict[int, Party] = {}
    for one in officers:
        seat: Party | None = Item(one.place, *one.spans[0]) if one.place else one.organization
        if seat:
            seats |= {start: seat for start, _ in one.spans}
    return seats


def _parties(
    index: int, codes: Sequence[Code], found: Sequence[Sentence], signers: dict[int, Party], host: Place | None
) -> tuple[tuple[Party, ...], Spans]:
    """(the two parties, the spans that tell): the signers' own, else the two named last."""
    sentence, text = found[index], codes[index].text
    own = (sentence.start, sentence.end)
    seats = _unlike([signers[tag.start] for tag in sentence.tags if tag.kind == "H" and tag.start in signers])
    if len(seats) == 2:
        return seats, (own,)
    if seats or not (PAIR.search(text) or PASSIVE.match(text)):
        return (), ()
    for before in range(index, max(-1, index - BACK - 1), -1):
        if before != index and found[before].block.kind == "title" and not HEADED.search(codes[before].text):
            break
        named = _unlike(
            [item for group in codes[before].groups for item in group]
            + [signers[tag.start] for tag in found[before].tags if tag.kind == "H" and tag.start in signers]
        )
        if len(named) == 1 and host and before >= index - 2 and before != index:
            named = _unlike((Item(host, sentence.start, sentence.start), *named))
        if len(named) == 2:
            return named, (own, (found[before].start, found[before].end))
        if len(named) > 2:
            break
    return (), ()


def _unlike(parties: Sequence[Party]) -> tuple[Party, ...]:
    """The parties, each once."""
    return tuple({party.place if isinstance(party, Item) else party: party for party in parties}.values())


def _when(code: Code, anchor: str | None) -> When | None:
    whens = [when for one in code.dates.values() if (when := resolve(one, anchor))]
    return whens[0] if len(whens) == 1 else None


def _subject(text: str) -> str:
    paper = PAPER.search(text)
    about = ABOUT.match(text[paper.end() :]) if paper else None
    return re.sub(r"\s(?:with|between|at|in|on|by|during)\s.*$", "", about[1]).strip() if about else ""
