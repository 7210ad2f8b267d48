"""The published files, and where others look for the description of the data set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from .answers import FRESH, Rule, answer, negotiated
from .data import Data
from .errors import Problem
from .negotiation import HTML, TEXT, TURTLE, Format, choose

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


@dataclass(frozen=True)
class Dump:
    """A published file: its name, size in bytes, SHA-256 where the build lists it, media type."""

    name: str
    size: int
    sha256: str
    media_type: str


class Dumps:
    """Answers for the files of the published folder; a single data file has none."""

    def __init__(self, data: Data):
        self._data = data

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/dumps/", self.listing),
            Rule("/dumps/<name>", self.file),
            Rule("/.well-known/void", self.void),
            Rule("/validation", self.validation),
        ]

    def listing(self) -> Response:
        """Every file with size and digest."""
        files = sorted(published(self._data.folder).values(), key=lambda dump: dump.name)
        form = choose(request.headers.get("Accept"), (HTML, TEXT)) or HTML
        text = "".join(f"{dump.sha256 or '-':64}  {dump.size:>10}  {dump.name}\n" for dump in files)
        body = render_template("dumps.html", files=files) if form == HTML else text
        response = answer(body, form)
        response.vary.add("Accept")
        return response

    def file(self, name: str) -> Response:
        """One file, whole or a range of it."""
        dump = published(self._data.folder).get(name)
        if dump is None or self._data.folder is None:
            raise Problem("not-found", f"There is no published file {name!r}; /dumps/ lists them.")
        response = self._whole(self._data.folder / name, dump)
        if name.startswith("onemoon."):
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        if dump.media_type.startswith(HTML.media_type):
            response.headers["Content-Security-Policy"] = _REPORT_POLICY
        response.make_conditional(request, accept_ranges=True, complete_length=dump.size)
        return response

    def _whole(self, path: Path, dump: Dump) -> Response:
        response = Response(_pieces(path), content_type=dump.media_type, direct_passthrough=True)
        response.content_length = dump.size
        response.last_modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        response.set_etag(dump.sha256 or f"{path.stat().st_mtime_ns:x}-{dump.size:x}")
        response.headers["Cache-Control"] = FRESH
        return response

    def void(self) -> AnyResponse:
        """Where the description of the data set is."""
        if "void.ttl" not in published(self._data.folder):
            raise Problem("not-found", "This data has no VoID description.")
        return redirect("/dumps/void.ttl", 303)

    def validation(self) -> AnyResponse:
        """The report of the build: for people, or as SHACL results."""
        form = choose(request.headers.get("Accept"), (HTML, TURTLE, _JSON_REPORT))
        there = published(self._data.folder)
        name = _REPORTS[form.key] if form else None
        if form is None:
            raise Problem("not-acceptable", "The report is there as HTML, Turtle and JSON.")
        if name not in there:
            raise Problem("not-found", "This data has no such validation report.")
        return negotiated(self.file(name), f"/dumps/{name}")


def published(folder: Path | None) -> dict[str, Dump]:
    """The files of a published folder by name."""
    if folder is None:
        return {}
    sums = _sums(folder / "SHA256SUMS")
    files = (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return {
        path.name: Dump(path.name, path.stat().st_size, sums.get(path.name, ""), _media_type(path)) for path in files
    }


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(1 << 16), b"")


def _media_type(path: Path) -> str:
    return _TYPES.get(path.suffix, "application/octet-stream")


def _sums(path: Path) -> dict[str, str]:
    """Digest by file name, from the lines that sha256sum writes."""
    if not path.exists():
        return {}
    pairs = (line.split(maxsplit=1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {name.lstrip("*").strip(): digest for digest, name in pairs}
