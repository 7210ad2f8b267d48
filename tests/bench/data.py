"""Synthetic data in our own terms, of any size: governments with names in four languages, twinnings, events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

BASE = "https://w3id.org/onemoon/"
_OM, _SKOS, _SCHEMA = f"{BASE}ns#", "http://www.w3.org/2004/02/skos/core#", "https://schema.org/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_A_PLACE = 24.0


def lines(triples: int) -> Iterator[str]:
    """About so many triples as N-Triples, always the same."""
    places = max(20, round(triples / _A_PLACE))
    for n in range(places):
        yield from _government(n)
        yield from _twinning(n, (n * 7919 + 13) % places)
        yield from _event(n)


def _government(n: int) -> Iterator[str]:
    iri = f"<{BASE}id/government/g{n}>"
    yield f"{iri} <{_TYPE}> <{_OM}LocalGovernment> .\n"
    yield f"{iri} <{_SCHEMA}addressCountry> <{BASE}id/country/c{n % 40}> .\n"
    for language in ("en", "ko", "ja", "zh"):
        yield f'{iri} <{_SKOS}prefLabel> "Municipality {n} {language} {n * 31 % 977}"@{language} .\n'
    yield f'{iri} <{_SCHEMA}population> "{n * 17 % 900_001}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'


def _twinning(n: int, other: int) -> Iterator[str]:
    iri = f"<{BASE}id/twinning/t{n}>"
    yield f"{iri} <{_TYPE}> <{_OM}Twinning> .\n"
    yield f"{iri} <{_OM}party> <{BASE}id/government/g{n}> .\n"
    yield f"{iri} <{_OM}party> <{BASE}id/government/g{other}> .\n"
    yield f"{iri} <{_OM}status> <{_OM}{'inForce' if n % 5 else 'planned'}> .\n"
    yield f'{iri} <{_SCHEMA}startDate> "{1950 + n % 75}"^^<http://www.w3.org/2001/XMLSchema#gYear> .\n'
    yield f'{iri} <{_SKOS}prefLabel> "Twinning {n}"@en .\n'


def _event(n: int) -> Iterator[str]:
    iri = f"<{BASE}id/event/e{n}>"
    yield f"{iri} <{_TYPE}> <{_OM}Event> .\n"
    yield f"{iri} <{_SCHEMA}location> <{BASE}id/government/g{n}> .\n"
    date = f"{1990 + n % 35}-0{1 + n % 9}-1{n % 9}"
    yield f'{iri} <{_SCHEMA}startDate> "{date}"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
    for language in ("en", "ko", "ja", "zh"):
        yield f'{iri} <{_SKOS}prefLabel> "Forum {n} {language}"@{language} .\n'
    for k in range(4):
        yield f"{iri} <{_OM}participant> <{BASE}id/government/g{(n * 3 + k * 11) % 1000}> .\n"


def publish(folder: Path, triples: int) -> int:
    """A published folder of that size; gives the number of triples."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with (folder / "onemoon.nq").open("w", encoding="utf-8") as file:
        for line in lines(triples):
            file.write(line)
            count += 1
    content = (folder / "onemoon.nq").read_bytes()
    (folder / "onemoon.nt").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  onemoon.nq\n{digest}  onemoon.nt\n", encoding="utf-8")
    about = {"version": "0", "base": BASE, "date": "", "triples": count}
    (folder / "build.json").write_text(json.dumps(about), encoding="utf-8")
    return count
