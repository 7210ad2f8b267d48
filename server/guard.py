"""What a query text asks for, found without evaluating it: its form, and whether it would call another endpoint.

Where `<` or a quote stands, a parser may see one thing or another, depending on what came before. Every reading is
followed, so that no text can hide a SERVICE in what only one of them takes for an IRI, a string or a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .errors import Problem

_GAP = r"(?:\s|[#][^\n\r]*+)*+"
_IRI = r'<[^<>"{}|^`\x00-\x20]*+>'
_LOCAL = r":(?:(?:[\w:]|%\w\w|\\.)(?:[\w.\-·:]|%\w\w|\\.)*+)?+"
_PROLOGUE = re.compile(
    rf"(?:BASE{_GAP}{_IRI}|PREFIX{_GAP}[\w.\-·]*+:{_GAP}{_IRI}|VERSION{_GAP}(?:\"[^\"]*+\"|'[^']*+')|\s|[#][^\n\r]*+)*+",
    re.IGNORECASE,
)
_LONG = {
    '"': re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"""', re.DOTALL),
    "'": re.compile(r"'''(?:[^'\\]|\\.|'(?!''))*+'''", re.DOTALL),
}
_SHORT = {
    '"': re.compile(r'"(?:[^"\\\n\r]|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\\n\r]|\\.)*+'", re.DOTALL),
}
_AS_IRI = re.compile(_IRI)
_TOKEN = re.compile(
    rf"""\s++ | [?$]\w++ | @[a-zA-Z]++(?:-[a-zA-Z0-9]++)*+
    | (?P<word>[\w.\-·]++)?(?P<local>{_LOCAL}) | (?P<bare>[\w.\-·]++) | .""",
    re.VERBOSE | re.DOTALL,
)
_AFTER_NAME = re.compile(rf"{_GAP}\{{")
_AFTER_WORD = re.compile(rf"{_GAP}(?:SILENT{_GAP})?(?:{_IRI}|[?$]\w++|[\w.\-·]*+{_LOCAL}){_GAP}\{{", re.IGNORECASE)
_MOST_OPEN_QUOTES = 200
_FIRST = re.compile(
    r"(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE)|(?P<update>INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b"
)


def form(text: str) -> str | None:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; None for no query. Raises Problem for an update."""
    prologue = _PROLOGUE.match(text)
    start = text[prologue.end() : prologue.end() + 20].upper() if prologue else ""
    word = _FIRST.match(start)
    if word and word["update"]:
        raise Problem("read-only", f"{word['update']} is an update, and this service is read only.")
    return word["form"] if word else None


def refuse_service(text: str) -> None:
    """Raises Problem when the query would make this server call another endpoint."""
    lines = text.replace("\r", "\n") + "\n"
    if "service" in text.lower() and any(_calls(lines, token) for token in _tokens(lines)):
        raise Problem("federation", "SERVICE is not available here: this server calls no other endpoint.")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Every token that any reading of the text has; raises Problem for a text with too many readings to follow."""
    waiting, seen, open_quotes = [0], {len(text)}, 0
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        if text[place] == "#":
            waiting.append(text.index("\n", place))
            continue
        found = [reading.match(text, place) for reading in _readings(text, place)]
        yield from (token for token in found if token)
        waiting += [token.end() for token in found if token]
        open_quotes += text[place] in _SHORT and None in found
        if open_quotes > _MOST_OPEN_QUOTES:
            raise Problem("query-refused", "The query has too many open quotes to tell what it calls.")


def _readings(text: str, place: int) -> list[re.Pattern[str]]:
    sign = text[place]
    if sign in _SHORT:
        return [_LONG[sign], _SHORT[sign]] if text.startswith(sign * 3, place) else [_SHORT[sign]]
    return [_AS_IRI, _TOKEN] if sign == "<" else [_TOKEN]


def _calls(text: str, token: re.Match[str]) -> bool:
    """Whether a SERVICE clause begins in this token, which may be glued to what stands before and after it."""
    if token.re is not _TOKEN:
        return False
    if token["local"]:
        return "service" in (token["word"] or "").lower() and bool(_AFTER_NAME.match(text, token.end()))
    bare = (token["bare"] or "").lower()
    return bare.endswith(("service", "servicesilent")) and bool(_AFTER_WORD.match(text, token.end()))
