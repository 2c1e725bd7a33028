"""The servers: one port a package, one process, one pool of threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent import futures
from typing import Any, Final

import grpc

from plan.errors import EngineFailed
from plan.offline.protocol import provider_pb2_grpc
from plan.offline.provider import Provider, Recorded
from plan.offline.statistics import Statistics
from plan.offline.tables import Package, package

_HOST: Final = "127.0.0.1"
_LARGEST: Final = 400 * 1024 * 1024
_OPTIONS: Final = (
    ("grpc.max_receive_message_length", _LARGEST),
    ("grpc.max_send_message_length", _LARGEST),
    # two runs at once must never share a port
    ("grpc.so_reuseport", 0),
)
# Handlers never wait for anything: more threads only fight for the interpreter.
_THREADS: Final = 4


class Servers:
    """Serves the packages while the `with` block lasts."""

    def __init__(
        self,
        names: Iterable[str],
        recorded: Recorded,
        statistics: Statistics | None = None,
        find: Callable[[str], Package] = package,
        port: int = 0,
    ) -> None:
        """`port` is for tests; 0 takes a free one. Raises EngineFailed where a port cannot be had."""
        self.statistics = statistics or Statistics()
        self.ports: dict[str, int] = {}
        self._pool = futures.ThreadPoolExecutor(_THREADS, thread_name_prefix="offline")
        self._servers: list[Any] = []
        for name in names:
            self._serve(name, Provider(name, recorded, self.statistics, find), port)

    def _serve(self, name: str, provider: Provider, port: int) -> None:
        server = grpc.server(self._pool, options=_OPTIONS)
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
        try:
            self.ports[name] = server.add_insecure_port(f"{_HOST}:{port}")
        except RuntimeError:
            raise EngineFailed(
                f"the offline provider {name} gets no port on {_HOST}" + (f" (asked for {port})" if port else ""),
                "end what holds the ports of this machine, then run the command again",
            ) from None
        server.start()
        self._servers.append(server)

    @property
    def debug_providers(self) -> str:
        """The value of PULUMI_DEBUG_PROVIDERS."""
        return ",".join(f"{name}:{port}" for name, port in self.ports.items())

    def stop(self) -> None:
        """End all servers; calls under way are dropped."""
        for server in self._servers:
            server.stop(0)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Servers:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
