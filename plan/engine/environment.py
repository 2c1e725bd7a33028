"""The environment of the processes of a run: made from nothing, so that nothing of the user's reaches them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

# What the run of any program needs, and no account, token or proxy is in.
_KEPT: Final = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT")
_PATH: Final = "/usr/local/bin:/usr/bin:/bin"


def bare(home: Path) -> dict[str, str]:
    """What every process of a run gets: a search path, a language, and a home of the run's own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PATH": _PATH, "HOME": str(home), "TMPDIR": str(home), "PYTHONUNBUFFERED": "1"}


def of_pulumi(home: Path) -> dict[str, str]:
    """What the CLI gets beside that: no questions, no look for news, no download, no colours."""
    return {
        **bare(home),
        "PULUMI_HOME": str(home),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_SUPPRESS_NEO_LINK": "true",
        # `--event-log` is a debugging command
        "PULUMI_DEBUG_COMMANDS": "true",
        "NO_COLOR": "1",
    }


def attached(ports: Mapping[str, int]) -> dict[str, str]:
    """The setting that attaches providers which run already, by package."""
    return {"PULUMI_DEBUG_PROVIDERS": ",".join(f"{package}:{port}" for package, port in sorted(ports.items()))}
