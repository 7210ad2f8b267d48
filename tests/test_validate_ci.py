"""Validation in others' CI: the GitHub Action's script, the pre-commit hook and the GitLab job, run as there."""

import os
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
EXAMPLES = [
    yaml.load(block, Loader=yaml.BaseLoader)
    for block in re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs" / "validation.md").read_text(encoding="utf-8"), re.DOTALL
    )
]
GOOD = "<urn:a> <urn:b> <urn:c> .\n"
BAD = '<urn:a> a <urn:c> ; <https://schema.org/startDate> "never" .\n'


@pytest.fixture
def checkout(tmp_path):
    for name, content in {"good.ttl": GOOD, "bad, 1.ttl": BAD, "deep/bad.ttl": GOOD + BAD}.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(content)
    return tmp_path


def shell(script, folder, **variables):
    """Run a script as CI does, with the command line of this environment first on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(folder), "CI": "true", **variables}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def action(folder, **given):
    """The action's last step with the environment that GitHub sets."""
    inputs = {name: given.get(name, each.get("default", "")) for name, each in ACTION["inputs"].items()}
    step = ACTION["runs"]["steps"][-1]
    names = {name: re.fullmatch(r"\$\{\{ inputs\.(\w+) }}", value)[1] for name, value in step["env"].items()}
    github = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(folder), "GITHUB_ACTION_PATH": str(ROOT)}
    return shell(step["run"], folder, **github, **{name: inputs[each] for name, each in names.items()})


def test_the_action_passes_data_that_conforms(checkout):
    assert (done := action(checkout, files="data/good.ttl")).returncode == 0 and done.stdout == ""


def test_the_action_annotates_the_lines_of_every_file_that_a_pattern_finds(checkout):
    done = action(checkout, files="data/**/b*.ttl\n")
    assert done.returncode == 1
    heads = [line.split("::")[1] for line in done.stdout.splitlines()]
    assert "error file=data/bad%2C 1.ttl,line=1,title=D92" in heads


def test_the_action_takes_files_with_spaces_and_folders_line_by_line(checkout):
    assert action(checkout, files="data/good.ttl\ndata/bad, 1.ttl").returncode == 1
    assert action(checkout, files="data/deep").stdout.startswith("::error file=data/deep/bad.ttl,line=1,title=D92::")


@pytest.mark.parametrize("files", ["data/none*.ttl", "missing.ttl", "--help", ""])
def test_the_action_fails_when_there_is_nothing_to_read(checkout, files):
    assert action(checkout, files=files).returncode == 2


def test_the_action_takes_a_baseline_shapes_and_a_severity(checkout):
    known = shell("onemoon validate --format json data > known.json || true", checkout)
    assert known.returncode == 0 and action(checkout, files="data", baseline="known.json").returncode == 0
    (checkout / "mine.ttl").write_text(MINE)
    assert action(checkout, files="data", shapes="mine.ttl").returncode == 0
    assert "::warning file=" in action(checkout, files="data", shapes="mine.ttl", severity="warning").stdout


MINE = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/mine#M1> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:severity sh:Warning ;
    sh:message "An a has a d."@en ; sh:property [ sh:path <urn:d> ; sh:minCount 1 ] .
"""


def test_the_action_installs_itself():
    assert ACTION["runs"]["steps"][1]["run"] == 'pip install --quiet "${GITHUB_ACTION_PATH}[fast]"'


def test_the_hook_is_run_on_rdf_and_fails_on_violations(checkout):
    files = [str(path.relative_to(checkout)) for path in sorted(checkout.rglob("*.*"))]
    assert len(found := [name for name in files if re.search(HOOK["files"], name)]) == 3
    assert shell(f"{HOOK['entry']} {shlex.join(found)}", checkout).returncode == 1
    assert shell(f"{HOOK['entry']} data/good.ttl", checkout).returncode == 0


def test_the_documented_examples_use_what_there_is():
    github, hooks, _ = EXAMPLES
    given = github["jobs"]["validate"]["steps"][-1]["with"]
    assert set(given) <= set(ACTION["inputs"])
    assert [hook["id"] for repo in hooks["repos"] for hook in repo["hooks"]] == [HOOK["id"]]


def test_the_gitlab_job_fails_and_leaves_its_report(checkout):
    job = EXAMPLES[2]["validate"]
    assert shell(job["script"][-1], checkout).returncode == 1
    report = ET.parse(checkout / job["artifacts"]["reports"]["junit"])
    assert "D92" in {each.get("type") for each in report.iter("failure")}
