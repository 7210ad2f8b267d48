"""The shapes at /shapes, each with its examples, and what the published data makes of them: /quality, /badge.svg."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Response, render_template
from pyoxigraph import NamedNode, RdfFormat, parse

from .answers import Rule, answer, asked, negotiated
from .data import Data
from .errors import Problem
from .negotiation import HTML, TURTLE, Format

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

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/shapes", self.listing),
            Rule("/shapes.ttl", self.turtle),
            Rule("/shapes/<number>", self.shape),
            Rule("/quality", self.quality),
            Rule("/badge.svg", self.badge),
        ]

    def listing(self) -> Response:
        """Every shape with its sentence, or all of them in Turtle."""
        if asked(_FORMS, ["/shapes", "/shapes.ttl"]) == TURTLE:
            return negotiated(self.turtle(), "/shapes.ttl")
        counts = self._quality.shapes if "validation.ttl" in self._data.files else {}
        return negotiated(
            answer(render_template("shapes.html", shapes=self._shapes.values(), counts=counts), HTML), "/shapes"
        )

    def turtle(self) -> Response:
        """All shapes in Turtle."""
        return answer(self._file("shapes.ttl"), TURTLE)

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
        form = asked(_FORMS, ["/quality", "/dumps/validation.ttl"])
        if form == TURTLE:
            return negotiated(answer(self._file("validation.ttl"), TURTLE), "/dumps/validation.ttl")
        body = render_template("quality.html", quality=self._quality, shapes=self._shapes)
        return negotiated(answer(body, HTML), "/quality")

    def badge(self) -> Response:
        """The state of the data as a small picture."""
        found = self._quality
        told = [f"{count} {severity.lower()}s" for severity, count in found.severities.items() if count]
        text = ", ".join(told) or f"conforms to {len(self._shapes)} shapes"
        return answer(render_template("badge.svg", text=text, colour=_COLOURS.get(found.gravest, "#555")), _SVG)

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
