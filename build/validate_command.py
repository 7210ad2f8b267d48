"""`onemoon validate`: anybody's RDF or records against the shapes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from onemoon.build.findings import SEVERITIES, Finding, gravest, placed, read_baseline
from onemoon.build.inputs import SYNTAXES, Input, Reader, UnreadableError
from onemoon.build.ontology_check import check_ontology, our_ontology
from onemoon.build.options import base_option
from onemoon.build.progress import counted
from onemoon.build.report_formats import FORMATS
from onemoon.build.verdicts import Verdicts
from onemoon.ontology import files as ontology_files
from onemoon.shapes import Report, ShapesError, Validator, shapes_files, shapes_graph, validator

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@dataclass(frozen=True)
class Checked:
    """What a run found: the report, its results with their places, the inputs that they are of."""

    report: Report
    found: list[Finding]
    inputs: list[Input]


@click.command("validate")
@click.argument("files", nargs=-1)
@click.option("--shapes", multiple=True, type=FILE, help="Shapes in Turtle to use instead of ours; may be repeated.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option(
    "--severity",
    type=click.Choice([name.lower() for name in reversed(SEVERITIES)]),
    default="violation",
    show_default=True,
    help="Fail from this severity on; what is milder is only told.",
)
@click.option("--baseline", type=FILE, help="Report in JSON of an earlier run: tell, and fail on, only what is new.")
@click.option("--syntax", type=click.Choice(list(SYNTAXES)), help="Syntax of the input, where no file name tells.")
@click.option("--all-graphs", is_flag=True, help="Take named graphs as part of the data even beside a default graph.")
@click.option(
    "--engine",
    type=click.Choice(["pyshacl", "shacl-rust"]),
    help="What checks SHACL Core (default: pySHACL, for much data shacl-rust if it is installed).",
)
@click.option("--ontology", is_flag=True, help="Hold ontologies (by default ours) and data to rules for them.")
@click.option("--cache", type=FOLDER, help="Keep verdicts there, so that unchanged data is not validated again.")
@base_option
def validate_command(
    files: tuple[str, ...],
    shapes: tuple[Path, ...],
    form: str,
    severity: str,
    baseline: Path | None,
    syntax: str | None,
    all_graphs: bool,
    engine: str | None,
    ontology: bool,
    cache: Path | None,
    base: str,
) -> None:
    """Validate files, folders or standard input (-) against the shapes, all taken as one data set.

    Turtle, N-Triples, N-Quads, TriG, JSON-LD and RDF/XML, each also with .gz, and records (.yaml). Exit 0 if the
    data conforms, 1 if not, 2 on misuse or if something can't be read. Example:

        onemoon validate mine.ttl
    """
    if not files and not ontology:
        raise click.UsageError("Name the files to validate.")
    try:
        known = read_baseline(baseline) if baseline else frozenset()
        with TemporaryDirectory() as folder, our_ontology() as ours:
            reader = Reader(Path(folder), syntax, base, all_graphs)
            if ontology:
                checked = _placed(check_ontology, _inputs(reader, files or ours))
            else:
                checked = _checked(_validator(shapes), _inputs(reader, files), engine, _verdicts(cache, shapes))
    except (UnreadableError, ShapesError) as error:
        raise click.UsageError(str(error)) from None
    new = [each for each in checked.found if each.identity not in known]
    click.echo(FORMATS[form](checked.report, new), nl=False)
    failing = gravest(new, severity.capitalize())
    _tell(checked, new, failing)
    sys.exit(1 if failing else 0)


def _inputs(reader: Reader, files: tuple[str, ...]) -> list[Input]:
    with counted("reading") as tell:
        return list(replace(reader, tell=tell).inputs(files))


def _checked(ready: Validator, inputs: list[Input], engine: str | None, verdicts: Verdicts) -> Checked:
    with counted("shapes", len(ready.rules)) as tell:
        return _placed(lambda data: verdicts.report(ready, data, engine, tell), inputs)


def _verdicts(cache: Path | None, shapes: tuple[Path, ...]) -> Verdicts:
    sources = [*(shapes or shapes_files()), *ontology_files(alignments=False)] if cache else []
    return Verdicts(cache, tuple(source.read_bytes() for source in sources))


def _placed(check: Callable[[list[Path]], Report], inputs: list[Input]) -> Checked:
    report = check([each.ntriples for each in inputs])
    return Checked(report, placed(report, inputs), inputs)


def _validator(paths: tuple[Path, ...]) -> Validator:
    try:
        return validator(shapes_graph(paths) if paths else None)
    except OSError as error:
        raise UnreadableError(f"{error.filename}: can't be read ({error.strerror}).") from None


def _tell(checked: Checked, new: list[Finding], failing: list[Finding]) -> None:
    for each in (each for each in checked.inputs if each.left_out):
        click.echo(f"{each.name}: {each.left_out} named graphs are left out (--all-graphs takes them too)", err=True)
    milder = len(new) - len(gravest(new, "Violation"))
    told = f"{len(new) - milder} violations, {milder} milder" if new else "conforms"
    known = len(checked.found) - len(new)
    by = f"{checked.report.checked} triples, {checked.report.engine}"
    click.echo(f"{told} ({known} known before; {by})" if known else f"{told} ({by})", err=True)
