"""IRIs of the data: the only place that makes one."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass

DEFAULT_BASE = "https://w3id.org/onemoon/"
NS = "https://w3id.org/onemoon/ns#"
GAPS = re.compile(r"[^a-z0-9]+")
EAST = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")


def slug(text: str) -> str:
    """ASCII, lower-case key of a text: `Jeju 2016` becomes `jeju-2016`; Han, kana and Hangul become a checksum."""
    ascii_text = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    native = "" if text.isascii() else "".join(EAST.findall(text))
    digest = f" x{zlib.crc32(native.encode()):08x}" if native else ""
    return GAPS.sub("-", (ascii_text + digest).lower()).strip("-")


def key_of(ref: str) -> str:
    """The key in a reference: `government/nara` gives `nara`."""
    return ref.partition("/")[2]


def concept(scheme: str, key: str) -> str:
    """A concept of the ontology's namespace: `kind`, `sister-city` gives om:kind/sister-city."""
    return f"{NS}{scheme}/{key}"


def term(name: str) -> str:
    """A term of the ontology: `party` gives om:party."""
    return NS + name


@dataclass(frozen=True)
class Iris:
    """Makes the data's IRIs under one base, which ends in a slash."""

    base: str = DEFAULT_BASE

    def thing(self, ref: str) -> str:
        """`government/nara` gives {base}id/government/nara."""
        return f"{self.base}id/{ref}"

    def part(self, ref: str, name: str) -> str:
        """A part of a thing that has no page of its own: {base}id/procedure/k#step-1."""
        return f"{self.base}id/{ref}#{name}"

    def graph(self, key: str) -> str:
        """The named graph of a source document, or of reference, inferred, about."""
        return f"{self.base}graph/{key}"
