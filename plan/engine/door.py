"""A port that may be knocked at before there is anybody behind it.

The CLI takes a fifth of a second to come to its first call of the program host. It does so while the host still loads:
the door speaks the first words of HTTP/2 for it, without which the CLI would not wait for long, and passes on all that
follows once it is known which port the host has, and whose turn it is.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Final

_HOST: Final = "127.0.0.1"
_BITE: Final = 65_536

# RFC 9113: what a client says first (3.4), the head of a frame (4.1), a frame with no settings and the one that answers
# it (6.5). The server behind sends settings of its own later, as it may at any time.
_PREFACE_BYTES: Final = 24
_HEAD_BYTES: Final = 9
_NO_SETTINGS: Final = bytes((0, 0, 0, 4, 0, 0, 0, 0, 0))
_HEARD: Final = bytes((0, 0, 0, 4, 1, 0, 0, 0, 0))


@contextmanager
def door(behind: Callable[[], int], on_knock: Callable[[], None]) -> Iterator[int]:
    """A port of 127.0.0.1 that leads to the port which `behind` gives, however long that takes.

    Each connection asks `behind` anew. `on_knock` is told that somebody has come.

    Raises what `behind` raised, at the end of the block and in place of anything that came of it.
    """
    with socket.create_server((_HOST, 0)) as listening:
        entry = _Entry(listening, behind, on_knock)
        Thread(target=entry.attend, name="door", daemon=True).start()
        try:
            yield listening.getsockname()[1]
        except Exception:
            entry.raise_failure()
            raise
        finally:
            entry.close()
    entry.raise_failure()


class _Entry:
    def __init__(self, listening: socket.socket, behind: Callable[[], int], on_knock: Callable[[], None]) -> None:
        self._listening, self._behind, self._on_knock = listening, behind, on_knock
        self._failure: Exception | None = None
        self._open: list[socket.socket] = []

    def attend(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                self._open.append(caller)
                self._on_knock()
                Thread(target=self._lead, args=(caller,), name="door", daemon=True).start()

    def _lead(self, caller: socket.socket) -> None:
        with contextlib.suppress(OSError), caller:
            caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            caller.sendall(_NO_SETTINGS)
            said = _until_heard(caller)
            try:
                port = self._behind()
            except Exception as error:
                self._failure = error
                return
            with socket.create_connection((_HOST, port)) as server:
                self._open.append(server)
                server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                server.sendall(said)
                back = Thread(target=_pass_on, args=(server, caller), name="door", daemon=True)
                back.start()
                _pass_on(caller, server)
                back.join()

    def raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure from None

    def close(self) -> None:
        """End all that is under way. Who waits for his turn finds nobody there when it comes."""
        for end in (self._listening, *self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def _until_heard(caller: socket.socket) -> bytes:
    """What a client says until it answers our settings, without that answer. Raises OSError where it goes away."""
    said = _exactly(caller, _PREFACE_BYTES)
    while (head := _exactly(caller, _HEAD_BYTES)) != _HEARD:
        said += head + _exactly(caller, int.from_bytes(head[:3]))
    return said


def _exactly(source: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = source.recv(count - len(data))
        if not piece:
            raise ConnectionResetError
        data += piece
    return data


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_BITE):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
