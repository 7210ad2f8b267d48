"""The JSON-LD contexts at /context/, which never change, and the form of JSON-LD that a request asks for."""

from __future__ import annotations

import re
from importlib.resources import files

from flask import Response, request

from onemoon.ontology.jsonld import VERSION

from .answers import Rule, answer
from .errors import Problem
from .negotiation import JSONLD

FOREVER = "public, max-age=31536000, immutable"
_SPACE = "http://www.w3.org/ns/json-ld#"
_FORMS = ("compacted", "expanded", "flattened", "framed")
_RANGE = re.compile(r"application/ld\+json\s*;([^,]*)", re.IGNORECASE)
_PROFILE = re.compile(r'\bprofile\s*=\s*(?:"([^"]*)"|([^\s;,]*))', re.IGNORECASE)
_QUALITY = re.compile(r";?\s*\bq\s*=\s*(\d(?:\.\d{0,3})?)\s*$", re.IGNORECASE)
_NAME = re.compile(r"[a-z]*-?v\d+\.jsonld", re.ASCII)


class Contexts:
    """Answers for the published contexts, the old ones too."""

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/context/<name>", self.context)]

    def context(self, name: str) -> Response:
        """A JSON-LD context; what is published under a name stays as it is."""
        found = files("onemoon.ontology").joinpath(f"context-{name}") if _NAME.fullmatch(name) else None
        if found is None or not found.is_file():
            raise Problem("not-found", f"There is no context {name!r}; the newest is {VERSION}.jsonld.")
        return answer(found.read_bytes(), JSONLD, cache=FOREVER)


def address(name: str = VERSION) -> str:
    """Where the request finds a context."""
    return f"{request.url_root}context/{name}.jsonld"


def asked_form() -> str:
    """The form of JSON-LD that the request asks for, by ?profile= or in the Accept header; compacted by default."""
    parameter = request.args.get("profile")
    if parameter is not None and parameter.removeprefix(_SPACE) not in _FORMS:
        raise Problem("unknown-format", f"There is no profile {parameter!r}; there are {', '.join(_FORMS)}.")
    if parameter is not None:
        return parameter.removeprefix(_SPACE)
    ranges = _RANGE.findall(request.headers.get("Accept", "")[:4000])
    said = [found for each in sorted(ranges, key=_quality, reverse=True) for found in _PROFILE.findall(each)]
    wanted = (iri.removeprefix(_SPACE) for quoted, bare in said for iri in (quoted or bare).split())
    return next((each for each in wanted if each in _FORMS), _FORMS[0])


def _quality(parameters: str) -> float:
    found = _QUALITY.search(parameters)
    return float(found[1]) if found else 1.0


def content_type(form: str) -> str:
    """The media type of a form of JSON-LD."""
    return JSONLD.content_type if form == _FORMS[0] else f'{JSONLD.content_type};profile="{_SPACE}{form}"'
