"""Titles and programmes: the ones in the lexicon, and capitalised phrases of the shape of a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onemoon.mappings.reading.lexicons import heads, lexicon
from onemoon.mappings.reading.tag import Tag

YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)\s+$")
YEAR_AFTER = re.compile(r"\s+((?:19|20)\d\d)\b")
GIVER = re.compile(r"\b(?:UNESCO|UNICEF|WHO|UN-Habitat|UN|OECD|ASEAN|APEC|EU|CIS|OIC|ICESCO)(?:['’]s)? $")
ACRONYM = re.compile(r"\s*\(([A-Z]{2,8})(?:\s+((?:19|20)\d\d))?\)")
PLURAL = {"Cities": "City", "Capitals": "Capital", "Communities": "Community", "Towns": "Town"}
ABOUT = re.compile(
    r"(?:['’]s?|s['’])?\s+(?:Network|Program|Programme|Mayors|Committee|Secretariat|Symposium|"
    r"Tour|Forum|Summit|Meeting|Conference|Alliance|"
    r"Dialogue|Office|Association|Festival|Exhibition|Agreement|Project)"
)
CAP = r"[A-Z][\w'’-]+"
SHAPED = re.compile(
    rf"(?:(?:{CAP})\s){{0,4}}(?:Cit(?:y|ies)|Capitals?|Towns?) of (?:the )?({CAP})(?:(?: and| "
    rf"of the| of)? {CAP}){{0,3}}"
)
GRANTED = re.compile(
    rf"\b(?:designated|selected|named|certified|recogni[sz]ed|chosen|proclaimed|appointed|"
    rf"inscribed|listed|awarded|titles? of|became|become|hono[u]red|registered|status of|designation of|"
    rf"label of|accredited|"
    rf"picked|declared|approved|added|serves as|served as|elected|crowned|certification|titles?|picks|chooses|"
    rf"selects|names|designates|appoints|elects|crowns|proclaims|awards)\b"
    rf"(?: (?:in|on|for|by)(?: the)? [\w .]{{2,40}}?)?(?: with)?(?: as| the title(?: of)?| "
    rf"the)*(?: an?| the| its| one of the)? [“\"]?((?:{CAP} ){{0,5}}(?:Cit(?:y|ies)|Towns?|Capitals?|"
    rf"Regions?|Communit(?:y|ies)|Districts?|Villages?|Ports?|Geoparks?|Hometowns?|Homelands?|Zones?)"
    rf"(?: (?:of|for) (?:the )?{CAP}(?:(?: and| of| of the)? {CAP}){{0,3}})?)\b(?! of\b)"
)
SEATS = re.compile(r"\b(?:of|for) .*(?:Province|Prefecture|Republic|State|Oblast|Krai|County|District|City|Aimag)$")
DATED = re.compile(
    rf"\b((?:{CAP} ){{1,4}}(?:City|Capital|Town|Village))(?=,? \(?(?:since |of |for |in )?(?:the year "
    rf")?(?:19|20)\d\d)"
)
CAPITAL = re.compile(rf"\b((?:{CAP} ){{1,3}})(Capital|City) of (?:the )?{CAP}(?: {CAP}){{0,2}}")
SEATED = set(
    "The Provincial State National Regional Federal Former Old Ancient Imperial Administrative Metropolitan Special "
    "Mongolian Chinese Korean Japanese Russian Twin Sister Inner Outer Friendship Partner Friendly Free "
    "Capital City "
    "Mayor Port Our Your Their Its His Her This That A An Host".split()
)
CONJOINED = re.compile(rf"\s(?:and|,)(?: in (?:19|20)\d\d)? as (?:an? |the )((?:{CAP} ){{1,5}}(?:City|Town|Capital))\b")
SORT = re.compile(
    r"\b(?:City|Town|Capital|Village|Region|Community|District|County|Province|Prefecture|Hub|Home|Port|"
    r"Island|"
    r"Destination)\b"
)
PLAIN = {"Sister", "Friendship", "Twin", "Partner", "Metropolitan", "Special", "Self-Governing", "Friendly"}
QUALITIES = set(
    "Historic Historical Hero National International Global Smart Bicycle Bike Tea Volunteer Sustainable "
    "Innovation Model Garden Forest Safe Clean "
    "Healthy Sustainable Wetland Slow Age-Friendly Child-Friendly Book Carbon-Neutral Hydrogen Creative "
    "Host Winter Sports Wellness Excellent".split()
)
SUBJECTS = {
    "Culture",
    "Music",
    "Literature",
    "Film",
    "Design",
    "Gastronomy",
    "Sport",
    "Sports",
    "Youth",
    "Crafts",
    "Media",
    "Peace",
    "Books",
    "Architecture",
    "Science",
    "Art",
    "Arts",
    "Tourism",
    "East",
    "Asia",
    "Europe",
    "World",
    "Learning",
    "Innovation",
    "Smart",
    "Education",
    "Green",
    "Trees",
    "Children",
    "Folk",
    "Islamic",
    "Military",
    "Labour",
    "Labor",
    "Heroes",
}


@dataclass(frozen=True, slots=True)
class Programme:
    """A title as it stands: its usual name, and the year of the edition if it stands with it."""

    title: str
    year: str | None = None


@lru_cache(maxsize=1)
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<t{i}>{row['pattern']})" for i, row in enumerate(lexicon("programmes"))))


def programme_tags(text: str) -> Iterator[Tag]:
    """Tags T for the titles of a sentence, the year that belongs to each inside it."""
    if not WORTH.search(text):
        return
    for match in _patterns().finditer(text):
        index = int((match.lastgroup or "t0")[1:])
        yield from _tag(
            text, match.start(), match.end(), lexicon("programmes")[index]["title"] or singular(match.group())
        )
    yield from _shaped(text)
    for match in CAPITAL.finditer(text):
        if not _patterns().search(match.group()) and _of_a_sort(match.group(1).split(), match.group(2)):
            yield from _tag(text, match.start(), match.end(), match.group())
    for match in DATED.finditer(text):
        if _told(match.group(1).split()[:-1]):
            yield from _tag(text, match.start(1), match.end(1), match.group(1))
    for match in GRANTED.finditer(text):
        yield from _granted(text, match)
        for other in CONJOINED.finditer(text, match.end()):
            yield from _granted(text, other)


def _told(words: list[str]) -> bool:
    """Whether words are all such as say what a title is for."""
    return all(word in SUBJECTS or word in heads("nouns") or word in QUALITIES for word in words)


def _of_a_sort(words: list[str], head: str) -> bool:
    """Whether words before `Capital of` or `City of` make it a title: no place, no seat of a government."""
    return _told(words) if head == "City" else not SEATED & set(words)


def _shaped(text: str) -> Iterator[Tag]:
    """Titles by their shape: cities of a subject, host cities, quoted names."""
    for match in SHAPED.finditer(text):
        if match.group(1) in SUBJECTS and not _patterns().search(match.group()):
            yield from _tag(text, match.start(), match.end(), singular(match.group()))
    for match in HOSTING.finditer(text):
        year = re.search(r"\b(?:19|20)\d\d\b", match.group())
        yield Tag(match.start(), match.end(), "T", Programme(match.group(), year.group() if year else None))
    for match in QUOTED.finditer(text):
        if not _patterns().search(match.group(1)) and SORT.search(match.group(1)):
            yield from _tag(text, match.start(1), match.end(1), match.group(1))


WORTH = re.compile(
    r"Cit(?:y|ies)|Capital|Town|Home(?:town|land)|Zone|Communit|Region|District|CCEA|Reserve|Geopark|"
    r"Cittaslow|[Hh]ost (?:city|"
    r"town|region|prefecture|province)|Village|"
    r"\b(?:title|designation|label|status|hono[u]r)s?\b"
)
HOSTING = re.compile(
    rf"\b[Hh]ost(?: (?:city|town|region|prefecture|province)(?: of| for| to)?| of) (?:the )?(?:(?:19|20)\d\d "
    rf")?(?:\d{{1,3}}(?:st|nd|rd|th) )?(?:{CAP} ){{0,4}}"
    r"(?:Games|Olympics|Paralympics|Universiade|Expo|Exposition|Championships?|Cup|Biennale|Triennale|Youth "
    r"Olympics)\b(?: (?:19|20)\d\d)?"
)
QUOTED = re.compile(
    r"\b(?:[Tt]itle|[Dd]esignation|[Ll]abel|[Ss]tatus|[Dd]istinction|[Hh]ono[u]?r|[Nn]ame|[Aa]ccolade|"
    r"designated|certified|named|recogni[sz]ed|selected|chosen)(?: of| as)?(?: an?| the)? "
    r"[“\"‘']([A-Z][^“”\"‘’\n]{3,60})[”\"’']"
)


def _granted(text: str, match: re.Match[str]) -> Iterator[Tag]:
    if any(one.end() == len(match.group(1)) for one in _patterns().finditer(match.group(1))):
        return
    if SEATS.search(match.group(1)):
        return
    if not PLAIN & set(match.group(1).split()) and len(match.group(1).split()) > 1:
        yield from _tag(text, match.start(1), match.end(1), singular(match.group(1)))


def _tag(text: str, start: int, end: int, title: str) -> Iterator[Tag]:
    if ABOUT.match(text, end):
        return
    year = None
    if acronym := ACRONYM.match(text, end):
        end, year = acronym.end(), acronym.group(2)
    if giver := GIVER.search(text, max(0, start - 14), start):
        start = giver.start()
    if not year and (before := YEAR_BEFORE.search(text, max(0, start - 6), start)):
        start, year = before.start(), before.group(1)
    if not year and (after := YEAR_AFTER.match(text, end)):
        year, end = after.group(1), after.end()
    yield Tag(start, end, "T", Programme(title, year))


def singular(text: str) -> str:
    """The name of a title that is written in the plural."""
    for many, one in PLURAL.items():
        text = text.replace(many, one)
    return text
