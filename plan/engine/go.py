"""Which Go is here, and which one a module demands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

Version = tuple[int, ...]

_SECONDS: Final = 60


def version() -> Version | None:
    """The version of Go on the search path; None where there is none that answers."""
    if shutil.which("go") is None:
        return None
    # "local": a Go that fetches another Go is not the one that is here
    environment = {**os.environ, "GOTOOLCHAIN": "local", "GOFLAGS": "", "GOWORK": "off"}
    command = ["go", "env", "GOVERSION"]
    try:
        done = subprocess.run(
            command, env=environment, cwd="/", capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    # one that is too old to know the question answers nothing
    return _numbers(done.stdout) if done.returncode == 0 else None


def demanded(go_mod: Path) -> Version:
    """The version of Go that a `go.mod` demands."""
    found = re.search(r"^go\s+([\d.]+)", go_mod.read_text(encoding="utf-8"), re.MULTILINE)
    return _numbers(found[1]) if found else ()


def dotted(version: Version) -> str:
    """As people write it."""
    return ".".join(map(str, version)) or "unknown"


def _numbers(text: str) -> Version:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])
