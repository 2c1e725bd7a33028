"""Peak memory of the processes of a run, by what they are."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_OF: Final[Mapping[str, str]] = {
    "/plan/engine/host.py": "program",
    "plan.offline": "offline providers",
    "pulumi-resource-openstack": "provider openstack",
    "/bin/pulumi": "engine",
}
"""Part of a command line -> what the process is; the first that is in it counts."""
_SECONDS: Final = 1.0


@contextmanager
def peaks() -> Iterator[Mapping[str, int]]:
    """What each of them took at most so far, in MiB; of several processes of one kind, the largest."""
    found: dict[str, int] = {}
    end = threading.Event()
    thread = threading.Thread(target=_watch, args=(found, end), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        end.set()
        thread.join()


def _watch(found: dict[str, int], end: threading.Event) -> None:
    while not end.wait(_SECONDS):
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                kind = next((name for part, name in _OF.items() if part in command), None)
                if kind is not None:
                    found[kind] = max(found.get(kind, 0), _peak(process))
            except OSError:
                # it has ended meanwhile
                continue


def _peak(process: Path) -> int:
    """The most that the process ever had in memory, in MiB; the kernel keeps it."""
    lines = (process / "status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)
