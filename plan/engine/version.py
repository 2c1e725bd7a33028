"""Versions of the Pulumi CLI: which one is pinned, which ones are supported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plan.errors import EngineFailed

CLI_MODULE: Final = "github.com/pulumi/pulumi/pkg/v3"
GO_MOD: Final = Path(__file__).resolve().parents[2] / "tools" / "pulumi" / "go.mod"

_RELEASE: Final = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:\+\S+)?")


@dataclass(frozen=True, order=True, slots=True)
class Version:
    """A released version."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


# The oldest one that the engine tests have run with: executable policy packs need 3.255, S3-compatible state 3.256.
OLDEST: Final = Version(3, 259, 0)
FIRST_UNSUPPORTED: Final = Version(4, 0, 0)
SUPPORTED: Final = f"v{OLDEST} or newer, before v{FIRST_UNSUPPORTED.major}"


def parse(text: str) -> Version | None:
    """The version in a text like `v3.274.1`; None for anything else, also for what is no release."""
    found = _RELEASE.fullmatch(text.strip())
    return Version(*map(int, found.groups())) if found else None


def is_supported(version: Version) -> bool:
    """Whether the engine may be driven with this CLI."""
    return OLDEST <= version < FIRST_UNSUPPORTED


def pinned() -> Version:
    """The version that is installed or built where none is found: the one that `tools/pulumi/go.mod` requires.

    Raises EngineFailed where the file does not say.
    """
    version = required(GO_MOD, CLI_MODULE)
    if version is None:
        raise EngineFailed(f"tools/pulumi/go.mod requires no release of {CLI_MODULE}", "restore the file from git")
    return version


def required(go_mod: Path, module: str) -> Version | None:
    """The version of a module that a `go.mod` requires; None where it requires none or is not there."""
    try:
        text = go_mod.read_text(encoding="utf-8")
    except OSError:
        return None
    found = re.search(rf"^\s*(?:require\s+)?{re.escape(module)}\s+(v\S+)", text, re.MULTILINE)
    return parse(found[1]) if found else None
