"""Memberships of networks, and agreements that are no twinning."""

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
from onemoon.mappings.reading.tiewords import ADJUNCT

ORG = r"(?:⟦O(\d+)⟧|((?:[A-Z][\w&'-]+|[A-Z]{2,8})(?:(?: for| of| the| and| on)* [A-Z][\w&'-]+){0,6}))"
MEMBER = re.compile(
    rf"\b(?:(?:is|are|was|were|been|becom\w+|became|remains?|as) (?:also |now |both |all |each "
    rf"|thus |a |an |the |full |founding |associate |active |regular |\w+th |newest |first "
    rf"){{0,4}}members? (?:\w+ )?(?:of|in)|member(?: city| cities| government| region)?s? of|"
    rf"membership (?:of|in)|belongs? to|belonged to|join(?:s|ed|ing)|admitted (?:in)?to|"
    rf"accession to|acceded to|affiliated (?:with|to))(?: the| a| an)? {ORG}"
)
ANAPHOR = re.compile(
    r"\b(?:joined|joins|belongs? to|(?:is|are|was|were|became) (?:also )?(?:an? )?members? "
    r"of) (?:the|this|that) (?:organi[sz]ation|network|association|alliance|forum)\b(?! (?:of|"
    r"for))"
)
NETWORKISH = re.compile(
    r"network|association|alliance|league|union|forum|mayors|cities|governments|"
    r"organi[sz]ation|council|coalition|partnership|federation|society|[A-Z]{3,}"
)
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
class Belonging:
    """A local government belongs to a network."""

    member: Item
    organization: str
    date: When | None
    spans: tuple[tuple[int, int], ...]
    rule: str = "member-of"
    confidence: float = 0.8


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


def belongings_in(
    codes: Sequence[Code], found: Sequence[Sentence], host: Place | None, anchor: str | None
) -> list[Belonging]:
    """The memberships that a document states."""
    found_: dict[tuple[Place, str], Belonging] = {}
    last = ""
    for code, sentence in zip(codes, found, strict=True):
        if last and (match := ANAPHOR.search(code.text)) and not DENIED.search(code.text[: match.start()][-40:]):
            items = [
                group for start, _, group in code.groups_in(0, match.start()) if not ADJUNCT.search(code.text[:start])
            ]
            for one in _of(items[0], last, [], sentence) if items else []:
                found_.setdefault((one.member.place, one.organization), one)
        for one in _listed(code, sentence):
            found_.setdefault((one.member.place, one.organization), one)
        for match in MEMBER.finditer(code.text):
            if DENIED.search(code.text[: match.start()][-40:]) or PLANNED.search(code.text[: match.start()][-40:]):
                continue
            for one in _belonging(code, sentence, match, host, anchor):
                found_.setdefault((one.member.place, one.organization), one)
                last = one.organization
    return list(found_.values())


INCLUDES = re.compile(
    r"\bmembers? (?:\w+ )?of (?:the )?⟦O(\d+)⟧ (?:now )?(?:include|are|is|were)[: ]+(?:the )?⟦G(\d+)⟧|"
    r"⟦O(\d+)⟧[^.;⟦]{0,30}?\b(?:members?|member \w+)(?: now)?(?: include| are| is|:|,? including|,? among them|"
    r",? such as):? ⟦G(\d+)⟧|"
    r"⟦O(\d+)⟧[^.;⟦]{0,40}\b(?:admitted|welcomed|accepted|counts?) ⟦G(\d+)⟧ (?:as (?:an? |"
    r"its )?(?:\w+ )?members?|among its members)|"
    r"^As (?:an? |the )?(?:\w+ )?members? of (?:the )?⟦O(\d+)⟧, ⟦G(\d+)⟧|"
    r"⟦O(\d+)⟧ (?:unites|links|groups|brings together|comprises|is made up of|consists of) (?:the )?⟦G(\d+)⟧",
    re.IGNORECASE,
)


def _listed(code: Code, sentence: Sentence) -> list[Belonging]:
    """The members that an organisation's own list names."""
    found = []
    for match in INCLUDES.finditer(code.text):
        number, group = (one for one in match.groups() if one)
        name = _organization(sentence, number)
        if name and not DENIED.search(code.text[: match.end()]) and not PLANNED.search(code.text):
            found += _of(code.groups[int(group)], name, [], sentence)
    return found


MORE = re.compile(rf"(?: network)?,? and (?:also )?(?:to|of|in) (?:the )?{ORG}")


def _belonging(
    code: Code, sentence: Sentence, match: re.Match[str], host: Place | None, anchor: str | None
) -> list[Belonging]:
    name = _organization(sentence, match.group(1)) if match.group(1) else match.group(2)
    if not name or not (NETWORKISH.search(name) or NETWORKISH.search(name.lower())):
        return []
    subject = [group for start, _, group in code.groups_in(0, match.start()) if not ADJUNCT.search(code.text[:start])]
    items = (
        subject[0]
        if subject
        else [Item(host, code.start, code.start)]
        if host and not code.groups_in(0, match.start())
        else []
    )
    dates = [resolve(one, anchor) for one in code.dates.values()]
    if more := MORE.match(code.text, match.end()):
        return [*_belonging(code, sentence, more, host, anchor), *_of(items, name, dates, sentence)] if items else []
    return _of(items, name, dates, sentence)


def _of(items: Sequence[Item], name: str, dates: Sequence[When | None], sentence: Sentence) -> list[Belonging]:
    return [
        Belonging(item, name, dates[0] if len(dates) == 1 else None, ((sentence.start, sentence.end),))
        for item in items
    ]


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
