"""Where facts stand and who says them: source documents and Web Annotations, as triples."""

from __future__ import annotations

from collections.abc import Iterator

from onemoon.mappings.fact import Document, Fact
from onemoon.mappings.terms import Triple, boolean, english, integer, iri, labels, partial_date, typed
from onemoon.mappings.values import Span
from onemoon.mappings.writing import Desk, entity, links, optional, typed_as


def source_document(desk: Desk, document: Document) -> Iterator[Triple]:
    """An om:SourceDocument: all that is published of a text is its metadata, digest and length."""
    node = desk.node(f"document/{document.key}")
    yield from entity(node, {"en": document.title}, "om:SourceDocument")
    yield node, iri("dcterms:title"), english(document.title)
    yield from links(desk, node, "dcterms:publisher", [document.publisher])
    yield from optional(node, "schema:datePublished", partial_date(document.published) if document.published else None)
    yield from optional(node, "schema:url", typed(document.url, "xsd:anyURI") if document.url else None)
    yield node, iri("schema:inLanguage"), typed(document.language, "xsd:string")
    yield node, iri("schema:sha256"), typed(document.sha256, "xsd:string")
    yield node, iri("om:characters"), integer(document.characters)
    basis = document.published_basis
    yield from optional(node, "om:publishedBasis", english(basis) if basis else None)
    yield from optional(node, "om:reliability", english(document.reliability) if document.reliability else None)


def evidence(desk: Desk, document: Document, fact: Fact, node: str) -> Iterator[Triple]:
    """The annotation that ties a fact's node to the characters it was read from."""
    ref = f"annotation/{document.key}.{fact.id}"
    annotation = desk.node(ref)
    yield from typed_as(annotation, "oa:Annotation")
    yield from labels(annotation, {"en": f"Evidence “{fact.id}” in {document.title}"})
    yield annotation, iri("oa:hasBody"), node
    yield annotation, iri("om:reviewed"), boolean(fact.reviewed)
    yield from optional(annotation, "rdfs:comment", english(fact.note) if fact.note else None)
    for index, span in enumerate(_spans(fact), start=1):
        yield from _target(desk, ref, index, document, span)


def _spans(fact: Fact) -> list[Span]:
    return sorted({*fact.spans, *(span for step in getattr(fact, "steps", ()) for span in step.spans)})


def _target(desk: Desk, ref: str, index: int, document: Document, span: Span) -> Iterator[Triple]:
    target, selector = desk.iris.part(ref, f"target-{index}"), desk.iris.part(ref, f"selector-{index}")
    yield desk.node(ref), iri("oa:hasTarget"), target
    yield from typed_as(target, "oa:SpecificResource")
    yield from links(desk, target, "oa:hasSource", [f"document/{document.key}"])
    yield target, iri("oa:hasSelector"), selector
    yield from typed_as(selector, "oa:TextPositionSelector")
    yield selector, iri("oa:start"), integer(span.start)
    yield selector, iri("oa:end"), integer(span.end)
