"""Linked things as a table: one row a thing, its names, where it lies, its identifiers elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from onemoon.build.link_targets import KINDS, checked_against
from onemoon.mappings.iris import DEFAULT_BASE, Iris
from onemoon.mappings.links import Link
from onemoon.mappings.record import RecordFile
from onemoon.mappings.refdata import Reference
from onemoon.mappings.terms import LANGUAGES

HEAD = ("iri", "class", *(f"label_{language}" for language in LANGUAGES), "country", "iso_3166_2", "wikidata",
        "geonames", "near")  # fmt: skip


def linked_things(files: Iterable[RecordFile], reference: Reference, links: Iterable[Link]) -> str:
    """CSV of every government, country, organisation, person, title, event and series, linked or not."""
    data, iris = checked_against(files, reference), Iris(DEFAULT_BASE)
    elsewhere: dict[tuple[str, str], str] = {}
    for link in links:
        if link.state == "accepted":
            column = "near" if link.predicate_id == "skos:closeMatch" else link.object_id.partition(":")[0]
            elsewhere[link.ref, column] = link.object_id.partition(":")[2].rstrip("/")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEAD)
    for ref in sorted(data.names.preferred):
        if ref.partition("/")[0] in KINDS:
            thing, names = reference.things.get(ref), data.names.of(ref)
            writer.writerow([
                iris.thing(ref), ref.partition("/")[0], *(names.get(language, "") for language in LANGUAGES),
                data.countries.get(ref, ""), thing.iso or "" if thing else "",
                *(elsewhere.get((ref, column), "") for column in ("wd", "geonames", "near")),
            ])  # fmt: skip
    return buffer.getvalue()
