"""What to call a thing on a page."""

from __future__ import annotations

import re
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from .data import Data
from .languages import language
from .terms import DCTERMS, FOAF, RDFS, SCHEMA, SKOS

NAMES = (SKOS.prefLabel, RDFS.label, SCHEMA["name"], DCTERMS.title, FOAF["name"])
Node = NamedNode | BlankNode | Literal | Triple


class Label(NamedTuple):
    """A text and its language, empty when it has none."""

    text: str
    lang: str = ""


class Labels:
    """Finds labels in the data, then in the ontology, then in the IRI; remembers them as long as it lives.

    A label is in the language asked for, by default the reader's; else in English, else in any.
    """

    def __init__(self, data: Data, lang: str = ""):
        self.lang = lang or language()
        self._stores = (data.store, data.ontology)
        self._prefixes = {namespace: name for name, namespace in data.prefixes.items()}
        self._found: dict[NamedNode, Label] = {}

    def of(self, node: Node) -> Label:
        """The label of a thing, or a short form of its IRI."""
        return self._known(node) or Label(self.short(node)) if isinstance(node, NamedNode) else Label(str(node))

    def of_property(self, node: NamedNode) -> Label:
        """The label of a property, or the words of its name: schema:startDate is `start date`."""
        return self._known(node) or Label(words(local_name(node.value)), "en")

    def short(self, node: NamedNode) -> str:
        """`wd:Q42` for an IRI in a known namespace, else the IRI."""
        local = local_name(node.value)
        prefix = self._prefixes.get(node.value.removesuffix(local)) if local else None
        return f"{prefix}:{local}" if prefix else node.value

    def _known(self, node: NamedNode) -> Label | None:
        if node not in self._found:
            labels = (label for store in self._stores for label in names(store, node, self.lang))
            self._found[node] = next(labels, Label(""))
        return self._found[node] if self._found[node].text else None


def names(store: Store, node: NamedNode, lang: str = "en") -> list[Label]:
    """The names of a thing by the first property that has any: in the language first, then in English."""
    for name in NAMES:
        values = [quad.object for quad in store.quads_for_pattern(node, name, None, DefaultGraph())]
        found = {Label(value.value, value.language or "") for value in values if isinstance(value, Literal)}
        if found:
            return sorted(found, key=lambda label: (*nearness(label.lang, lang), label.text))
    return []


def nearness(found: str, wanted: str) -> tuple[int, str]:
    """A sort key for languages: the wanted one, its regional forms, English, then the others by code."""
    primary = found.lower().partition("-")[0]
    rank = 0 if found.lower() == wanted else 1 if primary == wanted else 2 if primary == "en" else 3
    return rank, found


def local_name(iri: str) -> str:
    """What follows the last `#` or `/`."""
    return re.split(r"[#/]", iri)[-1]


def words(name: str) -> str:
    """The words of a camel-case name, in lower case."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", name).lower()
