"""PDF to text, with the extra `pdf`: pages one after the other, their lines as pypdf finds them."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onemoon.mappings.yamlfile import RecordError

MARK = b"%PDF-"
BROKEN = (
    AttributeError,
    AssertionError,
    IndexError,
    KeyError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What pypdf lets through on files that only look like a PDF, besides its own errors."""
HYPHENATED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def is_pdf(content: bytes) -> bool:
    """Whether bytes are a PDF; its mark may stand after some rubbish."""
    return MARK in content[:1024]


def pdf_text(path: Path, content: bytes) -> str:
    """The text of a PDF, all offsets count in it; RecordError if the extra is missing or the file gives none."""
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError:
        raise RecordError(f"{path}: is a PDF; install the extra that reads it: pip install 'onemoon[pdf]'.") from None
    try:
        with _quiet():
            reader = pypdf.PdfReader(io.BytesIO(content))
            if reader.is_encrypted and not reader.decrypt(""):
                raise RecordError(f"{path}: is encrypted; save it without a password first.")
            pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, *BROKEN) as error:
        raise RecordError(f"{path}: is no PDF that can be read ({_cause(error)}); save it again or as text.") from None
    text = "\n\n".join(HYPHENATED.sub("", page.strip()) for page in pages if page.strip())
    if not text:
        raise RecordError(f"{path}: holds no text, only pictures perhaps; run text recognition over it first.")
    return text + "\n"


@contextmanager
def _quiet() -> Iterator[None]:
    """pypdf's remarks about a file are no news: the file is read or it is not."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _cause(error: BaseException) -> str:
    return " ".join(str(error).split())[:80].strip(".") or type(error).__name__
