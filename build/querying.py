"""Asking built data a question from the command line."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store

from onemoon.ontology import prefixes

RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
FORMATS = ("table", *RESULTS)


class QueryError(Exception):
    """A query can't be answered: one sentence that says why."""


def answer(query: str, out: Path, data: Path | None, form: str) -> bytes:
    """The result of a query over a built folder or an RDF file, as a table or in a standard format.

    The project's prefixes need not be declared. QueryError for a bad query, DataError for bad data.
    """
    from onemoon.server.data import Data

    store = (Data.from_file(data, "https://w3id.org/onemoon/") if data else Data.open(out)).store
    result = _result(store, query)
    if isinstance(result, QueryTriples):
        return result.serialize(format=RdfFormat.TURTLE) or b""
    if form != "table":
        return result.serialize(format=RESULTS[form]) or b""
    return _table(result).encode()


def _result(store: Store, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    from onemoon.server.engine import syntax_problem

    try:
        return store.query(query, prefixes=prefixes())
    except SyntaxError as error:
        raise QueryError(syntax_problem(error, query).detail) from None
    except (RuntimeError, OSError) as error:
        raise QueryError(f"The query can't be answered: {error}.") from None


def _table(result: QuerySolutions | QueryBoolean) -> str:
    if isinstance(result, QueryBoolean):
        return f"{'yes' if result else 'no'}\n"
    head = [variable.value for variable in result.variables]
    rows = [["" if value is None else _short(value) for value in solution] for solution in result]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [head, *rows]
    ]
    return "\n".join(lines) + "\n"


def _short(value: object) -> str:
    return getattr(value, "value", str(value))
