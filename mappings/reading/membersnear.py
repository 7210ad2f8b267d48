"""Memberships that no construction gives: the free places of a sentence about belonging to its only network."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.holders import free
from onemoon.mappings.reading.membersmeant import barred, clause_start
from onemoon.mappings.reading.networks import Body

SPEAKS = re.compile(
    r"\b(?:members?|membership|belong\w*|join\w*|enter(?:s|ed|ing)?|entry|acce(?:ded|ssion)|admi(?:tted|"
    r"ssion)|found(?:ed|ing|ers?)|seat|dues|fees|rolls?|ranks|circle|family|"
    r"found its way (?:in)?to|at home in|part of|newcomers?|counts?|forms?|formed|make up|makes up|in it "
    r"from|were there|was there|among|one of|newest|youngest|oldest|latest|rejoin\w*|"
    r"chair\w*|presiden\w*|took part in founding|signatory|signator\w+|charter)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:host(?:s|ed|ing)?|visit\w*|welcom\w+|letters?|wrote|stud(?:y|ies|ied)|reports?|thank\w*|prais\w+|"
    r"assembl\w+|congress|conference|summit|session|meetings?|met|meets?|office|"
    r"secretariat|headquarter\w*|seat of|its seat|delegat\w+|guests?|award\w*|memorand\w+|mou|agreement|"
    r"treaty|project|programme|program|forum|seminar|workshop|training|fund\w*|donat\w+|"
    r"exhibition|festival|organi[sz]ed|held|took place|venue|spoke|speech|address\w*|told|representatives?|"
    r"officials?|mayors? of|governor|university|company|chamber)\b",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"[^⟦.;]{0,40}\(⟦G(\d+)⟧")
FROM = re.compile(r"[^⟦.;]{0,20} from ⟦G(\d+)⟧")
CAME = re.compile(
    r"[^⟦.;]{0,20}\b(?:came|went|fell|was granted|were granted|passed|extended|belongs?|belonged) to (?:the )?⟦G(\d+)⟧"
)


WITH = re.compile(r"^\W*(?:Now |Today )?[Ww]ith ⟦G(\d+)⟧,? (?:the )?$")
PLACE = re.compile(
    r"\b(?:it|(?:the|this|that) (?:city|town|place|prefecture|province|county|port|district|island|"
    r"municipality)) (?:is|was|has been|belongs?|joined)\b"
)


APPOSED = re.compile(r"⟦G(\d+)⟧, (?:also |both |all |itself )?(?:an? )?(?:\w+ )?members?(?: since ⟦D\d+⟧)?(?=[,.;]|$)")
ENTERED = re.compile(r"\b[Tt]he (?:admission|accession|entry|arrival|joining) of ⟦G(\d+)⟧(?: in ⟦D\d+⟧)? [^;⟦]{0,40}$")
SINCE = re.compile(
    r"\b(?:it|they|which|who|city|town|province|prefecture)? ?(?:became|is|are|was|were|been) (?:a |an |"
    r"full |"
    r"the )*members?\b(?! of)"
)
BESIDE = re.compile(r"\b(?:with|against|about|by|for|at|alongside|near|after) (?:the )?$")


def near(code: Code, here: Sequence[Body]) -> list[Item]:
    """The free places of a sentence that speaks of belonging to its one network and of nothing else."""
    text = code.text
    body = here[0]
    if len(here) != 1 or body.event or not (said := SPEAKS.search(text)):
        return []
    lead, rest = text[: body.start], text[body.end :]
    if listed := BRACKETED.match(rest):
        return (
            code.groups[int(listed.group(1))]
            if re.search(r"member|body|group|network|club|made up|compos", lead[-30:] + listed.group())
            else []
        )
    if came := CAME.match(rest):
        return (
            code.groups[int(came.group(1))]
            if re.search(r"\b(?:[Mm]embership|[Aa]dmission|[Aa]ccession) (?:of|in|to) (?:the )?$", lead)
            and not barred(came.group())
            else []
        )
    if joined := WITH.match(lead):
        return code.groups[int(joined.group(1))]
    if (apposed := APPOSED.search(text)) and not barred(apposed.group()):
        return code.groups[int(apposed.group(1))]
    if (entered := ENTERED.search(lead)) and not barred(lead + rest):
        return code.groups[int(entered.group(1))]
    low = clause_start(text, body.start)
    words = text[low : body.start] + " " + rest
    certain = SINCE.search(words)
    if BESIDE.search(lead) or barred(words) or ELSEWHERE.search(words) and not certain or low > said.end():
        return []
    found = [item for _, _, items in free(code, low, len(text)) for item in items]
    if not found and len(code.groups) == 1 and PLACE.search(text):
        return code.groups[0]
    return found


def handed(code: Code, body: Body) -> list[Item]:
    """`A takes the presidency over from B`: B was in it too."""
    if after := re.search(r"\bsucce\w+ ⟦G(\d+)⟧ (?:as|in) [^;⟦]{0,30}$", code.text[: body.start]):
        return code.groups[int(after.group(1))]
    match = FROM.match(code.text[body.end :])
    took = re.search(
        r"\b(?:t(?:ook|akes?|aken|aking)|inherit\w*) over the [\w ]{0,24}(?:chair|presiden)\w*", code.text[: body.start]
    )
    return code.groups[int(match.group(1))] if match and took else []


def fellows(code: Code, body: Body) -> list[Item]:
    """`Inside the network we ring up A or B, members like ourselves`."""
    match = re.match(
        r"[^.;]*?⟦G(\d+)⟧, (?:fellow |also |both |all )?members\b(?: (?:like|as) ⟦G(\d+)⟧)?", code.text[body.end :]
    )
    if match and not barred(match.group()):
        return [item for number in match.groups() if number for item in code.groups[int(number)]]
    sits = re.match(
        r",? ⟦G(\d+)⟧ (?:sits?|works?|meets?) (?:beside|next to|with|alongside) ⟦G(\d+)⟧", code.text[body.end :]
    )
    if sits and re.search(r"\b(?:in|inside|within) (?:the )?$", code.text[: body.start], re.IGNORECASE):
        return [item for number in sits.groups() for item in code.groups[int(number)]]
    return []


ON_ITS = re.compile(r"\b(?:on|among|in|one of|sits? on|as one of) (?:the )?$")
ITS_ROLL = re.compile(
    r"'s? (?:[\w-]+ ){0,2}?(?:rolls?|books|register|roster|membership list|list of members|members?|membership|"
    r"founders|ranks|circle)\b(?! (?:fees?|meeting|assembly|conference|states?))"
)


def enrolled(code: Code, body: Body) -> int | None:
    """Where a place is said to be `on the association's roll`, `among the league's members`."""
    cue = ON_ITS.search(code.text, 0, body.start)
    return cue.start() if cue and ITS_ROLL.match(code.text, body.end) else None


BESIDES = re.compile(
    r"\W*(?:Besides|In addition to|Apart from|Aside from|Alongside|Beyond|As well as)(?: being in| "
    r"membership "
    r"of)? (?:the )?"
)
