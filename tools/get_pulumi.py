"""Have a Pulumi CLI: the one that is here, else the official installation, else one built from Go modules.

Prints its path. Each way that fails says why on standard error, and what is tried next.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from facts.errors import BadInput
from plan.engine import processes
from plan.engine.asked import UnusableError, supported_version
from plan.engine.cli import CHOICE, Search, official, search
from plan.engine.version import SUPPORTED, pinned
from plan.errors import EngineFailed
from tools.alone import alone
from tools.go_build import BuildFailed, build
from tools.go_tools import TOOLS

BAD_INPUT: Final = 2
FAILED: Final = 3
INTERRUPTED: Final = 130
_INSTALLER: Final = (sys.executable, str(Path(__file__).with_name("install_official.py")))
_INSTALL_SECONDS: Final = 900.0


def install(installer: Sequence[str] = _INSTALLER, time_limit: float = _INSTALL_SECONDS) -> Path:
    """Install the pinned version officially into the cache, whole or not at all.

    Raises BuildFailed.
    """
    target = official()
    if target is None:
        raise BuildFailed("this user has no home and so no cache folder", "set XDG_CACHE_HOME to a folder of yours")
    try:
        with alone(target.parents[2], "the Pulumi CLI") as unfinished:
            if not target.exists():
                _run_installer([*installer, str(unfinished), str(pinned())], time_limit)
                supported_version(unfinished / "bin" / "pulumi")
                shutil.rmtree(target.parents[1], ignore_errors=True)
                unfinished.replace(target.parents[1])
    except UnusableError as error:
        raise BuildFailed(f"the installed program {error}", "tell the maintainers") from None
    except OSError as error:
        raise BuildFailed(f"{target.parents[2]} cannot be written: {error.strerror}", "set XDG_CACHE_HOME") from None
    return target


def _run_installer(command: Sequence[str], time_limit: float) -> None:
    print(f"installing the Pulumi CLI v{pinned()} officially", file=sys.stderr)
    process = processes.start(command, environment=os.environ, folder=Path("/"), stderr=subprocess.PIPE)
    try:
        _, said = process.communicate(timeout=time_limit)
    except subprocess.TimeoutExpired:
        raise BuildFailed(f"it was not done after {time_limit:g} s", "try again") from None
    finally:
        processes.stop(process)
    if process.returncode:
        lines = said.decode("utf-8", errors="replace").strip().splitlines()
        raise BuildFailed(lines[-1] if lines else f"exit code {process.returncode}", "see whether the network is there")


WAYS: Final[Mapping[str, tuple[str, Callable[[], Path]]]] = {
    "official": ("the official installation", install),
    "modules": ("the build from Go modules", lambda: build(TOOLS["pulumi"])),
}


def get(ways: Sequence[str]) -> Path | None:
    """The CLI that is here, or that one of the ways gives; None where all fail. Says what happens."""
    found = search()
    _say_unusable(found)
    failed: list[str] = []
    for index, way in enumerate(ways if found.cli is None else ()):
        title, attempt = WAYS[way]
        try:
            attempt()
        except BuildFailed as error:
            following = f"next: {WAYS[ways[index + 1]][0]}" if index + 1 < len(ways) else error.action
            print(f"{title} failed: {error.why}\n  {following}", file=sys.stderr)
            failed.append(f"{title}: {error.action}")
            continue
        found = search()
        break
    if found.cli is None:
        _say_failed(found, failed)
        return None
    print(f"Pulumi CLI v{found.cli.version} ({found.cli.source})", file=sys.stderr)
    return found.cli.path


def _say_unusable(found: Search) -> None:
    for reason in found.reasons:
        if not reason.endswith("is not there"):
            print(f"not used: {reason}", file=sys.stderr)


def _say_failed(found: Search, failed: Sequence[str]) -> None:
    choices = "\n".join(f"  or {choice}" for choice in failed)
    print(
        f"error: no Pulumi CLI could be had: {'; '.join(found.reasons)}\n"
        f"  do: install the Pulumi CLI ({SUPPORTED}) yourself; put it on PATH or name it in {CHOICE}\n{choices}",
        file=sys.stderr,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=list(WAYS), help="the one way to try where no CLI is here")
    chosen = parser.parse_args().only
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        path = get([chosen] if chosen else list(WAYS))
    except BadInput as error:
        print(f"error: {error.message()}", file=sys.stderr)
        return BAD_INPUT
    except EngineFailed as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nerror: interrupted\n  do: run it again; it goes on where it was", file=sys.stderr)
        return INTERRUPTED
    if path is None:
        return FAILED
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
