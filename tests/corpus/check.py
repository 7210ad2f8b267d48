#!/usr/bin/env python3
"""Checks our annotated texts: shape, dates, and that each name (or its form in variants.tsv) stands in its text."""
import collections
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
FOLDERS = ("open", "unread", "held")
KEYS = ["doc", "date", "twinnings", "designations", "events", "people", "memberships", "agreements", "governments"]
FIELDS = {
    "twinnings": {"partners", "kind", "since", "status"},
    "designations": {"city", "title", "year"},
    "events": {"name", "start", "end", "place", "organizers", "attendance"},
    "people": {"name", "office", "organization"},
    "memberships": {"member", "organization"},
    "agreements": {"parties", "date", "subject"},
}
KINDS, STATUSES = {"sister", "friendship", "other"}, {"in-force", "planned", "ended"}
DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d)")
HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
WORDS, CHARACTERS = (150, 900), (250, 2500)


def flat(name: str) -> str:
    """Lower case, single spaces."""
    return " ".join(name.casefold().split())


def read_variants() -> dict[str, dict[str, list[str]]]:
    """Per document, the forms in which its text gives a gold name (or a reckoned date)."""
    variants: dict[str, dict[str, list[str]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in (HERE / "variants.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            doc, name, form = line.split("\t")
            variants[doc][name].append(form)
    return variants


def gold_files() -> list[pathlib.Path]:
    """The annotations of the three folders, in order; those of the languages beside English (C) have names of both."""
    return [path for folder in FOLDERS for path in sorted((HERE / folder).glob("[!C]??.json"))]


def text_of(path: pathlib.Path) -> str:
    """The text beside an annotation; ValueError unless there is exactly one."""
    beside = [p for p in path.parent.glob(path.stem + ".*") if p.suffix != ".json"]
    if len(beside) != 1:
        raise ValueError(f"{path.stem}: {len(beside)} texts")
    return beside[0].read_text(encoding="utf-8")


def dates(gold: dict) -> list[str]:
    """Every date the annotation gives."""
    found = [gold["date"], *(x["since"] for x in gold["twinnings"]), *(x["year"] for x in gold["designations"])]
    found += [x[k] for x in gold["events"] for k in ("start", "end")] + [x["date"] for x in gold["agreements"]]
    return [x for x in found if x is not None]


def names(gold: dict) -> list[str]:
    """Every name the annotation gives."""
    found = list(gold["governments"])
    found += [x for t in gold["twinnings"] for x in t["partners"]]
    found += [x for t in gold["designations"] for x in (t["city"], t["title"])]
    found += [x for e in gold["events"] for x in (e["name"], e["place"], *e["organizers"])]
    found += [x for p in gold["people"] for x in (p["name"], p["office"], p["organization"])]
    found += [x for m in gold["memberships"] for x in (m["member"], m["organization"])]
    found += [x for a in gold["agreements"] for x in a["parties"]]
    return list(dict.fromkeys(x for x in found if x))


def shape_problems(gold: dict) -> list[str]:
    """Wrong keys, fields, words of the vocabulary, dates, doubled facts."""
    problems = [] if list(gold) == KEYS else [f"keys {list(gold)}"]
    for part, fields in FIELDS.items():
        seen = [json.dumps(x, sort_keys=True) for x in gold[part]]
        problems += [f"{part}: fields {sorted(x)}" for x in gold[part] if set(x) != fields]
        problems += [f"{part}: twice {x}" for x in set(seen) if seen.count(x) > 1]
    for twinning in gold["twinnings"]:
        if twinning["kind"] not in KINDS or twinning["status"] not in STATUSES or len(set(twinning["partners"])) != 2:
            problems.append(f"twinning {twinning}")
    pairs = collections.Counter(frozenset(x["partners"]) for x in gold["twinnings"])
    problems += [f"pair {sorted(p)} twice" for p, n in pairs.items() if n > 1]
    return problems + [f"date {x}" for x in dates(gold) if not DATE.fullmatch(x)]


def government_problems(gold: dict) -> list[str]:
    """Parties, designees, members and places that are not among the governments."""
    local = [x for t in gold["twinnings"] for x in t["partners"]] + [x["city"] for x in gold["designations"]]
    local += [x["member"] for x in gold["memberships"]] + [x["place"] for x in gold["events"] if x["place"]]
    governments = gold["governments"]
    problems = [f"{x} is not among the governments" for x in dict.fromkeys(local) if x not in governments]
    return problems + [f"government twice: {x}" for x in set(governments) if governments.count(x) > 1]


def stands(name: str, flattened: str) -> bool:
    """Whether a name (of a date, its year) stands in a flattened text; in Latin script, as words of its own."""
    if DATE.fullmatch(name):
        return name[:4] in flattened
    if HAN.search(name):
        return flat(name) in flattened
    return bool(re.search(r"(?<!\w)" + re.escape(flat(name)) + r"(?!\w)", flattened))


def text_problems(gold: dict, text: str, variants: dict[str, list[str]]) -> list[str]:
    """Names and years that do not stand in the text, needless variants, a text too short or too long."""
    problems, flattened, needed = [], flat(text), set()
    for name in names(gold) + [x for x in dates(gold) if not x.startswith("--")]:
        if stands(name, flattened):
            continue
        needed.add(name)
        if not any(flat(form) in flattened for form in variants.get(name, ())):
            problems.append(f"not in the text: {name}")
    problems += [f"variants.tsv: never needed {x}" for x in variants if x not in needed]
    han = len(HAN.findall(text))
    size, (low, high) = (han, CHARACTERS) if han > 200 else (len(text.split()), WORDS)
    return problems if low <= size <= high else [*problems, f"size {size}"]


def problems_of(path: pathlib.Path, variants: dict[str, dict[str, list[str]]]) -> list[str]:
    """What is wrong with one annotation, each a line beginning with its document."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    found = [] if gold["doc"] == path.stem else ["doc is not the stem"]
    found += shape_problems(gold) + government_problems(gold)
    found += text_problems(gold, text_of(path), variants[path.stem])
    return [f"{path.stem}: {x}" for x in found]


def main() -> int:
    """Prints facts per folder and type, then the problems; 1 if there are any."""
    variants, problems = read_variants(), []
    totals: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for path in gold_files():
        problems += problems_of(path, variants)
        gold = json.loads(path.read_text(encoding="utf-8"))
        totals[path.parent.name].update({"texts": 1} | {k: len(gold[k]) for k in KEYS[2:]})
    for folder, counts in totals.items():
        print(folder, *(f"{k} {n}" for k, n in counts.items()))
    print("\n".join(problems) or "no problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
