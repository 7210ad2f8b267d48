"""A document's prose read in order: where a section, a dateline or a year begins, and the ties told in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onemoon.mappings.reading.coded import Code, encode, fold_lists
from onemoon.mappings.reading.cues import cues
from onemoon.mappings.reading.dateforms import Found
from onemoon.mappings.reading.dates import resolve
from onemoon.mappings.reading.document import Sentence
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.placing import Mention, promoted
from onemoon.mappings.reading.reference import Salience, refer
from onemoon.mappings.reading.sides import subject_of
from onemoon.mappings.reading.tag import Tag
from onemoon.mappings.reading.ties import Prose, Tie
from onemoon.mappings.reading.tiewords import LOOSE
from onemoon.mappings.reading.topics import DENIED, TOPIC
from onemoon.mappings.reading.twinnings import ties_in
from onemoon.mappings.reading.years import Years


def headed(found: list[Sentence]) -> bool:
    """Whether a page's first lines say that it is about ties."""
    return any(
        TOPIC.search(s.text) and not DENIED.search(s.text) and len(s.text) < 90 and not s.text.rstrip().endswith(".")
        for s in found[:3]
    )


RETRACTED = re.compile(
    r"\bnothing of the (?:kind|sort)\b|^(?:That|This|It|Which) (?:is|was) (?:wrong|false|untrue|not (?:so|true|"
    r"correct|the case))\b|"
    r"^(?:It|They|This|That) (?:is|are|was|were) not\.|^(?:No|Not so|Wrong|False)[,.:]|\b(?:do|does|did) (?:neither|"
    r"not) (?:of|have any)\b|\bno such (?:agreement|tie|document)\b"
)
"""What takes back the sentence before."""


def _of_others(code: Code, ties: list[Tie]) -> bool:
    """Whether a sentence is about other places than the last tie's."""
    named = {item.place for item in code.items.values()}
    return len(named) > 1 and not named & ties[-1].pair


OF_THE_TIE = re.compile(
    r"^(?:The|This|That|Their|Its) (?:[\w-]+ ){0,2}(?:agreement|tie|ties|bond|relations?|relationship|partnership|"
    r"pact|document|"
    r"paper|twinning|sisterhood|friendship|treaty|charter|accord|link)\b[^⟦]{0,40}\b(?:signed|concluded|dates?|dated|"
    r"in effect|"
    r"in force|existed|goes back|go back|made|formed|established|sealed|began|begun|formalised|formalized|"
    r"entered into)\b[^⟦]{0,24}⟦D|"
    r"^(?:It|They) (?:was|were|dates?|has been|had been|goes|go) (?:[\w]+ ){0,2}(?:signed|concluded|sealed|formed|"
    r"established|from|back|"
    r"in force|in effect)\b[^⟦]{0,24}⟦D"
)
CORRECTED = re.compile(r"\b(?:correct|right|true|actual) (?:date|year) (?:is|was)\b")


def _dated_later(code: Code, sentence: Sentence, prose: Prose, ties: list[Tie], last: tuple[int, int]) -> list[Tie]:
    """The ties with the date of the last one, if this sentence names no other place and says when it was made."""
    text = re.sub(r"^⟦[GR]\d+⟧", "It", code.text) if sentence.text.startswith("It ") else code.text
    corrects = CORRECTED.search(text)
    if len(code.dates) != 1 or not (corrects or OF_THE_TIE.search(text)):
        return ties
    mine = [tie for tie in ties if tie.spans[0] == last]
    if len({tie.pair for tie in mine}) != 1:
        return ties
    places = {item.place for _, _, group in code.groups_in(0, len(code.text)) for item in group}
    if not places <= mine[0].pair or mine[0].date and not corrects:
        return ties
    when = prose.years.resolve(next(iter(code.dates.values())))
    return [replace(tie, date=when) if when and tie in mine else tie for tie in ties]


def read_prose(
    found: list[Sentence], mentions: dict[int, Mention], host: Place | None, date: str | None
) -> tuple[list[Code], list[Tie]]:
    """(the code of each sentence, the ties that the prose states), read in order."""
    salience = Salience(host)
    prose = Prose(cues(), salience, Years(date), themed=any(TOPIC.search(s.text) for s in found), topic=headed(found))
    codes: list[Code] = []
    last = told = (0, 0)
    told_at = 0
    ties: list[Tie] = []
    block = None
    for sentence in found:
        if sentence.block is not block:
            block = sentence.block
            _turn(sentence, prose, host, mentions)
        if prose.topic:
            promoted(sentence, mentions)
        code = fold_lists(refer(encode(sentence, mentions), salience))
        if ties and RETRACTED.search(sentence.text) and not _of_others(code, ties):
            ties = [tie for tie in ties if tie.spans[0] != last]
        ties = _dated_later(code, sentence, prose, ties, told)
        last = (sentence.start, sentence.end)
        if sentence.block.kind in ("paragraph", "item", "title", "question", "answer"):
            ties += ties_in(code, prose, last)
        told = last if ties and ties[-1].spans[0] == last else told if told_at + 2 >= sentence.index else (0, 0)
        told_at = sentence.index if told == last else told_at
        _follow(code, sentence, prose)
        prose.asked = sentence.text.rstrip().endswith("?")
        prose.topic = prose.topic or prose.asked and bool(LOOSE.search(sentence.text.lower()))
        codes.append(code)
    return codes, ties


def _follow(code: Code, sentence: Sentence, prose: Prose) -> None:
    subject = subject_of(code.text, 0, code.groups_in(0, len(code.text))) if len(code.groups) > 1 else None
    prose.salience.remember(code.groups, subject[0] if subject else None)
    years = [found.year for found in code.dates.values() if found.year]
    if years and sentence.block.kind != "title":
        prose.years.context = years[-1]


def _turn(sentence: Sentence, prose: Prose, host: Place | None, mentions: dict[int, Mention]) -> None:
    """A new block begins: an enumeration goes on only from an announcement right above; a dateline changes the host."""
    prose.salience.fresh = False
    if sentence.block.kind == "title":
        prose.host = prose.focus = None
        prose.salience.host = _headed(sentence, mentions) or host
        year = next((tag.value for tag in sentence.tags if tag.kind == "D" and tag.value.kind == "year"), None)
        alone = year is not None and len(sentence.text.strip(" =#*.:-")) < 14
        prose.heading = prose.year = resolve(year, None) if alone and year else None
        prose.topic = prose.topic if alone else bool(TOPIC.search(sentence.text) and not DENIED.search(sentence.text))
    elif not prose.asked and _dateline(sentence, mentions):
        prose.host = None
        prose.salience.host = _dateline(sentence, mentions)
    if sentence.block.kind != "title":
        label = _labelled(sentence)
        prose.year = resolve(label, None) if label else prose.heading
    if prose.years.anchor:
        prose.years.context = None
    if prose.year and prose.year.year:
        prose.years.context = int(prose.year.year)


def _labelled(sentence: Sentence) -> Found | None:
    """The date that is a paragraph's whole first sentence: `1984, December 3.`"""
    dates = [tag for tag in sentence.tags if tag.kind == "D" and tag.value.year]
    whole = sentence.block.end - sentence.block.start < len(sentence.text) + 10
    if len(dates) == 1 and not whole and not sentence.text.replace(_text(sentence, dates[0]), "").strip(" .:,;-*"):
        return cast(Found, dates[0].value)
    return None


def _text(sentence: Sentence, tag: Tag) -> str:
    return sentence.text[tag.start - sentence.start : tag.end - sentence.start]


def _headed(sentence: Sentence, mentions: dict[int, Mention]) -> Place | None:
    """The only place of a heading below the first, host of its section."""
    places = {
        mentions[tag.start].place
        for tag in sentence.tags
        if tag.kind == "P" and tag.start in mentions and not mentions[tag.start].weak
    }
    return next(iter(places)) if len(places) == 1 and sentence.index > 3 else None


def _dateline(sentence: Sentence, mentions: dict[int, Mention]) -> Place | None:
    """The place that is a paragraph's whole first sentence (`SAKAI.`)."""
    spots = [tag for tag in sentence.tags if tag.kind == "P" and tag.start in mentions]
    if (
        len(spots) == 1
        and len(re.sub(r"[\W_]+", "", sentence.text)) <= spots[0].end - spots[0].start
        and sentence.block.kind == "paragraph"
    ):
        mentions[spots[0].start] = replace(mentions[spots[0].start], weak=False)
        return mentions[spots[0].start].place
    return None
