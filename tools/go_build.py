"""Build a program from Go modules: all of it or nothing, one process at a time, from what `go.sum` names."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from plan.engine import go, processes
from tools import go_says
from tools.alone import alone
from tools.go_tools import Tool
from tools.progress import Progress

# Longer than any single package or the linker takes; after that, a proxy has fallen silent.
_SILENCE_SECONDS: Final = 900.0
_POLL_SECONDS: Final = 0.5
# These would build for another machine, or from other sources than go.sum's.
_DROPPED: Final = ("GOOS", "GOARCH", "GOFLAGS", "GOWORK", "GOTOOLCHAIN", "CGO_ENABLED", "GO111MODULE")
_SETTINGS: Final = {
    "CGO_ENABLED": "0",
    "GOFLAGS": "-mod=readonly -buildvcs=false",
    "GOTOOLCHAIN": "local",
    "GOWORK": "off",
}


class BuildFailed(Exception):
    """Why a program could not be built, and what to do."""

    def __init__(self, why: str, action: str) -> None:
        super().__init__(f"{why}\n  do: {action}")
        self.why, self.action = why, action


def build(tool: Tool) -> Path:
    """Build the tool unless it is there already; the path of the program.

    Raises BuildFailed.
    """
    target = tool.target()
    if target is None:
        raise BuildFailed("this user has no home and so no cache folder", "set XDG_CACHE_HOME to a folder of yours")
    if os.access(target, os.X_OK):
        return target
    require_go(tool)
    try:
        with alone(target.parents[2], tool.title) as unfinished:
            if not os.access(target, os.X_OK):
                _install(_built(tool, unfinished), target)
    except OSError as error:
        raise BuildFailed(
            f"{target.parents[2]} cannot be written: {error.strerror}", "set XDG_CACHE_HOME to a folder of yours"
        ) from None
    return target


def require_go(tool: Tool) -> None:
    """Raises BuildFailed where there is no Go, or one that is older than `go.mod` demands."""
    wanted = go.demanded(tool.go_mod)
    found = go.version()
    if found is None:
        raise BuildFailed("there is no Go here", f"install Go {go.dotted(wanted)} or newer")
    if found < wanted:
        raise BuildFailed(
            f"Go here is {go.dotted(found)}, older than the {go.dotted(wanted)} that {tool.title} demands",
            f"install Go {go.dotted(wanted)} or newer",
        )


def _built(tool: Tool, unfinished: Path) -> Path:
    print(f"building {tool.title} v{tool.version()} from Go modules (about {tool.minutes} min)", file=sys.stderr)
    program = unfinished / tool.package().rpartition("/")[2]
    tags = ["-tags", ",".join(tool.tags)] if tool.tags else []
    with Progress("modules") as progress:
        packages = _listed(tool, tags, unfinished, progress)
    version = f"-X {tool.variable}=v{tool.version()}"
    command = ["build", "-v", "-trimpath", *tags, "-ldflags", f"-s -w {version}", "-o", str(program), tool.package()]
    with Progress("build") as progress:
        _go(command, tool, unfinished, lambda lines: progress.tell(f"{lines} of at most {packages} packages"))
    return program


def _listed(tool: Tool, tags: list[str], unfinished: Path, progress: Progress) -> int:
    """Have all modules downloaded that the program needs, and count its packages."""
    command = ["list", "-deps", *tags, tool.package()]
    return len(_go(command, tool, unfinished, lambda lines: progress.tell(f"{lines} downloaded")).splitlines())


def _install(program: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    program.replace(target)


def _go(command: list[str], tool: Tool, unfinished: Path, on_line: Callable[[int], None]) -> str:
    """Run Go; what it printed. `on_line` is told how many lines it has said on standard error, now and then."""
    printed = unfinished / "printed"
    with printed.open("wb") as out:
        process = processes.start(
            ["go", *command],
            environment={**_environment(), "GOTMPDIR": str(unfinished)},
            folder=tool.go_mod.parent,
            stdout=out,
            stderr=subprocess.PIPE,
        )
        try:
            said = _followed(process, on_line)
        finally:
            processes.stop(process)
    if process.returncode:
        why, action = go_says.explained(said)
        raise BuildFailed(f"{why}\n{go_says.last_words(said)}", action)
    return printed.read_text(encoding="utf-8")


def _followed(process: subprocess.Popen[bytes], on_line: Callable[[int], None]) -> str:
    """What the process says on standard error until it ends.

    Raises BuildFailed when it says nothing for very long.
    """
    assert process.stderr is not None
    heard: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(process.stderr, heard), daemon=True).start()
    lines: list[str] = []
    silence = 0.0
    while silence < _SILENCE_SECONDS:
        try:
            line = heard.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            silence += _POLL_SECONDS
        else:
            if line is None:
                process.wait()
                return "".join(lines)
            silence = 0.0
            lines.append(line)
        on_line(len(lines))
    raise BuildFailed(
        f"Go has said nothing for {_SILENCE_SECONDS / 60:g} min", "see whether GOPROXY answers, and run it again"
    )


def _hear(stream: IO[bytes], heard: queue.SimpleQueue[str | None]) -> None:
    for line in stream:
        heard.put(line.decode("utf-8", errors="replace"))
    heard.put(None)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return {**kept, **_SETTINGS}
