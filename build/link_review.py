"""Decisions about links: a candidate is accepted or rejected, by whom and when; nothing is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onemoon.mappings.link_checks import Known, conflicts, disagreement
from onemoon.mappings.links import Link, LinkError, reviewed


def pair(text: str) -> tuple[str, str]:
    """`government/nara=Q169134` or `…=wd:Q169134` as subject and object; LinkError for another form."""
    ref, sign, target = text.partition("=")
    ref, target = ref.removeprefix("onemoon:"), f"wd:{target}" if target.startswith("Q") else target
    if not sign or "/" not in ref or ":" not in target:
        raise LinkError(f"{text!r} is no link: write THING=ID, such as government/nara=Q169134.")
    return f"onemoon:{ref}", f"{target.rstrip('/')}/" if target.startswith("geonames:") else target


def decide(
    links: Iterable[Link],
    decided: tuple[str, str],
    data: Known,
    *,
    reviewer: str,
    date: str,
    accepted: bool,
    near: bool = False,
    comment: str = "",
    label: str = "",
    country: str = "",
) -> list[Link]:
    """The rows after a decision about one pair; LinkError if an accepted link disagrees with the data.

    A pair that is no candidate needs the label (and, for a place, the country) that the object has elsewhere.
    """
    rows = list(links)
    row = next((link for link in rows if link.pair == decided), None) or _new(
        decided, data, label, country, accepted
    )
    row = replace(row, object_label=label or row.object_label, object_country=country or row.object_country)
    after = reviewed(row, reviewer, date, accepted=accepted, near=near, comment=comment)
    reason = disagreement(after, data) if accepted else None
    if reason:
        raise LinkError(f"{'='.join(decided)} is not accepted: {reason}")
    rows = [*(link for link in rows if link.pair != decided), after]
    for sentence in conflicts([after, *(link for link in rows if link is not after)] if accepted else [], data):
        raise LinkError(f"{'='.join(decided)} is not accepted: {sentence}")
    return rows


def _new(decided: tuple[str, str], data: Known, label: str, country: str, accepted: bool) -> Link:
    subject, target = decided
    ref = subject.partition(":")[2]
    if ref not in data.names.preferred:
        raise LinkError(f"{ref}: the data knows no such thing.")
    if not label and accepted:
        raise LinkError(f"{'='.join(decided)} is no candidate; say with --label what {target} is called there.")
    return Link(
        subject_id=subject,
        subject_label=next(iter(data.names.forms(ref))),
        object_id=target,
        object_label=label,
        object_country=country,
        mapping_justification="semapv:ManualMappingCuration",
    )
