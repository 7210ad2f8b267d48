"""What machines look for on a site: robots, sitemap, llms.txt, security.txt, OpenAPI, the catalogue of interfaces."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from flask import Response, current_app, jsonify, render_template, request

from .answers import FRESH, Rule, answer
from .data import Data
from .dossier import TITLES
from .errors import Problem
from .languages import LANGUAGES
from .negotiation import TEXT, Format
from .openapi import described
from .site import examples
from .survey import Survey

_PER_FILE = 10_000
_XML = Format("xml", "application/xml", "application/xml; charset=utf-8", "XML")
_API_CATALOG = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
_PAGES = ("/", "/statistics", "/disagreements", "/news", "/ns", "/dumps/", "/changes", "/cite", "/shapes", "/quality")
_ROBOTS = "User-agent: *\nDisallow: /sparql\nDisallow: /search\nDisallow: /reconcile\nDisallow: /v/\nAllow: /\n"


class Machines:
    """Answers for the files that crawlers and clients know by name."""

    def __init__(self, data: Data, found: Survey):
        self._data, self._survey = data, found

    @cached_property
    def _paths(self) -> list[str]:
        things = (iri for each in self._survey.sections if each.segment in TITLES for iri in each.things)
        return [*_PAGES, *(self._data.addresses.path(iri) or "/" for iri in things)]

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/robots.txt", self.robots),
            Rule("/sitemap.xml", self.sitemap),
            Rule("/sitemap-<int:number>.xml", self.part),
            Rule("/llms.txt", self.llms),
            Rule("/openapi.json", self.openapi),
            Rule("/.well-known/security.txt", self.security),
            Rule("/.well-known/api-catalog", self.interfaces),
        ]

    def robots(self) -> Response:
        """Pages and dumps are for everybody, queries are not for crawlers."""
        return answer(f"{_ROBOTS}Sitemap: {request.url_root}sitemap.xml\n", TEXT)

    def sitemap(self) -> Response:
        """The parts of the sitemap."""
        parts = range(1, -(-len(self._paths) // _PER_FILE) + 1)
        return answer(render_template("sitemap_index.xml", root=request.url_root, parts=parts), _XML)

    def part(self, number: int) -> Response:
        """One part: addresses, each in all languages."""
        paths = self._paths[(number - 1) * _PER_FILE : number * _PER_FILE] if number else []
        if not paths:
            raise Problem("not-found", f"The sitemap has no part {number}.")
        root = request.url_root.rstrip("/")
        return answer(render_template("sitemap.xml", root=root, paths=paths, codes=list(LANGUAGES)), _XML)

    def llms(self) -> Response:
        """What a language model should know to use the site well."""
        return answer(self._llms(), TEXT)

    def _llms(self) -> str:
        root = request.url_root.rstrip("/")
        return render_template("llms.txt", root=root, survey=self._survey, examples=examples(), titles=TITLES)

    def openapi(self) -> Response:
        """Every path of this server, as OpenAPI 3.1."""
        rules = [(rule.rule, rule.methods or set(), current_app.view_functions[rule.endpoint].__doc__ or "")
                 for rule in current_app.url_map.iter_rules() if rule.endpoint != "static"]  # fmt: skip
        response = jsonify(described(rules, self._data.version, request.url_root.rstrip("/")))
        response.headers["Cache-Control"] = FRESH
        response.add_etag()
        return response

    def security(self) -> Response:
        """Where to tell of a weakness (RFC 9116)."""
        built = date.fromisoformat(self._data.date) if self._data.date else date(2026, 1, 1)
        expires = (max(built, date.today()) + timedelta(days=180)).isoformat()
        own = f"{request.url_root}.well-known/security.txt"
        lines = [f"Contact: {self._data.base}", f"Canonical: {own}"]
        lines += [f"Expires: {expires}T00:00:00Z", "Preferred-Languages: en, ko, ja, zh"]
        return answer("\n".join(lines) + "\n", TEXT)

    def interfaces(self) -> Response:
        """The interfaces of this server (RFC 9727)."""
        root = request.url_root.rstrip("/")
        about = {"href": f"{root}/sparql?format=ttl", "type": "text/turtle"}
        sparql = {"anchor": f"{root}/sparql", "service-desc": [about]}
        whole = {"anchor": f"{root}/", "service-desc": [{"href": f"{root}/openapi.json", "type": "application/json"}],
                 "service-doc": [{"href": f"{root}/llms.txt", "type": "text/plain"}]}  # fmt: skip
        response = jsonify(linkset=[whole, sparql])
        response.headers["Content-Type"] = _API_CATALOG
        response.add_etag()
        response.headers["Cache-Control"] = FRESH
        return response
