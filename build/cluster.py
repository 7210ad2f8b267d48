"""Many documents on an existing Dask cluster: one record and one Turtle file each, restartable."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from onemoon.build.cluster_files import ClusterError, Job, jobs_of, kept, matching, put

Read = Callable[[bytes, str, bytes], tuple[str, str]]
"""A document's bytes and name, and the bytes of its decisions (if any) → the YAML of its record and its Turtle."""
AHEAD = 8
MARK = ".done.json"


@dataclass(frozen=True)
class Failure:
    """A document that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Mapped:
    """How many documents were mapped now, how many before, and which failed."""

    done: int
    skipped: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class _Result:
    digest: str
    record: str | None = None
    turtle: str = ""
    reason: str = ""
    lost: bool = False


def map_on_cluster(
    address: str,
    patterns: Sequence[str],
    out: str,
    read: Read,
    *,
    code: str | None = None,
    tell: Callable[[int, int], None] = lambda done, total: None,
    patience: float = 10,
) -> Mapped:
    """Map the documents that match fsspec patterns (`s3://bucket/*.html`) on a cluster into a folder (any fsspec path).

    read runs on the workers, which need this package and, like this process, access to the documents. What was mapped
    by the same code from the same bytes is skipped. tell is called with the number finished and the total; patience is
    how many seconds the scheduler has to answer. Documents that fail are listed, and the others go on; ClusterError if
    the extra is missing, nothing matches or no scheduler answers.
    """
    jobs = list(jobs_of(matching(patterns)))
    with _client(address, patience) as client:
        _check(client)
        return _run(client, jobs, out, read, code or code_version(), tell)


@cache
def code_version() -> str:
    """The version and a digest of everything that reading depends on: code, lexicons, reference data."""
    root, digest = Path(str(files("onemoon.mappings"))), hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{version('onemoon')}+{digest.hexdigest()[:12]}"


def _check(client: Any) -> None:
    """ClusterError unless every worker has this package as it is here; a worker without it would wait for ever."""
    here = code_version()
    try:
        client.run(import_module, __name__)
        others = {address for address, there in client.run(_version_there).items() if there != here}
    except ImportError as error:
        raise ClusterError(
            f"The workers can't read documents ({error}); install onemoon there, as it is here."
        ) from None
    if others:
        raise ClusterError(
            f"{', '.join(sorted(others))}: not the same version of onemoon as here ({here}); install that."
        )


def _version_there() -> str:
    return code_version()


def _run(client: Any, jobs: Sequence[Job], out: str, read: Read, code: str, tell: Callable[[int, int], None]) -> Mapped:
    counts, failures, lost = Counter[str](), [], []
    window = AHEAD * max(1, sum(client.nthreads().values()))
    for number, (job, result) in enumerate(_round(client, jobs, window, out, read, code), 1):
        if result.lost:
            lost.append(job)
        elif result.reason:
            failures.append(Failure(job.path, result.reason))
        counts[_kept(result, job, out, code)] += 1
        tell(number, len(jobs))
    # a document that kills its worker takes innocent ones with it; one at a time it becomes clear which it is
    for job, result in _round(client, lost, 1, out, read, code):
        if result.reason:
            failures.append(Failure(job.path, result.reason))
        counts[_kept(result, job, out, code)] += 1
    return Mapped(counts["done"], counts["skipped"], tuple(sorted(failures, key=lambda each: each.path)))


def _round(
    client: Any, jobs: Sequence[Job], window: int, out: str, read: Read, code: str
) -> Iterator[tuple[Job, _Result]]:
    """Each job with its result as it comes, at most window of them under way."""
    waiting, running, finished = iter(jobs), {}, SimpleQueue[Any]()

    def begin(job: Job) -> None:
        future = _submit(client, job, out, read, code)
        running[future.key] = job, future  # a future that nobody keeps is cancelled
        future.add_done_callback(finished.put)

    for job in islice(waiting, window):
        begin(job)
    while running:
        future = finished.get()
        job, _ = running.pop(future.key)
        yield job, _outcome(future)
        for job in islice(waiting, 1):
            begin(job)


def _kept(result: _Result, job: Job, out: str, code: str) -> str:
    """Write what there is to write; what became of the document."""
    if result.reason:
        return "failed"
    if result.record is None:
        return "skipped"
    _write(out, job.stem, result, code)
    return "done"


def _submit(client: Any, job: Job, out: str, read: Read, code: str) -> Any:
    decisions = kept(out, f"{job.stem}.decisions.yaml")
    return client.submit(_map_one, job.path, decisions, _done(out, job.stem, code), read, pure=False, retries=1)


def _map_one(path: str, decisions: bytes, done: str | None, read: Read) -> _Result:
    """On a worker: the record and Turtle of a document and its decisions, or neither if just these are done."""
    import fsspec

    with fsspec.open(path, "rb") as file:
        content = file.read()
    digest = hashlib.sha256(content + decisions).hexdigest()
    if digest == done:
        return _Result(digest)
    try:
        record, turtle = read(content, path.rpartition("/")[2], decisions)
    except Exception as error:  # a document may break the reader in ways nobody foresaw; the others must go on
        return _Result(digest, reason=f"{type(error).__name__}: {error}")
    return _Result(digest, record, turtle)


def _outcome(future: Any) -> _Result:
    error = future.exception()
    if error is None:
        return future.result()
    lost = type(error).__name__ == "KilledWorker"
    return _Result(
        "", reason="the workers that read it died" if lost else f"{type(error).__name__}: {error}", lost=lost
    )


def _write(out: str, stem: str, result: _Result, code: str) -> None:
    """The record and the Turtle, then the mark that both are there."""
    mark = json.dumps({"input": result.digest, "code": code}) + "\n"
    for name, text in ((f"{stem}.yaml", result.record or ""), (f"{stem}.ttl", result.turtle), (stem + MARK, mark)):
        put(f"{out.rstrip('/')}/{name}", text)


def _done(out: str, stem: str, code: str) -> str | None:
    """The digest of the document that this code has mapped already, if it has."""
    try:
        mark = json.loads(kept(out, stem + MARK) or b"{}")
    except ValueError:
        return None
    return mark.get("input") if mark.get("code") == code else None


def _client(address: str, patience: float) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("Reading on a cluster needs the extra: pip install 'onemoon[cluster]'.") from None
    try:
        return Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers there ({error}); check --cluster.") from None
