"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from onemoon.mappings.iris import DEFAULT_BASE


def _base(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if (
        not value.startswith(("http://", "https://"))
        or not value.endswith("/")
        or any(c in value for c in ' <>"{}|\\^`#?')
    ):
        raise click.BadParameter(f"{value!r} is no base IRI: give an http(s) IRI that ends in a slash.")
    return value


base_option = click.option(
    "--base",
    default=DEFAULT_BASE,
    show_default=True,
    envvar="ONEMOON_BASE",
    callback=_base,
    help="IRI that all data IRIs start with.",
)
out_option = click.option(
    "--out",
    default=Path("out"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ONEMOON_OUT",
    help="Folder of the published data.",
)
