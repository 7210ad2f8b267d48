"""pySHACL with what its release lacks: queries are parsed once, and a store is not counted for each result."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any
from unittest.mock import patch

Namespaces = tuple[tuple[str, str], ...]


@contextmanager
def repaired() -> Iterator[None]:
    """For as long as the context lasts; each repair has a test that fails once pySHACL needs it no more."""
    from pyshacl.graph_abstraction import OxigraphDataGraph
    from rdflib.plugins.sparql.processor import SPARQLProcessor

    with ExitStack() as repairs:
        repairs.enter_context(patch.object(SPARQLProcessor, "query", _parsing_once()))
        repairs.enter_context(patch.object(OxigraphDataGraph, "__bool__", lambda self: True, create=True))
        repairs.enter_context(_quiet())
        yield


def _parsing_once() -> Callable[..., Mapping[str, Any]]:
    """SPARQLProcessor.query, which parses a text for each focus node anew; this one parses it once."""
    from rdflib.plugins.sparql import processor

    @lru_cache(maxsize=1000)
    def parsed(text: str, base: str | None, namespaces: Namespaces) -> Any:
        return processor.translateQuery(processor.parseQuery(text), base, dict(namespaces))

    def query(self: Any, text: Any, initBindings: Any = None, initNs: Any = None, base: Any = None, DEBUG: Any = None):  # type: ignore[no-untyped-def]
        if isinstance(text, str):
            text = parsed(text, base, tuple(sorted((name, str(iri)) for name, iri in (initNs or {}).items())))
        return processor.evalQuery(self.graph, text, initBindings, base)

    return query


@contextmanager
def _quiet() -> Iterator[None]:
    """Without rdflib's tracebacks on the log for each literal that is no value of its datatype: shapes report those."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
