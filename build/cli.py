"""The command line: everything that `onemoon` can do."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click


class Later(click.Command):
    """A command as its name and a sentence, all that a list of commands shows; its module is imported to run it."""

    def __init__(self, name: str, sentence: str, module: str = ""):
        super().__init__(name, help=sentence)
        self._module = f"onemoon.build.{module or name}_command"

    def loaded(self) -> click.Command:
        """The command itself."""
        command: click.Command = getattr(import_module(self._module), f"{self.name}_command")
        return command


class Commands(click.Group):
    """A group whose known failures are one sentence and exit code 1; anything else is a defect and keeps its trace."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, loaded."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.loaded() if isinstance(command, Later) else command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            if isinstance(error, _known_failures()):
                raise click.ClickException(str(error)) from None
            raise


def _known_failures() -> tuple[type[Exception], ...]:
    """Imported when something has failed, since they come with much that most commands don't need."""
    from onemoon.build.conform import InvalidData
    from onemoon.build.publish import PublishError
    from onemoon.build.querying import QueryError
    from onemoon.mappings.yamlfile import RecordError
    from onemoon.server.data import DataError
    from onemoon.server.serve import ServeError

    return RecordError, InvalidData, PublishError, QueryError, DataError, ServeError


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onemoon")
def main() -> None:
    """Linked data of local-government cooperation in Northeast Asia.

    Start with `onemoon run`: it builds the data and serves it at http://127.0.0.1:8000/.
    Every option can also be set in the environment (ONEMOON_BASE, ONEMOON_OUT, ONEMOON_PORT …).
    """


for later in (
    Later("build", "Build the data from the records and publish it in a folder."),
    Later("run", "Build the data, then serve it.", "build"),
    Later("serve", "Serve built data (or any RDF file) over HTTP: pages, documents, dumps, SPARQL."),
    Later("query", "Ask built data a SPARQL query, read from a file or from standard input (-)."),
    Later("map", "Read documents (text, Markdown, HTML, PDF) into records, and records into Turtle."),
    Later("validate", "Validate files, folders or standard input (-) against the shapes, all taken as one data set."),
    Later("review", "Decide on the facts of a record that wait for review."),
    Later(
        "precision", "Measure each rule's precision, and precision, recall and F1 of each kind, over annotated texts."
    ),
    Later("link", "Find candidates for things without a Wikidata link, or decide about them."),
    Later(
        "compare",
        "Compare our twinnings of linked governments with Wikidata's: agree, ours only, theirs only, ended there.",
        "export",
    ),
    Later("derive", "Write the decisions that turn a new reading of a text into a record that was reviewed before."),
    Later("export", "Write what others can take over, to standard output."),
    Later(
        "reconcile",
        "Add to a CSV file the IRI, QID, name and score of the best candidate of each row, to standard output.",
    ),
):
    main.add_command(later)

if __name__ == "__main__":
    main()
