"""Have OpenBao for the rehearsal of the keys. Prints the program's path; exits with 3 where it cannot be had."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bastide.cutover.rehearsal.keys import program
from bastide.failure import ToolkitFailed
from tools.unpacked_wheel import FOLDER, NotUnpacked, unpack

FAILED: Final = 3
LOCK: Final = FOLDER / "openbao" / "requirements.txt"


def main() -> int:
    try:
        found = program.find() or _fetched()
    except (NotUnpacked, ToolkitFailed) as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    print(found)
    return 0


def _fetched() -> Path:
    target = program.fetched()
    if target is None:
        raise NotUnpacked("this user has no home and so no cache folder", "set XDG_CACHE_HOME to a folder of yours")
    print("fetching OpenBao (75 MB)", file=sys.stderr)
    unpack(LOCK, target, "OpenBao")
    return program.required()


if __name__ == "__main__":
    sys.exit(main())
