"""What stands in an OpenStack, as plain frozen data that can be written as JSON. Ids are the cloud's own.

`project` is always the id of the owning project. Deliberately not kept: user data of servers, payloads of secrets,
states that only last for a while (a port that is down today may be up tomorrow).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Network:
    """`wire` is the same for two networks that are one and the same wire, by number, below Neutron."""

    id: str
    name: str
    project: str
    port_security: bool
    external: bool
    wire: str


@dataclass(frozen=True)
class Route:
    destination: str
    next_hop: str

    def __str__(self) -> str:
        return f"{self.destination} via {self.next_hop}"


@dataclass(frozen=True)
class Subnet:
    """`routes` and `gateway` are what its hosts are told by DHCP."""

    id: str
    name: str
    project: str
    network: str
    cidr: str
    gateway: str | None
    routes: tuple[Route, ...] = ()
    dns: tuple[str, ...] = ()
    dhcp: bool = True


@dataclass(frozen=True)
class Port:
    """`owner` and `device` are Neutron's `device_owner` and `device_id`; `pairs` the allowed address pairs' ranges."""

    id: str
    name: str
    project: str
    network: str
    addresses: tuple[str, ...]
    groups: tuple[str, ...]
    port_security: bool = True
    pairs: tuple[str, ...] = ()
    owner: str = ""
    device: str = ""


@dataclass(frozen=True)
class Gateway:
    """A router's leg on an external network."""

    network: str
    addresses: tuple[str, ...]
    snat: bool = True


@dataclass(frozen=True)
class Router:
    """Its legs are the ports whose `device` it is."""

    id: str
    name: str
    project: str
    routes: tuple[Route, ...] = ()
    gateways: tuple[Gateway, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule as Neutron words it. `low` and `high` are ports; of ICMP, type and code. Nothing named: everything."""

    id: str
    direction: str
    ethertype: str = "IPv4"
    protocol: str | None = None
    low: int | None = None
    high: int | None = None
    prefix: str | None = None
    group: str | None = None
    address_group: str | None = None


@dataclass(frozen=True)
class Group:
    id: str
    name: str
    project: str
    rules: tuple[Rule, ...] = ()
    stateful: bool = True


@dataclass(frozen=True)
class FloatingIp:
    """`port` is None where it leads nowhere yet."""

    id: str
    project: str
    address: str
    network: str
    port: str | None
    fixed: str | None
    description: str = ""


@dataclass(frozen=True)
class Share:
    """An RBAC policy: what one project lets another (or all: `*`) use of its own."""

    id: str
    project: str
    kind: str
    object: str
    action: str
    target: str


@dataclass(frozen=True)
class Server:
    """`volumes` are the ids of the attached ones."""

    id: str
    name: str
    project: str
    zone: str
    config_drive: bool
    metadata: Mapping[str, str] = field(default_factory=dict)
    volumes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Volume:
    """`size` in GiB. `servers` are the ids of those that it is attached to. `key`: the id of its key, where it says."""

    id: str
    name: str
    project: str
    type: str
    encrypted: bool
    zone: str
    size: int
    bootable: bool
    servers: tuple[str, ...] = ()
    key: str | None = None


@dataclass(frozen=True)
class VolumeType:
    """`provider` is the way of encryption (`luks`); "" where volumes of the type are plain."""

    id: str
    name: str
    provider: str = ""
    cipher: str = ""
    key_size: int = 0


@dataclass(frozen=True)
class Secret:
    """`users` may read it besides its `creator`; with `project_access` so may the whole project."""

    id: str
    name: str
    project: str
    creator: str
    kind: str
    project_access: bool
    users: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listener:
    protocol: str
    port: int

    def __str__(self) -> str:
        return f"{self.protocol} {self.port}"


@dataclass(frozen=True)
class Member:
    address: str
    port: int

    def __str__(self) -> str:
        return f"{self.address}:{self.port}"


@dataclass(frozen=True)
class Balancer:
    """`network` and `port` are where its address lies."""

    id: str
    name: str
    project: str
    address: str
    network: str
    port: str
    listeners: tuple[Listener, ...] = ()
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Unmodelled:
    """Something that may carry traffic and that the evaluation does not understand."""

    kind: str
    id: str
    project: str


@dataclass(frozen=True)
class Found:
    """A whole cloud's networks, and what else stands in the `projects` (area -> project id).

    Networks are not limited to the projects: what another project hangs onto them counts as well.
    """

    projects: Mapping[str, str] = field(default_factory=dict)
    networks: tuple[Network, ...] = ()
    subnets: tuple[Subnet, ...] = ()
    ports: tuple[Port, ...] = ()
    routers: tuple[Router, ...] = ()
    groups: tuple[Group, ...] = ()
    floating_ips: tuple[FloatingIp, ...] = ()
    shares: tuple[Share, ...] = ()
    servers: tuple[Server, ...] = ()
    volumes: tuple[Volume, ...] = ()
    volume_types: tuple[VolumeType, ...] = ()
    secrets: tuple[Secret, ...] = ()
    balancers: tuple[Balancer, ...] = ()
    unmodelled: tuple[Unmodelled, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)
