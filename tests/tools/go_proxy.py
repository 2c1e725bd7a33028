"""A Go module proxy in a folder, and a tool that comes from it: real Go, no network."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tools.go_tools import Tool

MODULE = "example.invalid/hello"
MAIN = 'package main\n\nvar Version string\n\nfunc main() { println("hello " + Version) }\n'


@dataclass(frozen=True)
class Proxy:
    """Modules below `folder`; tools that need them below `tools`."""

    folder: Path
    tools: Path

    @property
    def address(self) -> str:
        return self.folder.as_uri()

    def publish(self, version: str, source: str = MAIN) -> None:
        """Publish a version of the module `hello`, whose main package is its root."""
        base = self.folder / MODULE / "@v"
        base.mkdir(parents=True, exist_ok=True)
        mod = f"module {MODULE}\n\ngo 1.21\n"
        (base / f"{version}.info").write_text(json.dumps({"Version": version, "Time": "2026-01-01T00:00:00Z"}))
        (base / f"{version}.mod").write_text(mod)
        with zipfile.ZipFile(base / f"{version}.zip", "w") as archive:
            archive.writestr(f"{MODULE}@{version}/go.mod", mod)
            archive.writestr(f"{MODULE}@{version}/main.go", source)

    def tool(self, version: str = "v1.2.3", go: str = "1.21") -> Tool:
        """A tool that pins a version, with its `go.sum`."""
        folder = self.tools / "hello"
        folder.mkdir(parents=True)
        (folder / "go.mod").write_text(f"module bastide.invalid/tools/hello\n\ngo {go}\n")
        settings = {
            "GOPROXY": self.address,
            "GONOSUMDB": "*",
            "GOFLAGS": "-mod=mod -modcacherw",
            "GOTOOLCHAIN": "local",
        }
        command = ["go", "get", "-tool", f"{MODULE}@{version}"]
        subprocess.run(command, cwd=folder, env={**os.environ, **settings}, check=True, capture_output=True)
        return Tool("hello", "the hello program", MODULE, "main.Version", folder=self.tools)
