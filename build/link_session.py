"""The review of links in a terminal: one candidate after the other, one key each, as in `onemoon review`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import click

from onemoon.mappings.links import Link, LinkError

KEYS = "[a]ccept [n]ear [r]eject [s]kip [u]ndo [?] [q]uit › "
HELP = """
  a  accept: it is the same thing, and is published as owl:sameAs
  n  near: it is close, but not the same (skos:closeMatch)
  r  reject: it is another thing, and is not proposed again
  s  skip: leave it for another time
  u  undo the last decision
  q  quit; every decision is saved already
"""
Decide = Callable[[list[Link], Link, str], list[Link]]
Save = Callable[[list[Link]], None]


def sit(links: list[Link], decide: Decide, save: Save) -> Counter[str]:
    """Show each candidate and carry out the keys until the reviewer quits; how often each decision was taken.

    `decide` gives the rows after a key (a, n or r) about a candidate, or LinkError; `save` keeps them.
    """
    steps: Counter[str] = Counter()
    before: list[tuple[str, list[Link]]] = []
    skipped: set[tuple[str, str]] = set()
    while waiting := [link for link in links if link.state == "candidate" and link.pair not in skipped]:
        key = _asked(waiting[0], len(waiting))
        if key == "q":
            break
        if key == "s":
            skipped.add(waiting[0].pair)
        elif key == "u" and before:
            undone, links = before.pop()
            steps[undone] -= 1
            save(links)
        elif key in "anr":
            links = _decided(links, waiting[0], key, decide, save, before, steps)
    return +steps


def _decided(
    links: list[Link], link: Link, key: str, decide: Decide, save: Save, before: list[tuple[str, list[Link]]],
    steps: Counter[str],
) -> list[Link]:  # fmt: skip
    try:
        after = decide(links, link, key)
    except LinkError as error:
        click.echo(str(error))
        return links
    before.append((key, links))
    steps[key] += 1
    save(after)
    return after


def _asked(link: Link, number: int) -> str:
    """The key for a candidate, after showing it; q when the input ends."""
    place = f", {link.object_country}" if link.object_country else ""
    click.echo(f"\n{number} waiting   {link.ref}   {link.subject_label}")
    click.echo(f"  {link.object_id}   {link.object_label}{place}   {link.target}")
    click.echo(f"  found by {link.match_string!r}, confidence {link.confidence} ({link.mapping_tool})")
    while True:
        try:
            key = click.prompt(KEYS, prompt_suffix="", default="", show_default=False).strip().lower()
        except click.Abort:
            return "q"
        if key in ("a", "n", "r", "s", "u", "q"):
            return key
        click.echo(HELP)
