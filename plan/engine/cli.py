"""Where the Pulumi CLI is. It is only looked for: `make pulumi` installs or builds it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from facts.errors import BadInput
from plan.engine import cache
from plan.engine.asked import UnusableError, supported_version
from plan.engine.version import SUPPORTED, pinned
from plan.errors import EngineFailed

CHOICE: Final = "BASTIDE_PULUMI"
"""The environment variable that names the CLI to use."""

Source = Literal["chosen", "path", "official", "built"]

_WORDS: Final[dict[Source, str]] = {
    "path": "`pulumi` on the search path",
    "official": "the official installation",
    "built": "the one built from Go modules",
}


@dataclass(frozen=True, slots=True)
class Cli:
    """A CLI that the engine can be driven with, and how it came here."""

    path: Path
    version: str
    source: Source


@dataclass(frozen=True, slots=True)
class Search:
    """What a search came to: the CLI, if any, and why each place before it gave none."""

    cli: Cli | None
    reasons: tuple[str, ...]


def find_cli() -> Cli:
    """The CLI: the chosen one; else that on the search path, the official one, the built one, if supported.

    Nothing is downloaded or built.

    Raises:
        BadInput: the chosen one cannot be used.
        EngineFailed: there is none.
    """
    found = search()
    if found.cli is None:
        raise EngineFailed(f"there is no usable Pulumi CLI: {'; '.join(found.reasons)}", "make pulumi")
    return found.cli


def search() -> Search:
    """Look in all places, in their order.

    Raises:
        BadInput: the chosen one cannot be used.
        EngineFailed: no version is pinned.
    """
    if chosen := os.environ.get(CHOICE):
        return Search(_chosen(chosen), ())
    reasons = []
    for source, path in _places():
        if path is None:
            reasons.append(f"{_WORDS[source]} is not there")
            continue
        try:
            return Search(Cli(path, str(supported_version(path)), source), tuple(reasons))
        except UnusableError as error:
            reasons.append(f"{_WORDS[source]} ({path}) {error}")
    return Search(None, tuple(reasons))


def official() -> Path | None:
    """Where the official installation of the pinned version is kept; None where there is no cache."""
    return cache.program("pulumi", f"{pinned()}-official", "pulumi")


def built() -> Path | None:
    """Where the CLI of the pinned version that was built is kept; None where there is no cache."""
    return cache.program("pulumi", str(pinned()), "pulumi")


def _chosen(name: str) -> Cli:
    path = Path(name).absolute()
    try:
        return Cli(path, str(supported_version(path)), "chosen")
    except UnusableError as error:
        raise BadInput(
            f"{CHOICE} names {path}, which {error}",
            expected=f"a Pulumi CLI, {SUPPORTED}",
            action=f"name another one, or unset {CHOICE} and run `make pulumi`",
        ) from None


def _places() -> Iterator[tuple[Source, Path | None]]:
    on_path = shutil.which("pulumi")
    yield "path", Path(on_path).absolute() if on_path else None
    yield "official", _present(official())
    yield "built", _present(built())


def _present(path: Path | None) -> Path | None:
    # unlike Path.exists, this raises nothing where a folder may not be read
    return path if path and os.access(path, os.F_OK) else None
