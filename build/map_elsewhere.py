"""`onemoon map` with help from elsewhere: a cluster that reads many documents, a language model that reads on."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from onemoon.build.cluster import Mapped, map_on_cluster
from onemoon.build.cluster_files import ClusterError
from onemoon.build.mapping import Reading, map_file
from onemoon.mappings.yamlfile import RecordError

if TYPE_CHECKING:
    from onemoon.mappings.llm.endpoint import Endpoint


def endpoint(url: str | None, model: str | None) -> Endpoint | None:
    """The language model that the options name, its key from ONEMOON_LLM_KEY; none without options.

    UsageError if one option lacks the other, RecordError if the extra is missing.
    """
    if not url and not model:
        return None
    if not url or not model:
        raise click.UsageError("--llm-url and --llm-model belong together.")
    try:
        from onemoon.mappings.llm.endpoint import Endpoint
    except ImportError:
        raise RecordError("Reading with a language model needs the extra: pip install 'onemoon[llm]'.") from None
    return Endpoint(url, model, os.environ.get("ONEMOON_LLM_KEY"))


def map_there(address: str, patterns: Sequence[str], how: Reading, out: str) -> Mapped:
    """Map the documents that match patterns on a cluster, with a bar on a terminal."""
    with tqdm(unit="file", disable=not sys.stderr.isatty(), file=sys.stderr) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        try:
            return map_on_cluster(address, patterns, out, partial(read_there, how=how), tell=tell)
        except ClusterError as error:
            raise click.ClickException(str(error)) from None


def read_there(content: bytes, name: str, decisions: bytes, how: Reading) -> tuple[str, str]:
    """On a worker: the YAML of a document's record and its Turtle, its decisions applied."""
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / "in" / name, Path(folder) / "out"
        source.parent.mkdir()
        out.mkdir()
        source.write_bytes(content)
        if decisions:
            (out / f"{source.stem}.decisions.yaml").write_bytes(decisions)
        mapped = map_file(source, replace(how, out=out))
        record, turtle = (path.read_text(encoding="utf-8") for path in mapped.files)
    return record, turtle


def report(mapped: Mapped) -> None:
    """Say what became of the documents; exit 1 if any failed."""
    for failure in mapped.failures:
        click.echo(f"Error: {failure.path}: {failure.reason}", err=True)
    click.echo(f"{mapped.done} mapped, {mapped.skipped} unchanged, {len(mapped.failures)} failed")
    if mapped.failures:
        sys.exit(1)
