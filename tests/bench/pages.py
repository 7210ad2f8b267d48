"""Pages about things, beside Trifid and Datasette: `python tests/bench/pages.py OUT`.

Every page of a city once (first), one again and again (again), and one that the client has already (unchanged). Trifid
runs where ONEMOON_TRIFID names a folder with it in node_modules and ONEMOON_OXIGRAPH or the PATH has oxigraph;
Datasette where ONEMOON_DATASETTE or the PATH has it. One connection, one request at a time: one core's work.
"""

from __future__ import annotations

import csv
import http.client
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from load import cpu
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store
from speed import running

TIMES = 500
TRIFID = """extends: ["file:./node_modules/trifid/instances/docker-sparql/config.yaml"]
server: {listener: {host: 127.0.0.1}, logLevel: fatal}
"""
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "en"}


@dataclass(frozen=True)
class Measured:
    """Median and 95th percentile in ms, CPU in ms a request, bytes of the median page."""

    median: float
    p95: float
    cpu: float
    size: int


def measure(port: int, pid: int, paths: list[str], headers: Mapping[str, str], status: int = 200) -> Measured:
    """Ask for pages one after the other over one connection."""
    connection, took, sizes = http.client.HTTPConnection("127.0.0.1", port, timeout=60), [], []
    before = cpu(pid)
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        sizes.append(len(answer.read()))
        took.append((time.perf_counter() - start) * 1e3)
        if answer.status != status:
            raise RuntimeError(f"{path} on port {port} answered {answer.status}")
    used = (cpu(pid) - before) / len(paths) / 1e3
    took.sort()
    return Measured(took[len(took) // 2], took[int(len(took) * 0.95)], used, sorted(sizes)[len(sizes) // 2])


def settle(pid: int) -> None:
    """Wait until a server has nothing to do any more; ours makes long pages in advance."""
    for _ in range(90):
        before = cpu(pid)
        time.sleep(1)
        if cpu(pid) - before < 20_000:
            return


def tag(port: int, path: str) -> str:
    """The validator of a page, empty when it has none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=BROWSER)
    return connection.getresponse().headers.get("ETag", "")


def things(store: Store) -> list[NamedNode]:
    """Every city and twinning and event: what a page is about."""
    found = {q.subject for q in store.quads_for_pattern(None, None, None, DefaultGraph())}
    wanted = ("/id/government/", "/id/twinning/", "/id/event/")
    named = (node for node in found if isinstance(node, NamedNode) and "#" not in node.value)
    return sorted((node for node in named if any(each in node.value for each in wanted)), key=lambda node: node.value)


def tables(store: Store, file: Path) -> None:
    """The same for Datasette: things with their names, and statements that point to them by foreign keys."""
    base = sqlite3.connect(file)
    base.execute("CREATE TABLE things (key TEXT PRIMARY KEY, name TEXT)")
    base.execute(
        "CREATE TABLE statements (id INTEGER PRIMARY KEY, subject TEXT REFERENCES things(key), "
        "property TEXT, object TEXT REFERENCES things(key), value TEXT)"
    )
    names: dict[str, str] = {}
    rows = []
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        is_text = isinstance(quad.object, Literal)
        names.setdefault(_key(quad.subject.value), "")
        if is_text and "prefLabel" in quad.predicate.value and quad.object.language == "en":
            names[_key(quad.subject.value)] = quad.object.value
        rows.append((_key(quad.subject.value), quad.predicate.value, None if is_text else _key(quad.object.value),
                     quad.object.value if is_text else None))  # fmt: skip
    base.executemany("INSERT INTO things VALUES (?, ?)", names.items())
    base.executemany("INSERT INTO statements (subject, property, object, value) VALUES (?, ?, ?, ?)", rows)
    for column in ("subject", "object"):
        base.execute(f"CREATE INDEX by_{column} ON statements ({column})")
    base.commit()
    base.close()


def _key(iri: str) -> str:
    return iri.rpartition("/id/")[2].replace("/", "-") if "/id/" in iri else iri


@contextmanager
def peers(out: Path, scratch: Path, store: Store) -> Iterator[dict[str, tuple[int, int, str]]]:
    """Every server there is: its port, its process, and how it makes a path of a thing."""
    with ExitStack() as open_:
        ours = [sys.executable, "-m", "onemoon.build.cli", "serve", "--out", str(out), "--port", "7720"]
        found = {"onemoon": (*open_.enter_context(running(ours, 7720))[:2], "/doc/{name}")}
        datasette = os.environ.get("ONEMOON_DATASETTE") or shutil.which("datasette")
        if datasette:
            tables(store, scratch / "data.db")
            command = [datasette, "serve", str(scratch / "data.db"), "-h", "127.0.0.1", "-p", "7721"]
            found["datasette"] = (*open_.enter_context(running(command, 7721))[:2], "/data/things/{key}")
        oxigraph = os.environ.get("ONEMOON_OXIGRAPH") or shutil.which("oxigraph")
        folder = os.environ.get("ONEMOON_TRIFID")
        if oxigraph and folder:
            found["trifid"] = _trifid(open_, oxigraph, Path(folder), store, scratch)
        yield found


def _trifid(open_: ExitStack, oxigraph: str, folder: Path, store: Store, scratch: Path) -> tuple[int, int, str]:
    """Trifid before an Oxigraph server, the data's names moved below its own address, as it wants them."""
    text = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()).decode()
    (scratch / "data.nt").write_text(text.replace("https://w3id.org/onemoon/", "http://127.0.0.1:7722/"))
    os.system(f"{oxigraph} load --location {scratch}/db --file {scratch}/data.nt >/dev/null 2>&1")
    serve = [oxigraph, "serve-read-only", "--location", f"{scratch}/db", "--bind", "127.0.0.1:7723", "--cors"]
    open_.enter_context(running(serve, 7723))
    (folder / "bench.yaml").write_text(TRIFID)
    program = ["node", "node_modules/trifid/server.js", "-c", "bench.yaml", "-p", "7722"]
    program += ["--sparql-endpoint-url", "http://127.0.0.1:7723/query", "--dataset-base-url", "http://127.0.0.1:7722/"]
    command = f"cd {folder} && SPARQL_ENDPOINT_USERNAME= SPARQL_ENDPOINT_PASSWORD= exec {' '.join(program)}"
    port, pid, _ = open_.enter_context(running(["sh", "-c", command], 7722))
    return port, pid, "/id/{name}"


def main(out: Path) -> None:
    """Print what was measured, and the ratios to ours."""
    store = Store()
    store.bulk_load(path=out / "onemoon.nt", format=RdfFormat.N_TRIPLES)
    names = [node.value.partition("/id/")[2] for node in things(store)]
    rows: dict[str, dict[str, Measured]] = {}
    with tempfile.TemporaryDirectory() as scratch, peers(out, Path(scratch), store) as found:
        for server, (port, pid, path) in found.items():
            settle(pid)
            paths = [path.format(name=name, key=name.replace("/", "-")) for name in names]
            rows[server] = {"first": measure(port, pid, paths, BROWSER)}
            one = next(each for each in paths if each.endswith("government/yangzhou") or "government-yangzhou" in each)
            rows[server]["again"] = measure(port, pid, [one] * TIMES, BROWSER)
            known = tag(port, one)
            if known:
                headers = {**BROWSER, "If-None-Match": known}
                rows[server]["unchanged"] = measure(port, pid, [one] * TIMES, headers, 304)
    table = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    table.writerow(["server", "kind", "p50 ms", "p95 ms", "CPU ms", "bytes", "p50 to ours"])
    for server, kinds in rows.items():
        for kind, each in kinds.items():
            ratio = each.median / rows["onemoon"][kind].median if kind in rows["onemoon"] else 0
            numbers = [f"{each.median:.2f}", f"{each.p95:.2f}", f"{each.cpu:.2f}", each.size, f"{ratio:.1f}"]
            table.writerow([server, kind, *numbers])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
