"""What speaks for or against two places being twins: names of features, places and dates masked.

The features say how a page, a line and a sentence are built, where the words that matter stand, and hardly which other
words there are: of texts that nobody has seen, the build is what is known. The core counts alone and two by two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.learned.pairs import CUE, Instance, Page
from onemoon.mappings.reading.placing import Mention

HINTS = {
    "sister": r"sister|sororal",
    "friend": r"friendship|friendly",
    "twin": r"twin",
    "partner": r"partner",
    "pair": r"\bpair|jumel|\btie[sd]?\b|\bbond|link|knot|relation|brother|fratern|affiliat",
    "sign": r"sign|conclu|seal|ink|pact|agreement|treaty|accord|memorand|charter",
    "since": r"since|establish|form|began|dates? (?:back|from)|anniversar",
    "neg": r"\b(?:not|never|no|neither|nor|without|denied|misprint|rather than|nothing)\b",
    "plan": r"\b(?:will|would|shall|hope\w*|plan\w*|intend\w*|propos\w*|negotiat\w*|draft|letter of intent|consider\w*|"
    r"wish\w*|pending|expect\w*|could|may|might|candidate|talks)\b",
    "end": r"\b(?:suspend\w*|terminat\w*|sever\w*|dissol\w*|laps\w*|ended|expired|frozen|repealed|struck|withdr\w+|"
    r"former)\b",
    "we": r"\b(?:our|we|us)\b",
    "its": r"\b(?:its|it|the city|the town|the port|the prefecture|the province|the county|the two|both)\b",
    "year": "D\x01",
}
PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in HINTS.items())
WORD = re.compile(r"[a-z]\x01|[a-z]+|[;:()–—•|/]")
DATED = re.compile(r"[^A-Z;.]{0,25}D\x01")
HEADS = re.compile(r"[^;.:]{0,30}(?::|\s[-–—]+\s|\s{2,})|'s?\.")
MASKED = frozenset("PCDOHNE")
SHORT = 60
AND = "&&"
TELLING = frozenset({"sister", "plan", "neg", "end", "year", "sign", "we"})


@dataclass(frozen=True)
class Spot:
    """A place within its sentence."""

    start: int
    end: int
    mention: Mention


class View:
    """One sentence as features see it, its text masked once."""

    def __init__(self, page: Page, index: int) -> None:
        """page, and which of its sentences."""
        self.page, self.index = page, index
        self.sentence: Sentence = page.sentences[index]
        self.text = masked(self.sentence)
        self.cues = [match.span() for match in CUE.finditer(self.text)]
        start = self.sentence.start
        self.spots = [Spot(one.start - start, one.end - start, one) for one in page.named[index]]

    @cached_property
    def _hints(self) -> list[str]:
        """Which kinds of telling words the sentence has."""
        return [name for name, pattern in PATTERNS if pattern.search(self.text)]

    def core(self, one: Instance) -> frozenset[str]:
        """The features of an instance that also count two by two."""
        return self.common | self.standing[one.second] | self.together(one)

    @cached_property
    def common(self) -> frozenset[str]:
        """The core of the page and the sentence."""
        return frozenset(self._commonly())

    @cached_property
    def standing(self) -> list[frozenset[str]]:
        """The core of each mention, whoever its partner is."""
        return [frozenset(self._stands(second)) for second in range(len(self.spots))]

    def together(self, one: Instance) -> set[str]:
        """The core of the two places together."""
        return set(self._together(one))

    def _commonly(self) -> list[str]:
        page, index, total = self.page, self.index, sum(self.page.cued)
        distance = page.distances[index]
        near = "0" if distance == 0 else "1" if distance == 1 else "2-3" if distance < 4 else "far"
        return [
            f"kind={self.sentence.block.kind}",
            f"cuedist={near}",
            f"headcue={page.headed(index)}",
            f"n={min(len(self.spots), 6)}",
            f"cues={min(total, 3)}",
            f"alone={page.looks[index].alone}",
            f"short={len(self.text) < SHORT}",
            *(f"has={name}" for name in self._hints if name in TELLING),
            *self._led(),
        ]

    def _led(self) -> Iterator[str]:
        """How the line that leads the sentence's own is set."""
        here, lead = self.page.looks[self.index], self.page.leads[self.index]
        if lead is not None:
            above, back = self.page.looks[lead], self.index - lead
            yield f"leadback={back if back < 4 else '4+' if back < 12 else '12+'}"
            yield f"leadkind={above.kind}{above.sign[:1]}"
            yield f"leadin={above.indent < here.indent}{above.capitals and not here.capitals}"

    def of_route(self, route: str) -> Iterator[str]:
        """What else is known of the sentence, and of it together with the route."""
        yield from self._told
        parts = route.split("+")
        yield from (f"{part}|{name}" for part in parts for name in self._told)
        yield from (f"{one}&{other}" for one, other in combinations(parts, 2))

    @cached_property
    def _told(self) -> list[str]:
        page, last = self.page, self.index - 1
        led_on = last >= 0 and page.cued[last] and page.sentences[last].block.kind != "title"
        total = sum(page.cued)
        return [
            f"dense={min(3, 6 * total // max(1, len(page.sentences)))}",
            f"titlecue={any(page.cued[:3])}",
            *("has=" + name for name in self._hints if name not in TELLING),
            f"sign={page.looks[self.index].sign}",
            f"prevcue={led_on}",
            *("tag=" + kind for kind in sorted({tag.kind for tag in self.sentence.tags} - {"P", "D"})),
        ]

    def _stands(self, second: int) -> Iterator[str]:
        spot, page = self.spots[second], self.page
        yield from (f"btop={spot.mention.place in page.top[:1]}", f"btitle={spot.mention.place in page.titled}")
        yield f"bfirst={second == 0}"
        if DATED.match(self.text, spot.end, spot.end + 40):
            yield "yearafter"
        after = words(self.text[spot.end : spot.end + 60])
        if after:
            yield "b+1:" + after[0]
        if self.cues:
            side, gap = self._gap(spot)
            yield f"bcue={side}{'0-20' if len(gap) < 20 else '20-60' if len(gap) < 60 else '60+'}"

    def of_mention(self, second: int, far: bool) -> Iterator[str]:
        """What else is known of one mention: the words beside it."""
        spot, text = self.spots[second], self.text
        before, after = words(text[: spot.start][-60:])[-4:], words(text[spot.end : spot.end + 60])[:4]
        yield from ("bb:" + word for word in before)
        yield from ("ba:" + word for word in after)
        if before:
            yield "b-1:" + before[-1]
        if self.cues:
            side, gap = self._gap(spot)
            yield f"bcueP={side}{min(gap.count('P' + chr(1)), 3)}"
            yield f"bcue;={side}{';' in gap or '.' in gap}"
        context = "far" if far else "same"
        yield from (f"{context}|bhost={spot.mention.place == self.page.host}", f"bweak={spot.mention.weak}")

    def _gap(self, spot: Spot) -> tuple[str, str]:
        """(L or R, the text between a mention and the nearest cue)."""
        start, end = min(self.cues, key=lambda cue: max(spot.start - cue[1], cue[0] - spot.end))
        return ("L", self.text[end : spot.start]) if end <= spot.start else ("R", self.text[spot.end : start])

    def _together(self, one: Instance) -> Iterator[str]:
        place, other, page = one.partner, self.spots[one.second].mention.place, self.page
        far = "far" if one.far else "same"
        yield from ("route=" + part for part in one.route.split("+"))
        yield f"{far}|country={_same(place.country, other.country)}"
        yield f"{far}|ahost={place == page.host}"
        abroad = {spot.mention.place for spot in self.spots if spot.mention.place.country != place.country}
        yield f"{far}|foreign={min(len(abroad) if place.country else 0, 4)}"
        yield from (f"atop={place in page.top[:1]}", f"atitle={place in page.titled}")
        yield f"lvl={place.type == other.type}"
        if one.first is not None:
            yield from self._between(self.spots[one.first], self.spots[one.second], one.first == 0)
            yield f"between={min(abs(one.first - one.second) - 1, 4)}"

    def _between(self, first: Spot, second: Spot, leads: bool) -> Iterator[str]:
        """How two places of one sentence stand to each other, its signs and its cues."""
        low, high = (first, second) if first.start < second.start else (second, first)
        middle = self.text[low.end : high.start]
        size = len(words(middle))
        yield f"order={first is low}{leads}"
        yield "gap=" + ("0-2" if size < 3 else "3-6" if size < 7 else "7-15" if size < 16 else "16+")
        opens = self.text.rfind(";", 0, second.start) + 1
        lead = next(spot for spot in self.spots if spot.start >= opens)
        yield f"clausehead={lead is first}{';' in middle}{lead is second}"
        yield f"colonhead={leads and bool(HEADS.match(self.text, first.end))}{';' in middle}"
        led, followed = any(end <= low.start for _, end in self.cues), any(start >= high.end for start, _ in self.cues)
        yield f"cued={led}{bool(CUE.search(middle))}{followed}"

    def between(self, one: Instance) -> Iterator[str]:
        """What else is known of the two places: the words between them and before the first."""
        place, other, page = one.partner, self.spots[one.second].mention.place, self.page
        yield f"ntop={page.counts[place] >= 3 or page.counts[other] >= 3}"
        if one.first is not None:
            first, second = self.spots[one.first], self.spots[one.second]
            low, high = (first, second) if first.start < second.start else (second, first)
            middle = self.text[low.end : high.start]
            yield from ("m:" + word for word in set(words(middle)[:40]))
            yield from (f"stop={'. ' in middle}{': ' in middle}", f"yearmid={'D' + chr(1) in middle}")
            if self.cues:
                side, gap = self._gap(first)
                yield f"acueP={side}{min(gap.count('P' + chr(1)), 3)}"
                yield f"ab={side}{self._gap(second)[0]}"


def names(view: View, one: Instance) -> set[str]:
    """All features of an instance, each two of its core together among them."""
    core = view.core(one)
    both = (one + AND + other for one, other in combinations(sorted(core), 2))
    mention = view.of_mention(one.second, one.far)
    return {*core, *both, *view.of_route(one.route), *mention, *view.between(one)}


def words(text: str) -> list[str]:
    """The words of a masked text, and its signs."""
    return WORD.findall(text.lower())


def masked(sentence: Sentence) -> str:
    """A sentence's text, as long as before, with a letter for the kind where a name or a date stands."""
    text = list(sentence.text)
    for tag in sentence.tags:
        start, end = tag.start - sentence.start, tag.end - sentence.start
        if tag.kind in MASKED and end - start >= 2:
            text[start:end] = [tag.kind, "\x01", *" " * (end - start - 2)]
    return "".join(text)


def _same(one: str, other: str) -> str:
    return "?" if not one or not other else "same" if one == other else "diff"
