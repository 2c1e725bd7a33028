"""A way to a server that can be cut: a TCP proxy on loopback."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self


class Proxy:
    """Passes bytes on to a port of loopback. `cut` ends all connections and refuses new ones until `mend`."""

    def __init__(self, port: int) -> None:
        self._to, self._cut = port, False
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.accepted = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        # wakes who waits in accept
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def cut(self) -> None:
        self._cut = True
        for one in list(self._open):
            self._close(one)

    def mend(self) -> None:
        self._cut = False

    def _accept(self) -> None:
        while True:
            try:
                one, _ = self._listening.accept()
            except OSError:
                return
            if self._cut:
                one.close()
                continue
            self.accepted += 1
            other = socket.create_connection(("127.0.0.1", self._to))
            self._open |= {one, other}
            for reads, writes in ((one, other), (other, one)):
                threading.Thread(target=self._pass_on, args=(reads, writes), daemon=True).start()

    def _pass_on(self, reads: socket.socket, writes: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := reads.recv(65536):
                writes.sendall(data)
        self._close(reads)
        self._close(writes)

    def _close(self, one: socket.socket) -> None:
        self._open.discard(one)
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
