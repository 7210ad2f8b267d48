"""`onemoon query`: a question to built data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from onemoon.build.options import out_option
from onemoon.build.querying import FORMATS, answer

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("query")
@click.argument("query", type=click.File("r"))
@out_option
@click.option("--data", type=FILE, help="Any RDF file to ask, instead of a built folder.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
def query_command(query: Any, out: Path, data: Path | None, form: str) -> None:
    """Ask built data a SPARQL query, read from a file or from standard input (-).

    onemoon query tests/questions/01-yangzhou-twinnings.rq
    """
    sys.stdout.buffer.write(answer(query.read(), out, data, form))
