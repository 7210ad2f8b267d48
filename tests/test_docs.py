"""What the documentation says is what the project does."""

import re
import shlex
import shutil
from pathlib import Path

import click

from onemoon.build.cli import main
from onemoon.mappings.model import Record

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
HEAD = """# Commands

Every option can also be set in the environment: `ONEMOON_OUT`, `ONEMOON_BASE`, `ONEMOON_PORT` and so on. Results go to
standard output, progress to standard error. Exit code 1 means that something failed, 2 that the command was misused.
"""
COMMON = set("id kind spans stated note overruled reviewed rule confidence candidate also names".split())
RECORDS = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", README, re.DOTALL).group(1)


def test_the_readme_stays_short():
    assert len(README.splitlines()) < 80


def test_the_readme_shows_the_answer_that_its_query_gives(runner, built, out):
    result = runner.invoke(main, ["query", "-", "--out", str(out)], input=block("sparql"))
    assert result.output == block("text")


def test_the_readme_takes_a_text_to_published_data(runner, tmp_path, monkeypatch):
    lines = re.search(r"<!-- own -->\n```sh\n(.*?)```", README, re.DOTALL).group(1).splitlines()
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for line in lines:
        result = runner.invoke(main, shlex.split(line.removeprefix(".venv/bin/onemoon ")), input="q\n")
        assert result.exit_code == 0, result.output
    published = (tmp_path / "mine" / "onemoon.ttl").read_text(encoding="utf-8")
    assert "twinning:hagi--ulsan a om:Twinning" in published and "om:status om:planned" in published


def commands() -> str:
    """docs/commands.md as it should be; `python tests/test_docs.py` writes it."""
    parts = [HEAD]
    for name in sorted(main.commands):
        command = main.commands[name].loaded()
        context = click.Context(command, info_name=f"onemoon {name}", terminal_width=100, **main.context_settings)
        parts.append(f"## {name}\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def test_every_command_and_option_is_documented_as_it_is():
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == commands()


def test_every_kind_of_fact_and_field_is_documented():
    kinds = Record.__pydantic_fields__["facts"].annotation.__args__[0].__origin__.__args__
    for kind in kinds:
        name = kind.__pydantic_fields__["kind"].annotation.__args__[0]
        row = next(line for line in RECORDS.splitlines() if re.match(rf"\|.*`{name}`", line))
        for field in set(kind.__pydantic_fields__) - COMMON:
            assert re.search(rf"\b{field}\b", row), (name, field)


def test_links_in_the_readme_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


if __name__ == "__main__":
    (ROOT / "docs" / "commands.md").write_text(commands(), encoding="utf-8")
