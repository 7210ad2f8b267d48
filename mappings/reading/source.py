"""A document as read: its text, its blocks with offsets into that text, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from onemoon.mappings.reading.layout import Block, blocks_of
from onemoon.mappings.reading.markup import is_html, mask_html, mask_markdown

FRONT = re.compile(r"\A\ufeff?---[ \t]*\n((?:[^\n]*\n){1,40}?)---[ \t]*\n")
PAIR = re.compile(r"^(\w[\w -]{0,30}):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
HTML_TITLE = re.compile(r"<title[^<>]*>([^<>]{1,300})</title>", re.IGNORECASE)
HTML_META = re.compile(r"<meta\s([^<>]{1,600})>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*\"([^\"<>]{0,400})\"")
HTML_LANG = re.compile(r"<html[^<>]{0,200}?\slang=\"([\w-]{2,12})\"", re.IGNORECASE)
BRACKETS = {ord("⟦"): "[", ord("⟧"): "]"}
"""The brackets of our own symbols: in a text they are brackets like others."""
META_NAMES = {
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
    "og:site_name": "publisher",
    "dcterms.issued": "date",
    "pubdate": "date",
}


@dataclass(frozen=True)
class Source:
    """A text with its blocks; plain has the same length as text, without markup. meta: date, title, publisher, …"""

    text: str
    plain: str
    blocks: tuple[Block, ...]
    meta: Mapping[str, str] = field(default_factory=dict)


def read_source(text: str, meta: Mapping[str, str] | None = None) -> Source:
    """A source from plain text, Markdown or HTML; meta given by the caller wins over what the text says."""
    found: dict[str, str] = {}
    if is_html(text):
        found = _html_meta(text)
        plain = mask_html(text)
    else:
        found, start = _front_matter(text)
        plain = mask_markdown(" " * start + text[start:])
    plain = plain.translate(BRACKETS)
    given = {key: value for key, value in (meta or {}).items() if value}
    return Source(text, plain, tuple(blocks_of(plain)), {**found, **given})


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    match = FRONT.match(text)
    if not match:
        return {}, 0
    return {key.lower(): value.strip("\"'") for key, value in PAIR.findall(match.group(1))}, match.end()


def _html_meta(text: str) -> dict[str, str]:
    head = text[:20000]
    found: dict[str, str] = {}
    if title := HTML_TITLE.search(head):
        found["title"] = " ".join(title.group(1).split())
    if lang := HTML_LANG.search(head):
        found["lang"] = lang.group(1)
    for tag in HTML_META.finditer(head):
        attributes = {key.lower(): value for key, value in ATTRIBUTE.findall(tag.group(1))}
        name = META_NAMES.get((attributes.get("property") or attributes.get("name") or "").lower())
        if name and attributes.get("content"):
            found.setdefault(name, attributes["content"])
    return found
