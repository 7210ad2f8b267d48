"""Whose text it is: the local government that `we`, `our city` and a bare list speak for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from onemoon.mappings.reading.coded import DATELINE
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
OFFICEHOLDER = re.compile(
    r"(?:(?:mayor|governor|magistrate|prefect)\s+(?:[\w.-]+\s){0,3}of\s+(?:the\s+)?)$", re.IGNORECASE
)
LISTING = re.compile(
    r"(?:sister|friendship|twin|partner)[- ]?(?:cit|town|munic|region|prov|pref)|"
    r"international (?:relation|exchange|affairs|cooperation)|partners? (?:abroad|overseas)",
    re.IGNORECASE,
)
SEAT = re.compile(
    r"\b(?:(?:city|town) halls?|municipality|(?:city|prefectural|provincial) government|(?:protocol|press) \w+,?|"
    r"administration),? (?:(?:of|in) )?(?:the )?(?:[Cc]ity of )?$"
)
SEATED = re.compile(
    r"(?:['’]s)? (?:[Cc]ity|[Tt]own) [Hh]all\b|"
    r" (?:City |Municipal |Prefectural |Provincial )?(?:Foreign Affairs|International|External|Exchange|Protocol)"
    r" (?:[A-Z]\w+ )?(?:Office|Division|Department|Section|Bureau)\b"
)
HERE = re.compile(r"\bhere in (?:the )?(?:city of )?$|\b(?:in a \w+|our \w+) in $", re.IGNORECASE)
KIN = (
    r"(?:sister|twin|friendship|partner)"
    r"(?:[- ](?:cit(?:y|ies)|towns?|provinces?|prefectures?|regions?|states?|ties))?s?"
)
KIN_OF = re.compile(rf"\b{KIN}(?<=s) (?:of|to) (?:the )?(?:city of |town of )?$", re.IGNORECASE)
KIN_HAS = re.compile(
    rf"['’]s (?:[\w-]+ ){{0,3}}{KIN}\b| (?:is|are|has been) (?:[\w-]+ ){{0,2}}(?:twinned|paired) with\b|"
    rf" (?:has|have|counts|keeps|maintains|calls|regards)\b[^.;]{{0,50}}\b{KIN}\b",
    re.IGNORECASE,
)


def host_of(
    source: Source, found: Sequence[Sentence], mentions: Mapping[int, Mention], gazetteer: Gazetteer
) -> Place | None:
    """The document's host, or None if nothing points to one."""
    points: Counter[Place] = Counter()
    _from_furniture(source, gazetteer, points)
    _from_letterhead(source, gazetteer, points)
    _from_text(found, mentions, points)
    _from_offices(found, gazetteer, points)
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


HEAD_ENDS = re.compile(r"\s{2,}|\s*[|(>:»]|\s[-–—/]+\s")
HEADED_BY = re.compile(
    r"(?i:[\s,.'’]|city|hall|assembly|government|office|council|town|prefectur\w*|municipal\w*|metropolitan|"
    r"province|provincial|county|district|ward|people|of|the|s|official|website|site|bulletin|gazette|administration|"
    r"mayor|governor|release|portal|press|public|relations|international|affairs|division|page|home|chronicle)*"
)
SMALL = re.compile(r"(?<=['’])S\b|\b(?:Of|The|And|For|In|At)\b")


def _cased(line: str) -> str:
    """A line in capitals as it would be written without."""
    return SMALL.sub(lambda match: match.group().lower(), line.title()) if line.isupper() else line


def _from_letterhead(source: Source, gazetteer: Gazetteer, points: Counter[Place]) -> None:
    """The place whose name opens the page, with nothing beside it but the words of its offices."""
    for block in source.blocks[:2]:
        head = _cased(HEAD_ENDS.split(source.plain[block.start : block.end].strip()[:100])[0].split("\n")[0])
        spots = [tag for tag in place_tags(head, gazetteer) if tag.kind == "P"]
        if len(spots) == 1 and HEADED_BY.fullmatch(head[: spots[0].start] + " " + head[spots[0].end :]):
            points[rank(spots[0].value, "", "", Counter())[0]] += 8


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
        short = _cased(" ".join(text.split())[:200])
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
    kin: Counter[Place] = Counter()
    listing = any(LISTING.search(sentence.text) for sentence in found[:6])
    for sentence in found:
        for tag in sentence.tags:
            mention = mentions.get(tag.start) if tag.kind == "P" else None
            if not mention or mention.weak:
                continue
            counts[mention.place] += 1
            before, after = sentence.text[: tag.start - sentence.start], sentence.text[tag.end - sentence.start :]
            if sentence.index < 8 and INTERVIEWED.search(before):
                points[mention.place] += 6
            elif sentence.index < 8 and OFFICEHOLDER.search(before):
                points[mention.place] += 1
            if sentence.index < 3 and listing:
                points[mention.place] += 1
            kin[mention.place] = max(kin[mention.place], _spoken_for(sentence, before, after))
    points.update(kin)
    for place, count in counts.most_common(1):
        rest = counts.most_common(2)[1][1] if len(counts) > 1 else 0
        points[place] += 3 if count >= 3 and count >= rest + 1 else 1


def _spoken_for(sentence: Sentence, before: str, after: str) -> int:
    """How much the words beside a place speak for its being the host: its town hall, its partners, a dateline."""
    if HERE.search(before) or sentence.index < 8 and SEAT.search(before):
        return 4
    if KIN_OF.search(before) or KIN_HAS.match(after) and not before.endswith(" and "):
        return 3
    if sentence.index < 8 and SEATED.match(after):
        return 3
    dateline = sentence.index < 4 and not before.strip() and DATELINE.match(sentence.text)
    return 3 if dateline and sentence.block.kind == "paragraph" else 0
