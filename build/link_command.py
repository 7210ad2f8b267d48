"""`onemoon link`: candidates for what is linked to nothing, and the decisions about them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from onemoon.build.link_review import decide, pair
from onemoon.build.link_search import BATCH, Finder, Found, by_reference, by_services, rows
from onemoon.build.link_session import sit
from onemoon.build.link_targets import Target, checked_against, targets
from onemoon.build.wikidata import RECONCILIATION, SPARQL, Client, Reconciliation, ServiceFailed, Sparql
from onemoon.mappings.link_checks import Known
from onemoon.mappings.links import Link, links_file, load_links, written
from onemoon.mappings.record import load_all
from onemoon.mappings.refdata import Reference, load_reference

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@dataclass(frozen=True)
class Store:
    """The link store as a file, and what its rows are checked against."""

    path: Path
    data: Known
    reference: Reference

    @classmethod
    def open(cls, path: Path | None, records: Path | None) -> Store:
        """The store at a path (by default the project's own) beside the records; RecordError for bad ones."""
        reference = load_reference()
        return cls(path or links_file(), checked_against(load_all(records), reference), reference)

    def links(self) -> list[Link]:
        """Its rows."""
        return load_links(self.path)

    def write(self, links: Iterable[Link]) -> None:
        """Replace its rows, whole or not at all; ClickException if the file can't be written."""
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            new.write_text(written(links), encoding="utf-8")
            new.replace(self.path)
        except OSError as error:
            sentence = f"{self.path}: can't be written ({error.strerror}); name another store with --links."
            raise click.ClickException(sentence) from None


@click.command("link")
@click.argument("things", nargs=-1)
@click.option("--links", type=FILE, envvar="ONEMOON_LINKS", help="The link store, if not the project's own.")
@click.option("--records", type=FOLDER, envvar="ONEMOON_RECORDS", help="Folder of records, if not the project's own.")
@click.option("--gazetteer", type=FILE, envvar="ONEMOON_GAZETTEER_FILE", help="Places to search, offline (CSV).")
@click.option("--online", is_flag=True, help="Ask the services below too; without it, nobody is asked.")
@click.option("--service", default=RECONCILIATION, show_default=True, help="Reconciliation service (API 0.2).")
@click.option("--sparql", default=SPARQL, show_default=True, help="SPARQL endpoint with Wikidata's properties.")
@click.option("--cache", default=Path(".scratch/link"), show_default=True, type=FOLDER, help="Folder of answers got.")
@click.option("--list", "listing", is_flag=True, help="Only show the candidates that wait for a decision.")
@click.option("--review", "sitting", is_flag=True, help="Decide on the candidates one after the other.")
@click.option("--accept", multiple=True, metavar="THING=ID", help="Accept a link, such as government/nara=Q169134.")
@click.option("--reject", multiple=True, metavar="THING=ID", help="Reject a link; it stays as a negative row.")
@click.option("--near", is_flag=True, help="What is accepted is only close (skos:closeMatch), not the same.")
@click.option("--reviewer", envvar="ONEMOON_REVIEWER", help="Who decides.")
@click.option("--comment", default="", help="Why.")
@click.option("--label", default="", help="What the accepted id is called there, if it was no candidate.")
@click.option("--country", default="", help="Country code of the accepted id, if it was no candidate.")
def link_command(things: tuple[str, ...], links: Path | None, records: Path | None, **options: Any) -> None:
    """Find candidates for things without a Wikidata link, or decide about them.

    THINGS are classes or references, none: all. Found candidates are added to the link store as rows without a
    reviewer; only accepted rows are published. What was found before is not asked again.

    \b
    onemoon link government --gazetteer gazetteer.csv
    onemoon link --online person organization
    onemoon link --review --reviewer "A. Reader"
    onemoon link --accept government/nara=Q169134 --reviewer "A. Reader"
    """
    store = Store.open(links, records)
    if options["accept"] or options["reject"]:
        _decide(store, options)
    elif options["sitting"]:
        _sit(store, _reviewer(options))
    elif not options["listing"]:
        _search(store, things, options)
    for link in store.links():
        if link.state == "candidate":
            click.echo(f"{link.ref}\t{link.object_id}\t{link.object_label}\t{link.object_country}\t{link.confidence}")


def _decide(store: Store, options: dict[str, Any]) -> None:
    reviewer = _reviewer(options)
    decisions = [*((text, True) for text in options["accept"]), *((text, False) for text in options["reject"])]
    links = store.links()
    for text, accepted in decisions:
        links = decide(
            links,
            pair(text),
            store.data,
            reviewer=reviewer,
            date=_today(),
            accepted=accepted,
            near=options["near"],
            comment=options["comment"],
            label=options["label"],
            country=options["country"],
        )
    store.write(links)
    click.echo(f"{store.path}: {len(options['accept'])} accepted, {len(options['reject'])} rejected", err=True)


def _reviewer(options: dict[str, Any]) -> str:
    if not options["reviewer"]:
        raise click.UsageError("Say who decides with --reviewer (or ONEMOON_REVIEWER).")
    return str(options["reviewer"])


def _sit(store: Store, reviewer: str) -> None:
    """A session at the terminal; every decision is saved at once."""

    def decided(links: list[Link], link: Link, key: str) -> list[Link]:
        return decide(
            links, link.pair, store.data, reviewer=reviewer, date=_today(), accepted=key != "r", near=key == "n"
        )

    steps = sit(store.links(), decided, store.write)
    click.echo(f"{store.path}: {steps['a'] + steps['n']} accepted, {steps['r']} rejected", err=True)


def _search(store: Store, things: tuple[str, ...], options: dict[str, Any]) -> None:
    known = store.links()
    wanted = list(targets(store.data, store.reference, known, things))
    everything = targets(store.data, store.reference, known, things, again=True)
    found = list(by_reference(store.data, known, everything))
    if options["gazetteer"]:
        find = gazetteer_finder(options["gazetteer"])
        found += [each for target in wanted for each in find(target)]
    _add(store, found)
    failures = list(_online(store, wanted, options)) if options["online"] else []
    missing = len({target.ref for target in wanted} - {link.ref for link in store.links() if link.state == "candidate"})
    click.echo(f"{len(wanted)} things without a link, {missing} of them without a candidate", err=True)
    if failures:
        raise click.ClickException(
            f"{len(failures)} things are left open, since a service failed; run the command again. {failures[0]}"
        )


def _add(store: Store, found: Iterable[Found]) -> None:
    known = store.links()
    new = rows(found, known, "onemoon link", version("onemoon"), _today())
    if new:
        store.write([*known, *new])


def _online(store: Store, wanted: list[Target], options: dict[str, Any]) -> Iterator[ServiceFailed]:
    """Search batch by batch, each saved before the next; yields a failure for every thing left open."""
    client = Client(options["cache"])
    service, sparql = Reconciliation(client, options["service"]), Sparql(client, options["sparql"])
    countries = {
        store.data.countries[link.ref]: link.object_id.removeprefix("wd:")
        for link in store.links()
        if link.state == "accepted" and link.ref.startswith("country/")
    }
    with tqdm(total=len(wanted), file=sys.stderr, unit="thing", disable=not sys.stderr.isatty()) as bar:
        for start in range(0, len(wanted), BATCH):
            results = list(by_services(wanted[start : start + BATCH], service, sparql, countries))
            _add(store, [each for _, found in results if isinstance(found, list) for each in found])
            yield from (found for _, found in results if isinstance(found, ServiceFailed))
            bar.update(len(results))


def gazetteer_finder(path: Path) -> Finder:
    """A function that gives a target's candidates among the places of a table; DataError for a bad table."""
    from onemoon.server.reconcile_entities import places, read_table
    from onemoon.server.reconcile_index import Index
    from onemoon.server.reconcile_match import Condition, Query, candidates

    index = Index(places(read_table(path)))

    def find(target: Target) -> Iterator[Found]:
        if target.kind not in ("government", "country"):
            return
        given = (Condition("country", (target.country,), required=True),) if target.country else ()
        best: dict[str, Found] = {}
        for name in target.names:
            for each in candidates(index, Query(name, (target.kind,), given)):
                if each.entity.qid and float(each.features.get("name", 0)) >= 98:
                    sure = 0.95 if each.match else 0.6
                    found = Found(target, f"wd:{each.entity.qid}", name, each.entity.country, name, sure)
                    if found.id not in best or best[found.id].confidence < sure:
                        best[found.id] = found
        yield from sorted(best.values(), key=lambda found: -found.confidence)[:5]

    return find


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
