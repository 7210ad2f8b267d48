"""How to cite the data, for people, for reference managers and as CITATION.cff; its licences."""

from __future__ import annotations

from flask import Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from .answers import Rule, answer
from .data import Data
from .evidence import value
from .negotiation import HTML, Format
from .terms import DCTERMS

_BIB = Format("bib", "application/x-bibtex", "application/x-bibtex; charset=utf-8", "BibTeX")
_CFF = Format("cff", "text/yaml", "text/yaml; charset=utf-8", "CITATION.cff")
_TITLE = "One Moon: linked data of local-government cooperation in Northeast Asia"


class Citing:
    """Answers for whoever cites the data."""

    def __init__(self, data: Data):
        self._data = data

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/cite", self.page),
            Rule("/cite.bib", self.bibtex),
            Rule("/cite.cff", self.cff),
            Rule("/favicon.ico", self.icon),
        ]

    def page(self) -> Response:
        """Citation and licences."""
        return answer(render_template("cite.html", bibtex=self._bibtex(), licence=self._licence()), HTML)

    def bibtex(self) -> Response:
        """The citation for BibTeX."""
        return answer(self._bibtex(), _BIB)

    def cff(self) -> Response:
        """The citation as CITATION.cff."""
        data = self._data
        lines = [
            "cff-version: 1.2.0",
            "message: If you use this data, please cite it as below.",
            f'title: "{_TITLE}"',
            "type: dataset",
            "authors:",
            "  - name: One Moon",
            f'url: "{self._address()}"',
            "license: CC-BY-4.0",
        ]
        lines += [f'version: "{data.version}"'] if data.version else []
        lines += [f"date-released: {data.date}"] if data.date else []
        return answer("\n".join(lines) + "\n", _CFF)

    def icon(self) -> AnyResponse:
        """The picture that browsers ask for without being told."""
        return redirect("/static/moon.svg", 301)

    def _bibtex(self) -> str:
        data = self._data
        told = {"title": f"{{{_TITLE}}}", "author": "{One Moon}", "year": data.date[:4], "version": data.version,
                "url": self._address(), "note": "CC BY 4.0"}  # fmt: skip
        fields = ",\n".join(f"  {name} = {{{text}}}" for name, text in told.items() if text)
        return f"@misc{{onemoon{data.date[:4]},\n{fields}\n}}\n"

    def _address(self) -> str:
        """What stays: the address of the version where there is one, else the data set's IRI."""
        data = self._data
        if "versions.json" in data.files:
            return f"{data.base}dumps/{data.version}/"
        dataset = data.dataset()
        return dataset.value if dataset else data.base

    def _licence(self) -> str:
        dataset = self._data.dataset()
        found = value(self._data.store, dataset, DCTERMS.license) if dataset else None
        return getattr(found, "value", "")
