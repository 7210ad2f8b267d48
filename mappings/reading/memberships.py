"""Memberships: which local governments a sentence says belong to a network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onemoon.mappings.reading.certainty import certainty
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.dates import When, resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.holders import subject
from onemoon.mappings.reading.membercues import words
from onemoon.mappings.reading.memberlists import listed
from onemoon.mappings.reading.membersmeant import as_members, barred, clause_start, likewise
from onemoon.mappings.reading.membersnear import BESIDES, enrolled, fellows, handed, near
from onemoon.mappings.reading.networks import Body, acronyms_of, bodies
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.united import united


@dataclass(frozen=True)
class Belonging:
    """A local government belongs to a network."""

    member: Item
    organization: str
    date: When | None
    spans: tuple[tuple[int, int], ...]
    rule: str = "member-of"
    confidence: float = 0.8


def belongings_in(
    codes: Sequence[Code],
    found: Sequence[Sentence],
    mentions: Mapping[int, Mention],
    host: Place | None,
    anchor: str | None,
) -> list[Belonging]:
    """The memberships that a document states, in prose first, then in its lists."""
    acronyms = acronyms_of(list(found))
    chosen: dict[tuple[Place, str], Belonging] = {}
    last, stated = "", -9
    named: list[list[Body]] = []
    for index, (code, sentence) in enumerate(zip(codes, found, strict=True)):
        here = bodies(code.text, sentence, acronyms, last)
        named.append(here)
        for rule, items, body in _stated(code, here, host, last, index - stated == 1):
            stated = index
            for item in items:
                rule = rule if any(tag.start == item.start for tag in sentence.tags) else "member-host"
                span = (sentence.start, sentence.end)
                one = Belonging(item, body, _date(code, anchor), (span,), rule, certainty(rule))
                chosen.setdefault((item.place, body), one)
        last = here[-1].name if here else last
    for item, body, span in listed(codes, found, mentions, named, host):
        chosen.setdefault(
            (item.place, body), Belonging(item, body, None, (span,), "member-list", certainty("member-list"))
        )
    return list(chosen.values())


def _date(code: Code, anchor: str | None) -> When | None:
    return resolve(next(iter(code.dates.values())), anchor) if len(code.dates) == 1 else None


def _stated(
    code: Code, here: Sequence[Body], host: Place | None, last: str, follows: bool
) -> Iterator[tuple[str, list[Item], str]]:
    """(rule, members, network) of each statement of a coded sentence."""
    held: list[Item] = []
    for body in here:
        before, after = _before(code, body, host, held), united(code, body)
        held = [*before, *after] or held
        for rule, items in (("member-of", before), ("unites", after)):
            if items:
                yield rule, items, body.name
    if held and BESIDES.fullmatch(code.text[: here[0].start]):
        yield "member-of", held, here[0].name
    if here and not held and (nearby := near(code, here)):
        held = nearby
        yield "member-near", nearby, here[0].name
    if held and (more := likewise(code)):
        yield "member-likewise", more, here[-1].name
    if not held and follows and last and (more := likewise(code)):
        yield "member-likewise", more, last
    if not held and last and (more := as_members(code, follows or not here)):
        yield "member-meant", more, here[-1].name if here else last


def _before(code: Code, body: Body, host: Place | None, held: list[Item]) -> list[Item]:
    """The places before a network that are said to belong to it."""
    text = code.text[: body.start].rstrip() + " "
    cue = words().belongs.search(text)
    if not cue:
        return _uncued(code, body, text, host, held)
    if apart := re.match(r": ⟦G(\d+)⟧", code.text[body.end :]):
        return code.groups[int(apart.group(1))] if DESCRIBED.search(text[: cue.start()]) else []
    if body.event and not MEMBERISH.search(cue.group()):
        return []
    low = clause_start(text, cue.start())
    if RETURNED.search(code.text[body.end :]):
        return subject(code, low, cue.start(), host)
    if _taken_back(code, body, text, cue):
        return []
    ours = [Item(host, code.start, code.start)] if host and OURSELVES.search(text, low, cue.start()) else []
    return _joint(code, body, [*subject(code, low, cue.start(), host), *ours, *handed(code, body)], cue.group())


def _taken_back(code: Code, body: Body, text: str, cue: re.Match[str]) -> bool:
    """Whether the words around a cue deny, plan or end the membership."""
    low = clause_start(text, cue.start())
    if barred(text[low : cue.start()]) or barred(text[max(low, cue.start() - 1) : cue.end()]):
        return True
    past = "|until" if PAST.match(cue.group()) else ""
    return bool(
        re.match(rf"[^.;]{{0,24}}\b(?:as (?:an? )?(?:observer|guest)|lapse|expire{past})", code.text[body.end :])
    )


def _joint(code: Code, body: Body, found: list[Item], cue: str) -> list[Item]:
    """The subject with those who joined it; of a mere `member of X, A` the place after."""
    if found and (joint := JOINTLY.match(code.text, body.end)):
        return [*found, *code.groups[int(joint.group(1))]]
    if found or not re.match(r"^(?:an? |the |fellow )*members? ", cue, re.IGNORECASE):
        return found
    after = code.groups_in(body.end, min(len(code.text), body.end + 30))
    return after[0][2] if after and re.fullmatch(r",? ?", code.text[body.end : after[0][0]]) else []


def _uncued(code: Code, body: Body, text: str, host: Place | None, held: list[Item]) -> list[Item]:
    """Members without a cue right before the network: the second of two networks, a gap, a front."""
    at = enrolled(code, body)
    if at is not None and not barred(text[clause_start(text, at) : at]):
        return subject(code, clause_start(text, at), at, host)
    if IN_WHICH.match(code.text, body.end) and not held:
        return subject(code, 0, len(code.text[: body.start]), host) if not code.groups_in(0, body.start) else []
    cue = None if held else COORDINATE.search(text)
    if cue and not barred(text[clause_start(text, cue.start()) : cue.end()]):
        return subject(code, clause_start(text, cue.start()), cue.start(), host)
    if held and AND_ALSO.search(text):
        return held
    if gap := GAP.search(text):
        return code.groups[int(gap.group(1))] if held else []
    if granted := ACCESSION.search(text):
        rest = text[: granted.start()] + code.text[body.end :]
        return [] if barred(rest) else code.groups[int(granted.group(1))]
    if (front := FRONTED.search(text)) and not barred(text[: front.start()]):
        return code.groups[int(front.group(1))]
    return fellows(code, body)


IN_WHICH = re.compile(
    r",? (?:to|of|in) which (?:it|we|the (?:city|town|province|prefecture|county)) (?:has |have |also )?(?:pays?|paid|"
    r"belongs?|belonged|is (?:a |an )?(?:\w+ )?member|are (?:\w+ )?members|sits?|holds? |has |acceded)\b"
)
PAST = re.compile(r"(?:was|were|belonged|joined|remained|stayed|members?|membership)\b")
AND_ALSO = re.compile(r"⟧?[^.;⟦]{0,30},? (?:and|as well as)(?: also)?(?: (?:of|to|in))? (?:the )?$")
GAP = re.compile(r"[,;] (?:and |while )?⟦G(\d+)⟧ (?:the |an? )?$")
ACCESSION = re.compile(r"\b(?:accession|admission|entry|admittance) of ⟦G(\d+)⟧ (?:in)?to (?:the )?$")
RETURNED = re.compile(
    r"^[^.;⟦]{0,12}(?:⟦D\d+⟧)?,? (?:and|but) (?:later |then )?(?:returned|rejoined|came back|was "
    r"readmitted)\b"
)
JOINTLY = re.compile(
    r"(?: (?:in|on) ⟦D\d+⟧)?,? (?:together with|along with|alongside|as did|as has|as have) (?:the )?⟦G(\d+)⟧"
)
MEMBERISH = re.compile(
    r"\bmember|belong|accession|acced|admitted|admission|rolls?\b|chair|presiden|found", re.IGNORECASE
)
FRONTED = re.compile(
    r"(?:^|[.;,] )\W*(?:(?:[Jj]ointly )?(?:[Ff]ounded|[Cc]reated|[Ss]et up|[Ee]stablished|[Ff]ormed|"
    r"[Ll]aunched|[Ii]nitiated|[Cc]haired|[Ll]ed)(?: jointly)?(?: (?:in|on) ⟦D\d+⟧)? by|"
    r"(?:[Ww]ith|[Ff]ollowing|[Aa]fter|[Tt]hanks to|[Uu]pon) the (?:admission|accession|entry|arrival|"
    r"addition|joining) of|[Ll]ike|[Aa]longside) ⟦G(\d+)⟧(?: (?:in|on) ⟦D\d+⟧)?,? (?:as members of )?(?:the "
    r")?$"
)
COORDINATE = re.compile(
    r"\b(?:belongs? to|members? of|joined|membership (?:of|in)) "
    r"[^.;⟦]{0,20}(?:⟦[A-FH-Z]\d+⟧[^.;⟦]{0,20})?(?:,| "
    r"and)(?: also)?(?: to| of| in)? (?:the )?$"
)
OURSELVES = re.compile(r"\b(?:with|like|and|including|besides) (?:ourselves|us)\b")
DESCRIBED = re.compile(r"\b(?:[Ii]ts|[Tt]he|[Oo]ur|[Aa]|[Tt]heir|[Oo]ne|[Tt]wo|[Tt]hree) (?:[\w⟦⟧-]+ ){0,4}$")
