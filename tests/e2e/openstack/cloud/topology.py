"""The found networks, indexed for whoever walks through them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from tests.e2e.openstack.cloud.model import FloatingIp, Found, Group, Network, Port, Router, Subnet
from tests.e2e.openstack.cloud.ranges import Range, parsed, parsed_all, shared

_OF_NEUTRON = "network:"
_SERVICES = (
    "network:dhcp",
    "network:distributed",
    "network:floatingip",
    "network:floatingip_agent_gateway",
    "network:local_ip",
)
"""Owners of ports behind which Neutron itself stands, besides the routers."""


class Topology:
    """Look-ups over one `Found`. Whatever is named and not there is `None` or empty: callers decide what that means."""

    def __init__(self, found: Found) -> None:
        self.found = found

    @cached_property
    def networks(self) -> dict[str, Network]:
        return {one.id: one for one in self.found.networks}

    @cached_property
    def routers(self) -> dict[str, Router]:
        return {one.id: one for one in self.found.routers}

    @cached_property
    def groups(self) -> dict[str, Group]:
        return {one.id: one for one in self.found.groups}

    @cached_property
    def external(self) -> frozenset[str]:
        """The wires on which the internet is."""
        return frozenset(one.wire for one in self.found.networks if one.external)

    @cached_property
    def wires(self) -> frozenset[str]:
        return frozenset(one.wire for one in self.found.networks)

    @cached_property
    def _ports(self) -> dict[str, list[Port]]:
        found: dict[str, list[Port]] = defaultdict(list)
        for port in self.found.ports:
            found[self.wire(port.network)].append(port)
        return found

    @cached_property
    def _subnets(self) -> dict[str, list[Subnet]]:
        found: dict[str, list[Subnet]] = defaultdict(list)
        for subnet in self.found.subnets:
            found[self.wire(subnet.network)].append(subnet)
        return found

    @cached_property
    def _members(self) -> dict[str, list[Port]]:
        found: dict[str, list[Port]] = defaultdict(list)
        for port in self.found.ports:
            for group in port.groups:
                found[group].append(port)
        return found

    def wire(self, network: str) -> str:
        """A network that was not read is a wire of its own."""
        found = self.networks.get(network)
        return found.wire if found else network

    def wire_name(self, wire: str) -> str:
        return "/".join(sorted({one.name or one.id for one in self.found.networks if one.wire == wire})) or wire

    def ports(self, wire: str) -> tuple[Port, ...]:
        return tuple(self._ports.get(wire, ()))

    def subnets(self, wire: str) -> tuple[Subnet, ...]:
        return tuple(self._subnets.get(wire, ()))

    def legs(self, router: str) -> tuple[Port, ...]:
        """Every port of the router, its gateways' too. The device counts, whatever the port calls its owner."""
        return tuple(port for port in self.found.ports if port.device == router)

    def feet(self, wire: str) -> Iterator[tuple[Port, Router]]:
        """The routers' legs on a wire."""
        for port in self.ports(wire):
            router = self.routers.get(port.device)
            if router is not None:
                yield port, router

    def hosts(self, wire: str) -> tuple[Port, ...]:
        """Ports behind which somebody's machine stands or may stand: neither a router's nor Neutron's own."""
        return tuple(port for port in self.ports(wire) if self.is_host(port))

    def is_host(self, port: Port) -> bool:
        return port.device not in self.routers and port.owner not in _SERVICES

    def members(self, group: str) -> tuple[Range, ...]:
        """The addresses that Neutron takes for members of a group: of its ports, and of their address pairs."""
        return tuple(one for port in self._members.get(group, ()) for one in parsed_all((*port.addresses, *port.pairs)))

    def owners(self, wire: str, address: Range) -> tuple[Port, ...]:
        return tuple(port for port in self.ports(wire) if any(shared(parsed(own), address) for own in port.addresses))

    def floating(self, port: str) -> tuple[FloatingIp, ...]:
        return tuple(one for one in self.found.floating_ips if one.port == port)


def unfiltered(port: Port) -> bool:
    """Whether Neutron filters nothing at this port: port security is off, or it trusts the port as one of its own."""
    return not port.port_security or port.owner.startswith(_OF_NEUTRON)
