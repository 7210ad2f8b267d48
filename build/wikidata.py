"""Asking Wikidata or a service like it: politely, again when it is busy, never twice for what is in the cache.

A service that fails is an error of its own, so that nobody takes it for “there is no such item”.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

RECONCILIATION = "https://wikidata.reconci.link/en/api"
SPARQL = "https://query.wikidata.org/sparql"
_TRIES, _LONGEST_WAIT, _TIMEOUT = 5, 120.0, 60.0


class ServiceFailed(Exception):
    """A service gave no usable answer: one sentence that names it and says how it failed."""


class _Busy(ServiceFailed):
    """The service may answer later; `wait` seconds if it said so."""

    def __init__(self, sentence: str, wait: float | None = None):
        super().__init__(sentence)
        self.wait = wait


@dataclass(frozen=True)
class Client:
    """POSTs forms and reads JSON. `cache` is a folder for good answers; `sleep` and `tries` are for tests."""

    cache: Path | None = None
    sleep: Callable[[float], None] = time.sleep
    tries: int = _TRIES
    timeout: float = _TIMEOUT
    headers: Mapping[str, str] = field(default_factory=lambda: {
        "User-Agent": f"onemoon/{version('onemoon')} (https://w3id.org/onemoon/)",
    })  # fmt: skip

    def ask(self, address: str, form: Mapping[str, str], usable: Callable[[Any], bool], accept: str) -> Any:
        """The JSON answer to a form, from the cache if it is there; ServiceFailed if none of the tries gives one."""
        try:
            import httpx  # noqa: F401
            from tenacity import Retrying, retry_if_exception_type, stop_after_attempt
        except ImportError:
            raise ServiceFailed("Asking a service needs more packages: pip install 'onemoon[link]'.") from None
        kept = self._kept(address, form)
        if kept and kept.exists():
            return json.loads(kept.read_text(encoding="utf-8"))
        tries = Retrying(
            retry=retry_if_exception_type(_Busy),
            stop=stop_after_attempt(self.tries),
            wait=_pause,
            sleep=self.sleep,
            reraise=True,
        )
        answer = tries(self._once, address, form, usable, accept)
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        return answer

    def _kept(self, address: str, form: Mapping[str, str]) -> Path | None:
        digest = hashlib.sha256(json.dumps([address, sorted(form.items())]).encode()).hexdigest()
        return self.cache / f"{digest}.json" if self.cache else None

    def _once(self, address: str, form: Mapping[str, str], usable: Callable[[Any], bool], accept: str) -> Any:
        import httpx

        try:
            response = httpx.post(
                address, data=dict(form), headers={**self.headers, "Accept": accept}, timeout=self.timeout
            )
        except httpx.TimeoutException:
            raise _Busy(f"{address} did not answer within {self.timeout:g} seconds.") from None
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise _Busy(f"{address} can't be reached: {error}.") from None
        return _read(address, response, usable)


def _read(address: str, response: httpx.Response, usable: Callable[[Any], bool]) -> Any:
    if response.status_code in (429, 500, 502, 503, 504):
        raise _Busy(f"{address} answered {response.status_code}, it is busy.", _wanted(response))
    if response.status_code != 200:
        raise ServiceFailed(f"{address} answered {response.status_code}.")
    try:
        answer = response.json()
    except ValueError:
        kind = response.headers.get("Content-Type", "no type")
        raise ServiceFailed(f"{address} answered something that is no JSON ({kind}).") from None
    if not usable(answer):
        raise ServiceFailed(f"{address} answered JSON of another form than its protocol's.")
    return answer


def _wanted(response: httpx.Response) -> float | None:
    """The seconds of Retry-After, which may also be a date."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _pause(state: RetryCallState) -> float:
    """As long as the service asks, else longer each time."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, _Busy) else None
    return min(_LONGEST_WAIT, 2.0**state.attempt_number if asked is None else asked)


@dataclass(frozen=True)
class Reconciliation:
    """A reconciliation service (API 0.2)."""

    client: Client
    address: str = RECONCILIATION

    def candidates(self, queries: Mapping[str, Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
        """The candidates of each query of one batch, none where the service knows none; ServiceFailed otherwise."""

        def usable(answer: Any) -> bool:
            return isinstance(answer, dict) and all(
                isinstance(answer.get(key), dict) and _candidates_of(answer[key]) for key in queries
            )

        form = {"queries": json.dumps(queries, ensure_ascii=False, sort_keys=True)}
        answer = self.client.ask(self.address, form, usable, "application/json")
        return {key: answer[key]["result"] for key in queries}


def _candidates_of(answer: Mapping[str, Any]) -> bool:
    found = answer.get("result")
    return isinstance(found, list) and all(isinstance(each, dict) and {"id", "name"} <= each.keys() for each in found)


@dataclass(frozen=True)
class Sparql:
    """A SPARQL endpoint with Wikidata's properties."""

    client: Client
    address: str = SPARQL

    def rows(self, query: str) -> list[dict[str, str]]:
        """The rows of a SELECT query, values as text; ServiceFailed if there is no answer."""

        def usable(answer: Any) -> bool:
            return isinstance(answer, dict) and isinstance(answer.get("results", {}).get("bindings"), list)

        answer = self.client.ask(self.address, {"query": query}, usable, "application/sparql-results+json")
        return [{name: cell["value"] for name, cell in row.items()} for row in answer["results"]["bindings"]]


def values(name: str, given: Iterable[str]) -> str:
    """A VALUES clause: `values("item", ["wd:Q1"])`."""
    return f"VALUES ?{name} {{ {' '.join(given)} }}"
