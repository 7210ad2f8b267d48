"""Mapping on a cluster of two workers: what is written, what is skipped, and what happens when a worker is killed."""

import importlib
import os
import signal
import sys
from pathlib import Path

import pytest

from onemoon.build.cli import main
from onemoon.build.cluster import ClusterError, code_version, map_on_cluster

distributed = pytest.importorskip("distributed", reason="install the extra cluster")
dask = pytest.importorskip("dask")
pytest.importorskip("fsspec", reason="install the extra cluster")

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def readers():
    """The readers as a module that the workers' processes can import too."""
    sys.path.insert(0, str(Path(__file__).parent))
    yield importlib.import_module("cluster_fixture")
    sys.path.pop(0)


@pytest.fixture(scope="module")
def cluster(readers):
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
            yield local


@pytest.fixture
def folder(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(40):
        (pages / f"p{number:02}.html").write_text(f"page {number}")
    return tmp_path


@pytest.fixture
def run(cluster, folder, readers):
    """A function that maps the pages with one of the readers."""

    def mapping(reader="read", pattern="pages/*.html", **options):
        read = getattr(readers, reader)
        return map_on_cluster(cluster.scheduler_address, [str(folder / pattern)], str(folder / "out"), read, **options)

    return mapping


def names(folder, ending):
    return sorted(path.name for path in (folder / "out").glob(f"*{ending}"))


def test_each_document_gets_a_record_and_turtle(run, folder):
    mapped = run()
    assert (mapped.done, mapped.skipped, mapped.failures) == (40, 0, ())
    assert len(names(folder, ".yaml")) == len(names(folder, ".ttl")) == 40
    assert (folder / "out" / "p07.yaml").read_text() == "document: p07.html\n"


def test_a_second_run_does_only_what_changed(run, folder):
    run()
    (folder / "pages" / "p03.html").write_text("page 3, corrected")
    mapped = run()
    assert (mapped.done, mapped.skipped) == (1, 39)


def test_decisions_reach_the_reader_and_new_ones_count_as_a_change(run, folder):
    run()
    (folder / "out" / "p03.decisions.yaml").write_text("# accepted")
    assert run().done == 1
    assert (folder / "out" / "p03.yaml").read_text().endswith("# accepted")


def test_new_code_reads_everything_again(run, folder):
    run(code="1")
    assert run(code="2").done == 40


def test_half_a_document_is_read_again(run, folder):
    run()
    (folder / "out" / "p05.done.json").write_text('{"input"')
    assert run().done == 1


def test_a_broken_document_is_listed_and_the_others_go_on(run, folder):
    (folder / "pages" / "p11.html").write_text("broken")
    mapped = run()
    assert mapped.done == 39 and not (folder / "out" / "p11.yaml").exists()
    assert [(each.path.rpartition("/")[2], each.reason) for each in mapped.failures] == [
        ("p11.html", "ValueError: no text in it")
    ]


def test_nothing_is_lost_when_a_worker_is_killed_midway(run, cluster):
    victims = [worker.pid for worker in cluster.workers.values()][:1]

    def kill(number, total):
        if number == 10 and victims:
            os.kill(victims.pop(), signal.SIGKILL)

    mapped = run("read_and_die_once", tell=kill)
    assert not victims and (mapped.done, mapped.failures) == (40, ())


def test_a_document_over_which_one_worker_dies_is_read_by_the_other(run, folder):
    (folder / "pages" / "p20.html").write_text(f"die {folder / 'died'}")
    mapped = run("read_and_die_once")
    assert (folder / "died").exists() and (mapped.done, mapped.failures) == (40, ())


def test_a_document_over_which_every_worker_dies_is_listed_alone(run, folder):
    (folder / "pages" / "p20.html").write_text("die")
    mapped = run("read_and_die")
    assert [each.path.rpartition("/")[2] for each in mapped.failures] == ["p20.html"]
    assert mapped.done == 39 and "died" in mapped.failures[0].reason


def test_documents_of_one_name_keep_apart(run, folder):
    for year in ("2023", "2024"):
        (folder / year).mkdir()
        (folder / year / "news.txt").write_text(year)
    assert run(pattern="20*/news.txt").done == 2
    assert len(names(folder, ".ttl")) == 2


def test_no_matching_document_is_one_sentence(folder):
    with pytest.raises(ClusterError, match="no document is there"):
        map_on_cluster("tcp://127.0.0.1:1", [str(folder / "*.pdf")], str(folder / "out"), bytes)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x"])
def test_no_scheduler_is_one_sentence(folder, address):
    with pytest.raises(ClusterError, match="--cluster"):
        map_on_cluster(address, [str(folder / "pages/*.html")], str(folder / "out"), bytes, patience=0.5)


def test_workers_that_run_other_code_are_refused(cluster, folder, monkeypatch):
    monkeypatch.setattr("onemoon.build.cluster.code_version", lambda: "0.0.1+old")
    with pytest.raises(ClusterError, match="the same version"):
        map_on_cluster(cluster.scheduler_address, [str(folder / "pages/*.html")], str(folder / "out"), bytes)


@pytest.fixture
def document(folder):
    text = "Nara became a sister city of Gyeongju in 1970. Gyeongju is a member of a league.\n"
    (folder / "pages" / "tie.txt").write_text(text)
    return folder / "pages" / "tie.txt"


def test_the_command_writes_on_a_cluster_what_it_writes_here(runner, cluster, folder, document):
    there = ["map", str(folder / "pages" / "*.txt"), "--cluster", cluster.scheduler_address, "--out"]
    assert runner.invoke(main, [*there, str(folder / "there")]).output.endswith("1 mapped, 0 unchanged, 0 failed\n")
    assert runner.invoke(main, ["map", str(document), "--out", str(folder / "here")]).exit_code == 0
    for name in ("tie.yaml", "tie.ttl"):
        assert (folder / "there" / name).read_bytes() == (folder / "here" / name).read_bytes()


def test_the_command_lists_failures_and_ends_with_1(runner, cluster, folder, document):
    (folder / "pages" / "empty.txt").write_text("")
    arguments = [str(folder / "pages" / "*.txt"), "--cluster", cluster.scheduler_address, "--out", str(folder / "o")]
    result = runner.invoke(main, ["map", *arguments])
    assert (
        result.exit_code == 1 and "empty.txt: " in result.stderr and "1 mapped, 0 unchanged, 1 failed" in result.stdout
    )


def test_the_code_version_names_release_and_code():
    assert code_version().startswith("0.") and len(code_version().partition("+")[2]) == 12
