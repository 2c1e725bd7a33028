"""The way in for people: operators and researchers."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import (
    AuditHandle,
    BastionHandle,
    BucketHandle,
    FirewallHandle,
    KeyHandle,
    NetworkHandle,
    SegmentHandle,
)
from components.contract.role import Links, Role, Spec
from components.contract.words import BastionMode, Size


@dataclass(frozen=True)
class Person:
    """Who may pass, by function, and the one public key."""

    id: str
    ssh_key: str


@dataclass(frozen=True)
class BastionSpec(Spec):
    mode: BastionMode
    size: Size
    zones: tuple[int, ...]
    addresses: tuple[str, ...]
    """Private address of the host in each listed zone."""
    allowed_cidrs: tuple[str, ...]
    targets: tuple[str, ...]
    people: tuple[Person, ...]
    idle_minutes: int
    recordings_days: int
    time_servers: tuple[str, ...]

    def essential(self) -> tuple[str, ...]:
        return ("bastion", f"bastion.{self.mode}")


@dataclass(frozen=True)
class BastionLinks(Links):
    network: NetworkHandle | None
    segment: SegmentHandle | None
    firewall: FirewallHandle | None
    recordings: BucketHandle | None
    """The locked bucket of the recordings; None where the cloud locks none, and they go to the audit sink."""
    key: KeyHandle | None
    audit: AuditHandle | None


class Bastion(Role[BastionSpec, BastionLinks, BastionHandle]):
    """The only way in for people.

    Produces: in mode `recorded` a host in each listed zone that gives nobody a shell, records every session and ships
    it to the locked bucket, with an identity that may only write there; in mode `managed` the cloud's own bastion,
    closed to all but the allowed ranges.
    Onward sessions use a key of the bastion's own, generated with it; other hosts accept that key only.
    Deliberately not: a password, a shell on the bastion, a port other than SSH, an open range even for a moment.
    """

    TOKEN = "bastide:access:Bastion"
