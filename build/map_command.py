"""`onemoon map`: documents in, records and Turtle out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import click
from tqdm import tqdm

from onemoon.build.explaining import explain
from onemoon.build.map_elsewhere import endpoint, map_there, report
from onemoon.build.mapping import Mapped, Reading, lacking, map_file
from onemoon.build.options import base_option
from onemoon.build.publish import PublishError
from onemoon.mappings.yamlfile import RecordError

ANY = click.Path(path_type=Path)


@click.command("map")
@click.argument("files", nargs=-1, required=True)
@click.option("--out", default="mapped", show_default=True, help="Folder for STEM.yaml and STEM.ttl.")
@click.option("--date", help="Publication date of the documents: 2024-05-01, 2024-05 or 2024.")
@click.option("--title", help="Title of the document.")
@click.option("--publisher", help="Who published the documents.")
@click.option("--url", help="Address of the document.")
@click.option("--lang", type=click.Choice(["en", "ko", "ja", "zh"]), help="Language, if it should not be detected.")
@click.option(
    "--gazetteer", type=ANY, envvar="ONEMOON_PLACES", help="CSV of further places (qid, label_en, country …)."
)
@click.option(
    "--cluster", metavar="ADDRESS", help="Read on a Dask cluster; FILES may then be fsspec patterns (s3://…)."
)
@click.option(
    "--llm-url", metavar="URL", help="An OpenAI-compatible endpoint (…/v1) that reads on; key: ONEMOON_LLM_KEY."
)
@click.option("--llm-model", metavar="NAME", help="The model to ask there; all it finds waits for review.")
@click.option("--explain", "explained", is_flag=True, help="Say rule, confidence and spans of each fact.")
@base_option
def map_command(
    files: tuple[str, ...],
    out: str,
    base: str,
    gazetteer: Path | None,
    explained: bool,
    cluster: str | None,
    llm_url: str | None,
    llm_model: str | None,
    **meta: str | None,
) -> None:
    """Read documents (text, Markdown, HTML, PDF) into records, and records into Turtle.

    Facts above the bar go to the Turtle; the others wait in the record for `onemoon review`. Example:

        onemoon map examples/lantern-festival.txt --out mapped
    """
    given = {key: value for key, value in meta.items() if value}
    how = Reading(Path(out), base, given, gazetteer, endpoint(llm_url, llm_model))
    if cluster:
        report(map_there(cluster, files, how, out))
    else:
        _map_here(tuple(map(Path, files)), how, explained)


def _map_here(files: tuple[Path, ...], how: Reading, explained: bool) -> None:
    failed = 0
    incomplete: dict[Path, tuple[str, ...]] = {}
    for path, result in _all(files, how):
        if isinstance(result, str):
            failed += 1
            click.echo(f"Error: {result}", err=True)
        else:
            _tell(path, result, explained)
            if missing := lacking(result.record):
                incomplete[path] = missing
    _warn(incomplete)
    if failed:
        click.echo(f"{failed} of {len(files)} files could not be mapped", err=True)
        sys.exit(1)


def _warn(incomplete: dict[Path, tuple[str, ...]]) -> None:
    """One sentence on what was mapped but can't be built as it is."""
    if not incomplete:
        return
    first, *more = incomplete
    named = f"{first}" + (f" and {len(more)} more" if more else "")
    options = " and ".join(dict.fromkeys(option for missing in incomplete.values() for option in missing))
    click.echo(
        f"Warning: `onemoon build` will refuse {named} without {options}: "
        "map again with these, or write them into the record.",
        err=True,
    )


def _all(files: tuple[Path, ...], how: Reading) -> Iterator[tuple[Path, Mapped | str]]:
    work = partial(attempt, how=how)
    if len(files) < PARALLEL_FROM:
        yield from zip(files, map(work, files), strict=True)
        return
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from _shown(zip(files, pool.map(work, files, chunksize=4), strict=True), len(files))


PARALLEL_FROM = 8


def _shown(results: Iterable[tuple[Path, Mapped | str]], total: int) -> Iterator[tuple[Path, Mapped | str]]:
    return iter(tqdm(results, total=total, unit="file", disable=not sys.stderr.isatty(), file=sys.stderr))


def attempt(path: Path, how: Reading) -> Mapped | str:
    """What became of a file, or the sentence that says why nothing did."""
    try:
        return map_file(path, how)
    except (RecordError, PublishError) as error:
        return str(error)


def _tell(path: Path, mapped: Mapped, explained: bool) -> None:
    published = len(mapped.record.facts) - mapped.waiting
    click.echo(f"{path}: {published} facts, {mapped.waiting} wait for review: {', '.join(map(str, mapped.files))}")
    for note in mapped.notes:
        click.echo(f"  {note}")
    for stale in mapped.stale:
        click.echo(f"  stale decision on {stale.decision.fact}: {stale.reason}")
    if explained:
        click.echo("\n".join(explain(mapped.record)))
