"""Twinnings in prose: cues, the places on their sides, the year bound to the nearest place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onemoon.mappings.reading.clauses import anniversary, clauses
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.cues import Cue, Cues
from onemoon.mappings.reading.dates import Found, When, resolve
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.reference import Salience

GROUP = re.compile(r"⟦G(\d+)⟧")
DATE = re.compile(r"⟦D(\d+)⟧")
TOWARDS = re.compile(
    r"(?:[\w',’-]+\s){0,8}?(?:with|of|to|between|among|linking|are|is|were|include[sd]?|including|namely|as|by|for|like|in|on|counts?)(?::)?\s(?:the\s|both\s|its\s|cities of\s|following\s|⟦C\d+⟧\s){0,2}$|^\s*[:(—–-]\s?$|^,?\s?(?:such as\s)?$|(?:^|\s)(?:\w+\s){0,3}:\s?$"
)
ADJUNCT = re.compile(r"(?:\b(?:in|at|from|through|near|outside|toward|towards|during|visited|visit to|for|capital of|mayor of|governor of|council of|people of|citizens of|delegation of|a ward of)\s+(?:the\s+)?)$", re.IGNORECASE)
MUTUAL = re.compile(r"\b(?:each other|one another|mutual\w*|other two|among (?:them|themselves)|with each)\b", re.IGNORECASE)
FUTURE_SCOPE = 70


@dataclass(frozen=True)
class Tie:
    """A twinning read from a text, before it is weighed."""

    first: Item
    second: Item
    kind: str
    status: str
    date: When | None
    rule: str
    confidence: float
    spans: tuple[tuple[int, int], ...]

    @property
    def pair(self) -> frozenset[Place]:
        """The two places, in no order."""
        return frozenset((self.first.place, self.second.place))


@dataclass
class Prose:
    """What reading a document's prose for twinnings carries from sentence to sentence."""

    cues: Cues
    salience: Salience
    anchor: str | None
    themed: bool = False
    year: int | None = None
    last_kind: str = ""
    last_host: Item | None = None
    last_status: str = "in-force"


def ties_in(code: Code, prose: Prose, sentence: tuple[int, int]) -> list[Tie]:
    """The twinnings that a coded sentence states."""
    found: list[Tie] = []
    text = code.text
    for start, end in clauses(text):
        clause = text[start:end]
        marks = prose.cues.find(clause)
        strong = [cue for cue in marks if cue.strong] or ([cue for cue in marks if prose.themed or found] if marks else [])
        for number_, cue in enumerate(strong):
            low = start if number_ == 0 else start + strong[number_ - 1].end
            high = end if number_ + 1 == len(strong) else start + strong[number_ + 1].start
            found += _from_cue(code, prose, cue, (start, end), (low, high), sentence)
        if not strong and prose.last_host and _continues(clause, prose):
            found += _continued(code, prose, (start, end), sentence)
    return found


def _from_cue(code: Code, prose: Prose, cue: Cue, clause: tuple[int, int], scope: tuple[int, int], sentence: tuple[int, int]) -> list[Tie]:
    at = clause[0] + cue.start, clause[0] + cue.end
    left = code.groups_in(scope[0], at[0])
    right = code.groups_in(at[1], scope[1])
    objects = _objects(code.text, at[1], right)
    subject = _subject(code.text, clause[0], left)
    if subject is None and clause[0] > 0 and objects:
        subject = _subject(code.text, 0, code.groups_in(0, clause[0]))
    first, second, rule = _sides(subject, objects, prose, code, clause)
    if not second:
        return []
    status = force(code.text[clause[0] : clause[1]], prose.cues, at[0] - clause[0])
    if status is None:
        return []
    kind = cue.kind if cue.kind != "other" or cue.strong else (prose.last_kind or "other")
    confidence = 0.9 if cue.strong else 0.72
    ties = _pairs(code, prose, first, second, clause, kind, status, rule, confidence, sentence, at[1])
    if ties:
        prose.last_kind, prose.last_status = kind, status
        prose.last_host = ties[0].first if rule != "each-other" else None
    return ties


def _objects(text: str, end: int, right: list[tuple[int, int, list[Item]]]) -> list[Item]:
    """The places that a cue leads to: the first group its connectives reach, and those joined to it."""
    items: list[Item] = []
    position = end
    for start, stop, group in right:
        gap = text[position:start]
        reached = TOWARDS.search(gap) if not items else re.fullmatch(r"(?: in ⟦D\d+⟧| since ⟦D\d+⟧|\s?\(?⟦[DC]\d+⟧\)?)?,?\s*(?:and|as well as|then|later|followed by|along with|,|;)(?:,? ⟦D\d+⟧)?,?\s*(?:finally |later |then |also |most recently )*(?:with |of |in |by |to )?(?:the )?", gap)
        if not reached:
            break
        items += group
        position = stop
    return items


def _subject(text: str, low: int, left: list[tuple[int, int, list[Item]]]) -> list[Item] | None:
    """The places on the subject side: the first group that is no adjunct, else the last one of all."""
    for start, _, group in left:
        if not ADJUNCT.search(text[low:start]):
            return group
    return None


def _sides(subject: list[Item] | None, objects: list[Item], prose: Prose, code: Code, clause: tuple[int, int]) -> tuple[list[Item], list[Item], str]:
    host = Item(prose.salience.host, code.start, code.start) if prose.salience.host else None
    if subject and objects:
        subject = [item for item in subject if item.place not in {other.place for other in objects}]
        if subject:
            return subject, objects, "subject-object"
    if objects and not subject:
        if len(objects) >= 2 and re.search(r"\b(?:between|linking|among)\b", code.text[clause[0] : clause[1]]):
            return objects, objects, "between"
        others = [item for item in objects if not host or item.place != host.place]
        if host and others:
            return [host], others, "host-object"
        return (objects, objects, "between") if len(objects) == 2 else ([], [], "")
    if subject and len(subject) == 2:
        return subject, subject, "each-other"
    if subject and len(subject) > 2:
        if MUTUAL.search(code.text[clause[0] : clause[1]]):
            return subject, subject, "each-other"
        return ([host], [item for item in subject if item.place != host.place], "host-subject") if host else ([], [], "")
    if subject and host and subject[0].place != host.place:
        return [host], subject, "host-subject"
    return [], [], ""


def _pairs(code: Code, prose: Prose, first: list[Item], second: list[Item], clause: tuple[int, int], kind: str, status: str, rule: str, confidence: float, sentence: tuple[int, int], at: int = 0) -> list[Tie]:
    bound = bind(code, prose, clause, second if first is not second else [], at)
    ties: list[Tie] = []
    seen: set[frozenset[Place]] = set()
    for one in first:
        for other in second:
            pair = frozenset((one.place, other.place))
            if len(pair) < 2 or pair in seen or not comparable(one.place, other.place):
                continue
            seen.add(pair)
            date = bound.get(other.start) or bound.get(one.start) or bound.get(-1)
            ties.append(Tie(one, other, kind, status, date, rule, confidence, (sentence,)))
    return ties if len(first) == 1 or len(second) == 1 or first is second or len(ties) <= 4 else []


def comparable(one: Place, other: Place) -> bool:
    """Whether two places can be twinned at all: not one inside the other."""
    return one.name != other.name and not (one.country == other.country and (one.admin == other.name or other.admin == one.name) and one.country)


def bind(code: Code, prose: Prose, clause: tuple[int, int], objects: Sequence[Item], at: int = 0) -> dict[int, When]:
    """The date of each place by its offset; under -1 the one that holds for the whole clause."""
    text = code.text[clause[0] : clause[1]]
    bound: dict[int, When] = {}
    past = not prose.cues.planned.search(text.lower())
    for group in (g for _, _, g in code.groups_in(*clause)):
        for item in group:
            if item.date and (when := resolve(item.date, prose.anchor, prose.year, True)):
                bound[item.start] = when
    free = [(m.start(), m.end(), code.dates[int(m.group(1))]) for m in DATE.finditer(code.text, *clause) if int(m.group(1)) in code.dates]
    if free and "respectively" in text:
        items = [item for _, _, group in code.groups_in(*clause) for item in group]
        items = [item for item in items if not objects or item in objects]
        whens = [resolve(found, prose.anchor, prose.year, True) for _, _, found in free]
        if len(items) >= len(whens):
            bound.update({item.start: when for item, when in zip(items[-len(whens):], whens, strict=False) if when})
            return bound
    free.sort(key=lambda one: one[0] - at if one[0] >= at else 2 * (at - one[0]))
    years = anniversary(text)
    if years and (base := _base(free, prose)):
        bound[-1] = When(str(base - years))
        return bound
    for start, end, found in free:
        _bind_one(code, prose, bound, clause, (start, end, found), past, single=len(free) == 1)
    return bound


def _base(free: Sequence[tuple[int, int, Found]], prose: Prose) -> int | None:
    """The year that an anniversary is counted back from."""
    named = next((found.year for _, _, found in free if found.year), None)
    return named or (int(prose.anchor[:4]) if prose.anchor else prose.year)


def _bind_one(code: Code, prose: Prose, bound: dict[int, When], clause: tuple[int, int], date: tuple[int, int, Found], past: bool, single: bool) -> None:
    start, end, found = date
    before = code.text[clause[0] : start]
    when = resolve(found, prose.anchor, prose.year, True)
    if when is None or _reporting(before, found):
        return
    groups = code.groups_in(clause[0], start)
    nearest = groups[-1] if groups else None
    if nearest and not single:
        gap = code.text[nearest[1] : start]
        if re.fullmatch(r",?\s?(?:\(?(?:since|in|from|of|on|the year|for|being|established|signed|sealed|dating from|as of)\s)*\(?", gap):
            for item in nearest[2]:
                bound.setdefault(item.start, when)
            return
    bound.setdefault(-1, when)


REPORTING = re.compile(r"\b(?:announced|said|reported|told|posted|updated|visited|(?<!took )until|till|by|before|called on|celebrated|marks?|marked|visit|spelled|turned)\b[^⟦]{0,40}$", re.IGNORECASE)


def _reporting(before: str, found: Found) -> bool:
    return bool(REPORTING.search(before))


def force(clause: str, cues: Cues, at: int) -> str | None:
    """in-force, planned or ended as the clause has it; None if it denies the tie or speaks of none in particular."""
    low = clause.lower()
    negated = cues.negated.search(low)
    ended = cues.ended.search(low)
    if ended:
        return "in-force" if negated and not re.search(r"no longer", negated.group()) and negated.start() < ended.end() + 5 and negated.group() != "without" else "ended"
    if negated and negated.group() in ("no", "none", "nothing") and re.match(r"no(?:t|ne)?[. ]*(?:\d|longer|doubt|means)", low[negated.start() :]):
        negated = None
    if negated and abs(negated.start() - at) < 60:
        return None
    planned = cues.planned.search(low)
    if planned and not re.search(r"\bplanned? (?:and|then)\b", low):
        if planned.start() < at or planned.start() - at < FUTURE_SCOPE:
            return "planned"
    return "in-force"


def _continues(clause: str, prose: Prose) -> bool:
    return bool(prose.cues.continued.search(clause.lower()))


def _continued(code: Code, prose: Prose, clause: tuple[int, int], sentence: tuple[int, int]) -> list[Tie]:
    """A clause that goes on counting partners of the host without naming the tie again; it must date them."""
    host = prose.last_host
    text = code.text[clause[0] : clause[1]]
    groups = code.groups_in(*clause)
    if not host or not groups or not (DATE.search(text) or any(item.date for _, _, g in groups for item in g)):
        return []
    if not re.search(r"\b(?:came|followed|joined|added|since|counts?|began|first|second|third|last|latest|oldest|newest|also|too|then|from|as well)\b", text) or force(text, prose.cues, 0) != "in-force":
        return []
    items = [item for _, _, group in groups for item in group if item.place != host.place]
    return _pairs(code, prose, [host], items, clause, prose.last_kind, "in-force", "continuation", 0.75, sentence)


def spoken(ties: Sequence[Tie]) -> Iterator[Place]:
    """The places of ties."""
    for tie in ties:
        yield tie.first.place
        yield tie.second.place
