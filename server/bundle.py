"""Fetch the browser libraries that pages borrow: `python -m onemoon.server.bundle`, where Node and npm are installed.

They come from npm at the versions and digests of `npm/package-lock.json`, and stand in `static/vendor` afterwards. All
pages work without them: the query page then has a plain text field.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .assets import VENDOR

HERE = Path(__file__).parent
TARGET = HERE / "static" / VENDOR
_TAKEN = {
    "@zazuko/yasqe/build/yasqe.min.js": "yasqe.js",
    "@zazuko/yasqe/build/yasqe.min.css": "yasqe.css",
}
_SOURCE_MAP = re.compile(r"\n?/[/*]# sourceMappingURL=\S+( \*/)?\s*$")
_STYLED = " style='text-decoration:underline'"


class BundleError(Exception):
    """The libraries can't be fetched; the message says in one sentence why."""


def bundle(target: Path = TARGET) -> list[Path]:
    """Fetch the libraries and put what pages need into a folder; raises BundleError."""
    npm = shutil.which("npm")
    if npm is None:
        raise BundleError("npm is not on the PATH; install Node.js, or leave the query page its plain text field.")
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "npm" / name, scratch)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=scratch, capture_output=True, text=True
        )
        if done.returncode:
            raise BundleError(f"npm could not fetch the libraries: {_reason(done.stderr)}")
        target.mkdir(parents=True, exist_ok=True)
        return [_put(Path(scratch, "node_modules", source), target / name) for source, name in _TAKEN.items()]


def _put(source: Path, target: Path) -> Path:
    """Copied without what the pages' policy forbids (a style attribute) and what is not there (a source map)."""
    text = source.read_text(encoding="utf-8")
    target.write_text(_SOURCE_MAP.sub("\n", text).replace(_STYLED, ""), encoding="utf-8")
    return target


def _reason(errors: str) -> str:
    lines = [line for line in errors.splitlines() if line.startswith("npm error")]
    return (lines or errors.splitlines() or ["no reason given"])[0].removeprefix("npm error ")


def main() -> None:
    """Fetch them and say what was written."""
    try:
        written = bundle()
    except BundleError as error:
        sys.exit(f"onemoon: {error}")
    for path in written:
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
