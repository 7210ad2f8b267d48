"""Twinnings in prose: cues, the places on their sides, enumerations that go on from sentence to sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onemoon.mappings.reading.clauses import VERB, clauses
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.cues import Cue, Cues
from onemoon.mappings.reading.dates import When
from onemoon.mappings.reading.force import force
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.reference import Salience
from onemoon.mappings.reading.years import Years, bind

TOWARDS = re.compile(
    r"(?:[\w',’-]+\s){0,8}?(?:with|of|to|between|among|linking|are|is|were|include[sd]?|including|namely|as|by|for|like|in|on|counts?)(?::)?\s(?:now\s|currently\s|the\s|both\s|its\s|cities of\s|following\s|(?:which|whom|them)\s|⟦C\d+⟧,?\s){0,2}$|^\s*[:(—–-]\s?$|^,?\s?(?:such as\s)?$|[^.;()]{0,60}:\s?$"
)
JOINED = re.compile(
    r"(?: in ⟦[CD]\d+⟧| since ⟦D\d+⟧| on ⟦D\d+⟧|\s?\(?⟦[DC]\d+⟧\)?)?,?\s*(?:and|as well as|then|later|followed by|along with|,|;)(?:,? (?:in|on|since) ⟦D\d+⟧)?,?"
    r"\s*(?:in the category of [\w ]{3,20},\s)?(?:finally |later |then |also |most recently,? |in addition,? )*(?:with |of |in |by |to )?(?:the )?"
)
ADJUNCT = re.compile(
    r"(?:\b(?:in|at|from|through|near|outside|toward|towards|during|visited|visit to|for|capital of|mayors? of|governors? of|council of|people of|citizens of|"
    r"delegation of|delegation from|ward of|district of|ministers of|held in|travel to|neighbours? of|south of|north of|than|because)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    r"\b(?:acquired|gained|concluded|established|formed|added|maintained|kept|held|made|found|adopted|signed|run) by (?:the )?$"
)
BY = re.compile(
    r"\b(?:suspended|terminated|ended|cancel(?:l)?ed|signed|concluded|broken off|dissolved|frozen|revoked) (?:in ⟦D\d+⟧ )?by (?:the )?$"
)
OWNER = re.compile(r"'s [\"“]?(?:\w+ ){0,2}")
APPOSED = re.compile(r",\s(?:also\s)?(?:an?|its|our|the|both|all)\s(?:[\w-]+\s){0,2}$")
BETWEEN = re.compile(r"\s(?:relationship |ties? |tie |bond |link )?(?:between|linking) ⟦G")
MUTUAL = re.compile(
    r"\b(?:each other|one another|mutual\w*|(?:the )?other two|among (?:them|themselves)|with each|three-way|trilateral|four-way)\b",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"\b(?:came|comes|followed|follows|joined|joins|added|also|too|as well|likewise|then|next|first|second|third|fourth|fifth|last|latest|oldest|newest|lastly|finally|"
    r"namely|being|one|began|opened with|became|accepted|acquired|extended|counts?|includes?|has|other|others|since|to wit|from|agreement with)\b|^\s*⟦G\d+⟧[,:]?\s*(?:\(|on|in|since|⟦D)"
)
BARE = re.compile(
    r"\b(?:list|family|circle) (?:also|has|counts|includes)\b|\b(?:then|next) came\b|\balso (?:includes?|has|counts?)\b|\bis (?:a \w+ )?(?:as well|too|likewise)\b"
)
ASTRAY = re.compile(
    r"\b(?:visit\w*|delegat\w+|born|held|took place|attended|met|mayor|governor|festival|forum|ceremony|school|university|museum|said|hosted|sent|sends|arriv\w+|"
    r"designated|memorandum|exhibition|received|spoke|minister\w*|trade|confus\w+|tournament|concert|students?|anniversary|celebrat\w+|neighbou?rs?|cooperat\w+|industr\w+|donat\w+|resources|invest\w+)\b"
)


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
    years: Years
    themed: bool = False
    kind: str = ""
    host: Item | None = None
    idle: int = 0


def ties_in(code: Code, prose: Prose, sentence: tuple[int, int]) -> list[Tie]:
    """The twinnings that a coded sentence states."""
    found: list[Tie] = []
    parts = list(clauses(code.text))
    for index, clause in enumerate(parts):
        text = code.text[clause[0] : clause[1]]
        marks = prose.cues.find(text)
        strong = [cue for cue in marks if cue.strong or BETWEEN.match(text, cue.end)]
        strong = strong or (
            [cue for cue in marks if _telling(text, cue)] if prose.themed or found or prose.host else []
        )
        if strong:
            found += _from_cues(code, prose, strong, clause, parts[:index], sentence)
        elif prose.host:
            found += _continued(code, prose, clause, sentence)
        if strong:
            prose.idle = 0
    prose.idle = 0 if found else prose.idle + 1
    if prose.idle > 2:
        prose.host = None
    return found


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


LEADS_ON = re.compile(
    r"(?:ship)?s?(?:\s[\w-]+){0,3}?(?:,)?\s(?:with|between|linking|among|of|to)\s(?:the\s|both\s|them\s)*⟦|s?(?: abroad| overseas| there)?\s?(?:are|is|include|includes|:)\s|(?: of its own)?, among|, ⟦|\s(?:turned|turns|was|were|dates|,)"
)
LED_TO = re.compile(
    r"\b(?:is|are|was|were|been|as|became|become|remains?|by|not|bond|tie|formal|official)\s(?:also\s|formally\s)?(?:an?\s|the\s)?(?:[\w-]+\s)?$|'s\s(?:\w+\s)?$"
)
ABSTRACT = re.compile(
    r"\b(?:strengthen\w*|deepen\w*|promot\w+|enhanc\w+|foster\w*|build\w*|cement\w*|spirit of|symbol of|based on|sense of|words of|toast to|year of|message of)\s(?:\w+\s){0,2}$"
)


def _telling(clause: str, cue: Cue) -> bool:
    """Whether an uncertain cue is built like a statement of a tie: `partners are …`, `the bond between …`."""
    before, after = clause[: cue.start], clause[cue.end :]
    return not ABSTRACT.search(before) and bool(
        cue.text.endswith((" with", " of", " between", " to")) or LEADS_ON.match(after) or LED_TO.search(before)
    )


def _carried(text: str, found: list[Tie], low: int, high: int) -> list[Item] | None:
    """The subject that a second cue in one clause shares with the first, if no verb stands between."""
    if (
        not found
        or len({tie.first.place for tie in found}) != 1
        or re.search(rf"\b{VERB}\b", text[max(low, text.rfind("⟧", 0, high)) : high])
    ):
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
    at = clause[0] + cue.start, clause[0] + cue.end
    right = code.groups_in(at[1], scope[1])
    agent = right[0] if right and PASSIVE.search(code.text[at[1] : right[0][0]]) else None
    objects = _objects(code.text, agent[1] if agent else at[1], right[1:] if agent else right)
    owner = next(
        (group for start, stop, group in code.groups_in(scope[0], at[0]) if OWNER.fullmatch(code.text[stop : at[0]])),
        None,
    )
    if (
        cue.text.endswith(" of")
        and len(right) > 1
        and right[0][0] - at[1] < 6
        and re.search(r"\bwith\s(?:the\s)?$", code.text[right[0][1] : right[1][0]])
    ):
        agent, objects = right[0], _objects(code.text, right[0][1], right[1:])
    left = code.groups_in(scope[0], at[0])
    if not objects and len(left) > 1 and re.search(r"\bwith\s(?:the\s)?$", code.text[: left[-1][0]]):
        objects = left[-1][2]
    if objects and not agent and (later := next((one for one in right if BY.search(code.text[at[1] : one[0]])), None)):
        agent, objects = later, [item for item in objects if item not in later[2]]
    if owner and not objects:
        objects = owner
    subject = agent[2] if agent else None or more or _subject(code.text, clause[0], code.groups_in(scope[0], at[0]))
    text = code.text[clause[0] : clause[1]]
    if re.match(r"(?:with|to|by) wh(?:ich|om)\b", text) and before:
        antecedents = code.groups_in(0, clause[0])
        objects = objects or (antecedents[-1][2] if antecedents else [])
        subject = subject or (antecedents[0][2] if len(antecedents) > 1 else None)
    elif subject is None and before and objects and not re.match(r"(?:and )?with\b", text):
        subject = _subject(code.text, 0, code.groups_in(0, clause[0]))
    first, second, rule = _sides(subject, objects, prose, code, clause, cue)
    status = force(text, prose.cues, at[0] - clause[0])
    if re.search(r"\bhad been\s(?:\w+\s)?$", text[: cue.start]):
        status = None
    if not second or status is None:
        _announce(prose, code, clause, cue, subject, status)
        return []
    kind = cue.kind if cue.kind != "other" or cue.strong else (prose.kind or "other")
    ties = _pairs(code, prose, first, second, clause, kind, status, rule, 0.9 if cue.strong else 0.72, sentence)
    if ties:
        prose.kind = kind
        prose.host = (
            first[0]
            if len(first) == 1
            and status == "in-force"
            and (
                agent
                or rule.startswith("host")
                or len(second) > 1
                or prose.host == first[0]
                or first[0].place == prose.salience.host
            )
            else None
        )
    return ties


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
    if (
        groups
        and not one
        and not (prose.salience.host and re.search(r"\b(?:our|its|we)\b", code.text[clause[0] : clause[1]]))
    ):
        return
    host = one[0] if one else Item(prose.salience.host, code.start, code.start) if prose.salience.host else None
    if host:
        prose.host, prose.kind = host, cue.kind


def _objects(text: str, end: int, right: list[tuple[int, int, list[Item]]]) -> list[Item]:
    """The places that a cue leads to: the first group its connectives reach, and those joined to it."""
    items: list[Item] = []
    position = end
    for start, stop, group in right:
        gap = text[position:start]
        if not (JOINED.fullmatch(gap) if items else TOWARDS.search(gap) and not _passes(gap)):
            break
        items += group
        position = stop
    return items


def _passes(gap: str) -> bool:
    """Whether the words between a cue and a place lead elsewhere."""
    return bool(
        re.search(
            r"\b(?:visit\w*|ceremony|held|capital of|mayor of|meeting|city hall|located|called for|before|after)\b|[.!?]",
            gap,
        )
    )


def _subject(text: str, low: int, left: list[tuple[int, int, list[Item]]]) -> list[Item] | None:
    """The places on the subject side: the first group that is no adjunct; groups joined by `and` after a date belong too."""
    found: list[Item] = []
    position = 0
    for start, stop, group in left:
        if found and not re.fullmatch(r",? (?:and|as well as)(?: the)? ", text[position:start]):
            break
        if not ADJUNCT.search(text[low:start]) or re.match(r" to\b", text[stop:]) and text[:start].endswith("for "):
            found += group
            position = stop
    return found or None


def _sides(
    subject: list[Item] | None, objects: list[Item], prose: Prose, code: Code, clause: tuple[int, int], cue: Cue
) -> tuple[list[Item], list[Item], str]:
    host = Item(prose.salience.host, code.start, code.start) if prose.salience.host else None
    text = code.text[clause[0] : clause[1]]
    if subject and objects:
        others = {item.place for item in objects}
        subject = [item for item in subject if item.place not in others]
        if subject and len(objects) >= 2 and re.match(r"[^⟦]{0,30}\b(?:between|linking|among)\s", text[cue.end :]):
            subject = []
        if subject and host and len(objects) > 1 and host.place in others and len(subject) == 1:
            return [host], [*subject, *(item for item in objects if item.place != host.place)], "host-object"
        if subject:
            return subject, objects, "subject-object"
    if objects:
        others_ = [item for item in objects if not host or item.place != host.place]
        if len(objects) >= 2 and (
            re.search(r"\b(?:between|linking|among(?! wh)|pairs?|consists? of|three-way|trilateral)\b", text)
            or not host
        ):
            return (
                (objects, objects, "between")
                if len(objects) == 2 or MUTUAL.search(text) or "among" in text
                else ([], [], "")
            )
        return ([host], others_, "host-object") if host and others_ else ([], [], "")
    if subject and len(subject) == 2:
        return subject, subject, "each-other"
    if subject and len(subject) > 2:
        if MUTUAL.search(text):
            return subject, subject, "each-other"
        return (
            ([host], [item for item in subject if item.place != host.place], "host-subject") if host else ([], [], "")
        )
    if (
        subject
        and host
        and subject[0].place != host.place
        and (
            re.search(r"\b(?:is|are|was|were|became|become|remains?|been|as|joined|being)\b", text[: cue.start])
            or APPOSED.search(text[: cue.start])
        )
    ):
        return [host], subject, "host-subject"
    return [], [], ""


def _pairs(
    code: Code,
    prose: Prose,
    first: list[Item],
    second: list[Item],
    clause: tuple[int, int],
    kind: str,
    status: str,
    rule: str,
    confidence: float,
    sentence: tuple[int, int],
) -> list[Tie]:
    bound, loose = bind(code, clause, prose.years)
    ties: list[Tie] = []
    seen: set[frozenset[Place]] = set()
    for one in first:
        for other in second:
            pair = frozenset((one.place, other.place))
            if len(pair) < 2 or pair in seen or not comparable(one.place, other.place):
                continue
            seen.add(pair)
            date = bound.get(other.place) or bound.get(one.place) or loose
            ties.append(Tie(one, other, kind, status, date, rule, confidence, (sentence,)))
    return ties if len(first) == 1 or len(second) == 1 or first is second or len(ties) <= 4 else []


def comparable(one: Place, other: Place) -> bool:
    """Whether two places can be twinned at all: not one inside the other."""
    if one.name == other.name and one.country == other.country:
        return False
    return not (one.country and one.country == other.country and (one.admin == other.name or other.admin == one.name))


def _continued(code: Code, prose: Prose, clause: tuple[int, int], sentence: tuple[int, int]) -> list[Tie]:
    """A clause that goes on counting partners of the host without naming the tie again."""
    text = code.text[clause[0] : clause[1]]
    groups = code.groups_in(*clause)
    host = prose.host
    if (
        not host
        or not groups
        or ASTRAY.search(text.lower())
        or not GOES_ON.search(text)
        or force(text, prose.cues, 0) != "in-force"
    ):
        return []
    items = [
        item
        for start, _, group in groups
        for item in group
        if item.place != host.place
        and not re.search(r"\b(?:after|before|than|in|at|capital of|one with)\s(?:the\s)?$", code.text[:start])
    ]
    ties = _pairs(code, prose, [host], items, clause, prose.kind, "in-force", "continuation", 0.75, sentence)
    return ties if BARE.search(text) else [tie for tie in ties if tie.date]
