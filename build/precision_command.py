"""`onemoon precision`: how well documents are read, on annotated texts."""

from __future__ import annotations

from pathlib import Path

import click

from onemoon.mappings.review.measure import measure, table

ANY = click.Path(path_type=Path)


@click.command("precision")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--candidates", is_flag=True, help="Count also what waits for review, not only what would be published.")
@click.option(
    "--gazetteer", type=ANY, envvar="ONEMOON_PLACES", help="CSV of further places (qid, label_en, country …)."
)
def precision_command(folder: Path, candidates: bool, gazetteer: Path | None) -> None:
    """Measure each rule's precision, and precision, recall and F1 of each kind, over annotated texts.

    The folder holds pairs STEM.txt and STEM.json. Example:

        onemoon precision tests/corpus/open
    """
    from onemoon.mappings.reading.reader import read_document

    measured = measure(folder, lambda path: read_document(path, gazetteer=gazetteer), candidates)
    click.echo("\n".join(table(measured)))
