"""The shapes at /shapes, each with its examples, and what the published data makes of them: /quality, /badge.svg."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

from flask import Response, render_template
from pyoxigraph import NamedNode, RdfFormat, parse

from .answers import Rule, answer, asked, negotiated
from .catalogue import FORMS, described
from .data import Data
from .errors import Problem
from .negotiation import DOCUMENTS, HTML, TURTLE, Format, named, variants
from .representations import serialise

_FORMS = (HTML, TURTLE)
_SVG = Format("svg", "image/svg+xml", "image/svg+xml; charset=utf-8", "SVG")
_SEVERITIES = ("Violation", "Warning", "Info")
_COLOURS = {"Violation": "#b3261e", "Warning": "#8a6100", "": "#1b7a3d"}
_SH = "http://www.w3.org/ns/shacl#"
_SHAPE, _SEVERITY = NamedNode(_SH + "sourceShape"), NamedNode(_SH + "resultSeverity")


@dataclass(frozen=True)
class Quality:
    """How many results of each severity the published data has, and how many by shape."""

    severities: dict[str, int]
    shapes: dict[str, int]

    @property
    def gravest(self) -> str:
        """The gravest severity there is, or nothing."""
        return next((severity for severity, count in self.severities.items() if count), "")


class ShapePages:
    """Answers for the shapes and for the quality report; a single data file has neither."""

    def __init__(self, data: Data):
        self._data = data
        self._triples = cache(partial(described, data))

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/shapes", self.listing),
            Rule("/shapes.<suffix>", self.representation),
            Rule("/shapes/<number>", self.shape),
            Rule("/quality", self.quality),
            Rule("/badge.svg", self.badge),
        ]

    def listing(self) -> Response:
        """Every shape with its sentence, or all of them in Turtle."""
        form = asked(DOCUMENTS, [f"/shapes.{each.key}" for each in variants(DOCUMENTS)])
        if form != HTML:
            return self._in_rdf("shapes.ttl", form, f"/shapes.{form.key}")
        counts = self._quality.shapes if "validation.ttl" in self._data.files else {}
        return negotiated(
            answer(render_template("shapes.html", shapes=self._shapes.values(), counts=counts), HTML), "/shapes"
        )

    def representation(self, suffix: str) -> Response:
        """All shapes in one form of RDF."""
        form = named(suffix, FORMS)
        if form is None or form.key != suffix:
            raise Problem("not-found", f"The shapes have no form .{suffix}.")
        return self._in_rdf("shapes.ttl", form, f"/shapes.{suffix}")

    def shape(self, number: str) -> Response:
        """One shape: its sentences, its text, a valid and an invalid example."""
        name = number.removesuffix(".ttl")
        shape = self._shapes.get(name)
        if shape is None:
            raise Problem("not-found", f"There is no shape {number!r}; /shapes lists them.")
        own = f"/shapes/{name}"
        if number != name:
            return answer(shape["turtle"], TURTLE)
        form = asked(_FORMS, [own, f"{own}.ttl"])
        if form == TURTLE:
            return negotiated(answer(shape["turtle"], TURTLE), f"{own}.ttl")
        return negotiated(answer(render_template("shape.html", shape=shape), HTML), own)

    def quality(self) -> Response:
        """What the shapes find in the published data, in numbers or as the SHACL report."""
        form = asked(DOCUMENTS, [f"/quality?format={each.key}" for each in variants(DOCUMENTS)])
        if form != HTML:
            return self._in_rdf("validation.ttl", form, f"/quality?format={form.key}")
        body = render_template("quality.html", quality=self._quality, shapes=self._shapes, software=self._software())
        return negotiated(answer(body, HTML), "/quality")

    def badge(self) -> Response:
        """The state of the data as a small picture."""
        found = self._quality
        told = [f"{count} {severity.lower()}s" for severity, count in found.severities.items() if count]
        text = ", ".join(told) or f"conforms to {len(self._shapes)} shapes"
        return answer(render_template("badge.svg", text=text, colour=_COLOURS.get(found.gravest, "#555")), _SVG)

    def _in_rdf(self, name: str, form: Format, address: str) -> Response:
        written = self._file(name)
        if form.key != TURTLE.key:
            written = serialise(self._triples(name), form, self._data.prefixes)
        return negotiated(answer(written, form), address)

    def _software(self) -> str:
        """The version of the program that built and judged the data."""
        file = self._data.files.get("build.json")
        return str(json.loads(file.read()).get("software", "")) if file else ""

    def _file(self, name: str) -> bytes:
        if name not in self._data.files:
            raise Problem("not-found", f"This data has no {name}; build it again.")
        return self._data.files[name].read()

    @cached_property
    def _shapes(self) -> dict[str, dict[str, Any]]:
        return {each["number"]: each for each in json.loads(self._file("shapes.json"))}

    @cached_property
    def _quality(self) -> Quality:
        found = {_SHAPE: Counter[str](), _SEVERITY: Counter[str]()}
        for quad in parse(self._file("validation.ttl"), format=RdfFormat.TURTLE):
            if quad.predicate in found and isinstance(quad.object, NamedNode):
                found[quad.predicate][quad.object.value.rpartition("#")[2]] += 1
        return Quality({each: found[_SEVERITY][each] for each in _SEVERITIES}, dict(sorted(found[_SHAPE].items())))
