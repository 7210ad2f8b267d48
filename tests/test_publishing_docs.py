"""The table of docs/publishing.md names a test for every line of the checklist, and each test it names exists."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in TEXT.partition("## The checklist")[2].splitlines()
        if line.startswith("| ")][2:]  # fmt: skip
LINES = {"M": 11, "H": 9, "L": 6, "J": 5}


def found_tests(file: str) -> list[str]:
    return re.findall(r"^def (test_\w+)", (ROOT / "tests" / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_line_of_the_checklist_has_a_row():
    wanted = [f"{letter}{number:02}" for letter, count in LINES.items() for number in range(1, count + 1)]
    assert [row[0].partition(" ")[0] for row in ROWS][: len(wanted)] == wanted


def test_every_row_names_tests_that_exist():
    for line, tests, _ in ROWS:
        named = re.findall(r"`(\w+\.py)::(test_\w*)`", tests)
        assert named, line
        for file, start in named:
            assert any(name.startswith(start) for name in found_tests(file)), (line, file, start)


def test_a_row_with_a_code_names_a_test_of_that_code_or_says_something_else():
    for line, tests, remark in ROWS:
        code = line.partition(" ")[0].lower()
        if re.fullmatch(r"[mhlj]\d\d", code):
            assert f"test_{code}" in tests or remark, line


def test_the_addresses_that_are_promised_answer(client):
    newest = client.get("/healthz").json["version"]
    promised = set(re.findall(r"`(/[a-z.]?[\w./{},*?=-]*)`", TEXT.partition("## Keeping")[0]))
    named = {each.replace("{version}", newest) for each in promised if "…" not in each and "*" not in each}
    expanded = {each.replace(found[0], part) for each in named for found in [re.search(r"\{([\w,]+)\}", each)] if found
                for part in found[1].split(",")} | {each for each in named if "{" not in each}  # fmt: skip
    statuses = {each: client.get(each, follow_redirects=True).status_code for each in expanded}
    without = {f"/dumps/{newest}/added.nt.gz", "/dumps/", "/v/", "/doc/", "/timemap/", "/linkset/"}
    assert {each: status for each, status in statuses.items() if status != 200 and each not in without} == {}
    assert len(statuses) > 20


def test_what_is_said_of_the_digest_is_so(built):
    lines = built.files["onemoon.nq"].splitlines(keepends=True)
    rest = b"".join(line for line in lines if b"dcat#version" not in line)
    named = re.search(rb'"version": "[\d-]+-(\w+)"', built.files["build.json"])[1].decode()
    assert named == hashlib.sha256(rest).hexdigest()[:8]
