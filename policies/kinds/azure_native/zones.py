"""In which zones of its region a resource of azure-native stands, by number. Where a class is not here, or names none,
the provider chooses. Redundancy of storage is none of it: copies of an account have no place that the plan names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from plan.values import UNKNOWN, revealed
from policies.kinds.azure_native.reading import folded
from policies.kinds.readers import each, look, reads, texts
from policies.kinds.table import Inputs, Reader

_LISTED: Final = texts("zones")


_STANDBY: Final = "highAvailability.standbyAvailabilityZone"
_MODE: Final = "highAvailability.mode"


@reads("availabilityZone", _STANDBY, _MODE)
def _of_server(inputs: Inputs) -> Any:
    """The zones of a server, and of its second node where it has one."""
    mode = look(inputs, _MODE)
    spare = () if mode is None or folded(mode) == "disabled" else (look(inputs, _STANDBY),)
    found = [look(inputs, "availabilityZone"), *spare]
    if UNKNOWN in (mode, *found):
        return UNKNOWN
    return _texts(found)


@reads("agentPoolProfiles[].availabilityZones")
def _of_pools(inputs: Inputs) -> Any:
    """The zones of all pools of nodes that are written inside a cluster."""
    pools = look(inputs, "agentPoolProfiles")
    if pools is UNKNOWN:
        return UNKNOWN
    found = [UNKNOWN if pool is UNKNOWN else look(pool, "availabilityZones") for pool in each(pools)]
    if UNKNOWN in found:
        return UNKNOWN
    return _texts(zone for zones in found for zone in each(zones))


def _texts(found: Iterable[Any]) -> tuple[str, ...] | None:
    """Each once, in their order; what is no text names no zone."""
    return tuple(dict.fromkeys(text for item in found if isinstance(text := revealed(item), str) and text)) or None


ZONES: Final[Mapping[str, Reader]] = {
    "azure-native:compute:Disk": _LISTED,
    "azure-native:compute:VirtualMachine": _LISTED,
    "azure-native:compute:VirtualMachineScaleSet": _LISTED,
    "azure-native:containerservice:AgentPool": texts("availabilityZones"),
    "azure-native:containerservice:ManagedCluster": _of_pools,
    "azure-native:dbforpostgresql:Server": _of_server,
    "azure-native:network:ApplicationGateway": _LISTED,
    "azure-native:network:AzureFirewall": _LISTED,
    "azure-native:network:BastionHost": _LISTED,
    "azure-native:network:NatGateway": _LISTED,
    "azure-native:network:PublicIPAddress": _LISTED,
    "azure-native:network:PublicIPPrefix": _LISTED,
}
"""Class -> the zones that its inputs name, as texts."""
