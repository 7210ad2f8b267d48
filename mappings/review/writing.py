"""Records and decisions → YAML: stable, readable, without what is the default."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from onemoon.mappings.model import Record
from onemoon.mappings.review.plain import plain
from onemoon.mappings.values import PARTIAL
from onemoon.mappings.yamlfile import RecordError

WIDTH = 120
SHORT = 3
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
RESOLVER = yaml.resolver.Resolver()
TEXT = "tag:yaml.org,2002:str"


class Block(dict[str, Any]):
    """A mapping that is written one field a line; other mappings and lists of scalars stand on one line."""


class _Dumper(DUMPER):
    """The YAML of records."""

    def ignore_aliases(self, data: Any) -> bool:
        """Repeated values are written out."""
        return True


@lru_cache(maxsize=4096)
def _is_text(value: str) -> bool:
    """Whether a text stays text without quotes; dates get some, so that no other reader takes them for numbers."""
    return not PARTIAL.fullmatch(value) and RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) == TEXT


def _text(dumper: Any, value: str) -> yaml.Node:
    return dumper.represent_scalar(TEXT, value, style=None if _is_text(value) else '"')


def _list(dumper: Any, value: list[Any]) -> yaml.Node:
    flat = not any(isinstance(item, Block) for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flat)


def _flow(dumper: Any, value: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


def _block(dumper: Any, value: Block) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=False)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(dict, _flow)
_Dumper.add_representer(Block, _block)


def record_yaml(record: Record) -> str:
    """The YAML of a record, which `load` reads back to the same record."""
    content = Block(document=Block(plain(record.document)))
    if record.things:
        content["things"] = Block({ref: Block(plain(thing)) for ref, thing in record.things.items()})
    content["facts"] = [_fact(plain(fact)) for fact in record.facts]
    return _dump(content)


def items_yaml(items: Iterable[Mapping[str, Any]]) -> str:
    """A list of mappings, one item after the other."""
    return _dump([Block({key: _long(value) for key, value in item.items()}) for item in items])


def write_text(path: Path, text: str) -> None:
    """Replace a file in one step, so that a reader finds the old text or the new; RecordError if it can't be."""
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise RecordError(
            f"{path}: can't be written ({error.strerror}); check the folder and its permissions."
        ) from None


def _long(value: Any) -> Any:
    return _fact(dict(value)) if isinstance(value, Mapping) and len(value) > SHORT else value


def _fact(content: dict[str, Any]) -> Block:
    if "steps" in content:
        content["steps"] = [Block(step) for step in content["steps"]]
    return Block(content)


def _dump(content: Any) -> str:
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
