"""For the loopback cloud's Octavia: what its no-op driver invents beside an amphora, it alone knows.

A member in another network than the balancer's gives the amphora a port there, which is invented with its subnet. Asked
for that, Neutron says that there is none, and the member would end in ERROR.
"""

from __future__ import annotations

from typing import Any

from octavia.network import base


def install(driver: Any) -> None:
    """Let the driver ask the no-op one for what Neutron does not have."""
    _also_invented(driver, "get_subnet", base.SubnetNotFound)
    _also_invented(driver, "get_network", base.NetworkNotFound)


def _also_invented(driver: Any, name: str, missing: type[Exception]) -> None:
    ask_neutron = getattr(driver, name)

    def call(self: Any, identifier: str, context: Any = None) -> Any:
        try:
            return ask_neutron(self, identifier, context=context)
        except missing:
            return getattr(self._noop, name)(identifier)

    setattr(driver, name, call)
