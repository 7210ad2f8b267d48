"""`onemoon build`: the data from the records; `onemoon run` serves it too."""

from __future__ import annotations

from pathlib import Path

import click

from onemoon.build.options import base_option, out_option
from onemoon.build.pipeline import STAGES, LinkFiles, build
from onemoon.build.progress import progress
from onemoon.build.serve_command import serve_source

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)

documents_option = click.option(
    "--documents",
    type=FOLDER,
    envvar="ONEMOON_DOCUMENTS",
    help="Folder of the source texts: check every digest and offset.",
)
records_option = click.option(
    "--records",
    type=FOLDER,
    envvar="ONEMOON_RECORDS",
    help="Folder of records to build from instead of the project's own.",
)
links_option = click.option(
    "--links", type=FILE, envvar="ONEMOON_LINKS", help="Link store to build with instead of the project's own."
)
snapshot_option = click.option(
    "--snapshot", type=FILE, envvar="ONEMOON_SNAPSHOT", help="Wikidata's P190 as CSV, to compare our twinnings with."
)
keep_option = click.option(
    "--keep",
    type=click.IntRange(1),
    envvar="ONEMOON_KEEP",
    help="How many versions keep their files in the folder, this one included; by default all.",
)
port_option = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), envvar="ONEMOON_PORT"
)
host_option = click.option("--host", default="127.0.0.1", show_default=True, envvar="ONEMOON_HOST")


@click.command("build")
@base_option
@out_option
@documents_option
@records_option
@links_option
@snapshot_option
@keep_option
def build_command(
    base: str,
    out: Path,
    documents: Path | None,
    records: Path | None,
    links: Path | None,
    snapshot: Path | None,
    keep: int | None,
) -> None:
    """Build the data from the records and publish it in a folder.

    A broken record or shape stops the build; what was published before stays. The versions published in the folder
    before keep their files, and what came and went since the last is published with the new one. Example:

        onemoon build --out out --base https://data.example.org/
    """
    _build(base, out, documents, records, LinkFiles(links, snapshot), keep)


def _build(
    base: str,
    out: Path,
    documents: Path | None,
    records: Path | None,
    links: LinkFiles | None = None,
    keep: int | None = None,
) -> None:
    with progress(STAGES) as tell:
        built = build(base, out, documents=documents, records=records, links=links, keep=keep, tell=tell)
    things, report = built.report["things"], built.report
    click.echo(
        f"{out}: version {report['version']}, {report['triples']} triples, "
        f"{things.get('twinning', 0)} twinnings, {things.get('event', 0)} events, "
        f"{len(report['disagreements'])} disagreements (see report.html)"
    )


@click.command("run")
@base_option
@out_option
@documents_option
@records_option
@host_option
@port_option
def run_command(base: str, out: Path, documents: Path | None, records: Path | None, host: str, port: int) -> None:
    """Build the data, then serve it."""
    _build(base, out, documents, records)

    from onemoon.server.opening import Source

    serve_source(Source(out, texts=documents), host, port)
