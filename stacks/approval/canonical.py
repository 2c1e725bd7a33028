"""One way to write a document, so that equal content is equal bytes on every machine, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

DIGEST: Final = "digest"


def digest_of(content: Any) -> str:
    """SHA-256 over a JSON value, in hexadecimal. Order of keys and layout do not matter.

    Raises ValueError for what JSON cannot say (a number that is none).
    """
    return hashlib.sha256(line(content).encode("utf-8")).hexdigest()


def line(content: Any) -> str:
    """The value in one line, keys sorted."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def own_digest(document: Mapping[str, Any]) -> str:
    """The digest of everything in a document but its digest."""
    return digest_of({key: value for key, value in document.items() if key != DIGEST})


def text(document: Mapping[str, Any]) -> str:
    """A document for a file: its digest first, the rest by key, a line feed at the end."""
    rest = {key: document[key] for key in sorted(document) if key != DIGEST}
    # sorted again below the first level, which keeps the digest where it was put
    ordered = {DIGEST: document[DIGEST], **json.loads(line(rest))}
    return json.dumps(ordered, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
