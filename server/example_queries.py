"""The example queries as RDF, one document each and all of them together, in the convention of the SIB."""

from __future__ import annotations

import re

from flask import Response
from pyoxigraph import Literal, NamedNode, Triple

from .answers import Rule, answer, asked, negotiated
from .catalogue import FORMS
from .data import Data
from .errors import Problem
from .languages import LANGUAGES, wording
from .negotiation import Format, named, variants
from .representations import serialise
from .site import Example, examples
from .terms import RDF, RDFS, SCHEMA, XSD, Namespace

_PATH = "/.well-known/sparql-examples/"
_SH = Namespace("http://www.w3.org/ns/shacl#")
_TERM = re.compile(r"\b(?:om|org|oa|schema):([A-Za-z]+)")
_NAME = re.compile(r"(\d\d)\.([a-z]+)")


class ExampleQueries:
    """Answers for the examples that editors, tests and language models read."""

    def __init__(self, data: Data):
        self._data = data
        self._home = data.base + _PATH.removeprefix("/")

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule(_PATH, self.examples), Rule(f"{_PATH}<name>", self.example)]

    def examples(self) -> Response:
        """All example queries."""
        form = asked(FORMS, [f"{_PATH}?format={each.key}" for each in variants(FORMS)])
        found = [triple for place, each in enumerate(examples(), 1) for triple in self._example(place, each)]
        return self._written([*found, *self._prefixes()], form, f"{_PATH}?format={form.key}")

    def example(self, name: str) -> Response:
        """One example query; with a suffix, in that form."""
        found = _NAME.fullmatch(name)
        form = named(found[2], FORMS) if found else None
        number = found[1] if found and form else name
        if not number.isascii() or not number.isdecimal() or len(number) != 2 or not 0 < int(number) <= len(examples()):
            raise Problem("not-found", f"There is no example {name!r}; {_PATH} has them all.")
        form = form or asked(FORMS, [f"{_PATH}{number}.{each.key}" for each in variants(FORMS)])
        triples = [*self._example(int(number), examples()[int(number) - 1]), *self._prefixes()]
        return self._written(triples, form, f"{_PATH}{number}.{form.key}")

    def _written(self, triples: list[Triple], form: Format, address: str) -> Response:
        return negotiated(answer(serialise(triples, form, self._data.prefixes), form), address)

    def _example(self, place: int, found: Example) -> list[Triple]:
        node, form = NamedNode(f"{self._home}{place:02}"), "construct" if "CONSTRUCT" in found.query else "select"
        comments = [Literal(wording(lang).text(found.title), language=lang) for lang in LANGUAGES]
        words = dict.fromkeys(_TERM.findall(found.query))
        return [
            Triple(node, RDF.type, _SH.SPARQLExecutable),
            Triple(node, RDF.type, _SH[f"SPARQL{form.capitalize()}Executable"]),
            *(Triple(node, RDFS.comment, comment) for comment in comments),
            Triple(node, _SH.prefixes, NamedNode(f"{self._home}#prefixes")),
            Triple(node, _SH[form], Literal(found.query)),
            Triple(node, SCHEMA.target, NamedNode(f"{self._data.base}sparql")),
            *(Triple(node, SCHEMA.keywords, Literal(word)) for word in words),
            Triple(node, RDFS.seeAlso, NamedNode(self._data.base.rstrip("/") + found.address)),
        ]

    def _prefixes(self) -> list[Triple]:
        """The prefixes that the examples use, as SHACL declares them."""
        texts = "".join(each.query for each in examples())
        spaces = {name: space for name, space in sorted(self._data.prefixes.items()) if f"<{space}>" in texts}
        nodes = {name: NamedNode(f"{self._home}#prefix-{name}") for name in spaces}
        declared = [Triple(NamedNode(f"{self._home}#prefixes"), _SH.declare, node) for node in nodes.values()]
        for name, node in nodes.items():
            declared.append(Triple(node, _SH.prefix, Literal(name)))
            declared.append(Triple(node, _SH.namespace, Literal(spaces[name], datatype=XSD.anyURI)))
        return declared
