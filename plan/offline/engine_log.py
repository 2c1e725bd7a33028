"""Messages to a person, through the engine that runs us."""

from __future__ import annotations

from threading import Lock

import grpc

from plan.offline.protocol import engine_pb2, engine_pb2_grpc

_PATIENCE = 5.0


class EngineLog:
    """Writes warnings into the engine's own output. Without an engine (tests) nothing is written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stub: engine_pb2_grpc.EngineStub | None = None
        self._address = ""

    def attach(self, address: str) -> None:
        """Use the engine at an address from now on."""
        with self._lock:
            if address and address != self._address:
                self._address = address
                self._stub = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def warning(self, urn: str, message: str) -> None:
        """Show a warning at a resource."""
        with self._lock:
            stub = self._stub
        if stub is not None:
            severity = engine_pb2.LogSeverity.Value("WARNING")
            try:
                stub.Log(engine_pb2.LogRequest(severity=severity, message=message, urn=urn), timeout=_PATIENCE)
            except grpc.RpcError:
                # the engine is on its way out, and its own report says why
                return
