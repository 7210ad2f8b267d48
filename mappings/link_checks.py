"""What must hold for every link that is published: names and countries agree, and nothing is two things at once."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onemoon.mappings.links import Link, LinkError
from onemoon.mappings.names import Names
from onemoon.mappings.refdata import Reference
from onemoon.mappings.values import Ref

_MARKS = re.compile(r"[\u0300-\u036f]")
_GAPS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Known:
    """What the data says of the things that may be linked: names, country codes, ids given with the reference data."""

    names: Names
    countries: Mapping[Ref, str]
    keys: Mapping[Ref, frozenset[str]]


def known(reference: Reference, names: Names) -> Known:
    """What links are checked against; `names` may have more things than the reference data."""
    codes = {ref: thing.iso or "" for ref, thing in reference.of("country")}
    countries = {
        ref: codes.get(f"country/{thing.country}", "") if thing.country else codes.get(ref, "")
        for ref, thing in reference.things.items()
    }
    keys = {ref: frozenset(_keys(thing.wikidata, thing.geonames)) for ref, thing in reference.things.items()}
    return Known(names, countries, keys)


def _keys(wikidata: str | None, geonames: int | None) -> Iterator[str]:
    if wikidata:
        yield f"wd:{wikidata}"
    if geonames:
        yield f"geonames:{geonames}/"


def folded(name: str) -> str:
    """A name as links compare it: no accents, no case, no punctuation."""
    plain = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", name.casefold())))
    return _GAPS.sub("", plain)


def refuse(links: Iterable[Link], data: Known) -> None:
    """LinkError for the first accepted link that can't be right: another name, another country, a second identity."""
    for sentence in conflicts(links, data):
        raise LinkError(sentence)


def conflicts(links: Iterable[Link], data: Known) -> Iterator[str]:
    """One sentence for each accepted link that can't be right; subjects that the data lacks are passed over."""
    accepted = [link for link in links if link.state == "accepted" and link.ref in data.names.preferred]
    for link in accepted:
        reason = disagreement(link, data)
        if reason:
            yield f"Link {link.subject_id} → {link.object_id}: {reason}"
    yield from _doubles([link for link in accepted if link.predicate_id == "skos:exactMatch"], data)


def disagreement(link: Link, data: Known) -> str | None:
    """Why a link's object can't be its subject by name or country; None if both agree."""
    names = {folded(form) for form in data.names.forms(link.ref)}
    if folded(link.object_label) not in names:
        return f"the object is called “{link.object_label}”, a name that the reference data does not give the subject."
    country = data.countries.get(link.ref, "")
    if country and link.object_country and country != link.object_country:
        return f"the object lies in {link.object_country}, the subject in {country}."
    if country and not link.object_country and link.ref.startswith(("government/", "country/")):
        return "the row has no object_country, which a place needs."
    return None


def _doubles(links: list[Link], data: Known) -> Iterator[str]:
    by_subject: dict[tuple[str, str], list[str]] = defaultdict(list)
    by_object: dict[str, list[str]] = defaultdict(list)
    for link in links:
        by_subject[link.subject_id, _space(link.object_id)].append(link.object_id)
        by_object[link.object_id].append(link.subject_id)
    for (subject, _), objects in by_subject.items():
        if len(objects) > 1:
            yield f"Link {subject}: is said to be both {' and '.join(objects)}."
    for target, subjects in by_object.items():
        if len(subjects) > 1:
            yield f"Link {target}: is said to be both {' and '.join(subjects)}."
    for link in links:
        for key in data.keys.get(link.ref, frozenset()):
            if _space(key) == _space(link.object_id) and key != link.object_id:
                yield f"Link {link.subject_id} → {link.object_id}: the reference data gives the key {key}."


def _space(curie: str) -> str:
    return curie.partition(":")[0]


def waiting(links: Iterable[Link], data: Known) -> Iterator[tuple[Ref, str]]:
    """(thing, id) for each key of the reference data on which no row of the store decides."""
    decided = {link.pair for link in links if link.state != "candidate"}
    for ref, keys in sorted(data.keys.items()):
        yield from ((ref, key) for key in sorted(keys) if (f"onemoon:{ref}", key) not in decided)
