"""The link to another site."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import FirewallHandle, NetworkHandle, SegmentHandle, ServiceHandle
from components.contract.role import Links, Role, Spec


@dataclass(frozen=True)
class SiteLinkSpec(Spec):
    ESSENTIAL = ("site-link",)
    peer_address: str
    peer_asn: int
    local_asn: int
    local_cidrs: tuple[str, ...]
    remote_cidrs: tuple[str, ...]
    zones: tuple[int, ...]
    addresses: tuple[str, ...]

    def features(self) -> tuple[str, ...]:
        return ("site-link.bgp", "site-link.asn")


@dataclass(frozen=True)
class SiteLinkLinks(Links):
    network: NetworkHandle | None
    segment: SegmentHandle | None
    firewall: FirewallHandle | None


class SiteLink(Role[SiteLinkSpec, SiteLinkLinks, ServiceHandle]):
    """An IPsec link (IKEv2, AES-256-GCM, DH group 14 or better) to one other site.

    Produces: the cloud's VPN gateway and connection, or a pair of gateway hosts where the cloud has none; and the
    pre-shared key, generated, a Pulumi secret from the first moment.
    Deliberately not: a route to anything but the declared ranges.
    """

    TOKEN = "bastide:net:SiteLink"
