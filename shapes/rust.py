"""shacl-rust as a process: a file of shapes in Turtle as its argument, N-Triples on standard input, results in JSON."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import IO, Any


def results(data: IO[bytes], shapes: str) -> list[dict[str, str | None]]:
    """What shacl-rust finds in N-Triples, as arguments of `Raw`; ValueError if it can't use the shapes."""
    import shacl_rust

    turtle = io.BytesIO(shapes.encode())
    report = shacl_rust.validate_file(data, turtle, data_format="nt", shapes_format="turtle", experimental_index=True)
    return [_raw(each) for each in report["results"]]


def main(file: str) -> None:
    """Validate what comes in."""
    shapes = Path(file).read_text(encoding="utf-8")
    try:
        answer: dict[str, object] = {"results": results(sys.stdin.buffer, shapes)}
    except ValueError as error:
        answer = {"error": str(error)}
    json.dump(answer, sys.stdout)


def _raw(each: dict[str, Any]) -> dict[str, str | None]:
    path = each.get("resultPath")
    return {
        "shape": _plain(each["sourceShape"]),
        "node": _plain(each["focusNode"]),
        "path": _plain(path) if path else None,
        "value": each.get("value"),
        "severity": _plain(each["severity"]),
        "component": _plain(each["sourceConstraintComponent"]),
    }


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


if __name__ == "__main__":
    main(sys.argv[1])
