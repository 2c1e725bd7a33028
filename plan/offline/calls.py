"""Unary calls of gRPC answered one after the other on one thread.

gRPC's own server hands every call back and forth between its threads, which takes more than twice the processor's time
(370 and 160 microseconds a call). Handlers here never wait, so one thread serves all ports. It stands on the layer
below that server, which nobody promises to keep: tests/plan/offline/test_calls.py tells when grpcio has changed it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any, Final, NoReturn

import grpc
from grpc._cython import cygrpc

_HOST: Final = "127.0.0.1"
_LARGEST: Final = 400 * 1024 * 1024
_OPTIONS: Final = (
    ("grpc.max_receive_message_length", _LARGEST),
    ("grpc.max_send_message_length", _LARGEST),
    # two runs at once must never share a port
    ("grpc.so_reuseport", 0),
)
_NO_FLAGS: Final = 0
_STOP_SECONDS: Final = 5.0


class Aborted(Exception):
    """The call ends with a status instead of an answer."""

    def __init__(self, code: grpc.StatusCode, details: str) -> None:
        super().__init__(details)
        self.code, self.details = code, details


class Context:
    """What a handler may ask of its call: the part of grpc's own context that is used here."""

    __slots__ = ("_call",)

    def __init__(self, call: Any) -> None:
        self._call = call

    def peer(self) -> str:
        """The other end of the connection."""
        peer: bytes = self._call.peer()
        return peer.decode()

    def abort(self, code: grpc.StatusCode, details: str) -> NoReturn:
        """End the call with a status."""
        raise Aborted(code, details)


@dataclass(frozen=True, slots=True)
class Method:
    """One method of a service: its handler and how its messages are read."""

    handle: Callable[[Any, Context], Any]
    read: Callable[[bytes], Any]


def methods(service: Any, handlers: object) -> dict[str, Method]:
    """Full name -> method, of those that `handlers` has of a service (its descriptor)."""
    return {
        f"/{service.full_name}/{method.name}": Method(
            getattr(handlers, method.name), method.input_type._concrete_class.FromString
        )
        for method in service.methods
        if hasattr(handlers, method.name)
    }


class Calls:
    """Answers calls at any number of ports, from `start` to `stop`."""

    def __init__(self) -> None:
        self._queue = cygrpc.CompletionQueue()
        self._servers: list[_Server] = []
        self._thread = Thread(target=self._answer, name="offline", daemon=True)

    def listen(self, served: Mapping[str, Method], port: int = 0) -> int:
        """Answer these methods at a port of 127.0.0.1 (0: a free one). Raises RuntimeError where it cannot be had."""
        server = cygrpc.Server(_OPTIONS, False)
        server.register_completion_queue(self._queue)
        got: int = server.add_http2_port(f"{_HOST}:{port}".encode())
        if not got:
            raise RuntimeError(f"no port {port}")
        server.start()
        self._servers.append(_Server(server, self._queue, served))
        self._servers[-1].expect()
        return got

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """End; calls under way are dropped."""
        for each in self._servers:
            each.stop()
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)

    def _answer(self) -> None:
        left = len(self._servers)
        while left:
            event = self._queue.poll()
            if event.tag is not None:
                left -= event.tag(event)
            # It holds a call that has ended, which the next wait would hold on to.
            del event


class _Server:
    """One port. Its methods are tags of the queue: each takes an event and says whether the port is closed now."""

    def __init__(self, server: Any, queue: Any, served: Mapping[str, Method]) -> None:
        self._server, self._queue, self._served = server, queue, served
        # What is below crashes where it is asked for anything after its end.
        self._turn, self._open = Lock(), True

    def expect(self) -> None:
        with self._turn:
            if self._open:
                self._server.request_call(self._queue, self._queue, self._begun)

    def stop(self) -> None:
        with self._turn:
            if self._open:
                self._open = False
                self._server.shutdown(self._queue, self._closed)
                self._server.cancel_all_calls()

    def _closed(self, event: Any) -> bool:
        with self._turn:
            self._server.destroy()
        return True

    def _begun(self, event: Any) -> bool:
        call = event.call
        # without a call it is the end of waiting for one
        if not event.success or call is None:
            return False
        self.expect()
        name = event.call_details.method.decode()
        method = self._served.get(name)
        if method is None:
            _end(call, grpc.StatusCode.UNIMPLEMENTED, f"{name} is not served")
            return False
        call.start_server_batch(
            (cygrpc.ReceiveMessageOperation(_NO_FLAGS),), lambda received: _handled(call, method, received)
        )
        return False


def _handled(call: Any, method: Method, event: Any) -> bool:
    message = event.batch_operations[0].message() if event.success else None
    # the other end has gone away
    if message is None:
        return False
    try:
        answer = method.handle(method.read(message), Context(call)).SerializeToString()
    except Aborted as end:
        _end(call, end.code, end.details)
    except Exception as error:
        _end(call, grpc.StatusCode.INTERNAL, type(error).__name__)
    else:
        _end(call, grpc.StatusCode.OK, "", cygrpc.SendMessageOperation(answer, _NO_FLAGS))
    return False


def _end(call: Any, code: grpc.StatusCode, details: str, *answer: Any) -> None:
    status = cygrpc.SendStatusFromServerOperation(None, code.value[0], details.encode(), _NO_FLAGS)
    call.start_server_batch((cygrpc.SendInitialMetadataOperation(None, _NO_FLAGS), *answer, status), None)
