"""HTML and Markdown made plain without moving a character: what is no text becomes spaces, so offsets stay."""

from __future__ import annotations

import re
from html import unescape

TAG = re.compile(r"<!--|-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>|<![^<>]*>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,12});")
HIDDEN = {
    "script",
    "style",
    "nav",
    "footer",
    "aside",
    "figcaption",
    "form",
    "button",
    "noscript",
    "template",
    "svg",
    "head",
    "header",
    "select",
    "iframe",
    "object",
    "textarea",
}
MARKS = {
    "li": "\n* ",
    "tr": "\n",
    "td": "  | ",
    "th": "  | ",
    "h1": "\n# ",
    "h2": "\n# ",
    "h3": "\n# ",
    "h4": "\n# ",
    "h5": "\n# ",
    "h6": "\n# ",
    "br": "\n",
}
BREAKS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "table",
    "thead",
    "tbody",
    "blockquote",
    "figure",
    "dl",
    "dt",
    "dd",
    "body",
    "caption",
    "hr",
    "address",
    "tr",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr", "col", "area", "base", "embed", "track"}
LOOKS_HTML = re.compile(r"<(?:!doctype html|html|body|head|div|p|table|main|article)\b", re.IGNORECASE)
EMPHASIS = re.compile(
    r"(?<![*\n])\*\*|(?<=\n)\*\*(?![*\s])|__|'''?|`|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?!\w)|(?<!\w)_(?=\w)|(?<=[\w.,!?])_(?!\w)"
)
LINK = re.compile(r"!?\[([^\[\]\n]{1,200})\]\([^()\s]{0,400}(?:\s\"[^\"\n]{0,200}\")?\)")
FLAG = re.compile(r"\{\{flag\w*\|[^{}\n]{0,60}\}\}")
WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{0,200}\|)?([^\[\]|\n]{1,200})\]\]")


def is_html(text: str) -> bool:
    """Whether a text's beginning looks like HTML."""
    return bool(LOOKS_HTML.search(text[:4000]))


def mask_html(text: str) -> str:
    """The text of an HTML page at its own offsets; lists, headings and table cells get Markdown's marks."""
    out: list[str] = []
    position, hidden, depth = 0, "", 0
    for match in TAG.finditer(text):
        start, end = match.span()
        out.append(_blank(text[position:start]) if hidden else _entities(text[position:start]))
        position = end
        mark, hidden, depth = _step(match, hidden, depth)
        out.append(mark[: end - start].ljust(end - start))
    out.append(_entities(text[position:]))
    return "".join(out)


def _step(match: re.Match[str], hidden: str, depth: int) -> tuple[str, str, int]:
    """(mark in place of the tag, the element that hides what follows, how deep in it we are)."""
    name = (match.group(2) or "").lower()
    closing = bool(match.group(1))
    if match.group() in ("<!--", "-->") or hidden == "<!--":
        return "", ("<!--" if match.group() == "<!--" and not hidden else "" if hidden == "<!--" else hidden), depth
    if hidden:
        if name == hidden:
            depth += -1 if closing else 1
        return "", (hidden if depth else ""), depth
    if name in HIDDEN and not closing and not match.group(3).endswith("/"):
        return "\n", name, 1
    if closing:
        return ("  |\n" if name == "tr" else "\n" if name in BREAKS else ""), "", 0
    return MARKS.get(name, "\n" if name in BREAKS else ""), "", 0


def _blank(text: str) -> str:
    return " " * len(text)


def _entities(text: str) -> str:
    if "\n" in text:
        text = text.replace("\n", " ")
    return ENTITY.sub(lambda m: unescape(m.group())[:1].replace("\xa0", " ").ljust(len(m.group())), text)


def mask_markdown(text: str) -> str:
    """Markdown or wiki text with emphasis and link targets made spaces."""
    if "](" in text:
        text = LINK.sub(_keep, text)
    if "[[" in text:
        text = WIKI_LINK.sub(_keep, text)
    if "{{flag" in text:
        text = FLAG.sub(lambda m: " " * len(m.group()), text)
    if any(mark in text for mark in ("*", "_", "`", "''")):
        text = EMPHASIS.sub(lambda m: " " * len(m.group()), text)
    return text


def _keep(match: re.Match[str]) -> str:
    whole, inner = match.group(), match.group(1)
    offset = match.start(1) - match.start()
    return " " * offset + inner + " " * (len(whole) - offset - len(inner))
