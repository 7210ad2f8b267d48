"""`onemoon derive`: the decisions that lead from what a machine reads to a record that people wrote."""

from __future__ import annotations

import getpass
from collections import Counter
from pathlib import Path

import click

from onemoon.mappings.evidence import read_text
from onemoon.mappings.record import load
from onemoon.mappings.review.decision import Decision, decisions_path, save_decisions
from onemoon.mappings.review.derive import Reviewer, derive

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("derive")
@click.argument("records", nargs=-1, required=True, type=FILE)
@click.option(
    "--documents", required=True, type=FOLDER, envvar="ONEMOON_DOCUMENTS", help="Folder of the texts, KEY.txt."
)
@click.option(
    "--by", default=getpass.getuser, envvar="ONEMOON_REVIEWER", help="Who decided (default: your login name)."
)
@click.option("--on", help="The day of the decisions (default: the record's day of review).")
def derive_command(records: tuple[Path, ...], documents: Path, by: str, on: str | None) -> None:
    """Write the decisions that turn a new reading of a text into a record that was reviewed before.

    Use it when the rules have changed: from then on `onemoon map` gives the reviewed record again. Example:

        onemoon derive mapped/page.yaml --documents texts
    """
    for path in records:
        decisions = _derived(path, documents, by, on)
        save_decisions(decisions_path(path), decisions)
        counts = Counter(decision.decision for decision in decisions)
        click.echo(f"{decisions_path(path)}: {', '.join(f'{count} {name}' for name, count in sorted(counts.items()))}")


def _derived(path: Path, documents: Path, by: str, on: str | None) -> tuple[Decision, ...]:
    from onemoon.mappings.reading.reader import read_text as read

    file = load(path)
    extracted = read(read_text(documents, file), file.record.document.key)
    day = on or file.record.document.reviewed_on or file.record.document.published or ""
    try:
        return derive(extracted, file.record, Reviewer(by, day))
    except ValueError as error:
        raise click.ClickException(f"{path}: {error}.") from None
