"""Reference data: the governments, countries, organisations, titles and offices that records refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from onemoon.mappings.thing import Thing
from onemoon.mappings.values import Ref
from onemoon.mappings.yamlfile import RecordError, place, read

FILES = {
    "governments": "government",
    "countries": "country",
    "organizations": "organization",
    "titles": "title",
    "roles": "role",
    "measures": "measure",
    "items": "item",
}


@dataclass(frozen=True)
class Reference:
    """All entries by reference (`government/nara`), with `FILE, line N` of each."""

    things: Mapping[Ref, Thing]
    places: Mapping[Ref, str]

    def of(self, kind: str) -> Iterator[tuple[Ref, Thing]]:
        """The entries of one class, by key."""
        return ((ref, thing) for ref, thing in sorted(self.things.items()) if ref.startswith(f"{kind}/"))


def load_reference(folder: Path | None = None) -> Reference:
    """The reference data of a folder (by default the project's own); RecordError names file, line and field."""
    folder = folder or Path(str(files("onemoon.mappings"))) / "reference"
    things: dict[Ref, Thing] = {}
    places: dict[Ref, str] = {}
    for stem, kind in FILES.items():
        path = folder / f"{stem}.yaml"
        content, lines = read(path)
        for key, row in content.items():
            where = place(path, lines, (key,))
            things[f"{kind}/{key}"] = _thing(row, where, key)
            places[f"{kind}/{key}"] = where
    return Reference(things, places)


def _thing(row: object, where: str, key: str) -> Thing:
    try:
        return TypeAdapter(Thing).validate_python(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise RecordError(f"{where}, {key}.{field}: {first['msg']}.") from None
