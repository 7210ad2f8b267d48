"""Rows of a SELECT written one by one, for answers that are cut: the engine's own writers only write all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .terms import XSD

Term = NamedNode | BlankNode | Literal | Triple
Row = Sequence[Term | None]
_TIGHT = (",", ":")
_SPARQL = "http://www.w3.org/2005/sparql-results#"


def table(names: Sequence[str], rows: Iterable[Row], key: str, link: str = "") -> Iterator[bytes]:
    """The rows as JSON, XML, CSV or TSV (`key`); `link` is told in the head where the format has a place for it."""
    writers: dict[str, Callable[[], Iterator[str]]] = {
        "json": lambda: _json(names, rows, link),
        "xml": lambda: _xml(names, rows, link),
        "csv": lambda: _lines(",", "\r\n", names, rows, _csv),
        "tsv": lambda: _lines("\t", "\n", [f"?{name}" for name in names], rows, _tsv),
    }
    return (piece.encode() for piece in writers[key]())


def _json(names: Sequence[str], rows: Iterable[Row], link: str) -> Iterator[str]:
    head = {"link": [link], "vars": list(names)} if link else {"vars": list(names)}
    yield f'{{"head":{json.dumps(head, separators=_TIGHT)},"results":{{"bindings":['
    for place, row in enumerate(rows):
        bound = {name: _json_term(term) for name, term in zip(names, row, strict=True) if term is not None}
        yield ("," if place else "") + json.dumps(bound, ensure_ascii=False, separators=_TIGHT)
    yield "]}}"


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        return {"type": "literal", "value": term.value, **_kind(term, "xml:lang", "its:dir")}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}


def _kind(term: Literal, language: str, direction: str) -> dict[str, str]:
    if term.language:
        base = getattr(term, "direction", None)
        return {language: term.language} | ({direction: str(base)} if base else {})
    return {} if term.datatype == XSD.string else {"datatype": term.datatype.value}


def _xml(names: Sequence[str], rows: Iterable[Row], link: str) -> Iterator[str]:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    told = f"<link href={quoteattr(link)}/>" if link else ""
    yield f'<?xml version="1.0"?><sparql xmlns="{_SPARQL}"><head>{head}{told}</head><results>'
    for row in rows:
        bound = zip(names, row, strict=True)
        cells = (f"<binding name={quoteattr(n)}>{_xml_term(term)}</binding>" for n, term in bound if term is not None)
        yield f"<result>{''.join(cells)}</result>"
    yield "</results></sparql>"


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, Literal):
        said = "".join(f" {name}={quoteattr(value)}" for name, value in _kind(term, "xml:lang", "its:dir").items())
        return f"<literal{said}>{escape(term.value, {chr(13): '&#13;'})}</literal>"
    parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts)}</triple>"


def _lines(
    between: str, end: str, names: Sequence[str], rows: Iterable[Row], write: Callable[[Term | None], str]
) -> Iterator[str]:
    yield between.join(names) + end
    for row in rows:
        yield between.join(write(term) for term in row) + end


def _csv(term: Term | None) -> str:
    text = "" if term is None else term.value if isinstance(term, NamedNode | Literal) else str(term)
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '",\r\n') else text


def _tsv(term: Term | None) -> str:
    return "" if term is None else str(term).replace("\t", "\\t")
