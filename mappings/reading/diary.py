"""Events of diary lines, which have no verb: a name, a place and a day; bodies that are called like events."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.dates import resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.happenings import Happening
from onemoon.mappings.reading.tag import Tag
from onemoon.mappings.reading.topics import TOPIC

DIARY = re.compile(
    r"\b(?:diary|dates|calendar|events?|agenda|programme|schedule|meetings|gatherings|what(?:['’]s| is) on|"
    r"coming up|upcoming|happenings|activities|festivals|forthcoming|occasions)\b",
    re.IGNORECASE,
)
VERBAL = re.compile(r"\b(?:is|are|was|were|will|has|have|had|signed|became|visited|said|since|until)\b")
HEAD = r"(?:\W{0,8}(?:\d{1,2}(?:\.\d{1,2})?[.)]? )?)"
CALLED = r"(?P<name>[A-Z][^⟦⟧,;:.()]{4,70}?)"
WHERE = r"(?:[^⟦⟧.;]{1,40}, )?⟦G(?P<place>\d+)⟧"
LINES = (
    re.compile(rf"^{HEAD}{CALLED}(?:,| \(|:| [-–—]) ?{WHERE},? (?:on |from )?⟦D(?P<date>\d+)⟧"),
    re.compile(rf"^{HEAD}{CALLED}(?:,| \(|:| [-–—]) ?(?:on |from )?⟦D(?P<date>\d+)⟧,? (?:in |at )?{WHERE}"),
    re.compile(
        rf"^{HEAD}⟦D(?P<date>\d+)⟧(?:,? \d\d?[:.]\d\d)?\s*[:,–—-]*\s*{CALLED}(?:,| \(|:| in| at| [-–—]) ?{WHERE}"
    ),
)


def diary_event(code: Code, sentence: Sentence, heading: str, anchor: str | None) -> Happening | None:
    """The event of a line without a verb that gives its name, its day and its place, and no more than that first."""
    for pattern in LINES:
        match = pattern.match(code.text)
        if not match or VERBAL.search(match.group()) or TOPIC.search(match.group()):
            continue
        name, group = match["name"].strip(), code.groups[int(match["place"])]
        when = resolve(code.dates[int(match["date"])], anchor)
        told = len(name.split()) > (1 if DIARY.search(heading) else 2)
        if told and when and len(when.start) == 10 and len(group) == 1:
            span = ((sentence.start, sentence.end),)
            return Happening(name, when, group[0].place, span, name.split()[-1].lower(), sentence.index, rule="diary")
    return None


def in_facility(facility: str, forms: Mapping[str, Place]) -> Place | None:
    """The place with whose name a facility's begins: `Niigata Convention Center`."""
    words = facility.removeprefix("the ").split()
    for count in (3, 2, 1):
        if count < len(words) and (place := forms.get(" ".join(words[:count]))):
            return place
    return None


def body_joined(sentence: Sentence, tag: Tag) -> bool:
    """Whether an event's name is that of a body with members, and no happening on a day."""
    before = sentence.text[: tag.start - sentence.start]
    if not BELONGS.search(before) and not tag.value.text.startswith("Membership"):
        return False
    return not any(one.kind == "D" and one.value.day for one in sentence.tags if one.start > tag.end)


BELONGS = re.compile(
    r"\b(?:members?(?:hip)? (?:of|in)|belong\w* to|join(?:ed|s|ing)?|admitted to|enrolled in|affiliated (?:to|with)|"
    r"(?:a|its|the) seat (?:in|on) the|appli(?:ed|cation) to|taken into|secretariat of)\b[^.;]{0,60}$"
)
