"""Ordinary sentences with real governments in their slots: how much of what they state is read, and read right."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from onemoon.mappings.reading.reader import read_document

from .reading_tools import record

FRAMES = yaml.safe_load((Path(__file__).parent / "frames" / "en.yaml").read_text(encoding="utf-8"))
GOVERNMENTS = (Path(__file__).parent / "frames" / "governments.txt").read_text(encoding="utf-8").splitlines()
EXAMPLES = Path(__file__).parent.parent / "examples"
DRAWS = 4
ALWAYS = {"twinning", "designation"}
KIND = {"status": "twinning", "discourse": "twinning", "force": "twinning"}
FLOORS = {
    "twinning": (0.95, 0.97),
    "status": (0.97, 0.97),
    "discourse": (0.82, 0.9),
    "force": (0.86, 0.88),
    "designation": (0.96, 0.98),
    "event": (0.97, 0.97),
    "person": (0.95, 0.98),
    "membership": (0.95, 0.98),
    "agreement": (0.97, 0.98),
    "gift": (0.95, 0.98),
    "figure": (0.97, 0.98),
    "participation": (0.95, 0.98),
    "series": (0.97, 0.98),
}


def drawn(frame, rng):
    """(text, facts) of a frame with governments, years and days in its slots."""
    rows = rng.sample([row.split("; ") for row in GOVERNMENTS], 4)
    years = sorted(rng.sample(range(1996, 2022), 3))
    slots = dict(zip(("Y", "Y2", "Y3"), map(str, years), strict=True))
    slots |= {f"Y3-{n}": str(years[2] - n) for n in (25, 30)}
    text, stated = frame
    month, day = rng.choice(("March", "October", "April")), rng.randrange(2, 28)
    number = {"March": 3, "October": 10, "April": 4}[month]
    iso = f"{years[1]}-{number:02}-{day:02}"
    printed = rng.choice((f"{day} {month} {years[1]}", f"{month} {day}, {years[1]}"))
    keys = {}
    for letter, (name, country, key) in zip("ABCE", rows, strict=True):
        keys[letter] = key
        slots |= {letter: rng.choice((name, f"{name}, {country}")), letter.lower(): name, f"{letter}.": name.upper()}
    facts = []
    for fact in stated:
        fact = re.sub(r"\{([^{}]+)\}", lambda m: iso if m[1] == "D" else slots[m[1]], fact)
        facts.append(re.sub(r"(?<![\w{])[ABCE](?![\w}.])", lambda m: keys[m[0]], fact))
    text = re.sub(r"\{([^{}]+)\}", lambda m: printed if m[1] == "D" else slots[m[1]], text)
    return text, set(facts)


def key(ref):
    return (ref or "-").partition("/")[2] or "-"


def told(rec, kind):
    """The facts of a record in the form in which the frames state them."""
    facts = [fact for fact in rec.facts if not getattr(fact, "candidate", False)]
    rows = [fact for fact in facts if fact.kind == kind]
    if kind == "twinning":
        return {f"{pair(map(key, f.parties))} {f.start or '-'} {f.status}" for f in rows}
    if kind == "agreement":
        labels = {f"{r}": r for f in rows for r in f.parties}
        return {f"{pair(key(r) for r in f.parties)} {f.start or '-'}" for f in rows if labels}
    if kind == "designation":
        return {f"{key(f.designee)} {f.year or '-'}" for f in rows}
    if kind == "membership":
        return {f"{key(f.member)} {key(f.organization)}" for f in rows}
    if kind == "event":
        return {f"{f.start or '-'} {key(f.location)} {f.attendance or '-'}" for f in rows}
    if kind in COUNTED:
        return {COUNTED[kind](f) for f in rows}
    offices = {f.person: f.organization or "-" for f in facts if f.kind == "office"}
    return {f"{f.name} {seat(offices.get('person/' + f.key, '-'))}" for f in rows}


COUNTED = {
    "gift": lambda f: f"{key(f.agents[0])}>{key(f.recipients[0])} {key(f.object)} {f.quantity or '-'}",
    "figure": lambda f: f"{key(f.about)} {key(f.measure)} {f.value}",
    "participation": lambda f: f"{key(f.agent)} {f.role}",
    "series": lambda f: f"{f.key} {f.every or '-'}",
}


def pair(keys):
    return "~".join(sorted(keys))


def seat(ref):
    return key(ref) if ref.startswith("government/") else "-"


def normal(fact, kind):
    """A stated fact as `told` gives it."""
    if kind in ("twinning", "agreement"):
        parties, _, rest = fact.partition(" ") if kind == "twinning" or "Harbour" not in fact else fact.rpartition(" ")
        parties = (pair(slugged(one) for one in parties.split("~")), rest)
        return " ".join(parties)
    if kind == "membership":
        who, _, organization = fact.partition(" ")
        return f"{who} {slugged(organization)}"
    return fact


def slugged(name):
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def agree(one, other, kind):
    """Whether a fact read is the fact stated; a `-` allows any."""
    if kind == "twinning":
        (a, start, status), (b, wanted, force) = one.rsplit(" ", 2), other.rsplit(" ", 2)
        return a == b and status == force and (wanted == "-" or start == wanted)
    if kind == "event":
        (a, p, n), (b, q, m) = one.split(" "), other.split(" ")
        return a == b and p == q and m in ("-", n)
    if kind == "membership":
        return one.startswith(other)
    return one == other or other.endswith("*") and one.startswith(other[:-2])


def measure(family):
    """(matched, stated, read) over a family, and the texts that went wrong."""
    rng = random.Random(f"frames of {family}")
    kind = KIND.get(family, family)
    counts, wrong = Counter(), []
    for frame in FRAMES[family]:
        for _ in range(DRAWS):
            text, stated = drawn(frame, rng)
            rec = record(text, date="2024-06-10", title="News of the day")
            read = [(k, fact) for k in sorted(ALWAYS | {kind}) for fact in told(rec, k)]
            wanted = {normal(fact, kind) for fact in stated}
            right = {w for w in wanted if any(k == kind and agree(fact, w, kind) for k, fact in read)}
            spurious = [fact for k, fact in read if k != kind or not any(agree(fact, w, kind) for w in wanted)]
            counts += Counter(matched=len(right), stated=len(wanted), read=len(right) + len(spurious))
            if spurious or wanted - right:
                wrong.append((text, sorted(wanted - right), spurious))
    return counts, wrong


@pytest.mark.parametrize("family", FRAMES)
def test_family(family):
    counts, wrong = measure(family)
    recall, precision = counts["matched"] / counts["stated"], counts["matched"] / counts["read"]
    assert recall >= FLOORS[family][0], wrong[:5]
    assert precision >= FLOORS[family][1], wrong[:5]


def example(name):
    """The record of one of the project's three examples."""
    return read_document(EXAMPLES / name)


def test_an_interview_names_its_mayor_and_the_forum():
    rec = example("a-mayor-answers.txt")
    assert told(rec, "person") == {"Lee Jung-woo yeosu"}
    assert told(rec, "event") == {"2023-09 - 250"}


def test_a_news_text_gives_its_tie_its_week_and_its_agreement():
    rec = example("tea-week.txt")
    assert told(rec, "twinning") == {"hagi~ulsan 1968 in-force", "da-nang~ulsan - planned"}
    assert told(rec, "event") == {"2025-05-02 ulsan 300"}
    assert told(rec, "designation") == {"kitakyushu 2020"}
    [paper] = [fact for fact in rec.facts if fact.kind == "agreement"]
    assert (paper.name, paper.fields) == ("Agreement of Ulsan and Changchun on port logistics", ("logistics",))
    assert paper.stated["name"] == "memorandum of understanding"
