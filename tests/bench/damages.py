"""Ways to damage data: each takes a triple of ours and says what it takes away and adds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from onemoon.ontology import prefixes

Term = NamedNode | Literal
Said = dict[NamedNode, list[Triple]]
THINGS = "https://w3id.org/onemoon/id/"


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


def iri_of(thing: str) -> Callable[[Triple], Term]:
    """The IRI of a thing of ours, whatever was there."""
    return lambda each: NamedNode(THINGS + thing)


def spoken(value: str, language: str = "") -> Callable[[Triple], Term]:
    """A text in the language of what was there, or in another."""
    return lambda each: Literal(value, language=language or each.object.language or "en")


PERSON = "https://w3id.org/onemoon/id/person/park-won-soon"
person: Callable[[Triple], Term] = lambda each: NamedNode(PERSON)  # noqa: E731
itself: Callable[[Triple], Term] = lambda each: each.subject  # noqa: E731
plain: Callable[[Triple], Term] = lambda each: Literal(each.object.value)  # noqa: E731
shortened: Callable[[Triple], Term] = lambda each: NamedNode(each.object.value.replace("/Q", "/"))  # noqa: E731



@dataclass(frozen=True)
class Whole:
    """A damage that looks at all that is said of a node and of what leads to it; None where it does not apply."""

    of: Callable[[Triple, Said], Damage | None]


def values(each: Triple, said: Said, name: str) -> list[Triple]:
    """What a node says by a property."""
    return [other for other in said[each.subject] if other.predicate == named(name)]


def swapped(one: str, other: str) -> Callable[[Triple, Said], Damage | None]:
    """Two properties have each other's value."""

    def swap(each: Triple, said: Said) -> Damage | None:
        left, right = values(each, said, one), values(each, said, other)
        if not left or not right:
            return None
        added = [Triple(a.subject, a.predicate, b.object) for a, b in ((left[0], right[0]), (right[0], left[0]))]
        return Damage(each, [left[0], right[0]], added)

    return swap


def named_otherwise(change: Callable[[Literal], Literal]) -> Callable[[Triple, Said], Damage]:
    """Both the name and the label of a node change, so that they still agree."""

    def rename(each: Triple, said: Said) -> Damage:
        both = [*values(each, said, "skos:prefLabel"), *values(each, said, "rdfs:label")]
        return Damage(each, both, [Triple(one.subject, one.predicate, change(one.object)) for one in both])

    return rename


def tongues(text: Literal) -> Literal:
    """A text in the language that another one is in."""
    return Literal(text.value, language={"ko": "ja", "ja": "ko"}.get(text.language, text.language))


def twice(each: Triple, said: Said) -> Damage:
    """The node is there a second time under another key, with its evidence and its ties."""
    nodes = {each.subject}
    about = [one for one in said.get(each.subject, []) if one.predicate == named("oa:hasBody")]
    nodes |= {node for node in said if any(node.value.partition("#")[0] == one.subject.value for one in about)}
    triples = [one for node in nodes for one in said[node] if one.predicate != named("owl:sameAs")]
    return Damage(each, [], [copied(one, {node.value.partition("#")[0] for node in nodes}) for one in triples])


def copied(each: Triple, keys: set[str]) -> Triple:
    """The triple with another key for each of some nodes."""

    def other(term: Term) -> Term:
        base, mark, part = term.value.partition("#")
        return NamedNode(f"{base}-again{mark}{part}") if isinstance(term, NamedNode) and base in keys else term

    return Triple(other(each.subject), each.predicate, other(each.object))


def moved(each: Triple, said: Said) -> Damage:
    """All that is said of the node is said of another IRI."""
    triples = [one for one in said[each.subject] if each.subject in (one.subject, one.object)]
    other = NamedNode(re.sub(r"/id/(\w+)/", r"/id/\1/The_", each.subject.value))

    def put(term: Term) -> Term:
        return other if term == each.subject else term

    return Damage(each, triples, [Triple(put(one.subject), one.predicate, put(one.object)) for one in triples])


def mirrored(each: Triple, said: Said) -> Damage:
    """The place lies on the other side of the equator, in its geometry too."""
    points = [one for node in said if node.value.startswith(f"{each.subject.value}#") for one in said[node]]
    wkt = [one for one in points if one.predicate == named("geo:asWKT")]
    south = Literal(f"-{each.object.value}", datatype=each.object.datatype)

    def turned(one: Triple) -> Triple:
        point = Literal(one.object.value.replace(" ", " -"), datatype=one.object.datatype)
        return Triple(one.subject, one.predicate, point)

    return Damage(each, [each, *wkt], [Triple(each.subject, each.predicate, south), *map(turned, wkt)])


def linked(each: Triple, said: Said) -> Damage | None:
    """The parties of a planned twinning have the plain link."""
    one, other = [party.object for party in values(each, said, "om:party")][:2]
    if named("om:planned") not in {status.object for status in values(each, said, "om:status")}:
        return None
    return Damage(each, [], [Triple(a, named("om:twinnedWith"), b) for a, b in ((one, other), (other, one))])


def only_if(test: str, damage: Callable[[Triple], Damage]) -> Whole:
    """The damage where a node has another property too, or the same twice."""

    def apply(each: Triple, said: Said) -> Damage | None:
        others = [one for one in values(each, said, test) if one != each]
        return damage(each) if others else None

    return Whole(apply)
