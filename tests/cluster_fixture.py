"""Readers that a cluster's workers run, and documents for them."""

from __future__ import annotations

import os
import time
from pathlib import Path


def read(content: bytes, name: str, decisions: bytes) -> tuple[str, str]:
    """A record and Turtle that name the document."""
    if b"broken" in content:
        raise ValueError("no text in it")
    return f"document: {name}\n{decisions.decode()}", f"# {name}: {len(content)}\n"


def read_and_die_once(content: bytes, name: str, decisions: bytes) -> tuple[str, str]:
    """As `read`, but the first worker that meets `die` in a document dies over it."""
    time.sleep(0.02)
    if content.startswith(b"die "):
        mark = Path(content.decode().split()[1])
        if not mark.exists():
            mark.touch()
            os._exit(1)
    return read(content, name, decisions)


def read_and_die(content: bytes, name: str, decisions: bytes) -> tuple[str, str]:
    """As `read`, but every worker that meets `die` in a document dies over it."""
    if content.startswith(b"die"):
        os._exit(1)
    return read(content, name, decisions)
