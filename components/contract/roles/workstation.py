"""Research workstations."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import BastionHandle, FirewallHandle, KeyHandle, SegmentHandle, ServiceHandle
from components.contract.role import Links, Role, Spec
from components.contract.words import Size


@dataclass(frozen=True)
class WorkstationSpec(Spec):
    ESSENTIAL = ("workstation",)
    size: Size
    disk_gb: int
    zone: int
    bastion_cidr: str
    """Sessions come from here only."""
    egress_cidrs: tuple[str, ...]
    """Where the host may connect to (the hub's proxy, mirror and time; the space's data)."""
    proxy_address: str
    mirror_address: str
    people: tuple[str, ...]
    """Who has an account here: ids that the bastion knows, which are the accounts' names."""
    operators: tuple[str, ...]
    """Who administers the host, by the same ids."""
    time_servers: tuple[str, ...]

    def features(self) -> tuple[str, ...]:
        return ("volume.encryption", "volume.customer-key")


@dataclass(frozen=True)
class WorkstationLinks(Links):
    segment: SegmentHandle | None
    firewall: FirewallHandle | None
    key: KeyHandle | None
    bastion: BastionHandle | None


class Workstation(Role[WorkstationSpec, WorkstationLinks, ServiceHandle]):
    """A research workstation.

    Produces: a host with a private address, an account for each person, a disk, and a data disk (encrypted in the host
    where the cloud cannot).
    Deliberately not: a public address, a way to the internet, a clipboard or file channel out of the space.
    """

    TOKEN = "bastide:access:Workstation"
