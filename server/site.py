"""The home page, lists of things, and what machines ask a site for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlencode

from flask import Response, jsonify, render_template, request
from pyoxigraph import NamedNode

from .answers import Rule, answer
from .data import Data
from .errors import KINDS, Problem
from .labels import Labels
from .negotiation import HTML, TEXT
from .survey import Section, Survey
from .values import Values, marks

PAGE = 100
_BEHIND = ("annotation", "activity", "agent", "dataset")
_PLURALS = {"person": "people", "series": "series"}
_ROBOTS = "User-agent: *\nDisallow: /sparql\nAllow: /\n"


@dataclass(frozen=True)
class Example:
    """A query to start from: its title and its text."""

    title: str
    query: str

    @property
    def address(self) -> str:
        """Where its answer is."""
        return "/sparql?" + urlencode({"query": self.query})


class Site:
    """Answers for the pages about the whole."""

    def __init__(self, data: Data, found: Survey):
        self._data, self._survey = data, found

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/", self.home),
            Rule("/browse/<segment>", self.browse),
            Rule("/problems", self.problems),
            Rule("/robots.txt", self.robots),
            Rule("/healthz", self.health),
        ]

    def home(self) -> Response:
        """What this is, what it holds, and where to begin."""
        sections = [(section, _title(section)) for section in self._survey.sections]
        return answer(
            render_template(
                "home.html",
                survey=self._survey,
                examples=examples(),
                files=self._data.files,
                sections=[each for each in sections if each[0].segment not in _BEHIND],
                behind=[each for each in sections if each[0].segment in _BEHIND],
            ),
            HTML,
        )

    def browse(self, segment: str) -> Response:
        """The things of one kind, a page at a time."""
        section = next((each for each in self._survey.sections if each.segment == segment), None)
        if section is None:
            raise Problem("not-found", f"There are no things of a kind {segment!r}.")
        number, pages = _page_number(), -(-len(section.things) // PAGE)
        if not 1 <= number <= pages:
            raise Problem("not-found", f"There are {pages} pages of {segment!r}, numbered from 1.")
        nodes = [NamedNode(iri) for iri in section.things[(number - 1) * PAGE : number * PAGE]]
        values = Values(self._data, Labels(self._data))
        things = [(values.link(node), marks(self._data.store, node)) for node in nodes]
        return answer(
            render_template(
                "browse.html", section=section, title=_title(section), things=things, number=number, pages=pages
            ),
            HTML,
        )

    def problems(self) -> Response:
        """What the problem types mean."""
        return answer(render_template("problems.html", kinds=KINDS), HTML)

    def robots(self) -> Response:
        """Pages and dumps are for everybody, queries are not for crawlers."""
        return answer(_ROBOTS, TEXT)

    def health(self) -> Response:
        """Whether the data is there."""
        response = jsonify(status="ok", version=self._data.version, triples=self._survey.triples)
        response.headers["Cache-Control"] = "no-store"
        return response


def examples() -> list[Example]:
    """The example queries, in the order of their file names; the first comment line is the title."""
    folder = files("onemoon.server").joinpath("examples")
    texts = sorted(
        (path.name, path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".rq")
    )
    return [Example(text.splitlines()[0].lstrip("# "), text) for _, text in texts]


def _title(section: Section) -> str:
    """The kind in the plural, or in the singular for one: `Twinnings`, `Country`, `People`."""
    word = section.segment
    regular = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return (_PLURALS.get(word, regular) if len(section.things) != 1 else word).capitalize()


def _page_number() -> int:
    number = request.args.get("page", "1")
    if not number.isdecimal() or len(number) > 6:
        raise Problem("bad-request", f"{number!r} is no page number.")
    return int(number)
