"""The way in from the internet: portal and certificate."""

from __future__ import annotations

from dataclasses import dataclass

from components.contract.handles import FirewallHandle, NetworkHandle, SegmentHandle, ServiceHandle
from components.contract.role import Links, Role, Spec


@dataclass(frozen=True)
class CertificateSpec(Spec):
    ESSENTIAL = ("certificate",)
    host: str
    authority: str


@dataclass(frozen=True)
class CertificateLinks(Links):
    pass


class Certificate(Role[CertificateSpec, CertificateLinks, ServiceHandle]):
    """A server certificate that code can order and renew.

    Deliberately not: an authority chosen by the cloud. Where code cannot order it from the platform's authority, it is
    a gap, and the certificate is installed by hand on the portal's hosts.
    """

    TOKEN = "bastide:keys:Certificate"


@dataclass(frozen=True)
class PortalSpec(Spec):
    ESSENTIAL = ("portal",)
    host: str
    backends: tuple[str, ...]
    """Private addresses of the portal's hosts, which the application's own stack brings. They end TLS."""

    def features(self) -> tuple[str, ...]:
        return ("portal.waf",)


@dataclass(frozen=True)
class PortalLinks(Links):
    network: NetworkHandle | None
    segment: SegmentHandle | None
    firewall: FirewallHandle | None
    certificate: ServiceHandle | None


class Portal(Role[PortalSpec, PortalLinks, ServiceHandle]):
    """The HTTPS entry: a load balancer on port 443.

    Produces: the load balancer with its address, listener, health check, and web application firewall where there is
    one.
    Deliberately not: port 80, TLS below 1.2, a private key on the load balancer.
    """

    TOKEN = "bastide:net:Portal"
