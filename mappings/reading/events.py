"""Happenings: named events, dated meetings, visits and ceremonies, with place, dates, organisers and attendance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onemoon.mappings.reading.capitals import Name
from onemoon.mappings.reading.clauses import number
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.dates import Found, When, resolve
from onemoon.mappings.reading.document import Mention, Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.lexicons import heads

HAPPENS = re.compile(
    r"\b(?:held|hold|holds|took place|takes? place|taking place|opened|opens|open|kick(?:ed|s) off|beg[ai]n|begins|convened?|hosted|hosts?|organi[sz]ed|staged|launched|"
    r"attended|participated|took part|gathered|brought together|runs?|ran|scheduled|drew|attracted|concluded|ended|closed|celebrated|marked|performed|inaugurated|came to|"
    r"followed by|gave|gives|paid|mark|appear|staged|met|signed|visited|due|slated|announced|arrived|welcomed|joined|greeted|sponsored|put on|co-hosted|spoke|delivered|address\w*|during|at|plays|present\w*)\b"
)
HABIT = re.compile(
    r"\b(?:every (?:year|two|three|spring|summer|autumn|winter|\w+day)|annual(?:ly)?|usually|regularly|often|each year|once a year|always|sometimes|whenever|since ⟦D\d+⟧)\b",
    re.IGNORECASE,
)
VOID = re.compile(
    r"\b(?:will not be held|not be held|postponed|cancel(?:l)?ed|called off|no ceremony|not take place|no date|stage of proposals)\b",
    re.IGNORECASE,
)
HEAD = (
    r"(?:"
    + "|".join(
        sorted(
            (
                re.escape(word)
                for word in heads("lower_event")
                if word
                not in (
                    "event",
                    "round",
                    "table",
                    "call",
                    "talks",
                    "mission",
                    "opening",
                    "match",
                    "show",
                    "training",
                    "day",
                )
            ),
            key=len,
            reverse=True,
        )
    )
    + r")"
)
LOWER = re.compile(
    rf"\b(?:(?:the|a|an|its|their|our|this|another|first|second|third|\w+th|two)\s)((?:(?!of\b|to\b|in\b|on\b|for\b|and\b|a\b|the\b|at\b|by\b|with\b)[\w'’-]+\s){{0,4}}?{HEAD}(?:\s{HEAD})?)((?: (?:of|on|for|to|between|with|in honour of) (?:the |a |its )?(?:(?!and |in |at |on )[\w'’⟦⟧-]+\s?){{1,6}})?)(?=[\s,.;:)]|$)"
)
ACTED = re.compile(
    r"\b(?:the|an?|its|their)\s((?:opening|signing|unveiling|rededication|dedication|launch|inauguration|closing|founding) of (?:the |a |an |its )?[\w'’ -]{3,60}?)(?=[,.;]| in | at | on | outside | was | were | will |$)"
)
OPENED = re.compile(
    r"\b(?:(?:was|were) (?:opened|launched|inaugurated|unveiled)|opened|kicked off|got under way) (?:in|at)\b"
)
SIGNED = re.compile(
    r"\b((?:[\w-]+ )?(?:agreement|memorandum(?: of understanding)?|MOU|pact|document|letter of intent|declaration|treaty))\b[^.;]{0,90}\b(?:was|were) (?:also )?(?:signed|concluded)\b|\b(?:signed|put (?:his|her|their) (?:name|signature)s? to) (?:a|an|the) ((?:[\w-]+ ){0,3}(?:agreement|memorandum(?: of understanding)?|MOU|pact|document|letter of intent|declaration|treaty))\b"
)
TAIL = re.compile(r"\b(?:in honou?r of|to mark|to celebrate|to launch|in memory of)\b[^.,;]{3,60}")
VISIT = re.compile(
    r"\b(?:visit(?:ed|s)?(?! (?:the|our) (?:website|page|homepage))|paid (?:an? )?(?:[\w-]+ )?(?:visit|call)(?: to| on)|arrived in|travel(?:l?ed)? to|flew to|toured|called on|came to|met(?: with)?|sat down with|received|welcomed|hosted|held talks)\b"
)
PEOPLE = r"(?:people|persons?|participants?|guests?|visitors?|delegates?|officials?|students?|citizens?|residents?|spectators?|attendees|representatives|experts|scholars|runners|children|youths?|youngsters|athletes|performers|members|teenagers|leaders|listeners|volunteers|players|teachers|readers|entrepreneurs|companies|seats|artists|teams)"
QUALIFIER = r"(?P<q>some|about|around|nearly|almost|approximately|roughly|more than|over|at least|up to|as many as|fewer than|less than|an estimated|close to|no fewer than|well over|upwards of)?"
NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?: (?:thousand|million))?|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: (?:hundred|thousand))?|a hundred|a thousand)"
CROWD = re.compile(
    rf"\b{QUALIFIER}\s?\b{NUMBER} (?:or so )?(?:[\w-]+ ){{0,3}}?{PEOPLE}\b|{PEOPLE} from [^.;]{{0,40}}, (?P<m>\w+) of them",
    re.IGNORECASE,
)
CAME = re.compile(
    r"\b(?:attend\w*|participa\w+|took part|take part|fill\w*|gather\w*|drew|draw\w*|attract\w*|came|joined|listen\w*|watch\w*|present|assembled|before|welcom\w+|brought together|in front of|turnout|audience|arrived|for|visitors|seats|sold out|expected|of them|ran|with)\b",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:(?:co-)?(?:organi[sz]ed|hosted|sponsored|held|arranged|run|put on|convened|prepared)(?: jointly| together)? by|under the auspices of)\b([^.;]{2,160})",
    re.IGNORECASE,
)
SCALE = {"hundred": 100, "thousand": 1000, "million": 1000000}


@dataclass(frozen=True)
class Happening:
    """An event as read."""

    name: str
    when: When | None
    place: Place | None
    spans: tuple[tuple[int, int], ...]
    head: str
    sentence: int
    organizers: tuple[str, ...] = ()
    attendance: int | None = None
    qualifier: str | None = None
    edition: int | None = None
    planned: bool = False
    named: bool = True
    rule: str = "named"
    confidence: float = 0.8


def events_in(
    codes: Sequence[Code],
    found: Sequence[Sentence],
    mentions: dict[int, Mention],
    host: Place | None,
    anchor: str | None,
) -> list[Happening]:
    """The events of a document, each once."""
    events: list[Happening] = []
    year: int | None = None
    for code, sentence in zip(codes, found, strict=True):
        if sentence.block.kind != "header" and not VOID.search(sentence.text):
            events += _named(code, sentence, mentions, anchor, year)
            events += _plain(code, sentence, mentions, anchor, year, events)
        years = [one.year for one in code.dates.values() if one.year]
        year = years[-1] if years else year
    return [one for one in _merged(_peopled(events, found)) if keep(one)]


def keep(event: Happening) -> bool:
    """Whether an event is individuated: it has a date, or a name of its own and a place."""
    if not event.named:
        return bool(event.when and (len(event.when.start) >= 7 or event.place))
    return bool(event.when or event.place) and len(event.name.split()) > 1


def _when(code: Code, sentence: Sentence, at: int, anchor: str | None, year: int | None) -> When | None:
    """The date nearest to a position of the sentence, later ones before earlier ones."""
    ranked: list[tuple[int, When]] = []
    own: int | None = None
    for tag in sentence.tags:
        if tag.kind == "D" and isinstance(tag.value, Found):
            low = tag.start - sentence.start
            past = not AHEAD.search(sentence.text[max(0, low - 70) : low + 12])
            when = resolve(tag.value, anchor, own if anchor else own or year, past)
            own = tag.value.year or own
            if when:
                gap = tag.start - at if tag.start >= at else (at - tag.end) + 12
                weight = gap + (40 if not tag.value.month and tag.value.kind == "year" else 0)
                if (
                    re.search(r"\b(?:since|until|by|from)\s$", sentence.text[: tag.start - sentence.start])
                    and tag.value.kind == "year"
                ):
                    weight += 200
                ranked.append((weight, when))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


AHEAD = re.compile(
    r"\b(?:will|is to|are to|scheduled|planned|upcoming|next|due|slated|invites?|runs|begins|opens|takes place|set to|expected)\b"
)


def _where(sentence: Sentence, mentions: dict[int, Mention], at: int) -> Place | None:
    """The place that `in`, `at`, `to` put beside a position of the sentence."""
    ranked: list[tuple[int, Place]] = []
    for tag in sentence.tags:
        before = sentence.text[max(0, tag.start - sentence.start - 50) : tag.start - sentence.start]
        mention = mentions.get(tag.start) if tag.kind == "P" else None
        if tag.kind in "FO" and isinstance(tag.value, Name) and re.search(r"\b(?:in|at|of)\s(?:the\s)?$", before):
            inner = next((m for start, m in mentions.items() if tag.start <= start < tag.end), None)
            if inner and not inner.weak:
                ranked.append((abs(tag.start - at) + 10, inner.place))
        if (
            mention
            and not mention.weak
            and re.search(
                r"\b(?:in|at|to|visited|hosted by|city of|on)\s(?:the\s|downtown\s|central\s)?(?:[\w-]+\s(?:city|town|port)\s(?:of\s)?)?$",
                before,
            )
        ):
            ranked.append((abs(tag.start - at) + (25 if re.search(r"\bto\s$", before) else 0), mention.place))
    if not ranked:
        own = {m.place for start, m in mentions.items() if sentence.start <= start < sentence.end and not m.weak}
        if len(own) == 1 and re.search(
            r"\b(?:began|staged|hosts?|hosted|held|holds|opened|opens|welcomed)\b", sentence.text
        ):
            return next(iter(own))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _referred(code: Code) -> Place | None:
    """The one place that a pronoun or description after `in` or `at` stands for."""
    found = [code.groups[int(n)] for n in re.findall(r"\b(?:in|at) ⟦G(\d+)⟧", code.text)]
    return found[0][0].place if found and len(found[0]) == 1 else None


def _named(
    code: Code, sentence: Sentence, mentions: dict[int, Mention], anchor: str | None, year: int | None
) -> list[Happening]:
    events = []
    for tag in sentence.tags:
        if tag.kind != "E" or not isinstance(tag.value, Name):
            continue
        if HABIT.search(sentence.text) and not any(t.kind == "D" for t in sentence.tags):
            continue
        events.append(
            Happening(
                tag.value.text,
                _when(code, sentence, tag.end, anchor, year),
                _where(sentence, mentions, tag.end),
                ((tag.start, tag.end),),
                tag.value.head.lower(),
                sentence.index,
                tuple(_organizers(sentence, mentions)),
                *(_crowd(sentence.text) or (None, None)),
                tag.value.edition,
                _planned(sentence.text),
            )
        )
    return events


def _plain(
    code: Code,
    sentence: Sentence,
    mentions: dict[int, Mention],
    anchor: str | None,
    year: int | None,
    before: Sequence[Happening],
) -> list[Happening]:
    """Events without a name of their own: a common noun or a verb of visiting, with a date in the sentence."""
    if not any(tag.kind == "D" for tag in sentence.tags):
        return []
    dated = [
        tag
        for tag in sentence.tags
        if tag.kind == "D"
        and isinstance(tag.value, Found)
        and (tag.value.month or tag.value.weekday is not None or tag.value.day or SERIAL.search(sentence.text))
    ]
    if (
        not dated
        or not SERIAL.search(sentence.text)
        and HABIT.search(sentence.text)
        or sentence.block.kind in ("title", "row")
    ):
        return []
    own = [event for event in before if event.sentence == sentence.index]
    events: list[Happening] = []
    for match in [*LOWER.finditer(sentence.text), *ACTED.finditer(sentence.text)]:
        start = sentence.start + match.start(1)
        if any(span[0] <= start < span[1] + 3 for event in [*own, *events] for span in event.spans) or not (
            HAPPENS.search(sentence.text) or _beside(sentence, start)
        ):
            continue
        tail = TAIL.search(sentence.text, match.end())
        name = " ".join(
            (
                match.group(1)
                + (match.group(2) if match.re is LOWER else "")
                + (f" {tail.group()}" if tail and match.re is LOWER and not match.group(2) else "")
            ).split()
        )
        when, place = (
            _when(code, sentence, start + len(match.group(1)), anchor, year),
            _where(sentence, mentions, start) or _referred(code),
        )
        if own and any(event.when == when for event in own):
            continue
        if when and not any(event.when == when and event.place == place for event in events):
            events.append(
                Happening(
                    name,
                    when,
                    place,
                    ((start, sentence.start + match.end(1)),),
                    match.group(1).split()[-1],
                    sentence.index,
                    tuple(_organizers(sentence, mentions)),
                    *(_crowd(sentence.text) or (None, None)),
                    None,
                    _planned(sentence.text),
                    False,
                    "plain",
                    0.7,
                )
            )
    if not events and not own and (match := SIGNED.search(sentence.text)):
        events += _signing(code, sentence, mentions, anchor, year, match)
    if not events and not own and (match := VISIT.search(sentence.text) or OPENED.search(sentence.text)):
        events += _visit(code, sentence, mentions, anchor, year, match)
    return events


def _beside(sentence: Sentence, start: int) -> bool:
    """Whether a day stands right after an event's name."""
    return any(
        tag.kind == "D" and 0 < tag.start - start < 60 and (tag.value.day or tag.value.weekday is not None)
        for tag in sentence.tags
    )  # type: ignore[attr-defined]


SERIAL = re.compile(
    r"\bsince\b[^.;]{4,80}\b(?:have met|has met|been held|taken place)\b|\b(?:been held|taken place|have met)\b[^.;]{0,60}\bsince\b",
    re.IGNORECASE,
)


def _signing(
    code: Code,
    sentence: Sentence,
    mentions: dict[int, Mention],
    anchor: str | None,
    year: int | None,
    match: re.Match[str],
) -> list[Happening]:
    """A signing that has its day and its place."""
    at = sentence.start + match.end()
    when, place = _when(code, sentence, at, anchor, year), _where(sentence, mentions, at)
    if not when or not place or len(when.start) < 7 or DENIED.search(sentence.text):
        return []
    name = f"signing of the {' '.join((match.group(1) or match.group(2)).split())}"
    return [
        Happening(
            name,
            when,
            place,
            ((sentence.start + match.start(), at),),
            "signing",
            sentence.index,
            (),
            *(_crowd(sentence.text) or (None, None)),
            None,
            _planned(sentence.text),
            False,
            "signing",
            0.7,
        )
    ]


DENIED = re.compile(r"\b(?:not|never|no|neither|nor|without|would)\b|n't\b")


def _visit(
    code: Code,
    sentence: Sentence,
    mentions: dict[int, Mention],
    anchor: str | None,
    year: int | None,
    match: re.Match[str],
) -> list[Happening]:
    at = sentence.start + match.end()
    when = _when(code, sentence, at, anchor, year)
    places = [
        mentions[tag.start].place
        for tag in sentence.tags
        if tag.kind == "P" and tag.start >= at and tag.start in mentions and not mentions[tag.start].weak
    ]
    verb = match.group().lower()
    place = (
        places[0]
        if places and not re.match(r"met|sat|received|welcomed|held|hosted", verb)
        else _where(sentence, mentions, at) or _referred(code)
    )
    body = next(
        (
            tag.value.text
            for tag in sentence.tags
            if tag.kind in "OF" and isinstance(tag.value, Name) and 0 <= tag.start - at < 14
        ),
        None,
    )
    if (
        not when
        or not (place or body and "call" in verb)
        or len(when.start) < 7
        or DENIED.search(sentence.text[: match.start()][-25:])
    ):
        return []
    meeting = re.match(r"met|sat|held", verb)
    noun = "opening" if match.re is OPENED else "meeting" if meeting else "courtesy call" if "call" in verb else "visit"
    name = f"{noun} {'in' if meeting or noun == 'opening' else 'on' if noun == 'courtesy call' else 'to'} {place.name if place and not (body and 'call' in verb) else body}"
    return [
        Happening(
            name,
            when,
            place,
            ((sentence.start + match.start(), at),),
            "meeting" if meeting else "visit",
            sentence.index,
            (),
            *(_crowd(sentence.text) or (None, None)),
            None,
            _planned(sentence.text),
            False,
            "visit",
            0.6,
        )
    ]


def _planned(text: str) -> bool:
    return bool(
        re.search(r"\b(?:will|is to|are to|scheduled|planned|is expected|are expected|set to|slated|upcoming)\b", text)
    )


def _organizers(sentence: Sentence, mentions: dict[int, Mention]) -> list[str]:
    match = BY.search(sentence.text)
    if not match:
        return []
    low, high = sentence.start + match.start(1), sentence.start + match.end(1)
    found = []
    for tag in sentence.tags:
        if low <= tag.start < high:
            if re.search(r"\b(?:in|at|on|with)\s(?:the\s)?$", sentence.text[: tag.start - sentence.start]):
                break
            if tag.kind == "O" and isinstance(tag.value, Name):
                found.append(tag.value.text)
            elif tag.kind == "P" and tag.start in mentions:
                found.append(mentions[tag.start].place.name)
    return found


def _crowd(text: str) -> tuple[int, str | None] | None:
    """How many came and the word that qualifies it."""
    if not CAME.search(text):
        return None
    for match in CROWD.finditer(text):
        value = _count(match.group("n") or match.group("m") or "")
        if value and value > 4:
            word = (match.group("q") or "").lower()
            return value, {
                "": None,
                "up to": "at-most",
                "fewer than": "at-most",
                "less than": "at-most",
                "as many as": "at-most",
                "more than": "at-least",
                "over": "at-least",
                "at least": "at-least",
                "no fewer than": "at-least",
                "well over": "at-least",
                "upwards of": "at-least",
            }.get(word, "about")
    return None


def _count(text: str) -> int | None:
    text = text.lower().replace(",", "")
    base, _, scale = text.partition(" ")
    value = float(base) if re.fullmatch(r"\d+(?:\.\d+)?", base) else 1 if base == "a" else number(base)
    return int(value * SCALE.get(scale, 1)) if value else None


def _peopled(events: Sequence[Happening], found: Sequence[Sentence]) -> list[Happening]:
    """Attendance said in the next sentence of the same paragraph."""
    out = []
    for event in events:
        after = found[event.sentence + 1] if event.sentence + 1 < len(found) else None
        if (
            event.attendance is None
            and after
            and after.block == found[event.sentence].block
            and (crowd := _crowd(after.text))
        ):
            event = replace(event, attendance=crowd[0], qualifier=crowd[1])
        out.append(event)
    return out


def _merged(events: Sequence[Happening]) -> list[Happening]:
    """Events named twice become one: same name, or a later short name whose head the first has."""
    chosen: list[Happening] = []
    for event in events:
        for index, other in enumerate(chosen):
            if _same(event, other):
                chosen[index] = replace(
                    other,
                    name=max(other.name, event.name, key=lambda n: len(n) if len(n) < 70 else 0)
                    if event.named == other.named
                    else (other.name if other.named else event.name),
                    when=_finer(other.when, event.when),
                    place=other.place or event.place,
                    attendance=other.attendance or event.attendance,
                    qualifier=other.qualifier or event.qualifier,
                    organizers=other.organizers or event.organizers,
                    edition=other.edition or event.edition,
                    spans=(*other.spans, *event.spans),
                    named=other.named or event.named,
                )
                break
        else:
            chosen.append(event)
    return chosen


def _finer(one: When | None, other: When | None) -> When | None:
    if one is None or other is None:
        return one or other
    return other if len(other.start) > len(one.start) and other.start.startswith(one.start[:4]) else one


def _same(event: Happening, other: Happening) -> bool:
    a, b = _words(event.name), _words(other.name)
    compatible = (
        not event.when
        or not other.when
        or event.when.start.startswith(other.when.start[:7])
        or other.when.start.startswith(event.when.start[:7])
    )
    if event.edition and other.edition and event.edition != other.edition:
        return False
    if not compatible:
        return False
    if a == b or (len(a & b) >= 2 and (a <= b or b <= a)):
        return True
    if (
        event.when
        and event.when == other.when
        and event.head == other.head
        and (event.place == other.place or not event.place or not other.place)
    ):
        return True
    return bool(
        event.head == other.head and (not event.when or event.when == other.when) and not event.named and len(b) <= 2
    )


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.lower()) if word not in ("the", "of", "and", "in", "for", "a")}
