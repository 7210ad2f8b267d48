"""The page that sets our twinnings beside Wikidata's."""

from __future__ import annotations

import csv

from flask import Response, render_template
from pyoxigraph import NamedNode

from .answers import Rule, answer
from .data import Data
from .errors import Problem
from .labels import Labels
from .negotiation import HTML
from .published import OpenFile
from .values import Values

_FILE = "wikidata.csv"


class Comparison:
    """Answers for /wikidata."""

    def __init__(self, data: Data):
        self._data = data

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/wikidata", self.wikidata)]

    def wikidata(self) -> Response:
        """What both state, what only one states, what has ended there."""
        file = self._data.files.get(_FILE)
        if file is None:
            raise Problem("not-found", "This data was not compared with Wikidata.")
        values = Values(self._data, Labels(self._data))
        rows = [self._shown(row, values) for row in _rows(file)]
        return answer(render_template("wikidata.html", rows=rows), HTML)

    def _shown(self, row: dict[str, str], values: Values) -> dict[str, object]:
        links = {name: values.link(NamedNode(self._data.addresses.thing(row[name]))) for name in ("one", "other")}
        return {**row, **links}


def _rows(file: OpenFile) -> list[dict[str, str]]:
    return list(csv.DictReader(file.text()))
