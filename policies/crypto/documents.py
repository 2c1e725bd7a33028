"""The documents that hosts start with, as far as the plan knows them."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import zlib
from functools import lru_cache
from typing import Any, Final

from plan.values import UNKNOWN, WITHHELD, revealed
from policies.record import Record

_BASE64: Final = re.compile(r"[A-Za-z0-9+/=\s]{64}")
_MOST: Final = 4_000_000
"""Characters or bytes of a decoded document; a longer one is taken as not known."""


def documents(host: Record) -> tuple[str, ...] | None:
    """The texts of a host in clear; None where one of them is known only after apply. Never for a report."""
    texts = host.raw("texts")
    if texts is None:
        return ()
    if texts is UNKNOWN:
        return None
    found = [decoded(revealed(item)) for item in texts]
    return None if None in found else tuple(item for item in found if item is not None)


def decoded(value: Any) -> str | None:
    """A text without the base64 and gzip around it; None where it is not known."""
    if value is UNKNOWN or value == WITHHELD or not isinstance(value, str):
        return None
    return _unpacked(value)


@lru_cache(maxsize=1024)
def _unpacked(text: str) -> str:
    if not _BASE64.match(text):
        return text
    compact = "".join(text.split())
    if len(compact) > _MOST:
        return text
    try:
        raw = base64.b64decode(compact, validate=True)
        if raw[:2] == b"\x1f\x8b":
            raw = _inflated(raw)
        return raw.decode("utf-8")
    except (binascii.Error, ValueError, OSError, EOFError, zlib.error):
        return text


def _inflated(raw: bytes) -> bytes:
    """At most `_MOST` bytes of a gzip member: a plan from elsewhere must not fill the memory."""
    with gzip.GzipFile(fileobj=io.BytesIO(raw)) as member:
        return member.read(_MOST)
