"""Every difference between what an estate intends and what its cloud says it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stacks.estate import Estate
from tests.e2e.openstack.cloud import compare_machines, compare_networks, way_in
from tests.e2e.openstack.cloud.intended import intended
from tests.e2e.openstack.cloud.matching import Sides
from tests.e2e.openstack.cloud.model import Found
from tests.e2e.openstack.cloud.topology import Topology
from tests.e2e.openstack.cloud.wanted import Intended

Check = Callable[[Sides], Iterator[str]]
CHECKS: dict[str, Check] = {
    "networks": compare_networks.networks,
    "subnets": compare_networks.subnets,
    "routers": compare_networks.routers,
    "flow matrix": compare_networks.groups,
    "public addresses": compare_networks.floating_ips,
    "shares": compare_networks.shares,
    "ports": compare_machines.ports,
    "servers": compare_machines.servers,
    "volumes": compare_machines.volumes,
    "secrets": compare_machines.secrets,
    "load balancers": compare_machines.balancers,
    "port 22": way_in.ssh,
    "flows": way_in.flows,
    "nothing that is not understood": compare_networks.unmodelled,
}
"""Property -> its check, so that a test may name each."""


def differences(estate: Estate, found: Found) -> list[str]:
    """All of them, each with the name of the object. Empty: what was found is what is intended."""
    wanted = intended(estate)
    return [line for name in CHECKS for line in differing_in(name, wanted, found)]


def differing_in(name: str, wanted: Intended, found: Found) -> list[str]:
    """The differences in one property, by its name in `CHECKS`. An area whose project was not read is one."""
    areas = dict.fromkeys(router.area for router in wanted.routers)
    unread = [f"{name}: the project of {area} was not read" for area in areas if area not in found.projects]
    return unread or list(CHECKS[name](Sides(wanted, found, Topology(found))))
