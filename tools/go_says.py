"""What Go says when a build fails, in one sentence, with what to do."""

from __future__ import annotations

import re
from typing import Final

# The first that fits counts: (pattern in Go's output, why, what to do).
_KNOWN: Final = (
    (
        r"checksum mismatch|SECURITY ERROR",
        "a module is not the one that go.sum names",
        "restore go.sum from git; if it stays, the module proxy delivers something else: do not use it",
    ),
    (
        r"missing go\.sum entry|no required module provides|updates to go\.mod needed",
        "go.mod and go.sum do not name every module",
        "restore both files from git",
    ),
    (
        r"no space left on device|disk quota exceeded",
        "there is no space left on the device",
        "free 3 GB for the user's cache, or set XDG_CACHE_HOME and GOCACHE to where there is space",
    ),
    (
        r"cannot allocate memory|signal: killed",
        "the memory does not suffice (the linker takes 2 GB)",
        "end other programs, and run it again: it goes on where it was",
    ),
    (
        r"module lookup disabled by GOPROXY=off",
        "GOPROXY is off and a module is not in the module cache",
        "set GOPROXY to a module proxy that this machine reaches",
    ),
    (
        r"dial tcp|no such host|connection re(?:fused|set)|i/o timeout|TLS handshake|proxyconnect|Client\.Timeout"
        r"|server misbehaving|network is unreachable",
        "the Go module proxy cannot be reached",
        "set GOPROXY to a module proxy that this machine reaches, or copy a module cache here (GOMODCACHE)",
    ),
    (
        r"(?:404 Not Found|410 Gone|40[137] \w+)",
        "the Go module proxy does not deliver a module",
        "set GOPROXY to a module proxy that has it",
    ),
    (
        r"permission denied|read-only file system",
        "a cache folder cannot be written",
        "set XDG_CACHE_HOME, GOCACHE and GOMODCACHE to folders of yours",
    ),
)
_OTHER: Final = "read what Go said above"
_KEPT: Final = 6


def explained(output: str) -> tuple[str, str]:
    """Why it failed, and what to do."""
    for pattern, why, action in _KNOWN:
        if re.search(pattern, output):
            return why, action
    return "Go failed", _OTHER


def last_words(output: str) -> str:
    """The lines of Go's output that matter, without passwords that stand in addresses."""
    lines = [line for line in output.splitlines() if line.strip() and not line.startswith("go: downloading")]
    return re.sub(r"://[^/@\s]+@", "://***@", "\n".join(f"    {line}" for line in lines[-_KEPT:]))
