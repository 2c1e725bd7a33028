"""The servers: one port a package, one process."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from plan.errors import EngineFailed
from plan.offline.calls import Calls, methods
from plan.offline.protocol import provider_pb2
from plan.offline.provider import Provider, Recorded
from plan.offline.statistics import Statistics
from plan.offline.tables import Package, package

_SERVICE = provider_pb2.DESCRIPTOR.services_by_name["ResourceProvider"]


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
        self._calls = Calls()
        for name in names:
            self._serve(name, Provider(name, recorded, self.statistics, find), port)
        self._calls.start()

    def _serve(self, name: str, provider: Provider, port: int) -> None:
        try:
            self.ports[name] = self._calls.listen(methods(_SERVICE, provider), port)
        except RuntimeError:
            raise EngineFailed(
                f"the offline provider {name} gets no port on 127.0.0.1" + (f" (asked for {port})" if port else ""),
                "end what holds the ports of this machine, then run the command again",
            ) from None

    @property
    def debug_providers(self) -> str:
        """The value of PULUMI_DEBUG_PROVIDERS."""
        return ",".join(f"{name}:{port}" for name, port in self.ports.items())

    def stop(self) -> None:
        """End all servers; calls under way are dropped."""
        self._calls.stop()

    def __enter__(self) -> Servers:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
