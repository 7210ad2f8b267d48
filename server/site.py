"""The home page, lists of things, and what machines ask a site for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from importlib.resources import files
from urllib.parse import urlencode

from flask import Response, jsonify, render_template

from .answers import Rule, answer
from .browse import heading
from .data import Data
from .errors import KINDS
from .languages import LANGUAGES, language
from .negotiation import HTML
from .overview import Ties
from .schema_org import dataset_in_schema_org
from .signposts import Signpost, headed, home_signposts
from .survey import Survey

_BEHIND = ("annotation", "item", "measure", "role", "procedure", "participation", "membership")
_HIDDEN = ("activity", "agent", "dataset")


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
        self._card = lru_cache(len(LANGUAGES))(partial(dataset_in_schema_org, data))

    @cached_property
    def _signs(self) -> list[Signpost]:
        return home_signposts(self._data)

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/", self.home),
            Rule("/problems", self.problems),
            Rule("/healthz", self.health),
        ]

    def home(self) -> Response:
        """What this is, what it holds, and where to begin."""
        sections = [(section, heading(section)) for section in self._survey.sections]
        page = render_template(
            "home.html",
            survey=self._survey,
            ties=Ties(self._data),
            examples=examples(),
            files=self._data.files,
            sections=[each for each in sections if each[0].segment not in _BEHIND + _HIDDEN],
            behind=[each for each in sections if each[0].segment in _BEHIND],
            schema_org=self._card(language()),
            signs=self._signs,
        )
        return headed(answer(page, HTML), self._signs)

    def problems(self) -> Response:
        """What the problem types mean."""
        return answer(render_template("problems.html", kinds=KINDS), HTML)

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
