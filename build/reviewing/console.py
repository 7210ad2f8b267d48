"""A terminal, or what stands in for one: keys, prompts and highlighted text, without moving the cursor."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

import click

from onemoon.mappings.review.passages import Piece

ON, OFF = "\x0e", "\x0f"
WIDEST = 100


@dataclass(frozen=True)
class Console:
    """Colours where the terminal has them, brackets where not; width in columns."""

    colour: bool
    width: int

    @classmethod
    def here(cls) -> Console:
        """The console of this process."""
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "dumb") == "dumb" or not sys.stdout.isatty()
        return cls(not plain, min(WIDEST, shutil.get_terminal_size().columns))

    def say(self, text: str = "", *, bold: bool = False, dim: bool = False, warn: bool = False) -> None:
        """One line."""
        click.echo(click.style(text, bold=bold, dim=dim, fg="yellow" if warn else None) if self.colour else text)

    def marked(self, pieces: Iterable[Piece], indent: str = "    ") -> None:
        """A passage, wrapped, what is marked standing out."""
        text = "".join(f"{ON}{piece.text}{OFF}" if piece.marked else piece.text for piece in pieces)
        lines = textwrap.wrap(text.strip(), self.width, initial_indent=indent, subsequent_indent=indent)
        inside = False
        for line in lines or [indent]:
            body = line[len(indent) :]
            told = (ON if inside else "") + body
            inside = told.rfind(ON) > told.rfind(OFF)
            click.echo(indent + self._styled(told + (OFF if inside else "")))

    def key(self, prompt: str) -> str:
        """One key, or the first letter of a line where there is no terminal; empty at the end of the input."""
        click.echo(prompt, nl=False)
        if sys.stdin.isatty():
            pressed = click.getchar()
            click.echo(pressed if pressed.isprintable() else "")
            return pressed
        line = sys.stdin.readline()
        click.echo(line.strip())
        return line.strip()[:1] or " " if line else ""

    def ask(self, question: str, given: str = "") -> str:
        """A line of text; what was given, on Enter."""
        return str(click.prompt(question, default=given, show_default=bool(given))).strip()

    def _styled(self, text: str) -> str:
        on, off = ("\x1b[1;7m", "\x1b[0m") if self.colour else ("[[", "]]")
        return text.replace(ON, on).replace(OFF, off)
