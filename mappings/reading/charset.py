"""Bytes to text."""

from __future__ import annotations

import re
from pathlib import Path

from onemoon.mappings.reading.pdf import is_pdf, pdf_text
from onemoon.mappings.yamlfile import RecordError

DECLARED = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]{3,20})")
LARGEST = 20_000_000
SAMPLE = 20_000
GUESSES = {
    "cp949": "이가는을를에의도시은다한과와로고지서",
    "shift_jis": "のはをにがとでしたまするこ",
    "euc_jp": "のはをにがとでしたまするこ",
    "gb18030": "的是在了和市与年月日一为有中国",
    "big5": "的是在了和市與年月日一為有中國",
    "cp1252": "éèàçüöäñåøßôîïâêûáíóúãõ–—’‘“”°·…€",
}
"""The encodings that are tried where UTF-8 fails, with the commonest signs of the texts in them."""


def decode(path: Path) -> str:
    """The text of a file, UTF-8 or the encoding that it declares or that fits; that of a PDF if it is one.

    RecordError if it is no text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RecordError(f"{path}: can't be read ({error.strerror}); check the path and its permissions.") from None
    if not content.strip():
        raise RecordError(f"{path}: is empty.")
    if is_pdf(content):
        return pdf_text(path, content)
    if len(content) > LARGEST:
        raise RecordError(
            f"{path}: is {len(content) // 1_000_000} MB long, more than any document; split it into documents of at "
            f"most {LARGEST // 1_000_000} MB."
        )
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RecordError(f"{path}: is no text (it holds zero bytes); convert it to text, Markdown or HTML first.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    declared = DECLARED.search(content[:2048])
    for name in ("utf-8", *([declared.group(1).decode("ascii")] if declared else [])):
        try:
            return content.decode(name).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(content)


def _guessed(content: bytes) -> str:
    """The text in the encoding that makes the most of it common signs of its language."""
    best, most = content.decode("latin-1"), 0.0
    for name, common in GUESSES.items():
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        signs = [sign for sign in text[:SAMPLE] if not sign.isascii()]
        share = sum(sign in common for sign in signs) / (len(signs) or 1)
        if share > most:
            best, most = text, share
    return best
