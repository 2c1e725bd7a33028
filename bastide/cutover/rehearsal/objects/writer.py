"""Who goes on writing at the source during the move, with a signed address as applications have."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Final

from azure.core.exceptions import AzureError
from azure.storage.blob import ContainerClient

from bastide.cutover.rehearsal.objects.sides import missing, refused

_NAMES: Final = 60
_SIZE: Final = 3000
_PAUSE_SECONDS: Final = 0.05
_REFUSAL_SECONDS: Final = 60
_PROBE: Final = "bastide-write-probe"


class Writer:
    """Makes, overwrites (same size) and deletes objects below `live/`, until it is refused or stopped."""

    def __init__(self, address: Callable[[], str]) -> None:
        self._address = address
        self._stop, self._refused = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Does nothing where it runs."""
        if self._thread is None:
            self._stop.clear()
            self._refused.clear()
            self._thread = threading.Thread(target=self._write, name="writer", daemon=True)
            self._thread.start()

    def await_refusal(self) -> bool:
        """Whether it was refused; waits for that, for Azure takes up to half a minute to do as a new policy says."""
        return self._thread is not None and self._refused.wait(_REFUSAL_SECONDS)

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(30)
            self._thread = None

    def _write(self) -> None:
        client = container(self._address())
        chance = random.Random()
        while not self._stop.wait(_PAUSE_SECONDS):
            name = f"live/{chance.randrange(_NAMES):03}"
            try:
                if chance.random() < 0.2:
                    client.delete_blob(name)
                else:
                    client.upload_blob(name, chance.randbytes(_SIZE), overwrite=True, metadata={"by": "writer"})
            except AzureError as error:
                if refused(error):
                    self._refused.set()
                    return


def may_write(address: str) -> bool:
    """Whether a write with this address is taken; what it wrote is deleted again. Raises where nothing answers."""
    client = container(address)
    try:
        client.upload_blob(_PROBE, b"", overwrite=True)
    except AzureError as error:
        if refused(error):
            return False
        raise
    try:
        client.delete_blob(_PROBE)
    except AzureError as error:
        if not missing(error):
            raise
    return True


def container(address: str) -> ContainerClient:
    return ContainerClient.from_container_url(address, retry_total=0, connection_timeout=5, read_timeout=30)
