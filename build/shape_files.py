"""The shapes as published files: all as one Turtle file, and each with its sentence and examples as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files

from onemoon.shapes import Rule, rules
from onemoon.shapes.rulebook import shapes_files

BLOCK = re.compile(r"^shapes:(\w+) a sh:.*?\.$(?=\s*(?:^\S|\Z))", re.MULTILINE | re.DOTALL)


def shape_files() -> dict[str, bytes]:
    """shapes.ttl, and shapes.json with a valid and an invalid example of each."""
    texts = [path.read_text(encoding="utf-8") for path in shapes_files()]
    blocks = {found[1]: found[0] for text in texts for found in BLOCK.finditer(text)}
    prefixes = sorted({line for text in texts for line in text.splitlines() if line.startswith("@prefix")})
    entries = [_entry(rule, _whole(prefixes, blocks[rule.number])) for rule in rules()]
    return {
        "shapes.ttl": _merged(prefixes, texts).encode(),
        "shapes.json": (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode(),
    }


def _merged(prefixes: list[str], texts: list[str]) -> str:
    bodies = ("\n".join(line for line in text.splitlines() if not line.startswith("@prefix")) for text in texts)
    return "\n".join([*prefixes, "", *(re.sub(r"\n{3,}", "\n\n", body).strip() + "\n" for body in bodies)])


def _whole(prefixes: list[str], block: str) -> str:
    """A shape's text with the prefixes that it uses."""
    used = [line for line in prefixes if re.search(rf"(?<![\w-]){line.split()[1]}", block)]
    return "\n".join([*used, "", block, ""])


def _entry(rule: Rule, turtle: str) -> dict[str, object]:
    return {
        "number": rule.number,
        "iri": rule.iri,
        "severity": rule.severity,
        "sentences": dict(sorted(rule.sentences.items())),
        "turtle": turtle,
        "examples": dict(_examples(rule)),
    }


def _examples(rule: Rule) -> Iterator[tuple[str, str]]:
    folder = files("onemoon.shapes") / "examples"
    for kind in ("valid", "invalid"):
        yield kind, (folder / f"{rule.number}-{kind}.ttl").read_text(encoding="utf-8")
