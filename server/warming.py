"""The longest pages made in advance, in the background, so that no visitor waits for them."""

from __future__ import annotations

import threading
import time

from flask import Flask
from pyoxigraph import NamedNode

from .data import Data
from .describe import incoming
from .dossier import TITLES
from .indexed import IndexedStore
from .languages import LANGUAGES
from .survey import Survey

DATA = "onemoon.data"
_PAGES, _LONG = 60, 40
_REST = 9


def warm(app: Flask, rest: float = _REST) -> threading.Thread:
    """Make the longest pages in every language, resting so many times as long as each took; the thread that does it."""
    thread = threading.Thread(target=_warm, args=(app, app.extensions[DATA], rest), name="warming", daemon=True)
    thread.start()
    return thread


def longest(data: Data) -> list[str]:
    """The addresses of the things that most points to, when that can be told at once."""
    if not isinstance(data.store, IndexedStore):
        return []
    things = [iri for section in Survey(data).sections if section.segment in TITLES for iri in section.things]
    lengths = {iri: sum(each.total for each in incoming(data.store, NamedNode(iri), most=1)) for iri in things}
    chosen = sorted((iri for iri in things if lengths[iri] >= _LONG), key=lambda iri: -lengths[iri])
    return [f"{data.addresses.path(iri)}.html" for iri in chosen[:_PAGES]]


def _warm(app: Flask, data: Data, rest: float) -> None:
    client, paths = app.test_client(), longest(data)
    for lang in LANGUAGES:
        for path in paths:
            start = time.perf_counter()
            client.get(path, query_string={"lang": lang})
            time.sleep((time.perf_counter() - start) * rest)
