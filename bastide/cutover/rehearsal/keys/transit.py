"""Calls to OpenBao, and its transit engine: many values at a time, each answered for itself."""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any, Final

from bastide.failure import ToolkitFailed

_BATCH: Final = 250
_SECONDS: Final = 60.0
# loopback, and never through a proxy of the environment
_OPENER: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Bao:
    """Somebody with a token, who is never shown."""

    def __init__(self, address: str, token: str) -> None:
        self._address, self._token = address, token

    def call(self, method: str, path: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer. Raises ToolkitFailed where it is refused or does not come."""
        status, answer = self._asked(method, path, content)
        if status >= 400:
            raise ToolkitFailed(f"OpenBao refuses {method} {path}: {_reasons(status, answer)}", "read OpenBao's log")
        return answer

    def wrap(self, mount: str, key: str, plain: Sequence[bytes]) -> list[str | None]:
        """Ciphertexts, in the order given; None for one that was refused."""
        given = [{"plaintext": base64.b64encode(value).decode()} for value in plain]
        return [answer.get("ciphertext") for answer in self._batches(f"{mount}/encrypt/{key}", given)]

    def unwrap(self, mount: str, key: str, wrapped: Sequence[str]) -> list[bytes | None]:
        """Plain values, in the order given; None for one that does not open."""
        answers = self._batches(f"{mount}/decrypt/{key}", [{"ciphertext": value} for value in wrapped])
        opened = [answer.get("plaintext") if not answer.get("error") else None for answer in answers]
        return [base64.b64decode(value) if value else None for value in opened]

    def await_active(self) -> None:
        """Wait until it is unsealed and takes requests. Raises ToolkitFailed where it does not come to that."""
        end = time.monotonic() + _SECONDS
        while self._asked("GET", "sys/health", None)[0] != 200:
            if time.monotonic() > end:
                raise ToolkitFailed("OpenBao stays sealed or without a leader", "read OpenBao's log")
            time.sleep(0.05)

    def _batches(self, path: str, given: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for start in range(0, len(given), _BATCH):
            some = given[start : start + _BATCH]
            status, answer = self._asked("POST", path, {"batch_input": some})
            # where some of a batch are refused the whole has the status of an error, and all answers
            results = (answer.get("data") or {}).get("batch_results")
            if results is None or len(results) != len(some):
                raise ToolkitFailed(f"OpenBao refuses POST {path}: {_reasons(status, answer)}", "read OpenBao's log")
            found += results
        return found

    def _asked(self, method: str, path: str, content: dict[str, Any] | None) -> tuple[int, dict[str, Any]]:
        body = None if content is None else json.dumps(content).encode()
        headers = {"X-Vault-Token": self._token} if self._token else {}
        request = urllib.request.Request(f"{self._address}/v1/{path}", body, headers, method=method)
        try:
            with _OPENER.open(request, timeout=_SECONDS) as answer:
                return answer.status, _read(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _read(error.read())
        except OSError as error:
            raise ToolkitFailed(f"OpenBao does not answer: {error}", "go on with --resume") from None


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _reasons(status: int, answer: dict[str, Any]) -> str:
    errors = answer.get("errors")
    return "; ".join(str(error).strip() for error in errors) if isinstance(errors, list) and errors else str(status)
