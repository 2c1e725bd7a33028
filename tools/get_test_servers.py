"""Have the servers of the tests: S3, Pulumi's language host for YAML, two provider plugins. Prints their paths."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.go_build import BuildFailed, build
from tools.go_tools import TOOLS

SERVERS: Final = ("s3server", "pulumi-yaml", "pulumi-resource-random", "pulumi-resource-openstack")
FAILED: Final = 3
INTERRUPTED: Final = 130


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    code = 0
    for name in SERVERS:
        try:
            print(build(TOOLS[name]))
        except BuildFailed as error:
            print(f"error: {TOOLS[name].title} could not be built: {error}", file=sys.stderr)
            code = FAILED
        except KeyboardInterrupt:
            print("\nerror: interrupted\n  do: run it again; it goes on where it was", file=sys.stderr)
            return INTERRUPTED
    return code


if __name__ == "__main__":
    sys.exit(main())
