"""Designations: titles conferred on local governments, with the year of the edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onemoon.mappings.reading.clauses import clauses
from onemoon.mappings.reading.coded import Code, Item
from onemoon.mappings.reading.dates import resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.honourlists import HEADED, Honour, _unique, row_honours
from onemoon.mappings.reading.placing import Mention
from onemoon.mappings.reading.programmes import Programme

TITLE = re.compile(r"⟦T(\d+)⟧")

CONFERRED = re.compile(
    r"\b(?:designat\w+|select(?:ed|ion)|chosen|chose|named|certifi\w+|recogni[sz]ed|appointed|"
    r"awarded|carried|carries|bears?|bore|holds?|held|"
    r"became|become|becomes|was|is|are|were|has been|had been|have been|been|crowned|given|"
    r"title|hono[u]rs?|as|listed|inscribed|inducted|admitted|"
    r"joined|accepted|won|received|receives|declared|proclaimed|began its year|of the year|"
    r"serves?|served|shar(?:e|es|ed)|conferred|one of|along with|together with)\b",
    re.IGNORECASE,
)

REFERRED = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ss]ame) (?:\w+ )?(?:title|hono[u]r|designation|"
    r"distinction)\b(?!-)|\bdesignated (?:as such)?\b|\b(?:was|were|been|are|is) (?:also "
    r")?(?:chosen|selected|picked|named)\b"
)

AMONG = re.compile(r"\b(?:alongside|besides|together with|along with|as well as)\b", re.IGNORECASE)

BARRED = re.compile(
    r"\b(?:candidate|candidac\w+|appl(?:y|ied|ies|ication)|bid(?:ding)?|nominat\w+|hopes?|"
    r"plans? to|aims?|wants?|wishes|seek\w*|compet\w+|would like|runner-up|shortlist\w*|"
    r"declared itself|calls itself|self-(?:declared|styled)|former holder of no)\b",
    re.IGNORECASE,
)

DENIED = re.compile(r"\b(?:not|never|no)\b|n't\b", re.IGNORECASE)

ADJUNCT = re.compile(r"\b(?:in|at|visit to|visited|with|from|to|between|mayor of|near)\s+(?:the\s+)?$", re.IGNORECASE)

CONGRATULATES = re.compile(r" (?:\w+ )?(?:congratulat\w+|prais\w+|nominat\w+|chose|named|recommend\w+) (?:the )?⟦G")
ELSEWHEN = re.compile(r"\b(?:before|after|when|while|until|but|where|ahead of|because|although)\b")

OWN_VERB = re.compile(r",?\s(?:also\s)?(?:joined|was|were|is|has|have|had|became|received|got|followed)\b")


def honours_in(
    codes: Sequence[Code],
    found: Sequence[Sentence],
    mentions: dict[int, Mention],
    host: Place | None,
    anchor: str | None,
) -> list[Honour]:
    """The designations of a document, prose first, then its lists."""
    programme: Programme | None = None
    year: int | None = None
    edition: str | None = None
    fresh = False
    honours: list[Honour] = []
    for code, sentence in zip(codes, found, strict=True):
        titles = [tag.value for tag in sentence.tags if tag.kind == "T"]
        if sentence.block.kind not in ("row", "header"):
            honours += _edited(_prose(code, sentence, programme, host, anchor, year, fresh), edition)
        fresh = bool(titles) and bool(CONFERRED.search(sentence.text)) and sentence.block.kind != "title"
        if titles:
            programme = titles[-1]
        if sentence.block.kind == "title":
            edition = _edition(sentence, titles) or (edition if sentence.index < 4 else None)
        years = [one.year for one in code.dates.values() if one.year]
        year = years[-1] if years else (int(programme.year) if titles and programme and programme.year else year)
    return _unique([*honours, *row_honours(found, mentions, programme, anchor)])


def _edition(sentence: Sentence, titles: Sequence[Programme]) -> str | None:
    """The year of a heading, for the titles below it."""
    years = [tag.value.year for tag in sentence.tags if tag.kind == "D" and tag.value.kind == "year" and tag.value.year]
    named = next((title.year for title in titles if title.year), None)
    return named or (str(years[0]) if len(years) == 1 and HEADED.search(sentence.text) else None)


def _edited(honours: Sequence[Honour], edition: str | None) -> list[Honour]:
    return [replace(one, year=one.year or edition) for one in honours]


def _prose(
    code: Code,
    sentence: Sentence,
    last: Programme | None,
    host: Place | None,
    anchor: str | None,
    year: int | None,
    fresh: bool,
) -> list[Honour]:
    text = code.text
    marks = _marks(code, sentence, last, fresh)
    if not marks or BARRED.search(text) or DENIED.search(text[max(0, marks[0][0] - 45) : marks[0][0]]):
        return []
    if sentence.block.kind == "item" and marks[0][0] < 12 and not code.groups and host:
        return [
            _honour(Item(host, sentence.start, sentence.start), marks[0], code, anchor, year, (0, len(text)), "item")
        ]
    honours: list[Honour] = []
    for index, mark in enumerate(marks):
        low = max(marks[index - 1][1] if index else 0, text.rfind("; ", 0, mark[0]) + 1)
        high = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        high = min(high, next((m.start() for m in re.finditer("; ", text) if m.start() > mark[1]), high))
        own = _around(code, mark, (low, high), sentence, host, anchor, year)
        if index and not own and honours:
            own = [
                _honour(one.place, mark, code, anchor, year, (low, high), "prose")
                for one in honours
                if one.title == honours[0].title
            ]
        honours += own
    return honours


def _marks(code: Code, sentence: Sentence, last: Programme | None, fresh: bool) -> list[tuple[int, int, Programme]]:
    """Where a sentence names a title, or refers back to the last one."""
    text = code.text
    marks = [(m.start(), m.end(), sentence.tags[int(m.group(1))].value) for m in TITLE.finditer(text)]
    if marks or not last:
        return marks
    again = replace(last, year=None)
    if match := REFERRED.search(text):
        bare = match.group().startswith(("was", "were", "been", "are", "is", "desig"))
        if not bare or re.search(r"title|hono|city|cities", text) or AMONG.search(text):
            return [(match.start(), match.end(), again)]
    if fresh and (listed := THEY_ARE.match(text)):
        return [(listed.start(), listed.end(), again)]
    return []


THEY_ARE = re.compile(r"(?:They|These|The (?:\w+ )?(?:cities|places|winners)) (?:are|were)\b:?")


def _around(
    code: Code,
    mark: tuple[int, int, Programme],
    scope: tuple[int, int],
    sentence: Sentence,
    host: Place | None,
    anchor: str | None,
    year: int | None,
) -> list[Honour]:
    text = code.text
    start, end, _ = mark
    items: list[tuple[Item, tuple[int, int]]] = []
    verb = bool(CONFERRED.search(text))
    groups = code.groups_in(*scope)
    for low, high, group in groups:
        before = text[:low]
        if low >= end and OWN_VERB.match(text, high):
            continue
        if high <= start and (verb or text[high:start].strip() in (",", ", the", ", a", "(", "–", "-")):
            if (
                not ADJUNCT.search(before)
                and not CONGRATULATES.match(text, high)
                or re.match(r",? (?:which|that|itself)\b", text[high:start])
                or AMONG.search(before[-16:])
                or re.search(r"\b(?:with|between)\s$", before)
                and "designat" in text
            ):
                items += [(item, (low, high)) for item in group]
        elif low >= end and re.search(
            r"(?:^\s?[:(,]?\s?$|\b(?:with|alongside|besides|are|is|were|was|to|for|of|by|and|it "
            r"is)\s(?:the\s)?$|^ (?:in|for) ⟦D\d+⟧,? (?:together with|along with|with)\s$)",
            text[end:low],
        ):
            if verb or re.match(r"\s?[:(,]", text[end:low]) or not text[end:low].strip():
                items += [(item, (low, high)) for item in group]
        elif (
            low >= end
            and items
            and re.fullmatch(r"[^.;]{0,40}(?:and|together with|along with|,)[^.;]{0,30}", text[end:low])
            and not ELSEWHEN.search(text[end:low])
        ):
            items += [(item, (low, high)) for item in group]
    if not items and host and verb and re.search(r"\b(?:we|our|its?|it|the city)\b", text[:start], re.IGNORECASE):
        items = [(Item(host, sentence.start, sentence.start), (0, 0))]
    clause = next(((a, b) for a, b in clauses(text) if a <= start < b), (0, len(text)))
    return [_honour(item, mark, code, anchor, year, clause, "prose") for item, _ in items]


def _honour(
    item: Item,
    mark: tuple[int, int, Programme],
    code: Code,
    anchor: str | None,
    year: int | None,
    clause: tuple[int, int],
    rule: str,
) -> Honour:
    programme: Programme = mark[2]
    return Honour(
        item,
        programme.title,
        programme.year or _year(code, mark, anchor, year, item),
        rule,
        0.85,
        ((code.start, code.start + 1),),
    )


def _year(code: Code, mark: tuple[int, int, Programme], anchor: str | None, year: int | None, item: Item) -> str | None:
    """The year nearest to the title, one that the sentence binds to it by `in`, `for`, `that year` …"""
    if item.date and item.date.year:
        return str(item.date.year)
    text = code.text
    best: tuple[int, str] | None = None
    for match in re.finditer(r"⟦D(\d+)⟧", text):
        found = code.dates.get(int(match.group(1)))
        when = resolve(found, anchor, year) if found else None
        if not when or not when.year:
            continue
        distance = match.start() - mark[1] if match.start() >= mark[1] else mark[0] - match.end() + 15
        before = text[: match.start()]
        if (
            re.search(r"\b(?:held|visited|opened|took place|ceremony|launched|on)\s(?:on\s|in\s)?$", before)
            and found
            and found.day
        ):
            distance += 30
        if re.fullmatch(r"\s+as (?:an?|the|one of the)\s(?:\w+ )?", text[match.end() : mark[0]]):
            distance = 0
        if found and (found.day or found.weekday is not None):
            distance += 500
        if best is None or distance < best[0]:
            best = (distance, when.year)
    return (
        best[1]
        if best
        and (
            best[0] < 400
            or best[0] < 545
            and re.search(r"\b(?:accept|designat|certifi|inscri|recogni|select|chosen|given)\w*", text)
        )
        else None
    )
