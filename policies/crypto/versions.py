"""Versions of TLS, in whatever spelling a cloud has."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

_VERSION: Final = re.compile(r"(?<!\d)([0-9])[._]([0-9])(?!\d)")


@lru_cache(maxsize=256)
def tls_version(text: str) -> tuple[int, int] | None:
    """(1, 2) for `1.2`, `TLS1_2`, `TLSv1.2`; None for SSL, for plain protocols and for what is no version."""
    if "ssl" in text.lower():
        return None
    found = _VERSION.search(text)
    return (int(found[1]), int(found[2])) if found else None


def reaches(version: Any, floor: str) -> bool:
    """Whether a version is the floor or more. What is no version does not reach it."""
    found, least = tls_version(str(version)), tls_version(floor)
    return found is not None and least is not None and found >= least
