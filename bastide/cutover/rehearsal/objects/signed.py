"""Objects behind addresses that carry their own signature: plain HTTP, a fraction of the work of an SDK's call.

Neither SDK nor copy tool takes part in the reading, so what is read here proves what these have written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Protocol

import urllib3
from urllib3.exceptions import HTTPError

Unreadable: Final = HTTPError
"""What is raised where a side cannot be reached or breaks off; an answer is never an error here."""

_CHUNK: Final = 4 * 1024 * 1024
_POOL: Final = urllib3.PoolManager(maxsize=32, block=False, retries=False, timeout=urllib3.Timeout(connect=5, read=30))


class Answer(Protocol):
    """What is said of an object: status of HTTP, and the head."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...


def digest(address: str) -> tuple[str, Answer]:
    """SHA-256 of what is there, read as a stream, and its head. "" where the status is not 200. Raises Unreadable."""
    with _asked("GET", address) as answer:
        if answer.status != 200:
            return "", answer
        found = hashlib.sha256()
        # as it is sent: a coding of the content belongs to the object
        for chunk in answer.stream(_CHUNK, decode_content=False):
            found.update(chunk)
        return found.hexdigest(), answer


def head(address: str) -> Answer:
    """What is said of an object, without it. Raises Unreadable."""
    with _asked("HEAD", address) as answer:
        return answer


def put(address: str, content: bytes, headers: Mapping[str, str]) -> Answer:
    """Write an object at once. Raises Unreadable."""
    with _asked("PUT", address, content, headers) as answer:
        return answer


@contextmanager
def _asked(
    method: str, address: str, content: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Iterator[urllib3.BaseHTTPResponse]:
    answer = _POOL.request(method, address, content, headers=headers, preload_content=False, redirect=False)
    try:
        yield answer
        # the connection is free for the next one only when nothing of this one is left
        answer.drain_conn()
    finally:
        answer.release_conn()
