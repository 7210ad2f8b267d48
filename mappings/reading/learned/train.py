"""Learn the weights: `python -m onemoon.mappings.reading.learned.train FOLDER … --unread FOLDER …`.

Each folder holds texts, each with a JSON file of the same stem in the neutral format (tests/corpus/README.md); texts
that are not in English are passed over. The first stage learns from all of them, the second, which also weighs the
rules, only from those by which no rule was written. Writes weights.json.gz beside this module; the same texts and rules
give the same bytes. Needs the extra `train` (scikit-learn), which reading does without. Instances of one pair share
their say; rare features and small weights are dropped; the second stage learns from scores that a first stage gave to
texts it had not seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onemoon.mappings.reading.assess import weighed
from onemoon.mappings.reading.cjk import language_of
from onemoon.mappings.reading.gazetteer import Place, label
from onemoon.mappings.reading.learned.features import View, names
from onemoon.mappings.reading.learned.pairs import Instance, Page, instances, page_of
from onemoon.mappings.reading.learned.rows import Pair, Row, Scored, rows_of
from onemoon.mappings.reading.learned.weigher import FILE, NOTHING, Weights, added, split
from onemoon.mappings.reading.names import fold
from onemoon.mappings.reading.reader import readers
from onemoon.mappings.reading.readings import Reading, extract
from onemoon.mappings.reading.source import read_source
from onemoon.mappings.reading.ties import Tie

UNITS = (
    " Special Self-Governing Province| Metropolitan City| Special City| City| Province| Prefecture| County| District|"
    " Oblast| Krai"
).split("|")
FOLDS = 6
RARE = 12
SMALL = 0.01


@dataclass(frozen=True)
class Example:
    """An instance with its pair and its features."""

    pair: Pair
    instance: Instance
    names: set[str]


@dataclass(frozen=True)
class Lesson:
    """One annotated text: its page, its instances, the ties that rules read, the annotated pairs and those in force."""

    page: Page
    examples: list[Example]
    read: dict[Pair, Tie]
    told: set[Pair]
    forced: set[Pair]


def lessons(folder: Path) -> list[Lesson]:
    """The annotated English texts of a folder, in order."""
    out = []
    for annotation in sorted(folder.glob("*.json")):
        text = next((one for one in annotation.parent.glob(annotation.stem + ".*") if one.suffix != ".json"), None)
        source = read_source(text.read_text(encoding="utf-8")) if text else None
        if source and not language_of(source):
            gold = json.loads(annotation.read_text(encoding="utf-8"))["twinnings"]
            out.append(lesson(extract(source, readers().gazetteer, NOTHING), gold))
    return out


def lesson(reading: Reading, gold: Sequence[Mapping[str, Any]]) -> Lesson:
    """The lesson of one text, given its annotated twinnings."""
    page = page_of(reading.sentences, reading.mentions, reading.host, reading.codes, reading.source.plain)
    views = {index: View(page, index) for index in range(len(page.sentences))}
    examples = [
        Example(frozenset((one.partner, page.place(one))), one, names(views[one.index], one)) for one in instances(page)
    ]
    read = {tie.pair: tie for tie in weighed(reading.ties)}
    stated = {frozenset(map(plain, one["partners"])): one["status"] for one in gold}
    found = {one.pair: _status(one.pair, reading, stated) for one in examples}
    told = {pair for pair, status in found.items() if status}
    return Lesson(page, examples, read, told, {pair for pair in told if found[pair] == "in-force"})


def _status(pair: Pair, reading: Reading, stated: Mapping[frozenset[str], str]) -> str | None:
    """The annotated status of a pair, whichever of its names the annotation has."""
    one, other = (_forms(place, reading) for place in pair)
    keys = (frozenset((a, b)) for a in sorted(one) for b in sorted(other))
    return next((stated[key] for key in keys if key in stated), None)


def _forms(place: Place, reading: Reading) -> set[str]:
    printed = {plain(one.form) for one in reading.mentions.values() if one.place == place}
    return {plain(place.name), plain(label(place)), *printed}


def plain(name: str) -> str:
    """A name without its unit, as names are compared."""
    for unit in UNITS:
        name = name.removesuffix(unit)
    return fold(name)


def fitted(
    rows: Sequence[Mapping[str, float]], right: Sequence[bool], says: Sequence[float] | None, ease: float
) -> dict[str, float]:
    """The weights of a logistic regression; the intercept under the empty name."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    table = vectors.fit_transform(rows)
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    model = LogisticRegression(C=ease, max_iter=300, solver="liblinear", random_state=0)
    model.fit(table, right, sample_weight=says)
    found = dict(zip(vectors.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    return {"": float(model.intercept_[0]), **found}


def first_stage(texts: Sequence[Lesson]) -> dict[str, float]:
    """The weights of instances, rounded, the small ones left out."""
    seen = Counter(name for text in texts for one in text.examples for name in one.names)
    rows = [
        {name: 1.0 for name in sorted(one.names) if seen[name] >= RARE} for text in texts for one in text.examples
    ]
    says = []
    for text in texts:
        times = Counter(one.pair for one in text.examples)
        says += [1 / math.sqrt(times[one.pair]) for one in text.examples]
    found = fitted(rows, [one.pair in text.told for text in texts for one in text.examples], says, 0.03)
    return {name: round(value, 3) for name, value in sorted(found.items()) if abs(value) >= SMALL}


def rows_under(text: Lesson, first: Mapping[str, float]) -> dict[Pair, Row]:
    """The second stage's rows of a text under weights of the first."""
    scored = [Scored(one.pair, one.instance, first.get("", 0.0) + added(one.names, first)) for one in text.examples]
    return rows_of(text.page, scored, text.read)


def second_stage(texts: Sequence[Lesson], unread: Sequence[Lesson]) -> dict[str, float]:
    """The weights of pairs, learned from texts that no rule was written by and that the first stage had not seen."""
    order = list(unread)
    random.Random(3).shuffle(order)
    rows, right = [], []
    for part in range(FOLDS):
        first = first_stage([*texts, *(text for place, text in enumerate(order) if place % FOLDS != part)])
        for text in order[part::FOLDS]:
            for pair, row in rows_under(text, first).items():
                rows.append(row)
                right.append(pair in text.forced)
    return scaled(rows, right)


def scaled(rows: Sequence[Row], right: Sequence[bool]) -> dict[str, float]:
    """The weights of rows whose columns are brought to one spread before they are weighed."""
    columns = sorted({name for row in rows for name in row})
    spread = {name: _spread([row.get(name, 0.0) for row in rows]) for name in columns}
    found = fitted([{name: value / spread[name] for name, value in row.items()} for row in rows], right, None, 0.3)
    return {name: round(value / spread.get(name, 1.0), 4) for name, value in sorted(found.items())}


def _spread(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)) or 1.0


def written(first: Mapping[str, float], second: Mapping[str, float]) -> bytes:
    """The weights as they are kept."""
    text = json.dumps({"first": first, "second": second}, ensure_ascii=False, sort_keys=True, indent=0)
    return gzip.compress(text.encode("utf-8"), mtime=0)


def learn(texts: Sequence[Lesson], unread: Sequence[Lesson]) -> tuple[dict[str, float], dict[str, float]]:
    """The weights of both stages."""
    return first_stage([*texts, *unread]), second_stage(texts, unread)


def weights_of(first: Mapping[str, float], second: Mapping[str, float]) -> Weights:
    """Weights as reading takes them."""
    return Weights(*split(first), second)


def main(arguments: Iterable[str] | None = None) -> None:
    """Learn from the folders named and write the weights."""
    parser = argparse.ArgumentParser(description="Learn the weights of pairs from annotated texts.")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--unread", nargs="+", type=Path, required=True, help="texts by which no rule was written")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    texts = [one for folder in chosen.folders for one in lessons(folder)]
    unread = [one for folder in chosen.unread for one in lessons(folder)]
    Path(__file__).with_name(FILE).write_bytes(written(*learn(texts, unread)))


if __name__ == "__main__":
    main()
