"""What the data knows about a thing from what points at it: partners, titles, events, offices, gifts, figures …"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from .data import Data
from .describe import Incoming
from .evidence import value
from .labels import Label
from .languages import Wording
from .terms import DCTERMS, OA, OM, PROV, SCHEMA
from .values import Link, Values, marks
from .when import When, when

TITLES = {
    "twinning": "Partners", "designation": "Titles held", "agreement": "Agreements", "event": "Events",
    "series": "Event series", "membership": "Offices and memberships", "participation": "Roles at events",
    "project": "Projects", "gift": "Gifts", "figure": "Figures", "work": "Works", "place": "Places",
    "procedure": "Procedures", "government": "Local governments", "organization": "Organisations",
    "person": "People", "country": "Countries", "document": "Documents", "title": "Titles", "item": "Items",
    "role": "Offices", "measure": "Measures",
}  # fmt: skip
SHOWN = 12
_DETAILS = (DCTERMS.type, OM.role, OM.topic)
_AMOUNTS = ((SCHEMA.value, OM.valueQualifier), (OM.attendance, OM.attendanceQualifier))
_OTHER_SIDE = (OM.party,)
_TOLD_OTHERWISE = frozenset((OA.hasBody, OA.hasSource, OM.twinnedWith))
_SILENT = frozenset((OA.hasBody, OA.hasSource, PROV.wasDerivedFrom, OM.party))


@dataclass(frozen=True)
class Entry:
    """A thing that points at this one: its link, the other parties, when, in which roles, what else, its marks."""

    node: NamedNode
    link: Link
    ends: tuple[Link, ...]
    when: When | None
    roles: tuple[Link, ...]
    details: tuple[Link, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The things of one kind that point at this one: the first of them and how many there are."""

    kind: str
    title: str
    entries: tuple[Entry, ...]
    total: int


@dataclass
class Dossier:
    """Makes the groups of one thing."""

    data: Data
    thing: NamedNode
    values: Values
    words: Wording
    _by_kind: dict[str, dict[NamedNode, set[NamedNode]]] = field(default_factory=lambda: defaultdict(dict))

    def take(self, pointing: Iterable[Incoming]) -> list[Incoming]:
        """Sort what points at the thing by kind; gives back what is of no known kind."""
        rest = []
        for group in pointing:
            if group.predicate in _TOLD_OTHERWISE:
                continue
            others = [quad for quad in group.quads if not self._taken(quad)]
            if others:
                rest.append(Incoming(group.predicate, others, group.total))
        return rest

    def _taken(self, quad: Quad) -> bool:
        kind = kind_of(self.data, quad.subject) if isinstance(quad.subject, NamedNode) else ""
        if kind not in TITLES or not isinstance(quad.subject, NamedNode):
            return False
        self._by_kind[kind].setdefault(quad.subject, set()).add(quad.predicate)
        return True

    def kinds(self) -> set[str]:
        """The kinds there is something of."""
        return set(self._by_kind)

    def groups(self, most: int = SHOWN) -> list[Group]:
        """The groups, in the order of their titles above; the newest entries first."""
        return [self.group(kind, 0, most) for kind in TITLES if kind in self._by_kind]

    def group(self, kind: str, first: int, most: int) -> Group:
        """Some entries of one kind."""
        nodes = sorted(self._by_kind[kind], key=self._place)
        entries = tuple(self._entry(node, self._by_kind[kind][node]) for node in nodes[first : first + most])
        return Group(kind, TITLES[kind], entries, len(nodes))

    def _place(self, node: NamedNode) -> tuple[bool, int, str]:
        found = when(self.data.store, node, self.words)
        return (found is None, -found.year if found else 0, node.value)

    def _entry(self, node: NamedNode, by: set[NamedNode]) -> Entry:
        store = self.data.store
        named = sorted(by - _SILENT, key=lambda each: each.value)
        return Entry(
            node,
            self.values.link(node),
            self._ends(node) if by & set(_OTHER_SIDE) else (),
            when(store, node, self.words),
            tuple(self.values.property(each) for each in named),
            tuple(self._details(store, node)),
            tuple(marks(store, node)),
        )

    def _ends(self, node: NamedNode) -> tuple[Link, ...]:
        quads = self.data.store.quads_for_pattern(node, OM.party, None, DefaultGraph())
        return tuple(sorted((self.values.link(q.object) for q in quads if q.object != self.thing), key=_label))

    def _details(self, store: Store, node: NamedNode) -> Iterable[Link]:
        for predicate in _DETAILS:
            for quad in store.quads_for_pattern(node, predicate, None, DefaultGraph()):
                yield self.values.shown(quad.object)
        for amount, qualifier in _AMOUNTS:
            text = amount_text(store, node, amount, qualifier, self.values)
            if text:
                yield Link(Label(text), None, "")


def amount_text(store: Store, node: NamedNode, amount: NamedNode, qualifier: NamedNode, values: Values) -> str:
    """`at least 5,000 masks`: the qualifier, the number and the unit that the data states."""
    number, limit, unit = (value(store, node, each) for each in (amount, qualifier, SCHEMA.unitText))
    if not isinstance(number, Literal):
        return ""
    words = [values.link(limit).label.text] if isinstance(limit, NamedNode) else []
    words.append(values.shown(number).label.text)
    return " ".join([*words, unit.value] if isinstance(unit, Literal) and amount == SCHEMA.value else words)


def kind_of(data: Data, node: NamedNode) -> str:
    """The segment of a thing's IRI that says its kind, empty for what is no thing of ours."""
    name = data.addresses.name(node.value) or ""
    return name.partition("/")[0] if "/" in name and "#" not in name else ""


def _label(link: Link) -> str:
    return link.label.text
