"""`onemoon compare` and `onemoon export`: our twinnings beside Wikidata's, and what others can take over."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from onemoon.build.compare import Snapshot, compare, items, live, read_snapshot, rows, triples
from onemoon.build.describe import turtle
from onemoon.build.quickstatements import as_csv, select, v1
from onemoon.build.tables import linked_things
from onemoon.build.twinnings import Tie, ties
from onemoon.build.wikidata import SPARQL, Client, ServiceFailed, Sparql
from onemoon.mappings.iris import DEFAULT_BASE, Iris
from onemoon.mappings.links import Link, load_links, written
from onemoon.mappings.record import load_all
from onemoon.mappings.refdata import load_reference

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
BOM = "\ufeff"

records_option = click.option(
    "--records", type=FOLDER, envvar="ONEMOON_RECORDS", help="Folder of records, if not the project's own."
)
links_option = click.option(
    "--links", type=FILE, envvar="ONEMOON_LINKS", help="The link store, if not the project's own."
)
snapshot_option = click.option(
    "--snapshot", type=FILE, envvar="ONEMOON_SNAPSHOT", help="Wikidata's P190 as CSV, if not the project's own."
)
live_option = click.option("--live", is_flag=True, help="Ask Wikidata now, instead of a snapshot.")
sparql_option = click.option("--sparql", default=SPARQL, show_default=True, help="The endpoint that --live asks.")


@click.command("compare")
@click.option("--format", "form", type=click.Choice(["csv", "turtle"]), default="csv", show_default=True)
@records_option
@links_option
@snapshot_option
@live_option
@sparql_option
def compare_command(
    form: str, records: Path | None, links: Path | None, snapshot: Path | None, live: bool, sparql: str
) -> None:
    """Compare our twinnings of linked governments with Wikidata's: agree, ours only, theirs only, ended there.

    onemoon compare --snapshot wikidata-p190.csv --format turtle
    """
    known, found = load_links(links), ties(load_all(records))
    compared = compare(found, known, _snapshot(known, snapshot, live, sparql))
    if form == "turtle":
        sys.stdout.buffer.write(turtle(triples(compared, found, Iris(DEFAULT_BASE)), Iris(DEFAULT_BASE)))
    else:
        _table(rows(compared))
    counts = Counter(each.verdict for each in compared)
    click.echo(", ".join(f"{verdict}: {count}" for verdict, count in sorted(counts.items())), err=True)


def _snapshot(links: list[Link], path: Path | None, online: bool, sparql: str) -> Snapshot:
    if not online:
        return read_snapshot(path)
    try:
        return live(Sparql(Client(), sparql), sorted(set(items(links).values())))
    except ServiceFailed as failure:
        raise click.ClickException(f"Wikidata was not compared: {failure}") from None


@click.command("export")
@click.argument("what", type=click.Choice(["quickstatements", "sssom", "csv"]))
@click.option("--csv", "as_table", is_flag=True, help="QuickStatements as CSV instead of version 1 text.")
@click.option("--bom", is_flag=True, help="Begin CSV with a byte-order mark, for Excel.")
@records_option
@links_option
@snapshot_option
@live_option
@sparql_option
def export_command(
    what: str,
    as_table: bool,
    bom: bool,
    records: Path | None,
    links: Path | None,
    snapshot: Path | None,
    live: bool,
    sparql: str,
) -> None:
    """Write what others can take over, to standard output.

    \b
    quickstatements  the twinnings that Wikidata lacks, both directions, dated and referenced; what is left out
                     and why goes to standard error
    sssom            the accepted and rejected links
    csv              the things and their identifiers elsewhere

    onemoon export quickstatements --live > batch.txt
    """
    known = load_links(links)
    mark = BOM if bom else ""
    if what == "sssom":
        _write(written(link for link in known if link.state != "candidate"))
    elif what == "csv":
        _write(mark + linked_things(load_all(records), load_reference(), known))
    else:
        found = ties(load_all(records))
        state = _snapshot(known, snapshot, live, sparql)
        _quickstatements(found, known, state, as_table, mark)


def _quickstatements(found: list[Tie], links: list[Link], state: Snapshot, as_table: bool, mark: str) -> None:
    made, skipped = select(found, items(links), compare(found, links, state))
    _write(mark + as_csv(made) if as_table else v1(made))
    for each in skipped:
        click.echo(f"left out: {each.key}: {each.reason}", err=True)
    click.echo(f"{len(made)} statements; Wikidata as of {state.as_of or 'an unknown day'}", err=True)


def _table(lines: Iterable[tuple[str, ...]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(lines)
    _write(buffer.getvalue())


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode())
