"""Twinnings in prose: cues, the places on their sides, enumerations that go on from sentence to sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from onemoon.mappings.reading.clauses import VERB, clauses
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.constructions import Match, built
from onemoon.mappings.reading.counting import (
    WITH_WHICH,
    continued,
    counted,
    dwells,
    in_focus,
    keep_in_focus,
    meant,
    pairs,
)
from onemoon.mappings.reading.cues import Cue
from onemoon.mappings.reading.force import force
from onemoon.mappings.reading.owners import host_among, of_rank, owner_of, with_antecedent
from onemoon.mappings.reading.sides import arguments, sides, subject_of
from onemoon.mappings.reading.ties import Prose, Tie
from onemoon.mappings.reading.tiewords import (
    ABSTRACT,
    BETWEEN,
    ORDINAL,
    presupposed,
    telling,
)


def ties_in(code: Code, prose: Prose, sentence: tuple[int, int]) -> list[Tie]:
    """The twinnings that a coded sentence states."""
    parts = list(clauses(code.text))
    found, spent = _built(code, prose, parts, sentence)
    for index, clause in enumerate(parts):
        text = code.text[clause[0] : clause[1]]
        marks = [cue for cue in prose.cues.find(text) if clause[0] + cue.start not in spent]
        strong = [
            cue
            for cue in marks
            if cue.strong or BETWEEN.match(text, cue.end) and not ABSTRACT.search(text[: cue.start])
        ]
        if not strong and (prose.themed or found or prose.host):
            strong = [cue for cue in marks if telling(text, cue) or WITH_WHICH.match(text)]
        if strong:
            found += _from_cues(code, prose, strong, clause, parts[:index], sentence)
        elif host := counted(code, prose, clause):
            found += continued(code, prose, host, clause, sentence)
        if strong:
            prose.idle = 0
    prose.idle = 0 if found else prose.idle + 1
    if prose.idle > 2:
        prose.host = None
    keep_in_focus(code, prose)
    return found


def _built(
    code: Code, prose: Prose, parts: list[tuple[int, int]], sentence: tuple[int, int]
) -> tuple[list[Tie], set[int]]:
    """(the ties that constructions state, where the cues stand that they used up)."""
    found: list[Tie] = []
    spent: set[int] = set()
    cues = prose.cues.find(code.text) if "⟦G" in code.text else []
    for match in built(code, [cue for cue in cues if cue.strong]):
        low = next(start for start, end in reversed(parts) if start <= match.start)
        high = max(match.end, next((end for start, end in parts if end >= match.end), match.end))
        high = next((b for a, b in parts if high <= a < high + 3 and WITH_WHICH.match(code.text, a)), high)
        host = prose.host or prose.host_item(code.start)
        if host is None and match.construction.it and prose.salience.sets and len(prose.salience.sets[0]) == 1:
            host = prose.salience.sets[0][0]
        if match.construction.status == "planned" and (named := code.groups_in(0, match.start)):
            host = next(iter(subject_of(code.text, 0, named) or ()), host)
        first = match.first or ([host] if host else [])
        if first:
            spent.add(match.cue.start)
        status = _status(code.text, prose, match, low, high)
        if not first or status is None:
            continue
        kind = match.cue.kind if match.cue.kind != "other" or match.cue.strong else (prose.kind or "other")
        scope = (match.start if match.construction.taken else low, high)
        ties = pairs(code, prose, first, match.second, scope, kind, status, "construction", sentence)
        if match.date is not None and (when := prose.years.resolve(code.dates[match.date])):
            ties = [replace(tie, date=when) for tie in ties]
        if ties and status == "in-force" and not match.mutual and len(first) == 1:
            prose.host, prose.kind = first[0], kind
        found += ties
    return found, spent


def _status(text: str, prose: Prose, match: Match, low: int, high: int) -> str | None:
    """The force of a construction: its own, that of its words if it takes the tie for granted, or its clauses'."""
    if match.construction.status:
        low, high = match.start, match.end
    if match.construction.taken:
        status = force(text[match.start : match.end], prose.cues, match.cue.start - match.start)
        if status is None and not NOT_ONE.search(text[match.start : match.cue.start]):
            return "in-force"
        return "in-force" if status == "planned" else status
    status = force(text[low:high], prose.cues, match.cue.start - low)
    return match.construction.status if status in ("in-force", "planned") and match.construction.status else status


NOT_ONE = re.compile(r"\b(?:not|never|no longer|neither|nor|no)\b(?: [\w-]+){0,4} $")


def _from_cues(
    code: Code,
    prose: Prose,
    cues: list[Cue],
    clause: tuple[int, int],
    before: list[tuple[int, int]],
    sentence: tuple[int, int],
) -> list[Tie]:
    found: list[Tie] = []
    for index, cue in enumerate(cues):
        low = clause[0] if index == 0 else clause[0] + cues[index - 1].end
        high = clause[1] if index + 1 == len(cues) else clause[0] + cues[index + 1].start
        found += _from_cue(
            code,
            prose,
            cue,
            clause,
            (low, high),
            before,
            sentence,
            _carried(code.text, found, low, clause[0] + cue.start),
        )
    return found


def _carried(text: str, found: list[Tie], low: int, high: int) -> list[Item] | None:
    """The subject that a second cue in one clause shares with the first, if no verb stands between."""
    between = text[max(low, text.rfind("⟧", 0, high)) : high]
    if not found or len({tie.first.place for tie in found}) != 1:
        return None
    if re.search(rf"\b{VERB}\b", between) and not GOING_ON.match(between):
        return None
    return [found[-1].first]


def _from_cue(
    code: Code,
    prose: Prose,
    cue: Cue,
    clause: tuple[int, int],
    scope: tuple[int, int],
    before: list[tuple[int, int]],
    sentence: tuple[int, int],
    more: list[Item] | None,
) -> list[Tie]:
    text = code.text[clause[0] : clause[1]]
    subject, objects, agent = arguments(code, cue, clause, scope)
    subject = subject if agent else more or subject
    if before:
        subject, objects = with_antecedent(code, clause, subject, objects)
    host = owner_of(code, prose, clause, cue, bool(objects) and not subject) or prose.host_item(code.start)
    host = of_rank(host, cue, prose)
    first, second, rule = sides(subject, objects, host, text, cue)
    if rule == "each-other" and (host := host_among(code, prose, text, cue, first)):
        first, rule = [host], "host-subject"
    status = _told(code, prose, text, cue)
    if not second and status and (other := in_focus(code, prose, clause)):
        named = {item.place for _, _, group in code.groups_in(*clause) for item in group}
        if named <= {other[0].place, *([other[1].place] if status == "ended" else [])} and dwells(text, cue, status):
            first, second, rule = [other[0]], [other[1]], "focus"
    if not second and status == "in-force" and len(two := meant(code, prose, clause, cue)) == 2:
        first, second, rule = two, two, "focus"
    if also := ALIKE.search(text, cue.end):
        alike = code.groups[int(also.group(1))]
        first, second = (first, [*second, *alike]) if rule == "host-subject" else ([*first, *alike], second)
    if not second or status is None:
        _announce(prose, code, clause, cue, subject, status)
        return []
    kind = cue.kind if cue.kind != "other" or cue.strong else (prose.kind or "other")
    ties = pairs(code, prose, first, second, clause, kind, status, rule, sentence)
    if ties:
        prose.kind = kind
        owned = rule == "subject-object" and len(second) == 1 and bool(OF_THE_OTHER.search(text))
        counting = agent or owned or rule.startswith("host") or len(second) > 1 or prose.host == first[0]
        counting = counting or first[0].place == prose.salience.host or bool(ORDINAL.search(text))
        counter = second if owned else first
        prose.host = counter[0] if len(counter) == 1 and status == "in-force" and counting else None
    return ties


def _told(code: Code, prose: Prose, text: str, cue: Cue) -> str | None:
    """The force of a cue in its clause; none in a question, or where a tie is only looked back on."""
    if ASKING.match(code.text) and code.text.rstrip().endswith("?"):
        return None
    if PAST_PERFECT.search(text[: cue.start]) and not STILL.search(text, cue.end):
        return None
    status = force(text, prose.cues, cue.start)
    return "in-force" if status == "planned" and presupposed(text, cue) else status


ALIKE = re.compile(r",? as (?:is|are|was|were|has|have|had|did|does|do)(?: also)? ⟦G(\d+)⟧")
OF_THE_OTHER = re.compile(
    r"\b(?:is|was|became|becomes|as) (?:also |now )?(?:⟦G\d+⟧'s (?:[\w-]+ ){0,3}(?:sister|twin|friend|partner)|"
    r"(?:the|an?) (?:[\w-]+ ){0,3}(?:sister|twin|friend|partner)[\w-]*(?: [\w-]+)? of ⟦G)"
)
GOING_ON = re.compile(rf"⟧?,? (?:and|but) (?:it )?(?:also |later |in turn )?{VERB}\b")
ASKED = re.compile(r"(?: of| does| do| has| have) (?:the )?⟦G")


ASKING = re.compile(
    r"\W*(?:Q\w*[.:] )?(?:Is|Are|Was|Were|Does|Do|Did|Has|Have|Had|Will|Would|Can|Could|Should|Isn't|Aren't)\b"
)
PAST_PERFECT = re.compile(r"\bhad been\s(?:\w+\s)?$")
STILL = re.compile(r"\b(?:since ⟦D|for (?:[\w-]+ )?(?:years|decades))")


def _announce(
    prose: Prose, code: Code, clause: tuple[int, int], cue: Cue, subject: list[Item] | None, status: str | None
) -> None:
    """A clause that speaks of partners without naming them opens an enumeration."""
    if status != "in-force" or not cue.strong:
        return
    if prose.host:
        prose.kind = cue.kind
    if len(code.groups_in(*clause)) > 1:
        return
    groups = code.groups_in(*clause)
    one = subject if subject and len(subject) == 1 else None
    if groups and not one and len(groups[0][2]) == 1 and ASKED.match(code.text, clause[0] + cue.end):
        one = groups[0][2]
    if (
        groups
        and not one
        and not (prose.salience.host and re.search(r"\b(?:our|its|we)\b", code.text[clause[0] : clause[1]]))
    ):
        return
    host = one[0] if one else Item(prose.salience.host, code.start, code.start) if prose.salience.host else None
    if host:
        prose.host, prose.kind = host, cue.kind
