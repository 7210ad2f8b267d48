"""`onemoon serve`: the published data over HTTP."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onemoon.build.options import base_option

if TYPE_CHECKING:
    from onemoon.server.opening import Source

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
_CORES = os.cpu_count() or 1


def _prefix(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value and (not value.startswith("/") or any(sign in value for sign in " ?#<>\"'")):
        raise click.BadParameter(f"{value!r} is no path: it begins with a slash.")
    return value.rstrip("/")


def _setting(name: str, kind: Any, default: Any, said: str, **more: Any) -> Callable[[Any], Any]:
    variable = "ONEMOON_" + name.removeprefix("--").partition("/")[0].replace("-", "_").upper()
    return click.option(name, type=kind, default=default, show_default=True, envvar=variable, help=said, **more)


_SETTINGS = (
    _setting("--workers", click.IntRange(1, 256), max(2, _CORES), "Processes that evaluate brief queries, and as many "
             "for long ones."),
    _setting("--timeout", click.FloatRange(0.1, 3600), 10.0, "Seconds that one query may run."),
    _setting("--memory", click.IntRange(64), 1024, "Megabytes that one query may take."),
    _setting("--result", click.IntRange(1), 256, "Megabytes that one answer may have."),
    _setting("--rows", click.IntRange(0), 0, "Rows that one answer may have; 0 is no bound."),
    _setting("--cache", click.IntRange(0), 64, "Megabytes of answers kept in memory."),
    _setting("--unread", click.IntRange(1), 512, "Megabytes of answers that may wait for slow readers."),
    _setting("--queue", click.IntRange(1), 256, "Queries that may wait for their turn."),
    _setting("--rate", click.IntRange(0), 0, "Requests a minute for each client; 0 is no bound."),
    _setting("--behind-proxy", bool, False, "Believe what the proxy before us says of clients and addresses.",
             is_flag=True),
    _setting("--prefix", str, "", "Path under which a proxy publishes us.", callback=_prefix),
    _setting("--open-metrics", bool, False, "Show /metrics to other machines too.", is_flag=True),
    _setting("--log", str, "", "File for a line of JSON a request and for slow queries; - is standard error."),
    _setting("--slow", click.FloatRange(0), 1.0, "Seconds from which a query is logged as slow."),
)  # fmt: skip


def serving_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the settings of the server to a command."""
    for option in reversed(_SETTINGS):
        command = option(command)
    return command


@click.command("serve")
@click.option("--out", default=Path("out"), show_default=True, type=FOLDER, envvar="ONEMOON_OUT",
              help="Folder of the published data.")  # fmt: skip
@click.option("--data", type=FILE, help="Any RDF file to serve as it is, instead of a built folder.")
@base_option
@click.option("--gazetteer", type=FILE, envvar="ONEMOON_GAZETTEER_FILE",
              help="Places to reconcile beyond the data (CSV).")  # fmt: skip
@click.option("--documents", type=FOLDER, envvar="ONEMOON_DOCUMENTS",
              help="Folder of the source texts: pages show the passages.")  # fmt: skip
@click.option("--store", default="", envvar="ONEMOON_STORE", help="Address of a SPARQL 1.1 engine that has the data.")
@click.option("--disk", type=FOLDER, envvar="ONEMOON_DISK",
              help="Folder to keep the data indexed in and to serve it from: for more than memory should hold, and "
                   "ready at once the next time.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, envvar="ONEMOON_HOST")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), envvar="ONEMOON_PORT")
@serving_options
def serve_command(
    out: Path,
    data: Path | None,
    base: str,
    gazetteer: Path | None,
    documents: Path | None,
    store: str,
    disk: Path | None,
    host: str,
    port: int,
    **settings: Any,
) -> None:
    """Serve built data (or any RDF file) over HTTP: pages, documents, dumps, SPARQL.

    A new build in the folder takes the place of the old without a pause. Example:

        onemoon serve --data my.nq --port 8001
    """
    from onemoon.server.opening import Source

    serve_source(Source(out, data, base, gazetteer, documents, store, disk), host, port, settings)


def serve_source(source: Source, host: str, port: int, settings: dict[str, Any] | None = None) -> None:
    """Serve until a signal ends it; settings by the names of their options, the others at their defaults."""
    from onemoon.server.serve import serve
    from onemoon.server.serving.clients import Clients
    from onemoon.server.serving.generation import Setting
    from onemoon.server.serving.limits import Limits

    chosen = settings or {}
    names = {field.name for field in fields(Limits)}
    limits = Limits(**{name: value for name, value in chosen.items() if name in names})
    known = {name: chosen[name] for name in ("behind_proxy", "prefix", "open_metrics") if name in chosen}
    told = {name: chosen[name] for name in ("log", "slow") if name in chosen}
    setting = Setting(lambda: source.opened(limits), limits, Clients(**known), **told)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    serve(
        setting,
        host,
        port,
        ready=lambda: click.echo(f"onemoon: serving at {address} (stop with Ctrl-C)", err=True),
        watched=source.watched,
    )
