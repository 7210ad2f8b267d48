"""How much damage the shapes notice: data damaged in many ways, up to ten random instances of each.

    python tests/bench/mutations.py OUT [SEED]

OUT is a built folder. All instances of a kind are made at once on different nodes; one counts as caught when a new
violation names its node, or, tried again alone, when there is any. Prints each kind, the share caught, the misses.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from onemoon.ontology import prefixes
from onemoon.shapes import Validator, Violation, validator

INSTANCES = 10
Term = NamedNode | Literal
Change = Callable[[Triple], Term | str | None]


def named(name: str) -> NamedNode:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return NamedNode({**prefixes(), "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}[prefix] + local)


class Damage:
    """A change of one triple, and what it takes away and adds."""

    def __init__(self, at: Triple, removed: Iterable[Triple], added: Iterable[Triple]):
        self.at, self.removed, self.added = at, set(removed), set(added)

    def __str__(self) -> str:
        return f"{self.at} -> {', '.join(map(str, self.added)) or 'nothing'}"


def drop(each: Triple) -> Damage:
    """The triple is gone."""
    return Damage(each, [each], [])


def into(change: Callable[[Triple], Term]) -> Callable[[Triple], Damage]:
    """The triple has another value."""
    return lambda each: Damage(each, [each], [Triple(each.subject, each.predicate, change(each))])


def also(change: Callable[[Triple], Term]) -> Callable[[Triple], Damage]:
    """The triple has a further value."""
    return lambda each: Damage(each, [], [Triple(each.subject, each.predicate, change(each))])


def beside(predicate: str, change: Callable[[Triple], Term]) -> Callable[[Triple], Damage]:
    """The subject has a further property."""
    return lambda each: Damage(each, [], [Triple(each.subject, named(predicate), change(each))])


def renamed(predicate: str) -> Callable[[Triple], Damage]:
    """The property is another one."""
    return lambda each: Damage(each, [each], [Triple(each.subject, named(predicate), each.object)])


def text(value: str) -> Callable[[Triple], Term]:
    """A plain literal, whatever was there."""
    return lambda each: Literal(value)


def typed(value: str, datatype: str) -> Callable[[Triple], Term]:
    """A typed literal, whatever was there."""
    return lambda each: Literal(value, datatype=named(datatype))


def iri(value: str) -> Callable[[Triple], Term]:
    """An IRI, whatever was there."""
    return lambda each: named(value)


def spoken(value: str, language: str = "") -> Callable[[Triple], Term]:
    """A text in the language of what was there, or in another."""
    return lambda each: Literal(value, language=language or each.object.language or "en")


PERSON = "https://w3id.org/onemoon/id/person/park-won-soon"
person: Callable[[Triple], Term] = lambda each: NamedNode(PERSON)  # noqa: E731
itself: Callable[[Triple], Term] = lambda each: each.subject  # noqa: E731
plain: Callable[[Triple], Term] = lambda each: Literal(each.object.value)  # noqa: E731
shortened: Callable[[Triple], Term] = lambda each: NamedNode(each.object.value.replace("/Q", "/"))  # noqa: E731

# what is damaged: the property, the class of its subject or its value (or neither), and how
KINDS: dict[str, tuple[str, str, Callable[[Triple], Damage]]] = {
    "a government loses a name": ("skos:prefLabel", "om:LocalGovernment", drop),
    "an event loses its name": ("skos:prefLabel", "om:Event", drop),
    "a second preferred name in one language": ("skos:prefLabel", "", also(spoken("Another Name"))),
    "a name without a language": ("skos:prefLabel", "", into(plain)),
    "an empty name": ("skos:prefLabel", "", into(spoken(""))),
    "a name with blanks around it": ("skos:prefLabel", "", into(spoken(" Somewhere "))),
    "a name in a language that there is not": ("skos:prefLabel", "om:LocalGovernment", into(spoken("Nara", "xx"))),
    "an IRI for a name": ("skos:prefLabel", "", into(itself)),
    "a label that differs from the name": ("rdfs:label", "om:LocalGovernment", into(spoken("Atlantis"))),
    "a class is gone": ("rdf:type", "=om:LocalGovernment", drop),
    "a class is misspelt": ("rdf:type", "=om:Event", into(iri("om:Evnt"))),
    "a property is misspelt": ("om:participant", "", renamed("om:particpant")),
    "a twinning loses a party": ("om:party", "om:Twinning", drop),
    "a person is a party": ("om:party", "om:Twinning", into(person)),
    "a literal for a party": ("om:party", "", into(text("Nara"))),
    "a city is its own twin": ("om:twinnedWith", "", also(itself)),
    "a plain link is missing": ("om:twinnedWith", "", drop),
    "a plain link without a twinning": ("schema:addressCountry", "om:LocalGovernment",
                                        beside("om:twinnedWith", lambda each: NamedNode(GYEONGGI))),
    "a planned twinning is also in force": ("om:status", "om:Twinning", also(iri("om:ended"))),
    "a literal for a status": ("om:status", "", into(text("in force"))),
    "a twinning without a status": ("om:status", "om:Twinning", drop),
    "a kind of the wrong scheme": ("dcterms:type", "om:Event", into(iri("om:level/city"))),
    "an unknown field": ("dcterms:subject", "", into(iri("om:field/nonsense"))),
    "a government without a level": ("org:classification", "om:LocalGovernment", drop),
    "a broken QID": ("owl:sameAs", "om:LocalGovernment", into(shortened)),
    "a literal for an identity": ("owl:sameAs", "", into(text("Q169134"))),
    "one QID for two things": ("schema:addressCountry", "om:LocalGovernment",
                               beside("owl:sameAs", lambda each: NamedNode("http://www.wikidata.org/entity/Q169134"))),
    "a latitude beyond the pole": ("schema:latitude", "", into(typed("126.9", "xsd:decimal"))),
    "a latitude as text": ("schema:latitude", "", into(text("37° N"))),
    "a point the wrong way round": ("geo:asWKT", "", into(typed("POINT(35.1 129.0)", "geo:wktLiteral"))),
    "an end before the start": ("schema:startDate", "", beside("schema:endDate", typed("1900-01-01", "xsd:date"))),
    "a day that the calendar lacks": ("schema:startDate", "", into(typed("2023-02-30", "xsd:date"))),
    "a date as text": ("schema:startDate", "", into(text("last spring"))),
    "two starts": ("schema:startDate", "", also(typed("1999-09-09", "xsd:date"))),
    "evidence is gone": ("oa:hasBody", "", drop),
    "an annotation without a target": ("oa:hasTarget", "", drop),
    "a passage that ends before it starts": ("oa:end", "", into(typed("0", "xsd:nonNegativeInteger"))),
    "a passage beyond the text": ("oa:end", "", into(typed("99999999", "xsd:nonNegativeInteger"))),
    "a passage without a source": ("oa:hasSource", "", drop),
    "a passage of an unknown source": ("oa:hasSource", "", into(itself)),
    "a fact without a source": ("prov:wasDerivedFrom", "", drop),
    "a fact without a review": ("om:reviewed", "", drop),
    "a review that is no boolean": ("om:reviewed", "", into(text("yes"))),
    "a participation without an agent": ("om:agent", "", drop),
    "a participation without a role": ("om:role", "", drop),
    "a participation in a person": ("om:event", "", into(person)),
    "a participant is missing from the event": ("om:participant", "", drop),
    "an event in a person": ("schema:location", "", into(person)),
    "an event within itself": ("schema:superEvent", "", into(itself)),
    "a part that its whole does not name": ("schema:subEvent", "", drop),
    "a place within itself": ("schema:containedInPlace", "", also(itself)),
    "a country as text": ("schema:addressCountry", "om:LocalGovernment", into(text("Korea"))),
    "a figure as text": ("schema:value", "schema:Observation", into(text("many"))),
    "a figure of nothing": ("schema:measuredProperty", "", drop),
    "a figure about nothing": ("schema:observationAbout", "", drop),
    "an office without a holder": ("org:member", "", drop),
    "an edition zero": ("om:edition", "", into(typed("0", "xsd:integer"))),
    "a broken digest": ("schema:sha256", "", into(text("abc"))),
}  # fmt: skip
GYEONGGI = "https://w3id.org/onemoon/id/government/nowhere"


def instances(triples: list[Triple], kind: str, chance: random.Random) -> list[Damage]:
    """Random damages of a kind, each on another node."""
    name, where, change = KINDS[kind]
    said, rdf_type = set(triples), named("rdf:type")
    members = {each.subject for each in triples if where and each.predicate == rdf_type
               and each.object == named(where.lstrip("="))}  # fmt: skip
    fitting = [each for each in triples if each.predicate == named(name) and "/id/" in str(each.subject)
               and (each.subject in members or not where)
               and (not where.startswith("=") or each.object == named(where[1:]))]  # fmt: skip
    chance.shuffle(fitting)
    damages = [change(each) for each in {each.subject: each for each in fitting}.values()]
    return [each for each in damages if each.added != each.removed and not (each.added and each.added <= said)][
        :INSTANCES
    ]


def bench(file: Path, seed: int) -> Iterator[tuple[str, int, list[str]]]:
    """Each kind with the number of its instances and those that nobody noticed."""
    shares = [list(KINDS)[start :: os.cpu_count()] for start in range(os.cpu_count() or 1)]
    with ProcessPoolExecutor() as pool:
        for found in pool.map(trial, shares, [file] * len(shares), [seed] * len(shares)):
            yield from found


def trial(kinds: list[str], file: Path, seed: int) -> list[tuple[str, int, list[str]]]:
    """What becomes of each of some kinds."""
    triples = [quad.triple for quad in parse(file.read_bytes(), format=RdfFormat.N_TRIPLES)]
    ready, found = validator(), []
    known = violations(ready, triples)
    for kind in kinds:
        made = instances(triples, kind, random.Random(f"{seed} {kind}"))
        results = violations(ready, damaged(triples, made)) - known
        open_ = [each for each in made if not any(names(result, each) for result in results)]
        missed = [str(each) for each in open_ if not violations(ready, damaged(triples, [each])) - known]
        print(f"{len(made) - len(missed)} of {len(made)} {kind}", file=sys.stderr, flush=True)
        found.append((kind, len(made), missed))
    return found


def damaged(triples: list[Triple], damages: list[Damage]) -> list[Triple]:
    """The data after the damages."""
    removed = {each for damage in damages for each in damage.removed}
    added = {each for damage in damages for each in damage.added}
    return [*(each for each in triples if each not in removed), *added]


def violations(ready: Validator, triples: list[Triple]) -> set[Violation]:
    """What stops a publication of the data."""
    return set(ready.validate(serialize(triples, format=RdfFormat.N_TRIPLES)).violations)


def names(result: Violation, damage: Damage) -> bool:
    """Whether a result is about the damaged node."""
    return damage.at.subject.value in (result.node, (result.value or "").strip("<>"))


def main(out: Path, seed: int) -> None:
    """Damage, count, print."""
    total = caught = 0
    for kind, count, missed in bench(out / "onemoon.nt", seed):
        total, caught = total + count, caught + count - len(missed)
        print(f"{count - len(missed):>3} of {count:<3} {kind}", *(f"      missed: {each}" for each in missed), sep="\n")
    print(f"{caught} of {total} caught ({100 * caught / total:.1f} %), {len(KINDS)} kinds")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
