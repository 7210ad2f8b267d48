"""The descriptions of the whole: the DCAT catalogue, and VoID where others look for it."""

from __future__ import annotations

from flask import Response, redirect
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from werkzeug.wrappers import Response as AnyResponse

from .answers import Rule, answer, asked, negotiated
from .data import Data
from .errors import Problem
from .negotiation import DESCRIPTIONS, HTML, TURTLE, Format, named, variants
from .representations import serialise
from .signposts import Signpost, headed

FORMS = tuple(form for form in DESCRIPTIONS if form != HTML)


class Catalogue:
    """Answers for the catalogue and the VoID description; a single data file has neither."""

    def __init__(self, data: Data):
        self._data = data

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/catalog", self.catalogue),
            Rule("/catalog.<suffix>", self.catalogue_in),
            Rule("/.well-known/void", self.void),
            Rule("/void.<suffix>", self.void_in),
        ]

    def catalogue(self) -> AnyResponse:
        """The DCAT catalogue, in Turtle by default; people see the downloads."""
        return self._asked("/catalog", "catalog.ttl", "/dumps/")

    def catalogue_in(self, suffix: str) -> Response:
        """One form of the catalogue at its own address."""
        return self._suffixed("/catalog", "catalog.ttl", suffix)

    def void(self) -> AnyResponse:
        """The description of the data set in VoID, in Turtle by default; people see the statistics."""
        return self._asked("/void", "void.ttl", "/statistics")

    def void_in(self, suffix: str) -> Response:
        """One form of the VoID description at its own address."""
        return self._suffixed("/void", "void.ttl", suffix)

    def _asked(self, path: str, name: str, page: str) -> AnyResponse:
        form = asked(DESCRIPTIONS, [*(f"{path}.{each.key}" for each in variants(DESCRIPTIONS))])
        if form == HTML:
            response = redirect(page, 303)
            response.vary.add("Accept")
            return response
        return self._written(path, name, form)

    def _suffixed(self, path: str, name: str, suffix: str) -> Response:
        form = named(suffix, FORMS)
        if form is None or form.key != suffix:
            raise Problem("not-found", f"There is no form .{suffix} of this description.")
        return self._written(path, name, form)

    def _written(self, path: str, name: str, form: Format) -> Response:
        if name not in self._data.files:
            raise Problem("not-found", f"This data has no {name}; build it again.")
        data = self._data
        as_it_is = form.key == TURTLE.key
        body = data.files[name].read() if as_it_is else serialise(described(data, name), form, data.prefixes)
        response = negotiated(answer(body, form), f"{path}.{form.key}")
        dataset = data.dataset()
        about = data.addresses.path(dataset.value) if dataset else None
        return headed(response, [Signpost(about, "describes")] if about else [])


def described(data: Data, name: str, subject: str = "") -> list[Triple]:
    """The triples of a published description, all or those about one subject, in order."""
    file = data.files.get(name)
    quads = list(parse(file.read(), format=RdfFormat.TURTLE)) if file else []
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    chosen = [each for each in triples if not subject or each.subject == NamedNode(subject)]
    return sorted(chosen, key=lambda each: (str(each.subject), str(each.predicate), _order(each.object)))


def _order(node: object) -> tuple[bool, str]:
    return isinstance(node, Literal), str(node)
