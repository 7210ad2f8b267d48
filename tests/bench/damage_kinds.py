"""The kinds of damage that the benches do, ours and those that somebody else would try."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable

from damages import (
    THINGS,
    Damage,
    Said,
    Whole,
    also,
    beside,
    drop,
    into,
    iri,
    iri_of,
    itself,
    linked,
    mirrored,
    moved,
    named,
    named_otherwise,
    only_if,
    person,
    plain,
    renamed,
    shortened,
    spoken,
    swapped,
    text,
    tongues,
    twice,
    typed,
    values,
)
from pyoxigraph import Literal, NamedNode, Triple

INSTANCES = 10

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
                                        beside("om:twinnedWith", iri_of("government/nowhere"))),
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


# what somebody else would try; in the same form
OTHERS: dict[str, tuple[str, str, Callable[[Triple], Damage] | Whole]] = {
    "two languages of a name are swapped": ("skos:prefLabel", "om:LocalGovernment", Whole(named_otherwise(tongues))),
    "markup in a name": ("skos:prefLabel", "", Whole(named_otherwise(
        lambda text: Literal(f"<i>{text.value}</i>", language=text.language)))),
    "a lost character in a name": ("skos:prefLabel", "", Whole(named_otherwise(
        lambda text: Literal(text.value[:-1] + "\ufffd", language=text.language)))),
    "a date with a time": ("schema:startDate", "", into(typed("2020-01-01T00:00:00", "xsd:dateTime"))),
    "a coordinate as a double": ("schema:latitude", "", into(typed("35.1", "xsd:double"))),
    "latitude and longitude are swapped": ("schema:latitude", "om:LocalGovernment",
                                           Whole(swapped("schema:latitude", "schema:longitude"))),
    "a city south of the equator": ("schema:latitude", "om:LocalGovernment", Whole(mirrored)),
    "an identity in DBpedia": ("owl:sameAs", "", into(lambda each: NamedNode("http://dbpedia.org/resource/Nara"))),
    "an identity at a page of Wikidata": ("owl:sameAs", "om:LocalGovernment",
                                          into(lambda each: NamedNode("https://www.wikidata.org/wiki/Q169134"))),
    "a property of schema.org without https": ("schema:startDate", "", Whole(lambda each, said: Damage(
        each, [each], [Triple(each.subject, NamedNode("http://schema.org/startDate"), each.object)]))),
    "a class of schema.org without https": ("rdf:type", "=schema:Person",
                                            into(lambda each: NamedNode("http://schema.org/Person"))),
    "our namespace with a slash": ("om:party", "", Whole(lambda each, said: Damage(
        each, [each], [Triple(each.subject, NamedNode("https://w3id.org/onemoon/ns/party"), each.object)]))),
    "a class of no vocabulary": ("rdf:type", "=om:Event", also(lambda each: NamedNode("http://example.org/Meeting"))),
    "a property of our own making": ("rdf:type", "=om:Event", Whole(lambda each, said: Damage(
        each, [], [Triple(each.subject, NamedNode("http://example.org/note"), Literal("x"))]))),
    "a twinning twice": ("om:status", "om:Twinning", Whole(twice)),
    "an event twice": ("schema:startDate", "om:Event", Whole(twice)),
    "a participation twice": ("om:role", "om:Participation", Whole(twice)),
    "a government twice": ("schema:addressCountry", "om:LocalGovernment", Whole(twice)),
    "a document twice": ("schema:sha256", "", Whole(twice)),
    "an end without a year": ("schema:startDate", "om:Event",
                              beside("schema:endDate", typed("--12-31", "xsd:gMonthDay"))),
    "a planned twinning with the plain link": ("om:party", "om:Twinning", Whole(linked)),
    "a twinning in force is only planned": ("om:status", "om:Twinning", into(iri("om:planned"))),
    "a text shorter than its evidence": ("om:characters", "", into(typed("5", "xsd:integer"))),
    "a fact reviewed otherwise than its evidence": ("om:reviewed", "om:Event", into(typed("false", "xsd:boolean"))),
    "a place that is not there": ("schema:location", "", into(iri_of("place/nowhere"))),
    "an organizer that is not there": ("schema:organizer", "", into(iri_of("person/nobody"))),
    "a figure loses its unit": ("schema:unitText", "schema:Observation", drop),
    "a number for a unit": ("schema:unitText", "", into(text("12"))),
    "fewer people than none": ("om:attendance", "", into(typed("-5", "xsd:integer"))),
    "people with a comma": ("om:attendance", "", into(text("1,200"))),
    "a year far ahead": ("om:year", "", into(typed("2199", "xsd:gYear"))),
    "a twinning of the Middle Ages": ("om:status", "om:Twinning",
                                      beside("schema:startDate", typed("1093", "xsd:gYear"))),
    "an event leaves its series": ("schema:superEvent", "", drop),
    "a part before its whole": ("schema:superEvent", "om:Event", Whole(lambda each, said: Damage(
        each, values(each, said, "schema:startDate"),
        [Triple(each.subject, named("schema:startDate"), Literal("1951-01-01", datatype=named("xsd:date")))])
        if any("--" not in one.object.value for one in said[each.object] if one.subject == each.object
               and one.predicate == named("schema:startDate")) else None)),
    "a participation in nothing": ("om:event", "om:Participation", drop),
    "a kind of twinning for a role": ("om:role", "", into(iri("om:kind/sister-city"))),
    "a role for a level": ("org:classification", "om:LocalGovernment", into(iri("om:role/speaker"))),
    "a designation of a country": ("om:designee", "", into(iri_of("country/japan"))),
    "a designation without a title": ("om:title", "", drop),
    "an annotation loses one of its targets": ("oa:hasTarget", "", only_if("oa:hasTarget", drop)),
    "a selector without a start": ("oa:start", "", drop),
    "an event is cancelled": ("schema:eventStatus", "", into(iri("schema:EventCancelled"))),
    "a code of another country": ("skos:notation", "om:LocalGovernment", into(text("DE-BE"))),
    "a code twice": ("skos:notation", "om:LocalGovernment", into(text("KR-11"))),
    "a government in another country": ("schema:addressCountry", "om:LocalGovernment",
                                        into(iri_of("country/mongolia"))),
    "a document without a digest": ("schema:sha256", "", drop),
    "a language in full": ("schema:inLanguage", "", into(text("English"))),
    "a step's number again": ("schema:position", "", into(typed("1", "xsd:integer"))),
    "a rhythm in words": ("schema:repeatFrequency", "", into(text("every year"))),
    "a gift to the giver": ("schema:agent", "schema:DonateAction",
                            beside("schema:recipient", lambda each: each.object)),
    "a qualifier without its number": ("om:attendance", "", only_if("om:attendanceQualifier", drop)),
    "a key in capitals": ("om:role", "om:Participation", Whole(moved)),
}  # fmt: skip
ALL = {**KINDS, **OTHERS}


def instances(triples: list[Triple], kind: str, chance: random.Random) -> list[Damage]:
    """Random damages of a kind, each on another node."""
    name, where, change = ALL[kind]
    said, rdf_type = set(triples), named("rdf:type")
    about = index(triples) if isinstance(change, Whole) else {}
    members = {each.subject for each in triples if where and each.predicate == rdf_type
               and each.object == named(where.lstrip("="))}  # fmt: skip
    fitting = [each for each in triples if each.predicate == named(name) and "/id/" in str(each.subject)
               and (each.subject in members or not where)
               and (not where.startswith("=") or each.object == named(where[1:]))]  # fmt: skip
    chance.shuffle(fitting)
    chosen = {each.subject: each for each in fitting}.values()
    damages = (change.of(each, about) if isinstance(change, Whole) else change(each) for each in chosen)
    real = (each for each in damages if each and each.added != each.removed)
    return [each for each in real if not (each.added and each.added <= said)][:INSTANCES]


def index(triples: list[Triple]) -> Said:
    """All that is said of each node, and what leads to it."""
    said: Said = defaultdict(list)
    for each in triples:
        said[each.subject].append(each)
        if isinstance(each.object, NamedNode) and each.object.value.startswith(THINGS):
            said[each.object].append(each)
    return said


def damaged(triples: list[Triple], damages: list[Damage]) -> list[Triple]:
    """The data after the damages."""
    removed = {each for damage in damages for each in damage.removed}
    added = {each for damage in damages for each in damage.added}
    return [*(each for each in triples if each not in removed), *added]
