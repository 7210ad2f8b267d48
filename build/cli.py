"""The command line: everything that `onemoon` can do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from onemoon.build.conform import InvalidData
from onemoon.build.derive_command import derive_command
from onemoon.build.export_command import compare_command, export_command
from onemoon.build.link_command import link_command
from onemoon.build.map_command import map_command
from onemoon.build.options import base_option
from onemoon.build.pipeline import STAGES, LinkFiles, build
from onemoon.build.precision_command import precision_command
from onemoon.build.progress import progress
from onemoon.build.publish import PublishError
from onemoon.build.querying import FORMATS, QueryError, answer
from onemoon.build.reconcile_command import reconcile_command
from onemoon.build.review_command import review_command
from onemoon.build.serve_command import serve_command, serve_source
from onemoon.build.validate_command import validate_command
from onemoon.mappings.yamlfile import RecordError

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


class Commands(click.Group):
    """A group whose known failures are one sentence and exit code 1; anything else is a defect and keeps its trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        from onemoon.server.data import DataError
        from onemoon.server.serve import ServeError

        try:
            return super().invoke(ctx)
        except (RecordError, InvalidData, PublishError, QueryError, DataError, ServeError) as error:
            raise click.ClickException(str(error)) from None


out_option = click.option(
    "--out",
    default=Path("out"),
    show_default=True,
    type=FOLDER,
    envvar="ONEMOON_OUT",
    help="Folder of the published data.",
)
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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onemoon")
def main() -> None:
    """Linked data of local-government cooperation in Northeast Asia.

    Start with `onemoon run`: it builds the data and serves it at http://127.0.0.1:8000/.
    Every option can also be set in the environment (ONEMOON_BASE, ONEMOON_OUT, ONEMOON_PORT …).
    """


@main.command("build")
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


@main.command()
@base_option
@out_option
@documents_option
@records_option
@host_option
@port_option
def run(base: str, out: Path, documents: Path | None, records: Path | None, host: str, port: int) -> None:
    """Build the data, then serve it."""
    _build(base, out, documents, records)

    from onemoon.server.opening import Source

    serve_source(Source(out, texts=documents), host, port)


@main.command()
@click.argument("query", type=click.File("r"))
@out_option
@click.option("--data", type=FILE, help="Any RDF file to ask, instead of a built folder.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
def query(query: Any, out: Path, data: Path | None, form: str) -> None:
    """Ask built data a SPARQL query, read from a file or from standard input (-).

    onemoon query tests/questions/01-yangzhou-twinnings.rq
    """
    sys.stdout.buffer.write(answer(query.read(), out, data, form))


for command in (
    serve_command,
    map_command,
    validate_command,
    review_command,
    precision_command,
    link_command,
    compare_command,
    derive_command,
    export_command,
    reconcile_command,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
