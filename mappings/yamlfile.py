"""YAML with line numbers: the one place that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Position: TypeAlias = tuple[str | int, ...]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RecordError(Exception):
    """A record or reference file can't be used: one sentence that names file, line and field."""


def read(path: Path) -> tuple[Any, dict[Position, int]]:
    """The file's content, every scalar that is no number or boolean as text, and the line of each position in it.

    Dates stay text, since their precision is their meaning. RecordError if the file is unreadable or no YAML.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except OSError as error:
        raise RecordError(f"{path}: can't be read ({error.strerror}); check the path and its permissions.") from None
    except UnicodeDecodeError as error:
        raise RecordError(f"{path}: is not UTF-8 at byte {error.start}; save it as UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RecordError(f"{path}, line {line}: is not YAML: {error.problem}.") from None
    if node is None:
        raise RecordError(f"{path}: is empty.")
    lines: dict[Position, int] = {}
    return _value(node, (), lines, path), lines


def _value(node: yaml.Node, position: Position, lines: dict[Position, int], path: Path) -> Any:
    lines[position] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return {key: _value(child, (*position, key), lines, path) for key, child in _pairs(node, path)}
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*position, index), lines, path) for index, child in enumerate(node.value)]
    return _scalar(node)


def _pairs(node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, yaml.Node]]:
    seen: set[str] = set()
    for key, child in node.value:
        if key.value in seen:
            raise RecordError(f"{path}, line {key.start_mark.line + 1}: “{key.value}” is given twice; keep one.")
        seen.add(key.value)
        yield key.value, child


def _scalar(node: yaml.Node) -> Any:
    match node.tag.rpartition(":")[2]:
        case "int":
            return int(node.value) if node.value.lstrip("-").isdigit() else node.value
        case "float":
            return float(node.value)
        case "bool":
            return node.value.lower() in ("true", "yes", "on")
        case "null":
            return None
    return node.value


def place(path: Path, lines: dict[Position, int], position: Position) -> str:
    """`FILE, line N` of the nearest position that the file has."""
    while position and position not in lines:
        position = position[:-1]
    return f"{path}, line {lines.get(position, 1)}"
