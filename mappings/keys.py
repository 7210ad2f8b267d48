"""The reference (class and key) under which a fact is published; facts of one key are one thing."""

from __future__ import annotations

from onemoon.mappings.fact import Declared, Fact
from onemoon.mappings.happenings import Participation
from onemoon.mappings.iris import key_of, slug
from onemoon.mappings.ties import Designation, Figure, Gift, Membership, Mention, Office, Twinning
from onemoon.mappings.values import Ref


def subject(fact: Fact) -> Ref:
    """`twinning/nara--yangzhou`, `event/near-international-forum-2023`: the node that a fact is about."""
    match fact:
        case Mention():
            return fact.thing
        case Twinning():
            return f"twinning/{_join(*sorted(key_of(party) for party in fact.parties))}"
        case Designation():
            return f"designation/{slug(' '.join(filter(None, [key_of(fact.title), fact.year, key_of(fact.designee)])))}"
        case Office():
            where = key_of(fact.organization) if fact.organization else ""
            return f"membership/{_join(key_of(fact.person), where, key_of(fact.role))}"
        case Membership():
            return f"membership/{_join(key_of(fact.member), key_of(fact.organization))}"
        case Participation():
            return f"participation/{_join(key_of(fact.event), key_of(fact.agent), fact.role)}"
        case Gift():
            sides = [*map(key_of, fact.agents), *map(key_of, fact.recipients), key_of(fact.object)]
            return f"gift/{_join(*sides)}"
        case Figure():
            return f"figure/{_join(key_of(fact.about), key_of(fact.measure), slug(fact.period or fact.start or ''))}"
        case Declared():
            return f"{fact.kind}/{fact.key}"
    raise TypeError(f"no key is known for facts of the kind {fact.kind}")


def _join(*parts: str) -> str:
    return "--".join(part for part in parts if part)
