"""Names as they are compared: folded keys and the words of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

APOSTROPHES = re.compile(r"['’‘`ʼ´]")
WORD = re.compile(r"[^\W\d_]+(?:['’‘ʼ](?![sS]\b)[^\W\d_]+)*\.?(?<=[^\W\d_])|[^\W\d_]{1,3}\.(?=\s[A-Z])")
ST = re.compile(r"^(?:st|ste|sankt)(?: |$)")
GAPS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """The key of a name: no accents, no apostrophes, lower case, single spaces (`Xi'an` gives `xian`)."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.replace("ı", "i").replace("ł", "l").replace("đ", "d").replace("ø", "o").replace("Ø", "O")
    text = text.lower()
    if not text.isalpha():
        text = GAPS.sub(" ", APOSTROPHES.sub("", text)).strip()
    return ST.sub("saint ", text).strip() if text[:1] == "s" else text


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """`folded`, remembered: the same words come again and again."""
    return folded(text)


def words(text: str) -> list[tuple[int, int, str]]:
    """(start, end, folded) for each word of a text; a plural or possessive s after an apostrophe is no part of it."""
    return [(m.start(), m.end(), fold(m.group())) for m in WORD.finditer(text)]


def respelt(key: str) -> Iterator[str]:
    """Other romanisations of a key: long vowels, Kunrei for Hepburn."""
    for old, new in (
        ("oh", "o"),
        ("ou", "o"),
        ("uu", "u"),
        ("oo", "o"),
        ("si", "shi"),
        ("tu", "tsu"),
        ("ti", "chi"),
        ("hu", "fu"),
        ("zi", "ji"),
        ("ei", "e"),
        ("pp", "b"),
        ("bs", "pps"),
    ):
        if old in key:
            yield key.replace(old, new)


def mccune(key: str) -> str:
    """A Korean name's key as it was spelt before 2000, without its marks: `gunsan` gives `kunsan`."""
    first = OLD_INITIALS.get(key[:1], key[:1])
    return first + key[1:].replace("eo", "o").replace("eu", "u")


OLD_INITIALS = {"g": "k", "d": "t", "b": "p", "j": "ch"}


def variants(key: str) -> Iterator[str]:
    """The keys one letter left out, swapped, changed or put in away from a key."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for i in range(len(key)):
        yield key[:i] + key[i + 1 :]
        yield key[:i] + key[i + 1 : i + 2] + key[i] + key[i + 2 :]
        for letter in letters:
            yield key[:i] + letter + key[i + 1 :]
            yield key[:i] + letter + key[i:]
