"""Azurite: the Azure side of objects, on loopback, with an account and a key of its own for each start."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path
from typing import Final

from bastide.cutover.rehearsal.servers import programs
from bastide.cutover.rehearsal.servers.server import Server

ACCOUNT: Final = "legacy"


class Azurite(Server):
    """Blob storage. What it holds stays in its folder; its key does not, and is another after each start.

    It has no versions, no locks, no tiers that cost, and no rights but keys and signed addresses.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__("azurite", folder)
        self.program = programs.azurite()
        self.key = base64.b64encode(secrets.token_bytes(32)).decode()

    def run(self) -> None:
        """Raises ToolkitFailed where it does not start."""
        (self.folder / "data").mkdir(parents=True, exist_ok=True)
        options = ("--blobHost", "127.0.0.1", "--blobPort", str(self.port), "--location", str(self.folder / "data"))
        # it knows no version of Azure's API that is newer than itself, and every client is
        flags = ("--skipApiVersionCheck", "--disableTelemetry", "--silent")
        self.start((*self.program.command, *options, *flags), {"AZURITE_ACCOUNTS": f"{ACCOUNT}:{self.key}"})

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/{ACCOUNT}"
