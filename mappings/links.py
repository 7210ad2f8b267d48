"""The link store: one SSSOM table of what is the same thing elsewhere, candidates and rejected links included."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Literal

from onemoon.mappings.values import Ref
from onemoon.mappings.yamlfile import RecordError

State = Literal["accepted", "rejected", "candidate"]
CURIES = {
    "geonames": "https://sws.geonames.org/",
    "onemoon": "https://w3id.org/onemoon/id/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
}
HEADER = f"""\
#curie_map:
{chr(10).join(f'#  {prefix}: "{namespace}"' for prefix, namespace in CURIES.items())}
#extension_definitions:
#- slot_name: object_country
#  property: "https://schema.org/addressCountry"
#  type_hint: "http://www.w3.org/2001/XMLSchema#string"
#license: "https://creativecommons.org/licenses/by/4.0/"
#mapping_set_id: "https://w3id.org/onemoon/links"
"""
_TARGET = re.compile(r"wd:Q[1-9]\d*|geonames:[1-9]\d*/")
_SUBJECT = re.compile(r"onemoon:[a-z]+/[a-z0-9]+(-{1,2}[a-z0-9]+)*")
_NUMBER = re.compile(r"(0(\.\d+)?|1(\.0+)?)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class LinkError(RecordError):
    """The link store can't be used: one sentence that names file, line and column."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A row of the store. Reviewed ones carry a reviewer; a rejected one has the predicate modifier Not."""

    subject_id: str
    subject_label: str
    predicate_modifier: str = ""
    predicate_id: str = "skos:exactMatch"
    object_id: str
    object_label: str
    object_country: str = ""
    mapping_justification: str = "semapv:LexicalMatching"
    confidence: str = ""
    mapping_tool: str = ""
    mapping_tool_version: str = ""
    match_string: str = ""
    reviewer_label: str = ""
    reviewer_agreement: str = ""
    mapping_date: str = ""
    comment: str = ""

    @property
    def ref(self) -> Ref:
        """The thing of ours: `government/nara`."""
        return self.subject_id.partition(":")[2]

    @property
    def target(self) -> str:
        """The IRI of the thing elsewhere."""
        prefix, _, local = self.object_id.partition(":")
        return CURIES[prefix] + local

    @property
    def pair(self) -> tuple[str, str]:
        """What the row is about: subject and object."""
        return self.subject_id, self.object_id

    @property
    def state(self) -> State:
        """Whether a reviewer accepted or rejected the link, or nobody has decided."""
        if not self.reviewer_label or not self.reviewer_agreement:
            return "candidate"
        return "rejected" if self.predicate_modifier else "accepted"


COLUMNS = tuple(field.name for field in fields(Link))


def links_file() -> Path:
    """The project's own link store."""
    return Path(str(files("onemoon.mappings"))) / "links.sssom.tsv"


def load_links(path: Path | None = None) -> list[Link]:
    """The rows of a link store (by default the project's own); LinkError names the first line that is wrong."""
    path = path or links_file()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LinkError(f"{path}: can't be read ({error}).") from None
    return [link for _, link in parse_links(text, str(path))]


def parse_links(text: str, name: str) -> Iterator[tuple[int, Link]]:
    """(line, row) of a store's text; LinkError for an unknown column or a value that its column can't have."""
    lines = text.splitlines()
    skipped = sum(line.startswith("#") for line in lines)
    reader = csv.DictReader(lines[skipped:], delimiter="\t")
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    if unknown or not {"subject_id", "object_id"} <= set(reader.fieldnames or ()):
        raise LinkError(f"{name}, line {skipped + 1}: needs the columns {', '.join(COLUMNS)}, and no others.")
    seen: set[tuple[str, str]] = set()
    for row in reader:
        line = skipped + reader.line_num
        if None in row or None in row.values():
            raise LinkError(f"{name}, line {line}: has not as many cells as the header.")
        link = Link(**row)
        wrong = _wrong(link) or ("object_id (the pair is given twice)" if link.pair in seen else None)
        if wrong:
            raise LinkError(f"{name}, line {line}: column {wrong} can't be {row.get(wrong.split()[0], '')!r}.")
        seen.add(link.pair)
        yield line, link


def _wrong(link: Link) -> str | None:
    """The first column whose value is impossible."""
    checks = {
        "subject_id": _SUBJECT.fullmatch(link.subject_id),
        "object_id": _TARGET.fullmatch(link.object_id),
        "predicate_id": link.predicate_id in ("skos:exactMatch", "skos:closeMatch"),
        "predicate_modifier": link.predicate_modifier in ("", "Not"),
        "mapping_justification": re.fullmatch(r"semapv:[A-Z]\w+", link.mapping_justification),
        "confidence": _NUMBER.fullmatch(link.confidence),
        "reviewer_agreement": link.reviewer_agreement == ("1" if link.reviewer_label else ""),
        "mapping_date": _DATE.fullmatch(link.mapping_date),
    }  # fmt: skip
    return next((column for column, fine in checks.items() if not fine), None)


def written(links: Iterable[Link]) -> str:
    """The text of a store: rows in the order of subject and object, so that the same links are the same bytes."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    for link in sorted(links, key=lambda link: (link.subject_id, link.object_id)):
        writer.writerow({column: getattr(link, column) for column in COLUMNS})
    return HEADER + buffer.getvalue()


def reviewed(link: Link, reviewer: str, date: str, *, accepted: bool, near: bool = False, comment: str = "") -> Link:
    """The link after a person's decision; a rejected one stays, as negative. `near`: close, not the same."""
    return replace(
        link,
        predicate_modifier="" if accepted else "Not",
        predicate_id="skos:closeMatch" if near else "skos:exactMatch",
        reviewer_label=reviewer,
        reviewer_agreement="1",
        mapping_date=date,
        comment=comment or link.comment,
    )
