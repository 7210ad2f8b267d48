"""What Wikidata lacks of our twinnings, as QuickStatements: both directions of P190, dated and referenced."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from onemoon.build.compare import Comparison
from onemoon.build.twinnings import Tie
from onemoon.mappings.fact import Document
from onemoon.mappings.values import Ref

TWINNED, START, END, URL, RETRIEVED = "P190", "P580", "P582", "S854", "S813"
CSV_HEAD = ("qid", TWINNED, "qal580", "qal582", URL, RETRIEVED, "#")
EDIT = "twinned administrative body, from One Moon"
_PRECISIONS = ((re.compile(r"\d{4}"), "-00-00", 9), (re.compile(r"\d{4}-\d\d"), "-00", 10),
               (re.compile(r"\d{4}-\d\d-\d\d"), "", 11))  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """One statement to make: two items, start and end as partial dates, and (address, day read) of each reference."""

    subject: str
    object: str
    start: str
    end: str
    references: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Skipped:
    """A twinning that is not exported, and why."""

    key: Ref
    reason: str


def time(date: str) -> str:
    """A partial date as Wikibase writes it, precision included: 2008 is +2008-00-00T00:00:00Z/9.

    ValueError for a date without a year, which Wikidata can't hold.
    """
    for pattern, rest, precision in _PRECISIONS:
        if pattern.fullmatch(date):
            return f"+{date}{rest}T00:00:00Z/{precision}"
    raise ValueError(f"{date!r} has no year")


def select(
    ties: Iterable[Tie], known: Mapping[Ref, str], compared: Iterable[Comparison]
) -> tuple[list[Statement], list[Skipped]]:
    """The statements to make and the twinnings left out; each statement once, in the order of the pairs."""
    verdicts = {(each.one, each.other): each for each in compared}
    made: dict[tuple[str, str], Statement] = {}
    skipped: list[Skipped] = []
    for tie in ties:
        reason = _unfit(tie, known) or _there(verdicts.get(tie.parties))
        if reason:
            skipped.append(Skipped(tie.key, reason))
            continue
        for statement in _both(tie, known, verdicts.get(tie.parties)):
            made.setdefault((statement.subject, statement.object), statement)
    return list(made.values()), skipped


def _unfit(tie: Tie, known: Mapping[Ref, str]) -> str | None:
    """Why a twinning can't be given to Wikidata on its own account."""
    unlinked = [party for party in tie.parties if party not in known]
    if unlinked:
        return f"no link to Wikidata: {', '.join(unlinked)}"
    if "planned" in tie.statuses:
        return "only planned" if tie.statuses == {"planned"} else "the sources disagree whether it is in force"
    if len(tie.statuses) > 1 or len(tie.starts) > 1 or len(tie.ends) > 1:
        return "the sources disagree"
    if tie.statuses == {"ended"} and not tie.ends:
        return "ended, no source says when"
    if not tie.reviewed:
        return "not reviewed"
    return None if any(_references(tie)) else "no source with a public address"


def _there(comparison: Comparison | None) -> str | None:
    """Why a twinning need not or must not be added to what Wikidata states."""
    if comparison is None:
        return "not compared with Wikidata"
    if comparison.note:
        return comparison.note
    if comparison.verdict == "ended there":
        return "ended in Wikidata"
    return None if comparison.missing else "in Wikidata already"


def _both(tie: Tie, known: Mapping[Ref, str], comparison: Comparison | None) -> Iterator[Statement]:
    one, other = (known[party] for party in tie.parties)
    start, end = (next(iter(dates), "") for dates in (tie.starts, tie.ends))
    for subject, target in ((one, other), (other, one)):
        if comparison and f"{subject}→{target}" in comparison.missing.split():
            yield Statement(subject, target, _dated(start), _dated(end), tuple(_references(tie)))


def _dated(date: str) -> str:
    return "" if date.startswith("--") else date


def _references(tie: Tie) -> Iterator[tuple[str, str]]:
    """(address, day read) of each reviewed statement's document, each document once."""
    documents: dict[str, Document] = {
        document.url: document
        for fact, document in tie.statements
        if fact.reviewed and document.url and public(document.url)
    }
    for url in sorted(documents):
        yield url, documents[url].reviewed_on or ""


def public(url: str) -> bool:
    """Whether an address is one that anybody on the web can open, and that a quoted value can hold."""
    parts = urlsplit(url)
    named = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    inside = re.fullmatch(r"(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)[\d.]*", parts.hostname or "")
    return named and not inside and not re.search(r'["|\t\n\s]', url)


def v1(statements: Iterable[Statement]) -> str:
    """The text form (version 1), one statement a line, tabs between; further references begin with !S854."""
    return "".join("\t".join(_cells(statement)) + "\n" for statement in statements)


def _cells(statement: Statement) -> Iterator[str]:
    yield from (statement.subject, TWINNED, statement.object)
    for name, date in ((START, statement.start), (END, statement.end)):
        if date:
            yield from (name, time(date))
    for number, (url, read) in enumerate(statement.references):
        yield from (f"!{URL}" if number else URL, f'"{url}"')
        if read:
            yield from (RETRIEVED, time(read))


def as_csv(statements: Iterable[Statement]) -> str:
    """The CSV form: one column a property, strings in quotes of their own, the first reference (it holds no second)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(CSV_HEAD)
    for each in statements:
        url, read = each.references[0]
        dates = [time(date) if date else "" for date in (each.start, each.end)]
        writer.writerow([each.subject, each.object, *dates, f'"{url}"', time(read) if read else "", EDIT])
    return buffer.getvalue()
