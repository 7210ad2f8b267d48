"""How well documents are read: precision, recall and F1 of each kind, precision of each rule, on annotated texts.

Names are compared without case, accents, punctuation and the words that say what sort of government it is; a thing goes
by any name it is known by. Pairs and parties have no order. Items match one to one within a text, the likest first:

twinnings      the pair, and both in force or both not
designations   the government, half the words of the annotated title, the year where one is annotated
events         half the words of the names (F1), or the same first day at the same place
people         the words of the name in any order
memberships    member and organisation
agreements     the set of parties
governments    the name

A second item for what is matched already counts neither for nor against its kind.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from onemoon.mappings.model import Record
from onemoon.mappings.names import names
from onemoon.mappings.refdata import Reference, load_reference
from onemoon.mappings.review.neutral import KINDS, Forms, Item, from_gold, from_record
from onemoon.mappings.yamlfile import RecordError

SORTS = frozenset(
    "city cities metropolitan municipal municipality government province provincial prefecture county district ward "
    "town village region territory krai oblast aimag state republic special self governing selfgoverning autonomous "
    "of the and".split()
)
ENDINGS = re.compile(r"-(?:si|shi|do|gun|gu|ku|ken|fu)$")
BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass
class Count:
    """Right, predicted and annotated."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of the predicted that is right; 1 where nothing is predicted."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """The share of the annotated that is found; 1 where nothing is annotated."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 1.0


@dataclass
class Measured:
    """Counts by kind and by (rule, kind)."""

    kinds: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in KINDS})
    rules: dict[tuple[str, str], Count] = field(default_factory=dict)
    texts: int = 0


def measure(folder: Path, read: Callable[[Path], Record], candidates: bool = False) -> Measured:
    """Counts over the pairs STEM.txt and STEM.json of a folder; RecordError if there are none or one can't be used."""
    measured, reference = Measured(), load_reference()
    for gold, text in _pairs(folder):
        found = list(_predicted(read(text), reference, candidates))
        annotated = list(from_gold(gold))
        measured.texts += 1
        for kind in KINDS:
            predicted = [item for item in found if item.kind == kind]
            _count(measured, kind, predicted, [item for item in annotated if item.kind == kind])
    return measured


def _pairs(folder: Path) -> Iterable[tuple[Mapping[str, object], Path]]:
    paths = sorted(path for path in folder.glob("*.json") if path.with_suffix(".txt").exists())
    if not paths:
        raise RecordError(f"{folder}: holds no annotated text (STEM.txt with STEM.json).")
    for path in paths:
        try:
            yield json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt")
        except ValueError as error:
            raise RecordError(f"{path}: is not JSON ({error}).") from None


def _predicted(record: Record, reference: Reference, candidates: bool) -> Iterable[Item]:
    told = replace(record, facts=tuple(replace(fact, candidate=False) for fact in record.facts))
    return from_record(record, names(told, reference), candidates)


def _count(measured: Measured, kind: str, predicted: list[Item], gold: list[Item]) -> None:
    pairs = matched(predicted, gold)
    again = {
        index
        for index, item in enumerate(predicted)
        if index not in pairs and any(likeness(item, gold[other]) for other in pairs.values())
    }
    count = measured.kinds[kind]
    count.right += len(pairs)
    count.predicted += len(predicted) - len(again)
    count.gold += len(gold)
    for index, item in enumerate(predicted):
        rule = measured.rules.setdefault((item.rule or "(no rule)", kind), Count())
        rule.predicted += 1
        rule.right += index in pairs or index in again


def matched(predicted: list[Item], gold: list[Item]) -> dict[int, int]:
    """Index of a predicted item → index of the annotated one it is, the likest first."""
    scored = [(likeness(a, b), -i, -j) for i, a in enumerate(predicted) for j, b in enumerate(gold)]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, reverse=True):
        if score and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def likeness(item: Item, gold: Item) -> float:
    """0 if two items of one kind are different facts, more the liker they are."""
    if item.kind == "events":
        return _alike_events(item, gold)
    if item.kind == "people":
        return float(_tokens(item.words["name"]) == _tokens(gold.words["name"]))
    if any(not _same_things(item.things[side], gold.things[side]) for side in gold.things):
        return 0.0
    if item.kind == "designations":
        return _alike_titles(item, gold)
    return float(item.words == gold.words)


def _alike_titles(item: Item, gold: Item) -> float:
    wanted = _tokens(gold.words["title"])
    share = len(wanted & _tokens(item.words["title"])) / max(1, len(wanted))
    return share if share >= 0.5 and gold.words["year"] in ("", item.words["year"]) else 0.0


def _alike_events(item: Item, gold: Item) -> float:
    one, other = _tokens(item.words["name"]), _tokens(gold.words["name"])
    common = 2 * len(one & other) / max(1, len(one) + len(other))
    together = item.words["start"] == gold.words["start"] != ""
    placed = bool(gold.things["place"]) and _same_things(item.things["place"], gold.things["place"])
    return common + together if common >= 0.5 else 0.4 if together and placed else 0.0


def _same_things(one: tuple[Forms, ...], other: tuple[Forms, ...]) -> bool:
    """Whether the same things are named, in any order."""
    left = [folded_forms(forms) for forms in other]
    for forms in map(folded_forms, one):
        same = next((index for index, keys in enumerate(left) if keys & forms), None)
        if same is None:
            return False
        del left[same]
    return not left


def folded_forms(forms: Forms) -> frozenset[str]:
    """The keys of a thing's names; what stands in brackets or before a comma is a name too."""
    parts = {part for form in forms for part in (BRACKETS.sub(" ", form), *BRACKETS.findall(form), form.split(",")[0])}
    return frozenset(filter(None, map(folded, parts)))


def folded(name: str) -> str:
    """A name without case, accents, punctuation and words for sorts of governments."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c)).strip()
    words = re.sub(r"[\W_]+", " ", re.sub(r"['’‘`ʼ]", "", ENDINGS.sub("", plain))).split()
    return "".join(word for word in words if word not in SORTS) or "".join(words)


def _tokens(text: str) -> frozenset[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", re.sub(r"['’‘`ʼ]", "", plain)).split()
    return frozenset(word for word in words if word not in {"the", "of", "in", "and", "for", "a", "on"})


def table(measured: Measured) -> list[str]:
    """The counts as lines of text: kinds first, then rules from the least precise on."""
    head = f"{'kind':<14} {'P':>6} {'R':>6} {'F1':>6} {'right':>6} {'pred':>6} {'gold':>6}"
    lines = [f"{measured.texts} texts", "", head]
    for kind, count in measured.kinds.items():
        lines.append(f"{kind:<14} {_rates(count)} {count.right:>6} {count.predicted:>6} {count.gold:>6}")
    lines += ["", f"{'rule':<30} {'kind':<14} {'P':>6} {'right':>6} {'pred':>6}"]
    for (rule, kind), count in sorted(measured.rules.items(), key=lambda row: (row[1].precision, row[0])):
        lines.append(f"{rule:<30} {kind:<14} {count.precision:>6.3f} {count.right:>6} {count.predicted:>6}")
    return lines


def _rates(count: Count) -> str:
    return f"{count.precision:>6.3f} {count.recall:>6.3f} {count.f1:>6.3f}"
