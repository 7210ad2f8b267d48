"""What a text goes on to tell of a tie: partners counted on, the place that is spoken of, pairs with their dates."""

from __future__ import annotations

import re

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.cues import Cue
from onemoon.mappings.reading.force import force
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.ties import Prose, Tie, comparable
from onemoon.mappings.reading.tiewords import (
    ASTRAY,
    BARE,
    GOES_ON,
    JOINS,
    LOOSE,
    OURS,
    SIGNER,
)
from onemoon.mappings.reading.years import begun, bind


def keep_in_focus(code: Code, prose: Prose) -> None:
    """The only place but the host that a sentence names is what the next one may speak of."""
    host = prose.host.place if prose.host else prose.salience.host
    others = {item.place: item for _, _, group in code.groups_in(0, len(code.text)) for item in group}
    others.pop(host, None) if host else None
    if others:
        prose.focus = next(iter(others.values())) if len(others) == 1 else None


LABEL = re.compile(r"\W*⟦G\d+⟧\W*")
"""Names alone: an answer, if something was asked, else the label of what follows."""


def counted(code: Code, prose: Prose, clause: tuple[int, int]) -> Item | None:
    """Whose partners a clause without a cue goes on to count, if it does."""
    text = code.text[clause[0] : clause[1]]
    if prose.host and (GOES_ON.search(text) or BARE.search(text)) and (prose.asked or not LABEL.fullmatch(text)):
        return prose.host
    host = prose.host or prose.host_item(code.start)
    if not host or not (prose.topic or prose.themed):
        return None
    loose, joins = bool(LOOSE.search(text.lower())), bool(JOINS.search(text))
    named = {item.place for _, _, group in code.groups_in(*clause) for item in group}
    ours = OURS.search(text) or host.place in named and SIGNED_WITH.search(text)
    weight = loose + joins + bool(ours) + ("⟦D" in text or bool(prose.year)) + prose.topic
    return host if (loose or joins) and (weight >= 3 or prose.topic and loose) else None


def in_focus(code: Code, prose: Prose, clause: tuple[int, int]) -> tuple[Item, Item] | None:
    """(the host, the other place that a sentence has spoken of, or the sentence before it)."""
    host = prose.host or prose.host_item(code.start)
    if not host:
        return None
    before = [item for _, _, group in code.groups_in(0, clause[0]) for item in group if item.place != host.place]
    one = before[0] if len({item.place for item in before}) == 1 else None if before else prose.focus
    return (host, one) if one and one.place != host.place and comparable(host.place, one.place) else None


DEFINITE = re.compile(r"(?:\b(?:[Oo]ur|[Tt]hat|[Tt]his|[Tt]he|⟦G\d+⟧'s?) (?:[\w-]+ ){0,2}|^(?:our|its) .*)$")
PLURAL = re.compile(r"cities|towns|ties\b|\b(?:first|oldest|other|last|next|new)\b")
SPOKEN_OF = re.compile(
    r"[^⟦;.]{0,40}\b(?:goes back|go back|dates?(?: back)?|is from|is of|being of|was (?:signed|sealed|formed|"
    r"concluded|established|"
    r"agreed)|began|since|of|in|from) (?:to |from |of |in |on |since )?(?:the )?⟦D|[^⟦;.,]{0,12}\bthere\b"
)
IT_IS = re.compile(
    r"\b(?:[Ii]t|[Tt]his|[Tt]hat|who|which) (?:is|was|has been|have been|became|becomes|remains) (?:also |now )?"
    r"(?:(?:an?|our|its|the|my) )?(?:[\w-]+ ){0,2}$"
)


def dwells(text: str, cue: Cue, status: str) -> bool:
    """Whether a tie without a partner is that with the place spoken of: `our sisterhood goes back to …`."""
    before, after = text[: cue.start], text[cue.end :]
    if PLURAL.search(cue.text) or PLURAL.search(before[-24:]):
        return bool(re.match(r"[^⟦;.,]{0,12}\bthere\b", after))
    if IT_IS.search(before) and not re.match(r" (?:for|to) ", after):
        return True
    definite = DEFINITE.search(before) or re.match(r"(?:our|its)\b", cue.text)
    return bool(definite and (SPOKEN_OF.match(after) or status == "ended")) or bool(
        re.match(r"[^⟦;.,]{0,12}\bthere\b", after)
    )


WITH_WHICH = re.compile(r"(?:to|with|by) wh(?:ich|om)\b")
SIGNED_WITH = re.compile(r"\bsigned (?:up )?with\b|^with wh")
AGAIN = re.compile(r"\b(?:restored|resumed|revived|reinstated|renewed|thawed|taken up again)\b")
AGREED = re.compile(r"\b(?:approv|agree|decid|vot|clear|back)\w*\b")
REBUFFED = re.compile(
    r"\b(?:offer|proposal|request|invitation|plan|idea|bid|talks|application)s?\b[^.;⟦]{0,40}\b"
    r"(?:(?:not|never) (?:accepted|answered|taken up|approved|adopted|left)|"
    r"declined|refused|rejected|turned down|came to nothing|fell through)\b"
)
TO_COME = re.compile(r"\b(?:will|is to|is due to|is expected to|are to) be (?:signed|sealed|concluded)\b")
PARTICULAR = re.compile(r"\b(?:[Tt]he|[Tt]heir|[Tt]his|[Tt]hat)\s(?:[\w-]+\s){0,2}$")


def meant(code: Code, prose: Prose, clause: tuple[int, int], cue: Cue) -> list[Item]:
    """The two places that a tie without names is between: its sentence's, else those of the sentence before too."""
    text = code.text[clause[0] : clause[1]]
    singular = not re.search(r"cities|towns|sisters$|twins$", cue.text)
    after = text[cue.end :]
    dated = re.match(r"[^⟦;.]{0,40}\b(?:of|since|from|signed in|dating|dates|began in|goes back to) ⟦D", after)
    if not (dated or re.search(r"(?:anniversary|\byears?|decades?|century) of the (?:[\w-]+ )?$", text[: cue.start])):
        return []
    if not singular or not PARTICULAR.search(text[: cue.start]) or re.match(r"[^⟦]{0,30}\b(?:with|of|to) ⟦", after):
        return []
    named = {item.place: item for _, _, group in code.groups_in(0, len(code.text)) for item in group}
    if len(named) < 2 and prose.salience.sets:
        named = {item.place: item for item in prose.salience.sets[0]} | named
    return list(named.values()) if len(named) == 2 else []


def pairs(
    code: Code,
    prose: Prose,
    first: list[Item],
    second: list[Item],
    clause: tuple[int, int],
    kind: str,
    status: str,
    rule: str,
    sentence: tuple[int, int],
) -> list[Tie]:
    """Each of the one side tied to each of the other, with the date that is theirs."""
    if status == "ended" and AGAIN.search(code.text, clause[1]):
        status = "in-force"
    if status == "in-force" and AGREED.search(code.text, *clause) and TO_COME.search(code.text, clause[1]):
        status = "planned"
    if status == "planned" and REBUFFED.search(code.text, clause[0]):
        return []
    bound, loose = bind(code, clause, prose.years) if status != "ended" else ({}, begun(code, clause, prose.years))
    ties: list[Tie] = []
    seen: set[frozenset[Place]] = set()
    for one in first:
        for other in second:
            pair = frozenset((one.place, other.place))
            if len(pair) < 2 or pair in seen or not comparable(one.place, other.place):
                continue
            seen.add(pair)
            date = (
                bound.get(other.place)
                or bound.get(one.place)
                or loose
                or (prose.year if status == "in-force" else None)
            )
            ties.append(Tie(one, other, kind, status, date, rule, (sentence,)))
    return ties if len(first) == 1 or len(second) == 1 or first is second or len(ties) <= 4 else []


OWN_SUBJECT = re.compile(
    r"^\W*⟦G\d+⟧(?:'s (?:are|is|include)\b|(?: [\w-]+){0,3}? (?:pairs?|paired|went|goes|took|signed|maintains) )"
)


def continued(code: Code, prose: Prose, host: Item, clause: tuple[int, int], sentence: tuple[int, int]) -> list[Tie]:
    """A clause that goes on counting partners of the host without naming the tie again."""
    text = code.text[clause[0] : clause[1]]
    before, stop, after = text.rpartition("; ")
    if stop and prose.cues.ended.search(after.lower()) and "⟦G" in before and "⟦G" in after:
        parts = (clause[0], clause[0] + len(before)), (clause[1] - len(after), clause[1])
        return [tie for part in parts for tie in continued(code, prose, host, part, sentence)]
    groups = code.groups_in(*clause)
    if WITH_WHICH.match(text):
        groups = code.groups_in(0, clause[0])[-1:]
    status = force(text, prose.cues, max(0, groups[-1][1] - clause[0])) if groups else None
    if len(groups) > 1 and len(groups[0][2]) == 1 and OWN_SUBJECT.match(text):
        host, groups = groups[0][2][0], groups[1:]
    if not groups or status is None or ASTRAY.search(SIGNER.sub("they", text.lower())):
        return []
    items = [
        item
        for start, _, group in groups
        for item in group
        if item.place != host.place
        and (
            item.date
            or not re.search(r"\b(?:after|before|than|in|at|capital of|one with)\s(?:the\s)?$", code.text[:start])
        )
    ]
    kind = prose.kind or "sister"
    ties = pairs(code, prose, [host], items, clause, kind, status, "continuation", sentence)
    ties = ties if BARE.search(text) else [tie for tie in ties if tie.date]
    if prose.years.anchor:
        ties = [tie for tie in ties if not tie.date or tie.date.start[:4] <= prose.years.anchor[:4]]
    if ties and status == "in-force":
        prose.host, prose.kind = host, kind
    return ties
