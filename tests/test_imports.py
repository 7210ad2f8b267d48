"""Imports go one way, and no room is imported under its bare name."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "ontology": set(),
    "shapes": {"ontology"},
    "mappings": {"ontology", "shapes"},
    "build": {"ontology", "shapes", "mappings"},
    "server": {"ontology"},
}
COMMAND_LINE = {"cli.py", "querying.py"}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    return {name.split(".")[1] for name in names if name.startswith("onemoon.")}


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_only_the_rooms_before_it(room):
    for path in (ROOT / room).rglob("*.py"):
        commands = path.name in COMMAND_LINE or path.name.endswith("_command.py")
        extra = {"server"} if room == "build" and commands else set()
        assert imported(path) <= ALLOWED[room] | extra | {room}, path


@pytest.mark.parametrize("room", ALLOWED)
def test_no_relative_import_leaves_its_room(room):
    for path in (ROOT / room).rglob("*.py"):
        depth = len(path.relative_to(ROOT).parts) - 1
        levels = [node.level for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
        assert max(levels, default=0) <= depth, path


def test_no_room_is_loaded_under_its_bare_name(built):
    assert not {"build", "server", "mappings", "shapes", "ontology"} & set(sys.modules)
