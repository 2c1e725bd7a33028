"""Which facts these are: a digest of all of them, and a short name for reports."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from facts import registers
from facts.document import read
from facts.inventory import items
from facts.load import FOLDER


@cache
def digest() -> str:
    """SHA-256 over the content of all registers, lifetimes included. Comments, order of keys and layout do not matter.

    Raises:
        BadInput: a file cannot be read as YAML.
    """
    return digest_of(registers.files(), FOLDER)


def digest_of(files: list[Path], root: Path) -> str:
    """The same of some files, named relative to `root`."""
    content = {file.relative_to(root).as_posix(): read(file, what="facts").data for file in files}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def version() -> str:
    """The day of the youngest check and the beginning of the digest: `2026-11-28-1a2b3c4d5e6f`. Raises BadInput."""
    youngest = max(item.checked for item in items() if item.checked)
    return f"{youngest.isoformat()}-{digest()[:12]}"
