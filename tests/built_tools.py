"""Programs that `make test-servers` builds: they must be there in CI, and may be missing elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.go_tools import TOOLS, find


def built_tool(name: str) -> Path:
    """The program of a tool of `tools/go_tools.py`."""
    path = find(name)
    if path is not None:
        return path
    reason = f"{TOOLS[name].title} is not here: make test-servers"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def plugin_folder(folder: Path, package: str) -> Path:
    """A folder of plugins as Pulumi keeps them, with the built plugin of a provider package."""
    name = f"pulumi-resource-{package}"
    program = built_tool(name)
    home = folder / f"resource-{package}-v{TOOLS[name].version()}"
    home.mkdir(parents=True)
    (home / name).symlink_to(program)
    return folder
