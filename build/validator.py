"""The validator as a process of its own, so that validation and dumps each have a core.

Run as a module, it reads N-Triples and writes what it finds as JSON; its argument is the report's IRI.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from onemoon.shapes.report import Violation


@dataclass(frozen=True)
class Verdict:
    """What the shapes say of a dataset: the violations, and the whole report as Turtle."""

    violations: list[Violation]
    turtle: bytes


@contextmanager
def validator(report: str) -> Iterator[subprocess.Popen[bytes]]:
    """A validator that gets ready while its caller works on; it ends with its context whatever happens."""
    command = [sys.executable, "-m", "onemoon.build.validator", report]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def submit(process: subprocess.Popen[bytes], triples: bytes) -> None:
    """Hand N-Triples over; the validator reads them at once."""
    assert process.stdin is not None
    with process.stdin as pipe:
        pipe.write(triples)


def verdict(process: subprocess.Popen[bytes]) -> Verdict:
    """Wait for what the validator says; CalledProcessError if it broke."""
    assert process.stdout is not None
    content = process.stdout.read()
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, process.args)
    found = json.loads(content)
    return Verdict([Violation(**each) for each in found["violations"]], found["turtle"].encode())


def main(report: str) -> None:
    """Validate what comes in."""
    from onemoon import shapes

    ready = shapes.validator()  # before the data comes
    found = ready.validate(sys.stdin.buffer.read(), at=report)
    violations = [asdict(each) for each in found.violations]
    sys.stdout.write(json.dumps({"violations": violations, "turtle": found.turtle().decode()}))


if __name__ == "__main__":
    main(sys.argv[1])
