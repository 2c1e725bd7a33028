"""A host's network adapters with fixed addresses, and the cloud-init network configuration that sets them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from components.hosts import checks

DEFAULT = "0.0.0.0/0"
_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")
_MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}")
# The second lowest bit of the first byte says: given by an administrator, not by a vendor (IEEE 802, local bit).
_LOCAL = bytes((0x02, 0xBA))


@dataclass(frozen=True)
class Leg:
    """One adapter: the network it stands in (`name`), its address there. `mac` is known where the cloud takes it from
    us; without it the adapter is found by its address, which the cloud must have given it.
    """

    name: str
    address: str
    prefix: int
    mac: str | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise checks.mismatch("leg", self.name, "1 to 60 lower-case letters, digits and hyphens")
        _ipv4(f"leg {self.name}", self.address)
        checks.between(f"prefix of leg {self.name}", self.prefix, 8, 30)
        if self.address in (str(self.network[0]), str(self.network[-1])):
            raise checks.mismatch(f"leg {self.name}", self.address, f"the address of a host in {self.network}")
        if self.mac is not None and (not _MAC.fullmatch(self.mac) or int(self.mac[:2], 16) & 1):
            raise checks.mismatch(f"MAC of leg {self.name}", self.mac, "one adapter's, such as 02:ba:0a:40:00:01")

    @property
    def network(self) -> ipaddress.IPv4Network:
        return ipaddress.IPv4Network((self.address, self.prefix), strict=False)


@dataclass(frozen=True)
class Route:
    """The way to a range: by a next hop in the network of one of the legs. `source`: whose address the host's own
    packets carry on this way, where the leg's own is not known at the far end.
    """

    cidr: str
    via: str
    source: str | None = None

    def __post_init__(self) -> None:
        if checks.network("route", self.cidr).version != 4:
            raise checks.mismatch("route", self.cidr, "a range of IPv4 addresses")
        _ipv4(f"next hop of {self.cidr}", self.via)
        if self.source is not None:
            _ipv4(f"source towards {self.cidr}", self.source)

    @property
    def network(self) -> ipaddress.IPv4Network:
        return ipaddress.IPv4Network(self.cidr)

    def starts_at(self, leg: Leg) -> bool:
        return ipaddress.IPv4Address(self.via) in leg.network and self.via != leg.address


def gateway_address(cidr: str) -> str:
    """The router's address in a segment, its first one: the default route of the hosts there."""
    return str(ipaddress.IPv4Network(cidr)[1])


def mac_address(address: str) -> str:
    """A locally administered MAC made from the address: unique wherever the address is, and known at preview."""
    return (_LOCAL + ipaddress.IPv4Address(address).packed).hex(":")


def network_config(legs: Iterable[Leg], routes: Iterable[Route] = (), resolvers: Iterable[str] = ()) -> str:
    """The network configuration (version 2) that cloud-init takes beside the user-data.

    Produced: one fixed address for each adapter, found by its MAC and named `leg0` onwards in the given order. Not
    produced: DHCP, IPv6. A ValueError says which leg has no MAC, or which route starts at none of the legs.
    """
    listed, ways = tuple(legs), tuple(routes)
    for route in ways:
        if not any(route.starts_at(leg) for leg in listed):
            raise checks.mismatch(f"next hop of {route.cidr}", route.via, "an address in the network of a leg")
    servers = list(resolvers)
    # Some of cloud-init's renderers find an adapter by this name alone, and the kernel takes 15 characters of it.
    adapters = {f"leg{number}": _adapter(f"leg{number}", leg, ways, servers) for number, leg in enumerate(listed)}
    return yaml.safe_dump({"version": 2, "ethernets": adapters}, sort_keys=False)


def _adapter(device: str, leg: Leg, routes: tuple[Route, ...], resolvers: list[str]) -> dict[str, object]:
    if leg.mac is None:
        raise checks.mismatch(f"MAC of leg {leg.name}", None, "a MAC: mac_address() makes one from the address")
    adapter: dict[str, object] = {
        "match": {"macaddress": leg.mac},
        "set-name": device,
        "dhcp4": False,
        "dhcp6": False,
        "addresses": [f"{leg.address}/{leg.prefix}"],
    }
    ways = [{"to": route.cidr, "via": route.via} for route in routes if route.starts_at(leg)]
    if ways:
        adapter["routes"] = ways
    if resolvers:
        adapter["nameservers"] = {"addresses": resolvers}
    return adapter


def _ipv4(what: str, value: str) -> None:
    checks.address(what, value)
    if ":" in value:
        raise checks.mismatch(what, value, "an IPv4 address")
