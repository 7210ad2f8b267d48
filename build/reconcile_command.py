"""`onemoon reconcile`: a CSV file in, the same with IRI, QID and score out."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from onemoon.server.reconcile_service import Service

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
ADDED = ("onemoon_iri", "onemoon_qid", "onemoon_name", "onemoon_score", "onemoon_match")


@click.command("reconcile")
@click.argument("file", type=FILE)
@click.option("--column", required=True, help="The column with names (or QIDs, or IRIs).")
@click.option("--country-column", help="A column with countries: codes, names in any language, QIDs.")
@click.option("--parent-column", help="A column with what the place lies in.")
@click.option("--type", "kind", default="", help="What is sought: government, city, organization, person …")
@click.option("--out", default=Path("out"), show_default=True, type=FOLDER, envvar="ONEMOON_OUT",
              help="Folder of the published data.")  # fmt: skip
@click.option("--gazetteer", type=FILE, envvar="ONEMOON_GAZETTEER_FILE", help="Places beyond the data (CSV).")
@click.option("--only-matches", is_flag=True, help="Leave uncertain candidates out.")
@click.option("--bom", is_flag=True, help="Begin with a byte-order mark, for Excel.")
def reconcile_command(
    file: Path, column: str, out: Path, gazetteer: Path | None, bom: bool, **options: Any
) -> None:
    """Add to a CSV file the IRI, QID, name and score of the best candidate of each row, to standard output.

    Look at the rows whose onemoon_match is not true before you use them.

    onemoon reconcile cities.csv --column city --country-column country --type city
    """
    from onemoon.server.data import Data
    from onemoon.server.reconcile import place_rows
    from onemoon.server.reconcile_entities import read_table
    from onemoon.server.reconcile_service import Service

    data = Data.open(out)
    service = Service.over(data, read_table(gazetteer) if gazetteer else place_rows(data))
    rows, dialect = _read(file)
    _need(file, rows, [name for name in (column, options["country_column"], options["parent_column"]) if name])
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0], *ADDED], dialect=dialect, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, **best} for row, best in zip(rows, _best(service, rows, column, options), strict=True))
    sys.stdout.buffer.write((("\ufeff" if bom else "") + text.getvalue()).encode())


def _best(
    service: Service, rows: list[dict[str, str]], column: str, options: Mapping[str, Any]
) -> Iterator[dict[str, str]]:
    from onemoon.server.reconcile_match import Condition, Query, candidates

    types = (service.types.known(options["kind"]),) if options["kind"] else ()
    given = [(name, options[f"{name}_column"]) for name in ("country", "parent") if options[f"{name}_column"]]
    for row in rows:
        wanted = tuple(Condition(name, (row[source],)) for name, source in given if row[source])
        found = candidates(service.index, Query(row[column] or "", types, wanted, 1))
        first = found[0] if found and (found[0].match or not options["only_matches"]) else None
        cells = ("", "", "", "", "")
        if first:
            entity = first.entity
            cells = (entity.iri, entity.qid, entity.name("en")[0], f"{first.score:g}", str(first.match).lower())
        yield dict(zip(ADDED, cells, strict=True))


def _read(file: Path) -> tuple[list[dict[str, str]], type[csv.Dialect]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise click.ClickException(f"{file}: can't be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file}: is not UTF-8 at byte {error.start}; save it as UTF-8.") from None
    head = text.splitlines()[0] if text else ""
    separator = max(",;\t", key=head.count)
    dialect = type("Found", (csv.excel,), {"delimiter": separator})
    return list(csv.DictReader(io.StringIO(text), dialect=dialect, restval="")), dialect


def _need(file: Path, rows: list[dict[str, str]], columns: list[str]) -> None:
    if not rows:
        raise click.ClickException(f"{file}: holds no rows.")
    if None in rows[0]:
        raise click.ClickException(f"{file}, line 2: has more cells than the header.")
    for name in columns:
        if name not in rows[0]:
            raise click.ClickException(f"{file}: has no column {name!r}; there are {', '.join(rows[0])}.")
