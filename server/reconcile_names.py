"""Names as they are matched: one key for spellings that differ in case, accents, script variants or romanisation."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

_APOSTROPHES = "'’‘`ʼ´ʻʹ"
_DROPPED = {ord(sign): None for sign in _APOSTROPHES} | {sign: None for sign in range(0x300, 0x370)}
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})
_GAPS = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[a-z0-9 ]+")

# words that say what kind of place a name is of, and the kinds they speak for
_KINDS = {
    "city": {"city", "municipality"}, "shi": {"city", "municipality"}, "si": {"city", "municipality"},
    "municipality": {"municipality", "city"}, "metropolis": {"municipality"}, "county": {"county"},
    "gun": {"county"}, "province": {"province"}, "sheng": {"province"}, "do": {"province"},
    "prefecture": {"prefecture"}, "ken": {"prefecture"}, "fu": {"prefecture"}, "state": {"state", "province"},
    "oblast": {"oblast", "province"}, "region": {"province", "autonomous-region"}, "aimag": {"province"},
    "district": {"district", "county"}, "gu": {"district"}, "ku": {"district"}, "town": {"town"}, "cho": {"town"},
    "machi": {"town"}, "village": {"village"}, "mura": {"village"}, "sum": {"district"}, "soum": {"district"},
    "krai": {"province", "oblast"}, "republic": {"province", "country"}, "department": {"province"},
}  # fmt: skip
_AROUND = {"the", "of", "municipal", "metropolitan", "special", "self", "governing", "autonomous", "people",
           "peoples", "government", "administration", "local", "prefectural", "provincial"}  # fmt: skip
_CITY, _FIRST = {"city", "municipality"}, {"province", "state", "oblast"}
_ENDINGS = (
    ("特别自治道", {"province"}), ("特别自治市", _CITY), ("特别市", _CITY), ("广域市", _CITY),
    ("自治区", {"autonomous-region", "province"}), ("市", _CITY), ("省", {"province"}),
    ("县", {"county", "prefecture", "district"}), ("府", {"prefecture"}), ("都", {"prefecture"}),
    ("道", {"province", "prefecture"}), ("郡", {"county", "district"}), ("区", {"district"}), ("町", {"town"}),
    ("村", {"village"}), ("州", _FIRST),
    ("특별자치도", {"province"}), ("특별자치시", _CITY), ("특별시", _CITY), ("광역시", _CITY), ("시", _CITY),
    ("군", {"county", "district"}), ("도", {"province"}), ("현", {"prefecture", "county"}), ("성", {"province"}),
    ("구", {"district"}), ("주", _FIRST),
)  # fmt: skip
_BY_LAST = {last: [each for each in _ENDINGS if each[0].endswith(last)] for last in {each[0][-1] for each in _ENDINGS}}
_SOUNDS = str.maketrans({"g": "k", "d": "t", "b": "p", "j": "c", "q": "c", "z": "c", "x": "s", "r": "l", "v": "u"})
_SPELLINGS = (("zh", "c"), ("ch", "c"), ("ts", "c"), ("tz", "c"), ("sh", "s"), ("hs", "s"), ("eo", "o"), ("ou", "o"),
              ("oo", "o"), ("eu", "u"), ("uu", "u"), ("ae", "e"), ("ai", "e"), ("ph", "f"), ("ji", "i"),
              ("mp", "np"), ("mb", "nb"))  # fmt: skip
_GLIDES, _LONG, _DOUBLE = re.compile("[yw](?=[aeiou])"), re.compile("oh(?![aeiou])"), re.compile(r"(.)\1")


@cache
def _table() -> dict[int, str | None]:
    lines = (files("onemoon.server") / "han.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {ord(variant): simplified for variant, simplified in pairs}


def words(text: str) -> str:
    """A name in lower case without accents, apostrophes and punctuation, Han characters in their simplified form."""
    text = text.casefold()
    if text.isascii():
        return _GAPS.sub(" ", text.replace("'", "").replace("`", "")).strip()
    text = unicodedata.normalize("NFKD", text).translate(_DROPPED).translate(_LETTERS)
    return _GAPS.sub(" ", unicodedata.normalize("NFC", text).translate(_table())).strip()


def key(text: str) -> str:
    """The key under which exact names meet: `words` without spaces."""
    return words(text).replace(" ", "")


def core(folded: str) -> tuple[str, frozenset[str]]:
    """A folded name without the words that say what kind of place it is, and the kinds that they allow (none: any).

    `yangzhou city` gives `yangzhou` and city; `庆州市` gives `庆州`. A name that is nothing else stays as it is.
    """
    if _LATIN.fullmatch(folded):
        return _latin_core(folded)
    squeezed = folded.replace(" ", "")
    for ending, kinds in _BY_LAST.get(squeezed[-1:], ()):
        if squeezed.endswith(ending) and len(squeezed) - len(ending) >= 2:
            return squeezed.removesuffix(ending), frozenset(kinds)
    return squeezed, frozenset()


def _latin_core(folded: str) -> tuple[str, frozenset[str]]:
    parts = folded.split(" ")
    if len(parts) == 1:
        return folded, frozenset()
    kept = [part for part in parts if part not in _KINDS and part not in _AROUND]
    if not kept or sum(map(len, kept)) < 2:
        return folded.replace(" ", ""), frozenset()
    kinds = [_KINDS[part] for part in parts if part in _KINDS]
    return "".join(kept), frozenset().union(*kinds)


def sound(squeezed: str) -> str | None:
    """What romanisations of one name have in common (`kyongju` and `gyeongju` alike); None for other scripts."""
    if not squeezed.isascii() or len(squeezed) < 4:
        return None
    for pattern, spelling in _SPELLINGS:
        squeezed = squeezed.replace(pattern, spelling)
    squeezed = _GLIDES.sub("", _LONG.sub("o", squeezed)).translate(_SOUNDS)
    return _DOUBLE.sub(r"\1", squeezed)


def near(squeezed: str) -> set[str]:
    """Every text one slip away: a letter missing, doubled, wrong or swapped with its neighbour."""
    letters = "abcdefghijklmnopqrstuvwxyz" if squeezed.isascii() else ""
    splits = [(squeezed[:place], squeezed[place:]) for place in range(len(squeezed) + 1)]
    found = {left + right[1:] for left, right in splits if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in splits if right for letter in letters}
    found |= {left + letter + right for left, right in splits for letter in letters}
    return found - {squeezed}
