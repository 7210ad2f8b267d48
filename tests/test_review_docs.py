"""docs/review.md does what it says."""

import re
import shlex
from pathlib import Path

import pytest

from onemoon.build.cli import main
from onemoon.mappings.review.decision import load_decisions
from onemoon.mappings.review.session import Review

PAGE = (Path(__file__).parent.parent / "docs" / "review.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line)[1:]
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("onemoon") and not re.search(r"--web|--llm-url|--cluster", line)
]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(re.search(r"```text\n(.*?)```", PAGE, re.DOTALL).group(1))


def test_the_tutorial_leads_from_the_text_to_the_data(runner, desk):
    for command in COMMANDS:
        result = runner.invoke(main, command, input="a\nq\n")
        assert result.exit_code == 0, (command, result.output)
    assert Path("out/onemoon.ttl").exists() and "rule" in Path("mapped/page.yaml").read_text()


def test_decisions_hold_when_the_text_is_mapped_again(runner, desk):
    for command in [*COMMANDS[:-1], COMMANDS[0]]:
        result = runner.invoke(main, command, input="a\nq\n")
    assert "stale" not in result.output
    waiting = [fact.id for fact in Review(Path("mapped/page.yaml"), "Kim", "2024-06-01").pending(everything=True)]
    assert "twinning-gyeongju-nara" not in waiting and waiting


def test_the_decisions_shown_are_decisions(tmp_path):
    path = tmp_path / "page.decisions.yaml"
    path.write_text(re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL).group(1))
    assert load_decisions(path)[0].because == "stated outright"
