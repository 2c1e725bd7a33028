"""Have checkov, in an environment of its own in the user's cache. Prints its folder; exits with 3 where it fails."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from policies.scan import environment
from policies.scan.errors import ScanFailed

FAILED: Final = 3


def main() -> int:
    try:
        found = _found() or _made()
    except ScanFailed as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    print(found.folder)
    return 0


def _found() -> environment.Environment | None:
    try:
        return environment.find()
    except ScanFailed:
        return None


def _made() -> environment.Environment:
    print(f"installing checkov {environment.VERSION} apart from the rest (a minute or two, 300 MB)", file=sys.stderr)
    return environment.make()


if __name__ == "__main__":
    sys.exit(main())
