"""The published files of the newest version."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from flask import Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from .answers import FRESH, Rule, answer, negotiated
from .data import Data
from .errors import Problem
from .negotiation import HTML, TEXT, TURTLE, Format, choose
from .published import OpenFile
from .signposts import file_signposts, headed

FILE = "onemoon.file"
_TYPES = {
    ".ttl": "text/turtle; charset=utf-8",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml; charset=utf-8",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".gz": "application/gzip",
    "": "text/plain; charset=utf-8",
}
_REPORTS = {"html": "report.html", "ttl": "validation.ttl", "json": "report.json"}
_JSON_REPORT = Format("json", "application/json", "application/json", "JSON")
_REPORT_POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"


class Dumps:
    """Answers for the files of the published folder; a single data file has none."""

    def __init__(self, data: Data):
        self._data = data

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/dumps/", self.listing),
            Rule("/dumps/<name>", self.file),
            Rule("/validation", self.validation),
        ]

    def listing(self) -> Response:
        """Every file with size and digest."""
        files = list(self._data.files.values())
        form = choose(request.headers.get("Accept"), (HTML, TEXT)) or HTML
        text = "".join(f"{dump.sha256 or '-':64}  {dump.size:>10}  {dump.name}\n" for dump in files)
        body = render_template("dumps.html", files=files, media_type=media_type) if form == HTML else text
        response = answer(body, form)
        response.vary.add("Accept")
        return response

    def file(self, name: str) -> Response:
        """One file, whole or a range of it."""
        file = self._data.files.get(name)
        if file is None:
            raise Problem("not-found", f"There is no published file {name!r}; /dumps/ lists them.")
        response = headed(whole(file, media_type(name)), file_signposts(self._data, name))
        if name.startswith("onemoon."):
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        if media_type(name).startswith(HTML.media_type):
            response.headers["Content-Security-Policy"] = _REPORT_POLICY
        response.make_conditional(request, accept_ranges=True, complete_length=file.size)
        return response

    def validation(self) -> AnyResponse:
        """The report of the build: for people, or as SHACL results."""
        form = choose(request.headers.get("Accept"), (HTML, TURTLE, _JSON_REPORT))
        name = _REPORTS[form.key] if form else None
        if form is None:
            raise Problem("not-acceptable", "The report is there as HTML, Turtle and JSON.")
        if name is None or name not in self._data.files:
            raise Problem("not-found", "This data has no such validation report.")
        return negotiated(self.file(name), f"/dumps/{name}")


def whole(file: OpenFile, kind: str) -> Response:
    """A file as an answer; a server that finds it in the environment sends it without reading it."""
    request.environ[FILE] = file
    if not _has_part(request.headers.get("Range", ""), file.size):
        request.environ.pop("HTTP_RANGE", None)
    response = Response(file.pieces(), content_type=kind, direct_passthrough=True)
    response.content_length = file.size
    response.last_modified = datetime.fromtimestamp(file.modified, UTC)
    response.set_etag(file.sha256 or f"{int(file.modified * 1e6):x}-{file.size:x}")
    response.headers["Cache-Control"] = FRESH
    return response


def _has_part(asked: str, size: int) -> bool:
    """Whether a Range header asks for a part in bytes; other units, and more than there is, mean the whole."""
    unit, _, part = asked.partition("=")
    last = re.fullmatch(r"\s*-\s*(\d+)\s*", part, re.ASCII)
    return unit.strip().lower() == "bytes" and not (last and (len(last[1]) > 18 or int(last[1]) >= size))


def media_type(name: str) -> str:
    """The media type of a file, by its name."""
    return _TYPES.get(Path(name).suffix, "application/octet-stream")
