"""Bytes to text."""

from __future__ import annotations

import re
from pathlib import Path

from onemoon.mappings.yamlfile import RecordError

DECLARED = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]{3,20})")
GUESSES = ("utf-8", "cp949", "shift_jis", "gb18030", "cp1252")


def decode(path: Path) -> str:
    """The text of a file, UTF-8 or the encoding that it declares or that fits; RecordError if it is no text."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RecordError(f"{path}: can't be read ({error.strerror}); check the path and its permissions.") from None
    if not content.strip():
        raise RecordError(f"{path}: is empty.")
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RecordError(f"{path}: is no text (it holds zero bytes); convert it to text, Markdown or HTML first.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    declared = DECLARED.search(content[:2048])
    order = ["utf-8", *([declared.group(1).decode("ascii")] if declared else []), *GUESSES]
    for name in order:
        try:
            return content.decode(name).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")
