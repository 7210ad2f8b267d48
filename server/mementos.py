"""What documents said in earlier versions (Memento, RFC 7089): found by date, listed, and answered as data."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import quote

from flask import Response, redirect, request
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as AnyResponse

from .answers import Rule, answer, asked, negotiated
from .catalogue import FORMS
from .contexts import FOREVER
from .data import Data
from .describe import document, known
from .errors import Problem
from .history import History, Version
from .negotiation import Format, variants
from .representations import serialise

_LINKS = Format("link", "application/link-format", "application/link-format", "Link format")
_MOST_AT_ONCE = 4
_SUFFIXES = {f".{form.key}": form for form in variants(FORMS)}


class Mementos:
    """Answers for documents as they were in a version whose files are kept."""

    def __init__(self, data: Data, history: History):
        self._data, self._history = data, history
        self._one_at_a_time = threading.Lock()
        self._room = threading.BoundedSemaphore(_MOST_AT_ONCE)

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/v/<version>/doc/<path:name>", self.memento), Rule("/timemap/<path:name>", self.timemap)]

    def memento(self, version: str, name: str) -> Response:
        """The document about a thing as it was in a version, as data."""
        found = self._kept(version)
        stem, dot, suffix = name.rpartition(".")
        form = _SUFFIXES.get(dot + suffix)
        name = stem if form else name
        path = f"/v/{version}/doc/{quote(name)}"
        form = form or asked(FORMS, [f"{path}{ending}" for ending in _SUFFIXES])
        response = answer(self._body(found, name, form), form, cache=FOREVER)
        response.headers["Memento-Datetime"] = _moment(found)
        response.headers["Link"] = f"{links(name)}, {self._listed(name, ', ')}"
        return negotiated(response, f"{path}.{form.key}")

    def timemap(self, name: str) -> Response:
        """The versions in which a document may be found (a TimeMap)."""
        if not self._history.at(""):
            raise Problem("not-found", "This data keeps no earlier versions.")
        root = request.url_root
        own = f'<{root}timemap/{quote(name)}>; rel="self"; type="{_LINKS.media_type}"'
        whole = [f'<{root}doc/{quote(name)}>; rel="original timegate"', own, self._listed(name, ",\n")]
        return answer(",\n".join(whole) + "\n", _LINKS)

    def _body(self, version: Version, name: str, form: Format) -> bytes:
        if not self._room.acquire(blocking=False):
            raise Problem("busy", "Too many earlier versions are being read.")
        try:
            with self._one_at_a_time:
                newest = version == self._history.versions[0]
                past = self._data if newest else self._history.opened(version.name)
        finally:
            self._room.release()
        if past is None:
            raise Problem("gone", f"The files of version {version.name} can't be read any more.")
        iri = past.addresses.graph(name[6:]) if name.startswith("graph/") else past.addresses.thing(name)
        thing = _node(iri)
        if thing is None or not known(past.store, thing):
            raise Problem("not-found", f"Version {version.name} knows nothing of {name!r}.")
        return serialise(document(past, thing, past.addresses.document(name)), form, past.prefixes)

    def _kept(self, name: str) -> Version:
        version = self._history.version(name)
        if version is None:
            raise Problem("not-found", f"There was no version {name!r}; /changes lists them.")
        if not version.kept:
            raise Problem("gone", f"The files of version {name} are no longer kept; /changes tells of them.")
        return version

    def _listed(self, name: str, between: str) -> str:
        kept = [each for each in reversed(self._history.versions) if each.kept]
        rels = {0: "first memento", len(kept) - 1: "last memento"} if len(kept) > 1 else {0: "first last memento"}
        root, path = request.url_root, quote(name)
        return between.join(
            f'<{root}v/{each.name}/doc/{path}>; rel="{rels.get(place, "memento")}"; datetime="{_moment(each)}"'
            for place, each in enumerate(kept)
        )


def gate(history: History, name: str, wanted: str) -> AnyResponse:
    """Lead from a document to the version of a date (a TimeGate); raises Problem for what is no date."""
    try:
        moment = parsedate_to_datetime(wanted)
        day = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).date()
    except (ValueError, OverflowError):
        raise Problem("bad-request", f"Accept-Datetime is a date of HTTP, not {wanted[:60]!r}.") from None
    version = history.at(day.isoformat())
    if version is None:
        raise Problem("not-found", "This data keeps no earlier versions.")
    response = redirect(f"/v/{version.name}/doc/{quote(name)}", 302)
    response.vary.update(("Accept", "Accept-Datetime"))
    response.headers["Link"] = links(name)
    return response


def links(name: str) -> str:
    """The Link header's part that leads from a document to its past, at full addresses, which clients need."""
    root, path = request.url_root, quote(name)
    timemap = f'<{root}timemap/{path}>; rel="timemap"; type="{_LINKS.media_type}"'
    return f'<{root}doc/{path}>; rel="original timegate", {timemap}'


def _moment(version: Version) -> str:
    """The beginning of the day of a version, as HTTP writes it."""
    return format_datetime(datetime.combine(date.fromisoformat(version.date), time(), UTC), usegmt=True)


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None
