"""The whole road on one screen: records → union → inference → validation → dumps → publication."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from onemoon.build import report as reporting
from onemoon.build.about import Edition, about, edition
from onemoon.build.about import version as which_version
from onemoon.build.catalog import catalog
from onemoon.build.compare import read_snapshot
from onemoon.build.conform import conform, report_iri
from onemoon.build.dataset import Dataset, union, verify
from onemoon.build.describe import ontology, turtle, vocabulary, void
from onemoon.build.dumps import checksums, dumps, nquads, ntriples, zipped
from onemoon.build.infer import infer
from onemoon.build.links import linked
from onemoon.build.namesakes import namesakes
from onemoon.build.publish import publish
from onemoon.build.shape_files import shape_files
from onemoon.build.twinnings_table import twinnings_table
from onemoon.build.validator import submit, validator, verdict
from onemoon.build.versions import Past, Version, carried, digest, following, listed, listing, past, versioned
from onemoon.mappings.iris import Iris
from onemoon.mappings.links import load_links
from onemoon.mappings.record import load_all
from onemoon.mappings.refdata import load_reference

STAGES = ("records", "evidence", "links", "union", "inference", "dumps", "descriptions", "validation", "publication")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a build published: the report's content and the files by name."""

    report: dict[str, Any]
    files: dict[str, bytes]


@dataclass(frozen=True)
class LinkFiles:
    """Where links come from: a link store and a snapshot of Wikidata's twinnings, by default the project's own."""

    store: Path | None = None
    snapshot: Path | None = None


def build(
    base: str,
    out: Path,
    *,
    documents: Path | None = None,
    records: Path | None = None,
    links: LinkFiles | None = None,
    keep: int | None = None,
    tell: Tell,
) -> Built:
    """Build the data under a base IRI and publish it in `out`, or raise and leave `out` as it was.

    Of the versions published there before, the newest `keep` (by default all) keep their files. RecordError for a bad
    record, text or link, InvalidData for a broken shape, PublishError for a folder that can't be read or written.
    """
    with validator(report_iri(Iris(base))) as validating:
        tell("records")
        files, reference, links = load_all(records), load_reference(), links or LinkFiles()
        tell("evidence")
        verify(files, reference, documents)
        tell("links")
        found = linked(files, reference, load_links(links.store), read_snapshot(links.snapshot))
        tell("union")
        which = edition(version("onemoon"), files)
        dataset = union(files, reference, Iris(base)).with_links(found.identities(Iris(base)))
        dataset = dataset.with_graph("about", about(dataset, files, which)).with_graph("ontology", vocabulary())
        tell("inference")
        dataset, which, before = _named(infer(dataset), which, out)
        submit(validating, ntriples(dataset))
        tell("dumps")
        dumped = dumps(dataset) | {"twinnings.csv": twinnings_table(dataset)}
        dumped |= zipped(dumped)
        tell("descriptions")
        content = reporting.report(dataset, files, which) | {"links": found.report()}
        lines = frozenset(dumped["onemoon.nt"].splitlines())
        versions = listed(before, following(before, which, lines, content["things"], base), keep)
        described = {**dumped, **_descriptions(dataset, which, dumped, content, versions)}
        described |= found.files(dataset.iris) | {"namesakes.csv": namesakes(reference).encode()}
        tell("validation")
        judged = verdict(validating)
    conform(dataset, judged.violations)
    described["validation.ttl"] = judged.turtle
    stays = versioned(before, versions[-1], lines, described)
    published = {**described, "SHA256SUMS": checksums(described), **stays}
    tell("publication")
    publish(published, out, carried(versions))
    return Built(content, published)


def _named(dataset: Dataset, which: Edition, out: Path) -> tuple[Dataset, Edition, Past]:
    """The data, which says now which version it is, after what was published in the folder before."""
    before, found = past(out), digest(nquads(dataset))
    which = replace(which, name=before.name(which.date, found), digest=found)
    said = dataset.graphs["about"] | {which_version(dataset.iris, which)}
    return dataset.with_graph("about", said), which, before


def _descriptions(
    dataset: Dataset, which: Edition, dumped: dict[str, bytes], content: dict[str, Any], versions: Sequence[Version]
) -> dict[str, bytes]:
    return {
        "void.ttl": turtle(void(dataset, which), dataset.iris),
        "catalog.ttl": turtle(catalog(dataset, which, dumped, versions), dataset.iris),
        "versions.json": listing(versions),
        "ontology.ttl": ontology(dataset.iris),
        **shape_files(),
        "report.json": reporting.as_json(content),
        "report.html": reporting.as_html(content),
        "build.json": _summary(dataset, which, dumped),
    }


def _summary(dataset: Dataset, which: Edition, dumped: dict[str, bytes]) -> bytes:
    content = {
        "version": which.name,
        "software": which.software,
        "date": which.date,
        "base": dataset.iris.base,
        "triples": len(dataset.default),
        "quads": dumped["onemoon.nq"].count(b"\n"),
        "digest": which.digest,
    }
    return (json.dumps(content, indent=1) + "\n").encode()
