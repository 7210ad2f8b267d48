"""One question to an OpenAI-compatible endpoint: with a deadline, a limit on the answer, and a few retries."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

LARGEST = 2 << 20
LASTING = {400, 401, 402, 403, 404, 405, 422}


class ModelError(Exception):
    """The endpoint can't be used at all: one sentence that says why."""


class NoAnswerError(Exception):
    """One question stayed without a usable answer; the phrase says why."""


class _PassingError(NoAnswerError):
    """What may go better the next time."""


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint (`https://…/v1`): seconds is the deadline of one try, pause the longest wait."""

    url: str
    model: str
    key: str | None = None
    seconds: float = 120
    tries: int = 3
    pause: float = 20

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> Any:
        """The JSON that the model answers. NoAnswerError after the last try, ModelError if trying again is no use."""
        retrying = Retrying(
            retry=retry_if_exception_type(_PassingError),
            stop=stop_after_attempt(self.tries),
            wait=wait_random_exponential(multiplier=self.pause / 20, max=self.pause),
            reraise=True,
        )
        return retrying(self._once, messages, schema)

    def _once(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> Any:
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": list(messages),
            "response_format": {"type": "json_schema", "json_schema": {"name": "facts", "schema": schema}},
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            with httpx.Client(timeout=httpx.Timeout(self.seconds, connect=min(10.0, self.seconds))) as client:
                with client.stream(
                    "POST", f"{self.url.rstrip('/')}/chat/completions", json=body, headers=headers
                ) as answer:
                    self._refuse(answer)
                    return _content(self._read(answer))
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise ModelError(f"{self.url} is no address of an endpoint: {error}.") from None
        except httpx.TimeoutException:
            raise _PassingError(f"no answer within {self.seconds:g} seconds") from None
        except httpx.HTTPError as error:
            raise _PassingError(f"no connection ({type(error).__name__})") from None

    def _refuse(self, answer: httpx.Response) -> None:
        status = answer.status_code
        if status in LASTING or 300 <= status < 400:
            raise ModelError(
                f"{self.url} refuses with status {status}; check --llm-url, --llm-model and ONEMOON_LLM_KEY."
            )
        if status != 200:
            raise _PassingError(f"status {status}")

    def _read(self, answer: httpx.Response) -> bytes:
        until, read = time.monotonic() + self.seconds, bytearray()
        for part in answer.iter_bytes():
            read += part
            if len(read) > LARGEST:
                raise NoAnswerError(f"an answer of more than {LARGEST >> 20} MB")
            if time.monotonic() > until:
                raise _PassingError(f"no answer within {self.seconds:g} seconds")
        return bytes(read)


def _content(read: bytes) -> Any:
    try:
        content = json.loads(read)["choices"][0]["message"]["content"]
        return json.loads(content)
    except (ValueError, RecursionError, KeyError, IndexError, TypeError):
        raise _PassingError("an answer that is not JSON as asked for") from None
