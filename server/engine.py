"""Evaluating a query: the one place that does, so that it can be replaced."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from .data import Data
from .errors import Problem
from .negotiation import XML, Format
from .protocol import Operation
from .representations import check_xml, serialise

Results = QuerySolutions | QueryBoolean | QueryTriples
_TABLES = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_REASON = re.compile(r'(?:^|, )([A-Z\\][^",\[\]]* [a-z]{2,}[^",\[\]]*)')


class Engine:
    """Evaluates in this process, over the data in memory."""

    def __init__(self, data: Data):
        self._store, self._base, self._prefixes = data.store, data.base, data.prefixes

    def query(self, operation: Operation, known: Format) -> bytes:
        """The complete answer in a format that fits the query's form; raises Problem when there is none."""
        try:
            return self._serialised(self._evaluated(operation), known)
        except SyntaxError as error:
            raise _syntax(error, operation.text) from None
        except (RuntimeError, OSError) as error:
            raise Problem("query-refused", f"The query can't be evaluated: {_sentence(error)}.") from None

    def _evaluated(self, operation: Operation) -> Results:
        if not operation.default_graphs and not operation.named_graphs:
            return self._store.query(operation.text, base_iri=self._base)
        return self._store.query(
            operation.text,
            base_iri=self._base,
            default_graph=[*_nodes(operation.default_graphs)],
            named_graphs=_nodes(operation.named_graphs),
        )

    def _serialised(self, results: Results, known: Format) -> bytes:
        if not isinstance(results, QuerySolutions | QueryBoolean):
            return serialise(list(results), known, self._prefixes)
        body = results.serialize(format=_TABLES[known.key]) or b""
        if known.key == XML.key:
            check_xml(body.decode())
        return body


def _nodes(iris: tuple[str, ...]) -> list[NamedNode | BlankNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise Problem("bad-request", f"A graph of the dataset has no valid IRI: {error}.") from None


def _syntax(error: SyntaxError, query: str) -> Problem:
    found = _PLACE.match(str(error.msg))
    if not found:
        return Problem("query-syntax", f"The query has a syntax error: {_sentence(error)}.", query=query)
    line, column = int(found[1]), int(found[2])
    reason = _REASON.search(found[3])
    why = f" ({reason[1]})" if reason else ""
    detail = f"The query has a syntax error at line {line}, column {column}{_after(query, line, column)}{why}."
    return Problem("query-syntax", detail, line=line, column=column, query=query)


def _after(query: str, line: int, column: int) -> str:
    """The last word before the place, since the parser names where it could not go on."""
    lines = query.split("\n")
    word = re.search(r"\S{1,40}$", lines[line - 1][: column - 1]) if line <= len(lines) else None
    return f", after {word[0]}" if word else ""


def _sentence(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
