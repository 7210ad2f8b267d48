"""Whose text it is: the local government that `we`, `our city` and a bare list speak for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from onemoon.mappings.reading.coded import dateline
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Gazetteer, Place
from onemoon.mappings.reading.placetags import place_tags
from onemoon.mappings.reading.placing import Mention, rank
from onemoon.mappings.reading.source import Source

OWNER = re.compile(
    r"(?:©|\(c\)|About|City of|official (?:web)?site|City Hall|Council|homepage|Municipal|"
    r"METROPOLITAN|Prefecture|Portal|News from)",
    re.IGNORECASE,
)
INTERVIEWED = re.compile(
    r"(?:interview|a talk|conversation|an hour|questions? (?:to|for)|talks? to|"
    r"speaks?)\b[^.]{0,60}\b(?:mayor|governor|chair\w*|head|director|chief|officer|coordinator)"
    r"(?:\s+of\s+(?:the\s+)?|\b[^.]{0,60}(?:,| of| in| at| for) (?:the )?)$",
    re.IGNORECASE,
)
SEATED = re.compile(
    r"\b(?:(?:city|town) halls?|municipality|(?:city|prefectural|provincial) government|(?:protocol|press) \w+,?|"
    r"administration),? (?:(?:of|in) )?(?:the )?(?:[Cc]ity of )?$"
)
OFFICES = re.compile(
    r"(?:['’]s)? (?:[Cc]ity|[Tt]own) [Hh]all\b|"
    r" (?:City |Municipal |Prefectural |Provincial )?(?:Foreign Affairs|International|External|Exchange|Protocol)"
    r" (?:[A-Z]\w+ )?(?:Office|Division|Department|Section|Bureau)\b"
)
OFFICEHOLDER = re.compile(
    r"(?:(?:mayor|governor|magistrate|prefect)\s+(?:[\w.-]+\s){0,3}of\s+(?:the\s+)?)$", re.IGNORECASE
)
LISTING = re.compile(
    r"(?:sister|friendship|twin|partner)[- ]?(?:cit|town|munic|region|prov|pref)|"
    r"international (?:relation|exchange|affairs|cooperation)|partners? (?:abroad|overseas)",
    re.IGNORECASE,
)
DATELINE = re.compile(r"^\s*(?:[A-Z][A-Z .'-]{3,30}|[A-Z][\w' -]{2,30}(?: and [A-Z]\w+)?)\.\s")


def host_of(
    source: Source, found: Sequence[Sentence], mentions: Mapping[int, Mention], gazetteer: Gazetteer
) -> Place | None:
    """The document's host, or None if nothing points to one."""
    points: Counter[Place] = Counter()
    _from_letterhead(source, gazetteer, points)
    _from_furniture(source, gazetteer, points)
    _from_offices(found, gazetteer, points)
    _from_text(found, mentions, points)
    if not points:
        return None
    (best, score), *others = points.most_common(2)
    second = others[0][1] if others else 0
    return best if score >= 3 and score > second else None


OFFICER = re.compile(
    r"\b(?:clerk|head|director|chief|officer|secretary|spokes\w+|coordinator|manager|official|councillor)s?\b"
    r"[^.;]{0,40}\b(?:of|at|in|from|for) (?:the )?$",
    re.IGNORECASE,
)


def _from_offices(found: Sequence[Sentence], gazetteer: Gazetteer, points: Counter[Place]) -> None:
    """The place in the name of the office whose clerk or head a text is about."""
    for sentence in found[:6]:
        for tag in sentence.tags:
            name = sentence.text[tag.start - sentence.start : tag.end - sentence.start]
            if tag.kind in "OF" and OFFICER.search(sentence.text[: tag.start - sentence.start]):
                spots = [spot for spot in place_tags(name, gazetteer) if spot.kind == "P"]
                if len(spots) == 1:
                    points[rank(spots[0].value, "", "", Counter())[0]] += 4


HEAD_ENDS = re.compile(r"\s{2,}|\s*[|(>:»]|\s[-–—]+\s")
HEADED_BY = re.compile(
    r"(?i:[\s,.'’]|city|hall|assembly|government|office|council|town|prefectur\w*|municipal\w*|metropolitan|"
    r"province|provincial|county|district|people|of|the|official|website|site|bulletin|gazette)*"
)


def _from_letterhead(source: Source, gazetteer: Gazetteer, points: Counter[Place]) -> None:
    """The place whose name opens the page, with nothing beside it but the words of its offices."""
    for block in source.blocks[:2]:
        head = HEAD_ENDS.split(source.plain[block.start : block.end].strip()[:100])[0].split("\n")[0]
        head = head.title() if head.isupper() else head
        spots = [tag for tag in place_tags(head, gazetteer) if tag.kind == "P"]
        if len(spots) == 1 and HEADED_BY.fullmatch(head[: spots[0].start] + " " + head[spots[0].end :]):
            points[rank(spots[0].value, "", "", Counter())[0]] += 4


def _from_furniture(source: Source, gazetteer: Gazetteer, points: Counter[Place]) -> None:
    edges = [*source.blocks[:6], *source.blocks[-4:]]
    texts = [
        source.plain[b.start : b.end]
        for b in edges
        if b.kind in ("navigation", "imprint", "title")
        or b.end - b.start < 80
        and not source.plain[b.start : b.end].rstrip().endswith(".")
    ]
    texts += [source.meta.get(key, "") for key in ("publisher", "title")]
    for text in dict.fromkeys(texts):
        short = " ".join(text.split())[:200]
        if short.isupper():
            short = short.title()
        for tag in place_tags(short, gazetteer):
            if tag.kind == "P" and not (tag.value.weak and not tag.value.type):
                place = rank(tag.value, "", "", Counter())[0]
                own = _headed(short[: tag.start], short[tag.end :])
                points[place] += 4 if own or OWNER.search(short) else 1


TOPICAL = re.compile(
    r"sister|twin|friend|partner|international|relations|exchange|fact ?sheet|profile|figures|glance|timeline|"
    r"history|faq|"
    r"questions|handbook",
    re.IGNORECASE,
)


def _headed(before: str, after: str) -> bool:
    """Whether a heading names a place as the one whose page it is: `Sister cities of X`, `X: partners at a glance`."""
    if TOPICAL.search(before) and re.search(r"(?:\bof|\bfor|\bin|:)\s*(?:the )?(?:city of )?$", before, re.IGNORECASE):
        return not after.strip(" '|.,-)=#*") or after.lstrip().startswith(("'s", "(", ",", ":"))
    return bool(TOPICAL.search(after) and re.match(r"\s*(?:['’]s|:|–|-|—)\s", after))


def _from_text(found: Sequence[Sentence], mentions: Mapping[int, Mention], points: Counter[Place]) -> None:
    counts: Counter[Place] = Counter()
    listing = any(LISTING.search(sentence.text) for sentence in found[:6])
    for sentence in found:
        for tag in sentence.tags:
            mention = mentions.get(tag.start) if tag.kind == "P" else None
            if not mention or mention.weak:
                continue
            counts[mention.place] += 1
            before = sentence.text[: tag.start - sentence.start]
            after = sentence.text[tag.end - sentence.start :]
            if sentence.index < 8 and INTERVIEWED.search(before):
                points[mention.place] += 6
            elif sentence.index < 6 and (SEATED.search(before) or OFFICES.match(after)):
                points[mention.place] += 4
            elif tag.end - sentence.start < dateline(sentence):
                points[mention.place] += 1
            elif sentence.index < 8 and OFFICEHOLDER.search(before):
                points[mention.place] += 1
            if sentence.index < 3 and listing:
                points[mention.place] += 1
    for place, count in counts.most_common(1):
        rest = counts.most_common(2)[1][1] if len(counts) > 1 else 0
        points[place] += 3 if count >= 3 and count >= rest + 1 else 1
