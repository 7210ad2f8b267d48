"""How much damage the shapes notice: data damaged in many ways, up to ten random instances of each.

    python tests/bench/mutations.py OUT [SEED]

OUT is a built folder. All instances of a kind are made at once on different nodes; one counts as caught when a new
result names its node, or, tried again alone, when there is any. Prints each kind, the share caught, the misses; what
only a warning tells is marked. shacl-rust checks, which `test_shape_engines.py` holds to pySHACL.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from damage_kinds import ALL, KINDS, damaged, instances
from damages import Damage
from pyoxigraph import RdfFormat, Triple, parse, serialize

from onemoon.shapes import Validator, Violation, validator


@dataclass(frozen=True)
class Tried:
    """A kind, how many instances of it there were, how many only a warning told, those that nobody noticed."""

    kind: str
    count: int
    warned: int
    missed: list[str]


def bench(file: Path, seed: int) -> Iterator[Tried]:
    """What becomes of each kind."""
    shares = [list(ALL)[start :: os.cpu_count()] for start in range(os.cpu_count() or 1)]
    with ProcessPoolExecutor() as pool:
        for found in pool.map(trial, shares, [file] * len(shares), [seed] * len(shares)):
            yield from found


def trial(kinds: list[str], file: Path, seed: int) -> list[Tried]:
    """What becomes of each of some kinds."""
    triples = [quad.triple for quad in parse(file.read_bytes(), format=RdfFormat.N_TRIPLES)]
    ready, found = validator(), []
    known = results(ready, triples)
    for kind in kinds:
        made = instances(triples, kind, random.Random(f"{seed} {kind}"))
        told = results(ready, damaged(triples, made)) - known
        by = [{each.severity for each in told if names(each, one)} or alone(ready, triples, one, known) for one in made]
        missed = [str(one) for one, severities in zip(made, by, strict=True) if not severities]
        found.append(Tried(kind, len(made), sum(each == {"Warning"} for each in by), missed))
        print(f"{len(made) - len(missed)} of {len(made)} {kind}", file=sys.stderr, flush=True)
    return found


def alone(ready: Validator, triples: list[Triple], damage: Damage, known: set[Violation]) -> set[str]:
    """How grave the results are that one damage makes."""
    return {each.severity for each in results(ready, damaged(triples, [damage])) - known}


def results(ready: Validator, triples: list[Triple]) -> set[Violation]:
    """What the shapes find in the data."""
    return set(ready.validate(serialize(triples, format=RdfFormat.N_TRIPLES), engine="shacl-rust").results)


def names(result: Violation, damage: Damage) -> bool:
    """Whether a result is about the damaged node."""
    return damage.at.subject.value in (result.node, (result.value or "").strip("<>"))


def main(out: Path, seed: int) -> None:
    """Damage, count, print."""
    tried = list(bench(out / "onemoon.nt", seed))
    for each in sorted(tried, key=lambda each: list(ALL).index(each.kind)):
        warned = f" ({each.warned} by a warning)" if each.warned else ""
        print(f"{each.count - len(each.missed):>3} of {each.count:<3} {each.kind}{warned}")
        print(*(f"      missed: {one}\n" for one in each.missed), sep="", end="")
    for name, some in {"ours": KINDS, "others'": ALL.keys() - KINDS.keys(), "all": ALL}.items():
        total = sum(each.count for each in tried if each.kind in some)
        caught = total - sum(len(each.missed) for each in tried if each.kind in some)
        print(f"{name}: {caught} of {total} caught ({100 * caught / total:.1f} %), {len(some)} kinds")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
