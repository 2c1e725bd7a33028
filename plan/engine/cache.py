"""Where programs that were fetched or built are kept: in the user's cache folder, by name and version."""

from __future__ import annotations

import os
from pathlib import Path


def root() -> Path | None:
    """The toolkit's folder in the user's cache, made by nobody yet perhaps; None where the user has no home."""
    chosen = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if chosen.is_absolute():
        return chosen / "bastide"
    try:
        return Path.home() / ".cache" / "bastide"
    except RuntimeError:
        return None


def program(tool: str, version: str, name: str) -> Path | None:
    """Where a program of a tool is kept, whether it is there or not; None where there is no cache."""
    base = root()
    return base / tool / version / "bin" / name if base else None
