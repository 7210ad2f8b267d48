"""The whole road on one screen: records → union → inference → validation → dumps → publication."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from onemoon.build import report as reporting
from onemoon.build.about import Edition, about, edition
from onemoon.build.compare import read_snapshot
from onemoon.build.conform import conform, report_iri
from onemoon.build.dataset import Dataset, union, verify
from onemoon.build.describe import catalog, ontology, turtle, vocabulary, void
from onemoon.build.dumps import checksums, dumps, ntriples, zipped
from onemoon.build.infer import infer
from onemoon.build.links import linked
from onemoon.build.namesakes import namesakes
from onemoon.build.publish import publish
from onemoon.build.shape_files import shape_files
from onemoon.build.validator import submit, validator, verdict
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
    tell: Tell,
) -> Built:
    """Build the data under a base IRI and publish it in `out`, or raise and leave `out` as it was.

    RecordError for a bad record, text or link, InvalidData for a broken shape, PublishError for an unwritable folder.
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
        dataset = infer(dataset)
        submit(validating, ntriples(dataset))
        tell("dumps")
        dumped = dumps(dataset)
        dumped |= zipped(dumped)
        tell("descriptions")
        content = reporting.report(dataset, files, which) | {"links": found.report()}
        described = {**dumped, **_descriptions(dataset, which, dumped, content)}
        described |= found.files(dataset.iris) | {"namesakes.csv": namesakes(reference).encode()}
        tell("validation")
        judged = verdict(validating)
    conform(dataset, judged.violations)
    described["validation.ttl"] = judged.turtle
    published = {**described, "SHA256SUMS": checksums(described)}
    tell("publication")
    publish(published, out)
    return Built(content, published)


def _descriptions(
    dataset: Dataset, which: Edition, dumped: dict[str, bytes], content: dict[str, Any]
) -> dict[str, bytes]:
    return {
        "void.ttl": turtle(void(dataset, which), dataset.iris),
        "catalog.ttl": turtle(catalog(dataset.iris, which, dumped), dataset.iris),
        "ontology.ttl": ontology(dataset.iris),
        **shape_files(),
        "report.json": reporting.as_json(content),
        "report.html": reporting.as_html(content),
        "build.json": _summary(dataset, which, dumped),
    }


def _summary(dataset: Dataset, which: Edition, dumped: dict[str, bytes]) -> bytes:
    content = {
        "version": which.version,
        "date": which.date,
        "base": dataset.iris.base,
        "triples": len(dataset.default),
        "quads": dumped["onemoon.nq"].count(b"\n"),
        "digest": hashlib.sha256(dumped["onemoon.nq"]).hexdigest(),
    }
    return (json.dumps(content, indent=1) + "\n").encode()
