"""Programs that come as Go modules: what they are, and where they are kept once they are built.

Each has a module of its own, `tools/<name>/go.mod`, which pins its version and, with `go.sum`, every source of it. One
whose main package is ours has the version of the Python package that it serves.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plan.engine import cache
from plan.engine.version import CLI_MODULE, required

FOLDER: Final = Path(__file__).resolve().parent
_LOCK: Final = FOLDER.parent / "requirements.txt"


@dataclass(frozen=True, slots=True)
class Tool:
    """One program.

    Attributes:
        name: its folder below `tools/` and in the cache.
        title: what people call it.
        module: the module whose version is the program's; "" where the main package is ours.
        variable: the Go variable that the linker sets to the version.
        tags: build tags.
        minutes: how long it takes from nothing on two cores, for people who wait.
        python: the Python package whose version a program has whose main package is ours.
        folder: where `go.mod` and `go.sum` are.
    """

    name: str
    title: str
    module: str
    variable: str
    tags: tuple[str, ...] = ()
    minutes: int = 1
    python: str = ""
    folder: Path = FOLDER

    @property
    def go_mod(self) -> Path:
        return self.folder / self.name / "go.mod"

    def package(self) -> str:
        """The main package: the one that `go.mod` names as `tool`."""
        found = re.search(r"^tool\s+(\S+)", self.go_mod.read_text(encoding="utf-8"), re.MULTILINE)
        return found[1] if found else ""

    def version(self) -> str:
        """Without `v`; "" where it is pinned nowhere."""
        return _locked(self.python) if self.python else str(required(self.go_mod, self.module) or "")

    def target(self) -> Path | None:
        """Where the program is kept, whether it is there or not; None where the user has no cache."""
        version = f"{self.version()}+{self._sources()}" if self.python else self.version()
        return cache.program(self.name, version, self.package().rpartition("/")[2])

    def _sources(self) -> str:
        """Stands for our own sources: what was built from others is another program of the same version."""
        files = [file for file in sorted(self.go_mod.parent.rglob("*")) if file.is_file()]
        return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:8]


_TABLE: Final = (
    Tool(
        "pulumi",
        "the Pulumi CLI",
        CLI_MODULE,
        "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
        tags=("osusergo", "grpcnotrace"),
        minutes=6,
    ),
    Tool(
        "pulumi-yaml",
        "Pulumi's language host for YAML",
        "github.com/pulumi/pulumi-yaml",
        "github.com/pulumi/pulumi-yaml/pkg/version.Version",
        tags=("osusergo", "grpcnotrace"),
        minutes=4,
    ),
    Tool(
        "pulumi-resource-random",
        "the provider plugin `random`",
        "",
        "main.version",
        minutes=4,
        python="pulumi-random",
    ),
    Tool(
        "pulumi-resource-openstack",
        "the provider plugin `openstack`",
        "",
        "main.version",
        minutes=5,
        python="pulumi-openstack",
    ),
    Tool("s3server", "the S3 server of the tests (versitygw)", "github.com/versity/versitygw", "main.Version"),
)
TOOLS: Final[Mapping[str, Tool]] = {tool.name: tool for tool in _TABLE}


def _locked(package: str) -> str:
    found = re.search(rf"^{re.escape(package)}==(\S+)", _LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def find(name: str) -> Path | None:
    """The program of a tool, where it has been built in its pinned version; None elsewhere."""
    target = TOOLS[name].target()
    return target if target and os.access(target, os.X_OK) else None
