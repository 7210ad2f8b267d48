"""`onemoon review`: people decide on what a machine read."""

from __future__ import annotations

import getpass
import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import click

from onemoon.build.reviewing.card import summary
from onemoon.build.reviewing.console import Console
from onemoon.build.reviewing.terminal import sit
from onemoon.mappings.evidence import read_text
from onemoon.mappings.reading.charset import decode
from onemoon.mappings.record import load
from onemoon.mappings.review.decision import decisions_path
from onemoon.mappings.review.session import DecisionError, Review
from onemoon.mappings.yamlfile import RecordError

FILE = click.Path(dir_okay=False, path_type=Path)


def _today() -> str:
    return date.today().isoformat()


@click.command("review")
@click.argument("record", type=FILE)
@click.option("--text", type=FILE, help="The text that the record was read from, to see each fact in its sentence.")
@click.option(
    "--documents",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ONEMOON_DOCUMENTS",
    help="Folder of the source texts, KEY.txt each, instead of --text.",
)
@click.option("--list", "listing", is_flag=True, help="Print the facts that wait, and stop.")
@click.option("--accept", multiple=True, metavar="ID", help="Accept a fact without a session; as often as you like.")
@click.option("--reject", multiple=True, metavar="ID", help="Reject a fact without a session; as often as you like.")
@click.option("--because", metavar="TEXT", help="The reason, for --accept and --reject.")
@click.option("--all", "everything", is_flag=True, help="Also what is published though nobody has reviewed it.")
@click.option(
    "--by", default=getpass.getuser, envvar="ONEMOON_REVIEWER", help="Who decides (default: your login name)."
)
@click.option("--on", default=_today, metavar="DATE", help="The day of the decisions (default: today).")
@click.option("--web", is_flag=True, help="Review in the browser, on this machine only.")
@click.option("--port", default=8010, show_default=True, type=click.IntRange(0, 65535), help="Port of --web.")
def review_command(
    record: Path,
    text: Path | None,
    documents: Path | None,
    listing: bool,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    because: str | None,
    everything: bool,
    by: str,
    on: str,
    web: bool,
    port: int,
) -> None:
    """Decide on the facts of a record that wait for review.

    Decisions are kept in STEM.decisions.yaml beside STEM.yaml and hold for every later extraction. Example:

        onemoon review mapped/page.yaml --text page.txt
    """
    review = Review(record, by, on, _text(record, text, documents))
    try:
        if listing:
            _list(review, everything)
        elif accept or reject:
            _decide(review, accept, reject, because)
        elif web:
            _serve(review, everything, port)
        else:
            _sit(review, everything)
    except DecisionError as error:
        raise click.ClickException(str(error)) from None


def _text(record: Path, text: Path | None, documents: Path | None) -> str | None:
    if text is None:
        return read_text(documents, load(record)) if documents else None
    content = decode(text)
    if hashlib.sha256(content.encode("utf-8")).hexdigest() != load(record).record.document.sha256:
        raise RecordError(
            f"{text}: is not the text that {record} was read from; give that one, or map the new one first."
        )
    return content


def _list(review: Review, everything: bool) -> None:
    for fact in review.pending(everything):
        confidence = "" if fact.confidence is None else f"{fact.confidence:.2f}"
        click.echo("\t".join([fact.id, fact.kind, confidence, fact.rule or "", summary(fact, review.names)]))


def _decide(review: Review, accept: tuple[str, ...], reject: tuple[str, ...], because: str | None) -> None:
    for fact_id in accept:
        review.accept(fact_id, because)
    for fact_id in reject:
        review.reject(fact_id, because)
    _summarise(review, Counter({"accepted": len(accept), "rejected": len(reject)}))


def _sit(review: Review, everything: bool) -> None:
    if not review.pending(everything):
        click.echo(f"{review.path}: nothing waits for review.")
        return
    _summarise(review, sit(review, Console.here(), everything))


def _serve(review: Review, everything: bool, port: int) -> None:
    from onemoon.build.reviewing.page import create_review_app
    from onemoon.build.reviewing.serving import serve_page

    before = len(review.state.decisions)
    app = create_review_app(review, everything)
    serve_page(app, port, lambda address: click.echo(f"onemoon: review at {address} (stop with Ctrl-C)", err=True))
    _summarise(review, Counter({"decided": len(review.state.decisions) - before}))


def _summarise(review: Review, steps: Counter[str]) -> None:
    done = ", ".join(f"{count} {step}" for step, count in steps.items() if count) or "nothing done"
    click.echo(f"{review.path}: {done}; {len(review.pending())} still wait.")
    if review.state.decisions:
        click.echo(f"{decisions_path(review.path)}: {len(review.state.decisions)} decisions")
