"""Progress on standard error: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def progress(stages: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """A function to call with each stage's name as it begins."""
    if not sys.stderr.isatty():
        yield lambda stage: print(f"onemoon: {stage}", file=sys.stderr)
        return
    with tqdm(total=len(stages), file=sys.stderr, bar_format="{desc:<14} {bar} {n_fmt}/{total_fmt} {elapsed}") as bar:

        def tell(stage: str) -> None:
            bar.set_description_str(stage)
            bar.update(1)

        yield tell


@contextmanager
def counted(what: str, total: int | None = None) -> Iterator[Callable[[int], object]]:
    """A function to call with how many more are done; only a terminal shows them."""
    form = "{desc:<14} {bar} {n_fmt}/{total_fmt} {elapsed}" if total else "{desc:<14} {n_fmt} {elapsed}"
    hidden = not sys.stderr.isatty()
    with tqdm(desc=what, total=total, file=sys.stderr, disable=hidden, leave=False, bar_format=form) as bar:
        yield bar.update
