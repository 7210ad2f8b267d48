"""Evaluating a query: the one place that does, so that it can be replaced."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import IO, NamedTuple, cast

from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, Store

from .errors import Problem
from .negotiation import XML, Format
from .protocol import Operation
from .representations import Output, check_xml, syntax, write_triples
from .tables import table

_BOM, _SHEETS, _LINES = b"\xef\xbb\xbf", ("csv", "tsv"), ("nt", "nq")
CUT_PAGE = "/problems#cut"
Results = QuerySolutions | QueryBoolean | QueryTriples
_TABLES = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_REASON = re.compile(r'(?:^|, )([A-Z\\][^",\[\]]* [a-z]{2,}[^",\[\]]*)')


class Answered(NamedTuple):
    """A complete answer, and after how many rows it was cut; None when it was not."""

    body: bytes
    cut: int | None = None


class Engine:
    """Evaluates in this process, over an open store."""

    def __init__(self, store: Store, base: str, prefixes: dict[str, str], most_rows: int = 0):
        self._store, self._base, self._prefixes, self._most_rows = store, base, prefixes, most_rows

    def query(self, operation: Operation, known: Format) -> Answered:
        """The complete answer in a format that fits the query's form; raises Problem when there is none."""
        output = io.BytesIO()
        cut = self.write(operation, known, output)
        return Answered(output.getvalue(), cut)

    def write(self, operation: Operation, known: Format, output: Output) -> int | None:
        """Write the answer; gives the number of rows that it was cut to, None for a whole one."""
        try:
            if operation.bom and known.key in _SHEETS:
                output.write(_BOM)
            return self._written(self._evaluated(operation), operation, known, output)
        except SyntaxError as error:
            raise syntax_problem(error, operation.text) from None
        except PermissionError:
            raise Problem("federation", "This server calls no other endpoint.") from None
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

    def _written(self, results: Results, operation: Operation, known: Format, output: Output) -> int | None:
        most = _least(operation.limit, self._most_rows or None)
        cut = most is not None or operation.offset > 0
        if isinstance(results, QueryTriples) and not cut and known.key in _LINES:
            results.serialize(cast(IO[bytes], output), syntax(known))
            return None
        if not isinstance(results, QuerySolutions | QueryBoolean):
            window = _Window(results, operation.offset, most)
            write_triples(window.rows(), known, self._prefixes, output)
            return window.cut
        if isinstance(results, QuerySolutions) and cut:
            return self._rows(results, operation, most, known, output)
        results.serialize(cast(IO[bytes], _Checked(output) if known.key == XML.key else output), _TABLES[known.key])
        return None

    def _rows(
        self, results: QuerySolutions, operation: Operation, most: int | None, known: Format, output: Output
    ) -> int | None:
        names = [variable.value for variable in results.variables]
        window = _Window(results, operation.offset, most)
        checked = _Checked(output) if known.key == XML.key else output
        first = list(window.rows())
        link = CUT_PAGE if window.cut is not None else ""
        for piece in table(names, (list(row) for row in first), known.key, link):
            checked.write(piece)
        return window.cut


class _Window:
    """Some rows of many, and whether there were more."""

    def __init__(self, rows: Iterator, offset: int, most: int | None):
        self._rows, self._offset, self._most = rows, offset, most
        self.cut: int | None = None

    def rows(self) -> Iterator:
        """The rows from the offset on, as many as wanted."""
        end = None if self._most is None else self._offset + self._most
        yield from islice(self._rows, self._offset, end)
        if self._most is not None and next(self._rows, None) is not None:
            self.cut = self._most


class _Checked:
    """Lets no character through that XML can't hold."""

    def __init__(self, output: Output):
        self._output, self._rest = output, b""

    def write(self, data: bytes, /) -> int:
        """Pass a piece on; raises Problem."""
        piece = self._rest + bytes(data)
        whole = len(piece) - _unfinished(piece)
        check_xml(piece[:whole].decode())
        self._rest = piece[whole:]
        self._output.write(data)
        return len(data)

    def flush(self) -> None:
        """Pass it on."""
        self._output.flush()


def _unfinished(piece: bytes) -> int:
    """How many bytes at the end are the beginning of a longer UTF-8 character."""
    for back in range(1, min(4, len(piece) + 1)):
        byte = piece[-back]
        if byte >= 0xC0:
            return back if back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4) else 0
        if byte < 0x80:
            return 0
    return 0


def _least(*numbers: int | None) -> int | None:
    return min((number for number in numbers if number is not None), default=None)


def _nodes(iris: tuple[str, ...]) -> list[NamedNode | BlankNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise Problem("bad-request", f"A graph of the dataset has no valid IRI: {error}.") from None


def syntax_problem(error: SyntaxError, query: str) -> Problem:
    """What is wrong with a query, where, and after which word, in one sentence instead of the parser's alternatives."""
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
