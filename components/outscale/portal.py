"""The way in from the internet."""

from __future__ import annotations

import pulumi_outscale as outscale

from components.contract.handles import ServiceHandle
from components.contract.roles.portal import PortalLinks, PortalSpec
from components.contract.words import Protocol
from components.outscale.machine import public_address, zoned
from components.outscale.network import ANYWHERE, front_subnet, internet_service, security_group, security_rule
from components.outscale.place import Here, replaced_in_place
from components.outscale.providers import CLOUD

_HTTPS = 443
_ZONE = 1
_FRONT = ".front"
"""No other name has a dot in it."""


def portal(place: Here, spec: PortalSpec, links: PortalLinks) -> ServiceHandle:
    """A load balancer that passes TCP 443 on to the portal's hosts, which end TLS.

    It stands in a subnet of its own on the internet's side; the Net gets an internet service for that subnet alone, so
    the portal's hosts stay without a way out. Deliberately not: the hosts behind it, which the cloud knows by their ids
    only, so that the stack that brings them enters them; a firewall for web applications (a gap), a certificate or a
    private key, port 80.
    """
    segment = zoned(links.segment)
    label, cidr = place.label("portal"), str(segment.cidr)
    internet = internet_service(place, segment.network)
    subnet = front_subnet(place, place.name, segment.network, internet, cidr, _ZONE)
    address = public_address(place, place.name)
    # the group of the segment is often called like the portal, and the cloud takes each name once
    group = security_group(place, place.name, f"{label}{_FRONT}", f"HTTPS to {spec.host}", segment, ())
    for name, direction, peer in (("in", "in", ANYWHERE), ("out", "out", cidr)):
        security_rule(place, f"{place.name}-{name}", group, direction, Protocol.TCP, str(_HTTPS), peer)
    balancer = outscale.LoadBalancer(
        place.name,
        load_balancer_name=label,
        load_balancer_type="internet-facing",
        public_ip=address.public_ip,
        subnets=[subnet],
        security_groups=[group.security_group_id],
        listeners=[
            {
                "load_balancer_port": _HTTPS,
                "load_balancer_protocol": "TCP",
                "backend_port": _HTTPS,
                "backend_protocol": "TCP",
            }
        ],
        tags=_tags(place),
        opts=replaced_in_place(place.options(provider=CLOUD)),
    )
    _health(place, balancer)
    return ServiceHandle(place.urn, balancer.id, label, address.public_ip)


def _tags(place: Here) -> list[outscale.LoadBalancerTagArgsDict]:
    return [{"key": key, "value": value} for key, value in sorted(place.tags().items())]


def _health(place: Here, balancer: outscale.LoadBalancer) -> None:
    outscale.LoadBalancerAttributes(
        place.name,
        load_balancer_name=balancer.load_balancer_name,
        health_check={
            "port": _HTTPS,
            "protocol": "TCP",
            "check_interval": 10,
            "timeout": 5,
            "healthy_threshold": 2,
            "unhealthy_threshold": 3,
        },
        opts=place.options(provider=CLOUD),
    )
