"""The vendor's own installation of the Pulumi CLI, by its SDK: `python tools/install_official.py FOLDER VERSION`.

A process of its own: the SDK sets no time limit, and imports for long. Its failure is one line on standard error.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import Final

_SECONDS_TO_ANSWER: Final = 20.0


def main() -> int:
    from pulumi.automation import PulumiCommand  # noqa: PLC0415
    from semver import VersionInfo  # noqa: PLC0415

    folder, version = sys.argv[1:]
    socket.setdefaulttimeout(_SECONDS_TO_ANSWER)
    try:
        PulumiCommand.install(folder, VersionInfo.parse(version))
    except subprocess.CalledProcessError as error:
        said = (error.output or b"").decode("utf-8", errors="replace").strip().splitlines()
        print(said[-1] if said else error, file=sys.stderr)
        return 1
    except Exception as error:
        print(getattr(error, "reason", error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
