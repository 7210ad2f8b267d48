"""From a reading to the facts of a record: references, ids, spans, the forms that stand in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onemoon.mappings.fact import Fact
from onemoon.mappings.happenings import Event
from onemoon.mappings.iris import slug
from onemoon.mappings.reading.assess import BAR, weighed
from onemoon.mappings.reading.catalogue import Catalogue
from onemoon.mappings.reading.coded import Item
from onemoon.mappings.reading.dates import When, find
from onemoon.mappings.reading.events import Happening
from onemoon.mappings.reading.gazetteer import Place
from onemoon.mappings.reading.officers import Officer
from onemoon.mappings.reading.readings import Reading, named
from onemoon.mappings.ties import Agreement, Designation, Membership, Mention, Office, Person, Twinning
from onemoon.mappings.values import Span

KINDS = {"sister": "sister-city", "friendship": "friendship-city", "other": "partner-city"}
HEADS = {
    "talks": "meeting",
    "dialogue": "meeting",
    "seminar": "symposium",
    "opening": "ceremony",
    "signing": "signing",
    "inauguration": "ceremony",
    "trip": "visit",
    "mission": "visit",
    "call": "visit",
    "gala": "reception",
    "dinner": "reception",
    "banquet": "reception",
    "luncheon": "reception",
    "expo": "exhibition",
    "exposition": "exhibition",
    "biennale": "exhibition",
    "show": "exhibition",
    "tournament": "competition",
    "contest": "competition",
    "games": "sports-event",
    "marathon": "sports-event",
    "championship": "sports-event",
    "cup": "sports-event",
    "match": "sports-event",
    "race": "sports-event",
    "congress": "conference",
    "convention": "conference",
    "assembly": "conference",
    "roundtable": "round-table",
    "webinar": "session",
    "briefing": "session",
    "rededication": "ceremony",
    "dedication": "ceremony",
    "unveiling": "ceremony",
    "launch": "ceremony",
    "celebration": "ceremony",
    "parade": "festival",
}
EVENT_KINDS = set(
    "forum symposium conference summit meeting round-table workshop session lecture panel-discussion ceremony visit tour festival fair exhibition "
    "competition sports-event concert signing campaign speech reception promotion".split()
)


@dataclass
class Emitter:
    """Turns one reading into facts; ids are unique within the record and stable."""

    reading: Reading
    catalogue: Catalogue
    ids: set[str] = field(default_factory=set)
    forms: dict[Place, tuple[str, Span]] = field(default_factory=dict)

    def facts(self) -> Iterator[Fact]:
        """All facts: mentions first, then people, ties, titles, memberships, agreements, events."""
        yield from self._mentions()
        yield from self._people()
        yield from self._twinnings()
        yield from self._designations()
        yield from self._memberships()
        yield from self._agreements()
        yield from self._events()

    def _id(self, *parts: str) -> str:
        stem = slug(" ".join(part for part in parts if part))[:90].strip("-") or "fact"
        name, number = stem, 2
        while name in self.ids:
            name, number = f"{stem}-{number}", number + 1
        self.ids.add(name)
        return name

    def _ref(self, place: Place) -> str:
        return self.catalogue.place(place, self.forms.get(place, ("", None))[0])

    def _mentions(self) -> Iterator[Fact]:
        spans: dict[Place, list[Span]] = {}
        text = self.reading.source.text
        mentions = sorted(self.reading.mentions.values(), key=lambda one: one.start)
        for mention in mentions:
            form = " ".join(mention.form.split())
            if text[mention.start : mention.end] == form:
                self.forms.setdefault(mention.place, (form, Span(mention.start, mention.end)))
        for mention in named(self.reading):
            spans.setdefault(mention.place, []).append(Span(mention.start, mention.end))
        for place, found in spans.items():
            ref = self._ref(place)
            yield Mention(
                kind="mention",
                thing=ref,
                id=self._id("mention", ref.partition("/")[2]),
                spans=tuple(sorted(found)),
                stated=self._stated([place], found),
                reviewed=False,
                rule="gazetteer" if place.geonames or place.ref else "place-pattern",
                confidence=0.97,
            )

    def _evidence(self, spans: tuple[tuple[int, int], ...], places: list[Place]) -> tuple[Span, ...]:
        """The spans of a fact, and where its places are named if they aren't in them."""
        out = [Span(*span) for span in spans if span[0] < span[1]]
        for place in places:
            _, span = self.forms.get(place, ("", None))
            if span and not any(a <= span[0] and span[1] <= b for a, b in out):
                out.append(span)
        return tuple(sorted(dict.fromkeys(out)))

    def _stated(
        self, places: list[Place], spans: tuple[Span, ...] | list[Span], **values: str | int | None
    ) -> dict[str, str]:
        """The forms under which places, dates and numbers stand in the spans, where they differ from the fact's own."""
        passages = [self.reading.source.text[a:b] for a, b in spans]
        stated: dict[str, str] = {}
        for place in places:
            form = self.forms.get(place, ("", None))[0]
            if form and any(form in passage for passage in passages):
                stated[self._ref(place)] = form
        for name, value in values.items():
            if value is not None and not _stands(str(value), " ".join(passages)):
                stated[name] = _short(passages)
        return stated

    def _people(self) -> Iterator[Fact]:
        for one in self.reading.officers:
            spans = tuple(Span(*span) for span in one.spans)
            key = slug(one.name) or "person"
            printed = self.reading.source.text[spans[0][0] : spans[0][1]]
            yield Person(
                kind="person",
                key=key,
                name=one.name,
                also=(printed,) if printed != one.name and "\n" not in printed else (),
                id=self._id("person", key),
                spans=spans,
                reviewed=False,
                rule="person-with-office",
                confidence=0.95,
            )
            yield self._office(one, key, spans)

    def _office(self, one: Officer, key: str, spans: tuple[Span, ...]) -> Fact:
        office = " ".join(one.office.split()[:8]) or "Representative"
        office = office[0].upper() + office[1:]
        where = (
            self._ref(one.place)
            if one.place
            else self.catalogue.named("organization", one.organization)
            if one.organization
            else None
        )
        wide = (Span(max(0, spans[0][0] - 60), min(len(self.reading.source.text), spans[0][1] + 80)), *spans)
        stated = self._stated([one.place] if one.place else [], wide)
        stated["role"] = (
            _short([self.reading.source.text[a:b] for a, b in wide])
            if office.lower() not in self.reading.source.text[slice(*wide[0])].lower()
            else self._as_printed(office, wide[0])
        )
        if where and not one.place:
            stated["organization"] = self._as_printed(one.organization or "", wide[0]) or stated["role"]
        return Office(
            kind="office",
            person=f"person/{key}",
            role=self.catalogue.named("role", office),
            organization=where,
            status="ended" if one.former else None,
            id=self._id("office", key),
            spans=wide,
            stated={k: v for k, v in stated.items() if v},
            reviewed=False,
            rule="office",
            confidence=0.9,
        )

    def _as_printed(self, name: str, span: Span) -> str:
        passage = self.reading.source.text[span[0] : span[1]]
        at = passage.lower().find(name.lower())
        return passage[at : at + len(name)] if at >= 0 else ""

    def _twinnings(self) -> Iterator[Fact]:
        for tie in weighed(self.reading.ties):
            places = [tie.first.place, tie.second.place]
            spans = self._evidence(tie.spans, places)
            start = tie.date.start if tie.date else None
            keys = sorted(self._ref(place) for place in places)
            yield Twinning(
                kind="twinning",
                parties=tuple(self._ref(place) for place in places),
                types=(KINDS[tie.kind],),
                status=tie.status,
                start=start,  # type: ignore[arg-type]
                id=self._id("twinning", *(key.partition("/")[2] for key in keys)),
                spans=spans,
                stated=self._stated(places, spans, start=start),
                reviewed=False,
                rule=tie.rule,
                confidence=tie.confidence,
                candidate=tie.confidence < BAR,
            )

    def _designations(self) -> Iterator[Fact]:
        for one in self.reading.honours:
            sentence = next(s for s in self.reading.sentences if s.start <= one.spans[0][0] < s.end + 1)
            spans = self._evidence(
                ((sentence.block.start, sentence.block.end) if one.rule == "row" else (sentence.start, sentence.end),),
                [one.place.place],
            )
            title = self.catalogue.named("title", one.title)
            stated = self._stated([one.place.place], spans, year=one.year)
            stated["title"] = _short([self.reading.source.text[a:b] for a, b in spans])
            yield Designation(
                kind="designation",
                designee=self._ref(one.place.place),
                title=title,
                year=one.year,
                id=self._id(title.partition("/")[2], one.year or "", self._ref(one.place.place).partition("/")[2]),
                spans=spans,
                stated=stated,
                reviewed=False,
                rule=f"title-{one.rule}",
                confidence=one.confidence,
            )

    def _memberships(self) -> Iterator[Fact]:
        for one in self.reading.belongings:
            spans = self._evidence(one.spans, [one.member.place])
            organization = self.catalogue.named("organization", one.organization)
            start = one.date.start if one.date else None
            stated = {**self._stated([one.member.place], spans, start=start), "organization": one.organization}
            yield Membership(
                kind="membership",
                member=self._ref(one.member.place),
                organization=organization,
                start=start,
                id=self._id(
                    "membership", self._ref(one.member.place).partition("/")[2], organization.partition("/")[2]
                ),
                spans=spans,
                stated=stated,
                reviewed=False,
                rule=one.rule,
                confidence=one.confidence,
            )

    def _agreements(self) -> Iterator[Fact]:
        for one in self.reading.compacts:
            places = [party.place for party in one.parties if isinstance(party, Item)]
            spans = self._evidence(one.spans, places)
            refs = tuple(
                self._ref(p.place) if isinstance(p, Item) else self.catalogue.named("organization", p)
                for p in one.parties
            )
            start = one.date.start if one.date else None
            key = slug(" ".join(["agreement", *(ref.partition("/")[2] for ref in refs), start or ""]))[:120].strip("-")
            called = " and ".join(party if isinstance(party, str) else party.place.name for party in one.parties)
            stated = {
                **self._stated(places, spans, start=start),
                "name": _short([self.reading.source.text[a:b] for a, b in spans]),
                "parties": _short([self.reading.source.text[a:b] for a, b in spans]),
            }
            yield Agreement(
                kind="agreement",
                key=key,
                name=f"Agreement of {called}" + (f" on {one.subject}" if one.subject else ""),
                parties=refs,
                start=start,
                id=self._id(key),
                spans=spans,
                stated=stated,
                reviewed=False,
                rule=one.rule,
                confidence=one.confidence,
            )

    def _events(self) -> Iterator[Fact]:
        for one in self.reading.events:
            yield self._event(one)

    def _event(self, one: Happening) -> Fact:
        sentence = self.reading.sentences[one.sentence]
        places = [one.place] if one.place else []
        spans = self._evidence(((sentence.start, sentence.end), *one.spans), places)
        when: When | None = one.when
        start, end = (when.start, when.end) if when else (None, None)
        key = (
            slug(f"{one.name} {'' if re.search(r'(?:19|20)[0-9][0-9]', one.name) else start or ''}")[:100].strip("-")
            or "event"
        )
        stated = self._stated(
            places, spans, start=start, end=end, name=one.name, attendance=one.attendance, edition=one.edition
        )
        organizers = tuple(
            self.catalogue.named("organization", name)
            if name not in self._named_places()
            else self._ref(self._named_places()[name])
            for name in one.organizers
        )
        if organizers:
            stated["organizers"] = one.organizers[0]
        kind = HEADS.get(one.head, one.head)
        return Event(
            kind="event",
            key=key,
            name=one.name,
            type=kind if kind in EVENT_KINDS else "meeting",
            start=start,
            end=end,
            location=self._ref(one.place) if one.place else None,
            organizers=organizers,
            attendance=one.attendance,
            attendance_qualifier=one.qualifier if one.attendance else None,
            edition=one.edition,  # type: ignore[arg-type]
            status="planned" if one.planned else None,
            id=self._id(key),
            spans=spans,
            stated=stated,
            reviewed=False,
            rule=f"event-{one.rule}",
            confidence=one.confidence,
        )

    def _named_places(self) -> dict[str, Place]:
        return {mention.place.name: mention.place for mention in self.reading.mentions.values()}


def _stands(value: str, passage: str) -> bool:
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}|--\d\d-\d\d", value):
        parts = [part for part in value.strip("-").split("-") if part]
        return all(re.search(rf"(?<!\d)0?{int(part)}(?!\d)", passage) for part in (parts[0], *parts[2:]))
    if value.isdigit():
        return bool(re.search(rf"(?<![\d,.])(?:{int(value):,}|{value})(?![\d,]*\d)", passage))
    return value.lower() in passage.lower()


def _short(passages: list[str]) -> str:
    """A date or, failing that, the first few words of a passage: where to look for what the text says in other words."""
    for passage in passages:
        if found := find(passage):
            return passage[found[0].start : found[0].end]
    return " ".join(passages[0].split(" ")[:4])[:60].split("\n")[0].strip() or passages[0][:1]
