"""Statements as a page shows them: labelled, linked, with the graphs that assert them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from .data import Data
from .describe import is_part
from .labels import Label, Labels, Node, local_name, nearness
from .languages import wording
from .terms import OM, RDF, RDFS, XSD

_FIRST = [OM.status, OM.party, OM.designee, OM.title, OM.year]
_PLUMBING = frozenset((RDF.type, RDFS.label))
_DEEPEST = 3
_FALSE = Literal(False)
_DATES = frozenset((XSD.date, XSD.gYearMonth, XSD.gYear, XSD.gMonthDay))
_NUMBERS = frozenset((XSD.integer, XSD.decimal, XSD.nonNegativeInteger))
_MARKED = {OM.planned: "planned", OM.ended: "ended"}


@dataclass(frozen=True)
class Link:
    """A label and where it leads; without address it is only text."""

    label: Label
    href: str | None
    iri: str


@dataclass(frozen=True)
class Value:
    """One value of a property: text or link, its datatype, the graphs that say so, and the statements of a part."""

    link: Link
    datatype: str = ""
    graphs: tuple[tuple[int, Link], ...] = ()
    chosen: bool = True
    rows: tuple[Row, ...] = field(default=())


@dataclass(frozen=True)
class Row:
    """A property and its values."""

    property: Link
    values: tuple[Value, ...]


class Values:
    """Makes rows of statements; labels are looked up once a page."""

    def __init__(self, data: Data, labels: Labels, store: Store | None = None):
        self._data, self._labels, self._store = data, labels, store or data.store
        self._graphs: dict[NamedNode, Link] = {}
        self._words = wording(labels.lang)

    def link(self, node: Node) -> Link:
        """A thing with its label and address."""
        if isinstance(node, NamedNode):
            return Link(self._labels.of(node), self._data.addresses.link(node.value), node.value)
        return Link(self._literal(node) if isinstance(node, Literal) else Label(str(node)), _web_address(node), "")

    def shown(self, node: Node) -> Link:
        """As `link`, but dates and numbers as the reader's language writes them."""
        if not isinstance(node, Literal) or node.datatype not in _DATES | _NUMBERS:
            return self.link(node)
        write = self._words.date if node.datatype in _DATES else self._words.number
        return Link(Label(write(node.value)), None, "")

    def _part(self, node: Node) -> Link:
        """A part of a thing is named by its fragment."""
        whole = self.link(node)
        return Link(Label("#" + whole.iri.partition("#")[2]), None, whole.iri) if whole.iri else whole

    def property(self, node: NamedNode) -> Link:
        """A property with its label and address."""
        return Link(self._labels.of_property(node), self._data.addresses.link(node.value), node.value)

    def rows(
        self, thing: NamedNode | BlankNode, without: frozenset[NamedNode] = frozenset(), depth: int = 0
    ) -> tuple[Row, ...]:
        """What any graph says about a thing, by property; what the union left out is marked as not chosen."""
        said: dict[NamedNode, dict[Node, list[Quad]]] = defaultdict(lambda: defaultdict(list))
        for quad in self._store.quads_for_pattern(thing, None, None, None):
            said[quad.predicate][quad.object].append(quad)
        order = sorted(said.keys() - without, key=_place)
        return tuple(Row(self.property(each), self._values(thing, said[each], depth)) for each in order)

    def _values(self, thing: NamedNode | BlankNode, said: dict[Node, list[Quad]], depth: int) -> tuple[Value, ...]:
        values = (self._value(thing, node, quads, depth) for node, quads in said.items())
        return tuple(sorted(values, key=self._order))

    def _order(self, value: Value) -> tuple[tuple[int, str], Label]:
        return nearness(value.link.label.lang, self._labels.lang), value.link.label

    def _value(self, thing: NamedNode | BlankNode, node: Node, quads: list[Quad], depth: int) -> Value:
        graphs = [quad.graph_name for quad in quads]
        named = sorted((graph for graph in graphs if isinstance(graph, NamedNode)), key=lambda graph: graph.value)
        part = node if isinstance(node, BlankNode) or isinstance(thing, NamedNode) and is_part(node, thing) else None
        rows = self.rows(part, _PLUMBING, depth + 1) if part and depth < _DEEPEST else ()
        return Value(
            self._part(node) if part else self.shown(node),
            self._datatype(node),
            tuple(self._graph(graph) for graph in named),
            DefaultGraph() in graphs,
            rows,
        )

    def numbered(self) -> list[Link]:
        """The graphs met so far; the place in the list is the number that stands beside a statement."""
        return list(self._graphs.values())

    def _graph(self, graph: NamedNode) -> tuple[int, Link]:
        link = self._graphs.setdefault(graph, self.by_key(graph))
        return list(self._graphs).index(graph) + 1, link

    def by_key(self, graph: NamedNode) -> Link:
        """A graph or a document by the last part of its IRI."""
        return Link(Label(local_name(graph.value)), self._data.addresses.link(graph.value), graph.value)

    def _literal(self, node: Literal) -> Label:
        return Label(node.value, node.language or "")

    def _datatype(self, node: Node) -> str:
        if not isinstance(node, Literal) or node.language or node.datatype == XSD.string:
            return ""
        return self._labels.short(node.datatype)


def marks(store: Store, thing: NamedNode) -> list[str]:
    """What a reader must not overlook about a thing: that it is only planned, or ended, or not reviewed."""
    quads = store.quads_for_pattern(thing, OM.status, None, DefaultGraph())
    states = [_MARKED[quad.object] for quad in quads if isinstance(quad.object, NamedNode) and quad.object in _MARKED]
    unreviewed = next(store.quads_for_pattern(thing, OM.reviewed, _FALSE, DefaultGraph()), None)
    return [*sorted(states), *(["not reviewed"] if unreviewed else [])]


def _place(predicate: NamedNode) -> tuple[int, str]:
    return (_FIRST.index(predicate) if predicate in _FIRST else len(_FIRST), local_name(predicate.value).lower())


def _web_address(node: Node) -> str | None:
    """Literals of type xsd:anyURI are links, if they lead to the web."""
    if not isinstance(node, Literal) or node.datatype != XSD.anyURI:
        return None
    return node.value if node.value.lower().startswith(("http://", "https://")) else None
