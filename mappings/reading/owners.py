"""Whose tie it is that a clause speaks of without saying so: the sentence's so far, the last one's, the host's."""

from __future__ import annotations

import re

from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.counting import WITH_WHICH
from onemoon.mappings.reading.cues import Cue
from onemoon.mappings.reading.described import fits, fitting
from onemoon.mappings.reading.sides import subject_of
from onemoon.mappings.reading.ties import Prose

ITS = re.compile(r"\b([Ii]ts|[Tt]heir) (?:[\w-]+ ){0,3}$")
BEGUN_WITH_IT = re.compile(r"\W*(?:They|These|It|Its|Their|Others?|Among (?:them|these))\b")
BECAME = re.compile(
    r"⟧ (?:[\w-]+ )?(?:is|was|are|were|became|becomes|remains|has been) (?:its|their) (?:[\w-]+ ){0,3}$"
)
IT_HAS = re.compile(r"(?:to|with|by) wh(?:ich|om) (?:it|they|the \w+)\b")


UNIT = re.compile(r"(province|prefecture|oblast|krai)s?$")


def of_rank(host: Item | None, cue: Cue, prose: Prose) -> Item | None:
    """The host, or, where a sister province can't be a town's, the province of its country that was named last."""
    unit = UNIT.search(cue.text)
    if not host or not unit or fits(host.place, unit.group(1)):
        return host
    near = [item for item in prose.salience.known if item.place.country == host.place.country]
    return next(iter(fitting(unit.group(1), None, near, host.start)), None)


def owner_of(code: Code, prose: Prose, clause: tuple[int, int], cue: Cue, lead: bool) -> Item | None:
    """Whose tie `its twinning` is: the subject's of the sentence so far, else of the sentence before.

    lead: the clause names the partner and nobody else; in a text without a host the last subject is meant then too.
    """
    text = code.text[clause[0] : clause[1]]
    if IT_HAS.match(text) and BEGUN_WITH_IT.match(code.text):
        return prose.salience.subject if prose.salience.fresh else None
    before = text[: cue.start]
    its = ITS.search(before)
    if not its:
        return prose.salience.subject if lead and prose.salience.fresh and not prose.salience.host else None
    earlier = code.groups_in(0, clause[0] + its.start())
    if earlier:
        named = subject_of(code.text, 0, earlier)
        if named and BECAME.search(before) and len(earlier) == 1:
            last = prose.salience.subject if prose.salience.fresh else None
            return last if last and last.place != named[0].place else None
        return named[0] if named and len(named) == 1 else None
    opening = clause[0] + its.start() < 3
    return prose.salience.subject if opening and prose.salience.fresh else None


ARE = re.compile(r"\W*⟦G\d+⟧ are\b[^⟦]*$")


def host_among(code: Code, prose: Prose, text: str, cue: Cue, pair: list[Item]) -> Item | None:
    """The host, if two places are its partners rather than each other's: named beside it before, or counted with it."""
    if prose.topic and cue.text == "twinned" and text[: cue.start].endswith(", "):
        return prose.host or prose.host_item(code.start)
    if not ARE.match(text):
        return None
    host = prose.salience.host
    if not host or not prose.salience.sets or any(item.start >= code.start or item.place == host for item in pair):
        return None
    return next((item for item in prose.salience.sets[0] if item.place == host), None)


def with_antecedent(
    code: Code, clause: tuple[int, int], subject: list[Item] | None, objects: list[Item]
) -> tuple[list[Item] | None, list[Item]]:
    """The sides of a clause that leans on the ones before it: `with which …`, or one without a subject."""
    text = code.text[clause[0] : clause[1]]
    if WITH_WHICH.match(text):
        antecedents = code.groups_in(0, clause[0])
        objects = objects or (antecedents[-1][2] if antecedents else [])
        named = antecedents[0][2] if len(antecedents) > 1 and not BEGUN_WITH_IT.match(code.text) else None
        return subject or named, objects
    if subject is None and objects and not re.match(r"(?:and )?(?:with|the|an?|its|our|their)\b", text):
        return subject_of(code.text, 0, code.groups_in(0, clause[0])), objects
    return subject, objects
