"""Versions of the data: what each keeps, what came and went between them, and that nothing published changes."""

import gzip
import hashlib
import json

import pytest

from onemoon.build.about import Edition
from onemoon.build.publish import PublishError, publish
from onemoon.build.versions import (
    ADDED,
    REMOVED,
    Past,
    Version,
    carried,
    following,
    listed,
    listing,
    past,
    versioned,
)

BASE = "http://example.org/"
TWINNING = "https://w3id.org/onemoon/id/twinning/"


def versions(folder):
    return json.loads((folder / "versions.json").read_text(encoding="utf-8"))["versions"]


def lines(packed: bytes) -> set[bytes]:
    return set(gzip.decompress(packed).splitlines())


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def nt(*names: str) -> frozenset[bytes]:
    return frozenset(f'<{BASE}id/{name}> <{BASE}p> "x" .'.encode() for name in names)


def edition(name: str) -> Edition:
    return Edition("1", "2026-01-01", name, name)


def published(folder, *contents: frozenset[bytes], keep=None) -> Past:
    """Publish one version after the other, each of lines."""
    for content in contents:
        before = past(folder)
        number = len(before.versions)
        version = following(before, edition(f"v{number}"), content, {}, BASE)
        every = listed(before, version, keep)
        files = {"onemoon.nt": b"\n".join(sorted(content)), "onemoon.nt.gz": b"%d" % number}
        stays = versioned(before, version, content, files)
        publish({**files, "versions.json": listing(every), **stays}, folder, carried(every))
    return past(folder)


def test_m08_a_version_is_named_by_date_and_digest_and_says_so_in_the_data(built, data):
    about = json.loads(built.files["build.json"])
    without = [line for line in built.files["onemoon.nq"].splitlines(keepends=True) if b"dcat#version>" not in line]
    assert hashlib.sha256(b"".join(sorted(without))).hexdigest() == about["digest"]
    assert about["version"] == f"{about['date']}-{about['digest'][:8]}"
    said = data.store.query("SELECT ?v { ?dataset <http://www.w3.org/ns/dcat#version> ?v }")
    assert [row["v"].value for row in said] == [about["version"]]


def test_m08_a_version_keeps_its_dumps_with_checksums_of_their_own(later):
    for entry in versions(later):
        folder = later / "versions" / entry["name"]
        sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
        assert {f"onemoon.{end}.gz" for end in ("ttl", "nt", "nq", "trig", "jsonld")} <= set(sums)
        for name, digest in sums.items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_m08_a_version_does_not_change_when_another_follows(out, later):
    first = versions(later)[0]["name"]
    assert tree(out / "versions" / first) == tree(later / "versions" / first)


def test_m08_added_and_removed_lead_from_one_version_to_the_next(out, later):
    folder = later / "versions" / versions(later)[1]["name"]
    added, removed = (lines((folder / name).read_bytes()) for name in (ADDED, REMOVED))
    old, new = (set((each / "onemoon.nt").read_bytes().splitlines()) for each in (out, later))
    assert (old - removed) | added == new and removed < old and not added & old
    assert any(b"2011" in line and b"/twinning/nara--yangzhou>" in line for line in added)


def test_m08_the_list_of_versions_says_which_things_came_and_went(later):
    first, second = versions(later)
    assert (first["counts"], second["kept"]) == ({}, True)
    assert second["names"][f"{TWINNING}karatsu--yangzhou"]["ja"] == "唐津市 – 揚州市"
    assert f"{TWINNING}karatsu--yangzhou" in second["gone"] and f"{TWINNING}nara--yangzhou" in second["changed"]
    assert first["things"]["twinning"] == second["things"]["twinning"] + 1


def test_the_same_data_again_is_the_same_version(later, tmp_path):
    before = past(later)
    last = before.versions[-1]
    assert before.name(last.date, last.digest) == last.name
    assert following(before, Edition("1", last.date, last.name, last.digest), before.lines, {}, BASE) is last
    content = {name: (later / "versions" / last.name / name).read_bytes() for name in ("build.json", "void.ttl")}
    stays = versioned(before, last, before.lines, content)
    assert stays[f"versions/{last.name}/{ADDED}"] == (later / "versions" / last.name / ADDED).read_bytes()


def test_data_that_comes_back_gets_a_name_of_its_own(tmp_path):
    old = (Version("2026-01-01-aaaa", "2026-01-01", "aaaa", "1", 1, {}), Version("b", "2026-01-02", "bbbb", "1", 1, {}))
    assert Past(tmp_path, old).name("2026-01-01", "aaaa") == "2026-01-01-aaaa-2"


def test_new_gone_and_changed_things_without_what_stands_behind_them(tmp_path):
    both = frozenset([f'<{BASE}id/a/same> <{BASE}p> "x" .'.encode(), f'<{BASE}id/a/c#part> <{BASE}p> "x" .'.encode()])
    found = published(
        tmp_path / "out", nt("a/c", "a/old") | both, nt("a/c", "a/new", "annotation/x") | both - nt("a/c")
    )
    last = found.versions[-1]
    assert (last.new, last.gone, last.changed) == ([f"{BASE}id/a/new"], [f"{BASE}id/a/old"], [])
    assert (last.added, last.removed) == (2, 1)


def test_only_so_many_things_are_listed_and_all_are_counted(tmp_path):
    last = published(tmp_path / "out", nt("a/x"), nt(*(f"a/{n}" for n in range(300)))).versions[-1]
    assert len(last.new) == 100 and last.counts["new"] == 300


def test_retention_takes_the_files_of_old_versions_and_remembers_them(tmp_path):
    found = published(tmp_path / "out", nt("a/1"), nt("a/2"), nt("a/3"), keep=2)
    assert [(each.name, each.kept) for each in found.versions] == [("v0", False), ("v1", True), ("v2", True)]
    assert sorted(path.name for path in (tmp_path / "out" / "versions").iterdir()) == ["v1", "v2"]
    again = published(tmp_path / "out", nt("a/3"), nt("a/4"))
    assert not again.versions[0].kept, "what was given up does not come back"


@pytest.mark.parametrize("broken", ["no json", '{"versions": [{}]}', '{"versions": 3}'])
def test_a_broken_list_of_versions_is_told_and_nothing_is_lost(tmp_path, broken):
    published(tmp_path / "out", nt("a/1"))
    (tmp_path / "out" / "versions.json").write_text(broken)
    with pytest.raises(PublishError, match="versions.json.*can't be read"):
        past(tmp_path / "out")
    assert (tmp_path / "out" / "versions" / "v0").exists()


def test_a_publication_that_fails_keeps_the_versions(tmp_path):
    published(tmp_path / "out", nt("a/1"))
    before = tree(tmp_path / "out")
    with pytest.raises(PublishError):
        publish({"onemoon.nt": b""}, tmp_path / "out", ["versions/none"])
    assert tree(tmp_path / "out") == before and not (tmp_path / "out.new").exists()


def test_where_links_are_not_possible_files_are_copied(tmp_path, monkeypatch):
    monkeypatch.setattr("os.link", lambda *paths: (_ for _ in ()).throw(OSError("no links here")))
    found = published(tmp_path / "out", nt("a/1"), nt("a/2"))
    assert len(found.versions) == 2 and (tmp_path / "out" / "versions" / "v0" / "onemoon.nt.gz").read_bytes() == b"0"
