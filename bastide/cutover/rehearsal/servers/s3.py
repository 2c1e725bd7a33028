"""versitygw: the S3 side of objects, on loopback, with versions and object lock."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from bastide.cutover.rehearsal.servers import programs
from bastide.cutover.rehearsal.servers.server import Server

REGION: Final = "fr-par"
ACCESS_KEY: Final = "rehearsal"


class S3(Server):
    """An S3 server over a folder. Its secret key is another after each start and is kept nowhere.

    It keeps a name as a path: `a//b` is `a/b` to it, which is why such names are never sent.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__("versitygw", folder)
        self.program = programs.versitygw()
        self.secret = secrets.token_hex(20)

    def run(self) -> None:
        """Raises ToolkitFailed where it does not start."""
        for name in ("data", "versions"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        command = (*self.program.command, "--port", f"127.0.0.1:{self.port}", "--region", REGION, "--quiet", "posix")
        folders = ("--versioning-dir", str(self.folder / "versions"), str(self.folder / "data"))
        self.start((*command, *folders), {"ROOT_ACCESS_KEY": ACCESS_KEY, "ROOT_SECRET_KEY": self.secret})

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"
