"""What still needs a link: the governments, countries, organisations, people, titles and events without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onemoon.build.links import everything
from onemoon.mappings.link_checks import Known, known
from onemoon.mappings.links import Link
from onemoon.mappings.record import RecordFile
from onemoon.mappings.refdata import Reference
from onemoon.mappings.values import Ref

KINDS = ("government", "country", "organization", "person", "title", "event", "series")


@dataclass(frozen=True)
class Target:
    """A thing to link: its names, the English one first, its country's code, the codes others know it by."""

    ref: Ref
    names: tuple[str, ...]
    country: str = ""
    iso: str = ""
    geonames: str = ""

    @property
    def kind(self) -> str:
        """Its class: government, person, …"""
        return self.ref.partition("/")[0]


def checked_against(files: Iterable[RecordFile], reference: Reference) -> Known:
    """What links are checked against, things of the records included."""
    return known(reference, everything(list(files), reference))


def targets(
    data: Known, reference: Reference, links: Iterable[Link], wanted: Iterable[str] = (), again: bool = False
) -> Iterator[Target]:
    """The things without an accepted Wikidata link, by class and key; `wanted` are classes or references, none: all.

    With `again`, linked things are searched too.
    """
    done = {link.ref for link in links if link.state == "accepted" and link.object_id.startswith("wd:")}
    chosen = set(wanted)
    for ref in sorted(data.names.preferred):
        kind = ref.partition("/")[0]
        if kind in KINDS and (again or ref not in done) and (not chosen or {kind, ref} & chosen):
            thing = reference.things.get(ref)
            forms = tuple(dict.fromkeys(data.names.forms(ref)))
            iso = thing.iso or "" if thing else ""
            yield Target(ref, forms, data.countries.get(ref, ""), iso, str(thing.geonames or "") if thing else "")
